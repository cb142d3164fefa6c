"""Rows that the journal keeps: the text of each value under its column's name.

A row so kept can be read again though its table was altered meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import LiteralString

from psycopg import sql

from segue.database.catalog import Column
from segue.loading.table import of


def kept_row(columns: Sequence[Column], alias: LiteralString) -> sql.Composable:
    """What the journal keeps of a row, as text."""
    return sql.SQL(
        "pg_catalog.jsonb_object(ARRAY[{}]::pg_catalog.text[],"
        " ARRAY[{}]::pg_catalog.text[])::pg_catalog.text"
    ).format(
        sql.SQL(", ").join(sql.Literal(column.name) for column in columns),
        sql.SQL(", ").join(_text(column, of(alias, column.name)) for column in columns),
    )


def _text(column: Column, value: sql.Composable) -> sql.Composable:
    """The cast of a bpchar to text drops its blanks, which count where it has no width."""
    blanks = column.type.resolved.name.name == "bpchar"
    form = "pg_catalog.textin(pg_catalog.bpcharout({}))" if blanks else "{}::pg_catalog.text"
    return sql.SQL(form).format(value)


def kept_value(column: Column, row: sql.Composable) -> sql.Composable:
    """A column's value out of a kept row, given as jsonb; NULL where the row lacks the column."""
    return sql.SQL("({} ->> {})::{}").format(
        row, sql.Literal(column.name), column.type.name.identifier
    )


def kept_or(column: Column, row: sql.Composable, other: sql.Composable) -> sql.Composable:
    """The same, but the other value where the row lacks the column."""
    return sql.SQL("CASE WHEN pg_catalog.jsonb_exists({}, {}) THEN {} ELSE {} END").format(
        row, sql.Literal(column.name), kept_value(column, row), other
    )
