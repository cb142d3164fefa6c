"""Follow until told otherwise: batch after batch, through broken lines and steps aside."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass, field
from enum import Enum

import psycopg

from segue.database.live_journal import LiveJournal, LiveRecord, live_record
from segue.database.lock import lock_holder
from segue.errors import (
    Altered,
    AnotherMover,
    BatchDiffers,
    CannotConnect,
    ChildrenWouldChange,
    CollectorFailed,
    FunctionFailed,
    FunctionProcessesDie,
    LockedOut,
    MatchInDoubt,
    PlanMistake,
    RowFails,
    SharedKey,
    SlotNotMade,
    StaysBehind,
    TellingChanged,
)
from segue.events import BatchApplied, Note, Reporter
from segue.live.back import prepare_back, turned_round
from segue.live.follower import Follower
from segue.move.workspace import Workspace
from segue.workers import StopSignal

PAUSE = 0.05
"""Seconds between two batches; what changes again in them is read once."""

TELL_EVERY = 2.0
AGAIN = 3.0
"""Seconds after which something that keeps the follower is tried again."""

_KEEPS = "Following stands still, and is tried again every few seconds: {}"
_BACK = "The cutover is done. Now {} follows {}, until `segue reverse` or `segue forget`."
_ASIDE = "A cutover takes over; this process waits, and follows on if it was only a rehearsal."


class Ending(Enum):
    """Why following ended."""

    STOPPED = "stopped"
    ASIDE = "aside"
    MOVED = "moved"


def follow(workspace: Workspace, reporter: Reporter, processes: int | None = None) -> Ending:
    """Follow until the cutover, and the way back after it, or until somebody asks to stop.

    So many `processes` call the plan's Python functions; None for one a core. Raises SegueError.
    """
    workspace = direction(workspace)
    ending = _follow(workspace, reporter, processes)
    if ending is Ending.MOVED:
        onward = direction(workspace)
        if onward is not workspace:
            reporter.report(Note(_BACK.format(onward.target.label, onward.source.label)))
            return _follow(onward, reporter, processes)
    return ending


def direction(workspace: Workspace) -> Workspace:
    """The workspace as it is, or turned round where the way back is to be followed."""
    with closing(workspace.open_target("look")) as target:
        record = live_record(target)
    if record is None or record.state != "moved" or record.back_plan is None:
        return workspace
    return turned_round(workspace, record.back_plan)


def _follow(workspace: Workspace, reporter: Reporter, processes: int | None) -> Ending:
    _begin(workspace)
    following = _Following(workspace, reporter, processes)
    while True:
        ending = following.once()
        if ending is Ending.ASIDE:
            reporter.report(Note(_ASIDE))
            ending = _wait_aside(workspace)
        if ending not in (Ending.ASIDE, None):
            return ending


@dataclass(slots=True)
class _Following:
    """Tries to follow, one after the other, for as long as something breaks that may pass."""

    workspace: Workspace
    reporter: Reporter
    processes: int | None
    """That call the plan's Python functions."""
    stop: StopSignal = field(default_factory=StopSignal)
    told: str = ""
    """What kept the last try."""
    holder: int | None = None
    """The server's process by which the last try held the target."""

    def once(self) -> Ending | None:
        """Why it ended; None where it is to be tried again. Raises SegueError."""
        try:
            return self._follow()
        except PlanMistake as error:
            if self.holder is None:
                raise
            return self._keep_waiting(str(error).strip())  # it was fit for the tables until now
        except (
            psycopg.Error, CannotConnect, ChildrenWouldChange, CollectorFailed, Altered,
            BatchDiffers, FunctionFailed, FunctionProcessesDie, LockedOut, MatchInDoubt, RowFails,
            SharedKey, SlotNotMade, StaysBehind, TellingChanged,
        ) as error:  # fmt: skip
            return self._keep_waiting(str(error).strip())
        except AnotherMover:
            if not _asked_aside(self.workspace):
                raise
            return Ending.ASIDE

    def _follow(self) -> Ending:
        held = self.holder, self.processes
        with Follower(self.workspace, self.reporter, self.stop, *held) as follower:
            self.holder = follower.holder
            if follower.record.state == "moved":
                return Ending.MOVED
            follower.quiet_down()
            if follower.record.back_plan is not None:
                prepare_back(turned_round(self.workspace, follower.record.back_plan))
            follower.journal.state("following")
            return _batches(follower, self.reporter)

    def _keep_waiting(self, reason: str) -> Ending | None:
        if reason != self.told:
            self.reporter.report(Note(_KEEPS.format(reason), "warning"))
        self.told = reason
        _write_down(self.workspace, reason)
        time.sleep(AGAIN)
        return Ending.STOPPED if _asked_to_stop(self.workspace) else None


def _begin(workspace: Workspace) -> None:
    with closing(workspace.open_target("follow")) as target:
        record = live_record(target)
        if record is not None:
            LiveJournal(target, record.id).asks_over()


def _batches(follower: Follower, reporter: Reporter) -> Ending:
    last_word, keys, count = time.monotonic(), 0, 0
    while True:
        applied = follower.step()
        keys, count = keys + applied.keys, count + 1
        stop, aside = follower.journal.beat()
        if stop:
            return Ending.STOPPED
        if aside:
            return Ending.ASIDE
        if time.monotonic() - last_word >= TELL_EVERY:
            reporter.report(BatchApplied(count, keys, follower.lag))
            last_word, keys, count = time.monotonic(), 0, 0
        follower.stop.sleep(PAUSE)


def _write_down(workspace: Workspace, said: str) -> None:
    try:
        with closing(workspace.open_target("follow")) as target:
            record = live_record(target)
            if record is not None:
                LiveJournal(target, record.id).message(said)
    except (psycopg.Error, CannotConnect):
        return  # the target is what is away


def _asked_to_stop(workspace: Workspace) -> bool:
    record = _record(workspace)
    return record is not None and record.stop_requested


def _asked_aside(workspace: Workspace) -> bool:
    """Whether it is a cutover that holds the target."""
    record = _record(workspace)
    return record is not None and record.aside_requested


def _record(workspace: Workspace) -> LiveRecord | None:
    """The live move as the target tells it; None while it cannot be asked."""
    try:
        with closing(workspace.open_target("look")) as target:
            return live_record(target)
    except (psycopg.Error, CannotConnect):
        return None


def _wait_aside(workspace: Workspace) -> Ending:
    """Until the cutover that took over is done, or over."""
    while True:
        time.sleep(0.5)
        try:
            with closing(workspace.open_target("look")) as target:
                record = live_record(target)
                if record is None or record.state in ("moved", "ended"):
                    return Ending.MOVED
                if lock_holder(target) is None and not record.aside_requested:
                    return Ending.ASIDE
                if lock_holder(target) is None and record.silence > AGAIN * 3:
                    LiveJournal(target, record.id).aside(aside=False)  # whoever asked is gone
                    return Ending.ASIDE
        except (psycopg.Error, CannotConnect, AnotherMover):
            continue
