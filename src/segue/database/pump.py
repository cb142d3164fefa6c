"""The pump: bytes from one COPY to the other, the one hand-tuned place.

`psycopg`'s own `Cursor.copy` spends most of its time on generality; this loop over the documented
low level `psycopg.pq` gathers rows into chunks and never looks into them.
"""

from __future__ import annotations

import select
from collections.abc import Callable
from dataclasses import dataclass

from psycopg import errors, pq

CHUNK = 128 * 1024
"""Bytes gathered before they are handed on: larger chunks measured no faster."""

PATIENCE = 500
"""Milliseconds of waiting for a server before looking whether somebody asked to stop."""

PGconn = pq.abc.PGconn
Check = Callable[[], None]
"""Called often and from within waits; it raises to abandon the work."""


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
        self._source = source
        self._target = target
        self._check = check
        self._from_source = _poll(source, select.POLLIN)
        self._to_target = _poll(target, select.POLLIN | select.POLLOUT)
        self._from_target = _poll(target, select.POLLIN)
        self.failed_side = "source"

    def run(self, copy_out: bytes, copy_in: bytes, progress: Callable[[int], None]) -> Pumped:
        """Run both statements, stream until the source has no more, tell `progress` the bytes."""
        self.failed_side = "target"
        self._begin(self._target, copy_in, pq.ExecStatus.COPY_IN, self._from_target)
        self.failed_side = "source"
        self._begin(self._source, copy_out, pq.ExecStatus.COPY_OUT, self._from_source)
        total = self._stream(progress)
        self._result(self._source, self._from_source)
        self.failed_side = "target"
        return Pumped(self._end(), total)

    def _begin(
        self, connection: PGconn, statement: bytes, wanted: pq.ExecStatus, readable: select.poll
    ) -> None:
        connection.nonblocking = 1
        connection.send_query(statement)
        while connection.flush():
            self._wait(readable)
        result = self._next_result(connection, readable)
        if result is None or result.status != wanted:
            raise _error(connection, result)

    def _stream(self, progress: Callable[[int], None]) -> int:
        receive = self._source.get_copy_data
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
                self._wait(self._from_source)
                self._source.consume_input()
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
        while not self._target.put_copy_data(data):
            self._drain()
        while self._target.flush():
            self._drain()
        self._check()
        self.failed_side = "source"

    def _drain(self) -> None:
        """Wait until the target takes bytes; read what it says, or it may stop taking any."""
        for _, happened in self._wait(self._to_target):
            if happened & ~select.POLLOUT:
                self._target.consume_input()

    def _end(self) -> int:
        while not self._target.put_copy_end():
            self._drain()
        while self._target.flush():
            self._drain()
        return self._result(self._target, self._from_target)

    def _result(self, connection: PGconn, readable: select.poll) -> int:
        """The rows of a finished COPY, with the connection ready for the next statement."""
        result = self._next_result(connection, readable)
        if result is None or result.status != pq.ExecStatus.COMMAND_OK:
            raise _error(connection, result)
        rows = result.command_tuples or 0
        while self._next_result(connection, readable) is not None:
            pass
        connection.nonblocking = 0
        return rows

    def _next_result(self, connection: PGconn, readable: select.poll) -> pq.abc.PGresult | None:
        while connection.is_busy():
            self._wait(readable)
            connection.consume_input()
        return connection.get_result()

    def _wait(self, poll: select.poll) -> list[tuple[int, int]]:
        """Wait for a socket, looking now and then whether to stop."""
        while True:
            happened = poll.poll(PATIENCE)
            self._check()
            if happened:
                return happened


def _poll(connection: PGconn, events: int) -> select.poll:
    poll = select.poll()
    poll.register(connection.socket, events)
    return poll


def _error(connection: PGconn, result: pq.abc.PGresult | None) -> errors.Error:
    if result is not None and result.status == pq.ExecStatus.FATAL_ERROR:
        return errors.error_from_result(result, encoding="utf-8")
    return errors.OperationalError(connection.get_error_message("utf-8"))
