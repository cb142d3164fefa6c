"""What came of the moves of a fleet, and the one exit status that stands for all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from segue.errors import ExitStatus

WORST_FIRST = (
    ExitStatus.DIFFERENT,
    ExitStatus.FAILED,
    ExitStatus.BLOCKED,
    ExitStatus.ANSWER_NEEDED,
    ExitStatus.USAGE,
    ExitStatus.INTERRUPTED,
    ExitStatus.REJECTS,
    ExitStatus.DONE,
)
"""Which status a fleet ends with, where its moves ended in several ways."""


class MoveState(Enum):
    """How a move of a fleet stands, in a word or two."""

    DONE = "done"
    BEFORE = "done before"
    REJECTS = "done, with rejects"
    READY = "can be moved"
    DIFFERENT = "rows differ"
    BLOCKED = "blocked"
    FAILED = "failed"
    USAGE = "wrong usage"
    ANSWER_NEEDED = "needs an answer"
    INTERRUPTED = "interrupted"
    WAITING = "not begun"
    RUNNING = "running"
    BROKEN_OFF = "broken off"


STATES = {
    ExitStatus.DONE: MoveState.DONE,
    ExitStatus.FAILED: MoveState.FAILED,
    ExitStatus.USAGE: MoveState.USAGE,
    ExitStatus.BLOCKED: MoveState.BLOCKED,
    ExitStatus.DIFFERENT: MoveState.DIFFERENT,
    ExitStatus.REJECTS: MoveState.REJECTS,
    ExitStatus.INTERRUPTED: MoveState.INTERRUPTED,
    ExitStatus.ANSWER_NEEDED: MoveState.ANSWER_NEEDED,
}
"""What an exit status of `move` says of it."""


@dataclass(frozen=True, slots=True)
class MoveResult:
    """What came of one move."""

    name: str
    state: MoveState
    exit_status: ExitStatus
    rows: int | None = None
    """That are in; None where nobody knows. Of a dry run, about how many would come."""
    seconds: float = 0.0
    """Of this try."""
    verdict: str = ""
    """What the comparison said."""
    code: str = ""
    """The finding's that tells why it is not done; mostly empty."""
    message: str = ""
    """Why it is not done."""
    advice: str = ""
    """What would mend that, as the error said it."""
    plan: str = ""
    """Where its plan is, if there is one."""
    log: str = ""
    """The file of all that it said; empty where it did not begin."""
    where: str = ""
    """The machine that did it, where that was not this one."""


def not_begun(name: str) -> MoveResult:
    """The result of a move that nobody began."""
    return MoveResult(name, MoveState.WAITING, ExitStatus.INTERRUPTED)


def worst(results: Iterable[MoveResult]) -> ExitStatus:
    """The status that stands for all of them."""
    return min(
        (result.exit_status for result in results), key=WORST_FIRST.index, default=ExitStatus.DONE
    )
