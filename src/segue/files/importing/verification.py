"""Proof that the rows of the file are in the table, read back and compared by the server."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg import sql

from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.files.importing.load import FileLoad
from segue.files.importing.same_rows import comparable, differs, hashed, same_row
from segue.loading.constraint_violations import any_of
from segue.plan.model import ExistingRows


def read_back(
    connection: Connection, loads: Sequence[FileLoad], existing: ExistingRows
) -> list[tuple[int, int]]:
    """Of each file the rows that are not in the table as it has them, and those rejected."""
    counts = [
        sql.SQL("({}), (SELECT count(DISTINCT line) FROM {})").format(
            _by_key(load, existing) if load.match else _by_values(load), load.wrong
        )
        for load in loads
    ]
    row = connection.execute(sql.SQL("SELECT {}").format(sql.SQL(", ").join(counts))).fetchone()
    assert row is not None
    return [(int(missing), rejected) for missing, rejected in zip(row[::2], row[1::2], strict=True)]


def rules_of(connection: Connection, table: QualifiedName) -> list[str]:
    """The names of the table's rules for rows that are inserted or updated."""
    rows = connection.execute(
        "SELECT rulename FROM pg_catalog.pg_rewrite WHERE ev_class = %s::pg_catalog.regclass"
        " AND ev_type IN ('2', '3') ORDER BY 1",
        (table.identifier.as_string(connection),),
    ).fetchall()
    return [name for (name,) in rows]


def _by_key(load: FileLoad, existing: ExistingRows) -> sql.Composed:
    """Rows whose counterpart is not found or differs; those kept as they were are left out."""
    is_new = sql.SQL("NOT EXISTS (SELECT FROM {} AS k WHERE k.line = r.line)").format(load.known)
    condition = is_new if existing is ExistingRows.KEEP else sql.SQL("true")
    return sql.SQL(
        "SELECT count(*) FROM {} AS r LEFT JOIN {} AS t ON {}"
        " WHERE {} AND (t.tableoid IS NULL OR {})"
    ).format(
        load.rows,
        load.table.only,
        same_row(load),
        condition,
        any_of(differs(feed, load) for feed in load.updated),
    )


def _by_values(load: FileLoad) -> sql.Composed:
    """Rows that the table has fewer times than the file, compared by all their values."""
    ours = [comparable(feed)[0] for feed in load.layout.feeds]
    theirs = [comparable(feed)[1] for feed in load.layout.feeds]
    return sql.SQL(
        "SELECT coalesce(sum(greatest(f.rows - coalesce(h.rows, 0), 0)), 0) FROM"
        " (SELECT {} AS hash, count(*) AS rows FROM {} AS r GROUP BY 1) AS f LEFT JOIN"
        " (SELECT {} AS hash, count(*) AS rows FROM {} AS t GROUP BY 1) AS h USING (hash)"
    ).format(
        hashed(theirs),
        load.rows,
        hashed(ours),
        load.table.only,
    )
