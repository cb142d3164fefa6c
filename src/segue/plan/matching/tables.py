"""Which table becomes which: sure pairs first, then what follows from them, until nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from segue.plan.matching import names
from segue.plan.matching.apps import renamed_apps
from segue.plan.matching.entities import Entity, Side
from segue.plan.matching.evidence import Evidence, Scales, likeness_of_models
from segue.plan.matching.links import Links, Pair

CANDIDATES = 3
"""Likely tables that a question names: more is no help."""
BEHIND = 0.4
"""How far in strength every rival has to be behind a pair that is taken for granted."""
WORTH_NAMING = 0.9
"""The strength from which on a table is named in a question."""

SHARED = 0.3
"""Of the columns of the larger table: fewer common names speak for no pair by themselves."""

SAME_LABEL, RENAMED_APP, OTHER_APP = 1.0, 0.95, 0.8
"""Grades of a name: the very model, its app renamed, a model of the same name elsewhere."""


@dataclass(frozen=True, slots=True)
class TableMatch:
    """A source table and the target table that takes its rows, with the reason."""

    source: Entity
    target: Entity
    confidence: float
    """0 to 1."""
    reason: str


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
    return _Matcher(source, target, given).matches()


class _Matcher:
    def __init__(self, source: Side, target: Side, given: Iterable[Pair]) -> None:
        self._source, self._target = source, target
        self._scales = Scales(source, target)
        self._found: dict[Pair, TableMatch] = {}
        self._links = Links(given)
        self._given = {one for one, _ in given}, {other for _, other in given}
        self._apps: Mapping[str, str] = {}

    def matches(self) -> TableMatches:
        self._by_name()
        while self._further():
            pass
        candidates = {one: tuple(self._candidates(one)) for one in self._free_sources()}
        return TableMatches(tuple(self._found.values()), candidates, self._links)

    # The same name

    def _by_name(self) -> None:
        """Tables of the same name, but for those of which something else must have become."""
        same = [
            (one, self._target.entities[one.name])
            for one in self._free_sources()
            if one.name in self._target.entities
        ]
        for one, other in same:
            self._links.add(one.name, other.name)
        doubtful = [pair for pair in same if self._has_moved_on(*pair)]
        for one, other in same:
            if (one, other) not in doubtful:
                self._found[one.name, other.name] = TableMatch(one, other, 1.0, "same name")
        if doubtful:
            self._links = Links([*self._given_pairs(), *self._found])

    def _given_pairs(self) -> list[Pair]:
        return [(one, other) for one in self._given[0] for other in self._links.of_source(one)]

    def _has_moved_on(self, one: Entity, other: Entity) -> bool:
        """Whether the two share a name and little else, and another table is far more alike."""
        here = self._scales.weigh(one, other, self._links, names.SAME)
        if here.columns >= 0.4:
            return False
        elsewhere = (
            *(self._scales.weigh(one, e, self._links, 0.0) for e in self._target.entities.values()),
            *(
                self._scales.weigh(e, other, self._links, 0.0)
                for e in self._source.entities.values()
            ),
        )
        return any(e.columns >= max(0.6, here.columns + 0.4) and e.weight >= 2 for e in elsewhere)

    # Further pairs

    def _further(self) -> bool:
        """One more round with what is known by now; whether it found anything."""
        sources, targets = self._free_sources(), self._free_targets()
        self._apps = self._apps or self._find_apps(sources, targets)
        weighed = {
            (one.name, other.name): self._weigh(one, other)
            for one in sources
            for other in targets
            if self._may_match(one, other)
        }
        found = [
            self._match(one, other, weighed[one.name, other.name], sure=True)
            for one in sources
            for other in targets
            if (one.name, other.name) in weighed and self._is_sure(one, other, weighed)
        ]
        for match in found:
            pair = match.source.name, match.target.name
            self._found[pair] = match
            self._links.add(*pair)
        return bool(found)

    def _may_match(self, one: Entity, other: Entity) -> bool:
        """Whether it is worth to weigh the two: their names are alike, or some of the columns'."""
        shared = len(one.telling & other.telling)
        if shared >= SHARED * max(len(one.telling), len(other.telling)):
            return bool(shared)
        return self._likeness(one, other) >= names.NARROWER

    def _find_apps(self, sources: list[Entity], targets: list[Entity]) -> Mapping[str, str]:
        by_model: dict[str, list[Entity]] = {}
        for entity in targets:
            by_model.setdefault(entity.model, []).append(entity)
        pairs = (
            (one, other, self._scales.weigh(one, other, self._links, names.SAME).columns)
            for one in sources
            for other in by_model.get(one.model, ())
            if one.app != other.app
        )
        return renamed_apps(pairs, sources, targets)

    def _weigh(self, one: Entity, other: Entity) -> Evidence:
        return self._scales.weigh(one, other, self._links, self._name(one, other))

    def _name(self, one: Entity, other: Entity) -> float:
        """How far the names speak for a pair."""
        like = self._likeness(one, other)
        if self._apps.get(one.app, one.app) == other.app:
            own = one.app == other.app and one.known and other.known
            best = SAME_LABEL if own else RENAMED_APP
        else:
            best = OTHER_APP
        return like * best

    def _likeness(self, one: Entity, other: Entity) -> float:
        if not (one.joins and other.joins):
            return likeness_of_models(one, other)
        return _likeness_of_joins(one, other)

    def _is_sure(self, one: Entity, other: Entity, weighed: Mapping[Pair, Evidence]) -> bool:
        evidence = weighed[one.name, other.name]
        if not _agrees(one, other, evidence):
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
        confidence = _confidence(evidence, sure=sure)
        return TableMatch(one, other, confidence, self._reason(one, other, evidence))

    def _reason(self, one: Entity, other: Entity, evidence: Evidence) -> str:
        said = [self._reason_by_name(one, other)]
        said.append(f"{evidence.common} of {len(other.shapes)} columns agree")
        if evidence.agree:
            said.append(f"{evidence.agree} references of other tables too")
        return ", ".join(part for part in said if part)

    def _reason_by_name(self, one: Entity, other: Entity) -> str:
        if one.joins and other.joins:
            return "joins the same tables"
        renamed = self._apps.get(one.app) == other.app
        if one.model == other.model:
            if one.app == other.app:
                return f"the same model {one.app}.{one.model}"
            verb = "was renamed" if renamed else "has its model in"
            return f"app {one.app} {verb} {other.app}"
        if likeness_of_models(one, other) >= names.SURE:
            return f"{one.model} and {other.model} are names for the same"
        return f"{one.model} may be called {other.model} now"

    # Candidates

    def _candidates(self, one: Entity) -> Iterator[TableMatch]:
        weighed = [
            (self._weigh(one, other), other)
            for other in self._target.entities.values()
            if self._may_match(one, other)
        ]
        likely = [
            (evidence, other)
            for evidence, other in weighed
            if evidence.strength >= WORTH_NAMING and evidence.columns >= 0.3
        ]
        likely.sort(key=lambda pair: (-pair[0].strength, pair[1].name))
        for evidence, other in likely[:CANDIDATES]:
            yield self._match(one, other, evidence, sure=False)

    def _free_sources(self) -> list[Entity]:
        taken = {one for one, _ in self._found} | self._given[0]
        return [e for name, e in sorted(self._source.entities.items()) if name not in taken]

    def _free_targets(self) -> list[Entity]:
        taken = {other for _, other in self._found} | self._given[1]
        return [e for name, e in sorted(self._target.entities.items()) if name not in taken]


