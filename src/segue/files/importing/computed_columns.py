"""Columns of a file that the table computes: whether it computes what the file says."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
from psycopg import sql

from segue.database.decisions import refuses_question
from segue.database.session import Connection
from segue.files.importing.columns import FileFeed
from segue.files.importing.load import FileLoad, written
from segue.files.importing.marginal_lines import NUMBER
from segue.files.importing.same_rows import as_text, comparable, hashed, same_row
from segue.files.importing.suspicious_values import ValueRemark
from segue.files.importing.values import converted, given
from segue.files.importing.writing import is_new
from segue.plan.model import ExistingRows


def other_values(
    connection: Connection, load: FileLoad, existing: ExistingRows
) -> Iterator[ValueRemark]:
    """A remark on each column whose values in the file differ from what the table computed."""
    for feed in load.layout.computed:
        rows, line = _counted(connection, load, feed, existing)
        if rows:
            text = "unlike what the database computes, which stands"
            yield ValueRemark(feed.column.name, text, rows, line)


def _counted(
    connection: Connection, load: FileLoad, feed: FileFeed, existing: ExistingRows
) -> tuple[int, int]:
    """How many values differ, and the first one's line. Where one cannot be read as the column's
    type, all are compared as the file spells them.
    """
    value = given(feed, load, sql.SQL("x.value"))
    computed = as_text(sql.SQL("t.{}").format(sql.Identifier(feed.column.name)))
    try:
        with connection.transaction():
            same = _alike(as_text(converted(value, feed)), computed)
            return _count(connection, load, feed, existing, same)
    except psycopg.Error as error:
        if not refuses_question(error):
            raise
    return _count(connection, load, feed, existing, _alike(value, computed))


def _alike(value: sql.Composable, computed: sql.Composable) -> sql.Composed:
    """Whether two texts, or the numbers that they spell, are equal."""
    return sql.SQL(
        "({0} = {1} OR CASE WHEN {0} ~ {2} AND {1} ~ {2}"
        " THEN ({0})::pg_catalog.numeric = ({1})::pg_catalog.numeric ELSE false END)"
    ).format(value, computed, sql.Literal(NUMBER))


def _count(
    connection: Connection,
    load: FileLoad,
    feed: FileFeed,
    existing: ExistingRows,
    same: sql.Composable,
) -> tuple[int, int]:
    statement = sql.SQL(
        "SELECT count(*), coalesce(min(r.line), 0) FROM {rows} AS r JOIN"
        " (SELECT line, {cell} AS value FROM {text}) AS x ON x.line = r.line WHERE x.value <> ''"
        " AND {wanted} AND EXISTS (SELECT FROM {table} AS t WHERE {row})"
        " AND NOT EXISTS (SELECT FROM {table} AS t WHERE {row} AND {same})"
    ).format(
        rows=load.rows,
        cell=written(feed),
        text=load.text,
        wanted=is_new(load) if existing is ExistingRows.KEEP else sql.SQL("true"),
        table=load.table.only,
        row=_same(load),
        same=same,
    )
    return connection.execute(statement).fetchone() or (0, 0)


def _same(load: FileLoad) -> sql.Composed:
    """Whether `t` is the row of `r`: by what rows are found again by, or else by all values."""
    if load.match:
        return same_row(load)
    ours, theirs = zip(*(comparable(feed) for feed in load.layout.feeds), strict=True)
    return sql.SQL("{} = {}").format(hashed(ours), hashed(theirs))
