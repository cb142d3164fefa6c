"""Rows that exclude each other under exclusion constraints of the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from psycopg import sql

from segue.checks.rows.arriving_rows import ArrivingTable, mentioned, rows_of
from segue.checks.rows.failing_rows import answer
from segue.checks.rows.preserved import same_sql, unchanged
from segue.checks.rows.rows import EXAMPLES
from segue.checks.rows.rules import EXCLUDED
from segue.checks.rows.wording import effect, severity, unknown
from segue.database.catalog import Table
from segue.database.constraints import Exclusion
from segue.database.session import Connection
from segue.findings import Finding
from segue.mapping.sql import as_written
from segue.plan.model import OnBadRow, Plan

FEW_ROWS = 5_000
"""Rows up to which each may be compared with each other one."""


def exclusions(table: Table) -> Iterator[Exclusion]:
    """The table's exclusion constraints, and its keys without overlaps, which are such too."""
    yield from table.exclusions
    for key in table.unique_keys:
        index = next((index for index in table.indexes if index.name == key.index), None)
        if key.without_overlaps and index is not None:
            yield Exclusion(
                name=key.name,
                definition=key.definition,
                parts=index.parts,
                operators=index.operators,
            )


def doubtful_exclusions(tables: Sequence[ArrivingTable]) -> Iterator[Exclusion]:
    """Those of one target table that the rows arriving there, all of them, may violate."""
    (first, *others) = tables
    for exclusion in exclusions(first.target):
        columns = columns_of(exclusion, first.target)
        if any(table.unknown & set(columns) for table in tables):
            continue
        if others or not _is_held(first, exclusion, columns):
            yield exclusion


def columns_of(exclusion: Exclusion, table: Table) -> tuple[str, ...]:
    """Every column that the constraint depends on."""
    return mentioned(table, (*exclusion.parts, exclusion.predicate or ""))


def _is_held(table: ArrivingTable, exclusion: Exclusion, columns: Sequence[str]) -> bool:
    """Whether the source has the same constraint on the same values."""
    source = table.transfer.source
    source_exclusions = exclusions(source) if source is not None else ()
    same = any(same_sql([other.definition], [exclusion.definition]) for other in source_exclusions)
    return same and all(unchanged(table, name) for name in columns)


def ask_excluding(
    plan: Plan, tables: Sequence[ArrivingTable], exclusion: Exclusion, connection: Connection
) -> Sequence[Finding]:
    """The finding about rows that exclude each other, if any do."""
    target, place = tables[0].target.name, plan.place(tables[0].transfer.mapping)
    pairs = _pairs(connection, tables, exclusion)
    counts: tuple[Any, ...] | str = pairs if isinstance(pairs, str) else (0,)
    if not isinstance(pairs, str):
        counts = answer(
            connection, sql.SQL("SELECT pg_catalog.count(*) FROM ({}) AS pairs").format(pairs)
        )
    if isinstance(counts, str) or isinstance(pairs, str):
        return [unknown(f"{exclusion.name} of {target}", str(counts), place)]
    if not counts[0]:
        return []
    rows = connection.execute(sql.SQL("{} LIMIT {}").format(pairs, EXAMPLES)).fetchall()
    return [_hit(plan, tables, exclusion, counts[0], rows)]


def _hit(
    plan: Plan,
    tables: Sequence[ArrivingTable],
    exclusion: Exclusion,
    count: int,
    shown: Sequence[tuple[Any, ...]],
) -> Finding:
    rejects = all(plan.on_bad_row_of(t.transfer.mapping) is OnBadRow.REJECT for t in tables)
    otherwise = f"{exclusion.name} allows only one of each pair"
    return Finding(
        EXCLUDED[0],
        severity(EXCLUDED, rejects=rejects),
        f"at least {count:,} {'pair' if count == 1 else 'pairs'} of rows for"
        f" {tables[0].target.name} {'excludes' if count == 1 else 'exclude'} each other",
        place=plan.place(tables[0].transfer.mapping),
        effect=effect(EXCLUDED, count, otherwise, rejects=rejects),
        help="correct the rows in the source, or leave one of each pair behind with a where",
        rows="; ".join(f"{one} and {other}" for one, other in shown),
    )


