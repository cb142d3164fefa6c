"""Which pairs of tables are worth weighing: told by a glance at their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import nlargest

from segue.database.names import QualifiedName
from segue.drafting.matching import names
from segue.drafting.matching.entities import Entity, Side
from segue.drafting.matching.evidence import likeness_of_models
from segue.drafting.matching.namesakes import Namesakes

FEW = 900
"""Pairs of tables that can all be weighed in a moment."""
MOST = 15
"""Where there are more, that many of the likeliest are weighed for each table."""
SHARED = 0.3
"""Of the columns of the larger table: fewer common names speak for no pair by themselves."""

Tables = tuple[Entity, Entity]
"""One of the source and one of the target."""
Looks = Mapping[QualifiedName, float]
"""Tables of the other side that look plausible, and how much."""


class Prospects:
    """Pairs of tables that may stand for each other; each table is looked at once."""

    def __init__(self, source: Side, target: Side, namesakes: Namesakes) -> None:
        self._source, self._target, self._namesakes = source, target, namesakes
        self._of_source: dict[QualifiedName, Looks] = {}
        self._of_target: dict[QualifiedName, Looks] = {}

    def among(self, sources: Sequence[Entity], targets: Sequence[Entity]) -> list[Tables]:
        """What is worth weighing of these tables."""
        if len(sources) * len(targets) <= FEW:
            return [(a, b) for a in sources for b in targets if _are_of_a_kind(a, b)]
        places = {other.name: place for place, other in enumerate(targets)}
        looks = [_within(self.of_source(one), places) for one in sources]
        columns: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
        for number, row in enumerate(looks):
            for look, place in row:
                columns[place].append((look, number))
        likeliest = [{place for _, place in _likeliest(row)} for row in looks]
        for place, column in columns.items():
            for _, number in _likeliest(column):
                likeliest[number].add(place)
        return [
            (one, targets[place])
            for one, chosen in zip(sources, likeliest, strict=True)
            for place in sorted(chosen)
        ]

    def of_source(self, one: Entity) -> Looks:
        """The target's tables whose names, or those of enough of their columns, are alike."""
        if one.name not in self._of_source:
            alike = self._namesakes.of_source(one)
            self._of_source[one.name] = _looks(one, self._target, alike)
        return self._of_source[one.name]

    def of_target(self, other: Entity) -> Looks:
        """The same of the source's tables."""
        if other.name not in self._of_target:
            alike = self._namesakes.of_target(other)
            self._of_target[other.name] = _looks(other, self._source, alike)
        return self._of_target[other.name]


def likeliest(looks: Looks, among: Collection[QualifiedName]) -> list[QualifiedName]:
    """Of these tables the ones that look most plausible: no more of them than are weighed."""
    return nlargest(MOST, (name for name in looks if name in among), key=looks.__getitem__)


def _looks(table: Entity, side: Side, alike: Collection[QualifiedName]) -> Looks:
    """The other side's tables that look plausible for one, in their order.

    `alike` are those whose names have anything in common with its own.
    """
    shared, alike_places = side.shared_names(table), {side.places[name] for name in alike}
    looks: dict[QualifiedName, float] = {}
    for place in sorted({*shared, *alike_places}):
        other = side.in_order[place]
        look = _glance(table, other, shared.get(place, 0), alike=place in alike_places)
        if look > 0:
            looks[other.name] = look
    return looks


def _within(looks: Looks, places: Mapping[QualifiedName, int]) -> list[tuple[float, int]]:
    """Those of the looks that fell on one of these tables, with its place."""
    return [(look, places[name]) for name, look in looks.items() if name in places]


def _likeliest(looks: Iterable[tuple[float, int]]) -> list[tuple[float, int]]:
    """The best looks, the best first; of the same, those of the first tables."""
    return nlargest(MOST, looks, key=lambda found: (found[0], -found[1]))


def _are_of_a_kind(one: Entity, other: Entity) -> bool:
    """Whether they join two tables each, for one field, or neither does."""
    if one.joins or other.joins:
        return one.joins and other.joins and one.label == other.label
    return True


def _glance(one: Entity, other: Entity, both: int, *, alike: bool) -> float:
    """How likely a pair looks, 0 for not at all: by the models' names and the columns'.

    `both` is the number of columns of one name; `alike` tells whether the models' names have
    anything in common.
    """
    shared = both / max(len(one.telling), len(other.telling), 1)
    if not (alike or shared >= SHARED) or not _are_of_a_kind(one, other):
        return 0.0
    like = likeness_of_models(one, other) if alike else names.STRANGER
    return like + shared if shared >= SHARED or like >= names.NARROWER else 0.0
