"""How far a command is that the pages started, folded from the lines that it wrote."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from segue.events import Event
from segue.processes import LogReader, Said
from segue.progress import Tally
from segue.web import processes

MOST_NOTES = 50
"""Warnings that a page shows: the last ones."""


@dataclass
class CommandProgress:
    """Everything that the command said."""

    asked: Said = field(default_factory=dict)
    """What the pages told of it when they started it; empty where none was started."""
    tally: Tally = field(default_factory=Tally)
    error: Said = field(default_factory=dict)
    answer: Said = field(default_factory=dict)
    """What it answered at its end."""

    def hear(self, line: Said) -> None:
        """Take in one line."""
        match line.get("event"):
            case "asked":
                self.asked = line
            case "error":
                self.error = line
            case "export" | "import":
                self.answer = line
            case _:
                event = Event.from_json(line)
                if event is not None:
                    self.tally.add(event)

    @property
    def percent(self) -> int:
        """Of the bytes that are to be read."""
        return int(100 * self.tally.share)

    @property
    def notes(self) -> list[str]:
        """The last ones."""
        return self.tally.notes[-MOST_NOTES:]


class CommandWatch:
    """The last command of a kind, and how far it is; asked by every browser that looks at it."""

    def __init__(self, plan: Path, kind: str) -> None:
        self._plan, self._kind = plan, kind
        self._progress = CommandProgress()
        self._reader = LogReader(processes.log_of(plan, kind))
        self._lock = threading.Lock()

    def start(self, words: Sequence[str], about: Said) -> None:
        """Run `segue` with these words; `about` is what the pages want to know of it later."""
        processes.start(self._plan, self._kind, *words, "--json", "--no-input", about=about)

    def stop(self) -> None:
        """Have it end as by Ctrl-C."""
        processes.end(self._plan, self._kind)

    @property
    def was_one(self) -> bool:
        """Whether there is anything to look at."""
        return processes.when_said(self._plan, self._kind) is not None

    def look(self) -> tuple[CommandProgress, str]:
        """All that is known, and its state: none, running, done, failed or lost."""
        with self._lock:
            alive = processes.is_alive(self._plan, self._kind)  # before what it said last is read
            new, lines = self._reader.read()
            if new:
                self._progress = CommandProgress()
            for line in lines:
                self._progress.hear(line)
            return self._progress, _state(self._progress, alive=alive)


def _state(progress: CommandProgress, *, alive: bool) -> str:
    if alive:
        return "running"
    if not progress.asked:
        return "none"
    if progress.error:
        return "failed"
    return "done" if progress.answer else "lost"
