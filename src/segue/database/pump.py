"""The pump: bytes from one COPY to the other, the one hand-tuned place.

`psycopg`'s own `Cursor.copy` spends most of its time on generality; this loop over the documented
low level `psycopg.pq` gathers rows into chunks and never looks into them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from psycopg import pq

from segue.database.line import Check, Line, PGconn

CHUNK = 128 * 1024
"""Bytes gathered before they are handed on: larger chunks measured no faster."""


@dataclass(frozen=True, slots=True)
class Pumped:
    """What went through."""

    rows: int
    """As the target counted them."""
    bytes: int


class Pump:
    """Streams the result of a COPY TO on one connection into a COPY FROM on another.

    Both connections must be idle or in a transaction, and belong to the pump while it runs. After
    an exception both are in an undefined state: close them. Raises `psycopg.Error` with the
    server's own words; `failed_side` then says whose.
    """

    def __init__(self, source: PGconn, target: PGconn, check: Check) -> None:
        self._source = Line(source, check)
        self._target = Line(target, check)
        self._check = check
        self.failed_side = "source"

    def run(self, copy_out: bytes, copy_in: bytes, progress: Callable[[int], None]) -> Pumped:
        """Run both statements, stream until the source has no more, tell `progress` the bytes."""
        self.failed_side = "target"
        self._target.begin(copy_in, pq.ExecStatus.COPY_IN)
        self.failed_side = "source"
        self._source.begin(copy_out, pq.ExecStatus.COPY_OUT)
        total = self._stream(progress)
        self._source.end()
        self.failed_side = "target"
        return Pumped(self._end(), total)

    def _stream(self, progress: Callable[[int], None]) -> int:
        receive = self._source.connection.get_copy_data
        chunks: list[bytes | memoryview] = []
        size = total = 0
        while True:
            count, data = receive(1)
            if count > 0:
                chunks.append(data)
                size += count
                if size < CHUNK:
                    continue
            elif count == 0:
                self._source.wait()
                continue
            if size:
                self._send(b"".join(chunks))
                total += size
                progress(size)
                chunks.clear()
                size = 0
            if count < 0:
                return total

    def _send(self, data: bytes) -> None:
        """Hand a chunk to the target and see it off, so that nothing piles up in memory."""
        self.failed_side = "target"
        target = self._target.connection
        while not target.put_copy_data(data):
            self._target.drain()
        while target.flush():
            self._target.drain()
        self._check()
        self.failed_side = "source"

    def _end(self) -> int:
        target = self._target.connection
        while not target.put_copy_end():
            self._target.drain()
        while target.flush():
            self._target.drain()
        return self._target.end()
