"""Tables that join two others, such as those behind many-to-many fields: known by their ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from segue.database.names import QualifiedName
from segue.drafting.matching import names
from segue.drafting.matching.entities import Entity, Side
from segue.drafting.matching.links import Links

Ends = tuple[QualifiedName, QualifiedName]
"""The two tables that are joined, in the order of their names."""

ALIKE = 0.75
"""How alike the names of two fields have to be where there may be another one."""


@dataclass(frozen=True, slots=True)
class JoinPair:
    """Two join tables that stand for each other."""

    source: Entity
    target: Entity
    reason: str


class Joins:
    """The join tables of both sides that are still free, by what they join in the target."""

    def __init__(
        self,
        source: Side,
        target: Side,
        free: tuple[Iterable[Entity], Iterable[Entity]],
        links: Links,
    ) -> None:
        self._source, self._target, self._links = source, target, links
        self._ours: dict[Ends, list[Entity]] = {}
        self._theirs: dict[Ends, list[Entity]] = {}
        for entity in free[0]:
            ends = self._ends_of_source(entity)
            if ends is not None:
                self._ours.setdefault(ends, []).append(entity)
        for entity in free[1]:
            if len(entity.references) == 2:
                self._theirs.setdefault(_ends(entity), []).append(entity)

    def matches(self) -> Iterator[JoinPair]:
        """What can be told by now."""
        for ends, ours in self._ours.items():
            theirs = self._theirs.get(ends, [])
            for one in ours:
                pairs = self._by_field(one, theirs) or self._by_name(one, ours, theirs)
                if pairs is None and len(ours) == len(theirs) == 1:
                    pairs = self._alone(one, theirs[0])
                if pairs is not None:
                    yield pairs

    def _by_field(self, one: Entity, theirs: list[Entity]) -> JoinPair | None:
        """As Django knows it: the table of the field that has the old table's name."""
        owner, field = self._owner(one)
        if not one.joins or owner is None:
            return None
        for successor in self._links.of_source(owner):
            model = self._target.entities[successor]
            through = dict(model.through).get(field)
            for other in theirs:
                if other.name == through:
                    return JoinPair(one, other, f"holds the pairs of {model.model}.{field}")
        return None

    def _by_name(self, one: Entity, ours: list[Entity], theirs: list[Entity]) -> JoinPair | None:
        """By the field's name alone, where one other is alike and no third."""
        like = [other for other in theirs if other.joins and self._like(one, other) >= ALIKE]
        if not one.joins or len(like) != 1:
            return None
        if sum(e.joins and self._like(e, like[0]) >= ALIKE for e in ours) != 1:
            return None
        return JoinPair(one, like[0], "joins the same tables under a name for the same")

    def _alone(self, one: Entity, other: Entity) -> JoinPair | None:
        """The only ones between these ends, on either side."""
        only = "the only table on either side that joins these two"
        if one.joins and other.joins:
            bare = not self._field(one) and not self._field(other)
            return JoinPair(one, other, only) if bare or self._owner_renamed(one) else None
        if other.joins and len(one.shapes) <= 4:
            return JoinPair(one, other, only)
        return None

    def _like(self, one: Entity, other: Entity) -> float:
        ours, theirs = self._field(one), self._field(other)
        return names.compare(ours, theirs) if ours and theirs else float(ours == theirs)

    def _field(self, entity: Entity) -> tuple[str, ...]:
        """The words of the field's name, without those of the tables that it joins."""
        ends = {word for name in _ends(entity) for word in names.words(name.name)}
        return tuple(word for word in entity.words if word not in ends)

    def _owner(self, one: Entity) -> tuple[QualifiedName | None, str]:
        """The table whose model has the field, and the field: their names make the table's."""
        for end in sorted(_ends(one), key=lambda name: -len(name.name)):
            if one.name.name.startswith(f"{end.name}_"):
                return end, one.name.name.removeprefix(f"{end.name}_")
        return None, ""

    def _owner_renamed(self, one: Entity) -> bool:
        owner, _ = self._owner(one)
        if owner is None:
            return False
        successors = (self._target.entities[name] for name in self._links.of_source(owner))
        return all(s.words != self._source.entities[owner].words for s in successors)

    def _ends_of_source(self, entity: Entity) -> Ends | None:
        """What the ends have become; None where that is not clear, or where there are more."""
        if len(entity.references) != 2:
            return None
        ends = [self._links.of_source(end) for end in _ends(entity)]
        if any(len(names) != 1 for names in ends):
            return None
        first, second = sorted(name for names in ends for name in names)
        return first, second


def _ends(entity: Entity) -> Ends:
    first, second = sorted(s.references for s in entity.references if s.references is not None)
    return first, second
