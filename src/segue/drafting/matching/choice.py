"""What is left of two tables' columns: the choice over all of them, and what may be meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from segue.drafting.matching import names
from segue.drafting.matching.affinity import Votes, votes
from segue.drafting.matching.assignment import assigned
from segue.drafting.matching.found import ColumnMatch
from segue.drafting.matching.links import Links
from segue.drafting.matching.shapes import Shape

CANDIDATES = 5
"""Likely columns that a question names: more is no help."""
WORTH_ASKING = 0.3
"""The votes that a pair needs to be named at all."""
OF_THE_BEST = 0.65
"""The share of the votes for the best from which on another is named beside it."""
AHEAD = 0.15
"""How far the votes for a pair are ahead of all others where it is taken for granted."""
MEANT = 0.74
"""The vote of a name that may well be the other; one with a further word is mostly another."""
TELLING = 0.65
"""The vote of a name that has something in common with the other."""
NEAR = 0.75
"""The vote for the place of columns that stand where they stood."""
OF_A_KIND = ("text", "document", "network", "array")
"""What a table has several of, each in its own way; flags, dates and numbers look all the same."""


class ColumnStanding:
    """Every pair of columns that have no place yet, with its votes."""

    def __init__(
        self,
        homeless: Sequence[Shape],
        unfed: Sequence[Shape],
        links: Links,
        own: Collection[str],
    ) -> None:
        self._homeless, self._unfed, self._links = homeless, unfed, links
        self._votes = {
            (one.name, other.name): vote
            for one in homeless
            for other in unfed
            if self._may_be(one, other) and _speaks(vote := votes(one, other, own))
        }

    @cached_property
    def _best_pairs(self) -> dict[str, str]:
        """By target column: the source column, so that all together fit best."""
        worth = {(b, a): v.total**2 for (a, b), v in self._votes.items() if v.total >= WORTH_ASKING}
        return assigned(worth)

    def taken(self) -> Iterator[ColumnMatch]:
        """Pairs for which name, type, rules and place speak, and to which nothing comes near."""
        for one, other in self._pairs():
            vote = self._votes[one.name, other.name]
            if self._best_pairs.get(other.name) == one.name and self._is_sure(one, other, vote):
                yield ColumnMatch(one, other, round(min(vote.total, 0.99), 2), told(vote))

    def candidates(self) -> Iterator[ColumnMatch]:
        """What may be meant, for each target column the chosen one first."""
        for other in self._unfed:
            pairs = [(one, self._votes.get((one.name, other.name))) for one in self._homeless]
            best = max((v.total for _, v in pairs if v is not None), default=0.0)
            least = max(WORTH_ASKING, OF_THE_BEST * best)
            likely = [(one, v) for one, v in pairs if v is not None and v.total >= least]
            choice = self._best_pairs.get(other.name)
            likely.sort(key=lambda pair: (pair[0].name != choice, -pair[1].total))
            for one, vote in likely[:CANDIDATES]:
                yield ColumnMatch(one, other, round(min(vote.total, 0.99), 2), told(vote))

    def _pairs(self) -> Iterator[tuple[Shape, Shape]]:
        for one in self._homeless:
            for other in self._unfed:
                if (one.name, other.name) in self._votes:
                    yield one, other

    def _may_be(self, one: Shape, other: Shape) -> bool:
        """Whether no reference says otherwise."""
        if one.references is None or other.references is None:
            return True
        itself = one.references == one.table.name and other.references == other.table.name
        return itself or self._links.same(one.references, other.references) is not False

    def _is_sure(self, one: Shape, other: Shape, vote: Votes) -> bool:
        agree = vote.kind >= 1 and vote.rules >= 1 and vote.place >= NEAR and vote.values > 0
        if not agree or names.opposed(one.words, other.words):
            return False
        if vote.name < MEANT or self._margin(one, other) < AHEAD:
            return False
        return not self._has_twin(one, other)

    def _has_twin(self, one: Shape, other: Shape) -> bool:
        """Whether a column of the same kind is left of which nothing tells what it is."""
        pairs = {(a, b) for b, a in self._best_pairs.items() if self._votes[a, b].name >= TELLING}
        clear = {a for a, _ in pairs}, {b for _, b in pairs}
        for (a, b), vote in self._votes.items():
            if vote.kind < 1 or vote.rules < 1 or (a == one.name) == (b == other.name):
                continue
            if b not in clear[1] if a == one.name else a not in clear[0]:
                return True
        return False

    def _margin(self, one: Shape, other: Shape) -> float:
        own = self._votes[one.name, other.name].total
        rivals = [
            vote.total
            for (a, b), vote in self._votes.items()
            if (a == one.name) != (b == other.name)
        ]
        return own - max(rivals, default=0.0)


def _speaks(vote: Votes) -> bool:
    """Whether anything speaks for the pair: a name, where values cannot be read as that type."""
    return vote.total > 0 and (vote.values > 0 or vote.name >= TELLING)


def told(vote: Votes) -> str:
    """The votes in words, and what speaks most against the pair."""
    reasons = []
    if vote.name >= names.SURE:
        reasons.append("names that mean the same")
    elif vote.name >= TELLING:
        reasons.append("names with something in common")
    if vote.kind >= 1:
        reasons.append("the same type")
    if vote.rules >= 1:
        reasons.append("the same rules")
    if vote.place >= NEAR:
        reasons.append("about the same place")
    if vote.values >= 1:
        reasons.append("the same values")
    doubt = _doubt(vote)
    return ", ".join(reasons) + (f"; but {doubt}" if doubt else "") if reasons else doubt


def _doubt(vote: Votes) -> str:
    if not vote.values:
        return "some of its values cannot be read as that type"
    if vote.name < TELLING:
        return "the names have nothing in common"
    return "another type" if vote.kind < 1 else ""
