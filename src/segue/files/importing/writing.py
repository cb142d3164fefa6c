"""The statements that bring `rows` into the table, for all of them or for one line."""

from __future__ import annotations

from psycopg import sql

from segue.files.importing.load import FileLoad, read
from segue.files.importing.same_rows import same_row, wanted


def is_new(load: FileLoad) -> sql.Composed:
    """Whether the table does not have `r` of `rows`."""
    return sql.SQL("NOT EXISTS (SELECT FROM {} AS k WHERE k.line = r.line)").format(load.known)


def update(load: FileLoad, line: sql.Composable | None = None) -> sql.Composed:
    if not load.updated:
        return sql.SQL("SELECT").format()
    assignments = sql.SQL(", ").join(
        sql.SQL("{} = {}").format(sql.Identifier(feed.column.name), wanted(feed, load))
        for feed in load.updated
    )
    return sql.SQL(
        "UPDATE {} AS t SET {} FROM {} AS r JOIN {} AS k ON k.line = r.line AND k.changed WHERE {}"
    ).format(load.table.only, assignments, load.rows, load.known, _only(same_row(load), line))


def insert(load: FileLoad, line: sql.Composable | None = None) -> sql.Composed:
    feeds, filled = load.layout.feeds, load.filled
    columns = [feed.column for feed in feeds] + [one.column for one in filled]
    values = [sql.SQL("r.{}").format(read(feed)) for feed in feeds]
    # Keys that a sequence gives follow the file's order.
    order = sql.SQL("" if load.feeds_key else " ORDER BY r.line")
    return sql.SQL(
        "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {} AS r WHERE {}{}"
    ).format(
        load.table.name.identifier,
        sql.SQL(", ").join(sql.Identifier(column.name) for column in columns),
        sql.SQL(", ").join([*values, *(one.value for one in filled)]),
        load.rows,
        _only(is_new(load), line),
        order,
    )


def _only(condition: sql.Composable, line: sql.Composable | None) -> sql.Composable:
    if line is None:
        return condition
    return sql.SQL("{} AND r.line = {}").format(condition, line)
