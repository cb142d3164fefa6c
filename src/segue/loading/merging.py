"""Staged rows come into the target: inserted, or told from those that it holds by their keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psycopg import sql

from segue.database.catalog import Column, Table
from segue.loading.kept_rows import kept_or, kept_row
from segue.loading.table import (
    STAGED,
    arrived,
    arrived_key,
    arriving,
    key_columns,
    key_text,
    of,
    same_key,
)
from segue.mapping.sql import target_columns, target_relation, text_of
from segue.mapping.sql.checksums import row_bytes
from segue.mapping.transfer import Transfer
from segue.plan.model import ExistingRows

EVERY = sql.SQL("true")
"""The condition on staged rows that holds for all of them."""


@dataclass(frozen=True, slots=True)
class PartArrival:
    """A part of a load on its way from the temporary table into the target."""

    transfer: Transfer
    load: int
    """The load's number in the journal, under which keys and rejects are kept."""
    part: int
    merge: ExistingRows | None
    """KEEP or UPDATE where the target holds rows that stay."""

    @property
    def keys(self) -> tuple[Column, ...]:
        return key_columns(self.transfer.target)

    @property
    def updates(self) -> bool:
        """Whether rows that are there may change."""
        return self.merge is ExistingRows.UPDATE and bool(_beside_key(self.transfer))


def bring_in(arrival: PartArrival, rows: sql.Composable = EVERY) -> Iterator[sql.Composed]:
    """The statements that bring the staged rows `s` for which the condition holds into the target.

    The keys of those that come in, and the rows that are changed, are noted in the journal.
    """
    if arrival.merge is None:
        yield sql.SQL("{} WHERE {}").format(_insert(arrival.transfer), rows)
        return
    if arrival.updates:
        yield _save_former(arrival, rows)
        yield _update_changed(arrival, rows)
    yield _insert_missing(arrival, rows)


def _insert_missing(arrival: PartArrival, rows: sql.Composable) -> sql.Composed:
    return sql.SQL(
        "WITH arrived (key) AS ({insert} WHERE NOT EXISTS (SELECT {target} AS t WHERE {same})"
        " AND {rows} RETURNING {key})"
        " INSERT INTO segue.arrival (load, part, key) SELECT {load}, {part}, key FROM arrived"
    ).format(
        insert=_insert(arrival.transfer),
        target=target_relation(arrival.transfer),
        same=same_key(arrival.keys),
        rows=rows,
        key=text_of([sql.Identifier(column.name) for column in arrival.keys]),
        load=sql.Literal(arrival.load),
        part=sql.Literal(arrival.part),
    )


def _save_former(arrival: PartArrival, rows: sql.Composable) -> sql.Composed:
    return sql.SQL(
        "INSERT INTO segue.former (load, part, key, row)"
        " SELECT {load}, {part}, {key}, {row} {target} AS t JOIN {staged} AS s ON {same}"
        " WHERE {differ} AND {rows}"
    ).format(
        load=sql.Literal(arrival.load),
        part=sql.Literal(arrival.part),
        key=key_text(arrival.keys),
        row=kept_row(arrival.transfer.target.columns, "t"),
        target=target_relation(arrival.transfer),
        staged=STAGED,
        same=same_key(arrival.keys),
        differ=_differ(arrival.transfer),
        rows=rows,
    )


def _update_changed(arrival: PartArrival, rows: sql.Composable) -> sql.Composed:
    return sql.SQL(
        "UPDATE {target} AS t SET {values} FROM {staged} AS s WHERE {same} AND {differ} AND {rows}"
    ).format(
        target=arrival.transfer.target.only,
        values=sql.SQL(", ").join(
            sql.SQL("{} = {}").format(
                sql.Identifier(column.name),
                arriving(column, text=column.name in arrival.transfer.computed),
            )
            for column in _beside_key(arrival.transfer)
        ),
        staged=STAGED,
        same=same_key(arrival.keys),
        differ=_differ(arrival.transfer),
        rows=rows,
    )


def noted(load: int, key: sql.Composable) -> sql.Composable:
    """That a load brought the row with this key, or changed it."""
    return sql.SQL(
        "(EXISTS (SELECT FROM segue.arrival AS a WHERE a.load = {load} AND a.key = {key})"
        " OR EXISTS (SELECT FROM segue.former AS f WHERE f.load = {load} AND f.key = {key}))"
    ).format(load=sql.Literal(load), key=key)


