"""A live move in the test's own process, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from segue.errors import AnswerNeeded
from segue.events import SilentReporter
from segue.live.beginning import copy_live
from segue.live.ending import end_live
from segue.live.follower import Follower
from segue.move.run import Request
from segue.move.workspace import Workspace, open_workspace
from segue.workers import StopSignal


class Nobody:
    """Answers no question."""

    def confirm(self, question: str, *, help: str) -> bool:
        raise AnswerNeeded(question=question, help=help)

    def type_exactly(self, question: str, expected: str, *, help: str) -> bool:
        raise AnswerNeeded(question=question, help=help)

    def line(self, question: str, *, help: str) -> str:
        raise AnswerNeeded(question=question, help=help)


def workspace(folder: Path) -> Workspace:
    """Of the plan in the folder, whose addresses are in the environment."""
    return open_workspace(None, folder / "segue.toml", None, None)


@contextmanager
def copied(folder: Path, *, fresh: bool = False, back: Path | None = None) -> Iterator[Workspace]:
    """The rows are copied, and may be followed; all of Segue's is gone afterwards.

    `back` is the plan of the way back, where one is wanted.
    """
    space = workspace(folder)
    request = Request(space, SilentReporter(), Nobody(), target_is_fresh=fresh)
    copy_live(request, lambda outcome: None, back)
    try:
        yield space
    finally:
        end_live(space)


@contextmanager
def follower(space: Workspace, processes: int | None = None) -> Iterator[Follower]:
    """It stands ready for batches, where another one ended."""
    with Follower(space, SilentReporter(), StopSignal(), processes=processes) as one:
        one.quiet_down()
        yield one
