"""The pump: bytes from one COPY to the other, the one hand-tuned place.

`psycopg`'s own `Cursor.copy` spends most of its time on generality. This one uses the documented
low level `psycopg.pq` and never looks into rows. CPU seconds for a gigabyte of 280-byte rows:

    11    Cursor.copy
    2.7   a loop over get_copy_data that gathers 128 KiB before it hands them on
    1.55  all that libpq has read taken in one go, joined and handed on, as below
    1.75  the same, gathered to 128 KiB first
    1.2   rows read and thrown away
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter

from psycopg import errors, pq

from segue.database.copy_protocol import Check, CopyConnection, PGconn

LARGEST = 1024 * 1024
"""Bytes handed on at once: a row of hundreds of megabytes is not held yet another time."""

NOTHING_YET = (0, b"")
"""What libpq answers when it has read no whole row."""

_DATA = itemgetter(1)

Progress = Callable[[int], None]
"""Hears of bytes that went through."""


@dataclass(frozen=True, slots=True)
class PumpResult:
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
        self._source = CopyConnection(source, check)
        self._target = CopyConnection(target, check)
        self._check = check
        self.failed_side = "source"
        self.done = 0

    def run(self, copy_out: bytes, copy_in: bytes, progress: Progress) -> PumpResult:
        """Run both statements, stream until the source has no more, tell `progress` the bytes."""
        (pumped,) = self.run_all([(copy_out, copy_in, progress)])
        return pumped

    def run_all(self, copies: Sequence[tuple[bytes, bytes, Progress]]) -> Iterator[PumpResult]:
        """The same for many, which cross a slow line together: one message to each server.

        Yields what went through when each is through; `done` then says how many are.
        """
        self.done, self.failed_side = 0, "target"
        self._target.begin(_script(into for _, into, _ in copies), pq.ExecStatus.COPY_IN)
        self.failed_side = "source"
        self._source.begin(_script(out for out, _, _ in copies), pq.ExecStatus.COPY_OUT)
        for _, _, progress in copies:
            last = self.done == len(copies) - 1
            total = self._stream(progress)
            self._source.end() if last else self._source.ends()
            self.failed_side = "target"
            rows = self._end(last=last)
            self.done += 1
            yield PumpResult(rows, total)
            if not last:
                self._target.begins(pq.ExecStatus.COPY_IN)
                self.failed_side = "source"
                self._source.begins(pq.ExecStatus.COPY_OUT)

    def _stream(self, progress: Progress) -> int:
        source = self._source.connection
        receive = partial(source.get_copy_data, 1)
        rows: list[tuple[int, bytes | memoryview]] = []
        total, at_end = 0, False
        while not at_end:
            # All rows that libpq has read, in one go: a loop in Python costs as much as the row.
            try:
                rows.extend(iter(receive, NOTHING_YET))
            except errors.OperationalError:
                # It was asked once more after the end, which came last.
                at_end = bool(rows) and rows[-1][0] < 0
                if not at_end:
                    raise
            if data := b"".join(map(_DATA, rows)):
                self._send(data)
                total += len(data)
                progress(len(data))
                rows.clear()
                if not at_end:
                    source.consume_input()
            elif not at_end:
                self._source.wait()
        return total

    def _send(self, data: bytes) -> None:
        """See some rows off to the target, so that nothing piles up in memory."""
        self.failed_side = "target"
        target, whole = self._target.connection, memoryview(data)
        for start in range(0, len(data), LARGEST):
            while not target.put_copy_data(whole[start : start + LARGEST]):
                self._target.drain()
            while target.flush():
                self._target.drain()
            self._check()
        self.failed_side = "source"

    def _end(self, *, last: bool) -> int:
        target = self._target.connection
        while not target.put_copy_end():
            self._target.drain()
        while target.flush():
            self._target.drain()
        return self._target.end() if last else self._target.ends()


def _script(statements: Iterable[bytes]) -> bytes:
    return b";\n".join(statements)
