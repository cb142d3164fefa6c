"""Several statements in one round trip: over a slow line each trip costs as much as all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from psycopg import ClientCursor, sql
from psycopg.rows import RowFactory, tuple_row

from segue.database.session import Connection, is_idle

Statement = bytes | sql.Composable
Rows = list[list[Any]]
"""The rows of each statement; none where it gives none."""


def read_in_one_turn(
    connection: Connection, *statements: Statement, facts: dict[str, object] | None = None
) -> Rows:
    """The rows of each statement; all are sent together, and what they set and lock is undone.

    They run in a savepoint of the open transaction, or in a REPEATABLE READ, READ ONLY one of their
    own. Raises what the server says, with the session as it was before.
    """
    with reading(connection) as turns:
        return turns.rows(statements, facts, last=True)


@contextmanager
def reading(connection: Connection, *settings: Statement) -> Iterator[PipelinedTransaction]:
    """The same over several turns that see one moment; `settings` hold until the block ends."""
    several = PipelinedTransaction(connection, settings)
    try:
        yield several
    finally:
        several.end()


class PipelinedTransaction:
    """A transaction, or a savepoint in an open one, that begins with its first statements."""

    def __init__(self, connection: Connection, settings: Sequence[Statement] = ()) -> None:
        self._connection = connection
        self._alone = is_idle(connection)
        self._undo: tuple[Statement, ...] = (b"ROLLBACK",)
        first = b"BEGIN" if connection.autocommit else b"SET TRANSACTION"  # psycopg begins it then
        first += b" ISOLATION LEVEL REPEATABLE READ READ ONLY"
        if not self._alone:
            first = b"SAVEPOINT segue_turn"
            self._undo = b"ROLLBACK TO SAVEPOINT segue_turn", b"RELEASE SAVEPOINT segue_turn"
        self._before: list[Statement] = [first, *settings]
        self._over = False

    def rows(
        self,
        statements: Sequence[Statement],
        facts: dict[str, object] | None = None,
        form: RowFactory[Any] = tuple_row,
        *,
        last: bool = False,
    ) -> Rows:
        """Send them in one turn. `facts` fill their placeholders; without, `%` is itself.

        With the `last` ones all is undone.
        """
        before, self._before = self._before, []
        after = self._undo if last else ()
        cursor = ClientCursor(self._connection, row_factory=form)
        cursor.execute(self._script([*before, *statements, *after]), facts)
        self._over = last
        results = [cursor.fetchall() if cursor.description else []]
        while cursor.nextset():
            results.append(cursor.fetchall() if cursor.description else [])
        return results[len(before) :][: len(statements)]

    def end(self) -> None:
        """Undo what has begun, unless the line is gone."""
        over = self._over or (is_idle(self._connection) if self._alone else bool(self._before))
        if not over and not self._connection.closed:
            self._connection.execute(self._script(self._undo))

    def _script(self, statements: Sequence[Statement]) -> bytes:
        return b";\n".join(
            each if isinstance(each, bytes) else each.as_bytes(self._connection)
            for each in statements
        )
