"""Where a character stands that an encoding lacks."""

from __future__ import annotations

from dataclasses import dataclass

from psycopg import sql

from segue.csvfiles.exporting.sheets import Sheet
from segue.database.session import Connection

AT_ONCE = 2000
"""Rows that are fetched at once."""


@dataclass(frozen=True, slots=True)
class Place:
    """A value of a row."""

    column: str
    row: str
    """The row, named by its key or by its number in the file."""


def first_unwritable(connection: Connection, sheet: Sheet, encoding: str) -> Place | None:
    """The first value that the encoding cannot hold; the session is in a transaction."""
    names = [column.name for column in sheet.columns]
    texts = sql.SQL(", ").join(
        sql.SQL("{}::pg_catalog.text").format(sql.Identifier(name)) for name in names
    )
    statement = sql.SQL("SELECT {} FROM ({}) AS sheet").format(texts, sheet.select)
    with connection.cursor("characters") as cursor:
        cursor.itersize = AT_ONCE
        for number, row in enumerate(cursor.execute(statement), 1):
            for name, value in zip(names, row, strict=True):
                if value is not None and not _fits(value, encoding):
                    return Place(name, _named(sheet, names, row, number))
    return None


def _fits(value: str, encoding: str) -> bool:
    try:
        value.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _named(sheet: Sheet, names: list[str], row: tuple[str | None, ...], number: int) -> str:
    values = dict(zip(names, row, strict=True))
    if sheet.key and set(sheet.key) <= values.keys():
        return ", ".join(f"{name} = {values[name]}" for name in sheet.key)
    return f"number {number:,}"
