"""What Excel would change without a word when it opens a CSV file: counted before it happens."""

from __future__ import annotations

import locale
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import LiteralString

from psycopg import sql

from segue.database.session import Connection
from segue.files.dialect import Dialect
from segue.files.exporting.sheets import Sheet
from segue.files.manifest import ExportedColumn

MOST_ROWS = 1_048_576
"""Rows of a sheet, the header among them (Excel specifications and limits)."""

TEXTS = ("text", "character", "citext", "name", '"char"')
WIDE_NUMBERS = ("bigint", "numeric", "double precision")
DECIMALS = ("numeric", "real", "double precision")

AS_TEXT = "open the file by Data > From Text/CSV and give the column the type Text"


@dataclass(frozen=True, slots=True)
class ExcelConversion:
    """Something that Excel does to values."""

    condition: LiteralString
    """Over the text of a value, {0}."""
    what: str
    remedy: str = AS_TEXT


TEXT_HABITS = (
    ExcelConversion("{0} ~ '^[+-]?0[0-9]'", "begins with zeros, which Excel drops"),
    ExcelConversion("{0} ~ '^[+][0-9]'", "begins with a plus, which Excel drops"),
    ExcelConversion(
        "{0} ~ '^[+-]?[1-9][0-9]{{15,}}$'", "has more than 15 digits, which Excel rounds"
    ),
    ExcelConversion(
        "{0} ~ '^[0-9]+[eE][+-]?[0-9]+$'", "looks like powers of ten, which Excel makes of it"
    ),
    ExcelConversion(
        "{0} ~ '^[0-9]{{1,4}}[-/.][0-9]{{1,2}}([-/.][0-9]{{1,4}})?$'",
        "looks like dates, which Excel makes of it",
    ),
    ExcelConversion(
        "{0} ~ '^[=@\\t\\r]|^[-+][^0-9]'",
        "looks like formulas, which Excel runs",
        "open only files whose authors you trust, and give the column the type Text",
    ),
    ExcelConversion(
        "pg_catalog.length({0}) > 32767",
        "is longer than a cell's 32,767 characters, and Excel cuts it",
        "leave the column out (--columns) and edit it by a script",
    ),
)
NUMBER_HABITS = (
    ExcelConversion(
        "{0} ~ '[1-9][0-9]*[.]?([0-9][.]?){{15}}'", "has more than 15 digits, which Excel rounds"
    ),
)
DAY_HABITS = (
    ExcelConversion(
        "{0} IS NOT NULL",
        "is a date, which Excel saves as your system writes dates",
        "import them with --dates dmy or --dates mdy",
    ),
)
MOMENT_HABITS = (
    ExcelConversion(
        "{0} ~ ':[0-9.]*[1-9][0-9.]*$'", "has seconds, which Excel drops when it saves"
    ),
)


@dataclass(frozen=True, slots=True)
class ExcelRisk:
    """Values of a column that Excel would change."""

    place: str
    count: int
    what: str
    remedy: str

    def __str__(self) -> str:
        rows = "1 row" if self.count == 1 else f"{self.count:,} rows"
        return f"{self.place} {self.what} ({rows}): {self.remedy}"


def excel_dialect(dialect: Dialect) -> Dialect:
    """The dialect that Excel opens by a double click where this machine's language is spoken."""
    decimal = decimal_point()
    delimiter = ";" if decimal == "," else ","
    return replace(dialect, bom=True, delimiter=delimiter, decimal=decimal, line_end="\r\n")


def decimal_point() -> str:
    """What the person's locale writes before decimals: a comma or a point."""
    before = locale.setlocale(locale.LC_NUMERIC)
    try:
        locale.setlocale(locale.LC_NUMERIC, "")
        point = locale.localeconv()["decimal_point"]
    except locale.Error:  # it is named, but not installed
        return "."
    finally:
        locale.setlocale(locale.LC_NUMERIC, before)
    return "," if point == "," else "."


def with_decimal_comma(sheet: Sheet) -> Sheet:
    """The sheet with a comma in its numbers."""
    names = [sql.Identifier(f"c{place}") for place in range(len(sheet.columns))]
    values = []
    for name, column in zip(names, sheet.columns, strict=True):
        value: sql.Composable = name
        if column.type.startswith(DECIMALS) and not column.type.endswith("]"):
            value = sql.SQL("pg_catalog.replace({}::pg_catalog.text, '.', ',')").format(name)
        values.append(sql.SQL("{} AS {}").format(value, sql.Identifier(column.name)))
    select = sql.SQL("SELECT {} FROM ({}) AS sheet ({})").format(
        sql.SQL(", ").join(values), sheet.select, sql.SQL(", ").join(names)
    )
    return replace(sheet, select=select)


def risks(connection: Connection, sheet: Sheet, dialect: Dialect) -> Iterator[ExcelRisk]:
    """What Excel would change in the sheet, in one pass over it."""
    names = [sql.Identifier(f"c{place}") for place in range(len(sheet.columns))]
    conditions = [
        (name, column, habit)
        for name, column in zip(names, sheet.columns, strict=True)
        for habit in _habits(column)
    ]
    counts = [
        sql.SQL("count(*) FILTER (WHERE {})").format(
            sql.SQL(habit.condition).format(sql.SQL("{}::pg_catalog.text").format(name))
        )
        for name, _, habit in conditions
    ]
    query = sql.SQL("SELECT {} FROM ({}) AS sheet ({})").format(
        sql.SQL(", ").join([sql.SQL("count(*)"), *counts]), sheet.select, sql.SQL(", ").join(names)
    )
    ((rows, *found),) = connection.execute(query).fetchall()
    if rows + dialect.header > MOST_ROWS:
        what = f"has more than the {MOST_ROWS:,} rows of a sheet"
        yield ExcelRisk(sheet.label, rows, what, "export parts of it with --where")
    for (_, column, habit), count in zip(conditions, found, strict=True):
        if count:
            yield ExcelRisk(f"{sheet.label}.{column.name}", count, habit.what, habit.remedy)


def _habits(column: ExportedColumn) -> tuple[ExcelConversion, ...]:
    if column.type.endswith("]"):
        return ()
    if column.type.startswith(TEXTS):
        return TEXT_HABITS
    if column.type.startswith(WIDE_NUMBERS):
        return NUMBER_HABITS
    if column.type == "date":
        return DAY_HABITS
    # One with a time zone is no moment to Excel but a text, which it leaves alone.
    return MOMENT_HABITS if column.type.endswith("without time zone") else ()
