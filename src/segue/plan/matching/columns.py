"""Which column becomes which, for a pair of tables: by name, by what it refers to, by its shape."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from segue.plan.matching import names
from segue.plan.matching.entities import Entity
from segue.plan.matching.links import Links
from segue.plan.matching.shapes import Shape, kinship
from segue.plan.matching.values import Fit, fit
from segue.plan.matching.words import HARMLESS

SURE = 0.8
"""From here up a likeness is taken for granted where nothing else comes near."""
WORTH_NAMING = 0.5
"""From here up it is named in a question."""
HINTED = 0.7
"""From here up it is taken for granted where both are built alike and nothing else is likely."""
SOLE = 0.85
"""The likelihood of a pair that is the only one possible."""
BEHIND = 0.15
"""How far every rival has to be behind what is taken for granted."""
FITTING = 0.98
"""The kinship of types where every value that was seen fits."""
MAPPED = 0.75
"""The most that is said for a column whose values have to be mapped: a person has to say how."""
KEYS = frozenset({("integer", "integer"), ("integer", "uuid"), ("uuid", "uuid"), ("text", "text")})
"""The families of primary keys of which one may become the other."""


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """A source column that feeds, or may feed, a target column."""

    source: Shape
    target: Shape
    confidence: float
    """0 to 1."""
    reason: str


@dataclass(frozen=True)
class ColumnMatches:
    """The columns of a pair of tables."""

    source: Entity
    target: Entity
    same: tuple[ColumnMatch, ...]
    """Those of the same name, in the target's order."""
    renamed: tuple[ColumnMatch, ...]
    """Those that changed their name, beyond doubt."""
    candidates: tuple[ColumnMatch, ...]
    """What may be meant, the likeliest first."""

    @cached_property
    def unfed(self) -> tuple[Shape, ...]:
        """Target columns that no source column feeds; never generated ones."""
        fed = {match.target.name for match in (*self.same, *self.renamed)}
        return tuple(shape for shape in self.target.shapes if shape.name not in fed)

    @cached_property
    def homeless(self) -> tuple[Shape, ...]:
        """Source columns with no place in the target."""
        used = {match.source.name for match in (*self.same, *self.renamed)}
        return tuple(shape for shape in self.source.shapes if shape.name not in used)


def match_columns(source: Entity, target: Entity, links: Links) -> ColumnMatches:
    """Pair the columns of two tables that stand for each other; `links` are the known tables."""
    same = tuple(
        _of_the_same_name(source.by_column[shape.name], shape, links)
        for shape in target.shapes
        if shape.name in source.by_column
    )
    same = tuple(_doubted_where_crossed(match, same) for match in same)
    taken = {match.target.name for match in same}
    homeless = [shape for shape in source.shapes if shape.name not in taken]
    unfed = [shape for shape in target.shapes if shape.name not in taken]
    judge = _Judge(source, target, links)
    found = [judge.match(one, other) for one in homeless for other in unfed]
    found = sorted(_sole_references(found, links), key=_likeliest)
    likely = [match for match in found if match.confidence >= WORTH_NAMING]
    renamed = [match for match in likely if judge.beyond_doubt(match, likely)]
    renamed += _last_of_all(same, renamed, homeless, unfed)
    settled = {m.source.name for m in renamed}, {m.target.name for m in renamed}
    open_ones = tuple(
        match
        for match in likely
        if match.source.name not in settled[0] and match.target.name not in settled[1]
    )
    return ColumnMatches(source, target, same, tuple(renamed), open_ones)


def _of_the_same_name(one: Shape, other: Shape, links: Links) -> ColumnMatch:
    """Sure, unless both are references and what they refer to is known to differ."""
    ours, theirs = one.references, other.references
    itself = ours == one.table.name and theirs == other.table.name
    known = ours is not None and theirs is not None and not itself
    if known and ours and theirs and links.same(ours, theirs) is False:
        return ColumnMatch(one, other, 0.5, f"it refers to {ours} and would refer to {theirs}")
    return ColumnMatch(one, other, 1.0, "same name")


def _doubted_where_crossed(match: ColumnMatch, same: Sequence[ColumnMatch]) -> ColumnMatch:
    """Asked about where two columns took each other's type: their names may have changed places."""
    for other in same:
        if _are_crossed(match, other):
            reason = f"it and {other.target.name} have each other's types now"
            return replace(match, confidence=0.5, reason=reason)
    return match


def _are_crossed(match: ColumnMatch, other: ColumnMatch) -> bool:
    """Whether the one's values would fit the other's place exactly, and not their own."""
    if match.source.family == match.target.family:
        return False
    types = [shape.column.type.text for shape in (match.source, match.target)]
    return types == [shape.column.type.text for shape in (other.target, other.source)]


