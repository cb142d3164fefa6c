"""Rows of the source in temporary tables of the target, whose server joins and judges them.

Nothing stays in the target, and both sessions are ready for their next statement afterwards,
whatever breaks off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from psycopg import sql

from segue.database.copy_protocol import leave_copy
from segue.database.pump import Pump
from segue.database.session import Connection


@contextmanager
def temporary_rows(
    source: Connection, target: Connection, check: Callable[[], None] = lambda: None
) -> Iterator[TemporaryRows]:
    """A transaction of the target, which must be outside of one, that is undone at the end.

    `source` sees the moment that counts. `check` is called now and then and may raise.
    """
    target.execute("BEGIN READ WRITE")
    try:
        yield TemporaryRows(source, target, check)
    finally:
        if not target.closed:
            target.execute("ROLLBACK")


@dataclass(frozen=True, slots=True)
class TemporaryRows:
    """Makes temporary tables and streams into them what the source selects."""

    source: Connection
    target: Connection
    check: Callable[[], None]

    def create(self, name: str, columns: Sequence[sql.Composable]) -> sql.Identifier:
        """Make a table of these definitions; returns its name."""
        table = sql.Identifier("pg_temp", name)
        self.target.execute(
            sql.SQL("CREATE TEMPORARY TABLE {} ({}) ON COMMIT DROP").format(
                table, sql.SQL(", ").join(columns)
            )
        )
        return table

    def fill(
        self,
        table: sql.Identifier,
        columns: Sequence[sql.Identifier],
        select: sql.Composable,
        *,
        binary: bool,
    ) -> None:
        """Stream the rows that the source selects into the columns, and count what is there.

        Raises psycopg.Error where a value cannot be worked out: the source's snapshot lives on.
        """
        form = sql.SQL("binary" if binary else "text")
        out = sql.SQL("COPY ({}) TO STDOUT (FORMAT {})").format(select, form)
        into = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT {})").format(
            table, sql.SQL(", ").join(columns), form
        )
        with self.source.transaction():
            self._stream(out.as_bytes(self.source), into.as_bytes(self.target))
        self.target.execute(sql.SQL("ANALYZE {}").format(table))

    def _stream(self, out: bytes, into: bytes) -> None:
        pump = Pump(self.source.pgconn, self.target.pgconn, self.check)
        try:
            pump.run(out, into, lambda size: None)
        except BaseException:
            leave_copy(self.source.pgconn)
            leave_copy(self.target.pgconn)
            raise
