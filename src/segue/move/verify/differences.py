"""Rows that differ, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from segue.database.names import QualifiedName


class Kind(Enum):
    """What is wrong with a row."""

    MISSING = "missing"
    """The source has it, the target does not."""
    EXTRA = "extra"
    """The target has it, the source does not."""
    CHANGED = "changed"
    """Both have the key, with other values."""


@dataclass(frozen=True, slots=True)
class ColumnDifference:
    """One value on both sides, as text around the place where it differs; None is NULL."""

    column: str
    source: str | None
    target: str | None


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row that differs."""

    kind: Kind
    key: Mapping[str, str | None]
    """The primary key's values; of a table without one, the beginnings of all values."""
    columns: tuple[ColumnDifference, ...] = ()
    """Of a changed row."""
    times: int = 1
    """How many rows of that content more one side has."""


@dataclass(frozen=True, slots=True)
class DifferingRows:
    """The rows of one table that differ."""

    table: QualifiedName
    rows: tuple[RowDifference, ...]
    count: int
    """How many rows differ, or at least how many."""
    complete: bool
    """Whether `count` is exact."""

    def as_json(self) -> dict[str, Any]:
        """The rows as a JSON object."""
        rows = [{**asdict(row), "kind": row.kind.value} for row in self.rows]
        return {
            "table": str(self.table), "count": self.count, "complete": self.complete, "rows": rows,
        }  # fmt: skip
