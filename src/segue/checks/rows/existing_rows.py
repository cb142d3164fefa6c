"""Rows that share what has to be unique with rows that stay in the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import psycopg
from psycopg import sql

from segue.checks.rows.arriving_rows import Arriving, rows_of
from segue.checks.rows.failing_rows import of_the_data
from segue.checks.rows.rows import EXAMPLES
from segue.checks.rows.rules import SHARED
from segue.checks.rows.unique_keys import unique_keys
from segue.checks.rows.wording import effect, severity, unknown
from segue.database.catalog import Table
from segue.database.constraints import Index
from segue.database.session import Connection
from segue.findings import Finding
from segue.plan.model import ExistingRows, OnBadRow, Plan

BATCH = 10_000
"""Rows that are looked up in the target at once."""

STAYING = (ExistingRows.KEEP, ExistingRows.UPDATE)


def keys_beside_others(plan: Plan, table: Arriving, target: Connection) -> Iterator[Index]:
    """The unique keys that may be held by rows of the target which stay, under other keys."""
    if plan.existing_rows_of(table.transfer.mapping) not in STAYING:
        return
    primary = table.target.primary_key
    if not primary or not set(primary) <= table.by_name.keys() or not _holds_rows(target, table):
        return
    for key in unique_keys(table.target):
        names = {name for name in key.columns if name is not None}
        if not key.primary and key.plain and names <= table.by_name.keys():
            yield key


def _holds_rows(target: Connection, table: Arriving) -> bool:
    statement = sql.SQL("SELECT EXISTS (SELECT FROM {})").format(table.target.name.identifier)
    row = target.execute(statement).fetchone()
    return row is not None and bool(row[0])


def ask_staying(
    plan: Plan, table: Arriving, key: Index, target: Connection, connection: Connection
) -> Sequence[Finding]:
    """The finding about rows whose place is taken in the target, if there are any."""
    mapping = table.transfer.mapping
    place = plan.place(mapping, key.columns[0])
    keep = plan.existing_rows_of(mapping) is ExistingRows.KEEP
    count = 0
    shown: list[str] = []
    try:
        with connection.transaction(), connection.cursor("segue_staying") as cursor:
            cursor.execute(_arriving(table, key))
            while batch := cursor.fetchmany(BATCH):
                taken = _taken(target, table, key, batch, keep=keep)
                taken = taken if keep else _left_alone(connection, table, taken)
                count += len(taken)
                shown += [said for said, _ in islice(taken.values(), EXAMPLES - len(shown))]
    except psycopg.Error as error:
        return [unknown(f"{key.key_name} of {table.target.name}", of_the_data(error), place)]
    if not count:
        return []
    rejects = plan.on_bad_row_of(mapping) is OnBadRow.REJECT
    rows, have, others = f"{count:,} rows", "have", "other rows"
    if count == 1:
        rows, have, others = "1 row", "has", "another row"
    return [
        Finding(
            SHARED[0],
            severity(SHARED, rejects=rejects),
            f"{rows} for {table.target.name} {have} the same {key.shown} as {others} of the target",
            place=place,
            effect=effect(SHARED, count, f"{key.key_name} allows each but once", rejects=rejects),
            help=f"match the rows by it: key = {{ match = {_listed(key)} }}; or make them differ",
            rows="; ".join(shown),
        )
    ]


def _listed(key: Index) -> str:
    return "[" + ", ".join(f'"{name}"' for name in key.columns) + "]"


def _arriving(table: Arriving, key: Index) -> sql.Composed:
    """Each row's name, its primary key and the unique one, as texts."""
    primary = table.target.primary_key
    names = [*primary, *(name for name in key.columns if name is not None)]
    texts = [sql.SQL("{}::pg_catalog.text").format(sql.Identifier(name)) for name in names]
    filled = [sql.SQL("{} IS NOT NULL").format(sql.Identifier(n)) for n in key.columns if n]
    return sql.SQL("SELECT segue_row, {} FROM ({}) AS arriving WHERE {}").format(
        sql.SQL(", ").join(texts),
        rows_of(table, set(names)),
        sql.SQL("true") if key.nulls_equal else sql.SQL(" AND ").join(filled),
    )


def _taken(
    target: Connection,
    table: Arriving,
    key: Index,
    batch: Sequence[tuple[Any, ...]],
    *,
    keep: bool,
) -> dict[int, tuple[str, tuple[str, ...]]]:
    """By place in the batch: rows whose key another row has, and that row's primary key."""
    primary, unique = table.target.primary_key, [name for name in key.columns if name]
    width = len(primary) + len(unique)
    names = [sql.Identifier(f"v{number}") for number in range(width)]
    own, other = names[: len(primary)], names[len(primary) :]
    same_row = _equal("there", table.target, primary, own)
    missing: sql.Composable = sql.SQL("")
    if keep:  # a row that is there is not inserted, so it takes nobody's place
        missing = sql.SQL(" AND NOT EXISTS (SELECT FROM {} AS known WHERE {})").format(
            table.target.name.identifier, _equal("known", table.target, primary, own)
        )
    arrays = [sql.SQL("pg_catalog.unnest(%s::pg_catalog.text[])")] * width
    keys = (sql.SQL("{}::pg_catalog.text").format(sql.Identifier("there", n)) for n in primary)
    statement = sql.SQL(
        "SELECT place, {keys} FROM ROWS FROM ({arrays}) WITH ORDINALITY AS asked ({names}, place)"
        " JOIN {table} AS there ON {equal} WHERE NOT ({same_row}){missing}"
    ).format(
        keys=sql.SQL(", ").join(keys),
        arrays=sql.SQL(", ").join(arrays),
        names=sql.SQL(", ").join(names),
        table=table.target.name.identifier,
        equal=_equal("there", table.target, unique, other, nulls=key.nulls_equal),
        same_row=same_row,
        missing=missing,
    )
    values = list(map(list, zip(*(row[1:] for row in batch), strict=True)))
    return {
        place: (batch[place - 1][0], tuple(taken))
        for place, *taken in target.execute(statement, values)
    }


def _equal(
    alias: str,
    table: Table,
    columns: Sequence[str],
    values: Sequence[sql.Identifier],
    *,
    nulls: bool = False,
) -> sql.Composable:
    comparison = sql.SQL("{} IS NOT DISTINCT FROM {}::{}" if nulls else "{} = {}::{}")
    found = [column for name in columns if (column := table.column(name))]
    return sql.SQL(" AND ").join(
        comparison.format(sql.Identifier(alias, column.name), value, column.type.name.identifier)
        for column, value in zip(found, values, strict=True)
    )


def _left_alone(
    connection: Connection, table: Arriving, taken: dict[int, tuple[str, tuple[str, ...]]]
) -> dict[int, tuple[str, tuple[str, ...]]]:
    """Those whose place is held by a row that no arriving row updates."""
    if not taken:
        return taken
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
    keys = list(map(list, zip(*(key for _, key in taken.values()), strict=True)))
    updated = set(connection.execute(statement, keys).fetchall())
    return {place: row for place, row in taken.items() if row[1] not in updated}
