"""One move of a fleet carried out: a process of its own, followed until it ends.

It runs where the move is to run: here, or on a worker of a cluster. The journal in the move's
target is all the state there is; the folder holds what a person wants to read or to edit.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL, SIGTERM
from urllib.parse import quote

from segue.drafting.editing import with_address
from segue.errors import AnotherMover
from segue.fleet.ending import MoveEnding
from segue.fleet.results import MoveResult, not_begun
from segue.private_files import make_private_folder, write_private
from segue.processes import CommandLog, LogReader, Said, answers_of
from segue.progress import Tally

LOOK_EVERY = 0.2
"""Seconds between two looks at the process."""
TELL_EVERY = 1.0
"""Seconds between two words on how far it is."""
ANOTHER_EVERY = 5.0
"""Seconds between two looks at a move that somebody else carries out."""

Stopping = Callable[[], int]
"""How urgently all is to end: 0 not at all, 1 as by Ctrl-C, 2 at once."""
Tell = Callable[[float], None]
"""Hears what share of the rows is in, from 0 to 1."""
_SIGNALS = {1: SIGTERM, 2: SIGKILL}


@dataclass(frozen=True, slots=True)
class MoveErrand:
    """A move as it is given to whoever carries it out; no secret is in it."""

    name: str
    source: str
    target: str
    template: str | None
    """The plan's text, with whatever databases it names; None where one is to be drafted."""
    words: tuple[str, ...]
    """Options of the move."""
    project: tuple[str, ...]
    """Options that lead to the Django project."""
    folder: Path
    """Of the whole fleet."""

    @property
    def own_folder(self) -> Path:
        """Of this move: its name, with what a file's name may not hold written as in a URL."""
        return self.folder / quote(self.name, safe=" ").replace(".", "%2E", self.name[:1] == ".")

    @property
    def plan(self) -> Path:
        return self.own_folder / "segue.toml"

    @property
    def command(self) -> tuple[str, ...]:
        """All words of the command line."""
        sides = ("--from", self.source, "--to", self.target, "--plan", str(self.plan.resolve()))
        return ("move", *sides, "--once", "--json", "--no-input", *self.words, *self.project)


def carry_out(errand: MoveErrand, stopping: Stopping, tell: Tell) -> MoveResult:
    """Run the move to its end; where a process is at work on it already, wait for that first."""
    if stopping():
        return not_begun(errand.name)
    began = time.monotonic()
    log = CommandLog(errand.own_folder / "move.log")
    make_private_folder(errand.own_folder)
    while True:
        _outlast(log, stopping)
        _write_plan(errand)
        child = log.start(errand.command, Path.cwd())
        if child is None:
            continue
        status = _await(child, log, stopping, tell)
        ending = MoveEnding(
            log.lines, status, dry="--dry-run" in errand.words, stopped=bool(stopping())
        )
        if ending.code != AnotherMover.code or not _wait_for_another(errand, stopping):
            return _result(errand, log, ending, time.monotonic() - began)


def _result(errand: MoveErrand, log: CommandLog, ending: MoveEnding, seconds: float) -> MoveResult:
    return MoveResult(
        errand.name,
        ending.state,
        ending.exit_status,
        rows=ending.rows,
        seconds=seconds,
        verdict=ending.verdict,
        code=ending.code,
        message=ending.message,
        advice=ending.advice,
        plan=str(errand.plan) if errand.plan.exists() else "",
        log=str(log.path),
    )


def _write_plan(errand: MoveErrand) -> None:
    """The plan with this move's databases. Where nobody gave one, the move drafts it, once."""
    if errand.template is not None:
        text = with_address(errand.template, "source", errand.source)
        write_private(errand.plan, with_address(text, "target", errand.target))


def _outlast(log: CommandLog, stopping: Stopping) -> None:
    """Wait for a process that a fleet which was killed has left at work."""
    urgency = 0
    while log.is_alive:
        urgency = _hurry(stopping(), urgency, log.send)
        time.sleep(LOOK_EVERY)


def _await(child: subprocess.Popen[bytes], log: CommandLog, stopping: Stopping, tell: Tell) -> int:
    """Follow the process to its end; returns its exit status, a signal as a negative number."""
    reader, tally, urgency = LogReader(log), Tally(), 0
    last_word = time.monotonic()
    while True:
        try:
            return child.wait(LOOK_EVERY)
        except subprocess.TimeoutExpired:
            urgency = _hurry(stopping(), urgency, child.send_signal)
        if time.monotonic() - last_word >= TELL_EVERY:
            last_word = time.monotonic()
            tally.hear(reader.read()[1])
            tell(tally.share)


def _hurry(amount: int, urgency: int, send: Callable[[int], None]) -> int:
    """Send the signal of an urgency that is new; returns the urgency."""
    if amount > urgency:
        send(_SIGNALS[min(amount, max(_SIGNALS))])
    return max(amount, urgency)


# Somebody else's process


def _wait_for_another(errand: MoveErrand, stopping: Stopping) -> bool:
    """Wait while another process carries a move into this target out; whether that has ended.

    It may be this very one, whose worker died. What follows a source for ever is not waited for.
    """
    while not stopping():
        status = _status(errand)
        live = status.get("live") or {}
        if status.get("at") == "restore" or live.get("follows"):
            return False
        if status.get("state") != "running" and status.get("at") is None:
            return True
        time.sleep(ANOTHER_EVERY)
    return False


def _status(errand: MoveErrand) -> Said:
    """What `status` says of the target; nothing where it cannot be asked."""
    words = ("status", "--to", errand.target, "--json", "--no-input", *errand.project)
    answers = answers_of(words, Path.cwd())
    return answers[-1] if answers else {}
