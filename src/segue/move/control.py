"""Look at a run, ask it to stop, forget it: from any terminal or machine, through the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from psycopg import errors

from segue.database.activity import (
    BuildProgress,
    LockWait,
    TableInProgress,
    building_now,
    copying_now,
    lock_waits,
)
from segue.database.definitions import definitions_down
from segue.database.forecasts import forecast_of
from segue.database.journal import (
    STALE_AFTER,
    Journal,
    drop_journal,
    forget_run,
    journal_exists,
    request_stop,
    runs,
)
from segue.database.lending import HelperRecord, Lending, helpers, lending_now
from segue.database.lock import lock_purpose
from segue.database.names import QualifiedName
from segue.database.records import Definition, ExpectedSeconds, LoadRecord, RunRecord, StepRecord
from segue.database.session import Connection
from segue.database.time_taken import time_taken_by
from segue.errors import NothingRuns, UnfinishedRun
from segue.events import TimeTaken

_NO_RUN = "there is no run"
_WAITING = "one that waits to try again will stop when it does"
_AT = {
    "control": "one checks, and has changed nothing yet: Ctrl-C ends it",
    "restore": "`segue restore` puts back what is down, and ends by itself",
}
"""What those are at who hold a target without a run that could be stopped."""

SHOWN = 5
"""Definitions that a message names."""

COPY = 5
"""The step in which rows are copied."""


@dataclass(frozen=True, slots=True)
class WorkAtStake:
    """What would have to be done again after a death now, at least."""

    rows: int = 0
    """Of parts under way."""
    bytes: int = 0
    """Of them as they travelled; of parts that are in but cannot stay, in the source."""
    copying: float = 0.0
    """Seconds of all sessions together that brought them."""
    building: float = 0.0
    """Likewise, of indexes and constraints that are under way."""

    @property
    def seconds(self) -> float:
        """Of work, of all sessions together."""
        return self.copying + self.building


@dataclass(frozen=True, slots=True)
class RunStatus:
    """The newest run as the journal tells it."""

    run: RunRecord
    steps: tuple[StepRecord, ...]
    loads: tuple[LoadRecord, ...]
    """Largest tables first."""
    down: tuple[Definition, ...]
    """What is off its table and not yet back."""
    mover_lives: bool
    """Whether a mover holds the target right now and gave a sign of life."""
    copying: tuple[TableInProgress, ...] = ()
    """Streams into the target at this moment."""
    building: tuple[BuildProgress, ...] = ()
    """Indexes and constraints that go back at this moment."""
    waits: tuple[LockWait, ...] = ()
    """What of the move waits for locks of others on the target, and whose they are."""
    lending: Lending | None = None
    """What the run lends to helpers at this moment, and how fast it may go."""
    helpers: tuple[HelperRecord, ...] = ()
    """Who helps its last try, or helped."""
    expected: Mapping[int, ExpectedSeconds] = field(default_factory=dict)
    """By step, what a rehearsal foretold."""
    taken: tuple[TimeTaken, ...] = ()
    """What took the time, in order, once it is done."""
    at: str | None = None
    """What holds the target beside a run that nobody carries out: control (it checks, before it
    goes on) or restore; None where nothing does."""

    @property
    def state(self) -> str:
        """The run's state, as far as it can be believed: a dead mover cannot say that it died."""
        if self.run.state == "running" and not self.mover_lives:
            return "broken off"
        return self.run.state

    @property
    def at_stake(self) -> WorkAtStake:
        """What a death now would cost: the parts and indexes under way, and what cannot stay.

        Of a half-copied table parts stay only where its rows came straight from the source.
        """
        undone = [load for load in self.loads if self._goes_with_the_rest(load)]
        return WorkAtStake(
            sum(each.rows for each in self.copying),
            sum(each.bytes for each in self.copying) + sum(map(_done_bytes, undone)),
            sum(each.seconds for each in self.copying) + sum(map(self._worked, undone)),
            sum(each.seconds for each in self.building),
        )

    def _goes_with_the_rest(self, load: LoadRecord) -> bool:
        straight = load.merge is None and not load.columns
        return load.state == "copying" and load.parts_done > 0 and not straight

    def _worked(self, load: LoadRecord) -> float:
        """Seconds since the table's first part began, up to the last sign of life."""
        if load.started is None:
            return 0.0
        return max(0.0, (self.run.heartbeat - load.started).total_seconds())

    @property
    def rate(self) -> float | None:
        """Source bytes copied a second since this try began to copy; None where none is under way.

        What an earlier try brought counts for nothing, and so does the time since the last sign
        of life.
        """
        began = next((s.started for s in self.steps if s.number == COPY and not s.finished), None)
        if self.state != "running" or began is None:
            return None
        bytes_kept = sum(_kept_bytes(load, began) for load in self.loads)
        seconds = (self.run.heartbeat - began).total_seconds()
        return max(0, self.run.done_bytes - bytes_kept) / seconds if seconds > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """Until all rows are in, if it goes on as it went; None where nobody can know."""
        missing = self.run.total_bytes - self.run.done_bytes
        return missing / self.rate if self.rate else None


