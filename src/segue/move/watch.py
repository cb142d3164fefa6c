"""What a person should know while work lasts: who keeps it waiting, and what it keeps waiting."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing, nullcontext, suppress

import psycopg

from segue.database.activity import (
    LockWait,
    archiving_fails,
    lock_waits,
    snapshot_held,
    standby_waits,
)
from segue.database.allowance import allowance
from segue.database.session import Connection, told_when_slow
from segue.errors import SegueError
from segue.events import Event, Note, Reporter
from segue.wording import count

INTERVAL = 2.0
"""Seconds between two looks; work that ends before the first one has no session for them."""

SILENCE = 2.5
"""Seconds for which an answer may be waited for without a word."""

MANY = 1_000_000
"""Transactions that were written on the source since the snapshot; below, nobody has to care."""

Opener = Callable[[], Connection]


class Watch:
    """Looks on threads and sessions of its own while its block runs.

    A snapshot that stands for long holds back vacuum: rows that were changed or deleted since stay
    on the source's disk until it ends. That is worth a word where many were.

    Somebody who waits to alter a table of the source blocks every lane that comes to read it, and
    waits itself for the move to end: nobody but a person can untie that.

    A side that does not answer is told too: nothing else shows that a line stands still.
    """

    def __init__(self, sides: Sequence[tuple[str, Opener]], reporter: Reporter) -> None:
        self._reporter = reporter
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._look, args=side, name="watch", daemon=True)
            for side in sides
        ]

    def __enter__(self) -> Watch:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(INTERVAL)  # one that still tries to connect is let go

    def _look(self, side: str, opener: Opener) -> None:
        watched = _Side(side, self._reporter)
        while not self._over.wait(INTERVAL):
            # A database that cannot be reached, or is not there yet, is the move's own to tell.
            with suppress(psycopg.Error, SegueError), closing(opener()) as connection:
                while not self._over.is_set():
                    watched.look(connection)
                    self._over.wait(INTERVAL)


def watching(
    connection: Connection, side: str, opener: Opener, reporter: Reporter, sessions: int = 2
) -> AbstractContextManager[object]:
    """A watch beside a command that needs so many sessions, where the side has room for another."""
    if allowance(connection, sessions + 1).sessions <= sessions:
        return nullcontext()
    return Watch(((side, opener),), reporter)


class _Side:
    """One side of a move, and what was told of it, each once."""

    def __init__(self, side: str, reporter: Reporter) -> None:
        self._side = side
        self._reporter = reporter
        self._told: set[str | int] = set()
        self._questions: tuple[Callable[[str, Connection], str | None], ...] = (
            (_of_standby, _of_snapshot) if side == "source" else (_of_standby, _of_archiving)
        )

    def look(self, connection: Connection) -> None:
        """Ask the server, and tell what is new."""
        with told_when_slow(self, _SILENT.format(side=self._side), SILENCE):
            for wait in lock_waits(connection):
                self._tell(wait.pid, _of_lock(self._side, wait))
            for question in self._questions:
                self._tell(question.__name__, question(self._side, connection))

    def _tell(self, what: str | int, words: str | None) -> None:
        if words is not None and what not in self._told:
            self._told.add(what)
            self._reporter.report(Note(words, "warning"))

    def report(self, event: Event) -> None:
        """Hear that an answer is waited for."""
        if "silence" not in self._told:
            self._told.add("silence")
            self._reporter.report(event)


_SILENT = (
    f"the {{side}} has not answered for {SILENCE} s: the line to it, or the server, is slow or"
    " stands still. One that is dead is noticed within about a minute."
)


def _of_lock(side: str, wait: LockWait) -> str:
    return (
        f"{wait.waiting} waits on the {side} for a lock of {wait.holder};"
        f" to end that session: SELECT pg_terminate_backend({wait.pid});"
    )


def _of_standby(side: str, connection: Connection) -> str | None:
    seconds = standby_waits(connection)
    if seconds < INTERVAL:
        return None
    return (
        f"a commit on the {side} has waited {seconds:.0f} s for a synchronous standby: see"
        " synchronous_standby_names and pg_stat_replication there. Until the standby is"
        " back, ALTER SYSTEM SET synchronous_standby_names = '' and SELECT"
        " pg_reload_conf() let the work go on."
    )


def _of_snapshot(side: str, connection: Connection) -> str | None:
    age = snapshot_held(connection)
    if age is None or age.transactions < MANY:
        return None
    return (
        f"the snapshot on the {side} has stood for {age.seconds / 60:.0f} min."
        f" Vacuum cannot remove what {count(age.transactions)} transactions left behind since"
        f" then, until the move ends. Watch the {side}'s disk."
    )


def _of_archiving(side: str, connection: Connection) -> str | None:
    tries = archiving_fails(connection)
    if not tries:
        return None
    return (
        f"the {side} cannot archive its WAL ({count(tries)} tries failed). Until that is"
        " mended, all that the move writes stays in pg_wal, and may fill the disk. See"
        " archive_command and the server's log."
    )
