"""Which table becomes which: sure pairs first, then what follows from them, until nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from segue.database.names import QualifiedName
from segue.plan.matching import names
from segue.plan.matching.apps import Renamed, renamed_apps
from segue.plan.matching.entities import Entity, Side
from segue.plan.matching.evidence import (
    NO_NAME,
    Evidence,
    Naming,
    Scales,
    likeness_of_models,
)
from segue.plan.matching.joins import Joins
from segue.plan.matching.links import Links, Pair
from segue.plan.matching.verdicts import (
    OTHER_APP,
    RENAMED_APP,
    SAME_LABEL,
    confidence,
    is_enough,
    reason,
)

CANDIDATES = 3
"""Likely tables that a question names: more is no help."""
BEHIND = 0.4
"""How far in strength every rival has to be behind a pair that is taken for granted."""
WORTH_NAMING = 0.9
"""The strength from which on a table is named in a question."""
SHARED = 0.3
"""Of the columns of the larger table: fewer common names speak for no pair by themselves."""
JOINED = 0.97
"""The confidence in tables that join the same two."""


@dataclass(frozen=True, slots=True)
class TableMatch:
    """A source table and the target table that takes its rows, with the reason."""

    source: Entity
    target: Entity
    confidence: float
    """0 to 1."""
    reason: str

    @property
    def pair(self) -> Pair:
        return self.source.name, self.target.name


@dataclass(frozen=True, slots=True)
class TableMatches:
    """What becomes of the source's tables."""

    sure: tuple[TableMatch, ...]
    candidates: Mapping[Entity, tuple[TableMatch, ...]] = field(default_factory=dict)
    """For each table without a sure place: what may be meant, the likeliest first."""
    links: Links = field(default_factory=Links)
    """The sure pairs."""


def match_tables(source: Side, target: Side, given: Iterable[Pair] = ()) -> TableMatches:
    """Match all tables of both sides; `given` are pairs that a person named."""
    return _Matcher(source, target, tuple(given)).matches()


