"""Rows that share what the target wants to be unique."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

from segue.checks.rows.arriving_rows import ArrivingTable, own_value, rows_of
from segue.checks.rows.damaged_indexes import Untrue
from segue.checks.rows.failing_rows import answer
from segue.checks.rows.parallel import SourceReading
from segue.checks.rows.preserved import stays_unique
from segue.checks.rows.rows import EXAMPLES
from segue.checks.rows.rules import SHARED
from segue.checks.rows.suggested_sql import is_first, leaving
from segue.checks.rows.unique_keys import collated, columns_of, unique_keys
from segue.checks.rows.wording import effect, severity, unknown
from segue.database.catalog import Table
from segue.database.constraints import Index
from segue.database.session import Connection
from segue.database.turns import read_in_one_turn
from segue.findings import Finding
from segue.loading.constraint_violations import is_told_apart
from segue.loading.temporary_rows import temporary_rows
from segue.mapping.sql import as_written
from segue.plan.model import OnBadRow, Plan
from segue.plan.toml import key as toml_key

LENT = sql.Identifier("pg_temp", "segue_lent")

HASHED_RECORDS = 140000
"""The version from which on a record has a hash that goes by its values' own equality."""


def doubtful_keys(tables: Sequence[ArrivingTable], untrue: Untrue) -> Iterator[Index]:
    """The unique keys of one target table that the rows arriving there, all of them, may share.

    What an index of the source holds apart tells nothing where it is `untrue`.
    """
    for key in unique_keys(tables[0].target):
        if any(_comes_from_elsewhere(table, key) for table in tables):
            continue
        (first, *others) = tables
        source = first.transfer.source
        source_keys = () if source is None else unique_keys(source)
        source_keys = tuple(
            k for k in source_keys if source and (source.name, k.name) not in untrue
        )
        if others or not stays_unique(key, first, source_keys):
            yield key


def _comes_from_elsewhere(table: ArrivingTable, key: Index) -> bool:
    """Whether the target itself numbers the rows, or a value is not known to the source."""
    for name in columns_of(key, table.target):
        column = table.target.column(name)
        if name in table.unknown:
            return True
        if name not in table.by_name and column is not None and column.numbered:
            return True
    return False


def ask_sharing(
    plan: Plan,
    tables: Sequence[ArrivingTable],
    key: Index,
    reading: SourceReading,
    source: Connection,
) -> Sequence[Finding]:
    """The finding about rows that share a key, if any do.

    Where the source lacks what the rule is made of, a collation or a function, the target judges.
    """
    arriving = _arriving(tables, columns_of(key, tables[0].target))
    if _surely_apart(source, arriving, key):
        return []
    counts = _counted(source, arriving, key)
    if not isinstance(counts, str):
        found = [Sharing(*counts, tuple(_examples(source, arriving, key)))] if counts[0] else []
        advice = _apart(source, tables, key) or _help(tables, key) if found else ""
        return [_hit(plan, tables, key, each, advice) for each in found]
    try:
        with reading.target_free:
            sharing = _judged_by_target(tables, key, source, reading.target)
    except psycopg.Error:
        place = plan.place(tables[0].transfer.mapping)
        return [unknown(f"{key.key_name} of {tables[0].target.name}", counts, place)]
    return [_hit(plan, tables, key, sharing, _change(tables, key))] if sharing.values else []


@dataclass(frozen=True, slots=True)
class Sharing:
    """Values that stand more than once, the rows that have them, and some of these."""

    values: int
    rows: int
    examples: tuple[str, ...]


def _hit(
    plan: Plan, tables: Sequence[ArrivingTable], key: Index, sharing: Sharing, advice: str
) -> Finding:
    rejects = all(plan.on_bad_row_of(t.transfer.mapping) is OnBadRow.REJECT for t in tables)
    allows = f"{key.key_name} allows each but once"
    stand = "value stands" if sharing.values == 1 else "values stand"
    return Finding(
        SHARED[0],
        severity(SHARED, rejects=rejects),
        f"{sharing.rows:,} rows for {tables[0].target.name} share their {key.shown} with others:"
        f" {sharing.values:,} {stand} more than once",
        place=plan.place(
            tables[0].transfer.mapping, next((name for name in key.columns if name), None)
        ),
        effect=effect(SHARED, sharing.rows - sharing.values, allows, rejects=rejects),
        help=advice,
        rows="; ".join(sharing.examples),
    )


def _counted(connection: Connection, arriving: sql.Composable, key: Index) -> tuple[int, int] | str:
    """How many values stand more than once, and in how many rows."""
    groups = _groups(arriving, key, sql.SQL("pg_catalog.count(*) AS rows"))
    found = answer(
        connection,
        sql.SQL(
            "SELECT pg_catalog.count(*), pg_catalog.sum(rows)::pg_catalog.int8 FROM ({}) AS shared"
        ).format(groups),
    )
    return found if isinstance(found, str) else (found[0], found[1])


def _judged_by_target(
    tables: Sequence[ArrivingTable], key: Index, source: Connection, target: Connection
) -> Sharing:
    """The same, where the target works out the key of rows that it is lent."""
    names = columns_of(key, tables[0].target)
    columns = [column for name in names if (column := tables[0].target.column(name))]
    with temporary_rows(source, target) as lent:
        given = [*(sql.Identifier(column.name) for column in columns), sql.Identifier("segue_row")]
        texts = [sql.SQL("{}::pg_catalog.text").format(name) for name in given]
        lent.create("segue_lent", [sql.SQL("{} pg_catalog.text").format(name) for name in given])
        select = sql.SQL("SELECT {} FROM ({}) AS arriving").format(
            sql.SQL(", ").join(texts), _arriving(tables, names)
        )
        lent.fill(LENT, given, select, binary=False)
        typed = [
            sql.SQL("{0}::{1} AS {0}").format(name, column.type.name.identifier)
            for name, column in zip(given, columns, strict=False)
        ]
        arriving = sql.SQL("SELECT {}, segue_row FROM {}").format(sql.SQL(", ").join(typed), LENT)
        counted = _counted(target, arriving, key)
        if isinstance(counted, str):
            raise psycopg.DataError(counted)
        return Sharing(*counted, tuple(_examples(target, arriving, key)))


