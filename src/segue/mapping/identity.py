"""Which rows of both databases are the same: what earlier runs settled, and what is in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from segue.database.names import QualifiedName
from segue.plan.model import TableMapping


@dataclass(frozen=True, slots=True)
class BroughtRows:
    """Rows of a target table that finished runs brought from the same source."""

    loads: tuple[int, ...] = ()
    """Loads of the journal, under which the keys of rows that came beside others are kept."""
    ranges: tuple[tuple[int, int], ...] = ()
    """First and last key of what filled the table from empty."""


@dataclass(frozen=True, slots=True)
class EarlierRuns:
    """What earlier tries, and earlier runs from the same source, have settled."""

    source: str = ""
    """The source database's identity."""
    amounts: Mapping[str, int] = field(default_factory=dict)
    """By `label`: what was added to keys."""
    brought: Mapping[QualifiedName, BroughtRows] = field(default_factory=dict)
    reserved: Mapping[QualifiedName, int] = field(default_factory=dict)
    """The last key that is kept for the rows of a source, of any."""
    unfinished: Mapping[QualifiedName, int | None] = field(default_factory=dict)
    """Tables that an unfinished run has begun to fill: the load whose rows are not to be matched,
    or None for a table that is emptied before the run goes on."""


@dataclass(frozen=True, slots=True)
class MatchDoubt:
    """Source rows of which a match cannot say which row of the target they are."""

    rows: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatchDoubts:
    """All that is in doubt about a mapping's match; such rows are taken for new ones."""

    empty: MatchDoubt | None = None
    """Rows whose columns to match by are empty."""
    several: MatchDoubt | None = None
    """Rows with more than one counterpart."""
    shared: MatchDoubt | None = None
    """Rows whose counterpart is that of another row of the source too."""
    circular: MatchDoubt | None = None
    """Rows that refer to each other in a circle, so that none can be matched first."""
    near: MatchDoubt | None = None
    """New rows from which a row of the target differs in case, blanks or the form of letters."""
    circle: tuple[QualifiedName, ...] = ()
    """Tables that are matched by each other."""

    def __bool__(self) -> bool:
        counts = (self.empty, self.several, self.shared, self.circular, self.near)
        return any(counts) or bool(self.circle)


def label(mapping: TableMapping) -> str:
    """Tells a mapping from others, whatever its place in the plan."""
    return f"{mapping.source or mapping.query} > {mapping.target}"
