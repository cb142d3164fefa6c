"""Pairs of tables with their evidence, each beside its rivals."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from segue.database.names import QualifiedName
from segue.drafting.matching.evidence import Evidence
from segue.drafting.matching.links import Pair


class WeighedPairs:
    """The evidence for each pair that was weighed."""

    def __init__(
        self, evidence: Mapping[Pair, Evidence], copies: Collection[QualifiedName] = ()
    ) -> None:
        """`copies` are tables of the source that are no rivals of what they were copied from."""
        self._evidence, self._copies = evidence, copies
        self._of_source: dict[QualifiedName, list[Pair]] = {}
        self._of_target: dict[QualifiedName, list[Pair]] = {}
        for pair in evidence:
            self._of_source.setdefault(pair[0], []).append(pair)
            self._of_target.setdefault(pair[1], []).append(pair)

    def __getitem__(self, pair: Pair) -> Evidence:
        return self._evidence[pair]

    def rivals(self, pair: Pair) -> Iterator[float]:
        """The strength of every other pair with one of the two tables."""
        one, other = pair
        pairs = (*self._of_source.get(one, ()), *self._of_target.get(other, ()))
        for rival in pairs:
            copied = rival[0] in self._copies and one not in self._copies
            if rival != pair and not copied:
                yield self._evidence[rival].strength