class _Matcher:
    def __init__(self, source: Side, target: Side, given: tuple[Pair, ...]) -> None:
        self._source, self._target, self._given = source, target, given
        self._scales = Scales(source, target)
        self._found: dict[Pair, TableMatch] = {}
        self._links = Links(given)
        self._apps: Renamed = frozenset()
        self._doubtful: frozenset[QualifiedName] = frozenset()
        """Names that both sides have for tables that differ."""

    def matches(self) -> TableMatches:
        self._by_name()
        while self._joins() or self._further():
            pass
        candidates = {one: tuple(self._candidates(one)) for one in self._free()[0]}
        return TableMatches(tuple(self._found.values()), candidates, self._links)

    def _add(self, match: TableMatch) -> None:
        self._found[match.pair] = match
        self._links.add(*match.pair)

    def _free(self) -> tuple[list[Entity], list[Entity]]:
        """The tables of both sides that have no place yet."""
        pairs = (*self._given, *self._found)
        taken = {one for one, _ in pairs}, {other for _, other in pairs}
        sources = [e for name, e in sorted(self._source.entities.items()) if name not in taken[0]]
        targets = [e for name, e in sorted(self._target.entities.items()) if name not in taken[1]]
        return sources, targets

    # The same name

    def _by_name(self) -> None:
        """Tables of the same name, but for those of which something else must have become."""
        same = [
            (one, self._target.entities[one.name])
            for one in self._free()[0]
            if one.name in self._target.entities
        ]
        for one, other in same:
            self._links.add(one.name, other.name)
        sure = [pair for pair in same if not self._has_moved_on(*pair)]
        self._doubtful = frozenset(one.name for one, other in same if (one, other) not in sure)
        self._links = Links(self._given)
        for one, other in sure:
            self._add(TableMatch(one, other, 1.0, "same name"))

    def _has_moved_on(self, one: Entity, other: Entity) -> bool:
        """Whether the two share a name and little else, and another table is far more alike."""
        here = self._scales.weigh(one, other, self._links, NO_NAME)
        if here.columns >= 0.4:
            return False
        pairs = [(one, entity) for entity in self._target.entities.values()]
        pairs += [(entity, other) for entity in self._source.entities.values()]
        elsewhere = (self._scales.weigh(*pair, self._links, NO_NAME) for pair in pairs)
        return any(e.columns >= max(0.6, here.columns + 0.4) and e.weight >= 2 for e in elsewhere)

    # Further pairs

    def _joins(self) -> bool:
        """Tables that join two others; whether there were any."""
        found = list(Joins(self._source, self._target, self._free(), self._links).matches())
        for joined in found:
            self._add(TableMatch(joined.source, joined.target, JOINED, joined.reason))
        return bool(found)

    def _further(self) -> bool:
        """One more round with what is known by now; whether it found anything."""
        sources, targets = self._free()
        self._apps |= self._find_apps(sources, targets)
        pairs = [(a, b) for a in sources for b in targets if self._may_match(a, b)]
        weighed = {(one.name, other.name): self._weigh(one, other) for one, other in pairs}
        found = [pair for pair in pairs if self._is_sure(*pair, weighed)]
        for one, other in found:
            self._add(self._match(one, other, weighed[one.name, other.name], sure=True))
        return bool(found)

    def _may_match(self, one: Entity, other: Entity) -> bool:
        """Whether it is worth to weigh the two: their names are alike, or some of the columns'."""
        if one.joins or other.joins:
            return one.joins and other.joins and one.label == other.label
        shared = len(one.telling & other.telling)
        if shared >= SHARED * max(len(one.telling), len(other.telling)):
            return bool(shared)
        return likeness_of_models(one, other) >= names.NARROWER

    def _find_apps(self, sources: list[Entity], targets: list[Entity]) -> Renamed:
        """Apps of which enough models are found under another label."""
        ours, theirs = ([e for e in side if not e.joins] for side in (sources, targets))
        pairs = [
            (one, other)
            for one in ours
            for other in theirs
            if one.app != other.app and self._are_alike(one, other)
        ]
        moved = [m for m in self._found.values() if m.source.app != m.target.app]
        pairs += [(match.source, match.target) for match in moved]
        ours += [match.source for match in moved if not match.source.joins]
        theirs += [match.target for match in moved if not match.target.joins]
        return renamed_apps(pairs, ours, theirs, kept=self._kept)

    @cached_property
    def _kept(self) -> frozenset[str]:
        """The labels of apps that both sides have."""
        ours, theirs = (
            {entity.app for entity in side.entities.values()}
            for side in (self._source, self._target)
        )
        return frozenset(ours & theirs)

    def _are_alike(self, one: Entity, other: Entity) -> bool:
        if likeness_of_models(one, other) < names.SURE:
            return False
        evidence = self._scales.weigh(one, other, self._links, NO_NAME)
        return evidence.columns >= 0.5 or evidence.whole >= 0.95

    def _weigh(self, one: Entity, other: Entity) -> Evidence:
        return self._scales.weigh(one, other, self._links, self._naming(one, other))

    def _naming(self, one: Entity, other: Entity) -> Naming:
        """How far the names speak for a pair."""
        like = likeness_of_models(one, other)
        strict = likeness_of_models(one, other, loose=False) >= names.SURE
        if one.app == other.app:
            known = one.known and other.known
            return Naming(like, SAME_LABEL if known else RENAMED_APP, True, strict)
        moved = (one.app, other.app) in self._apps
        return Naming(like, RENAMED_APP if moved else OTHER_APP, moved, strict, moved)

    def _is_sure(self, one: Entity, other: Entity, weighed: Mapping[Pair, Evidence]) -> bool:
        evidence = weighed[one.name, other.name]
        if self._doubtful & {one.name, other.name}:
            return False
        if not is_enough(one, other, evidence, self._scales):
            return False
        rivals = [
            rival.strength
            for (source, target), rival in weighed.items()
            if (source == one.name) != (target == other.name)
        ]
        rivals += self._taken_rivals(one, other)
        return evidence.strength - max(rivals, default=0.0) >= BEHIND

    def _taken_rivals(self, one: Entity, other: Entity) -> Iterator[float]:
        """Tables that are matched already and still may be what is meant."""
        for match in self._found.values():
            if match.reason == "same name" and match.source.name != one.name:
                yield self._weigh(one, match.target).strength - BEHIND
                yield self._weigh(match.source, other).strength - BEHIND

    def _match(self, one: Entity, other: Entity, evidence: Evidence, *, sure: bool) -> TableMatch:
        told = reason(one, other, evidence, app_renamed=(one.app, other.app) in self._apps)
        return TableMatch(one, other, confidence(evidence, sure=sure), told)

    # Candidates

    def _candidates(self, one: Entity) -> Iterator[TableMatch]:
        likely = [
            (evidence, other)
            for other in self._target.entities.values()
            if self._may_match(one, other)
            and (evidence := self._weigh(one, other)).strength >= WORTH_NAMING
            and max(evidence.columns, evidence.whole) >= 0.3
        ]
        likely.sort(key=lambda pair: (-pair[0].strength, pair[1].name))
        for evidence, other in likely[:CANDIDATES]:
            yield self._match(one, other, evidence, sure=False)