def _likeliest(match: ColumnMatch) -> tuple[float, int]:
    return -match.confidence, match.target.column.number


def _sole_references(found: list[ColumnMatch], links: Links) -> Iterator[ColumnMatch]:
    """References to the same rows, of which each side has one that is left, are the same one."""
    linked = [match for match in found if _refer_to_the_same(match, links)]
    for match in found:
        keyed = (match.source.family, match.target.family) in KEYS
        alone = keyed and match in linked and sum(_share_one(match, other) for other in linked) == 1
        opposed = names.opposed(names.words(match.source.name), names.words(match.target.name))
        if alone and not opposed and _are_built_alike(match) and match.confidence < SURE:
            reason = "the only reference to these rows that is left on either side"
            yield replace(match, confidence=SOLE, reason=reason)
        else:
            yield match


def _last_of_all(
    same: Iterable[ColumnMatch],
    renamed: Sequence[ColumnMatch],
    homeless: Sequence[Shape],
    unfed: Sequence[Shape],
) -> Iterator[ColumnMatch]:
    """Where every column got a new name, the last of either side belong together."""
    used = {match.source.name for match in renamed}, {match.target.name for match in renamed}
    left = [shape for shape in homeless if shape.name not in used[0]]
    right = [shape for shape in unfed if shape.name not in used[1]]
    if len(left) == len(right) == 1 and len(renamed) >= 2 and all(m.source.primary for m in same):
        last = ColumnMatch(left[0], right[0], SOLE, "every column was renamed, and these are left")
        plain = left[0].references is None and right[0].references is None
        if plain and _are_built_alike(last):
            yield last


def _are_built_alike(match: ColumnMatch) -> bool:
    """Whether the two agree in all but their names; keys and references may have grown."""
    one, other = match.source, match.target
    if one.column.not_null != other.column.not_null or one.unique != other.unique:
        return False
    return one.references is not None or one.column.type.text == other.column.type.text


def _refer_to_the_same(match: ColumnMatch, links: Links) -> bool:
    one, other = match.source.references, match.target.references
    if one == match.source.table.name and other == match.target.table.name:
        return True
    return one is not None and other is not None and links.same(one, other) is True


