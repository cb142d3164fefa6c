"""The plan as values: which rows become which rows.

`plan.file` reads and writes `segue.toml`; nothing here knows about TOML or databases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from segue.database.names import QualifiedName


class ExistingRows(Enum):
    """What happens to rows that the target holds already."""

    STOP = "stop"
    REPLACE = "replace"
    KEEP = "keep"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Renamed:
    """Fed by a source column, of the same or another name."""

    source: str


@dataclass(frozen=True, slots=True)
class Expression:
    """Fed by an SQL expression over the source row, run by the source."""

    sql: str


@dataclass(frozen=True, slots=True)
class Constant:
    """Fed by one value for every row."""

    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A source column with no place in the target."""

    reason: str


ColumnMapping = Renamed | Expression | Constant | Dropped


@dataclass(frozen=True, slots=True)
class KeepKeys:
    """Primary keys travel unchanged."""


@dataclass(frozen=True, slots=True)
class OffsetKeys:
    """A number is added to every key."""

    amount: int


@dataclass(frozen=True, slots=True)
class UuidKeys:
    """Integer keys become uuids."""


@dataclass(frozen=True, slots=True)
class MatchKeys:
    """Rows are found in the target by these columns and take its keys."""

    columns: tuple[str, ...]


KeyStrategy = KeepKeys | OffsetKeys | UuidKeys | MatchKeys


@dataclass(frozen=True, slots=True)
class TableMapping:
    """One `[[table]]`: rows of a source table or query become rows of a target table."""

    target: QualifiedName
    source: QualifiedName | None
    """None where `query` says what to read."""
    query: str | None = None
    where: str | None = None
    key: KeyStrategy = field(default_factory=KeepKeys)
    existing_rows: ExistingRows | None = None
    """None takes the plan's."""
    columns: Mapping[str, ColumnMapping] = field(default_factory=dict)
    """By target column; a `Dropped` by source column. Columns of the same name need no entry."""
    line: int = field(default=0, compare=False)
    """Where it stands in the file; 0 for a draft that was not written yet."""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """Where each entry of `columns` stands."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole `segue.toml`."""

    source: str
    target: str
    """Addresses as the person wrote them; see `database.address.resolve`."""
    tables: tuple[TableMapping, ...]
    skip: Mapping[QualifiedName, str] = field(default_factory=dict)
    """Source tables that stay behind, each with its reason."""
    existing_rows: ExistingRows = ExistingRows.STOP
    version: int = 1
    path: str = "segue.toml"
    skip_lines: Mapping[QualifiedName, int] = field(default_factory=dict, compare=False)
    """Where each entry of `skip` stands."""

    def existing_rows_of(self, mapping: TableMapping) -> ExistingRows:
        """The mapping's own say, or the plan's."""
        return mapping.existing_rows or self.existing_rows

    def mappings_into(self, target: QualifiedName) -> tuple[TableMapping, ...]:
        """Every mapping that feeds the target table."""
        return tuple(mapping for mapping in self.tables if mapping.target == target)