def _pairs(
    connection: Connection, tables: Sequence[ArrivingTable], exclusion: Exclusion
) -> sql.Composed | str:
    """A SELECT of pairs of rows that exclude each other, or why there is none that ends in time."""
    overlapping = _overlapping(connection, tables, exclusion)
    if overlapping is not None:
        return _neighbours(tables, exclusion, overlapping)
    rows = answer(
        connection,
        sql.SQL("SELECT pg_catalog.count(*) FROM ({}) AS parts").format(_parts(tables, exclusion)),
    )
    if isinstance(rows, str):
        return rows
    if rows[0] > FEW_ROWS:
        return f"{rows[0]:,} rows are too many to be compared with each other"
    return _every_pair(tables, exclusion)


def _overlapping(
    connection: Connection, tables: Sequence[ArrivingTable], exclusion: Exclusion
) -> int | None:
    """The place of the one part that is a range that may not overlap, if all else is equality."""
    operators = [operator.name for operator in exclusion.operators]
    if operators.count("&&") != 1 or set(operators) - {"&&", "="}:
        return None
    place = operators.index("&&")
    # Of all types that may overlap, ranges alone can be merged two by two.
    is_range = sql.SQL("SELECT (SELECT pg_catalog.range_merge({0}, {0}) FROM ({1}) AS p LIMIT 0)")
    reply = answer(connection, is_range.format(_names(exclusion)[place], _parts(tables, exclusion)))
    return None if isinstance(reply, str) else place


def _parts(tables: Sequence[ArrivingTable], exclusion: Exclusion) -> sql.Composed:
    columns = columns_of(exclusion, tables[0].target)
    arriving = sql.SQL(" UNION ALL ").join(rows_of(table, columns) for table in tables)
    parts = [
        sql.SQL("{} AS {}").format(as_written(part), name)
        for part, name in zip(exclusion.parts, _names(exclusion), strict=True)
    ]
    where = sql.SQL(" WHERE {}").format(as_written(exclusion.predicate or "true"))
    return sql.SQL(
        "SELECT {}, segue_row, pg_catalog.row_number() OVER () AS segue_place"
        " FROM ({}) AS arriving{}"
    ).format(sql.SQL(", ").join(parts), arriving, where)


def _names(exclusion: Exclusion) -> list[sql.Identifier]:
    return [sql.Identifier(f"part {number}") for number in range(len(exclusion.parts))]


def _neighbours(tables: Sequence[ArrivingTable], exclusion: Exclusion, place: int) -> sql.Composed:
    """Ranges that overlap the next one: if any two overlap, some two do that follow each other."""
    names = _names(exclusion)
    equal = [name for number, name in enumerate(names) if number != place]
    partition = sql.SQL("PARTITION BY {} ").format(sql.SQL(", ").join(equal))
    conditions = [sql.SQL("{} IS NOT NULL").format(name) for name in names]
    return sql.SQL(
        "SELECT segue_row, other FROM (SELECT segue_row, {range},"
        " pg_catalog.lead(segue_row) OVER following AS other,"
        " pg_catalog.lead({range}) OVER following AS next FROM ({parts}) AS parts"
        " WHERE {conditions} AND NOT pg_catalog.isempty({range})"
        " WINDOW following AS ({partition}ORDER BY {range})) AS neighbours WHERE {range} && next"
    ).format(
        range=names[place],
        parts=_parts(tables, exclusion),
        conditions=sql.SQL(" AND ").join(conditions),
        partition=partition if equal else sql.SQL(""),
    )


def _every_pair(tables: Sequence[ArrivingTable], exclusion: Exclusion) -> sql.Composed:
    operands = [
        sql.SQL("one.{0} OPERATOR({1}.{2}) other.{0}").format(
            name, sql.Identifier(operator.schema), as_written(operator.name)
        )
        for name, operator in zip(_names(exclusion), exclusion.operators, strict=True)
    ]
    return sql.SQL(
        "WITH parts AS MATERIALIZED ({}) SELECT one.segue_row, other.segue_row"
        " FROM parts AS one JOIN parts AS other ON one.segue_place < other.segue_place AND {}"
    ).format(_parts(tables, exclusion), sql.SQL(" AND ").join(operands))
