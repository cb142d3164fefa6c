"""A lane: a pair of connections, source and target, that copies one part at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

import psycopg
from psycopg import sql

from segue.database.decisions import is_about_itself, refuses_row
from segue.database.journal import Journal
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
from segue.loading.merging import Arrival
from segue.mapping.sql import copy_in, copy_out
from segue.mapping.sql.checksums import shared_columns
from segue.move.copying.computing import Computing, Rejecting
from segue.move.copying.loads import Load, Slice, Task
from segue.move.copying.progress import CopyProgress, PartProgress
from segue.move.copying.ways import (
    CopyWay,
    Frozen,
    Merged,
    Sifted,
    Straight,
    row_at_fault,
    sift,
)
from segue.workers import StopSignal


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


class Tracker:
    """Knows which loads have begun and which parts are still missing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._missing: dict[QualifiedName, set[int]] = {}

    def begins(self, load: Load) -> bool:
        """Whether this is the load's first part."""
        with self._lock:
            if load.name in self._missing:
                return False
            self._missing[load.name] = {piece.number for piece in load.slices}
            return True

    def ends(self, load: Load, number: int) -> bool:
        """Whether this was the load's last missing part."""
        with self._lock:
            missing = self._missing[load.name]
            missing.discard(number)
            return not missing


class PartFailed(Exception):
    """A part was not copied; the cause is the server's error."""

    def __init__(self, load: Load, side: str) -> None:
        super().__init__(f"{load.name}, {side}")
        self.load = load
        self.side = side
        self.row: str | None = None
        """The row of the source that is to blame, and why, where one is."""


class Lane:
    """A pair of connections that does one task at a time."""

    def __init__(self, copying: LaneSetup) -> None:
        self._copying = copying
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
        self._journal = self._copying.journal.over(self._target)

    def close(self) -> None:
        for connection in (self._source, self._target):
            with suppress(psycopg.Error):
                connection.close()

    def copy(self, task: Task, tracker: Tracker) -> None:
        """Do a task, unless a commit whose answer was lost did it already."""
        try:
            self._copy(task, tracker)
        except PartFailed as failure:
            if failure.side == "source" and refuses_row(failure.__cause__):
                failure.row = self._row_at_fault(failure.load, task.piece)
            raise

    def _row_at_fault(self, load: Load, piece: Slice | None) -> str | None:
        piece = piece or load.slices[0]
        self.close()  # the pump left both in the middle of something
        try:
            self._connect()
            return row_at_fault(self._source, piece.transfer, piece.part, load)
        except psycopg.Error:
            return None

    def _copy(self, task: Task, tracker: Tracker) -> None:
        if task.piece is None:
            self._copy_bundle(task.loads, tracker)
            return
        (load,) = task.loads
        if tracker.begins(load):
            self._report_start(load)
            self._journal.load_started(load.name)
        if not self._journal.has_part(load.name, task.piece.number):
            self._bring(load, task.piece)
        if tracker.ends(load, task.piece.number):
            self._finish(load)

    def _copy_bundle(self, loads: Sequence[Load], tracker: Tracker) -> None:
        """Small tables in one transaction: each costs little but its COPY."""
        for load in loads:
            if tracker.begins(load):
                self._report_start(load)
        if self._journal.has_part(loads[0].name, loads[0].slices[0].number):
            for load in loads:
                self._finish(load)
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
            self._journal.loads_done(done)
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
                progress.streamed,
            )
            for load, progress in pairs
        ]
        pump = Pump(self._source.pgconn, self._target.pgconn, self._copying.stop.check)
        began = time.monotonic()
        try:
            for (load, _), pumped in zip(pairs, pump.run_all(copies), strict=True):
                ended = time.monotonic()
                yield DoneLoad(load.name, pumped.rows, pumped.bytes, ended - began)
                began = ended
        except psycopg.Error as error:
            raise PartFailed(pairs[pump.done][0], pump.failed_side) from error

    def _report_start(self, load: Load) -> None:
        self._copying.reporter.report(TableStarted(str(load.name), load.bytes, load.rows_estimate))

    def _bring(self, load: Load, piece: Slice) -> None:
        """All rows of a part at once, or, where one of them is refused and may be, the others."""
        try:
            self._stream(load, piece)
        except (PartFailed, RepeatedKey, FunctionFailed) as failure:
            known = isinstance(failure, SegueError) or refuses_row(failure.__cause__)
            if not (load.rejects and known):
                raise
            self.close()  # the pump left both in the middle of something
            self._connect()
            self._stream(load, piece, sifted=True)

    def _stream(self, load: Load, piece: Slice, *, sifted: bool = False) -> None:
        progress = self._copying.progress.part(str(load.name), piece.part.bytes)
        flow: Pump | Computing | None = None
        try:
            # Not `transaction()`: after a failure nothing can be said on a connection that the
            # pump left in the middle of a COPY. It is closed, and the server rolls back.
            self._target.execute("BEGIN")
            way = self._way(load, piece, sifted=sifted)
            flow, out = self._flow(way, load, piece)
            into = way.copy_in.as_bytes(self._target)
            pumped = flow.run(out.as_bytes(self._source), into, progress.streamed)
            if isinstance(flow, Computing) and isinstance(way, Sifted):
                way.put_aside(flow.faults)
            counts = way.settle(pumped)
            reach("part-streamed")
            self._journal.part_done(load.name, piece.number, counts)
            self._target.execute("COMMIT")
        except psycopg.Error as error:
            progress.undone()
            raise PartFailed(load, flow.failed_side if flow is not None else "target") from error
        reach("part-copied")
        progress.done()

    def _flow(
        self, way: CopyWay, load: Load, piece: Slice
    ) -> tuple[Pump | Computing, sql.Composed]:
        """What carries the rows, and what the source runs to send them."""
        check = self._copying.stop.check
        if not way.transfer.computed:
            pump = Pump(self._source.pgconn, self._target.pgconn, check)
            return pump, copy_out(way.transfer, piece.part)
        rejecting = None
        if isinstance(way, Sifted):
            rejecting = Rejecting(load.columns, shared_columns(load.transfers))
        computing = Computing(
            self._source, self._target, way.transfer, piece.part, check, rejecting
        )
        return computing, computing.copy_out

    def _way(self, load: Load, piece: Slice, *, sifted: bool) -> CopyWay:
        """How the part's rows get into the table: straight, merged with others, or sifted."""
        if load.can_be_frozen and not sifted:
            return Frozen(self._target, piece.transfer)
        if load.merge is None and not sifted:
            return Straight(piece.transfer)
        number = self._journal.load_number(load.name)
        arrival = Arrival(piece.transfer, number, piece.number, load.merge)
        if not sifted:
            return Merged(self._target, arrival)
        return sift(self._source, self._target, arrival, piece.part, load)

    def _finish(self, load: Load) -> None:
        totals = self._journal.load_finished(load.name)
        reach("table-copied")
        self._copying.reporter.report(
            TableFinished(
                str(load.name),
                totals.rows,
                totals.streamed,
                totals.seconds,
                there=totals.there,
                rejected=totals.rejected,
            )
        )
        self._copying.loaded(load)
