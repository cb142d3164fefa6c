"""The cutover: writers wait while the rest is brought over and proved, then the fence stands.

The commit of the fence on the source is the point of no return. Before it, everything that breaks
leaves the application as it was.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property

import psycopg
from psycopg import sql

from segue import sequences
from segue.database.fences import HAS_MOVED
from segue.database.journal import Journal, runs
from segue.database.live_journal import LiveJournal, live_record
from segue.database.lock import lock_holder, take_target
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection, connect, database_identity
from segue.errors import (
    AnotherMover,
    FollowerStays,
    LockedOut,
    NothingFollows,
    NotNear,
    PauseTooLong,
)
from segue.events import Note, Reporter
from segue.failpoints import reach
from segue.live import objects
from segue.live.back import begin_back, prepare_back, turned_round
from segue.live.fences import Fences, make_schema, pass_fences
from segue.live.follower import Follower
from segue.live.locking import SHARE, deadlock_timeout
from segue.live.switching import down, require_left, switch, tidy
from segue.move.rebuild import put_back
from segue.move.rejects import RejectFile, folder_of, write_rejects
from segue.move.workspace import Workspace
from segue.workers import StopSignal

ASIDE_WITHIN = 60.0
"""Seconds in which a follower steps aside: it ends its batch first."""

NEAR = 0.5
"""Seconds that a batch takes where the target is near enough to cut over."""

STEADY = 4
"""Batches after which the target is as near as it gets, if they do not become shorter."""

NEAR_WITHIN = 120.0
LOCK_TRIES = 20

GIVE_WAY = 1.3
"""Times deadlock_timeout: autovacuum gives way after one."""

SILENCE = 60.0
MARGIN = 5.0
"""Seconds after which the source ends a cutover of which it hears nothing: its machine is gone, or
asleep. Where writers may wait so long and no longer, the margin is added to that.
"""

SOURCE_FENCE = HAS_MOVED + "{}: it takes no rows any more"


@dataclass(frozen=True, slots=True)
class CutoverRequest:
    """A cutover as it was asked for."""

    rehearse: bool = False
    max_pause: float | None = None
    """Seconds that writers may wait."""
    switch_command: str | None = None


@dataclass(frozen=True, slots=True)
class CutOver:
    """What came of it."""

    pause_ms: int
    """How long writers waited."""
    rehearsed: bool
    keys: int
    """Those of the last batch."""
    rows: int
    sequences: int
    """How many were set."""
    finished: bool = False
    """Whether an earlier cutover had stood its fence already."""
    rejected: int = 0
    """Rows of the source that the target refuses."""
    rejects: tuple[RejectFile, ...] = ()
    """Their files, written when the target took over."""


def cut_over(workspace: Workspace, cutting: CutoverRequest, reporter: Reporter) -> CutOver:
    """Cut over, or rehearse it; on the way back that is `segue reverse`.

    Raises SegueError; psycopg.Error for a broken line.
    """
    if not cutting.rehearse and _state(workspace) == "moved":
        return _finished(workspace, cutting.switch_command, reporter)
    with _taken_over(workspace, reporter) as follower:
        done = _carried_out(follower, cutting, reporter)
        if not cutting.rehearse:
            fences = follower.fences(follower.target)
            _end(follower.journal, fences, follower.run, cutting.switch_command, reporter)
    return done


def _state(workspace: Workspace) -> str:
    with closing(workspace.open_target("look")) as target:
        record = live_record(target)
    return record.state if record is not None else ""


def _finished(workspace: Workspace, command: str | None, reporter: Reporter) -> CutOver:
    """What an earlier cutover left, whose target takes rows; the source is not asked."""
    with closing(workspace.open_target("cutover")) as target:
        take_target(target, reporter)
        record = live_record(target)
        assert record is not None
        journal, run = LiveJournal(target, record.id), runs(target)[0].id
        fences = Fences(target, record.source_identity, str(database_identity(target)))
        require_left(journal, fences, run, wanted=command is not None)
        _end(journal, fences, run, command, reporter)
        done = CutOver(record.pause_ms or 0, False, 0, 0, 0, finished=True)
        return _with_rejects(Journal(target, run), workspace, done)


def _end(
    journal: LiveJournal, fences: Fences, run: int, command: str | None, reporter: Reporter
) -> None:
    """The application is led to the target, and what is left there goes.

    Raises SwitchFailed; SwitchUnknown.
    """
    try:
        switch(journal, command)
    finally:
        tidy(journal.connection, fences, run, reporter)


def _carried_out(follower: Follower, cutting: CutoverRequest, reporter: Reporter) -> CutOver:
    """Until the target takes rows, or all is undone."""
    journal = Journal(follower.target, follower.run)
    follower.quiet_down()
    if follower.record.back_plan is not None:
        prepare_back(turned_round(follower.workspace, follower.record.back_plan))
    if follower.fences(follower.source).closed:
        reporter.report(Note("The fence stands already: what is left is finished."))
        _open_target(follower, 0, reporter)
        done = CutOver(0, False, 0, 0, 0, finished=True)
        return _with_rejects(journal, follower.workspace, done)
    if not cutting.rehearse:
        follower.journal.switch_wanted(cutting.switch_command is not None)
    _come_near(follower)
    with closing(connect(follower.workspace.source, "source", "cutover")) as writing:
        done = _Cut(follower, cutting, writing, reporter).carry_out()
    if not cutting.rehearse:
        _open_target(follower, done.pause_ms, reporter)
    return _with_rejects(journal, follower.workspace, done)


def _with_rejects(journal: Journal, workspace: Workspace, done: CutOver) -> CutOver:
    """How many rows the target refuses; when it takes over, they are written to files."""
    rejected = sum(load.rejected for load in journal.loads())
    if done.rehearsed or not rejected:
        return replace(done, rejected=rejected)
    folder = folder_of(journal.run, workspace.plan_path.parent)
    return replace(done, rejected=rejected, rejects=write_rejects(journal, folder))


@contextmanager
def _taken_over(workspace: Workspace, reporter: Reporter) -> Iterator[Follower]:
    """This process follows in the place of another, which steps aside meanwhile."""
    _ask_aside(workspace, aside=True)
    try:
        with ExitStack() as stack:
            yield _follower(workspace, reporter, stack)
    finally:
        _ask_aside(workspace, aside=False)


def _ask_aside(workspace: Workspace, *, aside: bool) -> None:
    with closing(workspace.open_target("look")) as target:
        record = live_record(target)
        if record is None or record.state in ("making", "copying", "ended"):
            state = "nothing follows here" if record is None else f"the live move is {record.state}"
            raise NothingFollows(state=state)
        if record.state == "moved" and aside:
            raise NothingFollows(state="the cutover is done")
        LiveJournal(target, record.id).aside(aside)


def _follower(workspace: Workspace, reporter: Reporter, stack: ExitStack) -> Follower:
    """The one of this process. Raises FollowerStays.

    Another one that came back from a rehearsal just now may be quicker, and steps aside again.
    """
    until = time.monotonic() + ASIDE_WITHIN
    while True:
        _wait_for_lock(workspace, until)
        with suppress(AnotherMover):
            return stack.enter_context(Follower(workspace, reporter, StopSignal()))


def _wait_for_lock(workspace: Workspace, until: float) -> None:
    with closing(workspace.open_target("look")) as target:
        while lock_holder(target) is not None:
            if time.monotonic() > until:
                raise FollowerStays(seconds=int(ASIDE_WITHIN))
            time.sleep(0.05)


def _come_near(follower: Follower) -> None:
    """Batch after batch until they become no shorter. Raises NotNear."""
    until = time.monotonic() + NEAR_WITHIN
    took: list[float] = []
    while len(took) < STEADY or max(took[-2:]) > NEAR:
        began = time.monotonic()
        follower.step()
        took.append(time.monotonic() - began)
        if len(took) >= STEADY and took[-1] < NEAR_WITHIN / 10 and took[-1] > 0.75 * took[-STEADY]:
            return
        if time.monotonic() > until:
            raise NotNear(seconds=int(NEAR_WITHIN))


class _Cut:
    """From the first lock to the commit of the fence."""

    def __init__(
        self, follower: Follower, cutting: CutoverRequest, writing: Connection, reporter: Reporter
    ) -> None:
        self._follower = follower
        self._cutting = cutting
        self._writing = writing
        self._reporter = reporter
        self._began = 0.0

    def carry_out(self) -> CutOver:
        self._prepare()
        self._lock()
        try:
            self._fence()
            reach("fence-raised")
            follower = self._follower
            whole = follower.scope.read_at_last | follower.journal.stale()
            self._require_time()
            applied = follower.step(whole)
            reach("last-batch")
            self._require_time()
            count = self._set_sequences()
            reach("numbers-carried")
            self._require_time()
        except BaseException:
            with suppress(psycopg.Error):  # what broke is told, not that this session broke too
                self._writing.execute("ROLLBACK")
            raise
        self._writing.execute("ROLLBACK" if self._cutting.rehearse else "COMMIT")
        pause = round((time.monotonic() - self._began) * 1000)
        reach("fence-stands")
        return CutOver(pause, self._cutting.rehearse, applied.keys, applied.rows, count)

    def _prepare(self) -> None:
        """What need not be done while writers wait."""
        make_schema(self._writing)
        pass_fences(self._writing)
        # Where this process stops without a word, the source itself lets writers go on.
        most = self._cutting.max_pause
        silence = SILENCE if most is None else most + MARGIN
        self._writing.execute(
            sql.SQL("SET idle_in_transaction_session_timeout = {}").format(f"{silence:.0f}s")
        )

    def _lock(self) -> None:
        """Raises LockedOut, which says who blocks."""
        blockers = ""
        for attempt in range(LOCK_TRIES):
            self._began = time.monotonic()
            self._writing.execute("BEGIN")
            try:
                self._follower.lock_source(self._writing, self._patience)
            except (psycopg.errors.QueryCanceled, psycopg.errors.DeadlockDetected):
                self._writing.execute("ROLLBACK")
                blockers = self._blockers()
                self._reporter.report(
                    Note(f"Writers keep the tables locked: {blockers}; try {attempt + 1}.")
                )
                self._disturb_autovacuum()
                self._follower.step()
                continue
            return
        raise LockedOut(blockers=blockers)

    @property
    def _patience(self) -> int:
        """Milliseconds that one try to lock all tables may take."""
        most = SHARE * self._deadlock_timeout
        if self._cutting.max_pause is not None:
            most = min(most, self._cutting.max_pause * 1000)
        return max(1, round(most))

    @cached_property
    def _deadlock_timeout(self) -> int:
        """The source's, in milliseconds."""
        return deadlock_timeout(self._writing)

    def _disturb_autovacuum(self) -> None:
        """Wait for the tables that it is at, each by itself, until it gives way."""
        rows = self._follower.source.execute(
            "SELECT DISTINCT n.nspname::text, c.relname::text"
            " FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_stat_activity AS a USING (pid)"
            " JOIN pg_catalog.pg_class AS c ON c.oid = l.relation"
            " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
            " WHERE a.backend_type = 'autovacuum worker' AND l.granted AND c.relkind = 'r'"
        ).fetchall()
        for name in {QualifiedName(*row) for row in rows} & set(self._follower.fenced):
            with suppress(psycopg.errors.QueryCanceled), self._writing.transaction():
                patience = round(GIVE_WAY * self._deadlock_timeout)
                self._follower.lock_source(self._writing, patience, [name])

    def _blockers(self) -> str:
        """Who holds locks against which the last try stood."""
        names = [name.identifier.as_string(None) for name in self._follower.fenced]
        rows = self._follower.source.execute(query("live_blockers"), {"tables": names})
        return "; ".join(blocker for (blocker,) in rows.fetchmany(3)) or "nobody any more"

    def _fence(self) -> None:
        survey = self._follower.survey
        tables = [survey.source.tables[name] for name in self._follower.fenced]
        label = self._follower.workspace.target.label
        self._follower.fences(self._writing).close(tables, SOURCE_FENCE.format(label))

    def _require_time(self) -> None:
        """Raises PauseTooLong, after which the follower goes on."""
        waited = time.monotonic() - self._began
        if self._cutting.max_pause is not None and waited > self._cutting.max_pause:
            raise PauseTooLong(
                waited=round(waited * 1000), allowed=round(self._cutting.max_pause * 1000)
            )

    def _set_sequences(self) -> int:
        """The target's numbers go on where the source's stand."""
        follower = self._follower
        survey = follower.survey
        reached = sequences.how_far(follower.source, survey.source)
        carried = sequences.carry_over(survey.source, survey.target, reached, survey.transfers)
        states = sequences.inspect(follower.target, survey.target, carried=carried)
        return len(sequences.reset_together(follower.target, states))


def _open_target(follower: Follower, pause_ms: int, reporter: Reporter) -> None:
    """What was off is on again, and everybody may write; the way back begins before that."""
    if follower.record.back_plan is not None:
        # By the session that holds the target: one that lost it could skip what others wrote since.
        follower.advance_back()
        begin_back(turned_round(follower.workspace, follower.record.back_plan), follower)
    for definition in down(follower.target, follower.run):
        if definition.kind != objects.TIMING:
            put_back(follower.target, [definition])
    reach("target-restored")
    with follower.target.transaction():
        follower.fences(follower.target).open()
        follower.journal.moved(pause_ms)
    reach("target-open")
    reporter.report(Note(f"{follower.workspace.target.label} takes rows now."))
