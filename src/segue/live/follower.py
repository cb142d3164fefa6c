"""Whoever follows: holds the target, collects keys, and brings the target to one moment."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import cached_property, partial

import psycopg

from segue.checks.live import unclear
from segue.database.batches import batches
from segue.database.definitions import definitions_down
from segue.database.fences import FOLLOWS
from segue.database.journal import Journal, runs
from segue.database.live_journal import LiveJournal, LiveRecord, Moment, live_record, moment
from segue.database.lock import end_own, end_sessions, take_target
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.replication import Key, Stream
from segue.database.session import Connection, connect, database_identity
from segue.errors import (
    Altered,
    CollectorFailed,
    LockedOut,
    NothingFollows,
    PlanChanged,
    PlanUnfit,
    RowFails,
    TellingChanged,
)
from segue.events import Note, Reporter
from segue.failpoints import reach
from segue.live import objects
from segue.live.alterations import Columns, columns_of
from segue.live.batch import Batches, BatchResult, Filling
from segue.live.collector import Collector, CollectorThread, OutboxCollector
from segue.live.fences import Fences, make_schema, pass_fences, with_leaves
from segue.live.locking import lock, locked
from segue.live.outbox import watched
from segue.live.pairing import Pairing, as_settled
from segue.live.partitions import Partitions
from segue.live.staging import KeysFail
from segue.live.telling import make_anew, release, telling
from segue.loading.changed_rows import ChangedRows
from segue.loading.rows_behind import RowsBehind, refused_rows
from segue.mapping.followed import FollowScope, Reading, scope
from segue.mapping.sql.changed_rows import copy_changed, with_keys
from segue.move import schema
from segue.move.copying.computing import function_pool
from segue.move.survey import Survey, survey_both
from segue.move.workspace import Workspace, compare_sides
from segue.plan.model import ExistingRows
from segue.workers import StopSignal

_ANEW = (
    "What tells of changes was touched by somebody, or is gone. It is made anew, and all rows are"
    " read again."
)

COLLECT_WITHIN = 0.1
"""Seconds in which the stream usually comes as far as a moment; then it gets a nudge."""

COLLECT_AT_MOST = 60.0
"""Seconds in which the stream of a living source comes that far: writers may wait meanwhile."""

ADVANCE_EVERY = 10.0


def collecting(
    workspace: Workspace,
    source: Connection,
    record: LiveRecord,
    followed: FollowScope,
    stop: StopSignal,
) -> CollectorThread:
    """The collector of a live move; whoever of an earlier mover still reads the slot is ended."""
    open_target = partial(workspace.open_target, "collector")
    if record.outbox:
        open_source = partial(connect, workspace.source, "source", "collector")
        return OutboxCollector(open_source, open_target, record.id, stop)
    end_sessions(source, "slot_free", {"slot": record.slot})
    row = source.execute(
        "SELECT pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::bigint"
    ).fetchone()
    assert row is not None
    return Collector(
        partial(Stream, workspace.source, record.slot, record.publication, followed.keys),
        open_target,
        record.id,
        row[0],
        stop,
    )


def collect_until(collector: CollectorThread, position: int, nudging: Connection) -> None:
    """Wait until all that was written to the source before the position is collected.

    `nudging` is a session on the source without a transaction. Raises CollectorFailed.
    """
    until = time.monotonic() + COLLECT_AT_MOST
    while not collector.reached(position, COLLECT_WITHIN):
        if time.monotonic() > until:
            raise CollectorFailed(reason=f"it makes no progress for {COLLECT_AT_MOST:.0f} s")
        # Its commit is what brings the WAL of before to the disk, where the stream begins.
        nudging.execute(query("nudge"))


def tables_read(survey: Survey, followed: FollowScope) -> set[QualifiedName]:
    """The tables of the source that the plan reads, as far as they are known."""
    read = {t.source.name for t in survey.transfers if t.source is not None}
    return read | {name for r in followed.readings for name in r.depends | r.unseen}


def fed_columns(survey: Survey, table: QualifiedName) -> list[str]:
    """The columns of a target table that anything feeds, in its order."""
    feeding = (t for t in survey.transfers if t.target.name == table)
    names = {feed.column.name for transfer in feeding for feed in transfer.feeds}
    return [c.name for c in survey.target.tables[table].columns if c.name in names]


class Follower:
    """One pair of sessions that follows, with the collector beside it. Use it as a context."""

    def __init__(
        self,
        workspace: Workspace,
        reporter: Reporter,
        stop: StopSignal,
        before: int | None = None,
        processes: int | None = None,
    ) -> None:
        """`before` is the server's process by which this mover held the target until now.

        So many `processes` call the plan's Python functions; None for one a core.
        """
        self._processes = processes
        self.workspace = workspace
        self.holder = before
        self.stop = stop
        self._reporter = reporter
        self._stack = ExitStack()
        self._shown = self._advanced = time.monotonic()

    def __enter__(self) -> Follower:
        try:
            self._open()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _open(self) -> None:
        keep = self._stack.enter_context
        self.source: Connection = keep(closing(self.workspace.open_source("follow")))
        self._nudging = keep(closing(self.workspace.open_source("nudge")))
        self.target: Connection = keep(closing(self.workspace.open_target("follow")))
        compare_sides(self.source, self.target)
        if self.holder is not None:
            end_own(self.target, self.holder)
        self.holder = take_target(self.target, self._reporter)
        self.journal = LiveJournal(self.target, self.record.id)
        self.journal.taken_up()
        pass_fences(self.target)
        # Batches look up few rows of large tables by their keys, of which nobody knows how many.
        for session in (self.source, self.target):
            session.execute("SET random_page_cost = 1.1")
        survey = survey_both(self.workspace, self.source, self.target)
        self.survey: Survey = as_settled(survey, self.target, self.run)
        self.scope: FollowScope = scope(
            self.source, self.survey.source, self.survey.transfers, outbox=self.record.outbox
        )
        self._agree()
        self._functions = keep(function_pool(self._processes, self._reporter))
        self._collector = keep(self._collecting())

    @cached_property
    def record(self) -> LiveRecord:
        """What the journal says at the beginning. Raises NothingFollows."""
        record = live_record(self.target)
        if record is None or record.state in ("making", "ended"):
            raise NothingFollows(state="the target knows of no live move")
        return record

    @cached_property
    def run(self) -> int:
        """The run that copied the rows."""
        return runs(self.target)[0].id

    def _agree(self) -> None:
        """The plan and the columns are those of before; a changed plan reads all rows again.

        Raises Altered where columns changed and the plan did not.
        """
        now, before = self._columns(), Columns.read(self.record.columns)
        if self.record.plan_digest == self.survey.digest:
            self._require_same(before, now)
        else:
            if self.scope.tables.keys() - self._published():
                raise PlanChanged(plan=self.survey.plan.path)
            self._agree_on_rows()
            self.journal.stale_saved(self.scope.by_target.keys())
        if not before.is_told_alike(now):
            self._make_telling_anew()
            now = self._columns()
        self.journal.planned(self.survey.digest, now.text)

    def _make_telling_anew(self) -> None:
        """What changed since somebody touched it is found by reading all rows."""
        self._reporter.report(Note(_ANEW, "warning"))
        self.journal.stale_saved(self.scope.by_target.keys())
        make_anew(self.workspace, self.record, self.scope, self.target)

    def _agree_on_rows(self) -> None:
        """What a changed plan says of rows that stay, and of refused ones. Raises PlanUnfit."""
        for finding in unclear(self.survey.plan, self.scope, self.survey.facts):
            raise PlanUnfit(why=finding.title)
        mergeable = self.survey.mergeable
        for load in Journal(self.target, self.run).loads():
            how = mergeable.get(load.table)
            if load.merge is not None and (how is None or how.value != load.merge):
                raise PlanUnfit(why=f"{load.table} holds rows that stay, by {load.merge}")
            if load.table in self.survey.rejecting:
                columns = fed_columns(self.survey, load.table)
                self.journal.puts_aside(load.number, columns)

    def _published(self) -> set[QualifiedName]:
        if self.record.outbox:
            return watched(self.source)
        rows = self.source.execute(
            "SELECT schemaname, tablename FROM pg_catalog.pg_publication_tables WHERE pubname = %s",
            (self.record.publication,),
        )
        return {QualifiedName(*row) for row in rows}

    def _columns(self) -> Columns:
        """Those of all tables that are read and filled, as they are now."""
        read = tables_read(self.survey, self.scope)
        told = telling(self.source, self.record.slot, self.record.publication)
        target = columns_of(self.target, self.scope.by_target)
        return Columns(columns_of(self.source, read), target, told)

    def _require_same(self, before: Columns, now: Columns) -> None:
        """Raises Altered, and sees to it that the application goes on writing."""
        try:
            before.require_same(now)
        except Altered:
            if not self.record.outbox:
                release(self.workspace, self.record, self.source)
            raise

    # Collecting

    def _collecting(self) -> CollectorThread:
        return collecting(self.workspace, self.source, self.record, self.scope, self.stop)

    # The target while it follows

    def quiet_down(self) -> None:
        """Fence the target against others, and switch off what would answer to batches.

        Each change is in the journal with what undoes it; what is done already stays so. Raises
        LockedOut where others hold the tables for long.
        """
        try:
            self._quiet_down()
        except (psycopg.errors.QueryCanceled, psycopg.errors.DeadlockDetected) as error:
            raise LockedOut(blockers="transactions that use tables of the target") from error

    def _quiet_down(self) -> None:
        down = definitions_down(self.target)
        changes = objects.quieted(self.survey.target, self.scope.by_target.keys())
        for some in batches(schema.still_up(changes, down)):
            names = {change.restores[0].table for change in some}
            with locked(self.target, names, "ACCESS EXCLUSIVE"):
                schema.take_down(self.target, self.run, some)
        reach("target-quiet")
        tables = [self.survey.target.tables[name] for name in sorted(self.scope.by_target)]
        fences = self.fences(self.target)
        if not fences.stand_on(tables):
            make_schema(self.target)
            with locked(self.target, with_leaves(tables), "SHARE ROW EXCLUSIVE"):
                fences.close(tables, FOLLOWS)
        reach("target-fenced")

    def fences(self, connection: Connection) -> Fences:
        """Those of this live move in the session's database."""
        identities = (str(database_identity(side)) for side in (self.source, self.target))
        return Fences(connection, *identities)

    # Batches

    def step(self, whole: Collection[QualifiedName] = ()) -> BatchResult:
        """Bring the target to the moment of now.

        Raises Altered, BatchDiffers, RowFails, psycopg.Error.
        """
        began = time.monotonic()
        try:
            with self._moment() as now:
                applied = self._bring_to(now, whole)
        except KeysFail as failure:
            raise self._failing_row(failure) from failure.error
        self._shown = began
        self._advance_back()
        return applied

    def _failing_row(self, failure: KeysFail) -> Exception:
        """Which row it is, if it still fails; halved until it stands alone."""
        reading, keys = failure.reading, list(failure.keys)
        with closing(self.workspace.open_source("look")) as source:
            if not self._fails(source, reading, keys):
                return failure.error
            while len(keys) > 1:
                half = keys[: len(keys) // 2]
                keys = half if self._fails(source, reading, half) else keys[len(half) :]
        reason = failure.error.diag.message_primary or str(failure.error)
        name = reading.transfer.mapping.source
        return RowFails(table=name, key=", ".join(map(str, keys[0])), reason=reason)

    def _fails(self, source: Connection, reading: Reading, keys: Sequence[Key]) -> bool:
        table = reading.transfer.source
        assert table is not None
        also = with_keys(table, self.scope.tables[table.name].key, keys)
        hashed = ChangedRows(reading.transfer).hashed
        try:
            with source.cursor().copy(copy_changed(reading.transfer, hashed, also)) as rows:
                for _ in rows:
                    pass
        except psycopg.DataError:
            return True
        return False

    def _advance_back(self) -> None:
        """Now and then: the slot of the way back need not keep what this follower wrote."""
        if self.record.back_plan is None or time.monotonic() - self._advanced < ADVANCE_EVERY:
            return
        self.advance_back()

    def advance_back(self) -> None:
        """All that is in the target came from the source: the way back begins after it."""
        names = objects.names_for(
            database_identity(self.target), database_identity(self.source), back=True
        )
        objects.advance(self.target, names)
        self._advanced = time.monotonic()

    def _bring_to(self, now: Moment, whole: Collection[QualifiedName]) -> BatchResult:
        columns = self._columns()
        self._require_same(self._known_columns, columns)
        if not self._known_columns.is_told_alike(columns):
            raise TellingChanged(what="outbox" if self.record.outbox else "slot or publication")
        self._partitions.compare(now)
        collect_until(self._collector, now.position, self._nudging)
        if not whole and not self._waits():
            self.journal.beat(now.time)
            return BatchResult(0, 0)
        pairs = self._pairing.changes(self.survey, now, {*whole, *self.journal.stale()})
        applied = self._applying.apply(now, whole, pairs)
        if pairs is not None:
            self.survey = pairs.survey
        return applied

    @property
    def lag(self) -> float:
        """How old the moment is that the target shows, in seconds."""
        return time.monotonic() - self._shown

    @cached_property
    def _known_columns(self) -> Columns:
        return self._columns()

    @contextmanager
    def _moment(self) -> Iterator[Moment]:
        self.source.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield moment(self.source)
        self.source.execute("ROLLBACK")

    def _waits(self) -> bool:
        row = self.target.execute(
            "SELECT EXISTS (SELECT FROM segue.live_key) OR EXISTS (SELECT FROM segue.live_stale)"
        ).fetchone()
        return row is not None and bool(row[0])

    @cached_property
    def _applying(self) -> Batches:
        return Batches(
            self.source,
            self.journal,
            self.scope,
            self.survey.target,
            Journal(self.target, self.run).added_rows(),
            self._filling,
            self._functions,
            self.stop.check,
        )

    @cached_property
    def _partitions(self) -> Partitions:
        return Partitions(self.source, self.journal, self.scope)

    @cached_property
    def _filling(self) -> Filling:
        loads = {load.table: load for load in Journal(self.target, self.run).loads()}
        tables, plan = self.survey.target.tables, self.survey.plan
        behind = {n: RowsBehind(self.record.id, tables[n]) for n in self.journal.behind()}
        replacing = frozenset(
            mapping.target
            for mapping in plan.tables
            if plan.existing_rows_of(mapping) is ExistingRows.REPLACE
        )
        return Filling(self.run, loads, self.survey.rejecting & loads.keys(), behind, replacing)

    def refused_keys(self, reading: Reading) -> list[str]:
        """The source's keys, as texts, of rows of a mapping that are put aside."""
        load = self._filling.loads.get(reading.transfer.target.name)
        if load is None or not load.rejected:
            return []
        facts = {"load": load.number, "mapping": reading.transfer.number}
        row = self.target.execute(query("rejects_where"), facts).fetchone()
        assert row is not None
        keys, places = row
        statement = refused_rows(reading.transfer, keys)
        return [*places, *(key for (key,) in self.source.execute(statement))]

    @cached_property
    def _pairing(self) -> Pairing:
        return Pairing(self.source, self.journal, self.scope, self._filling.loads)

    def lock_source(
        self, writing: Connection, patience: int, tables: Iterable[QualifiedName] | None = None
    ) -> None:
        """Within a transaction of a session that may write: nobody else writes to what is moved,
        or to the `tables`. Raises QueryCanceled after `patience`, in milliseconds, for all of them.
        """
        lock(writing, self.fenced if tables is None else tables, "SHARE ROW EXCLUSIVE", patience)

    @cached_property
    def fenced(self) -> tuple[QualifiedName, ...]:
        """The tables of the source whose rows are moved, and that take rows."""
        read, tables = tables_read(self.survey, self.scope), self.survey.source.tables
        return tuple(name for name in sorted(read) if name in tables and tables[name].kind in "rp")
