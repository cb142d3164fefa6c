"""What took the time: of each step what it waited for at its end, what before that, and so on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from segue.events import (
    DefinitionRestored,
    Event,
    Reporter,
    RunFinished,
    StepFinished,
    StepStarted,
    TableFinished,
    TableStarted,
    TableVerified,
    TimeTaken,
)
from segue.move.steps import NAMES, VERIFY

LEAST = 0.02
"""Share of the whole below which something is summed up with what else its step did."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Something that took from one moment to another, in seconds of one clock."""

    what: str
    began: float
    ended: float


class CriticalPath:
    """A reporter that hands on what it hears, and tells what took the time when a run is done."""

    def __init__(self, reporter: Reporter, clock: Callable[[], float] = time.monotonic) -> None:
        self._reporter = reporter
        self._clock = clock
        self._lock = threading.Lock()
        self._began: dict[str, float] = {}
        self._steps: dict[int, Interval] = {}
        self._within: list[Interval] = []

    def report(self, event: Event) -> None:
        with self._lock:
            self._note(event, self._clock())
        if isinstance(event, RunFinished):
            for taken in self.taken():
                self._reporter.report(taken)
        self._reporter.report(event)

    def taken(self) -> tuple[TimeTaken, ...]:
        """The critical path: step by step, in each of them what came first."""
        whole = sum(step.ended - step.began for step in self._steps.values())
        return tuple(
            TimeTaken(number, *entry)
            for number, step in sorted(self._steps.items())
            for entry in _entries(step, self._within, whole * LEAST)
        )

    def _note(self, event: Event, now: float) -> None:
        match event:
            case StepStarted():
                self._began[event.name] = now
            case StepFinished():
                began = self._began.get(event.name, now - event.seconds)
                self._steps[event.number] = Interval(event.name, began, now)
            case TableStarted():
                self._began.setdefault(event.table, now)
            case TableFinished(kept=False):
                began = self._began.get(event.table, now - event.seconds)
                self._within.append(Interval(f"rows of {event.table}", began, now))
            case DefinitionRestored():
                what = f"{event.kind} {event.name} of {event.table}"
                self._within.append(Interval(what, now - event.seconds, now))
            case TableVerified() if now - event.seconds >= self._began.get(NAMES[VERIFY], now):
                # What was summed up ahead took longer than step 8 is at work.
                what = f"comparing {event.table}"
                self._within.append(Interval(what, now - event.seconds, now))


def _entries(
    step: Interval, within: Iterable[Interval], least: float
) -> Iterator[tuple[str, float]]:
    """What a step did, each with its seconds; what is short, or nobody knows of, comes last."""
    rest = step.ended - step.began
    for what, seconds in reversed(list(_backwards(step, within))):
        if seconds >= least:
            yield what, seconds
            rest -= seconds
    if rest >= least:
        yield "", rest


def _backwards(step: Interval, within: Iterable[Interval]) -> Iterator[tuple[str, float]]:
    """From the end: what ended last, then what ended last before that had begun, and so on."""
    until = step.ended
    for one in sorted(within, key=lambda each: -each.ended):
        if step.began < one.ended <= until:
            began = max(one.began, step.began)
            yield one.what, one.ended - began
            until = began
