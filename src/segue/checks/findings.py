"""Findings: what `check` says, as values that are never printed where they are found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from segue.events import FindingReported


class Severity(Enum):
    """An error blocks the move; a warning is worth knowing; a note is said once."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that check noticed, worded like a good compiler's message."""

    code: str
    """Such as S201; each has a page of documentation, see `plan.codes`."""
    severity: Severity
    title: str
    """What is so, in one sentence without a full stop, with the numbers in it."""
    place: str = ""
    """Where: a line of the plan (segue.toml:27), a table, or a side."""
    effect: str = ""
    """What would happen if the move went on."""
    help: str = ""
    """What to do, ready to paste where possible."""
    rows: str = ""
    """A few of the rows that are meant, by their keys."""

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def event(self) -> FindingReported:
        """The finding as something that a reporter is told."""
        return FindingReported(
            self.code,
            self.severity.value,
            self.title,
            self.place,
            self.effect,
            self.help,
            self.rows,
        )
