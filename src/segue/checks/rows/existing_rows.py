"""Rows that share what has to be unique, or exclude, rows that stay in the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import psycopg
from psycopg import sql

from segue.checks.rows import exclusions, unique_keys
from segue.checks.rows.arriving_rows import ArrivingTable, rows_of
from segue.checks.rows.failing_rows import of_the_data
from segue.checks.rows.rows import EXAMPLES
from segue.checks.rows.rules import EXCLUDED, SHARED
from segue.checks.rows.tree_columns import tree_columns
from segue.checks.rows.wording import effect, severity, unknown
from segue.database.catalog import Table
from segue.database.constraints import Exclusion, Index
from segue.database.session import Connection
from segue.findings import Finding, Place
from segue.mapping.sql import as_written
from segue.plan.entries import key_strategy
from segue.plan.model import ExistingRows, MatchKeys, OnBadRow, Plan
from segue.wording import counted

BATCH = 10_000
"""Rows that are looked up in the target at once."""

STAYING = (ExistingRows.KEEP, ExistingRows.UPDATE)

Rule = Index | Exclusion


@dataclass(frozen=True, slots=True)
class TakenPlace:
    """An arriving row whose place a row of the target has."""

    row: str
    """The arriving row, by its source key."""
    primary: tuple[str, ...]
    """The primary key of the row that is there."""
    updates: bool
    """Whether the arriving row is in the target too, under its own key."""


def rules_beside_others(plan: Plan, table: ArrivingTable, target: Connection) -> Iterator[Rule]:
    """The rules that rows of the target which stay, under other keys, may keep from being met."""
    if plan.existing_rows_of(table.transfer.mapping) not in STAYING:
        return
    primary = table.target.primary_key
    if not primary or not set(primary) <= table.by_name.keys() or not _holds_rows(target, table):
        return
    rules: list[Rule] = [*unique_keys.unique_keys(table.target)]
    rules += exclusions.exclusions(table.target)
    for rule in rules:
        first = isinstance(rule, Index) and rule.primary
        if not first and not table.unknown & set(_columns_of(rule, table.target)):
            yield rule


def _columns_of(rule: Rule, table: Table) -> tuple[str, ...]:
    """Every column that the rule depends on."""
    if isinstance(rule, Index):
        return unique_keys.columns_of(rule, table)
    return exclusions.columns_of(rule, table)


def _name_of(rule: Rule) -> str:
    return rule.key_name if isinstance(rule, Index) else rule.name


def _holds_rows(target: Connection, table: ArrivingTable) -> bool:
    statement = sql.SQL("SELECT EXISTS (SELECT FROM {})").format(table.target.name.identifier)
    row = target.execute(statement).fetchone()
    return row is not None and bool(row[0])


def ask_staying(
    plan: Plan, table: ArrivingTable, rule: Rule, target: Connection, connection: Connection
) -> Sequence[Finding]:
    """The finding about rows whose place is taken in the target, if there are any."""
    mapping = table.transfer.mapping
    place = plan.place(mapping, next(iter(_columns_of(rule, table.target)), None))
    keep = plan.existing_rows_of(mapping) is ExistingRows.KEEP
    places: list[TakenPlace] = []
    exchanged: list[TakenPlace] = []
    try:
        with connection.transaction(), connection.cursor("segue_staying") as cursor:
            cursor.execute(_arriving(table, rule))
            while batch := cursor.fetchmany(BATCH):
                batch_places = _taken_places(target, table, rule, batch, keep=keep)
                left = batch_places if keep else _left_alone(connection, table, batch_places)
                places += left
                exchanged += [each for each in batch_places if each.updates and each not in left]
    except psycopg.Error as error:
        return [unknown(f"{_name_of(rule)} of {table.target.name}", of_the_data(error), place)]
    findings = [_hit(plan, table, rule, places, place)] if places else []
    if exchanged and not _waits(rule, table.target):
        findings.append(_exchange(table, rule, exchanged, place))
    return findings


def _waits(rule: Rule, table: Table) -> bool:
    """Whether the rule is looked at when all rows of a statement are in."""
    constraints = (*table.unique_keys, *table.exclusions)
    return any(c.name == _name_of(rule) and c.deferrable for c in constraints)


# How it is said


def _hit(
    plan: Plan, table: ArrivingTable, rule: Rule, places: Sequence[TakenPlace], place: Place
) -> Finding:
    rejects = plan.on_bad_row_of(table.transfer.mapping) is OnBadRow.REJECT
    code = SHARED if isinstance(rule, Index) else EXCLUDED
    count = len(places)
    rows, others = (f"{count:,} rows", "other rows") if count > 1 else ("1 row", "another row")
    shares = (
        f"the same {rule.shown} as {others} of the target"
        if isinstance(rule, Index)
        else f"what {_name_of(rule)} excludes beside {others} of the target"
    )
    return Finding(
        code[0],
        severity(code, rejects=rejects),
        f"{rows} for {table.target.name} {'have' if count > 1 else 'has'} {shares}",
        place=place,
        effect=effect(code, count, f"{_name_of(rule)} allows each but once", rejects=rejects),
        help=_help(table, rule),
        rows="; ".join(each.row for each in islice(places, EXAMPLES)),
    )


def _exchange(
    table: ArrivingTable, rule: Rule, rows: Sequence[TakenPlace], place: Place
) -> Finding:
    count = len(rows)
    code = SHARED if isinstance(rule, Index) else EXCLUDED
    return Finding(
        code[0],
        code[1],
        f"{counted(count, 'row')} for {table.target.name} take over what {_name_of(rule)} keeps"
        " apart from rows that give it up in the same move",
        place=place,
        effect="the rule is looked at row by row, so an update in the wrong order is refused",
        help="make the constraint deferrable, or free the values in the target first",
        rows="; ".join(each.row for each in islice(rows, EXAMPLES)),
    )


def _help(table: ArrivingTable, rule: Rule) -> str:
    """A match is offered where the columns name a thing, not where they say where it stands."""
    differ = "make them differ"
    if isinstance(rule, Exclusion):
        return "correct the rows on one side, or leave them behind with a where"
    names = _columns_of(rule, table.target)
    if set(names) & tree_columns(table.target):
        return f"these numbers say where a row stands in its tree, not which one it is: {differ}"
    if rule.predicate or (isinstance(table.transfer.mapping.key, MatchKeys) and not rule.plain):
        return f"{differ}, or make the values equal on one side so that they are matched"
    return f"match the rows by it: key = {key_strategy(MatchKeys(names))}; or {differ}"


# Which rows


def _arriving(table: ArrivingTable, rule: Rule) -> sql.Composed:
    """Each row's name, its primary key and what the rule reads, as texts."""
    names = [*table.target.primary_key, *_columns_of(rule, table.target)]
    texts = [sql.SQL("{}::pg_catalog.text").format(sql.Identifier(name)) for name in names]
    return sql.SQL("SELECT segue_row, {} FROM ({}) AS arriving").format(
        sql.SQL(", ").join(texts), rows_of(table, set(names))
    )


