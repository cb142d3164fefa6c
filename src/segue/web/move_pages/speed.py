"""How fast rows came in, as two small plots: rows a second, and bytes a second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segue.database.throughput import Throughput
from segue.web.move_pages.plot import Plot, plot


@dataclass(frozen=True, slots=True)
class SpeedPlots:
    """Both plots, and the averages over all of the copy."""

    rows: Plot
    bytes: Plot
    rows_a_second: float
    bytes_a_second: float


def speed(slices: Sequence[Throughput]) -> SpeedPlots | None:
    """None where nothing came in."""
    if not slices:
        return None
    rows = plot([(each.began, each.rows_a_second) for each in slices])
    streamed = plot([(each.began, each.bytes_a_second) for each in slices])
    if rows is None or streamed is None:
        return None
    seconds = sum(each.seconds for each in slices)
    return SpeedPlots(
        rows, streamed,
        sum(each.rows for each in slices) / seconds, sum(each.bytes for each in slices) / seconds,
    )  # fmt: skip
