"""What is found about the columns of a pair of tables, as values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from segue.drafting.matching.entities import Entity
from segue.drafting.matching.shapes import Shape

KEYS = frozenset({("integer", "integer"), ("integer", "uuid"), ("uuid", "uuid"), ("text", "text")})
"""The families of primary keys of which one may become the other."""


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """A source column that feeds, or may feed, a target column."""

    source: Shape
    target: Shape
    confidence: float
    """0 to 1."""
    reason: str


@dataclass(frozen=True)
class ColumnMatches:
    """The columns of a pair of tables."""

    source: Entity
    target: Entity
    same: tuple[ColumnMatch, ...]
    """Those of the same name, in the target's order."""
    renamed: tuple[ColumnMatch, ...]
    """Those that changed their name, beyond doubt."""
    look: Callable[[], tuple[ColumnMatch, ...]]
    """Finds what may be meant: costly, and most pairs of tables are only weighed."""

    @cached_property
    def candidates(self) -> tuple[ColumnMatch, ...]:
        """What may be meant, the likeliest first."""
        return self.look()

    @cached_property
    def unfed(self) -> tuple[Shape, ...]:
        """Target columns that no source column feeds; never generated ones."""
        names = {match.target.name for match in (*self.same, *self.renamed)}
        return tuple(shape for shape in self.target.shapes if shape.name not in names)

    @cached_property
    def homeless(self) -> tuple[Shape, ...]:
        """Source columns with no place in the target."""
        used = {match.source.name for match in (*self.same, *self.renamed)}
        return tuple(shape for shape in self.source.shapes if shape.name not in used)


def are_built_alike(match: ColumnMatch) -> bool:
    """Whether the two agree in all but their names; keys and references may have grown."""
    one, other = match.source, match.target
    if one.column.not_null != other.column.not_null or one.unique != other.unique:
        return False
    return one.references is not None or one.column.type.text == other.column.type.text


def share_one(one: ColumnMatch, other: ColumnMatch) -> bool:
    """Whether the two are about the same column of one of the sides."""
    return one.source.name == other.source.name or one.target.name == other.target.name
