"""Lend this process's lanes to a run that another one carries out, from any machine.

The journal is all that both share: it says what is lent, and each part is taken there. What a
helper had under way when it dies is rolled back with its session, and taken by somebody else.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field, replace
from functools import partial

import psycopg
from psycopg.errors import LockNotAvailable

from segue import __version__
from segue.database.introspection import read_catalog
from segue.database.journal import STALE_AFTER, Journal, journal_exists, mover_name, runs
from segue.database.lending import (
    Lending,
    LendingJournal,
    helpers,
    lending_now,
    lent_parts,
)
from segue.database.lock import lock_holder, lock_purpose, require_holder
from segue.database.names import QualifiedName
from segue.database.records import RunRecord
from segue.database.session import (
    Connection,
    Snapshot,
    database_identity,
    join_snapshot,
    require_version,
)
from segue.errors import (
    CannotConnect,
    CannotJoin,
    HelpEnded,
    LockLost,
    NothingToJoin,
    SnapshotLost,
)
from segue.events import CopyPlanned, Note, Reporter, Retrying
from segue.move.copying.computing import function_pool
from segue.move.copying.lane import Lane, LaneSetup, PartOutcome, Tracker, started
from segue.move.copying.lanes import LOOK_AGAIN, lane_craft
from segue.move.copying.lent import borrowed_loads
from segue.move.copying.loads import Load
from segue.move.copying.pace import Pace
from segue.move.copying.progress import CopyProgress
from segue.move.copying.source_load import SourceLoad
from segue.move.heartbeat import STOPPED_BY_REQUEST
from segue.move.run.request import lanes
from segue.move.run.sessions import Sessions, to_read_both
from segue.move.survey import survey_both
from segue.move.workspace import Workspace
from segue.plan.file import digest
from segue.plan.model import By
from segue.project.rows import RowPool
from segue.wording import counted
from segue.workers import Craft, Permits, Stopped, StopSignal, Workers, reason_of

PATIENCE = 120.0
"""Seconds for which a run that broke off may take to go on."""

BEAT_EVERY = 1.0
"""Seconds between two signs of life."""

LOCK_PATIENCE = 5
"""Seconds for which a table may be held that has to be looked into."""

SHOWN = 5
"""Tables that a message names."""

_COPY_PLAN = "Copy the plan from the machine that moves, or name it with --plan."
_SAME_ADDRESS = "Give --from and --to so that they lead to the very databases of the run."
_SAME_VERSION = "Install the same version here: pip install django-segue=={version}"
_FOREIGN = (
    "This process makes other SQL than the mover for {tables}, and leaves them to it. Does it have"
    " the same project, at the same version?"
)


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """Who wants to help."""

    workspace: Workspace
    """Both databases by this machine's own addresses and credentials, and the run's plan."""
    reporter: Reporter
    jobs: int | None = None
    """Lanes; None takes what this machine offers."""
    processes: int | None = None
    """That call the plan's Python functions; None takes one a core, where that is worthwhile."""
    wait: bool = False
    """Whether to wait for a run to begin, or to go on, for as long as it takes."""
    stop: StopSignal = field(default_factory=StopSignal)
    """Set from another thread, it ends the help."""


@dataclass(frozen=True, slots=True)
class Help:
    """What this process brought."""

    run: int | None = None
    """The run that it helped last, or found done; None where there was none."""
    lanes: int = 0
    parts: int = 0
    rows: int = 0
    streamed: int = 0
    """Bytes."""


def join(request: JoinRequest) -> Help:
    """Lend lanes to the run into the target until there is no part left that could be lent.

    Raises NothingToJoin, CannotJoin, HelpEnded (somebody asked to stop), CopyFailed, and what
    looking at both databases raises.
    """
    joining = _Joining(request)
    try:
        return joining.carry_out()
    except Stopped as stopped:
        raise HelpEnded(reason=request.stop.reason or str(stopped)) from None
    except KeyboardInterrupt as interrupted:
        raise HelpEnded(reason=reason_of(interrupted)) from None


