"""Rows that share what the target wants to be unique."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import psycopg
from psycopg import sql

from segue.checks.rows.arriving_rows import Arriving, own_value, rows_of
from segue.checks.rows.damaged_indexes import Untrue
from segue.checks.rows.failing_rows import answer
from segue.checks.rows.preserved import stays_unique
from segue.checks.rows.rows import EXAMPLES
from segue.checks.rows.rules import SHARED
from segue.checks.rows.suggested_sql import is_first, leaving
from segue.checks.rows.unique_keys import columns_of, unique_keys
from segue.checks.rows.wording import effect, severity, unknown
from segue.database.catalog import Table
from segue.database.constraints import Index
from segue.database.session import Connection
from segue.database.turns import read_in_one_turn
from segue.findings import Finding
from segue.loading.constraint_violations import is_told_apart
from segue.mapping.sql import as_written
from segue.plan.model import OnBadRow, Plan
from segue.plan.toml import key as toml_key

HASHED_RECORDS = 140000
"""The version from which on a record has a hash that goes by its values' own equality."""


def doubtful_keys(tables: Sequence[Arriving], untrue: Untrue) -> Iterator[Index]:
    """The unique keys of one target table that the rows arriving there, all of them, may share.

    What an index of the source holds apart tells nothing where it is `untrue`.
    """
    for key in unique_keys(tables[0].target):
        if any(_comes_from_elsewhere(table, key) for table in tables):
            continue
        (first, *others) = tables
        source = first.transfer.source
        held = () if source is None else unique_keys(source)
        held = tuple(k for k in held if source and (source.name, k.name) not in untrue)
        if others or not stays_unique(key, first, held):
            yield key


def _comes_from_elsewhere(table: Arriving, key: Index) -> bool:
    """Whether the target itself numbers the rows, or a value is not known to the source."""
    for name in columns_of(key, table.target):
        column = table.target.column(name)
        if name in table.unknown:
            return True
        if name not in table.by_name and column is not None and column.numbered:
            return True
    return False


def ask_sharing(
    plan: Plan, tables: Sequence[Arriving], key: Index, connection: Connection
) -> Sequence[Finding]:
    """The finding about rows that share a key, if any do."""
    mapping = tables[0].transfer.mapping
    if _surely_apart(connection, tables, key):
        return []
    rejects = all(plan.on_bad_row_of(t.transfer.mapping) is OnBadRow.REJECT for t in tables)
    groups = _groups(tables, key, sql.SQL("pg_catalog.count(*) AS rows"))
    counted = answer(
        connection,
        sql.SQL(
            "SELECT pg_catalog.count(*), pg_catalog.sum(rows)::pg_catalog.int8 FROM ({}) AS shared"
        ).format(groups),
    )
    table = tables[0].target
    if isinstance(counted, str):
        return [unknown(f"{key.key_name} of {table.name}", counted, plan.place(mapping))]
    shared, rows = counted
    if not shared:
        return []
    return [
        Finding(
            SHARED[0],
            severity(SHARED, rejects=rejects),
            f"{rows:,} rows for {table.name} share their {key.shown} with others:"
            f" {shared:,} {'value stands' if shared == 1 else 'values stand'} more than once",
            place=plan.place(mapping, next((name for name in key.columns if name), None)),
            effect=effect(
                SHARED, rows - shared, f"{key.key_name} allows each but once", rejects=rejects
            ),
            help=_apart(connection, tables, key) or _help(tables, key),
            rows="; ".join(_examples(connection, tables, key)),
        )
    ]


def _surely_apart(connection: Connection, tables: Sequence[Arriving], key: Index) -> bool:
    """Whether no two rows have even the same hash: much quicker to find out than equal values."""
    if connection.info.server_version < HASHED_RECORDS:
        return False
    statement = sql.SQL(
        "SELECT NOT EXISTS (SELECT FROM ({parts}) AS parts GROUP BY"
        " pg_catalog.hash_record_extended(ROW({names}), 0) HAVING pg_catalog.count(*) > 1)"
    ).format(parts=_parts(tables, key), names=sql.SQL(", ").join(_names(key)))
    try:
        (((apart,),),) = read_in_one_turn(connection, statement)
    except (psycopg.ProgrammingError, psycopg.DataError):  # a type without hashes, a failing cast
        return False
    return bool(apart)


def _groups(tables: Sequence[Arriving], key: Index, about: sql.Composable) -> sql.Composed:
    """What stands more than once: `about` the rows that share it, and the key's parts."""
    return sql.SQL(
        "SELECT {about}, {names} FROM ({parts}) AS parts GROUP BY {names}"
        " HAVING pg_catalog.count(*) > 1"
    ).format(about=about, names=sql.SQL(", ").join(_names(key)), parts=_parts(tables, key))


