"""The rows that a table held before a merge: afterwards they are as they were, or it is told.

Rows that the run wrote bear the number of the transaction that noted them in the journal, so that
the others are told without a join; only where these are not what they were are keys compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString

from psycopg import sql

from segue.database.catalog import Column, Table
from segue.database.records import OwnSum
from segue.database.session import Connection
from segue.loading.kept_rows import kept_value
from segue.loading.merging import noted
from segue.loading.table import key_columns, key_text, of
from segue.mapping.sql.checksums import ComparedRows

WRITTEN: LiteralString = (
    "t.xmin IN (SELECT a.xmin FROM segue.arrival AS a WHERE a.load = {load}"
    " UNION SELECT f.xmin FROM segue.former AS f WHERE f.load = {load})"
)
"""That a transaction of the load wrote the row t."""

BY_THE_RUN: LiteralString = (
    "t.xmin IN (SELECT p.xmin FROM segue.load AS l JOIN segue.part AS p USING (run)"
    " WHERE l.number = {load} UNION SELECT w.xmin FROM segue.load AS l JOIN segue.load AS o"
    " USING (run) CROSS JOIN LATERAL (SELECT a.xmin FROM segue.arrival AS a WHERE a.load = o.number"
    " UNION ALL SELECT f.xmin FROM segue.former AS f WHERE f.load = o.number) AS w (xmin)"
    " WHERE l.number = {load})"
)
"""That a transaction of its run did, whichever table it filled."""


@dataclass(frozen=True, slots=True)
class OwnRows:
    """What became of the rows that a table held before a run."""

    before: int
    unchanged: bool
    """Whether they are all there, as they were, and no others but those of the run."""
    unnoted: int = 0
    """Rows that the run wrote though they are none of those that it brought or changed."""


def own_sum(target: Connection, table: Table) -> OwnSum:
    """What the table holds now."""
    rows, checksum = _summed(target, table, sql.SQL("true"))
    return OwnSum(rows, str(checksum), _columns_text(table))


def compare_own(target: Connection, table: Table, load: int, before: OwnSum) -> OwnRows | None:
    """The same rows after the load; None where the table was altered since."""
    if before.columns != _columns_text(table):
        return None
    sought = before.rows, int(before.checksum)
    number, known = sql.Literal(load), noted(load, key_text(key_columns(table)))
    written = sql.SQL(WRITTEN).format(load=number)
    former = _summed_former(target, table, load)
    for others in (written, known):  # somebody may have written to what the run brought
        rows, checksum = _summed(target, table, sql.SQL("NOT {}").format(others))
        if (rows + former[0], checksum + former[1]) == sought:
            return OwnRows(before.rows, unchanged=True)
    unnoted = sql.SQL("{} AND NOT {}").format(sql.SQL(BY_THE_RUN).format(load=number), known)
    return OwnRows(before.rows, unchanged=False, unnoted=_summed(target, table, unnoted)[0])


def _summed(target: Connection, table: Table, which: sql.Composable) -> tuple[int, int]:
    values = tuple((column, of("t", column.name)) for column in _columns(table))
    origin = sql.SQL("FROM {} AS t WHERE {}").format(table.only, which)
    return _asked(target, ComparedRows(values, origin))


def _summed_former(target: Connection, table: Table, load: int) -> tuple[int, int]:
    """The rows that the load changed, as they were."""
    row = sql.SQL("f.row::pg_catalog.jsonb")
    values = tuple((column, kept_value(column, row)) for column in _columns(table))
    origin = sql.SQL("FROM segue.former AS f WHERE f.load = {}").format(load)
    return _asked(target, ComparedRows(values, origin))


def _asked(target: Connection, rows: ComparedRows) -> tuple[int, int]:
    ((count, checksum),) = target.execute(rows.checksum)
    return count, int(checksum)


def _columns(table: Table) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if not column.generated)


def _columns_text(table: Table) -> str:
    return ", ".join(f"{column.name} {column.type.text}" for column in _columns(table))
