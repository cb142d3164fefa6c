"""What speaks for a pair of tables: names, columns, and who refers to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import LCSseq

from segue.database.names import QualifiedName
from segue.drafting.matching import names
from segue.drafting.matching.columns import match_columns
from segue.drafting.matching.entities import Entity, Side
from segue.drafting.matching.found import ColumnMatch
from segue.drafting.matching.links import Links
from segue.drafting.matching.shapes import Shape

UNKNOWN_REFERENCE = 0.8
"""What a reference counts of which it is not known yet whether it leads to the same rows."""
OTHER_TYPE = 0.7
"""What a column counts that kept its name and became something else."""
FEW_COLUMNS = 3
"""Tables of fewer columns beside the key look the same by chance."""
CROWDED = 0.25
"""A column name that more than this share of all tables has says little."""


@dataclass(frozen=True, slots=True)
class ModelNaming:
    """How far the names of two models speak for the pair."""

    like: float
    """How alike they are, whatever their apps, 0 to 1."""
    grade: float = 1.0
    """How far their apps support it, 0 to 1."""
    kin: bool = False
    """Whether they are in one app, or the one app became the other."""
    beyond_doubt: bool = False
    """Whether they are words for the same thing, and not only words that may be."""
    moved: bool = False
    """Whether the one app became the other, so that its models are there under some name."""
    replaced: bool = False
    """Whether the one app went and the other one came."""


NO_NAME = ModelNaming(0.0)
"""For pairs that are weighed by their columns alone."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Numbers about one source table and one target table."""

    naming: ModelNaming
    columns: float
    """How much of both tables' columns they have in common, 0 to 1, each by its weight."""
    weight: float
    """What these common columns weigh together: 1 for each that is not everyday."""
    common: int
    """The number of columns in common."""
    exact: bool
    """Whether the columns are the same, with their types, and none is left over."""
    whole: float
    """How much of the columns of that table that has fewer of them the other one has, 0 to 1."""
    form: float
    """How much of both is the same without the names, in the order of the columns, 0 to 1."""
    agree: int
    """Columns of other tables, unchanged in name, that refer to both."""
    echo: int
    """Columns of other tables that refer to the one, where new ones refer to the other."""
    disagree: int
    """Columns of other tables that refer to only one of the two."""

    @property
    def links(self) -> float:
        """Whether the references of others speak for the pair, -1 to 1."""
        total = self.agree + 0.5 * self.echo + self.disagree
        return (self.agree + 0.5 * self.echo - self.disagree) / max(total, 1)

    @property
    def strength(self) -> float:
        """All in one number, to compare rivals."""
        plenty = min(self.weight, 4.0) / 4.0
        return self.naming.like * self.naming.grade + self.columns + 0.5 * self.links + 0.3 * plenty


Compared = tuple[float, float, int, bool, float, float]
"""What the columns of two tables say, in the order of `Evidence`."""