def _arriving(tables: Sequence[ArrivingTable], columns: Collection[str]) -> sql.Composed:
    """These columns of every row that arrives, and what names the row."""
    return sql.SQL(" UNION ALL ").join(rows_of(table, columns) for table in tables)


def _surely_apart(connection: Connection, arriving: sql.Composable, key: Index) -> bool:
    """Whether no two rows have even the same hash: much quicker to find out than equal values."""
    if connection.info.server_version < HASHED_RECORDS:
        return False
    statement = sql.SQL(
        "SELECT NOT EXISTS (SELECT FROM ({parts}) AS parts GROUP BY"
        " pg_catalog.hash_record_extended(ROW({names}), 0) HAVING pg_catalog.count(*) > 1)"
    ).format(parts=_parts(arriving, key), names=sql.SQL(", ").join(_names(key)))
    try:
        (((apart,),),) = read_in_one_turn(connection, statement)
    except (psycopg.ProgrammingError, psycopg.DataError):  # a type without hashes, a failing cast
        return False
    return bool(apart)


def _groups(arriving: sql.Composable, key: Index, about: sql.Composable) -> sql.Composed:
    """What stands more than once: `about` the rows that share it, and the key's parts."""
    return sql.SQL(
        "SELECT {about}, {names} FROM ({parts}) AS parts GROUP BY {names}"
        " HAVING pg_catalog.count(*) > 1"
    ).format(about=about, names=sql.SQL(", ").join(_names(key)), parts=_parts(arriving, key))


def _names(key: Index) -> list[sql.Identifier]:
    return [sql.Identifier(f"part {number}") for number in range(len(key.parts))]


def _parts(arriving: sql.Composable, key: Index) -> sql.Composed:
    """The parts of the key of every arriving row that the key holds apart from others."""
    parts = [
        sql.SQL("{}{} AS {}").format(as_written(part), collated(key, number), name)
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


def _where(conditions: Sequence[sql.Composable]) -> sql.Composable:
    if not conditions:
        return sql.SQL("")
    return sql.SQL(" WHERE {}").format(sql.SQL(" AND ").join(conditions))


def _examples(connection: Connection, arriving: sql.Composable, key: Index) -> Iterator[str]:
    """Some shared values, each with the first and the last row that has it."""
    ends = sql.SQL("pg_catalog.min(segue_row), pg_catalog.max(segue_row)")
    groups = sql.SQL("{} LIMIT {}").format(_groups(arriving, key, ends), EXAMPLES)
    for first, last, *parts in connection.execute(groups).fetchall():
        values = zip(key.parts, parts, strict=True)
        shown = ", ".join(f"{part} = {str(value)[:40]}" for part, value in values)
        yield f"{shown} ({first} and {last})"


def _apart(connection: Connection, tables: Sequence[ArrivingTable], key: Index) -> str:
    """What to do where the numbers of several tables meet in one; empty where it is another key."""
    column = tables[0].target.column(key.columns[0] or "") if key.primary else None
    if column is None or len(key.parts) > 1 or len(tables) == 1:
        return ""
    if not column.type.is_integer:
        return ""
    highest = answer(
        connection,
        sql.SQL("SELECT pg_catalog.max({}) FROM ({}) AS parts").format(
            _names(key)[0], _parts(_arriving(tables, columns_of(key, tables[0].target)), key)
        ),
    )
    if isinstance(highest, str):
        return ""
    offset = 10 ** len(str(highest[0]))
    return (
        "where one of the tables has other rows, give it other keys:"
        f" key = {{ offset = {offset} }}; where they are the same rows, skip one of them"
    )


def _help(tables: Sequence[ArrivingTable], key: Index) -> str:
    condition, change = _one_of_each(tables, key), _change(tables, key)
    condition = leaving(tables[0].transfer.mapping, condition) if condition else ""
    return f"{change}; or keep one of each: {condition}" if condition else change


def _change(tables: Sequence[ArrivingTable], key: Index) -> str:
    column = _changeable(tables[0].target, key)
    return f'make them differ: {toml_key(column)} = {{ sql = "..." }}'


def _changeable(target: Table, key: Index) -> str:
    """A column of the key that may hold other values, which one that refers to a row hardly may."""
    referring = {name for key in target.foreign_keys for name in key.columns}
    names = [name for name in key.columns if name]
    return next((name for name in names if name not in referring), next(iter(names), "..."))


def _one_of_each(tables: Sequence[ArrivingTable], key: Index) -> str:
    """A condition that leaves the first row of those that share a key; empty where none is sure."""
    (table, *others) = tables
    source: Table | None = table.transfer.source
    if others or source is None or not key.plain or len(source.primary_key) != 1:
        return ""
    values = [own_value(table, name) for name in key.columns if name is not None]
    same = [
        value + collated(key, number) for number, value in enumerate(values) if value is not None
    ]
    if len(same) != len(key.columns):
        return ""
    (own,) = source.primary_key
    first = is_first(own, source.name, same, table.transfer.mapping.where)
    if key.nulls_equal:
        return first
    empty = [f"{value.as_string(None)} IS NULL" for value in same]
    return " OR ".join([*empty, first])
