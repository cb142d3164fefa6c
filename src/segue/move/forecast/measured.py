"""From what a rehearsal took to what a move of everything will take."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from segue.database.records import ExpectedSeconds
from segue.move.forecast.gains import Gain, gains
from segue.move.forecast.model import (
    COPY,
    INDEXES,
    VERIFY,
    BuildWork,
    Conditions,
    TableWork,
    Workload,
    predict,
)

MIGRATE_ON = 9

SPREAD = 0.15
"""Of a time that was measured with all rows: what servers and lines vary from day to day."""

SPREAD_OF_SAMPLES = 0.35
"""More of it, where nearly nothing was copied."""


@dataclass(frozen=True, slots=True)
class MeasuredTable:
    """One target table in a rehearsal."""

    name: str
    rows: int
    bytes: int
    """As they travelled."""
    seconds: float
    """From its first part to its last."""
    parts: int = 1
    """That can go side by side in a move of everything."""
    grown: float = 1.0
    """How many times as much of it a move of everything brings."""
    source_sum: float = 0.0
    target_sum: float = 0.0
    is_plain: bool = False
    """Whether its columns are the source's own, so that its rows come through like any others."""


@dataclass(frozen=True, slots=True)
class MeasuredRehearsal:
    """What a rehearsal took."""

    tables: tuple[MeasuredTable, ...]
    builds: tuple[BuildWork, ...]
    steps: Mapping[int, float]
    conditions: Conditions
    sending: float | None = None
    """Bytes a second that the source sends where nobody has to take them in; None if unknown."""
    through: float | None = None
    """Bytes a second of whole pages that one lane brings through; None if unknown."""
    share: float = 1.0
    """Of all bytes that were copied."""

    def workload(self, *, whole: bool) -> Workload:
        """What was done, or, with `whole`, what a move of everything has to do."""
        grown = {table.name: table.grown if whole else 1.0 for table in self.tables}
        rows = {table.name: table.rows for table in self.tables}
        return Workload(
            tuple(self._table(table, grown[table.name]) for table in self.tables),
            tuple(_grown(build, rows, grown) for build in self.builds),
        )

    def _table(self, table: MeasuredTable, grown: float) -> TableWork:
        size = table.bytes * grown
        seconds, source_sum = table.seconds * grown, table.source_sum * grown
        if grown > 1 and table.is_plain:
            # A sample's rows are picked one by one, which the rows of whole pages are not.
            seconds = min(seconds, size / self.through) if self.through else seconds
            source_sum = min(source_sum, table.target_sum * grown)
        return TableWork(
            table.name,
            int(size),
            min(seconds, size / self.sending) if self.sending else seconds,
            seconds,  # at most: the target may have waited for the source, or the line
            max(1, round(table.parts * grown / table.grown)),
            source_sum,
            table.target_sum * grown,
        )


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a move of everything is expected to take."""

    steps: Mapping[int, ExpectedSeconds]
    limits: Mapping[int, str] = field(default_factory=dict)
    """By step what it will wait for."""
    gains: tuple[Gain, ...] = ()
    """What would make it faster."""

    @property
    def whole(self) -> ExpectedSeconds:
        """All steps."""
        steps = self.steps.values()
        return ExpectedSeconds(
            sum(step.low for step in steps),
            sum(step.likely for step in steps),
            sum(step.high for step in steps),
        )


def forecast(measured: MeasuredRehearsal) -> Forecast:
    """What was measured, grown to everything by the model.

    The model tells how much longer a step takes with all rows; the rehearsal, how long it took.
    So what the model knows nothing of is in the result all the same.
    """
    done, conditions = measured.workload(whole=False), measured.conditions
    whole = measured.workload(whole=True)
    small, large = predict(done, conditions), predict(whole, conditions)
    seconds = {}
    for step, took in measured.steps.items():
        if step in (COPY, INDEXES, VERIFY):
            more = large.steps[step] - small.steps[step]
            seconds[step] = took + more if more >= 0 else max(took + more, large.steps[step])
        else:
            seconds[step] = took / measured.share if step == MIGRATE_ON else took
    spread = SPREAD + SPREAD_OF_SAMPLES * (1 - measured.share)
    fixed = {step: took for step, took in seconds.items() if step not in large.steps}
    return Forecast(
        {step: _around(took, spread) for step, took in seconds.items()},
        {step: limit for step, limit in large.limits.items() if seconds.get(step)},
        gains(replace(whole, fixed=fixed), conditions),
    )


def _around(seconds: float, spread: float) -> ExpectedSeconds:
    """What goes wrong costs more than what goes well brings."""
    return ExpectedSeconds(seconds * (1 - spread), seconds, seconds * (1 + 2 * spread))


def _grown(build: BuildWork, rows: Mapping[str, int], grown: Mapping[str, float]) -> BuildWork:
    """Sorting takes a little more than the rows."""
    times, count = grown.get(build.table, 1.0), max(2, rows.get(build.table, 0))
    return replace(build, seconds=build.seconds * times * math.log(count * times) / math.log(count))
