"""Source rows by their keys: read again as they are now, and their keys in the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from psycopg import sql

from segue.database.catalog import Column, Table
from segue.database.replication import Key
from segue.mapping.keys import ShiftedKeys
from segue.mapping.sql.checksums import source_rows
from segue.mapping.sql.copying import is_binary
from segue.mapping.sql.relations import relation_of, source_relation
from segue.mapping.sql.values import is_direct, source_values, text_of
from segue.mapping.transfer import Transfer


def with_keys(table: Table, columns: Sequence[str], keys: Sequence[Key]) -> sql.Composable:
    """The condition that a row has one of the keys, which are texts."""
    if len(columns) == 1:
        return sql.SQL("{} = ANY ({})").format(
            sql.Identifier(columns[0]), _array(_column(table, columns[0]), [key[0] for key in keys])
        )
    return sql.SQL("({}) IN (SELECT * FROM {})").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), _unnested(table, columns, keys)
    )


def copy_changed(
    transfer: Transfer, hashed: Sequence[Column], also: sql.Composable | None
) -> sql.Composed:
    """What the source runs to send the rows of the condition, each with its hash; None: all."""
    return sql.SQL("COPY (SELECT {}, {} {}) TO STDOUT (FORMAT {})").format(
        sql.SQL(", ").join(source_values(transfer)),
        source_rows(transfer, hashed).hashed() if hashed else sql.SQL("0::pg_catalog.int8"),
        source_relation(transfer, also=also),
        _format(transfer),
    )


def copy_keys(transfer: Transfer, columns: Sequence[str], keys: Sequence[Key]) -> sql.Composed:
    """What the source runs to send the target's keys of rows with these keys, there or gone.

    It fails where they need more of a row than its key.
    """
    of_keys = key_transfer(transfer)
    return sql.SQL("COPY (SELECT {} {}) TO STDOUT (FORMAT {})").format(
        sql.SQL(", ").join(source_values(of_keys)),
        keys_relation(of_keys, columns, keys),
        _format(of_keys),
    )


def keys_relation(
    transfer: Transfer, columns: Sequence[str], keys: Sequence[Key]
) -> sql.Composable:
    """`FROM ...` of rows that have nothing but a key."""
    assert transfer.source is not None
    rows = sql.SQL("(SELECT * FROM {} AS k ({}))").format(
        _unnested(transfer.source, columns, keys),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
    )
    return relation_of(transfer, rows)


def with_target_keys(transfer: Transfer, keys: Sequence[str]) -> sql.Composable:
    """The condition that a row arrives under one of the target's keys, as the journal has them."""
    of_keys = key_transfer(transfer)
    own = _own_keys(of_keys, keys)
    if own is not None:
        return own
    values, listed = source_values(of_keys), sql.Literal(list(keys))
    return sql.SQL("{} = ANY ({}::pg_catalog.text[])").format(text_of(values), listed)


def _own_keys(of_keys: Transfer, keys: Sequence[str]) -> sql.Composable | None:
    """The condition on the source's own column, so that its index serves, where it is a key."""
    (first, *others) = of_keys.feeds
    column = first.source
    if others or column is None or not (is_direct(first) or isinstance(first.keys, ShiftedKeys)):
        return None
    amount = first.keys.amount if isinstance(first.keys, ShiftedKeys) else 0
    end, texts = column.type.end, list(keys)
    if end is not None and first.column.type.is_integer:
        numbers = (int(key) - amount for key in keys)
        texts = [str(number) for number in numbers if -end <= number < end]
    elif amount or column.type.resolved.name != first.column.type.resolved.name:
        return None
    return sql.SQL("{} = ANY ({})").format(sql.Identifier(first.origin), _array(column, texts))


def arriving_keys(transfer: Transfer, keys: Sequence[str], least: int = 1) -> sql.Composed:
    """Those of the target's keys under which so many rows of the mapping arrive at least."""
    of_keys = replace(key_transfer(transfer), mapping=transfer.mapping)
    text = text_of(source_values(of_keys))
    relation = source_relation(of_keys, also=with_target_keys(transfer, keys))
    return sql.SQL("SELECT {} {} GROUP BY 1 HAVING count(*) >= {}").format(
        text, relation, sql.Literal(least)
    )


def source_keys(transfer: Transfer, columns: Sequence[str], keys: Sequence[str]) -> sql.Composed:
    """The source's keys, as the stream tells them, of rows that arrive under the target's keys."""
    assert transfer.source is not None
    of_keys, table = key_transfer(transfer), transfer.source.name.name
    return sql.SQL("SELECT {} {}").format(
        sql.SQL(", ").join(
            sql.SQL("{}::pg_catalog.text").format(sql.Identifier(table, name)) for name in columns
        ),
        source_relation(of_keys, also=with_target_keys(transfer, keys)),
    )


def key_transfer(transfer: Transfer) -> Transfer:
    """The same rows, but only what feeds the target's key; whichever rows the condition takes."""
    feeds = {feed.column.name: feed for feed in transfer.feeds}
    key_feeds = tuple(feeds[name] for name in transfer.target.primary_key)
    return replace(transfer, feeds=key_feeds, mapping=replace(transfer.mapping, where=None))


def _unnested(table: Table, columns: Sequence[str], keys: Sequence[Key]) -> sql.Composable:
    arrays = (
        _array(_column(table, name), [key[place] for key in keys])
        for place, name in enumerate(columns)
    )
    return sql.SQL("ROWS FROM ({})").format(
        sql.SQL(", ").join(sql.SQL("pg_catalog.unnest({})").format(array) for array in arrays)
    )


def _array(column: Column, texts: Sequence[str | None]) -> sql.Composable:
    return sql.SQL("{}::pg_catalog.text[]::{}[]").format(
        sql.Literal(list(texts)), column.type.name.identifier
    )


def _column(table: Table, name: str) -> Column:
    column = table.column(name)
    assert column is not None
    return column


def _format(transfer: Transfer) -> sql.SQL:
    return sql.SQL("binary" if is_binary(transfer) else "text")
