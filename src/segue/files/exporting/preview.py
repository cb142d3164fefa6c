"""The first rows of a sheet exactly as its file will hold them, for people to look at."""

from __future__ import annotations

from dataclasses import replace

from psycopg import sql

from segue.database.session import Connection
from segue.files.dialect import Dialect
from segue.files.exporting.copying import copy_sheet
from segue.files.exporting.excel import with_decimal_comma
from segue.files.exporting.sheets import Sheet
from segue.files.exporting.writing import Encoder


def first_lines(
    source: Connection, sheet: Sheet, dialect: Dialect, rows: int, mask: str | None = None
) -> str:
    """The header and some rows, by the very COPY of the export; each value as `mask`, if given.

    Raises psycopg.Error, and UnicodeError where the encoding lacks a character.
    """
    if dialect.decimal == ",":
        sheet = with_decimal_comma(sheet)
    limited = sql.SQL("SELECT * FROM ({}) AS sheet LIMIT {}").format(sheet.select, rows)
    sheet = replace(sheet, select=limited)
    if mask is not None:
        sheet, dialect = _masked(sheet, mask), replace(dialect, encoding="utf-8", bom=False)
    encode, buffer = Encoder(dialect), bytearray()
    with source.transaction():
        copy_sheet(source, sheet, dialect, lambda lines: buffer.extend(encode(lines)), _go_on)
    return buffer.decode(dialect.encoding)


def _masked(sheet: Sheet, mask: str) -> Sheet:
    """Whether a value is there at all is no secret."""
    names = [sql.Identifier(f"c{place}") for place in range(len(sheet.columns))]
    values = [
        sql.SQL("CASE WHEN {} IS NOT NULL THEN {} END AS {}").format(
            name, sql.Literal(mask), sql.Identifier(column.name)
        )
        for name, column in zip(names, sheet.columns, strict=True)
    ]
    select = sql.SQL("SELECT {} FROM ({}) AS shown ({})").format(
        sql.SQL(", ").join(values), sheet.select, sql.SQL(", ").join(names)
    )
    return replace(sheet, select=select)


def _go_on() -> None:
    """Ten rows are not worth stopping."""
