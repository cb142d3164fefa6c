"""How fast rows came in over the time of a run, as its parts tell it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from segue.database.activity import TableInProgress
from segue.database.queries import query
from segue.database.session import Connection

SLICES = 60
"""Into which the time of a copy is cut."""


@dataclass(frozen=True, slots=True)
class Throughput:
    """What came in within one slice of time."""

    began: float
    """Seconds since the copy began."""
    seconds: float
    rows: float
    bytes: float

    @property
    def rows_a_second(self) -> float:
        """On average within the slice."""
        return self.rows / self.seconds

    @property
    def bytes_a_second(self) -> float:
        """On average within the slice, as they travelled."""
        return self.bytes / self.seconds


def throughput(
    connection: Connection, run: int, copying: Iterable[TableInProgress] = ()
) -> tuple[Throughput, ...]:
    """Slice by slice since the newest try began to copy; empty where nothing came in.

    A part counts from when the one before it of its table was in, so the sum is what came in.
    """
    under_way = list(copying)
    facts = {
        "run": run,
        "slices": SLICES,
        "rows": [each.rows for each in under_way],
        "streamed": [each.bytes for each in under_way],
        "seconds": [each.seconds for each in under_way],
    }
    rows = {row[0]: row[1:] for row in connection.execute(query("throughput"), facts)}
    if not rows:
        return ()
    length = next(iter(rows.values()))[0]
    return tuple(
        Throughput(number * length, length, *rows.get(number, (length, 0.0, 0.0))[1:])
        for number in range(SLICES)
    )