def _taken_places(
    target: Connection,
    table: ArrivingTable,
    rule: Rule,
    batch: Sequence[tuple[Any, ...]],
    *,
    keep: bool,
) -> list[TakenPlace]:
    """Rows whose place another row has; the target works out the rule's expressions for both."""
    primary, columns = table.target.primary_key, _columns_of(rule, table.target)
    width = len(primary) + len(columns)
    names = [sql.Identifier(f"v{number}") for number in range(width)]
    own = names[: len(primary)]
    missing: sql.Composable = sql.SQL("")
    if keep:  # a row that is there is not inserted, so it takes nobody's place
        missing = sql.SQL(" AND NOT EXISTS (SELECT FROM {} AS known WHERE {})").format(
            table.target.name.identifier, _equal("known", table.target, primary, "asked", own)
        )
    arrays = [sql.SQL("pg_catalog.unnest(%s::pg_catalog.text[])")] * width
    parts = [sql.Identifier(f"segue_part_{number}") for number in range(len(rule.parts))]
    values = sql.SQL(", ").join(
        sql.SQL("{}{} AS {}").format(as_written(part), _collated(rule, number), name)
        for number, (part, name) in enumerate(zip(rule.parts, parts, strict=True))
    )
    where = as_written(rule.predicate or "true")
    statement = sql.SQL(
        "SELECT asked.place, EXISTS (SELECT FROM {table} AS known WHERE {known}), {keys}"
        " FROM (SELECT place, {own}, {values} FROM"
        " (SELECT place, {own}, {typed} FROM ROWS FROM ({arrays}) WITH ORDINALITY"
        " AS given ({names}, place)) AS arriving WHERE {where}) AS asked"
        " JOIN (SELECT {primary}, {values} FROM {table} WHERE {where}) AS there ON {met}"
        " WHERE NOT ({same_row}){missing} ORDER BY 1"
    ).format(
        keys=sql.SQL(", ").join(
            sql.SQL("{}::pg_catalog.text").format(sql.Identifier("there", n)) for n in primary
        ),
        own=sql.SQL(", ").join(own),
        values=values,
        typed=_typed(table.target, columns, names[len(primary) :]),
        arrays=sql.SQL(", ").join(arrays),
        names=sql.SQL(", ").join(names),
        primary=sql.SQL(", ").join(map(sql.Identifier, primary)),
        where=where,
        table=table.target.name.identifier,
        met=_conflict(rule, parts),
        same_row=_equal("there", table.target, primary, "asked", own),
        known=_equal("known", table.target, primary, "asked", own),
        missing=missing,
    )
    parameters = list(map(list, zip(*(row[1:] for row in batch), strict=True)))
    rows = {place: found for place, *found in target.execute(statement, parameters)}
    return [
        TakenPlace(batch[place - 1][0], tuple(key), updates)
        for place, (updates, *key) in rows.items()
    ]


