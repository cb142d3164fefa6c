"""Lanes rest while the source is busy with others."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import closing

import psycopg

from segue.database.activity import ServerLoad, others_busy
from segue.database.session import Connection
from segue.errors import SegueError
from segue.events import Note, Reporter
from segue.move.copying.pace import Pace

INTERVAL = 2.0
"""Seconds between two looks."""


class SourceLoad:
    """Looks at the source on a thread and session of its own while its block runs.

    While more sessions of others are busy there than `most`, the paces are held. Without a limit
    it looks at nothing.
    """

    def __init__(
        self,
        open_source: Callable[[], Connection],
        most: int | None,
        paces: Sequence[Pace],
        reporter: Reporter,
    ) -> None:
        self._open_source = open_source
        self._most = most
        self._paces = paces
        self._reporter = reporter
        self._blind = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="source load", daemon=True)

    def __enter__(self) -> SourceLoad:
        if self._most is not None:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """Nobody is held from now on."""
        self._over.set()
        if self._most is not None:
            self._thread.join(INTERVAL)  # one that still tries to connect is let go
        self._hold(None)

    def _hold(self, waits: str | None) -> None:
        for pace in self._paces:
            pace.waits = waits

    def _look(self) -> None:
        while not self._over.is_set():
            try:
                self._look_while_connected()
            except (psycopg.Error, SegueError) as error:
                self._hold(None)  # where nobody can look, nobody would wake the lanes
                self._tell_blind(error)
            self._over.wait(INTERVAL)

    def _look_while_connected(self) -> None:
        with closing(self._open_source()) as connection:
            while not self._over.is_set():
                self._heed(others_busy(connection))
                self._over.wait(INTERVAL)

    def _tell_blind(self, error: Exception) -> None:
        if not self._blind:
            self._blind = True
            sentence = (
                f"How busy the source is cannot be seen, so lanes go on: {str(error).strip()}"
            )
            self._reporter.report(Note(sentence, "warning"))

    def _heed(self, busy: ServerLoad) -> None:
        assert self._most is not None
        rested = any(pace.waits is not None for pace in self._paces)
        if busy.count <= self._most or self._over.is_set():
            self._hold(None)
            if rested:
                self._reporter.report(Note("The source is free again: lanes go on.", "detail"))
            return
        waits = f"waits for the source: {busy}, at most {self._most}"
        self._hold(waits)
        if not rested:
            self._reporter.report(Note(waits))