def _agrees(one: Entity, other: Entity, evidence: Evidence) -> bool:
    """Whether the evidence is enough, for names that are as alike as these."""
    if one.joins != other.joins and evidence.name < SAME_LABEL:
        return False
    if evidence.disagree or (names.opposed(one.words, other.words) and not evidence.agree):
        return False
    if one.joins and other.joins:
        return evidence.name >= 0.75 and evidence.columns >= 0.9
    if evidence.name >= SAME_LABEL:
        return evidence.columns >= 0.3
    if evidence.name >= RENAMED_APP * names.SPELT:
        return evidence.columns >= 0.4
    if evidence.name >= OTHER_APP * names.SPELT:
        return evidence.columns >= 0.7 and (evidence.agree > 0 or evidence.weight >= 2.5)
    if evidence.name >= 0.4:
        return evidence.columns >= 0.8 and (evidence.agree > 0 or evidence.weight >= 4)
    # A sibling of the same abstract model has most of the columns, but each has some of its own.
    if evidence.whole < 0.93 or evidence.columns < 0.85:
        return False
    return evidence.weight >= (3 if evidence.agree or evidence.columns >= 0.97 else 4)


def _likeness_of_joins(one: Entity, other: Entity) -> float:
    """Of many-to-many tables: by the field's name, which the model's is a part of in Django."""
    return max(likeness_of_models(one, other), names.compare(_field(one), _field(other)))


def _field(entity: Entity) -> tuple[str, ...]:
    """What is left of the name without the names of the tables that it joins."""
    ends = {
        word
        for shape in entity.references
        if shape.references is not None
        for word in names.words(shape.references.name)
    }
    return tuple(word for word in entity.words if word not in ends)


def _confidence(evidence: Evidence, *, sure: bool) -> float:
    """0 to 1: from 0.9 up for what is taken for granted; the most there can be counts 2.8."""
    share = max(0.0, min(evidence.strength / 2.8, 0.99))
    return round(0.9 + 0.1 * share if sure else 0.9 * share, 2)
