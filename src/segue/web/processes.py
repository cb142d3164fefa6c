"""Commands that the pages start: processes of their own, which outlive the page and the server.

Each kind of command has a log beside the plan. The process holds a lock on it for as long as it
lives, so that pages served later, or by another worker, know whether it is still at work.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from segue.errors import UsageError
from segue.events import Event
from segue.progress import Tally

FOLDER = ".segue-web"
"""Beside the plan; only its owner may look into it."""
LAST_LINES = 40
LOOKS, MOMENT = 10, 0.05
"""How often, and after how many seconds, the lock is tried before a process is at work."""

Said = dict[str, Any]
"""One line of `--json`."""

_children: list[subprocess.Popen[bytes]] = []
"""What was started here; kept so that their ends are noticed and they leave no zombies."""


def start(plan: Path, kind: str, *words: str, about: Said | None = None) -> None:
    """Run `segue WORDS` beside the plan. Raises UsageError while one of its kind is at work.

    Where `about` is given, it is the first line of what was said.
    """
    if any("\0" in word for word in words):
        raise UsageError(message="a command cannot hold the character zero: take it out")
    _children[:] = [child for child in _children if child.poll() is None]
    log, command = _log(plan, kind), [sys.executable, "-m", "segue", *words]
    log.parent.mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(log, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as said:
        if not _locked_soon(said.fileno()):
            raise UsageError(message=f"the {kind} that these pages started is still at work")
        said.truncate()
        if about is not None:
            _note(said.fileno(), {"event": "asked", "at": time.time_ns(), **about})
        child = subprocess.Popen(  # noqa: S603 -- our own module, no shell
            command, cwd=plan.resolve().parent,
            stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
            start_new_session=True, env=os.environ | {"PYTHONPATH": _import_path()},
        )  # fmt: skip
    log.with_suffix(".pid").write_text(str(child.pid))
    _children.append(child)


def is_alive(plan: Path, kind: str) -> bool:
    """Whether the process of the kind that was started last is still at work."""
    try:
        with _log(plan, kind).open("rb") as said:
            return not _locked(said.fileno(), fcntl.LOCK_SH)
    except FileNotFoundError:
        return False


def said(plan: Path, kind: str) -> str:
    """All that the last process of the kind has said; empty where there was none."""
    try:
        return _log(plan, kind).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def said_since(plan: Path, kind: str, place: int) -> tuple[bytes, bytes]:
    """The first line, by which one process is told from the next, and what follows the place."""
    try:
        with _log(plan, kind).open("rb") as said:
            first = said.readline()
            said.seek(place)
            return first, said.read()
    except FileNotFoundError:
        return b"", b""


def events(plan: Path, kind: str) -> list[Said]:
    """What the last process of the kind has reported with `--json`, in order."""
    found = []
    for line in said(plan, kind).splitlines():
        with suppress(json.JSONDecodeError):
            told = json.loads(line)
            found += [told] if isinstance(told, dict) else []
    return found


def tally(plan: Path, kind: str) -> Tally:
    """What the events of the last process of the kind add up to."""
    heard = Tally()
    for said in events(plan, kind):
        event = Event.from_json(said)
        if event is not None:
            heard.add(event)
    return heard


def answer(plan: Path, kind: str, event: str) -> tuple[Said | None, Said | None]:
    """What the last process of the kind answered, and why it did not; neither while it is at work.

    A process that was killed says nothing at its end; the last that it did say stands for that.
    """
    alive = is_alive(plan, kind)
    told = events(plan, kind)
    found = next((each for each in told if each.get("event") == event), None)
    if found is not None or alive or when_said(plan, kind) is None:
        return found, None
    failed = next((each for each in told if each.get("event") == "error"), None)
    return None, failed or {
        "message": "it ended before it was done",
        "help": last_words(plan, kind),
    }


def when_said(plan: Path, kind: str) -> float | None:
    """When it said something last, in seconds of the epoch; None where there was none."""
    try:
        return _log(plan, kind).stat().st_mtime
    except FileNotFoundError:
        return None


def is_later(plan: Path, kind: str, than: str) -> bool:
    """Whether a process of that kind said something after the last one of the other kind did."""
    one, other = when_said(plan, kind), when_said(plan, than)
    return one is not None and other is not None and one > other


def seconds_at_work(plan: Path, kind: str) -> float | None:
    """How long ago the process of the kind was started; None where there was none."""
    try:
        return time.time() - _log(plan, kind).with_suffix(".pid").stat().st_mtime
    except FileNotFoundError:
        return None


def forget(plan: Path, kind: str) -> None:
    """What the last process of the kind said does not hold any longer."""
    _log(plan, kind).unlink(missing_ok=True)


def end(plan: Path, kind: str) -> None:
    """Ask the process of the kind to end, as Ctrl-C does; nothing where there is none."""
    number = _log(plan, kind).with_suffix(".pid")
    if is_alive(plan, kind) and number.exists():
        with suppress(ProcessLookupError):
            os.kill(int(number.read_text()), signal.SIGINT)


def last_words(plan: Path, kind: str) -> str:
    """The end of what it said."""
    return "\n".join(said(plan, kind).splitlines()[-LAST_LINES:])


def _log(plan: Path, kind: str) -> Path:
    return plan.resolve().parent / FOLDER / f"{kind}.log"


def _import_path() -> str:
    """So that the command finds the project's modules where these pages found them."""
    return os.pathsep.join(filter(None, sys.path))


def _note(descriptor: int, said: Said) -> None:
    os.write(descriptor, json.dumps(said).encode() + b"\n")


def _locked_soon(descriptor: int) -> bool:
    """Whoever looks whether a process lives holds the lock too, but only for a moment."""
    for _ in range(LOOKS):
        if _locked(descriptor, fcntl.LOCK_EX):
            return True
        time.sleep(MOMENT)
    return False


def _locked(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
