"""The SQL whose answer proves that rows arrived: a count and a checksum that no order changes.

Each row is hashed by the server that holds it, and the hashes are added up. Both servers have to
hash the same form of a value, so each column goes the fast way (the type's own hash) only where
that hash is the same on every supported version, and as text otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import Enum

from psycopg import sql

from segue.database.catalog import Column, DataType
from segue.plan.transfer import Transfer
from segue.statements import source_relation, source_values, target_relation

ROW_HASH_FROM = 140000
"""The server version from which `hash_record_extended` exists."""


class Form(Enum):
    """How a value is hashed."""

    NATIVE = "native"
    """By the hash of its own type."""
    NUMBER = "number"
    """As the integer it casts to."""
    TEXT = "text"
    """By its text form, which `session.SETTINGS` make the same on both servers."""


# Built-in types whose own hash depends on nothing but the value, and tells every value apart that
# a copy could confuse. Not here, and so hashed as text, are among others:
#   float4, float8     -0 and 0 have one hash          interval   1 day and 24 hours have one hash
#   numeric            1.0 and 1.00 have one hash      enums      the hash is that of a local oid
#   json, xml, money, bit, geometry, tsvector          have no hash at all
#   arrays, ranges, composites                         as their elements; text costs little more
_NATIVE = frozenset(
    ["bool", "bytea", "date", "int2", "int4", "int8", "jsonb", "name", "oid", "text", "time", "timestamp", "timestamptz", "uuid", "varchar"]
)


def form_of(data_type: DataType) -> Form:
    """How values of the type are hashed on both servers."""
    resolved = data_type.resolved
    if not resolved.builtin:
        return Form.TEXT
    name = resolved.name.name
    if name == "char":
        return Form.NUMBER  # its text form for bytes over 127 changed in version 16
    if name == "numeric" and data_type.modifier != -1:
        return Form.NATIVE  # the column's own scale rounds every value alike
    return Form.NATIVE if name in _NATIVE else Form.TEXT


def shared_columns(transfers: Sequence[Transfer]) -> tuple[Column, ...]:
    """The columns of one target table that every one of its transfers fills."""
    names = [{feed.column.name for feed in transfer.feeds} for transfer in transfers]
    common = set.intersection(*names) if names else set()
    return tuple(f.column for f in transfers[0].feeds if f.column.name in common)


def source_checksum(
    transfer: Transfer, columns: Collection[Column], *, row_hash: bool
) -> sql.Composed:
    """Count and checksum of what the transfer reads, in the target's form.

    `row_hash` says that both servers have `hash_record_extended`.
    """
    wanted = {column.name for column in columns}
    values = [
        _formed(value, feed.column)
        for value, feed in zip(source_values(transfer), transfer.feeds, strict=True)
        if feed.column.name in wanted
    ]
    return _checksum(values, source_relation(transfer), row_hash=row_hash)


def target_checksum(
    transfer: Transfer,
    columns: Collection[Column],
    *,
    row_hash: bool,
    without: Sequence[int] = (),
) -> sql.Composed:
    """Count and checksum of what the target table holds, but for rows with the keys `without`."""
    values = [_formed(sql.Identifier(column.name), column) for column in columns]
    relation = target_relation(transfer)
    if without:
        (key,) = transfer.target.primary_key
        relation = sql.SQL("{} WHERE {} <> ALL ({})").format(
            relation, sql.Identifier(key), sql.Literal(list(without))
        )
    return _checksum(values, relation, row_hash=row_hash)


def hash_of_row(values: Sequence[sql.Composable], *, native: bool) -> sql.Composable:
    """The hash of one row as a bigint expression over its formed values."""
    row = sql.SQL("ROW({})").format(sql.SQL(", ").join(values))
    if not native:
        return sql.SQL("pg_catalog.hashtextextended({}::pg_catalog.text, 0)").format(row)
    # The record hash adds up its columns' hashes with fixed factors, so a sum of it would be one
    # of columns, not of rows: values that changed places between rows would not show. Hashing the
    # row's hash once more ties the columns together.
    return sql.SQL(
        "pg_catalog.hashtextextended(pg_catalog.hash_record_extended({}, 0)::pg_catalog.text, 0)"
    ).format(row)


def _checksum(
    values: Sequence[sql.Composable], relation: sql.Composable, *, row_hash: bool
) -> sql.Composed:
    summed = hash_of_row(values, native=row_hash) if values else sql.SQL("0")
    return sql.SQL(
        "SELECT pg_catalog.count(*), coalesce(pg_catalog.sum({}), 0)::pg_catalog.text {}"
    ).format(summed, relation)


def _formed(value: sql.Composable, column: Column) -> sql.Composable:
    match form_of(column.type):
        case Form.NATIVE:
            return value
        case Form.NUMBER:
            return sql.SQL("{}::pg_catalog.int4").format(value)
        case Form.TEXT:
            return sql.SQL("{}::pg_catalog.text").format(value)
