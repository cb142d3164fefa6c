"""What would make a move faster, told by the model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from segue.move.forecast.model import Conditions, Line, Workload, predict

WORTH_SAYING = 0.03
"""Share of the whole from which a gain is told."""


@dataclass(frozen=True, slots=True)
class Gain:
    """A change and the seconds that it would save."""

    change: str
    seconds: float


def gains(workload: Workload, conditions: Conditions) -> tuple[Gain, ...]:
    """What would help, the most first; one that brings the same as a smaller one is left out."""
    now = predict(workload, conditions).seconds
    all_gains = [
        Gain(change, now - predict(workload_then, then).seconds)
        for change, workload_then, then in _changes(workload, conditions)
    ]
    worthwhile = [gain for gain in all_gains if gain.seconds > WORTH_SAYING * now]
    return tuple(sorted(worthwhile, key=lambda gain: -gain.seconds))


def _changes(
    workload: Workload, conditions: Conditions
) -> Iterator[tuple[str, Workload, Conditions]]:
    now = conditions
    yield "two more lanes", workload, replace(now, lanes=now.lanes + 2)
    yield "a helper on another machine", workload, replace(now, helpers=now.helpers + 1)
    faster = "a line to the {} that is twice as fast".format
    yield faster("source"), workload, replace(now, source_line=_doubled(now.source_line))
    yield faster("target"), workload, replace(now, target_line=_doubled(now.target_line))
    source, target = 2 * now.source_cores, 2 * now.target_cores
    if now.shared:
        both = replace(now, source_cores=source, target_cores=target)
        yield "twice as many cores here", workload, both
    else:
        more = "twice as many cores for the {}".format
        yield more("source"), workload, replace(now, source_cores=source)
        yield more("target"), workload, replace(now, target_cores=target)
    longest = max(workload.builds, key=lambda build: build.seconds, default=None)
    if longest is not None:
        others = tuple(build for build in workload.builds if build is not longest)
        without = f"doing without {longest.name} of {longest.table}"
        yield without, replace(workload, builds=others), now


def _doubled(line: Line) -> Line:
    return replace(line, rate=2 * line.rate)
