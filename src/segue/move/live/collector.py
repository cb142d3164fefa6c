"""The collector: writes the keys that the slot's stream tells into the target's journal at once.

Only then does it confirm them, so the source keeps next to no WAL, even while batches stand still.
"""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime

import psycopg

from segue.database.live_journal import LiveJournal
from segue.database.names import QualifiedName
from segue.database.replication import Alive, Begin, Changed, Commit, Key, Stream, whole_xid
from segue.database.session import Connection
from segue.errors import CannotConnect, CollectorFailed
from segue.failpoints import reach
from segue.workers import StopSignal

FLUSH_KEYS = 5000
FLUSH_AFTER = 0.03
"""Keys, and seconds, after which what came is written down."""

IDLE = 1.0
AGAIN = 1.0
"""Seconds before a broken line is tried again."""

PATIENCE = 60.0
"""Seconds without a line after which the follower is told."""


class Collector:
    """Collects on a thread and sessions of its own while its block runs."""

    def __init__(
        self,
        open_stream: Callable[[], Stream],
        open_target: Callable[[], Connection],
        live: int,
        near: int,
        stop: StopSignal,
    ) -> None:
        """`near` is a transaction's number of the source, by which those of the stream are told."""
        self._open_stream = open_stream
        self._open_target = open_target
        self._live = live
        self._near = near
        self._stop = stop
        self._over = False
        self._position = 0
        self._asked = False
        self._arrived = threading.Condition()
        self._wake_read, self._wake_write = os.pipe()
        self._failure: Exception | None = None
        self._broken_since: float | None = None
        self._thread = threading.Thread(target=self._run, name="collector", daemon=True)

    def __enter__(self) -> Collector:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self._wake()
        self._thread.join()
        os.close(self._wake_read)
        os.close(self._wake_write)

    def reached(self, position: int, seconds: float) -> bool:
        """Wait until all keys before the position are in the journal, at most so long.

        Raises CollectorFailed where the stream cannot be had.
        """
        until = time.monotonic() + seconds
        with self._arrived:
            while self._position < position:
                self._asked = True
                self._wake()
                left = until - time.monotonic()
                if left <= 0:
                    return False
                self._arrived.wait(min(left, 0.05))
                self._stop.check()
                self._raise_failure()
        return True

    def _raise_failure(self) -> None:
        broken = self._broken_since
        if self._failure is None or broken is None:
            return
        if time.monotonic() - broken > PATIENCE or not _passes(self._failure):
            raise CollectorFailed(reason=str(self._failure).strip()) from self._failure

    def _wake(self) -> None:
        with suppress(OSError):
            os.write(self._wake_write, b".")

    def _run(self) -> None:
        while not self._over:
            try:
                self._collect()
            except (psycopg.Error, CannotConnect) as error:
                self._failure = error
                self._broken_since = self._broken_since or time.monotonic()
                time.sleep(AGAIN)
            except Exception as error:  # told by `reached`, wherever it comes from
                self._failure, self._broken_since = error, 0.0
                return

    def _collect(self) -> None:
        with closing(self._open_target()) as target, closing(self._open_stream()) as stream:
            journal = LiveJournal(target, self._live)
            batch = _Batch(self._near)
            self._failure = self._broken_since = None
            while not self._over:
                if self._asked:
                    self._asked = False
                    stream.confirm(self._position, ask=True)
                stream.wait(FLUSH_AFTER if batch.begun else IDLE, self._wake_read)
                self._drain_wakes()
                for message in stream.received():
                    batch.take(message)
                    if len(batch.keys) >= FLUSH_KEYS:
                        self._flush(journal, stream, batch)
                if batch.due:
                    self._flush(journal, stream, batch)

    def _drain_wakes(self) -> None:
        while select.select([self._wake_read], [], [], 0)[0]:
            os.read(self._wake_read, 4096)

    def _flush(self, journal: LiveJournal, stream: Stream, batch: _Batch) -> None:
        position = max(batch.position, self._position)
        if batch.keys:
            journal.collected(batch.keys, position)
            reach("keys-collected")
        self._near = batch.near
        stream.confirm(position)
        batch.written()
        with self._arrived:
            self._position = position
            self._arrived.notify_all()


def _passes(error: Exception) -> bool:
    """Whether it may be over in a moment: a line that broke, a slot that another still reads."""
    return isinstance(error, CannotConnect | psycopg.OperationalError | psycopg.errors.ObjectInUse)


class _Batch:
    """Keys that were received and are not written down yet."""

    def __init__(self, near: int) -> None:
        self.near = near
        self.keys: list[tuple[QualifiedName, Key | None, int, datetime]] = []
        self.position = 0
        """Up to there the stream was received, whole transactions only."""
        self._written = 0
        self._since: float | None = None
        self._begin: Begin | None = None

    @property
    def begun(self) -> bool:
        """Whether something waits to be written."""
        return bool(self.keys)

    @property
    def due(self) -> bool:
        """Whether it has waited long enough, or a position without keys can be told."""
        if not self.keys:
            return self.position > self._written
        return self._since is not None and time.monotonic() - self._since >= FLUSH_AFTER

    def take(self, message: Begin | Commit | Changed | Alive) -> None:
        """One more message of the stream."""
        if isinstance(message, Begin):
            self._begin, self.near = message, whole_xid(message.xid, self.near)
        elif isinstance(message, Commit):
            self._begin = None
            self.position = max(self.position, message.end)
        elif isinstance(message, Alive):
            if self._begin is None:
                self.position = max(self.position, message.end)
        elif self._begin is not None:
            self._since = self._since or time.monotonic()
            self.keys.append((message.table, message.key, self.near, self._begin.committed))

    def written(self) -> None:
        """All of it is in the journal."""
        self.keys = []
        self._since, self._written = None, self.position
