"""What the journal holds, as values: runs, their steps and loads, definitions that are down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from segue.database.names import QualifiedName
from segue.events import PARTS_OF_OTHERS


class Phase(IntEnum):
    """The order in which definitions go back; within a phase the order is free."""

    INDEX = 1
    CONSTRAINT = 2
    TRIGGER = 3
    FOREIGN_KEY = 4
    VALIDATION = 5


@dataclass(frozen=True, slots=True)
class Definition:
    """An index, constraint or trigger that was taken down, and how to put it back."""

    table: QualifiedName
    kind: str
    """index, constraint, mark, trigger, foreign key or validation."""
    name: str
    phase: Phase
    statements: tuple[str, ...]
    """What puts it back, run in one transaction."""
    facts: Mapping[str, Any] | None = None
    """The constraint or index itself, see `database.absent`."""
    id: int = 0
    """The journal's number; 0 before it is saved."""
    run: int = 0

    @property
    def is_counted(self) -> bool:
        """Whether people count it: a mark and a validation belong to an index or a foreign key."""
        return self.kind not in PARTS_OF_OTHERS


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run as the journal tells it."""

    id: int
    state: str
    """running, stopped, failed, done or given up."""
    plan_digest: str
    source_identity: str
    source_label: str
    target_label: str
    mover: str
    """Host and process of the last try."""
    tries: int
    copied: bool
    """Whether every row is in."""
    stop_requested: bool
    total_bytes: int
    done_bytes: int
    message: str | None
    started: datetime
    heartbeat: datetime
    finished: datetime | None
    silence: float
    """Seconds since the last heartbeat, by the target's clock."""

    @property
    def seconds(self) -> float | None:
        """How long it took, all its tries and what lay between them; None before its end."""
        return (self.finished - self.started).total_seconds() if self.finished else None

    @property
    def unfinished(self) -> bool:
        """Whether the run can be resumed."""
        return self.state in ("running", "stopped", "failed")


@dataclass(frozen=True, slots=True)
class LoadRecord:
    """One target table of a run."""

    table: QualifiedName
    state: str
    """waiting, emptied, copying or copied; rows it holds while waiting are not Segue's."""
    bytes: int
    parts: int
    parts_done: int
    rows: int | None
    streamed: int | None
    started: datetime | None
    finished: datetime | None
    number: int
    """Names the load among all of the journal; keys of its rows are kept under it."""
    merge: str | None
    """keep or update where the target held rows that stay; None for a table filled from empty."""
    there: int
    """Source rows whose keys the target held already, and that changed nothing in it."""
    rejected: int
    """Source rows that the target refused."""
    columns: Sequence[str]
    """Of the table's reject file; empty where a refused row stops the run."""
    parts_kept: int = 0
    """Parts that an earlier try brought and that stayed."""

    @property
    def took(self) -> float | None:
        """Seconds from its first part to its last; None while it is not in."""
        if self.started is None or self.finished is None:
            return None
        return (self.finished - self.started).total_seconds()


@dataclass(frozen=True, slots=True)
class PlannedLoad:
    """A table that is going to be filled."""

    table: QualifiedName
    bytes: int
    """In the source."""
    parts: int
    merge: str | None = None
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartCounts:
    """What came of the source rows of a part."""

    rows: int
    """Inserted or updated."""
    streamed: int
    """Bytes."""
    there: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class DoneLoad:
    """A small table that was copied whole."""

    table: QualifiedName
    rows: int
    streamed: int
    seconds: float


@dataclass(frozen=True, slots=True)
class TargetSum:
    """What a target table held when it was summed up, and how its rows are known again."""

    rows: int
    checksum: str
    """Decimal text, as it passes 64 bits."""
    seconds: float
    """That it took."""
    asked: str
    """Stands for the statement and the database."""
    versions: str
    """Stands for the rows' versions and for the table's form: equal while nothing changed."""


@dataclass(frozen=True, slots=True)
class OwnSum:
    """What a target table held before a run merged rows into it."""

    rows: int
    checksum: str
    """Decimal text, as it passes 64 bits."""
    columns: str
    """The names and types of the columns that were summed up."""


@dataclass(frozen=True, slots=True)
class LoadTotals:
    """What came of a finished load."""

    rows: int
    """Inserted or updated."""
    there: int
    rejected: int
    streamed: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Preparation:
    """What Segue itself made of the target's schema, or is making."""

    by: str
    """history or mapping."""
    records: Sequence[str]
    """The migrations (app.name) that the source had run."""
    finished: bool


@dataclass(frozen=True, slots=True)
class MigrationRecord:
    """A migration of the project that ran on the rows of a run."""

    app: str
    name: str
    atomic: bool
    started: datetime
    finished: datetime | None
    """None where it broke off."""

    @property
    def seconds(self) -> float | None:
        """How long it took; None where it broke off."""
        return (self.finished - self.started).total_seconds() if self.finished else None


@dataclass(frozen=True, slots=True)
class ExpectedSeconds:
    """What a step is expected to take, and between which other times it will lie."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One step of a run."""

    number: int
    name: str
    started: datetime
    finished: datetime | None
    summary: str | None

    @property
    def seconds(self) -> float | None:
        """How long it took; None while it is under way."""
        return (self.finished - self.started).total_seconds() if self.finished else None
