"""What a rehearsal's events and a look at both servers say, as the model of time takes it."""

from __future__ import annotations

import math
from contextlib import closing
from dataclasses import dataclass

import psycopg

from segue.database.introspection import read_catalog
from segue.database.line import latency, rate_from, rate_to
from segue.database.machine import cores, runs_here, streams_side_by_side
from segue.errors import SegueError
from segue.events import (
    DefinitionRestored,
    Event,
    Reporter,
    RunFinished,
    StepFinished,
    TableFinished,
    TableStarted,
)
from segue.move.copying.loads import PART_BYTES
from segue.move.copying.probing import sending_rate, through_rate
from segue.move.forecast import BuildWork, Conditions, Line, MeasuredRehearsal, MeasuredTable
from segue.move.run.request import Outcome
from segue.move.verify import TableReport
from segue.move.workspace import Workspace

ELSEWHERE = 16
"""Cores of a server that is not on this machine, as nobody tells how many it has."""


class Stopwatch:
    """Passes events on and remembers what a rehearsal is told from: of its last try."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self.steps: dict[int, StepFinished] = {}
        """By number."""
        self.started: dict[str, TableStarted] = {}
        self.tables: dict[str, TableFinished] = {}
        self.builds: dict[tuple[str, str, str], DefinitionRestored] = {}
        self.bytes = 0

    def report(self, event: Event) -> None:
        match event:
            case StepFinished():
                self.steps[event.number] = event
            case TableStarted():
                self.started[event.table] = event
            case TableFinished():
                self.tables[event.table] = event
            case DefinitionRestored():
                self.builds[event.table, event.kind, event.name] = event
            case RunFinished():
                self.bytes = event.bytes
        self._reporter.report(event)


@dataclass(frozen=True, slots=True)
class ServersSeen:
    """What a look at both servers tells."""

    conditions: Conditions
    split: bool
    """Whether streams side by side bring a table sooner."""
    sending: float | None
    """Bytes a second that the source sends where nobody has to take them in."""
    through: float | None = None
    """Bytes a second that one lane brings into the target."""


_UNHEARD_OF = Line(0.0, math.inf)

UNSEEN = ServersSeen(
    Conditions(_UNHEARD_OF, _UNHEARD_OF, ELSEWHERE, ELSEWHERE), split=False, sending=None
)
"""Where nobody could look."""


def look_at_servers(workspace: Workspace, lanes: int) -> ServersSeen | None:
    """Measure lines and the source. None where a server cannot be asked any more."""
    try:
        with (
            closing(workspace.open_source("rates")) as source,
            closing(workspace.open_target("rates")) as target,
        ):
            here = runs_here(source), runs_here(target)
            conditions = Conditions(
                source_line=Line(latency(source), rate_from(source)),
                target_line=Line(latency(target), rate_to(target)),
                source_cores=cores() if here[0] else ELSEWHERE,
                target_cores=cores() if here[1] else ELSEWHERE,
                lanes=lanes,
                shared=all(here),
            )
            catalog, split = read_catalog(source), streams_side_by_side(source, target)
            sending, through = sending_rate(source, catalog), through_rate(source, target, catalog)
            return ServersSeen(conditions, split, sending, through)
    except (psycopg.Error, SegueError):
        return None


def measured(watch: Stopwatch, servers: ServersSeen, outcome: Outcome) -> MeasuredRehearsal:
    """All that a rehearsal took."""
    report = outcome.report
    reports = {str(each.table): each for each in report.tables} if report is not None else {}
    return MeasuredRehearsal(
        tuple(
            _table(watch, table, servers, outcome, reports.get(table.table))
            for table in watch.tables.values()
        ),
        tuple(
            BuildWork(f"{build.kind} {build.name}", build.table, build.seconds)
            for build in watch.builds.values()
        ),
        {number: step.seconds for number, step in watch.steps.items()},
        servers.conditions,
        servers.sending,
        servers.through,
        outcome.share,
    )


def _table(
    watch: Stopwatch, table: TableFinished, servers: ServersSeen, outcome: Outcome,
    report: TableReport | None,
) -> MeasuredTable:  # fmt: skip
    started, times = watch.started.get(table.table), outcome.grown.get(table.table, 1.0)
    size = started.bytes * times if started is not None else 0
    return MeasuredTable(
        table.table,
        table.rows,
        table.bytes,
        table.seconds,
        max(1, math.ceil(size / PART_BYTES)) if servers.split else 1,
        times,
        report.source.seconds if report is not None else 0.0,
        report.target.seconds if report is not None else 0.0,
        table.table in outcome.plain,
    )
