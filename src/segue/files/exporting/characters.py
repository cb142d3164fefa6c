"""Which values hold characters that an encoding lacks: all of them, by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from psycopg import sql

from segue.database.session import Connection
from segue.files.exporting.sheets import Sheet

AT_ONCE = 2000
"""Rows that are fetched at once."""

MOST_CHARACTERS = 8
"""Different characters of a column that a message names."""


@dataclass(slots=True)
class UnwritableColumn:
    """A column with characters that the encoding lacks."""

    place: str
    """The table's and the column's name."""
    example: str
    """The first such row, by its key or by its number in the file; empty for a header."""
    rows: int = 0
    characters: dict[str, None] = field(default_factory=dict)
    """Those that are lacking, in the order in which they were met."""

    def __str__(self) -> str:
        several = list(self.characters)
        characters = ", ".join(f"{c!r} (U+{ord(c):04X})" for c in several[:MOST_CHARACTERS])
        more = " and others" if len(several) > MOST_CHARACTERS else ""
        if not self.rows:
            return f"{self.place}, its name: {characters}{more}"
        rows = f"{self.rows:,} rows" if self.rows > 1 else "1 row"
        return f"{self.place}: {characters}{more} in {rows}, the first is {self.example}"


def unwritable(
    connection: Connection, sheet: Sheet, encoding: str, met: UnicodeEncodeError
) -> list[UnwritableColumn]:
    """The columns that the encoding cannot hold; the session is in the export's transaction.

    Each has a row; `met` is told alone where no single value shows what was met.
    """
    names = [column.name for column in sheet.columns]
    columns: dict[str, UnwritableColumn] = {}
    for name in names:
        for character in lacking(name, encoding):
            columns.setdefault(name, UnwritableColumn(f"{sheet.label}.{name}", "")).characters[
                character
            ] = None
    for number, row in enumerate(_rows(connection, sheet, names), 1):
        for name, value in zip(names, row, strict=True):
            if value is None or value.isascii():
                continue
            if characters := lacking(value, encoding):
                _note(columns, sheet, name, _label(sheet, names, row, number), characters)
    return list(columns.values()) or [
        UnwritableColumn(sheet.label, "", characters={met.object[met.start]: None})
    ]


def lacking(text: str, encoding: str) -> list[str]:
    """The characters of a text that the encoding has not."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return [character for character in dict.fromkeys(text) if not _has(encoding, character)]
    return []


def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _rows(
    connection: Connection, sheet: Sheet, names: Sequence[str]
) -> Iterator[tuple[str | None, ...]]:
    places = [sql.Identifier(f"c{place}") for place in range(len(names))]
    texts = sql.SQL(", ").join(sql.SQL("{}::pg_catalog.text").format(place) for place in places)
    statement = sql.SQL("SELECT {} FROM ({}) AS sheet ({})").format(
        texts, sheet.select, sql.SQL(", ").join(places)
    )
    with connection.cursor("characters") as cursor:
        cursor.itersize = AT_ONCE
        yield from cursor.execute(statement)


def _note(
    columns: dict[str, UnwritableColumn],
    sheet: Sheet,
    name: str,
    row: str,
    characters: Sequence[str],
) -> None:
    column = columns.setdefault(name, UnwritableColumn(f"{sheet.label}.{name}", row))
    column.example = column.example or row
    column.rows += 1
    column.characters.update(dict.fromkeys(characters))


def _label(sheet: Sheet, names: Sequence[str], row: Sequence[str | None], number: int) -> str:
    values = dict(zip(names, row, strict=True))
    if sheet.key and set(sheet.key) <= values.keys():
        return ", ".join(f"{name} = {values[name]}" for name in sheet.key)
    return f"number {number:,}"
