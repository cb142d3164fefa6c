"""The SQL of a staged load: rows come into a temporary table first, and from there into the target.

The temporary table has the target's columns without lengths, scales and constraints, so that every
row gets in; what the target then refuses, or holds already, is decided set by set by its server.
Keys are kept in the journal as text, alone or as a row of several.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import LiteralString

from psycopg import sql

from segue.checksums import row_bytes
from segue.database.catalog import Column, DataType, Table, TypeKind
from segue.plan.transfer import Transfer
from segue.statements import as_written, is_binary, target_columns, target_relation

STAGED = sql.Identifier("pg_temp", "segue_staged")
"""The temporary table; it lives for one part's transaction."""

ROUNDED = frozenset({"numeric", "timestamp", "timestamptz", "time", "timetz", "interval"})
"""Types whose values a column rounds to its own precision, without a word."""


def create_staged(transfer: Transfer) -> sql.Composed:
    """Make the temporary table, which the end of the transaction drops."""
    return sql.SQL("CREATE TEMPORARY TABLE segue_staged ({}) ON COMMIT DROP").format(
        sql.SQL(", ").join(staged_columns(transfer, [feed.column for feed in transfer.feeds]))
    )


def staged_columns(transfer: Transfer, columns: Sequence[Column]) -> list[sql.Composable]:
    """Definitions of columns that take the values of these as the source sends them."""
    return [_definition(column, is_binary(transfer)) for column in columns]


def copy_into_staged(transfer: Transfer) -> sql.Composed:
    """What the target runs to receive a part's rows in the temporary table."""
    return sql.SQL("COPY {} ({}) FROM STDIN (FORMAT {})").format(
        STAGED,
        sql.SQL(", ").join(target_columns(transfer)),
        sql.SQL("binary" if is_binary(transfer) else "text"),
    )


def arriving(column: Column, alias: LiteralString = "s") -> sql.Composable:
    """A staged value as the target's column takes it.

    Lengths are left to the assignment: an explicit cast to them would cut in silence.
    """
    value = _of(alias, column.name)
    if column.type.resolved.builtin:
        return value
    return sql.SQL("{}::{}").format(value, column.type.name.identifier)


def arrived(column: Column, alias: LiteralString = "s") -> sql.Composable:
    """A staged value as it would be read again from the target, rounded where columns round."""
    resolved = column.type.resolved
    if resolved.builtin and resolved.name.name in ROUNDED and resolved.modifier != -1:
        return sql.SQL("{}::{}").format(_of(alias, column.name), as_written(resolved.text))
    return arriving(column, alias)


def key_columns(table: Table) -> tuple[Column, ...]:
    """What tells a row of the target from all others: its primary key."""
    found = (table.column(name) for name in table.primary_key)
    return tuple(column for column in found if column is not None)


def key_text(columns: Sequence[Column], alias: LiteralString = "t") -> sql.Composable:
    """A target row's key as the journal keeps it."""
    return _text([_of(alias, column.name) for column in columns])


def arrived_key(columns: Sequence[Column], alias: LiteralString = "s") -> sql.Composable:
    """A staged row's key as the journal would keep it."""
    return _text([arrived(column, alias) for column in columns])


def same_key(columns: Sequence[Column]) -> sql.Composable:
    """That the target's row t and the staged row s have the same key."""
    return sql.SQL(" AND ").join(
        sql.SQL("{} = {}").format(_of("t", column.name), arriving(column)) for column in columns
    )


def insert_missing(transfer: Transfer, load: int, part: int) -> sql.Composed:
    """Insert the staged rows whose key the target lacks, and note their keys in the journal."""
    keys = key_columns(transfer.target)
    return sql.SQL(
        "WITH arrived (key) AS ({insert} WHERE NOT EXISTS (SELECT {target} AS t WHERE {same})"
        " RETURNING {key})"
        " INSERT INTO segue.arrival (load, part, key) SELECT {load}, {part}, key FROM arrived"
    ).format(
        insert=_insert(transfer),
        target=target_relation(transfer),
        same=same_key(keys),
        key=_text([sql.Identifier(column.name) for column in keys]),
        load=sql.Literal(load),
        part=sql.Literal(part),
    )


def save_former(transfer: Transfer, load: int, part: int) -> sql.Composed:
    """Save the target's rows that the staged ones are going to change."""
    return sql.SQL(
        "INSERT INTO segue.former (load, part, key, row)"
        " SELECT {load}, {part}, {key}, t::text {target} AS t JOIN {staged} AS s ON {same}"
        " WHERE {differ}"
    ).format(
        load=sql.Literal(load),
        part=sql.Literal(part),
        key=key_text(key_columns(transfer.target)),
        target=target_relation(transfer),
        staged=STAGED,
        same=same_key(key_columns(transfer.target)),
        differ=_differ(transfer),
    )


