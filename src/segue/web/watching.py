"""How far a command is that the pages started, folded from the lines that it wrote."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

from segue.web.processes import Said, Work

MOST_NOTES = 50
"""Warnings that a page shows: the last ones."""


@dataclass
class TableWork:
    """One table under way."""

    name: str
    bytes: int = 0
    total: int = 0
    rows: int | None = None
    """None until it is finished."""


@dataclass
class Progress:
    """Everything that the command said."""

    asked: Said = field(default_factory=dict)
    """What the pages told of it when they started it; empty where none was started."""
    process: int = 0
    total: int = 0
    """Bytes, as far as they are known beforehand."""
    expected: int = 0
    """Tables or files."""
    tables: dict[str, TableWork] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    error: Said = field(default_factory=dict)
    answer: Said = field(default_factory=dict)
    """What it answered at its end."""

    def hear(self, said: Said) -> None:
        """Take in one line."""
        match said.get("event"):
            case "process":
                self.process = said["id"]
            case "copy_planned":
                self.total, self.expected = said["bytes"], said["parts"]
            case "table_started":
                self.tables[said["table"]] = TableWork(said["table"], total=said["bytes"])
            case "table_progress":
                self.tables[said["table"]].bytes = said["bytes"]
            case "table_finished":
                self.tables[said["table"]].rows = said["rows"]
            case "note" if said["level"] != "detail":
                self._note(said["text"])
            case "retrying":
                self._note(f"{said['what']} is tried again: {said['reason']}")
            case "error":
                self.error = said
            case "export" | "import":
                self.answer = said

    @property
    def done(self) -> int:
        """Bytes."""
        return sum(t.total if t.rows is not None else t.bytes for t in self.tables.values())

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 0

    @property
    def active(self) -> list[TableWork]:
        return [table for table in self.tables.values() if table.rows is None]

    @property
    def finished(self) -> int:
        return len(self.tables) - len(self.active)

    def _note(self, text: str) -> None:
        self.notes = [*self.notes, text][-MOST_NOTES:]


class Watch:
    """A command and how far it is; asked by every browser that looks at it."""

    def __init__(self, log: Path) -> None:
        self.work = Work(log)
        self._progress = Progress()
        self._lock = threading.Lock()

    def look(self) -> tuple[Progress, str]:
        """All that is known, and its state: none, running, done, failed or lost."""
        with self._lock:
            alive = self.work.is_alive  # asked first: what it said last is read below
            for said in self.work.new_lines():
                if said.get("event") == "asked":
                    self._progress = Progress(asked=said)
                self._progress.hear(said)
            return self._progress, _state(self._progress, alive=alive)


def _state(progress: Progress, *, alive: bool) -> str:
    if alive:
        return "running"
    if not progress.asked:
        return "none"
    if progress.error:
        return "failed"
    return "done" if progress.answer else "lost"
