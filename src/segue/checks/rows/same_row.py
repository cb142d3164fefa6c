"""What a plan may say of a table that holds rows of two databases: which of them are the same?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

from segue.checks.rows.tree_columns import tree_columns
from segue.checks.rows.unique_keys import unique_keys
from segue.database.catalog import Table
from segue.loading.key_numbers import key_number, rounded_up
from segue.loading.table import of
from segue.mapping.sql import source_relation, source_values, target_relation
from segue.mapping.transfer import Transfer
from segue.plan.entries import key_strategy
from segue.plan.model import MatchKeys, OffsetKeys

NAMES = 5_000
"""Source rows whose names are looked for in the target."""


@dataclass(frozen=True, slots=True)
class KeyAnswer:
    """One thing that may be meant."""

    key: str
    """As the plan says it, after `key = `."""
    meaning: str

    @property
    def line(self) -> str:
        return f"key = {self.key}"


def answers(
    transfer: Transfer, source: psycopg.Connection, target: psycopg.Connection
) -> tuple[KeyAnswer, ...]:
    """What may be the same row: by what names it, none, or the one of the same key.

    That none is the same is left out where a row of the target is called as one of the source is.
    """
    names = natural_key(transfer.target, {feed.column.name for feed in transfer.feeds})
    options = []
    if names:
        meaning = f"rows with the same {', '.join(names)} are the same"
        options.append(KeyAnswer(key_strategy(MatchKeys(names)), meaning))
    has_number = key_number(transfer) is not None
    if has_number and not (names and _share_names(transfer, names, source, target)):
        offset = OffsetKeys(free_offset(transfer, source, target))
        options.append(KeyAnswer(key_strategy(offset), "all are rows of their own"))
    if len(transfer.target.primary_key) > 1:
        options = []  # one number is what others refer to, and what can be translated
    by_key = key_strategy(MatchKeys(transfer.target.primary_key))
    return (*options, KeyAnswer(by_key, "if equal keys do mean the same row"))


def natural_key(table: Table, fed: set[str]) -> tuple[str, ...]:
    """Columns that name a row in any database: unique, and no numbers that it made itself."""
    structural = tree_columns(table)
    for key in unique_keys(table):
        columns = key.columns
        if not key.primary and key.plain and not set(columns) & (structural | {None}):
            names = tuple(name for name in columns if name is not None)
            if set(names) <= fed:
                return names
    return ()


def free_offset(transfer: Transfer, source: psycopg.Connection, target: psycopg.Connection) -> int:
    """The next round number past both sides' keys."""
    (key,) = transfer.target.primary_key
    origin = transfer.feeds[transfer.place_of(key)].origin
    ends = [_last(target, key, target_relation(transfer))]
    if origin:
        ends.append(_last(source, origin, source_relation(transfer)))
    return rounded_up(max(1, *ends) + 1)


def _last(connection: psycopg.Connection, column: str, relation: sql.Composable) -> int:
    row = connection.execute(
        sql.SQL("SELECT pg_catalog.max({}) {}").format(sql.Identifier(column), relation)
    ).fetchone()
    return int(row[0]) if row is not None and row[0] is not None else 0


def _share_names(
    transfer: Transfer,
    names: Sequence[str],
    source: psycopg.Connection,
    target: psycopg.Connection,
) -> bool:
    """Whether the target has a row that is called as one of the first source rows is.

    References are left out, as they are not translated yet; names of nothing else may be shared.
    """
    refers = {name for key in transfer.target.foreign_keys for name in key.columns}
    names = [name for name in names if name not in refers]
    if not names:
        return True
    values = source_values(transfer)
    chosen = sql.SQL(", ").join(
        sql.SQL("{}::pg_catalog.text").format(values[transfer.place_of(name)]) for name in names
    )
    rows = source.execute(
        sql.SQL("SELECT {} {} LIMIT {}").format(chosen, source_relation(transfer), NAMES)
    ).fetchall()
    columns = sql.SQL(", ").join(
        sql.SQL("{}::pg_catalog.text").format(of("t", name)) for name in names
    )
    arrays = sql.SQL(", ").join(
        sql.SQL("pg_catalog.unnest({}::pg_catalog.text[])").format(
            sql.Literal([row[n] for row in rows])
        )
        for n in range(len(names))
    )
    found = target.execute(
        sql.SQL(
            "SELECT EXISTS (SELECT FROM (SELECT * {}) AS t"
            " WHERE ({}) IN (SELECT * FROM ROWS FROM ({})))"
        ).format(target_relation(transfer), columns, arrays)
    ).fetchone()
    return found is not None and bool(found[0])
