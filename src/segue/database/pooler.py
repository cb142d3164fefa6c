"""Is a pooler in between, does it lend server processes by the transaction, and how many sessions?

One that lends by the transaction breaks snapshots, locks and session settings. One in session mode
is as good as the server itself, as long as it lends enough sessions.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import combinations
from typing import Any

import psycopg

Connection = psycopg.Connection[tuple[Any, ...]]

PROBES = 8
"""Transactions that are asked for their server process, should the pooler take turns."""

PATIENCE = 3.0
"""Seconds after which a session that has not answered is taken for one that the pool lacks."""

LONGEST = 10.0
"""The same, where a busy machine that answers late would be taken for a pool by the session."""


def is_pooled(connection: Connection) -> bool:
    """Whether something in between made up the process id that the session was told."""
    return _process(connection) != connection.info.backend_pid


def lends_by_transaction(connection: Connection) -> str | None:
    """How a pooler showed that it lends by the transaction; None for one that lends by the session.

    This session and two more take turns and look whether they share or change their process. A
    pool that has none left for them keeps sessions apart. That is asked once for each address:
    such a pool lets us wait.
    """
    address = _address(connection)
    if address in _BY_SESSION:
        return None
    with _try_sessions(connection, 2, LONGEST) as further:
        turns = [[_process(each) for each in (connection, *further)] for _ in range(PROBES)]
    processes = [set(each) for each in zip(*turns, strict=True)]
    for one, other in combinations(processes, 2):
        if shared := one & other:
            return f"two sessions were given the same server process {min(shared)}"
    for each in processes:
        if len(each) > 1:
            return f"one session was given the server processes {min(each)} and {max(each)}"
    _BY_SESSION.add(address)
    return None


_BY_SESSION: set[tuple[str, int, str, str]] = set()
"""Addresses at which a pooler lends by the session."""


def _address(connection: Connection) -> tuple[str, int, str, str]:
    info = connection.info
    return info.host, info.port, info.dbname, info.user


def lent_sessions(connection: Connection, amount: int) -> int:
    """How many more sessions the pooler lends at once, of as many as are wanted."""
    with _try_sessions(connection, amount, PATIENCE) as sessions:
        return len(sessions)


@contextmanager
def _try_sessions(
    connection: Connection, count: int, patience: float
) -> Iterator[tuple[Connection, ...]]:
    """Those of so many further sessions that answered in time, open until the block ends."""
    trial = _Trial(connection)
    threads = [threading.Thread(target=trial.open_one, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + patience
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    try:
        yield trial.answered()
    finally:
        trial.end()


class _Trial:
    """Sessions that are opened for a moment, each on a thread of its own, as any may wait."""

    def __init__(self, connection: Connection) -> None:
        self._address, self._password = connection.info.dsn, connection.info.password
        self._lock = threading.Lock()
        self._over = False
        self._waiting: list[Connection] = []
        self._answered: list[Connection] = []

    def open_one(self) -> None:
        """Open a session and wait for its first answer."""
        with suppress(psycopg.Error):
            session = psycopg.connect(
                self._address, password=self._password, autocommit=True, prepare_threshold=None
            )
            with self._lock:
                self._waiting.append(session)
                if self._over:
                    _hang_up(session)
            try:
                _process(session)
            except psycopg.Error:
                session.close()
                raise
            with self._lock:
                self._answered.append(session)
                if self._over:
                    session.close()

    def answered(self) -> tuple[Connection, ...]:
        with self._lock:
            return tuple(self._answered)

    def end(self) -> None:
        """Close what answered, and end what still waits."""
        with self._lock:
            self._over = True
            for session in self._answered:
                session.close()
            for session in self._waiting:
                if session not in self._answered:
                    _hang_up(session)


def _hang_up(session: Connection) -> None:
    """End the line below a session that another thread waits for."""
    with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(session.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)


def _process(connection: Connection) -> int:
    # Never prepared: the process that answers next may not know the statement.
    row = connection.execute("SELECT pg_catalog.pg_backend_pid()", prepare=False).fetchone()
    assert row is not None
    return int(row[0])
