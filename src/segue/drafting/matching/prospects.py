"""Which pairs of tables are worth weighing: told by a glance at their names."""

from __future__ import annotations

from collections.abc import Sequence

from segue.database.names import QualifiedName
from segue.drafting.matching import names
from segue.drafting.matching.entities import Entity
from segue.drafting.matching.evidence import likeness_of_models

FEW = 2500
"""Pairs of tables that can all be weighed in a moment."""
MOST = 15
"""Where there are more, that many of the likeliest are weighed for each table."""
SHARED = 0.3
"""Of the columns of the larger table: fewer common names speak for no pair by themselves."""

Tables = tuple[Entity, Entity]
"""One of the source and one of the target."""


class Prospects:
    """Pairs of tables that may stand for each other."""

    def __init__(self) -> None:
        self._glances: dict[QualifiedName, dict[QualifiedName, float]] = {}

    def among(self, sources: Sequence[Entity], targets: Sequence[Entity]) -> list[Tables]:
        """What is worth weighing of these tables."""
        if len(sources) * len(targets) <= FEW:
            return [(a, b) for a in sources for b in targets if _are_of_a_kind(a, b)]
        looks = [[self._look(one, other) for other in targets] for one in sources]
        kept = [set(_likeliest(row)) for row in looks]
        for place, column in enumerate(zip(*looks, strict=True)):
            for number in _likeliest(column):
                kept[number].add(place)
        return [
            (one, targets[place])
            for one, places in zip(sources, kept, strict=True)
            for place in sorted(places)
        ]

    def are_plausible(self, one: Entity, other: Entity) -> bool:
        """Whether their names are alike, or the names of enough of their columns."""
        return self._look(one, other) > 0

    def _look(self, one: Entity, other: Entity) -> float:
        row = self._glances.setdefault(one.name, {})
        found = row.get(other.name)
        if found is None:
            found = row[other.name] = _glance(one, other)
        return found


def _likeliest(looks: Sequence[float]) -> list[int]:
    """The places of the best looks, the best first."""
    plausible = [place for place, look in enumerate(looks) if look > 0]
    plausible.sort(key=lambda place: -looks[place])
    return plausible[:MOST]


def _are_of_a_kind(one: Entity, other: Entity) -> bool:
    """Whether they join two tables each, for one field, or neither does."""
    if one.joins or other.joins:
        return one.joins and other.joins and one.label == other.label
    return True


def _glance(one: Entity, other: Entity) -> float:
    """How likely a pair looks, 0 for not at all: by the models' names and the columns'."""
    if not _are_of_a_kind(one, other):
        return 0.0
    shared = len(one.telling & other.telling) / max(len(one.telling), len(other.telling), 1)
    like = likeness_of_models(one, other)
    return like + shared if shared >= SHARED or like >= names.NARROWER else 0.0
