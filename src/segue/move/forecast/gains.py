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
    found = [
        Gain(change, now - predict(workload_then, then).seconds)
        for change, workload_then, then in _changes(workload, conditions)
    ]
    told = [gain for gain in found if gain.seconds > WORTH_SAYING * now]
    return tuple(sorted(told, key=lambda gain: -gain.seconds))


def _changes(
    workload: Workload, conditions: Conditions
) -> Iterator[tuple[str, Workload, Conditions]]:
    now = conditions
    yield "two more lanes", workload, replace(now, lanes=now.lanes + 2)
    yield "a helper on another machine", workload, replace(now, helpers=now.helpers + 1)
    for side in ("source", "target"):
        line: Line = getattr(now, f"{side}_line")
        faster = replace(line, rate=2 * line.rate)
        change: dict[str, object] = {f"{side}_line": faster}
        yield f"a line to the {side} that is twice as fast", workload, _with(now, change)
    if now.shared:
        more: dict[str, object] = {"source_cores": 2 * now.source_cores}
        more["target_cores"] = 2 * now.target_cores
        yield "twice as many cores here", workload, _with(now, more)
    else:
        for side in ("source", "target"):
            cores: dict[str, object] = {f"{side}_cores": 2 * getattr(now, f"{side}_cores")}
            yield f"twice as many cores for the {side}", workload, _with(now, cores)
    longest = max(workload.builds, key=lambda build: build.seconds, default=None)
    if longest is not None:
        others = tuple(build for build in workload.builds if build is not longest)
        change_words = f"doing without {longest.name} of {longest.table}"
        yield change_words, replace(workload, builds=others), now


def _with(conditions: Conditions, changes: dict[str, object]) -> Conditions:
    return replace(conditions, **changes)  # type: ignore[arg-type]