def update_changed(transfer: Transfer) -> sql.Composed:
    """Give the target's rows the staged values where they differ."""
    return sql.SQL(
        "UPDATE {target} AS t SET {values} FROM {staged} AS s WHERE {same} AND {differ}"
    ).format(
        target=_one_table(transfer.target),
        values=sql.SQL(", ").join(
            sql.SQL("{} = {}").format(sql.Identifier(column.name), arriving(column))
            for column in _beside_key(transfer)
        ),
        staged=STAGED,
        same=same_key(key_columns(transfer.target)),
        differ=_differ(transfer),
    )


def changes_anything(transfer: Transfer) -> bool:
    """Whether the transfer brings more than keys."""
    return bool(_beside_key(transfer))


def repeated_keys(transfer: Transfer, load: int) -> sql.Composed:
    """The keys that several source rows came in with, of which this run has one in already."""
    keys = key_columns(transfer.target)
    return sql.SQL(
        "SELECT {key} FROM {staged} AS s WHERE {key} IN ("
        "SELECT a.key FROM segue.arrival AS a WHERE a.load = {load}"
        " UNION ALL SELECT f.key FROM segue.former AS f WHERE f.load = {load}"
        ")"
    ).format(key=arrived_key(keys), staged=STAGED, load=sql.Literal(load))


def repeated_in_part(transfer: Transfer) -> sql.Composed:
    """The keys that several rows of one part have."""
    key = arrived_key(key_columns(transfer.target))
    return sql.SQL("SELECT {key} FROM {staged} AS s GROUP BY {key} HAVING count(*) > 1").format(
        key=key, staged=STAGED
    )


def delete_arrived(table: Table, load: int) -> sql.Composed:
    """Delete the rows that a load inserted, and no others."""
    return sql.SQL(
        "DELETE FROM {table} AS t USING segue.arrival AS a WHERE a.load = {load} AND a.key = {key}"
    ).format(table=_one_table(table), load=sql.Literal(load), key=key_text(key_columns(table)))


def put_back_former(table: Table, load: int) -> sql.Composed | None:
    """Give the rows that a load changed the values they had; None where there is only a key."""
    columns = _changeable(table, table.columns)
    if not columns:
        return None
    return sql.SQL(
        "UPDATE {table} AS t SET {values} FROM (SELECT f.key, f.row::{type} AS row"
        " FROM segue.former AS f WHERE f.load = {load}) AS f WHERE f.key = {key}"
    ).format(
        table=_one_table(table),
        values=sql.SQL(", ").join(
            sql.SQL("{0} = (f.row).{0}").format(sql.Identifier(column.name)) for column in columns
        ),
        type=table.name.identifier,
        load=sql.Literal(load),
        key=key_text(key_columns(table)),
    )


def _insert(transfer: Transfer) -> sql.Composed:
    """`INSERT INTO ... SELECT ... FROM staged`, without a condition."""
    columns = target_columns(transfer)
    return sql.SQL(
        "INSERT INTO {target} ({columns}) OVERRIDING SYSTEM VALUE"
        " SELECT {values} FROM {staged} AS s"
    ).format(
        target=transfer.target.name.identifier,
        columns=sql.SQL(", ").join(columns),
        values=sql.SQL(", ").join(arriving(feed.column) for feed in transfer.feeds),
        staged=STAGED,
    )


def _differ(transfer: Transfer) -> sql.Composable:
    columns = _beside_key(transfer)
    mine = row_bytes([(column, _of("t", column.name)) for column in columns])
    theirs = row_bytes([(column, arrived(column)) for column in columns])
    return sql.SQL("{} <> {}").format(mine, theirs)


def _beside_key(transfer: Transfer) -> tuple[Column, ...]:
    return _changeable(transfer.target, [feed.column for feed in transfer.feeds])


def _changeable(table: Table, columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns that an update can change."""
    keys = table.primary_key
    return tuple(c for c in columns if c.name not in keys and c.identity != "a" and not c.generated)


def _definition(column: Column, binary: bool) -> sql.Composable:
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


def _one_table(table: Table) -> sql.Composable:
    only = sql.SQL("ONLY ") if table.kind == "r" else sql.SQL("")
    return sql.SQL("{}{}").format(only, table.name.identifier)


def _text(values: Sequence[sql.Composable]) -> sql.Composable:
    if len(values) == 1:
        return sql.SQL("({})::pg_catalog.text").format(values[0])
    return sql.SQL("ROW({})::pg_catalog.text").format(sql.SQL(", ").join(values))


def _of(alias: LiteralString, column: str) -> sql.Composable:
    return sql.SQL("{}.{}").format(sql.SQL(alias), sql.Identifier(column))
