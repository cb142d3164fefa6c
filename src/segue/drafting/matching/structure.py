"""Which tables are alike in what they hold and in who refers to whom, whatever they are called.

Two tables are the more alike the more alike their neighbours are, told anew until it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

from rapidfuzz.distance import JaroWinkler, LCSseq

from segue.database.names import QualifiedName
from segue.drafting.matching import names
from segue.drafting.matching.affinity import LETTERS_FROM, Votes, votes
from segue.drafting.matching.assignment import assigned
from segue.drafting.matching.entities import Entity, Side
from segue.drafting.matching.evidence import likeness_of_models
from segue.drafting.matching.links import Links, Pair
from segue.drafting.matching.namesakes import Namesakes
from segue.drafting.matching.shapes import Shape

COLUMNS, GRAPH, NAME = 0.5, 0.3, 0.2
"""What each kind of evidence weighs."""
ROUNDS = 4
"""How often neighbours tell of neighbours; more changes nothing that anybody would notice."""
MOST = 12
"""So many of the likeliest are looked at closely for each table."""
SUPPOSED = 0.8
"""The share of columns of one kind from which on what is chosen is supposed to be right."""
ALIKE = names.NARROWER
"""From here up the names of two columns have something in common."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a pair of tables has in common."""

    pairs: tuple[tuple[Shape, Shape, Votes], ...]
    """The columns that go together best, but for the keys."""
    most: int
    """The columns of that table which has more, but for the key."""
    total: int
    """Those of both together."""
    name: float
    """How alike the tables' names are, 0 to 1."""

    @property
    def columns(self) -> float:
        """How much of both tables the columns in common are, 0 to 1."""
        if not self.total:
            return 0.5
        return 2 * sum(vote.total for _, _, vote in self.pairs) / self.total

    @property
    def form(self) -> float:
        """The share of columns that hold the same kind of thing under the same rules."""
        same = sum(v.kind >= 0.85 and v.rules >= 0.5 for _, _, v in self.pairs)
        return same / max(self.most, 1)

    @property
    def alike(self) -> int:
        """The number of columns whose names have something in common."""
        return sum(vote.name >= ALIKE for _, _, vote in self.pairs)


@dataclass(frozen=True)
class PairWorths:
    """Every pair of tables that may be, with what it is worth, and the best choice of all."""

    worth: Mapping[Pair, float]
    likeness: Mapping[Pair, Likeness]
    graph: Mapping[Pair, float | None]
    """How well the references of both agree, 0 to 1; None where neither has any.

    Tables that are chosen and built alike count for known there.
    """

    @cached_property
    def chosen(self) -> dict[QualifiedName, QualifiedName]:
        """For the source's tables: the target's, so that all together fit best."""
        return assigned({pair: worth**2 for pair, worth in self.worth.items()})

    @cached_property
    def _by_source(self) -> dict[QualifiedName, list[Pair]]:
        pairs: dict[QualifiedName, list[Pair]] = {}
        for pair in self.worth:
            pairs.setdefault(pair[0], []).append(pair)
        return pairs

    @cached_property
    def _by_target(self) -> dict[QualifiedName, list[Pair]]:
        pairs: dict[QualifiedName, list[Pair]] = {}
        for pair in self.worth:
            pairs.setdefault(pair[1], []).append(pair)
        return pairs

    def ranked(self, source: QualifiedName) -> list[QualifiedName]:
        """The target's tables, the likeliest first: the one that all together chose before all."""
        choice = self.chosen.get(source)
        pairs = self._by_source.get(source, [])
        order = sorted(pairs, key=lambda pair: (pair[1] != choice, -self.worth[pair], pair[1]))
        return [pair[1] for pair in order]

    def confidence(self, pair: Pair) -> float:
        """0 to 1, below what is taken for granted."""
        return round(0.85 * self.worth[pair], 2)

    def margin(self, pair: Pair) -> float:
        """How far the pair is ahead of every other one with either of its tables."""
        others = (*self._by_source[pair[0]], *self._by_target[pair[1]])
        rivals = [self.worth[other] for other in others if other != pair]
        return self.worth[pair] - max(rivals, default=0.0)


