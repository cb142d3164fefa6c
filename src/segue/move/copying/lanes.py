"""Step 5, Copy rows: lanes stream parts, largest tables first.

A lane is a pair of connections. A part is copied in one transaction of the target, and its row in
the journal is part of that transaction. All lanes read one snapshot of the source.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

import psycopg
from psycopg import sql

from segue.checksums import shared_columns
from segue.database.decisions import decide, refuses_row
from segue.database.journal import Journal
from segue.database.names import QualifiedName
from segue.database.pump import Pump
from segue.database.session import (
    Connection,
    Snapshot,
    commit_without_waiting,
    join_snapshot,
)
from segue.errors import CopyFailed, FunctionFailed, RepeatedKey, SegueError
from segue.events import Reporter, Retrying, TableFinished, TableStarted
from segue.failpoints import reach
from segue.move.copying.computing import Computing, Rejecting
from segue.move.copying.loads import Load, Slice
from segue.move.copying.progress import Progress
from segue.move.copying.ways import Merged, Sifted, Straight, Way, sift
from segue.staging.merging import Arrival
from segue.statements import copy_out
from segue.workers import Craft, StopSignal, Workers


@dataclass(frozen=True, slots=True)
class Copying:
    """What lanes need to know, beside the parts."""

    open_source: Callable[[], Connection]
    open_target: Callable[[], Connection]
    snapshot: Snapshot
    journal: Journal
    reporter: Reporter
    progress: Progress
    stop: StopSignal
    loaded: Callable[[Load], None]
    """Called by the lane that committed a table's last part."""


def copy_rows(loads: Iterable[Load], copying: Copying, lanes: int) -> None:
    """Copy every part of every load; returns when all are committed.

    Raises CopyFailed with the server's words, SnapshotLost when the source's snapshot is gone
    (copy again under a new one), or workers.Stopped.
    """
    tracker = _Tracker()
    tasks = [(load, piece) for load in loads for piece in load.slices]
    craft: Craft[_Lane, tuple[Load, Slice]] = Craft(
        name="lane",
        open=lambda: _Lane(copying),
        close=lambda lane: lane.close(),
        interrupt=lambda lane: None,  # the pump looks at the stop signal itself
        work=lambda lane, task: lane.copy(task[0], task[1], tracker),
        retry_after=lambda error, task, attempt: _retry_after(copying, error, task[0], attempt),
    )
    with Workers(craft, lanes, copying.stop) as workers:
        workers.add(tasks)
        workers.wait()


class _Tracker:
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


class _PartFailed(Exception):
    """A part was not copied; the cause is the server's error."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.side = side


class _Lane:
    """A pair of connections that copies one part at a time."""

    def __init__(self, copying: Copying) -> None:
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

    def copy(self, load: Load, piece: Slice, tracker: _Tracker) -> None:
        """Copy one part, unless a commit whose answer was lost brought it already."""
        if tracker.begins(load):
            self._copying.reporter.report(
                TableStarted(str(load.name), load.bytes, load.rows_estimate)
            )
            self._journal.load_started(load.name)
        if not self._journal.has_part(load.name, piece.number):
            self._bring(load, piece)
        if tracker.ends(load, piece.number):
            self._finish(load)

    def _bring(self, load: Load, piece: Slice) -> None:
        """All rows of a part at once, or, where one of them is refused and may be, the others."""
        try:
            self._stream(load, piece)
        except (_PartFailed, RepeatedKey, FunctionFailed) as failure:
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
            raise _PartFailed(flow.failed_side if flow is not None else "target") from error
        reach("part-copied")
        progress.done()

    def _flow(self, way: Way, load: Load, piece: Slice) -> tuple[Pump | Computing, sql.Composed]:
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

    def _way(self, load: Load, piece: Slice, *, sifted: bool) -> Way:
        """How the part's rows get into the table: straight, merged with others, or sifted."""
        if load.merge is None and not sifted:
            return Straight(piece.transfer)
        number = self._journal.load_number(load.name)
        arrival = Arrival(piece.transfer, number, piece.number, load.merge)
        if not sifted:
            return Merged(self._target, arrival)
        return sift(self._source, self._target, arrival, piece.part, load)

    def _finish(self, load: Load) -> None:
        totals = self._journal.load_finished(load.name)
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


def _retry_after(copying: Copying, error: Exception, load: Load, attempt: int) -> float | None:
    if isinstance(error, SegueError):  # it says itself what is to be done
        return None
    decision = decide(error)
    seconds = decision.wait_before(attempt)
    cause = error.__cause__ or error
    reason = str(cause).strip()
    if seconds is None:
        side = error.side if isinstance(error, _PartFailed) else "target"
        raise CopyFailed(table=load.name, side=side, reason=reason, help=decision.remedy) from cause
    copying.reporter.report(Retrying(str(load.name), reason, attempt, seconds))
    return seconds
