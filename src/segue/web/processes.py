"""Commands that the pages start: processes of their own, which outlive the page and the server.

Each kind of command has a log beside the plan. The process holds a lock on it for as long as it
lives, so that pages served later, or by another worker, know whether it is still at work.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

from segue.errors import UsageError

FOLDER = ".segue-web"
"""Beside the plan; only its owner may look into it."""
LAST_LINES = 40

_children: list[subprocess.Popen[bytes]] = []
"""What was started here; kept so that their ends are noticed and they leave no zombies."""


def start(plan: Path, kind: str, *words: str) -> None:
    """Run `segue WORDS` beside the plan. Raises UsageError while one of its kind is at work."""
    _children[:] = [child for child in _children if child.poll() is None]
    log, command = _log(plan, kind), [sys.executable, "-m", "segue", *words]
    log.parent.mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(log, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as said:
        if not _locked(said.fileno(), fcntl.LOCK_EX):
            raise UsageError(message=f"the {kind} that these pages started is still at work")
        said.truncate()
        child = subprocess.Popen(  # noqa: S603 -- our own module, no shell
            command, cwd=plan.resolve().parent,
            stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
            start_new_session=True, env=os.environ | {"PYTHONPATH": _import_path()},
        )  # fmt: skip
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


def last_words(plan: Path, kind: str) -> str:
    """The end of what it said."""
    return "\n".join(said(plan, kind).splitlines()[-LAST_LINES:])


def _log(plan: Path, kind: str) -> Path:
    return plan.resolve().parent / FOLDER / f"{kind}.log"


def _import_path() -> str:
    """So that the command finds the project's modules where these pages found them."""
    return os.pathsep.join(filter(None, sys.path))


def _locked(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