class Structure:
    """Compares tables of two sides; what the columns tell is worked out once for each pair."""

    def __init__(self, source: Side, target: Side, namesakes: Namesakes) -> None:
        self._source, self._target, self._namesakes = source, target, namesakes
        self._likeness: dict[Pair, Likeness] = {}
        self._glances: dict[QualifiedName, dict[QualifiedName, float]] = {}

    def standing(
        self, sources: Sequence[Entity], targets: Sequence[Entity], links: Links
    ) -> PairWorths:
        """What each pair of these tables is worth, where `links` are known."""
        pairs = self._prospects(sources, targets)
        likeness = {(one.name, other.name): self.compare(one, other) for one, other in pairs}
        graph: dict[Pair, float | None] = dict.fromkeys(likeness)
        worth = {pair: _worth(like, None) for pair, like in likeness.items()}
        for _ in range(ROUNDS):
            graph = {
                (one.name, other.name): self._neighbours(one, other, worth, links)
                for one, other in pairs
            }
            worth = {pair: _worth(like, graph[pair]) for pair, like in likeness.items()}
        supposed = worth | {
            pair: 1.0
            for pair in PairWorths(worth, likeness, graph).chosen.items()
            if likeness[pair].form >= SUPPOSED
        }
        graph = {
            (one.name, other.name): self._neighbours(one, other, supposed, links)
            for one, other in pairs
        }
        return PairWorths(worth, likeness, graph)

    def compare(self, one: Entity, other: Entity) -> Likeness:
        """What two tables have in common by themselves."""
        pair = one.name, other.name
        if pair not in self._likeness:
            self._likeness[pair] = _compare(one, other, self._name(one, other))
        return self._likeness[pair]

    def graph(self, one: Entity, other: Entity, links: Links) -> float | None:
        """How well the references of two tables agree where the `links` alone are known."""
        return self._neighbours(one, other, {}, links)

    def _prospects(
        self, sources: Sequence[Entity], targets: Sequence[Entity]
    ) -> list[tuple[Entity, Entity]]:
        """For each table, of either side, those that look most like it at a glance."""
        rows = [self._look(one, targets) for one in sources]
        pairs = [(one, other) for one, row in enumerate(rows) for other in _best_of(row)]
        columns = (list(column) for column in zip(*rows, strict=True))
        pairs += [(one, other) for other, row in enumerate(columns) for one in _best_of(row)]
        return [
            (sources[one], targets[other])
            for one, other in dict.fromkeys(pairs)
            if rows[one][other] > 0
        ]

    def _look(self, one: Entity, targets: Sequence[Entity]) -> list[float]:
        """How alike each of the targets is at a glance; each pair is looked at once."""
        looks = self._glances.setdefault(one.name, {})
        for other in targets:
            if other.name not in looks:
                looks[other.name] = self._glance(one, other)
        return [looks[other.name] for other in targets]

    def _glance(self, one: Entity, other: Entity) -> float:
        if one.joins != other.joins:
            return 0.0
        form = LCSseq.normalized_similarity(one.form, other.form)
        referring = (
            len(self._source.referring.get(one.name, ())),
            len(self._target.referring.get(other.name, ())),
        )
        near = 1 / (1 + abs(referring[0] - referring[1]))
        return 0.01 + form + 0.3 * near + self._name(one, other)

    def _name(self, one: Entity, other: Entity) -> float:
        """How alike the tables' names are, by their words or by their letters, 0 to 1."""
        alike = other.name in self._namesakes.of_source(one)
        likeness = likeness_of_models(one, other) if alike else names.STRANGER
        like = JaroWinkler.normalized_similarity(one.model, other.model)
        long = min(len(one.model), len(other.model)) > 3
        return max(likeness, names.NARROWER * like) if long and like >= LETTERS_FROM else likeness

    def _neighbours(
        self, one: Entity, other: Entity, worth: Mapping[Pair, float], links: Links
    ) -> float | None:
        """How well those agree to which the two refer, and those that refer to them."""
        ours = [s.references for s in one.references if s.references is not None]
        theirs = [s.references for s in other.references if s.references is not None]
        own = one.name, other.name
        best = [_best(ours, theirs, own, worth, links)] if ours or theirs else []
        into = [entity.name for entity, _ in self._source.referring.get(one.name, ())]
        there = [entity.name for entity, _ in self._target.referring.get(other.name, ())]
        if into or there:
            best.append(_best(into, there, own, worth, links))
        return sum(best) / len(best) if best else None


def _best_of(looks: Sequence[float]) -> list[int]:
    """The places of the best, the best first."""
    return nlargest(MOST, range(len(looks)), key=looks.__getitem__)


def _best(
    ours: Sequence[QualifiedName],
    theirs: Sequence[QualifiedName],
    own: Pair,
    worth: Mapping[Pair, float],
    links: Links,
) -> float:
    """How much of two lists of tables may stand for each other, 0 to 1."""
    values = sorted(
        (
            (_known_worth(one, other, own, worth, links), a, b)
            for a, one in enumerate(ours)
            for b, other in enumerate(theirs)
        ),
        reverse=True,
    )
    used: tuple[set[int], set[int]] = set(), set()
    total = 0.0
    for value, a, b in values:
        if value > 0 and a not in used[0] and b not in used[1]:
            used[0].add(a)
            used[1].add(b)
            total += value
    return total / max(len(ours), len(theirs))


def _known_worth(
    one: QualifiedName, other: QualifiedName, own: Pair, worth: Mapping[Pair, float], links: Links
) -> float:
    """What is known of a pair of neighbours; one that refers to itself agrees with its like."""
    if one == own[0] or other == own[1]:
        return float((one, other) == own)
    same = links.same(one, other)
    return float(same) if same is not None else worth.get((one, other), 0.0)


def _compare(one: Entity, other: Entity, name: float) -> Likeness:
    ours = [shape for shape in one.shapes if not shape.primary]
    theirs = [shape for shape in other.shapes if not shape.primary]
    own = frozenset((*one.words, *other.words))
    votes_of = {(a.name, b.name): votes(a, b, own) for a in ours for b in theirs}
    order = sorted(
        ((a, b, votes_of[a.name, b.name]) for a in ours for b in theirs),
        key=lambda pair: -pair[2].total,
    )
    pairs = tuple(_greedily(order))
    return Likeness(pairs, max(len(ours), len(theirs)), len(ours) + len(theirs), name)


def _greedily(
    order: Iterable[tuple[Shape, Shape, Votes]],
) -> Iterable[tuple[Shape, Shape, Votes]]:
    """Each column once, the best pairs first."""
    used: tuple[set[str], set[str]] = set(), set()
    for one, other, vote in order:
        if vote.total > 0.3 and one.name not in used[0] and other.name not in used[1]:
            used[0].add(one.name)
            used[1].add(other.name)
            yield one, other, vote


def _worth(like: Likeness, graph: float | None) -> float:
    if graph is None:
        return (COLUMNS * like.columns + NAME * like.name) / (COLUMNS + NAME)
    return COLUMNS * like.columns + GRAPH * graph + NAME * like.name
