"""A fleet on this machine: so many moves at once, each in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent import futures
from functools import partial

from segue.commandline.cli import explain
from segue.fleet.carrying import MoveErrand, Stopping, carry_out
from segue.fleet.progress import Progress
from segue.fleet.results import STATES, MoveResult

LOOK_EVERY = 0.5
"""Seconds between two looks; Ctrl-C is heard at once."""


class Urgency:
    """How often a person asked for the end: 1 as by Ctrl-C, 2 at once."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> int:
        return self.count


def run_here(
    errands: Sequence[MoveErrand], at_once: int, progress: Progress, say: Callable[[str], None]
) -> tuple[dict[str, MoveResult], bool]:
    """Carry all out, at most so many at a time; the results by name, and whether it was stopped.

    Ctrl-C asks the moves under way to stop, and waits for them; a second one kills them.
    """
    urgency = Urgency()
    with futures.ThreadPoolExecutor(at_once, "move") as pool:
        work = {
            errand.name: pool.submit(carried_out, errand, urgency, progress) for errand in errands
        }
        wait_for(partial(_wait, work.values()), urgency, say)
    return {name: future.result() for name, future in work.items()}, bool(urgency.count)


def wait_for(look: Callable[[], bool], urgency: Urgency, say: Callable[[str], None]) -> None:
    """Look until all is over; `look` waits for a moment itself. Ctrl-C makes it more urgent."""
    while True:
        try:
            if look():
                return
        except KeyboardInterrupt:
            urgency.count += 1
            sentence = STOPPING if urgency.count == 1 else KILLING
            say(sentence)


STOPPING = "Stopping: the moves under way are asked to end, and can be resumed. Ctrl-C kills them."
KILLING = "The moves under way are killed; the same command goes on with them."


def _wait(work: Iterable[futures.Future[MoveResult]]) -> bool:
    return not futures.wait(work, LOOK_EVERY).not_done


def carried_out(errand: MoveErrand, stopping: Stopping, progress: Progress) -> MoveResult:
    """One move and what came of it; whatever goes wrong is that move's alone."""
    if not stopping():
        progress.began(errand.name)
    try:
        result = carry_out(errand, stopping, partial(progress.share, errand.name))
    except Exception as error:
        result = failed(errand.name, error)
    progress.ended(result)
    return result


def failed(name: str, error: BaseException) -> MoveResult:
    """The result of a move whose process could not even be started."""
    status, message, _, advice = explain(error)
    return MoveResult(name, STATES[status], status, message=message, advice=advice)
