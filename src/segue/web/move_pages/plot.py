"""A small plot of one number over time: a line, its highest value, and when it begins."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

WIDTH, HEIGHT = 600, 80
LEAST = 1.0
"""The top of the plot, where nothing is higher."""


@dataclass(frozen=True, slots=True)
class Plot:
    """What the picture needs; the numbers stand beside it as text."""

    points: str
    """Of a polyline."""
    highest: float
    latest: float
    seconds: float
    """From the first value to the last."""
    width: int = WIDTH
    height: int = HEIGHT


def plot(samples: Collection[tuple[float, float]]) -> Plot | None:
    """The values by their time, in seconds; None for less than two of them."""
    if len(samples) < 2:
        return None
    times, values = zip(*samples, strict=True)
    span, top = max(times[-1] - times[0], 0.001), max(*values, LEAST)
    points = (
        f"{WIDTH * (at - times[0]) / span:.1f},{HEIGHT - HEIGHT * value / top:.1f}"
        for at, value in samples
    )
    return Plot(" ".join(points), max(values), values[-1], times[-1] - times[0])
