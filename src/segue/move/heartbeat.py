"""The sign of life of a run: every other second it tells the journal how far things are.

It also hears `segue stop`, notices when the mover's lock is lost, and names who blocks a lock.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

import psycopg

from segue.database.journal import Journal, is_locked
from segue.database.queries import query
from segue.database.session import Connection
from segue.errors import SegueError
from segue.events import Note, Reporter
from segue.workers import StopSignal

INTERVAL = 2.0
"""Seconds between two signs of life; `status` takes silence of 30 for death."""

LOCK_LOST = "the session that holds the target for this mover ended"
STOPPED_BY_REQUEST = "`segue stop` asked for it"


class Heartbeat:
    """Beats on a connection and thread of its own while its block runs."""

    def __init__(
        self,
        open_target: Callable[[], Connection],
        run: int,
        done: Callable[[], int],
        reporter: Reporter,
        stop: StopSignal,
        interrupt: Callable[[], None],
    ) -> None:
        """`interrupt` ends what the mover waits for when somebody asks it to stop."""
        self._open_target = open_target
        self._run = run
        self._done = done
        self._reporter = reporter
        self._stop = stop
        self._interrupt = interrupt
        self._over = threading.Event()
        self._told: set[int] = set()
        self._thread = threading.Thread(target=self._live, name="heartbeat", daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _live(self) -> None:
        while not self._over.is_set():
            # A broken line is the lanes' to judge; the heart tries again with the next beat.
            with suppress(psycopg.Error, SegueError):
                self._beat_while_connected()
            self._over.wait(INTERVAL)

    def _beat_while_connected(self) -> None:
        connection = self._open_target()
        try:
            journal = Journal(connection, self._run)
            while not self._over.wait(INTERVAL):
                if journal.heartbeat(self._done()):
                    self._end(STOPPED_BY_REQUEST)
                if not is_locked(connection):
                    self._end(LOCK_LOST)
                self._name_blockers(connection)
            journal.heartbeat(self._done())
        finally:
            connection.close()

    def _end(self, reason: str) -> None:
        self._stop.set(reason)
        self._interrupt()

    def _name_blockers(self, connection: Connection) -> None:
        for waiting, pid, user, application, statement in connection.execute(
            query("lock_waits"), {}
        ):
            if pid in self._told:
                continue
            self._told.add(pid)
            who = f"session {pid} of {user} ({application or 'no application name'}): {statement}"
            self._reporter.report(
                Note(f"{waiting} waits for a lock that another session holds: {who}", "warning")
            )
