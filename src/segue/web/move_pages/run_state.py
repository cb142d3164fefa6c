"""Runs as the pages see them: started as commands, watched through the journal."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg

from segue.database.activity import LockWait, lock_waits
from segue.database.journal import Journal
from segue.database.records import RunRecord, StepRecord
from segue.database.rejects import RejectGroup, reject_groups
from segue.database.session import Connection
from segue.errors import SegueError
from segue.move.control import RunStatus, history, status
from segue.web import processes
from segue.web.masking import discreet
from segue.web.session import Desk

RUN = "move"
"""One at a time: a move, or what takes one back."""
MOST = 100
"""Tables of a list that are named; of the others, only how many."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the target's journal told when it was asked."""

    run: RunStatus | None = None
    rejects: tuple[RejectGroup, ...] = ()
    history: tuple[RunRecord, ...] = ()
    waits: tuple[tuple[str, LockWait], ...] = ()
    """What waits for locks of others, each with the side on which they are."""
    trouble: str = ""
    """Why it could not be asked."""

    @property
    def done(self) -> int:
        """Bytes that are copied: as the mover said last, or the parts that came in since."""
        if self.run is None:
            return 0
        parts = sum(load.bytes * load.parts_done // (load.parts or 1) for load in self.run.loads)
        return min(max(self.run.run.done_bytes, parts), self.run.run.total_bytes)

    @property
    def percent(self) -> int:
        """Share of the bytes that are copied."""
        if self.run is None:
            return 0
        run = self.run.run
        if run.state == "done" or run.copied:
            return 100
        return 100 * self.done // run.total_bytes if run.total_bytes else 0


def move_words(plan: Path) -> list[str]:
    """The command that moves by this plan."""
    return ["move", "--plan", plan.name]


def start(plan: Path, *words: str) -> None:
    """Move, or go on with what was interrupted. Raises UsageError while a run is at work."""
    processes.start(plan, RUN, *move_words(plan), "--no-input", *words)


def start_restoring(plan: Path) -> None:
    """Give the run up and put everything back. Raises UsageError while a run is at work."""
    processes.start(plan, RUN, "restore", "--plan", plan.name, "--no-input")


def see(desk: Desk, number: int | None = None) -> Seen:
    """The newest run, or the one of that number."""
    if not desk.is_connected:
        return Seen()
    seen = _look(desk, number)
    if number is None and not seen.trouble:
        desk.run_state = seen.run.state if seen.run else ""
        desk.rejected = sum(load.rejected for load in seen.run.loads) if seen.run else 0
    return seen


def _look(desk: Desk, number: int | None) -> Seen:
    try:
        with desk.on_target("web") as target:
            found = status(target, number)
            if found is None:
                return Seen(waits=_waits(desk, target, None))
            rejected = any(load.rejected for load in found.loads)
            groups = reject_groups(Journal(target, found.run.id)) if rejected else ()
            return Seen(found, groups, history(target), _waits(desk, target, found))
    except (SegueError, psycopg.Error) as error:
        return Seen(trouble=discreet(str(error).strip(), show=desk.show_values))


def _waits(
    desk: Desk, target: Connection, found: RunStatus | None
) -> tuple[tuple[str, LockWait], ...]:
    """The source is asked only where a run is at work and the target is not: it may wait there."""
    waits = [("target", wait) for wait in (found.waits if found else lock_waits(target))]
    busy = found is not None and (found.copying or found.building)
    if processes.is_alive(desk.plan_path, RUN) and not waits and not busy:
        with closing(desk.workspace().open_source("web")) as source:
            waits += [("source", wait) for wait in lock_waits(source)]
    return tuple(waits)


def shown_state(desk: Desk, seen: Seen) -> dict[str, Any]:
    """What several pages show of a run."""
    run = seen.run
    loads = run.loads if run else ()
    alive = processes.is_alive(desk.plan_path, RUN)
    unfinished = [load for load in loads if load.state != "copied"]
    said = discreet(processes.last_words(desk.plan_path, RUN), show=desk.show_values)
    return {
        "run": run, "trouble": seen.trouble, "percent": seen.percent, "done": seen.done,
        "message": discreet((run.run.message if run else "") or "", show=desk.show_values),
        "run_steps": [(step, _seconds(step)) for step in run.steps] if run else [],
        "finished": sum(load.state == "copied" for load in loads),
        "waiting": sum(load.state in ("waiting", "emptied") for load in loads),
        "unfinished": unfinished[:MOST], "unfinished_more": len(unfinished) - MOST,
        "rows": sum(load.rows or 0 for load in loads),
        "waits": [
            {**asdict(wait), "holder": wait.holder, "side": side} for side, wait in seen.waits
        ],
        "rejected": sum(load.rejected for load in loads),
        "starting": alive and (run is None or run.state not in ("running", "done")),
        "alive": alive,
        "live": alive or bool(seen.trouble) or (run is not None and run.state == "running"),
        "said": said, "said_last": said.rpartition("\n")[2],
    }  # fmt: skip


def _seconds(step: StepRecord) -> float | None:
    return (step.finished - step.started).total_seconds() if step.finished else None
