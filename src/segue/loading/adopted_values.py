"""What the target's rows hold in the place of the source's, in a column that others refer to.

A row that is the same on both sides, and is kept as the target has it, may have another code or
slug there; references by that column follow to it, as references to keys do. Where it gets the
source's value instead, rows of the target that refer to the former one are left behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import psycopg
from psycopg import sql

from segue.database.catalog import Table
from segue.database.session import Connection
from segue.errors import PlanMistake
from segue.loading.earlier_runs import expected_rows
from segue.loading.table import arrived, key_columns, of, same_key, staged_columns
from segue.loading.temporary_rows import temporary_rows
from segue.mapping.facts import Facts, MappedColumn
from segue.mapping.keys import Adopted, KeyKind, Pairs
from segue.mapping.references import References
from segue.mapping.sql import is_binary, source_relation, source_values, target_relation
from segue.mapping.sql.key_spellings import canonical
from segue.mapping.sql.values import given_type, raw_value
from segue.mapping.transfer import Transfer, resolve_one
from segue.plan.model import ExistingRows, FunctionValue

SEEN = sql.Identifier("pg_temp", "segue_adopted")


def adopted_values(
    source: Connection,
    target: Connection,
    transfer: Transfer,
    column: str,
    facts: Facts,
    *,
    keeps: bool,
) -> Adopted:
    """The values that differ; the target's session must be outside a transaction."""
    keys = transfer.target.primary_key
    feeds = {feed.column.name: feed for feed in transfer.feeds}
    if not keys or not {*keys, column} <= feeds.keys():
        return Adopted(keeps)
    chosen = replace(transfer, feeds=(*(feeds[name] for name in keys), feeds[column]))
    if any(isinstance(feed.mapping, FunctionValue) for feed in chosen.feeds):
        return Adopted(keeps)
    given = feeds[column]
    kind = KeyKind.on_the_way(given_type(given), given.column.type)
    try:
        found = _different(source, target, chosen, kind, facts)
    except psycopg.DataError:
        return Adopted(keeps)  # a value that cannot be worked out: `check` tells of it
    pairs = [(old, new) for old, new, alone in found if alone]
    lost = tuple(old for old, _, alone in found if not alone)
    return Adopted(keeps, Pairs(*zip(*pairs, strict=True)) if pairs else Pairs(), kind, lost)


def _different(
    source: Connection, target: Connection, chosen: Transfer, kind: KeyKind, facts: Facts
) -> list[tuple[str, str, bool]]:
    """The source's value, the target's, and whether it is the only one."""
    column = chosen.feeds[-1].column
    expected = expected_rows([chosen], facts)
    with temporary_rows(source, target) as rows:
        columns = [feed.column for feed in chosen.feeds]
        rows.create(
            "segue_adopted",
            [*staged_columns(chosen, columns), sql.SQL("segue_old pg_catalog.text")],
        )
        target.execute("SET TRANSACTION READ ONLY")
        place = len(chosen.feeds) - 1
        old = sql.SQL("{}::pg_catalog.text").format(
            raw_value(replace(chosen.feeds[place], keys=None), place)
        )
        select = sql.SQL("SELECT {} {}").format(
            sql.SQL(", ").join([*source_values(chosen), old]), source_relation(chosen)
        )
        names = [*(sql.Identifier(c.name) for c in columns), sql.Identifier("segue_old")]
        rows.fill(SEEN, names, select, binary=is_binary(chosen))
        return target.execute(
            sql.SQL(
                "SELECT {old}, pg_catalog.min({new}::pg_catalog.text),"
                " count(DISTINCT {new}) = 1 AND count({new}) = count(*)"
                " FROM {seen} AS s LEFT JOIN (SELECT * {target}) AS t ON {same} AND {expected}"
                " WHERE s.segue_old IS NOT NULL GROUP BY 1"
                " HAVING bool_or({new} IS DISTINCT FROM {came})"
            ).format(
                old=canonical(sql.SQL("s.segue_old"), kind),
                new=sql.SQL("CASE WHEN {} IS NULL THEN {} ELSE {} END").format(
                    of("t", chosen.target.primary_key[0]), arrived(column), of("t", column.name)
                ),
                seen=SEEN,
                target=target_relation(chosen),
                same=same_key(key_columns(chosen.target)),
                expected=expected if expected is not None else sql.SQL("true"),
                came=arrived(column),
            )
        ).fetchall()


def stranded_counted(source: Connection, target: Connection, references: References) -> Facts:
    """The facts with the rows that refer to values which will not be those of their rows."""
    found = dict(references.facts.adopted)
    for (number, column), adopted in found.items():
        if adopted.keeps and adopted.lost:
            referring = references.referred_values[number, column]
            stranded = sum(_arriving(source, references, one, adopted) for one in referring)
        elif not adopted.keeps and adopted.pairs.old:
            stranded = sum(_staying(target, references, number, column, adopted))
        else:
            continue
        found[number, column] = replace(adopted, stranded=stranded)
    return replace(references.facts, adopted=found)


def _arriving(
    source: Connection, references: References, referring: MappedColumn, adopted: Adopted
) -> int:
    """How many rows that come in refer to a value for which the target has none."""
    number, column = referring
    try:
        transfer = _transfer(references, number)
    except PlanMistake:
        return 0  # `check` tells of it
    feeds = [replace(f, keys=None) for f in transfer.feeds if f.column.name == column]
    if not feeds or isinstance(feeds[0].mapping, FunctionValue):
        return 0
    return _count(
        source,
        canonical(raw_value(feeds[0], 0), adopted.kind),
        adopted.lost,
        source_relation(replace(transfer, feeds=tuple(feeds))),
    )


def _staying(
    target: Connection, references: References, number: int, column: str, adopted: Adopted
) -> Iterator[int]:
    """How many rows that stay as they are refer to a value which its row loses."""
    for other, key in references.target.referencing(references.plan.tables[number].target):
        stay = _stay(references, other)
        for own, there in key.pairs if stay is not None else ():
            if there == column:
                relation = sql.SQL("FROM {} AS t WHERE {}").format(other.only, stay)
                yield _count(target, of("t", own), adopted.pairs.new, relation)


def _stay(references: References, table: Table) -> sql.Composable | None:
    """Which rows t of the table the move leaves as they are, if it can be told of any."""
    plan, numbers = references.plan, references.plan.numbers_into(table.name)
    ways = {plan.existing_rows_of(plan.tables[number]) for number in numbers}
    if ExistingRows.REPLACE in ways:
        return None
    if ExistingRows.UPDATE not in ways:
        return sql.SQL("true")
    try:
        transfers = [_transfer(references, number) for number in numbers]
    except PlanMistake:
        return None
    expected = expected_rows(transfers, references.facts)
    return sql.SQL("NOT {}").format(expected) if expected is not None else None


def _transfer(references: References, number: int) -> Transfer:
    known = references.plan, references.source, references.target, references.project
    return resolve_one(*known, references.facts, number)


def _count(
    connection: Connection,
    value: sql.Composable,
    among: Sequence[str],
    relation: sql.Composable,
) -> int:
    statement = sql.SQL(
        "SELECT count(*) FROM (SELECT {}::pg_catalog.text {}) AS referring (value)"
        " WHERE value IN (SELECT pg_catalog.unnest({}::pg_catalog.text[]))"
    ).format(value, relation, sql.Literal(list(among)))
    row = connection.execute(statement).fetchone()
    return row[0] if row is not None else 0
