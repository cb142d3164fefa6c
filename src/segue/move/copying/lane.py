"""A lane: a pair of connections, source and target, that copies one part at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from functools import partial

import psycopg
from psycopg import sql

from segue.database.decisions import is_about_itself, refuses_row
from segue.database.journal import Journal
from segue.database.lending import Claim, Lending
from segue.database.names import QualifiedName
from segue.database.pump import Pump
from segue.database.records import DoneLoad
from segue.database.session import (
    Connection,
    Snapshot,
    commit_without_waiting,
    join_snapshot,
)
from segue.errors import FunctionFailed, RepeatedKey, SegueError
from segue.events import Reporter, TableFinished, TableStarted
from segue.failpoints import reach
from segue.loading.merging import PartArrival
from segue.mapping.sql import copy_in, copy_out
from segue.mapping.sql.checksums import shared_columns
from segue.move.copying.computing import FunctionRejects, FunctionStream
from segue.move.copying.loads import Load, Slice, Task
from segue.move.copying.pace import Pace
from segue.move.copying.progress import CopyProgress, PartProgress
from segue.move.copying.ways import (
    CopyWay,
    DirectWay,
    FrozenWay,
    MergeWay,
    SiftWay,
    row_at_fault,
    sift,
)
from segue.project.rows import RowPool
from segue.workers import Gauge, StopSignal

CANCEL_PATIENCE = 5.0
"""Seconds for which a server may think about ending a statement."""


@dataclass(frozen=True, slots=True)
class LaneSetup:
    """What lanes need to know, beside the parts."""

    open_source: Callable[[], Connection]
    open_target: Callable[[], Connection]
    snapshot: Snapshot
    journal: Journal
    reporter: Reporter
    progress: CopyProgress
    stop: StopSignal
    loaded: Callable[[Load], None]
    """Called by the lane that committed a table's last part."""
    pace: Pace
    lending: Lending | None = None
    """What the run lends to helpers: then each part is taken from the journal."""
    helper: int | None = None
    """The number of the helper whose lanes these are; None for the mover's own."""
    streams: Gauge = field(default_factory=Gauge)
    """The lanes that are at work."""
    functions: RowPool | None = None
    """Who calls the plan's Python functions; None where the lanes do it themselves."""


class PartOutcome(Enum):
    """How it stands with a part that a lane wanted to bring."""

    BROUGHT = "brought"
    THERE = "there"
    """It was in already."""
    TAKEN = "taken"
    """Another process is at it."""


class Tracker:
    """Knows which loads have begun and which parts are still missing."""

    def __init__(self, kept: Mapping[QualifiedName, Collection[int]] | None = None) -> None:
        """`kept` are parts that are in from an earlier try."""
        self._kept = kept or {}
        self._lock = threading.Lock()
        self._missing: dict[QualifiedName, set[int]] = {}
        self._finished: set[QualifiedName] = set()

    def begins(self, load: Load) -> bool:
        """Whether this is the load's first part."""
        with self._lock:
            if load.name in self._missing:
                return False
            numbers = {piece.number for piece in load.slices}
            self._missing[load.name] = numbers.difference(self.kept(load))
            return True

    def kept(self, load: Load) -> Collection[int]:
        """The load's parts that need not be copied."""
        return self._kept.get(load.name, ())

    def misses(self, load: Load, number: int) -> bool:
        """Whether nobody knows that the part is in."""
        with self._lock:
            return number in self._missing[load.name]

    def settles(self, load: Load, number: int) -> bool:
        """The part is in; whether nobody knew that."""
        with self._lock:
            missing = self._missing[load.name]
            new = number in missing
            missing.discard(number)
            return new

    def finish(self, load: Load, deed: Callable[[], None]) -> None:
        """Do this where all parts of the load are in, unless it was done."""
        with self._lock:
            if self._missing[load.name] or load.name in self._finished:
                return
            self._finished.add(load.name)
        try:
            deed()
        except BaseException:
            self._finished.discard(load.name)
            raise


class PartFailed(Exception):
    """A part was not copied; the cause is the server's error."""

    def __init__(self, load: Load, side: str, piece: Slice | None = None) -> None:
        super().__init__(f"{load.name}, {side}")
        self.load = load
        self.side = side
        self.piece = piece or load.slices[0]
        self.row: str | None = None
        """The row of the source that is to blame, and why, where one is."""


