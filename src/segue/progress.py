"""What the events of a run add up to: progress while it lasts, the closing tables at its end."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from segue import events
from segue.findings import Finding

WINDOW = 10.0
"""Seconds over which the rate is taken: short enough to follow, long enough not to flicker."""


@dataclass
class ActiveTable:
    """A table on its way."""

    name: str
    total: int
    started: float
    done: int = 0


@dataclass
class Tally:
    """Listens to events; says how far the copy is. Times come from `clock`, in seconds."""

    clock: Callable[[], float] = time.monotonic
    tables_planned: int = 0
    parts_planned: int = 0
    bytes_planned: int = 0
    bytes_finished: int = 0
    """In source size, of the tables that are done."""
    active: dict[str, ActiveTable] = field(default_factory=dict)
    finished: list[events.TableFinished] = field(default_factory=list)
    steps: list[events.StepFinished] = field(default_factory=list)
    verified: list[events.TableVerified] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    merges: list[events.MergePlanned] = field(default_factory=list)
    taken: list[events.TimeTaken] = field(default_factory=list)
    held: list[events.ForecastHeld] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What a person should read of notes and retries, in order; details are left out."""
    under_way: events.StepStarted | None = None
    down: int = 0
    restored: int = 0
    sequences: int = 0
    migration: events.MigrationStarted | None = None
    """The one that runs, or ran last."""
    fleet: events.FleetProgress | None = None
    """How many moves of a fleet are done, and so on."""
    _bytes_active: int = 0
    """In source size, of the tables on their way."""
    _samples: deque[tuple[float, int]] = field(default_factory=deque)

    def hear(self, lines: Iterable[Mapping[str, Any]]) -> None:
        """Take lines of `--json` into account, as far as they are events."""
        for line in lines:
            event = events.Event.from_json(line)
            if event is not None:
                self.add(event)

    def add(self, event: events.Event) -> None:
        """Take an event into account."""
        match event:
            case events.RunStarted():
                self._forget_earlier_try()
            case events.CopyPlanned():
                self.tables_planned, self.parts_planned = event.tables, event.parts
                self.bytes_planned = event.bytes
            case events.TableStarted():
                self._leave(event.table)
                self.active[event.table] = ActiveTable(event.table, event.bytes, self.clock())
            case events.TableProgress():
                self._progress(event)
            case events.TableFinished():
                self._finish(event)
            case _:
                self._add_beside_copying(event)

    def _add_beside_copying(self, event: events.Event) -> None:
        match event:
            case events.StepStarted():
                self.under_way = event
            case events.StepFinished():
                self.under_way = None
                others = (step for step in self.steps if step.number != event.number)
                self.steps = sorted([*others, event], key=lambda step: step.number)
            case events.TableVerified():
                self.verified.append(event)
            case events.FindingReported():
                self.findings.append(event.finding)
            case events.MergePlanned():
                self.merges.append(event)
            case events.TimeTaken():
                self.taken.append(event)
            case events.ForecastHeld():
                self.held.append(event)
            case _:
                self._count(event)

    def _count(self, event: events.Event) -> None:
        match event:
            case events.Note() if event.level != "detail":
                self.notes.append(event.text)
            case events.Retrying():
                self.notes.append(f"{event.what} is tried again: {event.reason}")
            case events.DefinitionsDown():
                self.down += event.count
            case events.DefinitionRestored() if event.kind not in events.PARTS_OF_OTHERS:
                self.restored += 1
            case events.SequenceSet():
                self.sequences += 1
            case events.MigrationStarted():
                self.migration = event
            case events.FleetProgress():
                self.fleet = event

    def _forget_earlier_try(self) -> None:
        """What an earlier try in this process copied is told again as kept, or copied again."""
        self.bytes_finished = self._bytes_active = self.down = self.restored = self.sequences = 0
        for counts in (
            self.active,
            self.finished,
            self.verified,
            self.taken,
            self.held,
            self._samples,
        ):
            counts.clear()

    def _progress(self, event: events.TableProgress) -> None:
        table = self.active.get(event.table)
        if table is not None:
            self._bytes_active += event.bytes - table.done
            table.done, table.total = event.bytes, event.total
            self._sample()

    def _finish(self, event: events.TableFinished) -> None:
        table = self._leave(event.table)
        self.bytes_finished += table.total if table else 0
        self.finished.append(event)
        self._sample()

    def _leave(self, name: str) -> ActiveTable | None:
        """The table is not on its way any more."""
        table = self.active.pop(name, None)
        self._bytes_active -= table.done if table else 0
        return table

    def _sample(self) -> None:
        now = self.clock()
        self._samples.append((now, self.bytes_done))
        while now - self._samples[0][0] > WINDOW:
            self._samples.popleft()

    @property
    def bytes_done(self) -> int:
        """In source size, active tables included."""
        return self.bytes_finished + self._bytes_active

    @property
    def share(self) -> float:
        """What part of the bytes is done, from 0 to 1."""
        if not self.bytes_planned:
            return 1.0 if self.finished else 0.0
        return min(1.0, self.bytes_done / self.bytes_planned)

    @property
    def rate(self) -> float:
        """Bytes a second of late, 0 where it is too early to say."""
        if len(self._samples) < 2:
            return 0.0
        (since, before), (_, after) = self._samples[0], self._samples[-1]
        elapsed = self.clock() - since
        return (after - before) / elapsed if elapsed > 0.5 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at this rate; None where it is too early to say."""
        rate = self.rate
        return (self.bytes_planned - self.bytes_done) / rate if rate > 0 else None