class _Joining:
    """One helper, through all tries of the run that it helps."""

    def __init__(self, request: JoinRequest) -> None:
        self._request = request
        self._joined = Help()
        self._patience = time.monotonic()
        """Until then a run that broke off may go on."""
        self._told = ""

    def carry_out(self) -> Help:
        while (lending := self._next_lending()) is not None:
            try:
                self._help(lending)
            except (LockLost, SnapshotLost, CannotConnect, psycopg.OperationalError) as error:
                self._broke_off(lending, error)
        return self._joined

    def _broke_off(self, lending: Lending, error: Exception) -> None:
        """The mover, a server or the line is gone: the run may go on in another try.

        Raises CannotJoin, or the error, where this process could not help in the first place.
        """
        helped = self._joined.run == lending.run
        if not helped and not isinstance(error, LockLost | SnapshotLost | LockNotAvailable):
            raise error
        if time.monotonic() >= self._patience:
            if isinstance(error, SnapshotLost) and not helped and self._is_current(lending):
                reason = (
                    "the source has no such snapshot: --from leads to another server of it, such as"
                    " a replica, or the mover has just lost it"
                )
                raise CannotJoin(run=lending.run, reason=reason, help=_SAME_ADDRESS) from error
            self._patience = time.monotonic() + PATIENCE
            reason = str(error).strip()
            self._request.reporter.report(Retrying("the help", reason, 1, LOOK_AGAIN))
        self._request.stop.sleep(LOOK_AGAIN)

    def _is_current(self, lending: Lending) -> bool:
        with closing(self._request.workspace.open_target("helper")) as target:
            still = lending_now(target, lending.run)
            return still is not None and still.attempt == lending.attempt and _lives(target)

    # Until something is lent

    def _next_lending(self) -> Lending | None:
        """What is lent, once something is; None where no part is left."""
        with ExitStack() as stack:
            target: Connection | None = None
            while True:
                self._request.stop.check()
                try:
                    target = target or self._open(stack)
                    lending = self._look(target)
                except (CannotConnect, psycopg.OperationalError):
                    if not self._may_wait:
                        raise
                    lending, target = "the target cannot be reached", None
                if not isinstance(lending, str):
                    return lending
                self._wait(lending)

    def _open(self, stack: ExitStack) -> Connection:
        return stack.enter_context(closing(self._request.workspace.open_target("helper")))

    @property
    def _may_wait(self) -> bool:
        return self._request.wait or time.monotonic() < self._patience

    def _wait(self, state: str) -> None:
        """Raises NothingToJoin, or HelpEnded, where nobody wants to wait; or Stopped."""
        if not self._may_wait:
            raise HelpEnded(reason=state) if self._joined.lanes else NothingToJoin(state=state)
        if state != self._told:
            self._told = state
            self._request.reporter.report(Note(f"Waits: {state}."))
        self._request.stop.sleep(LOOK_AGAIN)

    def _look(self, target: Connection) -> Lending | str | None:
        """What is lent now; None where all is in; else what there is instead."""
        run = next(iter(runs(target)), None) if journal_exists(target) else None
        if run is None:
            return "no run into this target has begun"
        if not run.unfinished:
            return self._of_ended(run)
        if run.state == "stopped":
            self._patience = time.monotonic()  # it goes on when a person says so
        if not _lives(target) or run.silence > STALE_AFTER:
            return f"run {run.id} is {'broken off' if run.state == 'running' else run.state}"
        lending = lending_now(target, run.id)
        if lending is not None and lending.attempt == run.tries:
            return lending
        if run.copied:
            self._joined = replace(self._joined, run=run.id)
            return None
        self._patience = time.monotonic() + PATIENCE  # it is on its way
        return f"run {run.id} has not begun to copy rows"

    def _of_ended(self, run: RunRecord) -> str | None:
        if run.state != "done":
            return f"run {run.id} is {run.state}"
        if not self._is_of_this_plan(run):
            return f"run {run.id}, of another plan, is done"
        self._joined = replace(self._joined, run=run.id)
        return None

    def _is_of_this_plan(self, run: RunRecord) -> bool:
        plan = self._request.workspace.plan
        return plan is not None and run.plan_digest.partition(" only ")[0] == digest(plan)

    # While something is lent

    def _help(self, lending: Lending) -> None:
        """Take parts until none is left. Raises LockLost where another try has to be waited for."""
        workspace = self._workspace_of(lending)
        with ExitStack() as stack:
            target = stack.enter_context(closing(workspace.open_target("helper")))
            target.execute(f"SET lock_timeout = '{LOCK_PATIENCE}s'")
            source = stack.enter_context(closing(workspace.open_source("helper")))
            run = self._require_same(lending, source, target)
            join_snapshot(source, Snapshot(lending.snapshot))
            loads = self._borrow(lending, run, workspace, source, target)
            sessions = to_read_both(source, target, lanes(self._request.jobs))
            source.close()
            shift = _Shift(self._request, workspace, lending, loads, sessions, target)
            try:
                shift.work()
            finally:
                self._count(shift, sessions)
        if self._goes_on(lending):
            raise LockLost

    def _workspace_of(self, lending: Lending) -> Workspace:
        workspace = self._request.workspace
        if workspace.plan is None:
            reason = f"there is no plan at {workspace.plan_path}"
            raise CannotJoin(run=lending.run, reason=reason, help=_COPY_PLAN)
        return workspace.by_history() if workspace.plan.by is By.HISTORY else workspace

    def _require_same(self, lending: Lending, source: Connection, target: Connection) -> RunRecord:
        """The run, where version, plan and source are its own. Raises CannotJoin."""
        if lending.version != __version__:
            reason = f"it is a run of Segue {lending.version}, this is {__version__}"
            remedy = _SAME_VERSION.format(version=lending.version)
            raise CannotJoin(run=lending.run, reason=reason, help=remedy)
        run = next((run for run in runs(target) if run.id == lending.run), None)
        if run is None:
            raise LockLost
        if not self._is_of_this_plan(run):
            path = self._request.workspace.plan_path
            reason = f"its plan is another than {path}"
            raise CannotJoin(run=run.id, reason=reason, help=_COPY_PLAN)
        require_version(source, "source")
        if run.source_identity != str(database_identity(source)):
            reason = f"it reads {run.source_label}, and --from leads to another database"
            raise CannotJoin(run=run.id, reason=reason, help=_SAME_ADDRESS)
        return run

    def _borrow(
        self,
        lending: Lending,
        run: RunRecord,
        workspace: Workspace,
        source: Connection,
        target: Connection,
    ) -> dict[QualifiedName, Load]:
        only = tuple(map(QualifiedName.parse, run.plan_digest.split(" only ")[1:]))
        # The mover's lanes hold the tables that they fill: nobody may wait for them here.
        read = read_catalog(source), read_catalog(target, unlocked=True)
        survey = survey_both(workspace, source, target, only, read)
        parts, records = lent_parts(target, run.id), Journal(target, run.id).loads()
        loads, foreign = borrowed_loads(parts, survey.transfers, records)
        if foreign:
            more = f" and {len(foreign) - SHOWN:,} more" if len(foreign) > SHOWN else ""
            sentence = _FOREIGN.format(tables=", ".join(map(str, foreign[:SHOWN])) + more)
            if not loads:
                raise CannotJoin(run=run.id, reason="it makes other SQL of the plan", help=sentence)
            self._request.reporter.report(Note(sentence, "warning"))
        return loads

    def _count(self, shift: _Shift, sessions: Sessions) -> None:
        joined = self._joined
        self._joined = Help(
            shift.lending.run,
            sessions.lanes,
            joined.parts + shift.parts,
            joined.rows + shift.rows,
            joined.streamed + shift.streamed,
        )

    def _goes_on(self, lending: Lending) -> bool:
        """Whether another try of the run lends, or will lend, what this one did not bring."""
        with closing(self._request.workspace.open_target("helper")) as target:
            run = next((run for run in runs(target) if run.id == lending.run), None)
        if run is None or run.state == "done":
            return False
        return run.tries != lending.attempt or run.state != "running"


