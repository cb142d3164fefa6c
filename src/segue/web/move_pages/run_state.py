"""Runs as the pages see them: started as commands, watched through the journal."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from segue.database.activity import LockWait, lock_waits
from segue.database.journal import Journal
from segue.database.records import RunRecord
from segue.database.rejects import RejectGroup, reject_groups
from segue.database.session import Connection
from segue.database.throughput import Throughput, throughput
from segue.errors import CannotConnect, SegueError
from segue.move.control import RunStatus, history, status
from segue.web.masking import discreet
from segue.web.move_pages import attempts
from segue.web.move_pages.attempts import MoveAttempt
from segue.web.move_pages.common import is_missing
from segue.web.move_pages.speed import speed
from segue.web.move_pages.timeline import timeline
from segue.web.session import WebSession
from segue.wording import counted

MOST = 100
"""Tables of a list that are named; of the others, only how many."""
LAST_LINES = 40
ROWS = 75
"""Percent of a run that its rows are taken for."""
AFTER_ROWS = {6: 8, 7: 15, 8: 18}
"""Percent more in the steps after them."""
PLURALS = {"index": "indexes"}


@dataclass(frozen=True, slots=True)
class JournalState:
    """What the target's journal told when it was asked."""

    run: RunStatus | None = None
    rejects: tuple[RejectGroup, ...] = ()
    history: tuple[RunRecord, ...] = ()
    waits: tuple[tuple[str, LockWait], ...] = ()
    """What waits for locks of others, each with the side on which they are."""
    throughput: tuple[Throughput, ...] = ()
    trouble: str = ""
    """Why it could not be asked."""
    attempt: MoveAttempt | None = None
    """What the pages started last."""
    missing: bool = False
    """Whether the target database is not there yet."""

    @property
    def refused(self) -> MoveAttempt | None:
        """The last attempt, where it was refused and no run began since."""
        attempt = self.attempt
        if attempt is None or not attempt.refused:
            return None
        later = self.run is not None and self.run.run.started > attempt.started
        return None if later else attempt

    @property
    def done(self) -> int:
        """Bytes that are copied: as the mover said last, or the parts that came in since."""
        if self.run is None:
            return 0
        parts = sum(load.bytes * load.parts_done // (load.parts or 1) for load in self.run.loads)
        return min(max(self.run.run.done_bytes, parts), self.run.run.total_bytes)

    @property
    def copied(self) -> int:
        """Percent of the bytes that are copied."""
        if self.run is None:
            return 0
        run = self.run.run
        if run.state == "done" or run.copied:
            return 100
        return 100 * self.done // run.total_bytes if run.total_bytes else 0

    @property
    def percent(self) -> int:
        """How far the whole run is: rows, then what goes back, sequences and the comparison.

        Nobody can know how long each takes, so they have fixed shares; 100 is a run that is done.
        """
        if self.run is None:
            return 0
        if self.run.run.state == "done":
            return 100
        step = max((step.number for step in self.run.steps), default=0)
        return self.copied * ROWS // 100 + AFTER_ROWS.get(step, 0) * (self.copied == 100)


def move_words(plan: Path) -> list[str]:
    """The command that moves by this plan."""
    return ["move", "--plan", plan.name]


def start(plan: Path, *words: str) -> None:
    """Move, or go on with what was interrupted. Raises UsageError while a run is at work."""
    attempts.start(plan, attempts.MOVES, *move_words(plan), *words)


def start_restoring(plan: Path) -> None:
    """Give the run up and put everything back. Raises UsageError while a run is at work."""
    attempts.start(plan, attempts.RESTORES, "restore", "--plan", plan.name)


def see(session: WebSession, number: int | None = None) -> JournalState:
    """The newest run, or the one of that number."""
    if not session.is_connected:
        return JournalState()
    state = _look(session, number)
    if number is None and not state.trouble:
        session.run_state = "refused" if state.refused else state.run.state if state.run else ""
        session.rejected = sum(load.rejected for load in state.run.loads) if state.run else 0
    return state


def _look(session: WebSession, number: int | None) -> JournalState:
    attempt = attempts.latest(session.plan_path) if number is None else None
    try:
        with session.on_target("web") as target:
            run_status = status(target, number)
            if run_status is None:
                return JournalState(waits=_waits(session, target, None), attempt=attempt)
            rejected = any(load.rejected for load in run_status.loads)
            groups = reject_groups(Journal(target, run_status.run.id)) if rejected else ()
            waits = _waits(session, target, run_status)
            came_in = throughput(target, run_status.run.id, run_status.copying)
            return JournalState(
                run_status, groups, history(target), waits, came_in, attempt=attempt
            )
    except (SegueError, psycopg.Error) as error:
        if isinstance(error, CannotConnect) and is_missing(session.workspace().target):
            return JournalState(attempt=attempt, missing=True)
        trouble = discreet(str(error).strip(), show=session.show_values)
        return JournalState(trouble=trouble, attempt=attempt)


def _waits(
    session: WebSession, target: Connection, run: RunStatus | None
) -> tuple[tuple[str, LockWait], ...]:
    """The source is asked only where a run is at work and the target is not: it may wait there."""
    waits = [("target", wait) for wait in (run.waits if run else lock_waits(target))]
    busy = run is not None and (run.copying or run.building)
    if attempts.is_alive(session.plan_path) and not waits and not busy:
        with closing(session.workspace().open_source("web")) as source:
            waits += [("source", wait) for wait in lock_waits(source)]
    return tuple(waits)


def shown_state(session: WebSession, state: JournalState) -> dict[str, Any]:
    """What several pages show of a run."""
    run = state.run
    loads = run.loads if run else ()
    attempt = state.attempt
    alive = attempt is not None and attempt.alive
    unfinished = [load for load in loads if load.state != "copied"]
    lines = attempt.lines[-LAST_LINES:] if attempt else ()
    message = discreet("\n".join(lines), show=session.show_values)
    return {
        "run": run, "trouble": state.trouble, "percent": state.percent,
        "copied": state.copied, "done": state.done,
        "message": discreet((run.run.message if run else "") or "", show=session.show_values),
        "timeline": timeline(run, datetime.now(UTC)) if run else None,
        "speed": speed(state.throughput),
        "run_steps": [(step, step.seconds) for step in run.steps] if run else [],
        "finished": sum(load.state == "copied" for load in loads),
        "waiting": sum(load.state in ("waiting", "emptied") for load in loads),
        "unfinished": unfinished[:MOST], "unfinished_more": len(unfinished) - MOST,
        "rows": sum(load.rows or 0 for load in loads),
        "waits": [
            {**asdict(wait), "holder": wait.holder, "side": side} for side, wait in state.waits
        ],
        "rejected": sum(load.rejected for load in loads),
        "starting": alive and (run is None or run.state not in ("running", "done")),
        "alive": alive,
        "live": alive or bool(state.trouble) or (run is not None and run.state == "running"),
        **_stopped(state), "attempt": attempt,
        "refused": _refusal(session, state.refused), "said": message,
        "since": (datetime.now(UTC) - attempt.started).total_seconds() if attempt else None,
    }  # fmt: skip


def _stopped(state: JournalState) -> dict[str, Any]:
    """What the banner about a run that stopped says is down: so many of each kind."""
    down = state.run.down if state.run else ()
    kinds = sorted(Counter(each.kind for each in down).items())
    words = [counted(number, kind, PLURALS.get(kind, "")) for kind, number in kinds]
    return {"down": words, "one_down": len(down) == 1}


def _refusal(session: WebSession, attempt: MoveAttempt | None) -> dict[str, Any] | None:
    """Why the last attempt was refused, fit to be shown."""
    if attempt is None or attempt.failure is None:
        return None
    failure, show = attempt.failure, session.show_values
    return {
        "deed": attempt.deed,
        "message": discreet(failure.get("message", ""), show=show),
        "help": discreet(failure.get("help") or "", show=show),
        "causes": [discreet(cause, show=show) for cause in failure.get("causes", ())],
        "blocking": [discreet(f.title, show=show) for f in attempt.blocking][:MOST],
        "ago": (datetime.now(UTC) - attempt.started).total_seconds(),
    }
