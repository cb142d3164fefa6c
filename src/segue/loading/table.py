"""The SQL of a staged load: rows come into a temporary table first, and from there into the target.

The temporary table has the target's columns without lengths, scales and constraints, so that every
row gets in; what the target then refuses, or holds already, is decided set by set by its server.
Keys are kept in the journal as text, alone or as a row of several.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import LiteralString

from psycopg import sql

from segue.database.catalog import Column, DataType, Table, TypeKind
from segue.mapping.sql import as_written, is_binary, target_columns
from segue.mapping.sql.values import ROUNDED, text_of
from segue.mapping.transfer import Transfer

STAGED = sql.Identifier("pg_temp", "segue_staged")
"""The temporary table; it lives for one part's transaction."""


def create_staged(transfer: Transfer) -> sql.Composed:
    """Make the temporary table, which the end of the transaction drops."""
    return sql.SQL("CREATE TEMPORARY TABLE segue_staged ({}) ON COMMIT DROP").format(
        sql.SQL(", ").join(staged_columns(transfer, [feed.column for feed in transfer.feeds]))
    )


def staged_columns(transfer: Transfer, columns: Sequence[Column]) -> list[sql.Composable]:
    """Definitions of columns that take the values of these as the source sends them."""
    binary, computed = is_binary(transfer), transfer.computed
    return [_definition(column, binary, column.name in computed) for column in columns]


def copy_into_staged(transfer: Transfer) -> sql.Composed:
    """What the target runs to receive a part's rows in the temporary table."""
    return sql.SQL("COPY {} ({}) FROM STDIN (FORMAT {})").format(
        STAGED,
        sql.SQL(", ").join(target_columns(transfer)),
        sql.SQL("binary" if is_binary(transfer) else "text"),
    )


def arriving(column: Column, *, text: bool = False) -> sql.Composable:
    """A staged value as the target's column takes it; `text` where it was staged as that.

    Lengths are left to the assignment: an explicit cast to them would cut in silence.
    """
    value, resolved = of("s", column.name), column.type.resolved
    if not resolved.builtin:
        return sql.SQL("{}::{}").format(value, column.type.name.identifier)
    return sql.SQL("{}::{}").format(value, resolved.name.identifier) if text else value


def arrived(column: Column, *, text: bool = False) -> sql.Composable:
    """A staged value as it would be read again from the target, rounded where columns round."""
    value, resolved = arriving(column, text=text), column.type.resolved
    if resolved.builtin and resolved.name.name in ROUNDED and resolved.modifier != -1:
        return sql.SQL("{}::{}").format(value, as_written(resolved.text))
    return value


def key_columns(table: Table) -> tuple[Column, ...]:
    """What tells a row of the target from all others: its primary key."""
    columns = (table.column(name) for name in table.primary_key)
    return tuple(column for column in columns if column is not None)


def key_text(columns: Sequence[Column], alias: LiteralString = "t") -> sql.Composable:
    """A target row's key as the journal keeps it."""
    return text_of([of(alias, column.name) for column in columns])


def arrived_key(columns: Sequence[Column]) -> sql.Composable:
    """A staged row's key as the journal would keep it."""
    return text_of([arrived(column) for column in columns])


def same_key(columns: Sequence[Column]) -> sql.Composable:
    """That the target's row t and the staged row s have the same key."""
    return sql.SQL(" AND ").join(
        sql.SQL("{} = {}").format(of("t", column.name), arriving(column)) for column in columns
    )


def _definition(column: Column, binary: bool, computed: bool) -> sql.Composable:
    if computed:
        return sql.SQL("{} pg_catalog.text").format(sql.Identifier(column.name))
    collate: sql.Composable = sql.SQL("")
    if column.collation is not None:
        collate = sql.SQL(" COLLATE {}").format(column.collation.identifier)
    return sql.SQL("{} {}{}").format(
        sql.Identifier(column.name), _type(column.type.resolved, binary), collate
    )


def _type(resolved: DataType, binary: bool) -> sql.Composable:
    """The type without its modifier; text where that is what the source sends."""
    if resolved.builtin or (binary and resolved.kind is not TypeKind.ENUM):
        return resolved.name.identifier
    return sql.SQL("pg_catalog.text")


def of(alias: LiteralString, column: str) -> sql.Composable:
    """A column of the row that the alias stands for."""
    return sql.SQL("{}.{}").format(sql.SQL(alias), sql.Identifier(column))