def _collated(rule: Rule, number: int) -> sql.Composable:
    return unique_keys.collated(rule, number) if isinstance(rule, Index) else sql.SQL("")


def _typed(
    table: Table, columns: Sequence[str], values: Sequence[sql.Identifier]
) -> sql.Composable:
    """The values under the names and with the types of the table's columns."""
    columns_there = (column for name in columns if (column := table.column(name)))
    return sql.SQL(", ").join(
        sql.SQL("{}::{} AS {}").format(
            value, column.type.name.identifier, sql.Identifier(column.name)
        )
        for value, column in zip(values, columns_there, strict=True)
    )


def _conflict(rule: Rule, parts: Sequence[sql.Identifier]) -> sql.Composable:
    """When the rule takes two rows for one, or does not suffer them beside each other."""
    pair = "there.{0} {1} asked.{0}"
    if isinstance(rule, Index):
        equal = "there.{0} IS NOT DISTINCT FROM asked.{0}" if rule.nulls_equal else pair
        conditions = [sql.SQL(equal).format(part, sql.SQL("=")) for part in parts]
    else:
        conditions = [
            sql.SQL(pair).format(
                part,
                sql.SQL("OPERATOR({}.{})").format(
                    sql.Identifier(operator.schema), as_written(operator.name)
                ),
            )
            for part, operator in zip(parts, rule.operators, strict=True)
        ]
    return sql.SQL(" AND ").join(conditions)


def _equal(
    alias: str, table: Table, columns: Sequence[str], other: str, values: Sequence[sql.Identifier]
) -> sql.Composable:
    columns_there = [column for name in columns if (column := table.column(name))]
    return sql.SQL(" AND ").join(
        sql.SQL("{} = {}.{}::{}").format(
            sql.Identifier(alias, column.name),
            sql.Identifier(other),
            value,
            column.type.name.identifier,
        )
        for column, value in zip(columns_there, values, strict=True)
    )


def _left_alone(
    connection: Connection, table: ArrivingTable, places: Sequence[TakenPlace]
) -> list[TakenPlace]:
    """Those whose place is held by a row that no arriving row updates."""
    if not places:
        return []
    primary = table.target.primary_key
    texts = [sql.SQL("{}::pg_catalog.text").format(sql.Identifier(name)) for name in primary]
    arrays = [sql.SQL("pg_catalog.unnest(%s::pg_catalog.text[])")] * len(primary)
    statement = sql.SQL(
        "SELECT {texts} FROM ({rows}) AS arriving WHERE ({texts}) IN"
        " (SELECT * FROM ROWS FROM ({arrays}) AS asked)"
    ).format(
        texts=sql.SQL(", ").join(texts),
        rows=rows_of(table, set(primary)),
        arrays=sql.SQL(", ").join(arrays),
    )
    keys = list(map(list, zip(*(each.primary for each in places), strict=True)))
    updated = set(connection.execute(statement, keys).fetchall())
    return [each for each in places if each.primary not in updated]