class _Judge:
    """Weighs pairs of columns of one pair of tables."""

    def __init__(self, source: Entity, target: Entity, links: Links) -> None:
        self._source, self._target, self._links = source, target, links
        self._own = frozenset((*source.words, *target.words, *_prefixes(source, target)))

    def match(self, one: Shape, other: Shape) -> ColumnMatch:
        confidence, reason = self._weigh(one, other)
        return ColumnMatch(one, other, round(max(0.0, min(confidence, 0.99)), 2), reason)

    def beyond_doubt(self, match: ColumnMatch, likely: Iterable[ColumnMatch]) -> bool:
        """Whether it is likely enough, and nothing else comes near to it."""
        if match.confidence < SURE and not self._is_alone(match, likely):
            return False
        rivals = [
            other.confidence for other in likely if other is not match and _share_one(other, match)
        ]
        if self._like(match.source, match.target) < names.SPELT and not match.target.primary:
            rivals += self._taken_rivals(match)
            if self._is_part(match):
                return False
        return match.confidence - max(rivals, default=0.0) >= BEHIND

    def _is_alone(self, match: ColumnMatch, likely: Iterable[ColumnMatch]) -> bool:
        """Whether a name that says more is enough: built alike, and no third column is likely."""
        if match.confidence < HINTED or not _are_built_alike(match):
            return False
        if not names.is_spelt_out(_words(match.source), _words(match.target), self._own):
            return False
        return not any(other is not match and _share_one(other, match) for other in likely)

    def _is_part(self, match: ColumnMatch) -> bool:
        """Whether another column without a place may be another part of the same value."""
        wanted = set(_words(match.target)) - HARMLESS
        return any(
            shape is not match.source
            and shape.family == match.source.family
            and shape.references == match.source.references
            and shape.name not in self._target.by_column
            and wanted & set(_words(shape))
            for shape in self._source.shapes
        )

    def _taken_rivals(self, match: ColumnMatch) -> list[float]:
        """Columns that keep their names and still would do as well: names may have moved on."""
        kept = [s for s in self._target.shapes if s.name in self._source.by_column]
        sources = [self._source.by_column[shape.name] for shape in kept]
        pairs = [(match.source, shape) for shape in kept]
        pairs += [(shape, match.target) for shape in sources]
        return [self._weigh(one, other)[0] for one, other in pairs]

    def _weigh(self, one: Shape, other: Shape) -> tuple[float, str]:
        linked = self._linked(one, other)
        if linked is False:
            return 0.0, "they refer to different tables"
        if one.primary and other.primary and not linked:
            return self._weigh_keys(one, other)
        if linked:
            return self._weigh_references(one, other)
        return self._weigh_values(one, other)

    def _weigh_references(self, one: Shape, other: Shape) -> tuple[float, str]:
        """Columns that hold keys of the same rows."""
        if (one.family, other.family) not in KEYS:
            return 0.7, "both refer to the same rows, by other keys"
        like = self._like(one, other)
        confidence = like + self._structure(one, other) + 0.1
        return max(confidence, 0.7), "both refer to the same rows" + _named(like)

    def _weigh_values(self, one: Shape, other: Shape) -> tuple[float, str]:
        """Columns of which the names, the types and some values tell."""
        kin = kinship(one.family, other.family)
        if not kin:
            return 0.0, "their types have nothing in common"
        like, seen = self._like(one, other), fit(one, other)
        if seen is Fit.REFUSED:
            kin /= 2
        elif seen in (Fit.FITS, Fit.TELLS):
            kin = max(kin, FITTING)
        confidence = like * kin + self._structure(one, other)
        if seen is Fit.TELLS:
            return max(confidence, 0.9), "every value that was seen is one of its own"
        if seen is Fit.MAPPED:
            return min(confidence, MAPPED), _named(like).removeprefix(", ") + ", other values"
        if (one.references is None) != (other.references is None):
            confidence -= 0.2
        same = one.column.type.text == other.column.type.text
        told = ", the same type" if same else f", {one.column.type.text}"
        return confidence, _named(like).removeprefix(", ") + told

    def _weigh_keys(self, one: Shape, other: Shape) -> tuple[float, str]:
        """Primary keys of any name; a child's key may have become a key of its own."""
        if (one.family, other.family) not in KEYS:
            return 0.0, "different keys"
        if one.references is None and other.references is None:
            return 0.95, "both are the primary key"
        parent = one.references
        lost = parent is not None and not any(
            shape.references is not None and self._links.same(parent, shape.references)
            for shape in self._target.shapes
        )
        if other.references is None and lost:
            return 0.9, "both are the primary key"
        return 0.6, "both are the primary key"

    def _linked(self, one: Shape, other: Shape) -> bool | None:
        """Whether both refer to the same rows; None where that is not known."""
        if one.references is None or other.references is None:
            return None
        itself = one.references == one.table.name, other.references == other.table.name
        if all(itself):
            return True
        return self._links.same(one.references, other.references)

    def _like(self, one: Shape, other: Shape) -> float:
        ours, theirs = _words(one), _words(other)
        if one.references is not None and other.references is not None:
            after = set(names.words(one.references.name)), set(names.words(other.references.name))
            bare = _without(ours, after[0]), _without(theirs, after[1])
            if not any(bare):
                return names.SPELT  # each is called after the table that it refers to
            if all(bare):
                return names.compare(*bare, self._own)
        return names.compare(ours, theirs, self._own)

    def _structure(self, one: Shape, other: Shape) -> float:
        """What the rest of their definitions adds to the likeness of the names, or takes away."""
        same_type = one.column.type.text == other.column.type.text
        more = 0.12 if one.unique and other.unique and same_type else 0.0
        if one.family == other.family and not same_type:
            more -= 0.02
        if one.column.not_null != other.column.not_null:
            more -= 0.03
        if one.unique != other.unique:
            more -= 0.1
        return more


def _prefixes(source: Entity, target: Entity) -> Iterator[str]:
    """What most columns of the one table begin with, and none of the other."""
    for one, other in ((source, target), (target, source)):
        if one.prefix and all(one.prefix not in names.words(shape.name) for shape in other.shapes):
            yield one.prefix


def _without(name: tuple[str, ...], words: Collection[str]) -> tuple[str, ...]:
    return tuple(word for word in name if not names.is_one_of(word, words))


def _words(shape: Shape) -> tuple[str, ...]:
    """Of a reference without the `_id` that Django adds to the field's name."""
    found = names.words(shape.name)
    return found[:-1] if shape.references is not None and found[1:] and found[-1] == "id" else found


def _named(like: float) -> str:
    if like >= names.SPELT:
        return ", names that mean the same"
    if like >= names.POSSIBLE:
        return ", names that often take each other's place"
    return ", names with something in common" if like else ", names with nothing in common"


def _share_one(one: ColumnMatch, other: ColumnMatch) -> bool:
    return one.source.name == other.source.name or one.target.name == other.target.name
