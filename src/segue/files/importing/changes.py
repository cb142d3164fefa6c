"""What an update would change, cell by cell: counted by column, with examples."""

from __future__ import annotations

from dataclasses import dataclass

from psycopg import sql

from segue.database.session import Connection
from segue.files.importing.load import FileLoad, read
from segue.files.importing.same_rows import differs, same_row

EXAMPLES = 6
"""Cells shown of a file, at most two of a column where there are several."""

SHOWN = 60
"""Characters of a value that an example shows."""


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A value before and after."""

    line: int
    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """The cells of rows that exist in which the file has another value."""

    cells: tuple[tuple[str, int], ...] = ()
    """Columns with how many cells each, those with the most first."""
    examples: tuple[ChangedCell, ...] = ()


def changed_cells(connection: Connection, load: FileLoad) -> Changes:
    """The changes of all rows that are known and differ, looked at before they are written."""
    if not load.updated:
        return Changes()
    rows = connection.execute(_statement(load)).fetchall()
    counts = {column: count for column, count, *_ in rows}
    examples = sorted((ChangedCell(*cell) for _, _, *cell in rows), key=lambda cell: cell.line)
    return Changes(tuple(counts.items()), tuple(examples[:EXAMPLES]))


def _statement(load: FileLoad) -> sql.Composed:
    """Of each changed column its count, and the first two cells before and after."""
    cells = sql.SQL(", ").join(
        sql.SQL("({}, {}, {}, {})").format(
            sql.Literal(feed.column.name),
            differs(feed, load),
            _display(sql.SQL("t.{}").format(sql.Identifier(feed.column.name))),
            _display(sql.SQL("r.{}").format(read(feed))),
        )
        for feed in load.updated
    )
    return sql.SQL(
        "SELECT name, count, line, name, before, after FROM (SELECT c.name, r.line, c.before,"
        " c.after, count(*) OVER (PARTITION BY c.name) AS count,"
        " row_number() OVER (PARTITION BY c.name ORDER BY r.line) AS nth"
        " FROM {known} AS k JOIN {rows} AS r ON r.line = k.line JOIN {table} AS t ON {same},"
        " LATERAL (VALUES {cells}) AS c (name, differs, before, after)"
        " WHERE k.changed AND c.differs) AS found WHERE nth <= 2 ORDER BY count DESC, name, line"
    ).format(
        known=load.known, rows=load.rows, table=load.table.only, same=same_row(load), cells=cells
    )


def _display(value: sql.Composable) -> sql.Composed:
    return sql.SQL("pg_catalog.left(({})::pg_catalog.text, {})").format(value, SHOWN)
