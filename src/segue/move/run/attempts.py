"""All tries of a move, and what each goes through."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from functools import partial

import psycopg

from segue.database.decisions import PATIENCE, decide
from segue.database.journal import Journal
from segue.database.records import RunRecord
from segue.database.session import exported_snapshot, in_recovery
from segue.database.time_taken import time_taken_saved
from segue.errors import CannotConnect, GivenUp, JournalInTheWay, LockLost, SnapshotLost
from segue.events import Note, Retrying, SilentReporter
from segue.mapping.sql.values import is_direct
from segue.mapping.transfer import Transfer
from segue.move.prepare.kept import drop_kept
from segue.move.run.critical_path import CriticalPath
from segue.move.run.execution import Execution
from segue.move.run.onward import go_on
from segue.move.run.preflight import Preflight
from segue.move.run.request import Outcome, Request, Scene
from segue.move.sampling import take_sample
from segue.move.steps import Steps
from segue.move.watch import Watch
from segue.plan.model import Plan


def move(request: Request) -> Outcome:
    """The eight steps, resumed where an earlier try broke off.

    A line that breaks is tried again with the patience a failover needs. Raises SegueError.
    """
    patience = _Patience()
    attempted = _Try(request)
    while True:
        try:
            outcome = attempted.run()
            drop_kept(
                request.workspace.target, SilentReporter()
            )  # the run's end is the last that is told
            return outcome
        except (SnapshotLost, LockLost, CannotConnect, psycopg.Error) as error:
            seconds = patience.before_next(attempted, error)
            if seconds is None:
                raise
            message = str(error).strip()
            request.reporter.report(Retrying("the move", message, patience.attempt, seconds))
            time.sleep(seconds)
            attempted = attempted.next()


class _Patience:
    """How long to wait before another try: a server that is away may be so for minutes."""

    def __init__(self) -> None:
        self.attempt = 0
        """Tries so far."""
        self._begun = 0
        """Those that reached both servers and broke off."""
        self._unreached = 0
        """Those since then that did not come so far."""
        self._finished: int | None = None
        """Tables that were in when a standby cancelled a try."""

    def before_next(self, attempted: _Try, error: Exception) -> float | None:
        """Seconds, or None to give up; before there is a run, nothing can be gone on with."""
        self.attempt += 1
        if attempted.began:
            self._begun, self._unreached = self._begun + 1, 0
        else:
            self._unreached += 1
        if attempted.run_number is None or self._begun > len(PATIENCE):
            return None
        if attempted.cancelled_by_standby(error) and not self._came_further(attempted):
            return None
        if isinstance(error, SnapshotLost | LockLost | psycopg.errors.ReadOnlySqlTransaction):
            # What takes no writes may be a standby that is about to be promoted.
            return PATIENCE[self._unreached] if self._unreached < len(PATIENCE) else None
        return decide(error).wait_before(self._unreached + 1)

    def _came_further(self, attempted: _Try) -> bool:
        """Whether more tables are in than when a standby cancelled the try before."""
        before, self._finished = self._finished, attempted.tables_finished()
        return before is None or self._finished > before


class _Try:
    """One try of a move, on a snapshot of its own."""

    def __init__(self, request: Request, run_number: int | None = None) -> None:
        self._asked = request
        self._path = CriticalPath(request.reporter)
        self._request = replace(request, reporter=self._path)
        self.run_number = run_number
        """The run that this process began or went on with, once the journal knows it."""
        self.began = False
        """Whether this try came so far."""
        self._reads_standby = False

    def next(self) -> _Try:
        """The try after this one: of the same plan and, once there is one, of the same run."""
        workspace = self._request.workspace
        return _Try(replace(self._asked, workspace=workspace), self.run_number)

    def run(self) -> Outcome:
        """Every step that is left. Raises SegueError, or psycopg.Error for a broken line."""
        request, steps = self._request, Steps(self._request.reporter)
        gate, workspace = Preflight(request, steps, self.run_number), request.workspace
        sides = (
            ("source", partial(workspace.open_source, "watch")),
            ("target", partial(workspace.open_target, "watch")),
        )
        with ExitStack() as stack:
            source = stack.enter_context(closing(workspace.open_source("snapshot")))
            self._reads_standby = in_recovery(source)
            gate.prepare_database(source)
            target = stack.enter_context(closing(workspace.open_target("control")))
            done = gate.moved_on(source, target)
            if done is not None:
                return done
            sessions = gate.look(source, target)
            watched = [side for side in sides if side[0] in sessions.watched]
            stack.enter_context(Watch(watched, request.reporter))
            identity = gate.prepare(source, target)
            request = gate.request
            if gate.left_off is not None:
                self.began, self.run_number = True, gate.left_off.id
                return go_on(request, target, gate.holder, gate.left_off, steps)
            snapshot = stack.enter_context(exported_snapshot(source))
            survey = gate.plan(source, target)
            self._keep_plan(survey.plan)
            request = gate.request
            scene = Scene(source, target, gate.holder, snapshot, identity, survey, sessions)
            previous = self._same_run(gate.previous(scene))
            if previous is not None and previous.state == "done":
                outcome = gate.again(scene, previous)
                if outcome is not None:
                    return outcome
                previous = None
            admission = gate.check(scene, previous)
            scene = _sampled(request, scene)
            work = Execution(request, scene, steps, admission, previous)
            self.began, self.run_number = True, work.run_number
            outcome, survey = work.carry_out(), scene.survey
            with suppress(psycopg.Error, JournalInTheWay):  # all is done, whether this is kept
                time_taken_saved(target, work.run_number, self._path.taken())
            return replace(
                outcome,
                share=survey.share,
                digest=survey.digest,
                plain=_plain(survey.transfers),
                grown=survey.grown,
            )

    def cancelled_by_standby(self, error: Exception) -> bool:
        """Whether the standby that is read ended the try for the sake of its replay."""
        causes = SnapshotLost | psycopg.errors.SerializationFailure
        return self._reads_standby and isinstance(error, causes)

    def tables_finished(self) -> int:
        """How many tables the journal knows to be in. 0 where it cannot be asked."""
        if self.run_number is None:
            return 0
        try:
            with closing(self._request.workspace.open_target("control")) as target:
                loads = Journal(target, self.run_number).loads()
        except (CannotConnect, psycopg.Error):
            return 0
        return sum(load.state == "copied" for load in loads)

    def _keep_plan(self, plan: Plan) -> None:
        """A further try drafts nothing: the file is a person's to edit from now on."""
        workspace = replace(self._request.workspace, plan=plan)
        self._request = replace(self._request, workspace=workspace)

    def _same_run(self, previous: RunRecord | None) -> RunRecord | None:
        """The run to go on with. Raises GivenUp where somebody ended that of an earlier try."""
        number = previous.id if previous is not None else None
        if self.run_number not in (None, number):
            raise GivenUp(run=self.run_number)
        return previous


def _plain(transfers: Sequence[Transfer]) -> frozenset[str]:
    """The target tables for which nothing is worked out."""
    computed_tables = {str(t.target.name) for t in transfers if not all(map(is_direct, t.feeds))}
    return frozenset(str(t.target.name) for t in transfers) - computed_tables


def _sampled(request: Request, scene: Scene) -> Scene:
    """What the checks looked at as a whole, limited to the sample that is to be copied."""
    if request.sample is None:
        return scene
    survey = scene.survey
    sampled = take_sample(
        survey.transfers, survey.plan, survey.source, request.sample, scene.source
    )
    request.reporter.report(
        Note(f"A sample of {sampled.rows:,} rows is copied, with all that they refer to.")
    )
    limited = replace(
        survey,
        plan=sampled.plan,
        source=sampled.source,
        sampled_from=survey.plan,
        share=sampled.share,
        grown=sampled.grown,
    )
    return replace(scene, survey=limited)
