"""The steps: their names, their times, their rows in the journal."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from segue.database.journal import Journal
from segue.events import Reporter, StepFinished, StepStarted

NAMES = {
    1: "Prepare",
    2: "Plan",
    3: "Check",
    4: "Indexes down",
    5: "Copy rows",
    6: "Indexes back",
    7: "Sequences",
    8: "Verify",
    9: "Migrate on",
}
"""As the manual, the log, the journal and the pages number and name them. Not every move has those
from the ninth on."""

COPY, VERIFY, MIGRATE_ON = 5, 8, 9


@dataclass(slots=True)
class Step:
    """A step that is under way; whoever does it says in `summary` what came of it."""

    number: int
    summary: str = ""
    began: float = field(default_factory=time.monotonic)
    ended: float = 0.0

    @property
    def name(self) -> str:
        return NAMES[self.number]


class Steps:
    """Reports steps, and writes them to the journal from the moment there is one."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._journal: Journal | None = None
        self._ended: list[Step] = []

    @contextmanager
    def step(self, number: int) -> Iterator[Step]:
        """Do a step within the block; it ends well unless the block raises."""
        step = Step(number)
        self._reporter.report(StepStarted(number, step.name))
        if self._journal is not None:
            self._journal.step_started(number, step.name)
        yield step
        step.ended = time.monotonic()
        self._reporter.report(StepFinished(number, step.name, self._end(step), step.summary))

    def _end(self, step: Step) -> float:
        """Note its end; returns the seconds that it took, as the journal has them."""
        if self._journal is not None:
            return self._journal.step_finished(step.number, step.summary)
        self._ended.append(step)
        return step.ended - step.began

    def write_to(self, journal: Journal) -> None:
        """There is a journal now: it is told the steps that ended before."""
        self._journal = journal
        now = time.monotonic()
        for step in self._ended:
            journal.step_told(
                step.number, step.name, step.summary, now - step.began, now - step.ended
            )
        self._ended.clear()
