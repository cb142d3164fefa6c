"""Step 5, Copy rows: lanes stream parts, largest tables first.

A lane is a pair of connections. A part is copied in one transaction of the target, and its row in
the journal is part of that transaction. All lanes read one snapshot of the source.
"""

from __future__ import annotations

from collections.abc import Sequence

from segue.database.decisions import decide
from segue.errors import CannotConnect, CopyFailed, SegueError
from segue.events import Retrying
from segue.move.copying.lane import Lane, LaneSetup, PartFailed, Tracker
from segue.move.copying.loads import Load, Task, tasks_of
from segue.workers import Craft, Permits, Workers

_REJECT = 'on_bad_row = "reject" leaves such rows behind, in a file with their keys.'


def copy_rows(
    loads: Sequence[Load], copying: LaneSetup, lanes: int, permits: tuple[Permits, ...] = ()
) -> None:
    """Copy every part of every load; returns when all are committed.

    Raises CopyFailed with the server's words, SnapshotLost when the source's snapshot is gone
    (copy again under a new one), or workers.Stopped.
    """
    tracker = Tracker()
    craft: Craft[Lane, Task] = Craft(
        name="lane",
        open=lambda: Lane(copying),
        close=lambda lane: lane.close(),
        interrupt=lambda lane: None,  # the pump looks at the stop signal itself
        work=lambda lane, task: lane.copy(task, tracker),
        retry_after=lambda error, task, attempt: _retry_after(copying, error, task, attempt),
        permits=permits,
    )
    with Workers(craft, lanes, copying.stop) as workers:
        workers.add(tasks_of(loads, lanes))
        workers.wait()


def _retry_after(copying: LaneSetup, error: Exception, task: Task, attempt: int) -> float | None:
    if isinstance(error, SegueError) and not isinstance(error, CannotConnect):
        return None  # it says itself what is to be done
    decision = decide(error)
    seconds = decision.wait_before(attempt)
    cause = error.__cause__ or error
    reason = str(cause).strip()
    failed = error if isinstance(error, PartFailed) else PartFailed(task.loads[0], "target")
    if seconds is None:
        remedy = decision.remedy if failed.row is None else f"{decision.remedy} {_REJECT}"
        raise CopyFailed(
            table=failed.load.name, side=failed.side, reason=failed.row or reason, help=remedy
        ) from cause
    copying.reporter.report(Retrying(str(failed.load.name), reason, attempt, seconds))
    return seconds
