"""Where a new reference may lead: to what the rows refer to that its own row refers to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from psycopg import sql

from segue.drafting.expressions import entry, name
from segue.drafting.knowledge import Knowledge
from segue.drafting.matching.entities import Entity
from segue.drafting.matching.shapes import Shape


@dataclass(frozen=True, slots=True)
class ReferencePath:
    """From a row to another one, and on from there."""

    first: Shape
    """The row's own reference."""
    onward: Shape
    """The reference of the row that it leads to."""

    @property
    def reason(self) -> str:
        return f"perhaps the {self.onward.name} of the row that {self.first.name} refers to"

    def entry(self) -> str:
        """SQL over the source row, as the plan writes it after the `=`."""
        own, other = self.first.table.name, self.onward.table
        return entry(
            "(SELECT {}.{} FROM {} WHERE {}.{} = {}.{})",
            name(other.name.name),
            name(self.onward.name),
            sql.SQL("{}.{}").format(name(other.name.schema), name(other.name.name)),
            name(other.name.name),
            name(other.primary_key[0]),
            name(own.name),
            name(self.first.name),
        )


def way_to(shape: Shape, source: Entity, knowledge: Knowledge) -> ReferencePath | None:
    """The one way to a column of the new column's name that refers to the same rows."""
    ways = (way for way in _ways(source, knowledge) if way.onward.name == shape.name)
    ways_there = [way for way in ways if _leads_to(shape, way, knowledge)]
    return ways_there[0] if len(ways_there) == 1 else None


def _ways(source: Entity, knowledge: Knowledge) -> Iterator[ReferencePath]:
    """All that every row has; a row's way to one of its own table is none."""
    for first in source.references:
        other = knowledge.entities.get(first.references) if first.references is not None else None
        if other is None or other is source or len(other.table.primary_key) != 1:
            continue
        yield from (
            ReferencePath(first, onward)
            for onward in other.references
            if first.column.not_null and onward.column.not_null
        )


def _leads_to(shape: Shape, way: ReferencePath, knowledge: Knowledge) -> bool:
    there, referred = way.onward.references, shape.references
    if there is None or referred is None or way.onward.family != shape.family:
        return False
    return knowledge.links.same(there, referred) is True