def _done_bytes(load: LoadRecord) -> int:
    return load.bytes * load.parts_done // max(1, load.parts)


def _kept_bytes(load: LoadRecord, began: datetime) -> int:
    """What of a table an earlier try brought."""
    if load.finished and load.finished < began:
        return load.bytes
    return load.bytes * load.parts_kept // max(1, load.parts)


def history(target: Connection) -> tuple[RunRecord, ...]:
    """Every run that the journal knows, the newest first."""
    return runs(target) if journal_exists(target) else ()


def status(target: Connection, number: int | None = None) -> RunStatus | None:
    """The newest run, or the one of that number; None where the journal knows none."""
    records = [run for run in history(target) if number in (None, run.id)]
    if not records:
        return None
    run = records[0]
    journal = Journal(target, run.id)
    at = lock_purpose(target)
    lives = at == "control" and run.silence < STALE_AFTER
    down = tuple(each for each in definitions_down(target) if each.run == run.id)
    result = RunStatus(
        run, journal.steps(), journal.loads(), down, lives,
        helpers=helpers(target, run.id, run.tries), expected=forecast_of(target, run.id),
        taken=time_taken_by(target, run.id),
    )  # fmt: skip
    if not lives or run.state != "running":
        return replace(result, at=at, waits=lock_waits(target) if at else ())
    return replace(
        result,
        copying=copying_now(target),
        building=building_now(target),
        waits=lock_waits(target),
        lending=lending_now(target, run.id),
    )


def filled(target: Connection) -> frozenset[QualifiedName]:
    """The tables into which a finished run brought rows."""
    done = [run for run in history(target) if run.state == "done"]
    return frozenset(load.table for run in done for load in Journal(target, run.id).loads())


def lacking(target: Connection) -> str:
    """What of a run is not done yet, in a sentence; empty where all is as it was before."""
    try:
        records = history(target)
        down = definitions_down(target) if records else ()
    except errors.InsufficientPrivilege:
        return ""  # somebody else's journal
    run = next((run for run in records if run.unfinished), None)
    reasons = [f"run {run.id} is unfinished"] if run is not None else []
    if down:
        names = [f"{each.kind} {each.name} of {each.table}" for each in down[:SHOWN]]
        more = f" and {len(down) - SHOWN:,} more" if len(down) > SHOWN else ""
        reasons.append(f"not back yet: {', '.join(names)}{more}")
    return "; ".join(reasons)


def stop(target: Connection) -> RunRecord:
    """Ask the mover to stop; it does so at its next sign of life, or when its checks are over.

    Raises NothingRuns. One that waits to try again hears it all the same.
    """
    current = status(target)
    purpose = lock_purpose(target)
    if current is None or not current.run.unfinished or purpose == "restore":
        raise NothingRuns(state=_AT.get(purpose or "", current.state if current else _NO_RUN))
    request_stop(target, current.run.id)
    if purpose is None:
        raise NothingRuns(state=f"{current.state}; {_WAITING}")
    return current.run


def forget(target: Connection) -> int:
    """Drop the journal of finished runs, the schema too when nothing is left; returns their number.

    Raises UnfinishedRun while definitions are down or a run can be resumed.
    """
    records = history(target)
    unfinished = [run for run in records if run.unfinished]
    down = definitions_down(target) if records else ()
    if down or unfinished:
        raise UnfinishedRun(
            run=(unfinished or records)[0].id,
            state=(unfinished or records)[0].state,
            down=len(down),
        )
    for run in records:
        forget_run(target, run.id)
    if journal_exists(target):
        drop_journal(target)
    return len(records)
