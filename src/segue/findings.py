"""Findings: what `check` says, as values that are never printed where they are found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import Enum
from typing import Any


class Severity(Enum):
    """An error blocks the move; a warning is worth knowing; a note is said once."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a line of a file, a table or column of the target, or a side."""

    file: str = ""
    line: int = 0
    """From 1; 0 where no line of the file is meant."""
    table: str = ""
    """As `schema.table`."""
    column: str = ""
    side: str = ""
    """`source` or `target`, with more where it helps: `source: pgbouncer`."""

    def __str__(self) -> str:
        if self.file:
            return f"{self.file}:{self.line}" if self.line else self.file
        return self.side or ".".join(filter(None, (self.table, self.column)))


SOURCE, TARGET, NOWHERE = Place(side="source"), Place(side="target"), Place()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that check noticed, worded like a good compiler's message.

    It stands alone, or many of a kind are told as one (`checks.grouping`), with each one's place.
    """

    code: str
    """Such as S201; each has a page of documentation, see `checks.codes`."""
    severity: Severity
    title: str
    """What is so, in one sentence without a full stop, with the numbers in it."""
    place: Place = NOWHERE
    effect: str = ""
    """What would happen if the move went on."""
    help: str = ""
    """What to do, ready to paste where possible."""
    rows: str = ""
    """A few of the rows that are meant, by their keys."""
    subject: str = ""
    """The table or column, for a list of examples."""
    many: str = ""
    """The title for several of them, with `{count}` in it; empty where each stands alone."""
    help_for_many: str = ""
    """The help where the single one names its subject; empty to take the first's."""
    together: tuple[tuple[Place, str], ...] = ()
    """Place and subject of each one, where this tells of many."""

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def where(self) -> str:
        """The place in words; of many, a few and how many more."""
        if not self.together:
            return str(self.place)
        places = [": ".join(filter(None, (str(p), subject))) for p, subject in self.together[:FEW]]
        more = len(self.together) - FEW
        return "\n".join([*places, *([f"and {more} more"] if more > 0 else [])])

    def as_json(self) -> dict[str, Any]:
        """The finding as a JSON object: `place` in words, and what it is made of."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "title": self.title,
            "place": self.where,
            **asdict(self.place),
            "effect": self.effect,
            "help": self.help,
            "rows": self.rows,
            "subject": self.subject,
            "together": [{**asdict(place), "subject": name} for place, name in self.together],
        }

    @classmethod
    def from_json(cls, message: Mapping[str, Any]) -> Finding:
        """The finding that `as_json` made the object of."""
        together = tuple((_place(one), one["subject"]) for one in message["together"])
        texts = {name: message[name] for name in ("title", "effect", "help", "rows", "subject")}
        severity = Severity(message["severity"])
        return cls(message["code"], severity, place=_place(message), **texts, together=together)


def _place(message: Mapping[str, Any]) -> Place:
    return Place(**{field.name: message[field.name] for field in fields(Place)})


FEW = 3
"""Findings of one kind that are told one by one; of more, so many are given as examples."""
