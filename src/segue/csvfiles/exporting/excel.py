"""What Excel would change without a word when it opens a CSV file: counted before it happens."""

from __future__ import annotations

import locale
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import LiteralString

from psycopg import sql

from segue.csvfiles.dialect import Dialect
from segue.csvfiles.exporting.sheets import Sheet
from segue.database.session import Connection

MOST_ROWS = 1_048_576
"""Rows of a sheet, the header among them (Excel specifications and limits)."""

TEXTS = ("text", "character varying", "character", "citext", "name", '"char"')
NUMBERS = ("bigint", "numeric", "double precision")

TEXT_RISKS: tuple[tuple[LiteralString, str], ...] = (
    ("{0} ~ '^0[0-9]+$'", "begin with zeros, which Excel drops"),
    ("{0} ~ '^[0-9]{{16,}}$'", "have more than 15 digits, which Excel rounds"),
    ("{0} ~ '^[0-9]+[eE][0-9]+$'", "look like powers of ten, and Excel shows them so"),
    (
        "{0} ~ '^[0-9]{{1,4}}[-/.][0-9]{{1,2}}([-/.][0-9]{{1,4}})?$'",
        "look like dates, and Excel makes them dates",
    ),
    ("{0} ~ '^[=@]|^[-+][^0-9]'", "look like formulas, and Excel runs them"),
    (
        "pg_catalog.length({0}) > 32767",
        "are longer than the 32,767 characters of a cell, and Excel cuts them",
    ),
)
"""Conditions on the text of a value, and what Excel does then."""
NUMBER_RISKS: tuple[tuple[LiteralString, str], ...] = (
    ("{0} ~ '[0-9](.?[0-9]){{15}}'", "have more than 15 digits, which Excel rounds"),
)


@dataclass(frozen=True, slots=True)
class Risk:
    """Values of a column that Excel would change."""

    column: str
    count: int
    what: str

    def __str__(self) -> str:
        return f"{self.column}: {self.count:,} values {self.what}"


def excel_dialect(dialect: Dialect) -> Dialect:
    """The dialect that Excel opens by a double click where this machine's language is spoken."""
    comma = locale.localeconv()["decimal_point"] == ","
    return replace(
        dialect, bom=True, encoding="utf-8", delimiter=";" if comma else ",", line_end="\r\n"
    )


def risks(connection: Connection, sheet: Sheet) -> Iterator[Risk]:
    """What Excel would change in the sheet, in one pass over it."""
    asked = [(c.name, *risk) for c in sheet.columns for risk in _risks_of(c.type)]
    counts: list[sql.Composable] = [sql.SQL("count(*)")]
    for name, condition, _ in asked:
        value = sql.SQL("{}::pg_catalog.text").format(sql.Identifier(name))
        counts.append(
            sql.SQL("count(*) FILTER (WHERE {})").format(sql.SQL(condition).format(value))
        )
    query = sql.SQL("SELECT {} FROM ({}) AS sheet").format(sql.SQL(", ").join(counts), sheet.select)
    ((rows, *found),) = connection.execute(query).fetchall()
    if rows >= MOST_ROWS:
        yield Risk(sheet.label, rows, f"are rows, and a sheet of Excel holds {MOST_ROWS:,}")
    for (name, _, what), count in zip(asked, found, strict=True):
        if count:
            yield Risk(f"{sheet.label}.{name}", count, what)


def _risks_of(type: str) -> tuple[tuple[LiteralString, str], ...]:
    if type.startswith(TEXTS):
        return TEXT_RISKS
    return NUMBER_RISKS if type.startswith(NUMBERS) else ()