class _Shift:
    """The lanes of one helper during one try of a run."""

    def __init__(
        self,
        request: JoinRequest,
        workspace: Workspace,
        lending: Lending,
        loads: dict[QualifiedName, Load],
        sessions: Sessions,
        target: Connection,
    ) -> None:
        """`target` is the session of the signs of life."""
        self.lending = lending
        self.parts = self.rows = self.streamed = 0
        self._request, self._workspace, self._loads = request, workspace, loads
        self._sessions, self._target = sessions, target
        self._journal = Journal(target, lending.run, lending.attempt)
        self._lent = LendingJournal(self._journal)
        self._digests: Sequence[str] = ()
        self._tracker = Tracker()
        self._stop = StopSignal()
        self._lanes: set[Lane] = set()
        self._number = 0

    def work(self) -> None:
        """Take parts until none is left that nobody has brought."""
        parts = lent_parts(self._target, self.lending.run)
        self._digests = sorted({part.digest for part in parts if part.table in self._loads})
        count, size = self._lent.open_parts(self._digests)
        if count == 0:
            return
        self._number = self._lent.join(self._sessions.lanes)
        self._tell(count, size)
        pace = Pace(self._stop, self.lending.max_rate)
        pace.share_with(1)
        try:
            with (
                SourceLoad(
                    partial(self._workspace.open_source, "load"),
                    self.lending.max_source_load,
                    [pace],
                    self._request.reporter,
                ),
                function_pool(self._request.processes, self._request.reporter) as functions,
            ):
                self._work(pace, functions)
        finally:
            self._leave()

    def _tell(self, count: int, size: int) -> None:
        run, reporter = self.lending.run, self._request.reporter
        counts = f"{counted(self._sessions.lanes, 'lane')}; {counted(count, 'part')} to share"
        reporter.report(Note(f"{mover_name()} helps run {run} with {counts}."))
        reporter.report(CopyPlanned(len(self._loads), count, size))

    def _work(self, pace: Pace, functions: RowPool) -> None:
        progress = CopyProgress(self._request.reporter)
        for load in self._loads.values():
            progress.expect(str(load.name), load.bytes)
        setup = LaneSetup(
            partial(self._workspace.open_source, "lane"),
            partial(self._workspace.open_held_target, "lane", self.lending.holder),
            Snapshot(self.lending.snapshot),
            self._journal,
            self._request.reporter,
            progress,
            self._stop,
            loaded=lambda load: None,  # the mover's own
            pace=pace,
            lending=self.lending,
            helper=self._number,
            functions=functions,
        )
        permits: tuple[Permits, ...] = (*self._sessions.source, *self._sessions.target)
        craft: Craft[Lane, int] = lane_craft(
            setup, lambda lane, turn: self._take_part(workers, lane, turn), _place, permits
        )
        craft = replace(craft, open=partial(self._open, craft), close=partial(self._close, craft))
        with Workers(craft, self._sessions.lanes, self._stop) as workers:
            workers.add(range(self._sessions.lanes))
            while not workers.wait(BEAT_EVERY):
                self._beat(pace)

    def _open(self, craft: Craft[Lane, int]) -> Lane:
        lane = craft.open()
        self._lanes.add(lane)
        return lane

    def _close(self, craft: Craft[Lane, int], lane: Lane) -> None:
        self._lanes.discard(lane)
        craft.close(lane)

    def _take_part(self, workers: Workers[Lane, int], lane: Lane, turn: int) -> None:
        """Bring one part, and queue another turn unless none is left."""
        lent = LendingJournal(lane.journal)
        part = lent.next_part(self._digests)
        if part is None:
            if lent.open_parts(self._digests)[0] == 0:
                return
            self._stop.sleep(LOOK_AGAIN)  # others are at them, and may die
        else:
            self._bring(lane, *part)
        workers.add([turn])

    def _bring(self, lane: Lane, table: QualifiedName, number: int) -> None:
        load = self._loads[table]
        if self._tracker.begins(load):
            self._request.reporter.report(started(load))
            lane.journal.load_started(table)
        if lane.bring(load, load.slices[number]) is PartOutcome.BROUGHT:
            self._tracker.settles(load, number)

    def _beat(self, pace: Pace) -> None:
        """Sign of life. Raises Stopped, or LockLost where the try is over."""
        self._request.stop.check()
        word = self._lent.beat(self._number, [lane.process for lane in tuple(self._lanes)])
        if word is None:
            raise LockLost
        stop, others = word
        if stop:
            raise Stopped(STOPPED_BY_REQUEST)
        require_holder(self._target, self.lending.holder)
        pace.share_with(1 + others)

    def _leave(self) -> None:
        """Tell what was brought, as far as the line still goes."""
        with suppress(psycopg.Error):
            self._lent.leave(self._number)
            for helper in helpers(self._target, self.lending.run, self.lending.attempt):
                if helper.number == self._number:
                    self.parts, self.rows, self.streamed = (
                        helper.parts, helper.rows, helper.streamed
                    )  # fmt: skip


def _place(turn: int) -> str:
    return "the journal"


def _lives(target: Connection) -> bool:
    """Whether a mover holds the target."""
    return lock_holder(target) is not None and lock_purpose(target) != "restore"
