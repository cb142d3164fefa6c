"""A fleet as values: which moves it consists of, and how each of them is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NAME = "{name}"
"""What stands in a file of a fleet for the name of each move."""


@dataclass(frozen=True, slots=True)
class FleetMove:
    """One move of a fleet."""

    name: str
    source: str
    """As `move --from` takes it; it holds no password."""
    target: str
    plan: Path | None
    """What its own plan is made of; None where one is drafted for it."""
    options: Mapping[str, bool | str]
    """Of `move`, by their names without dashes."""
    line: int
    """Of the file, for messages."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Databases of the source's server, by the shape of their names."""

    shape: str
    """As a shell has it: tenant_*."""
    without: tuple[str, ...] = ()
    """Shapes of those that are left out."""


@dataclass(frozen=True, slots=True)
class FleetEntry:
    """One `[[move]]` of the file: a move, or many alike."""

    names: tuple[str, ...] | Pattern
    source: str
    """With NAME in it where there are many."""
    target: str
    plan: str | None
    options: Mapping[str, bool | str]
    line: int


@dataclass(frozen=True, slots=True)
class Fleet:
    """What the file says."""

    path: Path
    entries: tuple[FleetEntry, ...]
    at_once: int | None
    """Moves at the same time; None where the file leaves it open."""

    @property
    def folder(self) -> Path:
        """Where the plans, logs and reject files of its moves are: a folder each."""
        return self.path.with_name(f"{self.path.stem}.moves")
