"""The collector: writes the keys of what changed into the target's journal at once.

They come from the stream of a slot, or from the outbox. Only then does it confirm them, so the
source keeps next to nothing, even while batches stand still.
"""

from __future__ import annotations

import os
import select
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from typing import Self

import psycopg

from segue.database.live_journal import LiveJournal
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.replication import (
    Commit,
    Keepalive,
    Key,
    RowChanged,
    Stream,
    TransactionBegin,
    whole_xid,
)
from segue.database.session import Connection
from segue.errors import CannotConnect, CollectorFailed
from segue.failpoints import reach
from segue.workers import StopSignal

FLUSH_KEYS = 5000
FLUSH_AFTER = 0.03
"""Keys, and seconds, after which what came is written down."""

SWEEP_EVERY = 0.3
"""Seconds between two looks into an outbox that nobody asks for."""

IDLE = 1.0
AGAIN = 1.0
"""Seconds before a broken line is tried again."""

PATIENCE = 60.0
"""Seconds without a line after which the follower is told."""


class CollectorThread(ABC):
    """Collects on a thread and sessions of its own while its block runs."""

    def __init__(self, live: int, stop: StopSignal) -> None:
        self._live = live
        self._stop = stop
        self._over = False
        self._arrived = threading.Condition()
        self._failure: Exception | None = None
        self._broken_since: float | None = None
        self._thread = threading.Thread(target=self._run, name="collector", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self._wake()
        self._thread.join()

    def reached(self, position: int, seconds: float) -> bool:
        """Wait until all keys before the position are in the journal, at most so long.

        Raises CollectorFailed where they cannot be had.
        """
        until = time.monotonic() + seconds
        with self._arrived:
            while not self._has(position):
                self._wake()
                left = until - time.monotonic()
                if left <= 0:
                    return False
                self._arrived.wait(min(left, 0.05))
                self._stop.check()
                self._raise_failure()
        return True

    @abstractmethod
    def _has(self, position: int) -> bool:
        """Whether it came so far; if not, it is asked to."""

    @abstractmethod
    def _wake(self) -> None:
        """End its pause."""

    @abstractmethod
    def _collect(self) -> None:
        """Collect until it is over. Raises psycopg.Error, CannotConnect."""

    def _raise_failure(self) -> None:
        broken = self._broken_since
        if self._failure is None or broken is None:
            return
        if time.monotonic() - broken > PATIENCE or not _passes(self._failure):
            raise CollectorFailed(reason=str(self._failure).strip()) from self._failure

    def _works(self) -> None:
        """What broke before is mended."""
        self._failure = self._broken_since = None

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


class Collector(CollectorThread):
    """Reads the stream of a slot."""

    def __init__(
        self,
        open_stream: Callable[[], Stream],
        open_target: Callable[[], Connection],
        live: int,
        near: int,
        stop: StopSignal,
    ) -> None:
        """`near` is a transaction's number of the source, by which those of the stream are told."""
        super().__init__(live, stop)
        self._open_stream = open_stream
        self._open_target = open_target
        self._near = near
        self._position = 0
        self._asked = False
        self._wake_read, self._wake_write = os.pipe()

    def __exit__(self, *error: object) -> None:
        super().__exit__(*error)
        os.close(self._wake_read)
        os.close(self._wake_write)

    def _has(self, position: int) -> bool:
        self._asked = self._position < position
        return not self._asked

    def _wake(self) -> None:
        with suppress(OSError):
            os.write(self._wake_write, b".")

    def _collect(self) -> None:
        with closing(self._open_target()) as target, closing(self._open_stream()) as stream:
            journal = LiveJournal(target, self._live)
            batch = _Batch(self._near)
            self._works()
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


class OutboxCollector(CollectorThread):
    """Moves what the outbox of the source holds into the target's journal, sweep by sweep.

    A sweep that begins after a snapshot was taken sees all that the snapshot sees. Rows are deleted
    by their numbers, once they are in the journal: one of a transaction that commits late, with a
    low number, is not passed over.
    """

    def __init__(
        self,
        open_source: Callable[[], Connection],
        open_target: Callable[[], Connection],
        live: int,
        stop: StopSignal,
    ) -> None:
        """Sessions of the source may write."""
        super().__init__(live, stop)
        self._open_source = open_source
        self._open_target = open_target
        self._asked = threading.Event()
        self._begun = self._done = 0
        """Sweeps."""
        self._position = self._wanted = 0
        """The newest position that is asked for, and the sweep that has it."""

    def _has(self, position: int) -> bool:
        if position > self._position:
            self._position, self._wanted = position, self._begun + 1
        return self._done >= self._wanted

    def _wake(self) -> None:
        self._asked.set()

    def _collect(self) -> None:
        with closing(self._open_target()) as target, closing(self._open_source()) as source:
            # What a batch may show is on the source's disk before that.
            source.execute("SET synchronous_commit = local")
            journal = LiveJournal(target, self._live)
            while not self._over:
                self._asked.clear()
                with self._arrived:
                    self._begun += 1
                    sweep = self._begun
                while self._some(source, journal):
                    pass
                self._works()
                with self._arrived:
                    self._done = sweep
                    self._arrived.notify_all()
                self._asked.wait(SWEEP_EVERY)

    def _some(self, source: Connection, journal: LiveJournal) -> bool:
        """Take some of the rows; whether there may be more."""
        rows = source.execute(query("outbox_some"), {"most": FLUSH_KEYS}).fetchall()
        if rows:
            keys = [
                (QualifiedName(schema, table), key and tuple(key), xid, changed)
                for _, schema, table, key, xid, changed in rows
            ]
            journal.collected(keys)
            reach("keys-collected")
            source.execute(query("outbox_done"), {"ids": [number for number, *_ in rows]})
        return len(rows) == FLUSH_KEYS


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
        self._begin: TransactionBegin | None = None

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

    def take(self, message: TransactionBegin | Commit | RowChanged | Keepalive) -> None:
        """One more message of the stream."""
        if isinstance(message, TransactionBegin):
            self._begin, self.near = message, whole_xid(message.xid, self.near)
        elif isinstance(message, Commit):
            self._begin = None
            self.position = max(self.position, message.end)
        elif isinstance(message, Keepalive):
            if self._begin is None:
                self.position = max(self.position, message.end)
        elif self._begin is not None:
            self._since = self._since or time.monotonic()
            self.keys.append((message.table, message.key, self.near, self._begin.committed))

    def written(self) -> None:
        """All of it is in the journal."""
        self.keys = []
        self._since, self._written = None, self.position
