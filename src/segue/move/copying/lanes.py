"""Step 5, Copy rows: lanes stream parts, largest tables first.

A lane is a pair of connections. A part is copied in one transaction of the target, and its row in
the journal is part of that transaction. All lanes read one snapshot of the source.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from segue.database.decisions import decide
from segue.database.names import QualifiedName
from segue.errors import CannotConnect, CopyFailed, SegueError
from segue.events import Retrying
from segue.move.copying.attending import ATTEND_EVERY, Attending
from segue.move.copying.lane import Lane, LaneSetup, PartFailed, Tracker
from segue.move.copying.loads import Load, Task, tasks_of
from segue.workers import Craft, Permits, Workers

T = TypeVar("T")

_REJECT = 'on_bad_row = "reject" leaves such rows behind, in a file with their keys.'


LOOK_AGAIN = 0.5
"""Seconds between two looks at parts that helpers are at, where nothing else is left."""


def copy_rows(
    loads: Sequence[Load],
    copying: LaneSetup,
    lanes: int,
    permits: tuple[Permits, ...] = (),
    kept: Mapping[QualifiedName, Collection[int]] | None = None,
) -> None:
    """Copy every part of every load but those `kept`; returns when all are committed.

    Where the run lends its parts, helpers bring some of them. Raises CopyFailed with the server's
    words, SnapshotLost when the source's snapshot is gone (copy again under a new one), or
    workers.Stopped.
    """
    tracker, refusals = Tracker(kept), _Refusals(copying)
    tasks = tuple(tasks_of(loads, lanes))
    attending = Attending(copying, loads, tracker)
    attending.open(tasks)

    def work(lane: Lane, task: Task) -> None:
        with copying.streams:
            done = lane.copy(task, tracker)
        if done:
            refusals.over()
        else:
            refusals.another(workers.queued)
            workers.add([task])

    craft = lane_craft(copying, work, lambda task: str(task.loads[0].name), permits)
    with Workers(craft, lanes, copying.stop) as workers:
        workers.add(tasks)
        while not workers.wait(ATTEND_EVERY):
            attending.attend()
    attending.attend()  # whoever came and went since then
    attending.close()


def lane_craft(
    copying: LaneSetup,
    work: Callable[[Lane, T], None],
    place: Callable[[T], str],
    permits: tuple[Permits, ...] = (),
) -> Craft[Lane, T]:
    """How lanes open, work, fail and try again, in whichever process.

    `place` names what a task is about, where no part of a table is.
    """
    return Craft(
        name="lane",
        open=lambda: Lane(copying),
        close=lambda lane: lane.close(),
        interrupt=lambda lane: lane.interrupt(),
        work=work,
        retry_after=lambda error, task, attempt: _retry_after(copying, error, place(task), attempt),
        permits=permits,
    )


class _Refusals:
    """Lanes that find one part after the other taken rest, once they have been through all."""

    def __init__(self, copying: LaneSetup) -> None:
        self._stop = copying.stop
        self._count = 0

    def over(self) -> None:
        self._count = 0

    def another(self, queued: int) -> None:
        """One more, with so many tasks in the queue."""
        self._count += 1
        if self._count > queued:
            self._stop.sleep(LOOK_AGAIN)


def _retry_after(copying: LaneSetup, error: Exception, place: str, attempt: int) -> float | None:
    if isinstance(error, SegueError) and not isinstance(error, CannotConnect):
        return None  # it says itself what is to be done
    decision = decide(error)
    seconds = decision.wait_before(attempt)
    cause = error.__cause__ or error
    reason, side, row = str(cause).strip(), "target", None
    if isinstance(error, PartFailed):
        place, side, row = str(error.load.name), error.side, error.row
    if seconds is None:
        remedy = decision.remedy if row is None else f"{decision.remedy} {_REJECT}"
        raise CopyFailed(table=place, side=side, reason=row or reason, help=remedy) from cause
    copying.reporter.report(Retrying(place, reason, attempt, seconds))
    return seconds