def repeated(arrival: PartArrival) -> sql.Composable:
    """That a staged row s has the key of a row which this run has brought or changed already.

    Two rows of one part that are both missing in the target are told by its primary key.
    """
    is_known = noted(arrival.load, arrived_key(arrival.keys))
    if not arrival.updates:
        return is_known
    names = sql.SQL(", ").join(sql.Identifier(column.name) for column in arrival.keys)
    return sql.SQL(
        "({known} OR s.ctid NOT IN (SELECT min(ctid) FROM {staged} GROUP BY {names}))"
    ).format(known=is_known, staged=STAGED, names=names)


def first_repeated(arrival: PartArrival) -> sql.Composed:
    """One key with which several source rows came in, if there is any."""
    return sql.SQL("SELECT {} FROM {} AS s WHERE {} LIMIT 1").format(
        arrived_key(arrival.keys), STAGED, repeated(arrival)
    )


def delete_arrived(table: Table, load: int) -> sql.Composed:
    """Delete the rows that a load inserted, and no others."""
    return sql.SQL(
        "DELETE FROM {table} AS t USING segue.arrival AS a WHERE a.load = {load} AND a.key = {key}"
    ).format(table=table.only, load=sql.Literal(load), key=key_text(key_columns(table)))


def put_back_former(table: Table, load: int, *, untouched: bool = False) -> sql.Composed | None:
    """Give the rows that a load changed the values they had; None where there is only a key.

    `untouched`: only those that nobody has written to since.
    """
    values = former_values(table, sql.SQL("f.row"))
    if values is None:
        return None
    return sql.SQL(
        "UPDATE {table} AS t SET {values} FROM (SELECT f.key, f.row::pg_catalog.jsonb AS row,"
        " f.xmin AS written FROM segue.former AS f WHERE f.load = {load}) AS f"
        " WHERE f.key = {key}{still}"
    ).format(
        table=table.only,
        values=values,
        load=sql.Literal(load),
        key=key_text(key_columns(table)),
        still=sql.SQL(" AND t.xmin = f.written" if untouched else ""),
    )


def count_touched(table: Table, load: int) -> sql.Composed:
    """How many rows that a load changed were written to since: by another transaction than its."""
    return sql.SQL(
        "SELECT count(*) FROM {table} AS t JOIN segue.former AS f ON f.key = {key}"
        " WHERE f.load = {load} AND t.xmin <> f.xmin"
    ).format(table=table.only, load=sql.Literal(load), key=key_text(key_columns(table)))


def former_values(table: Table, row: sql.Composable) -> sql.Composable | None:
    """What an update sets to give the rows `t` the values that were kept; None for a key alone."""
    columns = _changeable(table, table.columns)
    each = (
        sql.SQL("{} = {}").format(sql.Identifier(c.name), kept_or(c, row, of("t", c.name)))
        for c in columns
    )
    return sql.SQL(", ").join(each) if columns else None


def _insert(transfer: Transfer) -> sql.Composed:
    """`INSERT INTO ... SELECT ... FROM staged`, without a condition."""
    return sql.SQL(
        "INSERT INTO {target} ({columns}) OVERRIDING SYSTEM VALUE"
        " SELECT {values} FROM {staged} AS s"
    ).format(
        target=transfer.target.name.identifier,
        columns=sql.SQL(", ").join(target_columns(transfer)),
        values=sql.SQL(", ").join(
            arriving(feed.column, text=feed.column.name in transfer.computed)
            for feed in transfer.feeds
        ),
        staged=STAGED,
    )


def _differ(transfer: Transfer) -> sql.Composable:
    columns = _beside_key(transfer)
    mine = row_bytes([(column, of("t", column.name)) for column in columns])
    computed = transfer.computed
    theirs = row_bytes([(c, arrived(c, text=c.name in computed)) for c in columns])
    return sql.SQL("{} <> {}").format(mine, theirs)


def _beside_key(transfer: Transfer) -> tuple[Column, ...]:
    return _changeable(transfer.target, [feed.column for feed in transfer.feeds])


def _changeable(table: Table, columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns that an update can change."""
    keys = table.primary_key
    return tuple(c for c in columns if c.name not in keys and c.identity != "a" and not c.generated)