def _names(key: Index) -> list[sql.Identifier]:
    return [sql.Identifier(f"part {number}") for number in range(len(key.parts))]


def _parts(tables: Sequence[Arriving], key: Index) -> sql.Composed:
    """The parts of the key of every arriving row that the key holds apart from others."""
    columns = columns_of(key, tables[0].target)
    arriving = sql.SQL(" UNION ALL ").join(rows_of(table, columns) for table in tables)
    parts = [
        sql.SQL("{}{} AS {}").format(as_written(part), _collated(key, number), name)
        for number, (part, name) in enumerate(zip(key.parts, _names(key), strict=True))
    ]
    predicate = [as_written(f"({key.predicate})")] if key.predicate else []
    return sql.SQL(
        "SELECT * FROM (SELECT {parts}, segue_row FROM ({arriving}) AS arriving{where})"
        " AS parts{of}"
    ).format(
        parts=sql.SQL(", ").join(parts),
        arriving=arriving,
        where=_where(predicate),
        of=_where([is_told_apart(_names(key), nulls_equal=key.nulls_equal)]),
    )


def _collated(key: Index, number: int) -> sql.Composable:
    collation = key.collations[number]
    if collation is None:
        return sql.SQL("")
    return sql.SQL(" COLLATE {}").format(collation.identifier)


def _where(conditions: Sequence[sql.Composable]) -> sql.Composable:
    if not conditions:
        return sql.SQL("")
    return sql.SQL(" WHERE {}").format(sql.SQL(" AND ").join(conditions))


def _examples(connection: Connection, tables: Sequence[Arriving], key: Index) -> Iterator[str]:
    """Some shared values, each with the first and the last row that has it."""
    ends = sql.SQL("pg_catalog.min(segue_row), pg_catalog.max(segue_row)")
    groups = sql.SQL("{} LIMIT {}").format(_groups(tables, key, ends), EXAMPLES)
    for first, last, *parts in connection.execute(groups).fetchall():
        values = zip(key.parts, parts, strict=True)
        shown = ", ".join(f"{part} = {str(value)[:40]}" for part, value in values)
        yield f"{shown} ({first} and {last})"


def _apart(connection: Connection, tables: Sequence[Arriving], key: Index) -> str:
    """What to do where the numbers of several tables meet in one; empty where it is another key."""
    column = tables[0].target.column(key.columns[0] or "") if key.primary else None
    if column is None or len(key.parts) > 1 or len(tables) == 1:
        return ""
    if not column.type.is_integer:
        return ""
    highest = answer(
        connection,
        sql.SQL("SELECT pg_catalog.max({}) FROM ({}) AS parts").format(
            _names(key)[0], _parts(tables, key)
        ),
    )
    if isinstance(highest, str):
        return ""
    offset = 10 ** len(str(highest[0]))
    return (
        "where one of the tables has other rows, give it other keys:"
        f" key = {{ offset = {offset} }}; where they are the same rows, skip one of them"
    )


def _help(tables: Sequence[Arriving], key: Index) -> str:
    kept = _one_of_each(tables, key)
    column = _changeable(tables[0].target, key)
    change = f'make them differ: {toml_key(column)} = {{ sql = "..." }}'
    kept = leaving(tables[0].transfer.mapping, kept) if kept else ""
    return f"{change}; or keep one of each: {kept}" if kept else change


def _changeable(target: Table, key: Index) -> str:
    """A column of the key that may hold other values, which one that refers to a row hardly may."""
    referring = {name for key in target.foreign_keys for name in key.columns}
    names = [name for name in key.columns if name]
    return next((name for name in names if name not in referring), next(iter(names), "..."))


def _one_of_each(tables: Sequence[Arriving], key: Index) -> str:
    """A condition that leaves the first row of those that share a key; empty where none is sure."""
    (table, *others) = tables
    source: Table | None = table.transfer.source
    if others or source is None or not key.plain or len(source.primary_key) != 1:
        return ""
    values = [own_value(table, name) for name in key.columns if name is not None]
    same = [
        value + _collated(key, number) for number, value in enumerate(values) if value is not None
    ]
    if len(same) != len(key.columns):
        return ""
    (own,) = source.primary_key
    first = is_first(own, source.name, same, table.transfer.mapping.where)
    if key.nulls_equal:
        return first
    empty = [f"{value.as_string(None)} IS NULL" for value in same]
    return " OR ".join([*empty, first])
