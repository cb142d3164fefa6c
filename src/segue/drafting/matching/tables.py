"""Which table becomes which: sure pairs first, then what follows from them, until nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from segue.database.names import QualifiedName
from segue.drafting.matching import names
from segue.drafting.matching.apps import Renamed, renamed_apps
from segue.drafting.matching.entities import Entity, Side
from segue.drafting.matching.evidence import (
    NO_NAME,
    Evidence,
    ModelNaming,
    Scales,
    likeness_beside_owners,
    likeness_of_models,
)
from segue.drafting.matching.joins import Joins
from segue.drafting.matching.links import Links, Pair
from segue.drafting.matching.namesakes import Namesakes
from segue.drafting.matching.prospects import Looks, Prospects, Tables, likeliest
from segue.drafting.matching.structure import PairWorths, Structure
from segue.drafting.matching.swaps import Swaps
from segue.drafting.matching.verdicts import (
    OTHER_APP,
    RENAMED_APP,
    SAME_FORM,
    SAME_LABEL,
    confidence,
    fits_its_whole,
    holds_together,
    is_enough,
    is_said_in_another_language,
    reason,
    singles_out,
    speaks_for_app,
    structural_reason,
    told_by_name,
)
from segue.drafting.matching.weighing import WeighedPairs
from segue.drafting.matching.wholes import WholeApps
from segue.drafting.moves import NO_MOVES, Moves

CANDIDATES = 5
"""Likely tables that a question names: more is no help."""
BEHIND = 0.4
"""How far in strength every rival has to be behind a pair that is taken for granted."""
LIKELY = 0.3
"""The columns in common from which on a pair may be assumed, to see what follows from it."""
WORTH_NAMING = 0.9
"""The strength from which on a table is named in a question."""
WORTH_ASKING = 0.3
"""What a pair has to be worth among all to be named in a question."""
OF_THE_BEST = 0.65
"""The share of what the best is worth from which on another is named beside it."""
STRUCTURAL = 0.93
"""The confidence in what the choice over all tables singles out."""
SUPPOSED = 0.6
"""The confidence in tables that join the same two if a question is answered as is likely."""
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


Nearest = tuple[float, ...]
"""How near the nearest rival comes; nothing where there is none."""


def match_tables(
    source: Side, target: Side, given: Iterable[Pair] = (), moves: Moves = NO_MOVES
) -> TableMatches:
    """Match all tables of both sides; `given` are pairs that a person named, `moves` those that
    the project's migrations name.
    """
    return _Matcher(source, target, tuple(given), moves).matches()


class _Matcher:
    def __init__(self, source: Side, target: Side, given: tuple[Pair, ...], told: Moves) -> None:
        self._source, self._target, self._given, self._told = source, target, given, told
        self._scales = Scales(source, target)
        namesakes = Namesakes(source, target)
        self._prospects = Prospects(source, target, namesakes)
        self._same_named: set[QualifiedName] = set()
        """Tables that are matched by their names."""
        self._nearest: tuple[dict[QualifiedName, Nearest], dict[QualifiedName, Nearest]] = {}, {}
        """How near those come to a table of either side, told anew with all that is found."""
        self._likenesses: dict[Pair, tuple[float, bool]] = {}
        self._structure = Structure(source, target, namesakes)
        self._found: dict[Pair, TableMatch] = {}
        self._links = Links(told=told)
        self._apps: Renamed = frozenset()
        self._copies = frozenset(name for name in source.entities if source.is_copy(name))
        self._doubtful: frozenset[QualifiedName] = frozenset()
        """Names that both sides have for tables that differ."""

    def matches(self) -> TableMatches:
        self._as_given()
        self._as_told()
        self._by_name()
        while self._joins() or self._further() or self._together() or self._by_structure():
            pass
        return TableMatches(tuple(self._found.values()), self._all_candidates(), self._links)

    def _add(self, match: TableMatch) -> None:
        self._found[match.pair] = match
        self._links.add(*match.pair)
        self._look_anew()

    def _look_anew(self) -> None:
        for nearest in self._nearest:
            nearest.clear()

    def _free(self) -> tuple[list[Entity], list[Entity]]:
        """The tables of both sides that have no place yet."""
        both_taken = {one for one, _ in self._found}, {other for _, other in self._found}
        sources = [
            e for name, e in sorted(self._source.entities.items()) if name not in both_taken[0]
        ]
        targets = [
            e for name, e in sorted(self._target.entities.items()) if name not in both_taken[1]
        ]
        return sources, targets

    def _as_given(self) -> None:
        """What a person said, which is not to be doubted."""
        for one, other in self._given:
            if one in self._source.entities and other in self._target.entities:
                pair = self._source.entities[one], self._target.entities[other]
                self._add(TableMatch(*pair, 1.0, "as the plan says"))

    def _as_told(self) -> None:
        """What a migration of the project says, which is not to be doubted either."""
        sources = {one for one, _ in self._given}
        for (one, other), by in self._told.tables.items():
            is_there = one in self._source.entities and other in self._target.entities
            if is_there and one not in sources:
                pair = self._source.entities[one], self._target.entities[other]
                self._add(TableMatch(*pair, 1.0, f"{by} renames it"))

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
        swaps = Swaps(self._source, self._target, self._structure, self._links)
        sure = [p for p in same if not (self._has_moved_on(*p) or swaps.contradict(*p))]
        self._doubtful = frozenset(one.name for one, _ in same) - {one.name for one, _ in sure}
        self._links = Links(self._found)
        for one, other in sure:
            self._add(TableMatch(one, other, 1.0, "same name"))
            self._same_named.add(one.name)

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
        pairs = list(Joins(self._source, self._target, self._free(), self._links).matches())
        for joined in pairs:
            self._add(TableMatch(joined.source, joined.target, JOINED, joined.reason))
        return bool(pairs)

    def _further(self) -> bool:
        """One more round with what is known by now; whether it found anything."""
        pairs, weighed = self._weigh_all(self._links)
        apps = self._find_apps(pairs, weighed)
        if not apps <= self._apps:
            self._apps |= apps
            self._look_anew()
            pairs, weighed = self._weigh_all(self._links)
        return self._take(pairs, weighed)

    def _together(self) -> bool:
        """Pairs that are sure if others are what they seem to be; whether there were any."""
        pairs, weighed = self._weigh_all(self._links)
        assumed = [pair for pair in pairs if self._is_likely(*pair, weighed)]
        while assumed:
            links = Links((*self._links.pairs, *((a.name, b.name) for a, b in assumed)))
            _, weighed = self._weigh_all(links)
            outstanding = [pair for pair in assumed if self._stands_out(*pair, weighed)]
            if outstanding == assumed:
                break
            assumed = outstanding
        return self._take(assumed, weighed)

    def _take(self, pairs: Iterable[Tables], weighed: WeighedPairs) -> bool:
        """Keep those of the pairs that are sure; whether there were any."""
        sure_pairs = [pair for pair in pairs if self._is_sure(*pair, weighed)]
        for one, other in sure_pairs:
            self._add(self._match(one, other, weighed[one.name, other.name], sure=True))
        return bool(sure_pairs)

    def _by_structure(self) -> bool:
        """Pairs that the choice over all tables singles out; whether there were any."""
        free = self._free()
        standing = self._structure.standing(*free, self._links)
        wholes = WholeApps(self._source, self._target, standing, self._links)
        pairs = [
            (self._source.entities[one], self._target.entities[other])
            for one, other in standing.chosen.items()
            if not self._doubtful & {one, other}
            and self._is_singled_out(standing, wholes, (one, other))
        ]
        pairs = [p for p in pairs if wholes.moved(*p) or self._has_company(*p, pairs)]
        for one, other in pairs:
            reason_text = structural_reason(standing, (one.name, other.name))
            self._add(TableMatch(one, other, STRUCTURAL, reason_text))
        return bool(pairs)

    def _is_singled_out(self, standing: PairWorths, wholes: WholeApps, pair: Pair) -> bool:
        if singles_out(standing, pair) or is_said_in_another_language(standing, pair):
            return True
        one, other = self._source.entities[pair[0]], self._target.entities[pair[1]]
        referring = (
            len(self._source.referring.get(one.name, ())),
            len(self._target.referring.get(other.name, ())),
        )
        if referring[0] != referring[1]:
            return False
        if wholes.moved(one, other):
            anew = wholes.named_anew(one)
            return fits_its_whole(standing, one, other, leaf=not referring[0], anew=anew)
        return bool(referring[0]) and holds_together(standing, one, other)

    def _has_company(self, one: Entity, other: Entity, found: Iterable[Tables]) -> bool:
        """Whether a table of another app does not go there all alone."""
        way = one.app, other.app
        if way[0] == way[1] or way in self._apps:
            return True
        both_ends = ((m.source, m.target) for m in self._found.values())
        return sum((a.app, b.app) == way for a, b in (*both_ends, *found)) >= 2

    def _weigh_all(self, links: Links) -> tuple[list[Tables], WeighedPairs]:
        """What may still be matched, and what speaks for it if the links are as said."""
        pairs = self._prospects.among(*self._free())
        evidence = {(one.name, other.name): self._weigh(one, other, links) for one, other in pairs}
        return pairs, WeighedPairs(evidence, self._copies)

    def _find_apps(self, pairs: Iterable[Tables], weighed: WeighedPairs) -> Renamed:
        """Apps of which enough models are found under another label."""
        ours, theirs = ([e for e in side if not e.joins] for side in self._free())
        alike = [
            (one, other)
            for one, other in pairs
            if one.app != other.app
            and not (one.joins or other.joins)
            and self._are_alike(one, other, weighed)
        ]
        matches = [m for m in self._found.values() if m.source.app != m.target.app]
        alike += [(match.source, match.target) for match in matches]
        ours += [match.source for match in matches if not match.source.joins]
        theirs += [match.target for match in matches if not match.target.joins]
        return renamed_apps(alike, ours, theirs, kept=self._shared_labels)

    @cached_property
    def _shared_labels(self) -> frozenset[str]:
        """The labels of apps that both sides have."""
        ours, theirs = (
            {entity.app for entity in side.entities.values()}
            for side in (self._source, self._target)
        )
        return frozenset(ours & theirs)

    def _are_alike(self, one: Entity, other: Entity, weighed: WeighedPairs) -> bool:
        """Whether the one may well have become the other, were the apps no matter."""
        evidence = weighed[one.name, other.name]
        alike = evidence.columns >= 0.5 or evidence.whole >= 0.95
        if evidence.naming.like >= names.SURE and alike:
            return True
        return speaks_for_app(evidence) and self._stands_out(one, other, weighed)

    def _weigh(self, one: Entity, other: Entity, links: Links | None = None) -> Evidence:
        all_links = links or self._links
        return self._scales.weigh(one, other, all_links, self._naming(one, other, all_links))

    def _naming(self, one: Entity, other: Entity, links: Links) -> ModelNaming:
        """How far the names speak for a pair."""
        owners = self._owners(one, other, links)
        alike, strict = self._likeness(one, other)
        like = max(alike, likeness_beside_owners(one, other, owners))
        if one.app == other.app:
            are_models = one.known and other.known
            return ModelNaming(like, SAME_LABEL if are_models else RENAMED_APP, True, strict)
        is_of_apps = (one.app, other.app) in self._apps
        grade = RENAMED_APP if is_of_apps else OTHER_APP
        replaced = not self._shared_labels & {one.app, other.app}
        return ModelNaming(like, grade, is_of_apps, strict, is_of_apps, replaced)

    def _likeness(self, one: Entity, other: Entity) -> tuple[float, bool]:
        """How alike the models' names are, and whether they surely are; the same in each round."""
        pair = one.name, other.name
        likeness = self._likenesses.get(pair)
        if likeness is None:
            strict = likeness_of_models(one, other, loose=False) >= names.SURE
            likeness = self._likenesses[pair] = (likeness_of_models(one, other), strict)
        return likeness

    def _owners(self, one: Entity, other: Entity, links: Links) -> Iterator[tuple[Entity, Entity]]:
        """Models of other names to which the two refer, and which stand for each other."""
        theirs = {s.references for s in other.references if s.references is not None}
        for name in {s.references for s in one.references if s.references is not None}:
            for successor in theirs & links.of_source(name):
                owner, heir = self._source.entities[name], self._target.entities[successor]
                if owner.model != heir.model:
                    yield owner, heir

    def _is_sure(self, one: Entity, other: Entity, weighed: WeighedPairs) -> bool:
        evidence = weighed[one.name, other.name]
        if self._doubtful & {one.name, other.name}:
            return False
        if not is_enough(one, other, evidence, self._scales):
            return False
        if self._is_island(one, other) and not (evidence.naming.moved or told_by_name(evidence)):
            return False
        return self._stands_out(one, other, weighed)

    def _is_island(self, one: Entity, other: Entity) -> bool:
        """Whether no reference, of either table or to it, could tell more than the columns do."""
        return not (
            one.references
            or other.references
            or self._source.referring.get(one.name)
            or self._target.referring.get(other.name)
        )

    def _is_likely(self, one: Entity, other: Entity, weighed: WeighedPairs) -> bool:
        """Whether the two may be taken for a pair for a while, to see what follows from it."""
        evidence = weighed[one.name, other.name]
        alike = evidence.columns >= LIKELY or evidence.form >= SAME_FORM
        return evidence.naming.kin and alike and self._stands_out(one, other, weighed)

    def _stands_out(self, one: Entity, other: Entity, weighed: WeighedPairs) -> bool:
        """Whether no other pair with one of the two comes near."""
        pair = one.name, other.name
        nearest = max((*weighed.rivals(pair), *self._taken_rivals(one, other)), default=0.0)
        return weighed[pair].strength - nearest >= BEHIND

    def _taken_rivals(self, one: Entity, other: Entity) -> tuple[float, ...]:
        """How near tables come that are matched already and still may be what is meant."""
        ours, theirs = self._nearest
        if one.name not in ours:
            rivals = self._matched_by_name(self._prospects.of_source(one), self._target)
            ours[one.name] = _nearest(self._weigh(one, entity) for entity in rivals)
        if other.name not in theirs:
            rivals = self._matched_by_name(self._prospects.of_target(other), self._source)
            theirs[other.name] = _nearest(self._weigh(entity, other) for entity in rivals)
        return (*ours[one.name], *theirs[other.name])

    def _matched_by_name(self, looks: Looks, side: Side) -> Iterator[Entity]:
        """The likeliest of a side's tables that are matched by their names."""
        return (side.entities[name] for name in likeliest(looks, self._same_named))

    def _match(self, one: Entity, other: Entity, evidence: Evidence, *, sure: bool) -> TableMatch:
        reason_text = reason(one, other, evidence, app_renamed=(one.app, other.app) in self._apps)
        return TableMatch(one, other, confidence(evidence, sure=sure), reason_text)

    # Candidates

    def _all_candidates(self) -> dict[Entity, tuple[TableMatch, ...]]:
        """For each table without a place; of joins, what they are if the likeliest are right."""
        free = self._free()
        standing = self._structure.standing(*free, self._links)
        candidates = {one: tuple(self._candidates(one, standing)) for one in free[0]}
        supposed = [likely[0].pair for likely in candidates.values() if likely]
        links = Links((*self._links.pairs, *supposed))
        for joined in Joins(self._source, self._target, free, links).matches():
            match = TableMatch(joined.source, joined.target, SUPPOSED, joined.reason)
            others = (one for one in candidates[joined.source] if one.target is not joined.target)
            candidates[joined.source] = (match, *others)
        return candidates

    def _candidates(self, one: Entity, standing: PairWorths) -> Iterator[TableMatch]:
        """What may be meant: what is free and fits best among all, then what has rows already."""
        ranked = [self._target.entities[name] for name in standing.ranked(one.name)]
        worth = [standing.worth[one.name, e.name] for e in ranked]
        least = max(WORTH_ASKING, OF_THE_BEST * max(worth, default=0.0))
        fitting = [e for e, value in zip(ranked, worth, strict=True) if value >= least]
        others = self._target.entities.keys() - {entity.name for entity in fitting}
        merged = [
            (evidence.strength, other)
            for name in likeliest(self._prospects.of_source(one), others)
            if self._is_worth_naming(
                evidence := self._weigh(one, other := self._target.entities[name])
            )
        ]
        merged.sort(key=lambda found: (-found[0], found[1].name))
        for other in [*fitting, *(other for _, other in merged)][:CANDIDATES]:
            pair = one.name, other.name
            if pair in standing.worth:
                reason_text = structural_reason(standing, pair)
                yield TableMatch(one, other, standing.confidence(pair), reason_text)
            else:
                yield self._match(one, other, self._weigh(one, other), sure=False)

    def _is_worth_naming(self, evidence: Evidence) -> bool:
        alike = max(evidence.columns, evidence.whole) >= 0.3
        return alike and evidence.strength >= WORTH_NAMING


def _nearest(rivals: Iterable[Evidence]) -> Nearest:
    strengths = [evidence.strength - BEHIND for evidence in rivals]
    return (max(strengths),) if strengths else ()
