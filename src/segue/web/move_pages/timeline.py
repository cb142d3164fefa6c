"""A run as a picture: its steps, and below them its tables, in as many lanes as worked at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from segue.commandline.terminal.text import duration
from segue.move.control import RunStatus

WIDTH = 1000
"""Of the picture, in its own units."""
LANE, GAP, AXIS = 22, 4, 20
LETTER = 7
"""About the width of a letter; a name that its bar has no room for is told by its title alone."""
THINNEST = 2
MOST = 400
"""Tables that are drawn: those that took longest."""
TICKS = 5


@dataclass(frozen=True, slots=True)
class TimelineSpan:
    """Something that took time; one that is under way has no end."""

    name: str
    kind: str
    """step or table."""
    began: datetime
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A span as it is drawn."""

    name: str
    kind: str
    x: int
    y: int
    width: int
    seconds: float
    under_way: bool

    @property
    def label(self) -> str:
        """Its name, where there is room for it."""
        return self.name if len(self.name) * LETTER < self.width else ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """All bars, and what stands above them."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, str], ...]
    """Places with the time since the beginning."""
    height: int
    width: int = WIDTH
    lane: int = LANE


def timeline(run: RunStatus, now: datetime) -> Timeline | None:
    """The picture of a run; None where nothing of it has a time yet.

    After an interruption it shows the steps of the last try, and every table from when it came in.
    """
    steps = [TimelineSpan(step.name, "step", step.started, step.finished) for step in run.steps]
    tables = [
        TimelineSpan(str(load.table), "table", load.started, load.finished)
        for load in run.loads
        if load.started is not None
    ]
    if not steps and not tables:
        return None
    last = max((span.ended for span in (*steps, *tables) if span.ended), default=run.run.heartbeat)
    end = now if run.state == "running" else last
    tables = sorted(tables, key=lambda span: span.began - (span.ended or end))[:MOST]
    return _drawn((steps, tables), end)


def _drawn(groups: Sequence[Sequence[TimelineSpan]], end: datetime) -> Timeline:
    began = min(span.began for spans in groups for span in spans)
    whole = max((end - began).total_seconds(), 0.001)
    bars: list[Bar] = []
    top = AXIS
    for spans in groups:
        lanes = _lanes(spans, end)
        for lane, members in enumerate(lanes):
            bars += (_bar(span, began, end, whole, top + lane * (LANE + GAP)) for span in members)
        top += len(lanes) * (LANE + GAP) + GAP * 2
    ticks = [
        (WIDTH * n // (TICKS - 1), duration(whole * n / (TICKS - 1)) if n else "0")
        for n in range(TICKS)
    ]
    return Timeline(tuple(bars), tuple(ticks), top)


def _lanes(spans: Iterable[TimelineSpan], end: datetime) -> list[list[TimelineSpan]]:
    """As few lanes as do: each span is in the first one that is free when it begins."""
    lanes: list[list[TimelineSpan]] = []
    for span in sorted(spans, key=lambda each: each.began):
        free = (lane for lane in lanes if (lane[-1].ended or end) <= span.began)
        lane = next(free, None)
        if lane is None:
            lanes.append(lane := [])
        lane.append(span)
    return lanes


def _bar(span: TimelineSpan, began: datetime, end: datetime, whole: float, y: int) -> Bar:
    end_of_span = max(span.ended or end, span.began)
    seconds = (end_of_span - span.began).total_seconds()
    x = round(WIDTH * (span.began - began).total_seconds() / whole)
    width = max(THINNEST, round(WIDTH * seconds / whole))
    return Bar(
        span.name, span.kind, min(x, WIDTH - width), y, width, seconds, span.ended is None
    )  # fmt: skip
