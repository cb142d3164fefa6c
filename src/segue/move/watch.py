"""What a person should know while a move lasts: who keeps it waiting, and what it keeps waiting."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import closing, suppress

import psycopg

from segue.database.activity import LockWait, lock_waits, snapshot_held, standby_waits
from segue.database.session import Connection
from segue.errors import SegueError
from segue.events import Note, Reporter
from segue.wording import count

INTERVAL = 2.0
"""Seconds between two looks; a move that ends before the first one has no session for them."""

MANY = 1_000_000
"""Transactions that were written on the source since the snapshot; below, nobody has to care."""

Opener = Callable[[], Connection]


class Watch:
    """Looks on threads and sessions of its own while its block runs.

    A snapshot that stands for long holds back vacuum: rows that were changed or deleted since stay
    on the source's disk until it ends. That is worth a word where many were.

    Somebody who waits to alter a table of the source blocks every lane that comes to read it, and
    waits itself for the move to end: nobody but a person can untie that.
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
        told: set[int] = set()
        mine, standby = side == "source", False
        while not self._over.wait(INTERVAL):
            # A database that cannot be reached, or is not there yet, is the move's own to tell.
            with suppress(psycopg.Error, SegueError), closing(opener()) as connection:
                while not self._over.is_set():
                    self._tell(side, lock_waits(connection), told)
                    standby = standby or self._told_of_standby(side, connection)
                    mine = mine and not self._told_of_snapshot(connection)
                    self._over.wait(INTERVAL)

    def _tell(self, side: str, waits: Sequence[LockWait], told: set[int]) -> None:
        for wait in waits:
            if wait.pid not in told:
                told.add(wait.pid)
                self._reporter.report(
                    Note(
                        f"{wait.waiting} waits on the {side} for a lock of {wait.holder};"
                        f" to end that session: SELECT pg_terminate_backend({wait.pid});",
                        "warning",
                    )
                )

    def _told_of_standby(self, side: str, connection: Connection) -> bool:
        seconds = standby_waits(connection)
        if seconds < INTERVAL:
            return False
        self._reporter.report(
            Note(
                f"a commit on the {side} has waited {seconds:.0f} s for a synchronous standby: see"
                " synchronous_standby_names and pg_stat_replication there. Until the standby is"
                " back, ALTER SYSTEM SET synchronous_standby_names = '' and SELECT"
                " pg_reload_conf() let the move go on.",
                "warning",
            )
        )
        return True

    def _told_of_snapshot(self, source: Connection) -> bool:
        held = snapshot_held(source)
        if held is None or held.transactions < MANY:
            return False
        self._reporter.report(
            Note(
                f"the snapshot on the source has stood for {held.seconds / 60:.0f} min, and"
                f" {count(held.transactions)} transactions were written since: vacuum cannot remove"
                " the rows that they left behind until the move ends. Watch the source's disk.",
                "warning",
            )
        )
        return True
