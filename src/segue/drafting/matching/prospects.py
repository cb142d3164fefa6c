"""Which pairs of tables are worth weighing: told by a glance at their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from segue.drafting.matching import names
from segue.drafting.matching.entities import Entity
from segue.drafting.matching.evidence import likeness_of_models
from segue.drafting.matching.links import Pair

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
        self._glances: dict[Pair, float] = {}

    def among(self, sources: Sequence[Entity], targets: Sequence[Entity]) -> list[Tables]:
        """What is worth weighing of these tables."""
        if len(sources) * len(targets) <= FEW:
            return [(a, b) for a in sources for b in targets if _are_of_a_kind(a, b)]
        kept = {(a.name, b.name) for a, b in self._likeliest(sources, targets)}
        return [(a, b) for a in sources for b in targets if (a.name, b.name) in kept]

    def are_plausible(self, one: Entity, other: Entity) -> bool:
        """Whether their names are alike, or the names of enough of their columns."""
        pair = one.name, other.name
        if pair not in self._glances:
            self._glances[pair] = _glance(one, other)
        return self._glances[pair] > 0

    def _likeliest(self, sources: Sequence[Entity], targets: Sequence[Entity]) -> Iterator[Tables]:
        for one in sources:
            yield from self._best((one, other) for other in targets)
        for other in targets:
            yield from self._best((one, other) for one in sources)

    def _best(self, pairs: Iterable[Tables]) -> list[Tables]:
        plausible = [pair for pair in pairs if self.are_plausible(*pair)]
        plausible.sort(key=lambda pair: -self._glances[pair[0].name, pair[1].name])
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