class Scales:
    """Weighs pairs of tables of two sides."""

    def __init__(self, source: Side, target: Side) -> None:
        self.source, self.target = source, target
        self._spread = _spread(source, target)
        self._compared: dict[tuple[object, ...], Compared] = {}

    def weigh(self, one: Entity, other: Entity, links: Links, naming: ModelNaming) -> Evidence:
        """The evidence for a pair."""
        # What the columns say changes only with what is known of the tables that they refer to.
        columns = tuple(
            links.same(a.references, b.references)
            for a in one.references
            for b in other.references
            if a.references is not None and b.references is not None
        )
        key = one.name, other.name, columns
        if key not in self._compared:
            self._compared[key] = self._compare(one, other, links)
        return Evidence(naming, *self._compared[key], *self._links(one, other, links))

    @cached_property
    def _siblings(self) -> tuple[frozenset[QualifiedName], ...]:
        """The tables of either side that have one like them."""
        return tuple(
            frozenset(name for name, entity in side.entities.items() if side.has_sibling(entity))
            for side in (self.source, self.target)
        )

    def _compare(self, one: Entity, other: Entity, links: Links) -> Compared:
        matches = match_columns(one, other, links)
        pairs = [pair for pair in (*matches.same, *matches.renamed) if not _at_odds(pair, links)]
        gained = [self._gain(pair, links) for pair in pairs]
        totals = [sum(map(self._weight, entity.shapes)) for entity in (one, other)]
        weight = sum(gained)
        common = 2 * weight / (sum(totals) or 1)
        whole = min(weight / (min(totals) or 1), 1.0)
        exact = len(pairs) == len(one.shapes) == len(other.shapes) and all(map(_is_same, pairs))
        return common, weight, len(pairs), exact, whole, likeness_of_form(one, other)

    def are_alone(self, one: Entity, other: Entity) -> bool:
        """Whether no other table of either side looks like one of the two."""
        return not (one.name in self._siblings[0] or other.name in self._siblings[1])

    def _gain(self, pair: ColumnMatch, links: Links) -> float:
        weight = (self._weight(pair.source) + self._weight(pair.target)) / 2
        one, other = pair.source.references, pair.target.references
        if one is not None and other is not None:
            is_same = _refers_to_itself(pair) or links.same(one, other)
            return weight if is_same else UNKNOWN_REFERENCE * weight
        if pair.source.name == pair.target.name and pair.source.family != pair.target.family:
            return OTHER_TYPE * weight
        return pair.confidence * weight

    def _weight(self, shape: Shape) -> float:
        return shape.weight * (0.4 if self._spread.get(shape.name, 0) > CROWDED else 1.0)

    def _links(self, one: Entity, other: Entity, links: Links) -> tuple[int, int, int]:
        """Of the references from tables that are known on both sides: how many agree."""
        agree = echo = disagree = 0
        for entity, shape in self.source.referring.get(one.name, ()):
            for counterpart in links.of_source(entity.name):
                pairs, new = self._counterparts(entity, shape, counterpart)
                agree += pairs == other.name
                echo += pairs is None and other.name in new
                disagree += pairs not in (None, other.name)
        for entity, shape in self.target.referring.get(other.name, ()):
            for counterpart in links.of_target(entity.name):
                there = self.source.entities[counterpart].by_column.get(shape.name)
                disagree += there is not None and there.references not in (None, one.name)
        return agree, echo + self._joins(one, other, links), disagree

    def _joins(self, one: Entity, other: Entity, links: Links) -> int:
        """How many joins of the one with third tables, or with itself, the other has as well."""
        theirs = Counter(self.target.joined_with(other))
        found = 0
        for end, count in Counter(self.source.joined_with(one)).items():
            there = {other.name} if end == one.name else links.of_source(end)
            found += sum(min(count, theirs[name]) for name in there)
        return found

    def _counterparts(
        self, entity: Entity, shape: Shape, counterpart: QualifiedName
    ) -> tuple[QualifiedName | None, set[QualifiedName | None]]:
        """What the column refers to in the target, and what columns refer to that are new there."""
        table = self.target.entities.get(counterpart)
        if table is None:
            return None, set()
        same = table.by_column.get(shape.name)
        new = (s for s in table.references if s.name not in entity.by_column)
        return same.references if same is not None else None, {s.references for s in new}


def _is_same(pair: ColumnMatch) -> bool:
    """Whether a column stayed as it was; keys and references may have grown."""
    one, other = pair.source, pair.target
    if one.column.not_null != other.column.not_null or one.unique != other.unique:
        return False
    if one.references is not None or one.primary:
        return (one.references is None) == (other.references is None)
    return one.name == other.name and one.column.type.text == other.column.type.text


def _refers_to_itself(pair: ColumnMatch) -> bool:
    one, other = pair.source, pair.target
    return one.references == one.table.name and other.references == other.table.name


def _at_odds(pair: ColumnMatch, links: Links) -> bool:
    """Whether the two refer to different rows."""
    one, other = pair.source.references, pair.target.references
    if one is None or other is None or _refers_to_itself(pair):
        return False
    return links.same(one, other) is False


def _spread(*sides: Side) -> dict[str, float]:
    """By column name: the share of all tables that have it, where there are enough to tell."""
    tables = [entity for side in sides for entity in side.entities.values()]
    if len(tables) < 8:
        return {}
    counts: dict[str, int] = {}
    for entity in tables:
        for name in entity.by_column:
            counts[name] = counts.get(name, 0) + 1
    return {name: count / len(tables) for name, count in counts.items()}


def likeness_of_form(one: Entity, other: Entity, least: int = 1) -> float:
    """How much of two tables is the same without the names; 0 for fewer columns than the least."""
    if min(len(one.form), len(other.form)) < least:
        return 0.0
    return LCSseq.normalized_similarity(one.form, other.form)


def likeness_of_models(one: Entity, other: Entity, *, loose: bool = True) -> float:
    """How alike the names of two models are, whatever their apps."""
    if one.model == other.model:
        return names.SAME
    apps = (*names.words(one.app), *names.words(other.app))
    return names.compare(one.words, other.words, apps, loose=loose)


def likeness_beside_owners(
    one: Entity, other: Entity, owners: Iterable[tuple[Entity, Entity]]
) -> float:
    """The same of what they add to the names of models that they refer to.

    An `OrderLine` became a `SaleLine` where the `Order` is known to have become the `Sale`.
    """
    more = [
        (one.model.removeprefix(ours.model), other.model.removeprefix(theirs.model))
        for ours, theirs in owners
        if one.model.startswith(ours.model) and other.model.startswith(theirs.model)
    ]
    return max((names.likeness(*rest) for rest in more if all(rest)), default=names.STRANGER)
