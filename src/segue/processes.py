"""Commands as processes of their own, which outlive whoever started them, each with a log.

The process holds a lock on its log for as long as it lives, so that whoever looks at it later, from
whichever process, knows whether it is still at work.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from segue.private_files import FILE, FOLDER

LOOKS, MOMENT = 10, 0.05
"""How often, and after how many seconds, the lock is tried before a process is at work."""

Said = dict[str, Any]
"""One line of `--json`."""


@dataclass(frozen=True, slots=True)
class CommandLog:
    """All that a command says: the one that was started last, at work or ended."""

    path: Path

    def start(
        self, words: Sequence[str], folder: Path, about: Said | None = None
    ) -> subprocess.Popen[bytes] | None:
        """Run `segue WORDS` in the folder; None while the command before it is at work.

        Where `about` is given, it is the first line of what was said.
        """
        self.path.parent.mkdir(mode=FOLDER, exist_ok=True)
        with os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, FILE), "r+b") as log:
            if not _locked_soon(log.fileno()):
                return None
            log.truncate()
            if about is not None:
                _note(log.fileno(), {"event": "asked", "at": time.time_ns(), **about})
            child = subprocess.Popen(  # noqa: S603 -- our own module, no shell
                _command(words), cwd=folder.resolve(), env=_environment(),
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip
        self._number.write_text(str(child.pid))
        return child

    @property
    def _number(self) -> Path:
        return self.path.with_suffix(".pid")

    @property
    def is_alive(self) -> bool:
        """Whether the process is still at work."""
        try:
            with self.path.open("rb") as log:
                return not _locked(log.fileno(), fcntl.LOCK_SH)
        except FileNotFoundError:
            return False

    def send(self, number: int = signal.SIGINT) -> None:
        """Send the process a signal: Ctrl-C's, where no other is given; nothing where none is."""
        if self.is_alive and self._number.exists():
            with suppress(ProcessLookupError):
                os.kill(int(self._number.read_text()), number)

    @property
    def text(self) -> str:
        """All that it has said; empty where there was none."""
        try:
            return self.path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return ""

    @property
    def lines(self) -> list[Said]:
        """What it has reported with `--json`, in order."""
        return _objects(self.text)

    def since(self, place: int) -> tuple[bytes, bytes]:
        """The first line, which tells one process from the next, and what follows the place."""
        try:
            with self.path.open("rb") as log:
                first = log.readline()
                log.seek(place)
                return first, log.read()
        except FileNotFoundError:
            return b"", b""

    @property
    def last_said(self) -> float | None:
        """When it said something last, in seconds of the epoch; None where there was none."""
        return _changed(self.path)

    @property
    def started(self) -> float | None:
        """When it was started, in seconds of the epoch; None where there was none."""
        return _changed(self._number)

    def forget(self) -> None:
        """What it said does not hold any longer."""
        self.path.unlink(missing_ok=True)


class LogReader:
    """Reads on in a log that grows, and that another command may begin anew."""

    def __init__(self, log: CommandLog) -> None:
        self._log = log
        self._first = self._rest = b""
        self._place = 0

    def read(self) -> tuple[bool, list[Said]]:
        """Whether another command began since the last look, and the `--json` lines since then."""
        first, data = self._log.since(self._place)
        began = first != self._first
        if began:
            self._first, self._rest, self._place = first, b"", 0
            first, data = self._log.since(0)
        self._place += len(data)
        *lines, self._rest = (self._rest + data).split(b"\n")
        return began, [json.loads(line) for line in lines if line.startswith(b"{")]


def answers_of(words: Sequence[str], folder: Path) -> list[Said]:
    """Run `segue WORDS` to its end; what it answered with `--json`."""
    completed = subprocess.run(  # noqa: S603 -- our own module, no shell
        _command(words), cwd=folder.resolve(), env=_environment(),
        stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip
    return _objects(completed.stdout.decode(errors="replace"))


def last_said(lines: Sequence[Said], event: str) -> Said:
    """The last line of that event; empty where there is none."""
    return next((line for line in reversed(lines) if line.get("event") == event), {})


def _command(words: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "segue", *words]


def _environment() -> dict[str, str]:
    """Ours, so that the command finds the project's modules where its starter found them."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _objects(text: str) -> list[Said]:
    objects = []
    for line in text.splitlines():
        with suppress(json.JSONDecodeError):
            answer = json.loads(line)
            objects += [answer] if isinstance(answer, dict) else []
    return objects


def _changed(path: Path) -> float | None:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return None


def _note(descriptor: int, line: Said) -> None:
    os.write(descriptor, json.dumps(line).encode() + b"\n")


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
