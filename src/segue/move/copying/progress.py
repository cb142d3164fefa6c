"""How far the copying is: counters that lanes write and the heartbeat reads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from segue.events import Reporter, TableProgress

REPORT_EVERY = 0.2
"""Seconds between two progress events of one table."""


@dataclass(slots=True)
class _Table:
    total: int
    finished: int = 0
    running: int = 0
    reported: float = 0.0


class CopyProgress:
    """Bytes copied, measured in the source's size of the rows so that they add up to the total."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._lock = threading.Lock()
        self._tables: dict[str, _Table] = {}
        self._kept = 0

    def expect(self, table: str, total: int) -> None:
        """The table's rows take `total` bytes in the source."""
        self._tables[table] = _Table(total)

    def keep(self, size: int) -> None:
        """So many bytes are in from an earlier try."""
        self._kept += size

    @property
    def done(self) -> int:
        """Bytes copied so far, of all tables and tries."""
        with self._lock:
            return self._kept + sum(t.finished + t.running for t in self._tables.values())

    def part(self, table: str, size: int) -> PartProgress:
        """A counter for one part of `size` bytes in the source."""
        return PartProgress(size, lambda change, ended: self._shift(table, change, ended))

    def _shift(self, table: str, change: int, ended: int) -> None:
        """`change` more bytes are under way, `ended` of them are settled."""
        with self._lock:
            state = self._tables[table]
            state.running += change - ended
            state.finished += ended
            now = time.monotonic()
            if now - state.reported < REPORT_EVERY:
                return
            state.reported = now
            event = TableProgress(table, state.finished + state.running, state.total)
        self._reporter.report(event)


class PartProgress:
    """Counts one part: streamed bytes stand for source bytes, but never for more than it has."""

    def __init__(self, size: int, moved: Callable[[int, int], None]) -> None:
        self._size = size
        self._shift = moved
        self._counted = 0

    def streamed(self, count: int) -> None:
        """So many more bytes went through."""
        change = min(count, self._size - self._counted)
        self._counted += change
        self._shift(change, 0)

    def done(self) -> None:
        """The part is committed."""
        self._shift(self._size - self._counted, self._size)
        self._counted = self._size

    def undone(self) -> None:
        """The part failed and will be tried again."""
        self._shift(-self._counted, 0)
        self._counted = 0
