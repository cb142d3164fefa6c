"""Commands that the pages start; each kind of command has a log beside the plan.

Pages that are served later, or by another worker, know from it whether one is still at work.
"""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from segue.errors import UsageError
from segue.processes import CommandLog, Said
from segue.progress import Tally

FOLDER = ".segue-web"
"""Beside the plan; only its owner may look into it."""
LAST_LINES = 40

_children: list[subprocess.Popen[bytes]] = []
"""What was started here; kept so that their ends are noticed and they leave no zombies."""


def log_of(plan: Path, kind: str) -> CommandLog:
    """The log of the kind of command."""
    return CommandLog(plan.resolve().parent / FOLDER / f"{kind}.log")


def start(plan: Path, kind: str, *words: str, about: Said | None = None) -> None:
    """Run `segue WORDS` beside the plan. Raises UsageError while one of its kind is at work.

    Where `about` is given, it is the first line of what was said.
    """
    if any("\0" in word for word in words):
        raise UsageError(message="a command cannot hold the character zero: take it out")
    _children[:] = [child for child in _children if child.poll() is None]
    child = log_of(plan, kind).start(words, plan.resolve().parent, about)
    if child is None:
        raise UsageError(message=f"the {kind} that these pages started is still at work")
    _children.append(child)


def is_alive(plan: Path, kind: str) -> bool:
    """Whether the process of the kind that was started last is still at work."""
    return log_of(plan, kind).is_alive


def said(plan: Path, kind: str) -> str:
    """All that the last process of the kind has said; empty where there was none."""
    return log_of(plan, kind).text


def events(plan: Path, kind: str) -> list[Said]:
    """What the last process of the kind has reported with `--json`, in order."""
    return log_of(plan, kind).lines


def tally(plan: Path, kind: str) -> Tally:
    """What the events of the last process of the kind add up to."""
    counts = Tally()
    counts.hear(events(plan, kind))
    return counts


def answer(plan: Path, kind: str, event: str) -> tuple[Said | None, Said | None]:
    """What the last process of the kind answered, and why it did not; neither while it is at work.

    A process that was killed says nothing at its end; the last that it did say stands for that.
    """
    alive = is_alive(plan, kind)
    all_events = events(plan, kind)
    event_found = next((each for each in all_events if each.get("event") == event), None)
    if event_found is not None or alive or when_said(plan, kind) is None:
        return event_found, None
    failed = next((each for each in all_events if each.get("event") == "error"), None)
    return None, failed or {
        "message": "it ended before it was done",
        "help": last_words(plan, kind),
    }


def when_said(plan: Path, kind: str) -> float | None:
    """When it said something last, in seconds of the epoch; None where there was none."""
    return log_of(plan, kind).last_said


def is_later(plan: Path, kind: str, than: str) -> bool:
    """Whether a process of that kind said something after the last one of the other kind did."""
    one, other = when_said(plan, kind), when_said(plan, than)
    return one is not None and other is not None and one > other


def seconds_at_work(plan: Path, kind: str) -> float | None:
    """How long ago the process of the kind was started; None where there was none."""
    started = log_of(plan, kind).started
    return time.time() - started if started is not None else None


def forget(plan: Path, kind: str) -> None:
    """What the last process of the kind said does not hold any longer."""
    log_of(plan, kind).forget()


def end(plan: Path, kind: str) -> None:
    """Ask the process of the kind to end, as Ctrl-C does; nothing where there is none."""
    log_of(plan, kind).send()


def last_words(plan: Path, kind: str) -> str:
    """The end of what it said."""
    return "\n".join(said(plan, kind).splitlines()[-LAST_LINES:])
