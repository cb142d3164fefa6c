"""Names that went on to another table: structure and references tell where a name would lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from segue.database.names import QualifiedName
from segue.drafting.matching.entities import Entity, Side
from segue.drafting.matching.links import Links
from segue.drafting.matching.structure import Structure

ALIKE = 0.8
"""How many columns of two tables are of the same kind where the one may hold the other's rows."""
FAR = 0.2
"""How much better another table fits than the one of the same name."""
OWN = 0.5
"""Tables that share so many column names are not looked at twice."""


class Swaps:
    """Looks at pairs of the same name; `links` hold all of them."""

    def __init__(self, source: Side, target: Side, structure: Structure, links: Links) -> None:
        self._source, self._target = source, target
        self._structure, self._links = structure, links

    def contradict(self, one: Entity, other: Entity) -> bool:
        """Whether structure or references say that the name means another table now."""
        if one.name in self._crossed:
            return True
        return self._shared(one, other) < OWN and self._fits_elsewhere(one, other)

    @staticmethod
    def _shared(one: Entity, other: Entity) -> float:
        """How many of their columns have the same names, 0 to 1."""
        fewer = min(len(one.telling), len(other.telling))
        return len(one.telling & other.telling) / fewer if fewer else 1.0

    def _fits_elsewhere(self, one: Entity, other: Entity) -> bool:
        """Whether another table fits far better than the one that has the name."""
        own = self._worth(one, other)
        new = [e for name, e in self._target.entities.items() if name not in self._source.entities]
        old = [e for name, e in self._source.entities.items() if name not in self._target.entities]
        rivals = [self._worth(one, e) for e in new] + [self._worth(e, other) for e in old]
        return max(rivals, default=0.0) >= own + FAR

    def _worth(self, one: Entity, other: Entity) -> float:
        like = self._structure.compare(one, other)
        return (like.columns + like.form) / 2

    @cached_property
    def _crossed(self) -> frozenset[QualifiedName]:
        """Tables whose references went over to one another, and that are built alike."""
        return frozenset(name for pair in self._exchanges() for name in pair)

    def _exchanges(self) -> Iterator[tuple[QualifiedName, QualifiedName]]:
        """For each table that kept its name: what it referred to, and refers to instead."""
        both = self._source.entities.keys() & self._target.entities.keys()
        for name in sorted(both):
            ours = Counter(s.references for s in self._source.entities[name].references)
            theirs = Counter(s.references for s in self._target.entities[name].references)
            lost = [n for n in ours - theirs if n in both]
            gained = [n for n in theirs - ours if n in both]
            for was in lost:
                yield from ((was, now) for now in gained if self._may_be_one(was, now))

    def _may_be_one(self, was: QualifiedName | None, now: QualifiedName | None) -> bool:
        """Whether the rows of the one would fit into the table of the other's name."""
        if was is None or now is None:
            return False
        one, other = self._source.entities[was], self._target.entities[now]
        return self._structure.compare(one, other).form >= ALIKE