class Lane:
    """A pair of connections that does one task at a time.

    `journal` is the run's, through the session on the target.
    """

    def __init__(self, copying: LaneSetup) -> None:
        self._copying = copying
        self._claim = Claim(copying.helper) if copying.lending is not None else None
        self._connect()

    def _connect(self) -> None:
        self._source = self._copying.open_source()
        try:
            join_snapshot(self._source, self._copying.snapshot)
            self._target = self._copying.open_target()
        except BaseException:
            self._source.close()
            raise
        commit_without_waiting(self._target)
        self.journal = self._copying.journal.over(self._target)

    def interrupt(self) -> None:
        """End what the target is asked for, from another thread: it may wait for a lock.

        The pump looks at the stop signal itself.
        """
        self._target.cancel_safe(timeout=CANCEL_PATIENCE)

    @property
    def process(self) -> int:
        """The server's process of the session on the target, as far as no pooler hides it."""
        return self._target.info.backend_pid

    def close(self) -> None:
        for connection in (self._source, self._target):
            with suppress(psycopg.Error):
                connection.close()

    def copy(self, task: Task, tracker: Tracker) -> bool:
        """Do a task, unless a commit whose answer was lost, or a helper, did it already.

        Returns whether it is done: not where another process is at it.
        """
        if task.piece is None:
            self._copying.pace.before_part()
            with self._row_blamed():
                self._copy_bundle(task.loads, tracker)
            return True
        (load,) = task.loads
        if begins(load, self._copying, tracker):
            self.journal.load_started(load.name)
        if tracker.misses(load, task.piece.number):
            outcome = self.bring(load, task.piece)
            if outcome is PartOutcome.TAKEN:
                return False
            if tracker.settles(load, task.piece.number) and outcome is PartOutcome.THERE:
                self._copying.progress.part(str(load.name), task.piece.part.bytes).done()
        tracker.finish(load, partial(finish, load, self.journal, self._copying))
        return True

    def bring(self, load: Load, piece: Slice) -> PartOutcome:
        """All rows of a part, in one transaction with the row of the journal that says so."""
        self._copying.pace.before_part()
        with self._row_blamed():
            return self._bring(load, piece)

    @contextmanager
    def _row_blamed(self) -> Iterator[None]:
        """Where the source cannot work a row out, the failure says which."""
        try:
            yield
        except PartFailed as failure:
            if failure.side == "source" and refuses_row(failure.__cause__):
                failure.row = self._row_at_fault(failure.load, failure.piece)
            raise

    def _row_at_fault(self, load: Load, piece: Slice) -> str | None:
        self.close()  # the pump left both in the middle of something
        try:
            self._connect()
            return row_at_fault(self._source, piece.transfer, piece.part, load)
        except psycopg.Error:
            return None

    def _copy_bundle(self, loads: Sequence[Load], tracker: Tracker) -> None:
        """Small tables in one transaction: each costs little but its COPY."""
        for load in loads:
            begins(load, self._copying, tracker)
        if self.journal.has_part(loads[0].name, loads[0].slices[0].number):
            for load in loads:
                finish(load, self.journal, self._copying)
            return
        for done, load in zip(self._bring_bundle(loads), loads, strict=True):
            self._copying.reporter.report(
                TableFinished(str(load.name), done.rows, done.streamed, done.seconds)
            )
            self._copying.loaded(load)

    def _bring_bundle(self, loads: Sequence[Load]) -> list[DoneLoad]:
        """All rows of the bundle at once, or, where a server refuses that, table by table."""
        try:
            return self._bring_all(loads, together=True)
        except PartFailed as failure:
            if len(loads) == 1 or not is_about_itself(failure.__cause__):
                raise
            self.close()  # the pump left both in the middle of something
            self._connect()
            return self._bring_all(loads, together=False)

    def _bring_all(self, loads: Sequence[Load], *, together: bool) -> list[DoneLoad]:
        """All rows of the bundle, with the rows of the journal that say so, in one transaction."""
        sizes = [(str(load.name), load.bytes) for load in loads]
        under_way = [self._copying.progress.part(name, size) for name, size in sizes]
        self._target.execute("BEGIN")
        try:
            pairs = list(zip(loads, under_way, strict=True))
            done: list[DoneLoad] = []
            for some in [pairs] if together else [[pair] for pair in pairs]:
                done += self._pump_small(some)
            reach("part-streamed")
            self.journal.loads_done(done)
            self._target.execute("COMMIT")
        except BaseException:
            for progress in under_way:
                progress.undone()
            raise
        reach("part-copied")
        for progress in under_way:
            progress.done()
        return done

    def _pump_small(self, pairs: Sequence[tuple[Load, PartProgress]]) -> Iterator[DoneLoad]:
        copies = [
            (
                copy_out(load.slices[0].transfer, load.slices[0].part).as_bytes(self._source),
                copy_in(load.slices[0].transfer).as_bytes(self._target),
                self._count_bytes(progress),
            )
            for load, progress in pairs
        ]
        pump = Pump(self._source.pgconn, self._target.pgconn, self._copying.stop.check)
        began = time.monotonic()
        try:
            for (load, _), pumped in zip(pairs, pump.run_all(copies), strict=True):
                end = time.monotonic()
                yield DoneLoad(load.name, pumped.rows, pumped.bytes, end - began)
                began = end
        except psycopg.Error as error:
            raise PartFailed(pairs[pump.done][0], pump.failed_side) from error

    def _bring(self, load: Load, piece: Slice) -> PartOutcome:
        """All rows of a part at once, or, where one of them is refused and may be, the others."""
        try:
            return self._stream(load, piece)
        except (PartFailed, RepeatedKey, FunctionFailed) as failure:
            is_known = isinstance(failure, SegueError) or refuses_row(failure.__cause__)
            if not (load.rejects and is_known):
                raise
            self.close()  # the pump left both in the middle of something
            self._connect()
            return self._stream(load, piece, sifted=True)

    def _begin(self, load: Load, piece: Slice, *, again: bool) -> PartOutcome:
        """Begin the part's transaction, if it is ours to bring.

        `again` waits for the session that this lane has just given up, until the server ends it.
        """
        if self._claim is None:
            if self.journal.has_part(load.name, piece.number):
                return PartOutcome.THERE
            self._target.execute("BEGIN")
            return PartOutcome.BROUGHT
        ours, there = self._claim.begin(self.journal, load.name, piece.number, wait=again)
        if ours and not there:
            return PartOutcome.BROUGHT
        self._target.execute("ROLLBACK")
        return PartOutcome.THERE if there else PartOutcome.TAKEN

    def _stream(self, load: Load, piece: Slice, *, sifted: bool = False) -> PartOutcome:
        progress = self._copying.progress.part(str(load.name), piece.part.bytes)
        flow: Pump | FunctionStream | None = None
        try:
            # Not `transaction()`: after a failure nothing can be said on a connection that the
            # pump left in the middle of a COPY. It is closed, and the server rolls back.
            outcome = self._begin(load, piece, again=sifted)
            if outcome is not PartOutcome.BROUGHT:
                return outcome
            way = self._way(load, piece, sifted=sifted)
            flow, out = self._flow(way, load, piece)
            into = way.copy_in.as_bytes(self._target)
            pumped = flow.run(out.as_bytes(self._source), into, self._count_bytes(progress))
            if isinstance(flow, FunctionStream) and isinstance(way, SiftWay):
                way.put_aside(flow.faults)
            counts = way.settle(pumped)
            reach("part-streamed")
            self.journal.part_done(load.name, piece.number, counts)
            if self._claim is not None:
                self._claim.brought(self.journal, load.name, piece.number, counts)
            self._target.execute("COMMIT")
        except psycopg.Error as error:
            progress.undone()
            side = flow.failed_side if flow is not None else "target"
            raise PartFailed(load, side, piece) from error
        reach("part-copied")
        progress.done()
        return outcome

    def _count_bytes(self, progress: PartProgress) -> Callable[[int], None]:
        """Counts bytes that went through, and keeps to the pace."""

        def streamed(count: int) -> None:
            progress.streamed(count)
            self._copying.pace.streamed(count)

        return streamed

    def _flow(
        self, way: CopyWay, load: Load, piece: Slice
    ) -> tuple[Pump | FunctionStream, sql.Composed]:
        """What carries the rows, and what the source runs to send them."""
        check = self._copying.stop.check
        if not way.transfer.computed:
            pump = Pump(self._source.pgconn, self._target.pgconn, check)
            return pump, copy_out(way.transfer, piece.part)
        rejecting = None
        if isinstance(way, SiftWay):
            rejecting = FunctionRejects(load.columns, shared_columns(load.transfers))
        computing = FunctionStream(
            self._source,
            self._target,
            way.transfer,
            piece.part,
            check,
            rejecting,
            pool=self._copying.functions,
        )
        return computing, computing.copy_out

    def _way(self, load: Load, piece: Slice, *, sifted: bool) -> CopyWay:
        """How the part's rows get into the table: straight, merged with others, or sifted."""
        if load.can_be_frozen and not sifted:
            return FrozenWay(self._target, piece.transfer)
        if load.merge is None and not sifted:
            return DirectWay(piece.transfer)
        number = self.journal.load_number(load.name)
        arrival = PartArrival(piece.transfer, number, piece.number, load.merge)
        if not sifted:
            return MergeWay(self._target, arrival)
        return sift(self._source, self._target, arrival, piece.part, load)


def begins(load: Load, copying: LaneSetup, tracker: Tracker) -> bool:
    """Whether this is the load's first part; whoever listens is told so, and what is in already."""
    if not tracker.begins(load):
        return False
    copying.reporter.report(started(load))
    for number in tracker.kept(load):
        copying.progress.part(str(load.name), load.slices[number].part.bytes).done()
    return True


def started(load: Load) -> TableStarted:
    """What is told at a load's first part."""
    return TableStarted(str(load.name), load.bytes, load.rows_estimate)


def finish(load: Load, journal: Journal, copying: LaneSetup) -> None:
    """The load's last part is in: the journal and whoever listens are told."""
    totals = journal.load_finished(load.name)
    reach("table-copied")
    copying.reporter.report(
        TableFinished(
            str(load.name),
            totals.rows,
            totals.streamed,
            totals.seconds,
            there=totals.there,
            rejected=totals.rejected,
        )
    )
    copying.loaded(load)
