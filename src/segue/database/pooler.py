"""Is a pooler in between that lends server processes for one transaction at a time?

Such a pooler breaks snapshots, locks and session settings. One in session mode is as good as the
server itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import psycopg

from segue.database.session import Connection

PROBES = 8
"""Transactions that are asked for their server process, should the pooler take turns."""


def pooler_behind(connection: Connection) -> str | None:
    """How a transaction-mode pooler showed itself, or None where each session has its own process.

    A pooler makes up the process id that a session is told at its start, so a session that was told
    the truth costs one query. Else two more sessions are opened and look whether they share.
    """
    if _process(connection) == connection.info.backend_pid:
        return None
    try:
        shared = _shared_process(connection)
    except psycopg.Error as error:
        return f"what answers is no server process, and it refused a session: {str(error).strip()}"
    return f"two sessions were given the same server process {shared}" if shared else None


def _shared_process(connection: Connection) -> int | None:
    """A server process that two sessions used, or None. Needs one free connection at a time."""
    with _two_more(connection) as (one, other):
        first = _process(one)
        other.execute("BEGIN")
        if _process(other) == first:
            return first
        other.execute("ROLLBACK")
        changed = {_process(one) for _ in range(PROBES)} != {first}
        return first if changed else None


@contextmanager
def _two_more(connection: Connection) -> Iterator[tuple[Connection, Connection]]:
    info = connection.info
    with ExitStack() as stack:
        one, other = (
            stack.enter_context(
                closing(psycopg.connect(info.dsn, password=info.password, autocommit=True))
            )
            for _ in range(2)
        )
        yield one, other


def _process(connection: Connection) -> int:
    row = connection.execute("SELECT pg_catalog.pg_backend_pid()").fetchone()
    assert row is not None
    return int(row[0])
