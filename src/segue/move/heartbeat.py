"""The sign of life of a run: every other second it tells the journal how far things are.

It also hears `segue stop`, and notices when the mover's lock is lost.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import psycopg

from segue.database.journal import Journal
from segue.database.lock import require_holder
from segue.database.session import Connection
from segue.errors import LockLost, SegueError
from segue.workers import StopSignal

INTERVAL = 2.0
"""Seconds between two signs of life; `status` takes silence of 30 for death."""

PATIENCE = 5.0
"""Seconds in which the last one is waited for: a session that is not to be had is let go."""

LOCK_LOST = "the session that holds the target for this mover ended"
STOPPED_BY_REQUEST = "`segue stop` asked for it"


class Heartbeat:
    """Beats on a connection and thread of its own while its block runs."""

    def __init__(
        self,
        open_target: Callable[[], AbstractContextManager[Connection]],
        journal: Journal,
        holder: int,
        done: Callable[[], int],
        stop: StopSignal,
        interrupt: Callable[[], None],
    ) -> None:
        """`holder` is the server's process that holds the target for this mover; `interrupt` ends
        what the mover waits for when somebody asks it to stop.
        """
        self._open_target = open_target
        self._journal = journal
        self._holder = holder
        self._done = done
        self._stop = stop
        self._interrupt = interrupt
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._live, name="heartbeat", daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(PATIENCE)

    def _live(self) -> None:
        while not self._over.is_set():
            try:
                self._beat_while_connected()
            except LockLost:
                self._end(LOCK_LOST)
            except (psycopg.Error, SegueError):
                pass  # a broken line is the lanes' to judge; the next beat tries again
            self._over.wait(INTERVAL)

    def _beat_while_connected(self) -> None:
        with self._open_target() as connection:
            journal = self._journal.over(connection)
            while not self._over.wait(INTERVAL):
                if journal.heartbeat(self._done()):
                    self._end(STOPPED_BY_REQUEST)
                require_holder(connection, self._holder)
            journal.heartbeat(self._done())

    def _end(self, reason: str) -> None:
        self._stop.set(reason)
        self._interrupt()
