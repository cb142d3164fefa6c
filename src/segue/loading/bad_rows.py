"""Where the target refuses some of the staged rows: the others come in, those are told why not.

All on the target's server: a block of rows at a time, and one by one where a block is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import LiteralString

from psycopg import errors, sql

from segue.database.attempts import RowAttempt, block
from segue.database.catalog import Column
from segue.loading.merging import PartArrival, bring_in, repeated
from segue.loading.table import STAGED, of
from segue.mapping.sql import text_of
from segue.mapping.sql.checksums import ComparedRows

PAGES = 8
"""Pages of the temporary table that are tried at once: about a hundred rows, a few milliseconds."""

TWICE = sql.Literal(errors.UniqueViolation.sqlstate)
ORPHAN = sql.Literal(errors.ForeignKeyViolation.sqlstate)
EXCLUDED = sql.Literal(errors.ExclusionViolation.sqlstate)

REASON = sql.SQL(
    "segue_reason || CASE WHEN segue_state IN ({}, {}) AND segue_detail <> ''"
    " THEN ': ' || segue_detail ELSE '' END"
).format(TWICE, EXCLUDED)


def sift_staged(
    arrival: PartArrival, columns: Sequence[str], hashed: Sequence[Column]
) -> sql.Composed:
    """Bring in what the target takes, and put every other row into the journal with the reason.

    `columns` is the order of a reject's texts; `hashed` are the columns that verifying compares.
    """
    in_block = sql.SQL(
        "s.ctid >= pg_catalog.format('(%s,0)', segue_block.page)::pg_catalog.tid"
        " AND s.ctid < pg_catalog.format('(%s,0)', segue_block.page + {})::pg_catalog.tid"
    ).format(sql.Literal(PAGES))
    one = sql.SQL("s.ctid = segue_one.place")
    state = sql.SQL("segue_state")
    attempt = RowAttempt(
        rows=sql.SQL("SELECT s.ctid AS place FROM {} AS s WHERE {}").format(STAGED, in_block),
        attempt=_run(arrival, one),
        refused=_reject(arrival, columns, hashed, one, state, REASON),
    )
    blocks = sql.SQL(
        "SELECT page FROM pg_catalog.generate_series("
        "0, pg_catalog.pg_relation_size({}) / 8192, {}) AS page"
    ).format(sql.Literal("pg_temp.segue_staged"), sql.Literal(PAGES))
    return block(attempt.by_blocks(blocks, _run(arrival, in_block)))


def reject_repeated(
    arrival: PartArrival, columns: Sequence[str], hashed: Sequence[Column]
) -> tuple[sql.Composed, sql.Composed]:
    """Reject the staged rows whose key another row of the source has brought, and drop them."""
    rows = repeated(arrival)
    reason = sql.SQL("'another row of the source came in with the same key: ' || {}").format(
        staged_key(arrival.keys)
    )
    reject = _reject(arrival, columns, hashed, rows, TWICE, reason)
    drop = sql.SQL("DELETE FROM {} AS s WHERE {}").format(STAGED, rows)
    return sql.Composed([reject]), drop


def staged_key(keys: Sequence[Column]) -> sql.Composable:
    """A staged row's key as it is, which no cast can refuse."""
    return text_of([of("s", column.name) for column in keys]) if keys else sql.SQL("NULL")


def texts(columns: Sequence[str], filled: Sequence[Column], alias: LiteralString) -> sql.Composable:
    """A row's values as text, in the order of the reject file's columns."""
    names = {column.name for column in filled}
    return sql.SQL("ARRAY[{}]::pg_catalog.text[]").format(
        sql.SQL(", ").join(
            sql.SQL("{}::pg_catalog.text").format(of(alias, name)) if name in names
            else sql.SQL("NULL")
            for name in columns
        )
    )  # fmt: skip


def row_hash(hashed: Sequence[Column], alias: LiteralString) -> sql.Composable:
    """The hash that verifying computes of such a row of the source."""
    values = tuple((column, of(alias, column.name)) for column in hashed)
    return ComparedRows(values, sql.SQL("")).hashed()


def _run(arrival: PartArrival, rows: sql.Composable) -> sql.Composable:
    return sql.SQL("").join(sql.SQL("{};").format(each) for each in bring_in(arrival, rows))


def _reject(
    arrival: PartArrival,
    columns: Sequence[str],
    hashed: Sequence[Column],
    rows: sql.Composable,
    state: sql.Composable,
    reason: sql.Composable,
) -> sql.Composable:
    return sql.SQL(
        "INSERT INTO segue.reject (load, part, mapping, key, state, reason, texts, hash)"
        " SELECT {load}, {part}, {mapping}, {key}, {state}, {reason}, {texts}, {hash}"
        " FROM {staged} AS s WHERE {rows};"
    ).format(
        load=sql.Literal(arrival.load),
        part=sql.Literal(arrival.part),
        mapping=sql.Literal(arrival.transfer.number),
        key=staged_key(arrival.keys),
        state=state,
        reason=reason,
        texts=texts(columns, [feed.column for feed in arrival.transfer.feeds], "s"),
        hash=row_hash(hashed, "s"),
        staged=STAGED,
        rows=rows,
    )
