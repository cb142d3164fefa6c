"""Which column becomes which, for a pair of tables: by name, by what it refers to, by its shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from segue.drafting.matching import names
from segue.drafting.matching.choice import ColumnStanding
from segue.drafting.matching.entities import Entity
from segue.drafting.matching.found import (
    KEYS,
    ColumnMatch,
    ColumnMatches,
    are_built_alike,
    share_one,
)
from segue.drafting.matching.leftovers import (
    SURE,
    hold_the_same,
    left_over,
    sole_column,
    sole_references,
)
from segue.drafting.matching.links import Links
from segue.drafting.matching.shapes import Shape, kinship
from segue.drafting.matching.unread import sole_of_their_form
from segue.drafting.matching.values import ValueFit, fit
from segue.drafting.matching.words import HARMLESS, SOFT

WORTH_NAMING = 0.5
"""From here up it is named in a question."""
HINTED = 0.65
"""From here up it is taken for granted where both are built alike and nothing else is likely."""
BEHIND = 0.15
"""How far every rival has to be behind what is taken for granted."""
FITTING = 0.98
"""The kinship of types where every value that was seen fits."""
MAPPED = 0.75
"""The most that is said for a column whose values have to be mapped: a person has to say how."""


def match_columns(
    source: Entity, target: Entity, links: Links, *, unread: bool = False
) -> ColumnMatches:
    """Pair the columns of two tables that stand for each other; `links` are the known tables.

    `unread` says that nothing but names changed, and that nobody reads those.
    """
    given_pairs = tuple(_renamed_by_history(source, target, links))
    placed = (
        {match.source.name for match in given_pairs},
        {match.target.name for match in given_pairs},
    )
    same = tuple(
        _of_the_same_name(source.by_column[shape.name], shape, links)
        for shape in target.shapes
        if shape.name in source.by_column
        and shape.name not in placed[0]
        and shape.name not in placed[1]
    )
    changed = [match for match in same if _changed_type(match)]
    same = tuple(_doubted_where_crossed(match, changed) for match in same)
    same_names = {match.target.name for match in same if not _lead_elsewhere(match, links)}
    homeless = [s for s in source.shapes if s.name not in same_names and s.name not in placed[0]]
    unfed = [s for s in target.shapes if s.name not in same_names and s.name not in placed[1]]
    judge = _Judge(source, target, links)
    sole = sorted(sole_references(judge.matches(homeless, unfed), links), key=_likeliest)
    likely = [match for match in sole if match.confidence >= WORTH_NAMING]
    renamed = list(_beyond_doubt(judge, likely))
    if not renamed and len(homeless) == len(unfed) == 1:
        renamed += sole_column(sole[0], same)
    renamed += left_over(sole, renamed, {*source.words, *target.words})
    own = frozenset((*source.words, *target.words))
    if len(renamed) > len(same):  # where nearly every name is another one, less of a name tells
        renamed += ColumnStanding(*_columns_left(homeless, unfed, renamed), links, own).taken()
    if unread:
        renamed += sole_of_their_form(
            source, target, renamed, _columns_left(homeless, unfed, renamed)
        )
    renamed_names = {m.target.name for m in renamed} | {m.source.name for m in renamed}
    same = tuple(match for match in same if match.target.name not in renamed_names)
    kept_names = {match.target.name for match in same}
    left = _columns_left(
        [shape for shape in homeless if shape.name not in kept_names],
        [shape for shape in unfed if shape.name not in kept_names],
        renamed,
    )

    def look() -> tuple[ColumnMatch, ...]:
        return _open(likely, ColumnStanding(*left, links, own), left)

    return ColumnMatches(source, target, same, (*given_pairs, *renamed), look)


def _columns_left(
    homeless: Sequence[Shape], unfed: Sequence[Shape], renamed: Sequence[ColumnMatch]
) -> tuple[list[Shape], list[Shape]]:
    """The columns that have no place yet."""
    settled = {m.source.name for m in renamed}, {m.target.name for m in renamed}
    return (
        [shape for shape in homeless if shape.name not in settled[0]],
        [shape for shape in unfed if shape.name not in settled[1]],
    )


def _open(
    likely: Sequence[ColumnMatch],
    standing: ColumnStanding,
    left: tuple[list[Shape], list[Shape]],
) -> tuple[ColumnMatch, ...]:
    """What may be meant: what is likely by name first, then what the choice over all says."""
    free = {shape.name for shape in left[0]}, {shape.name for shape in left[1]}
    open_ones = [m for m in likely if m.source.name in free[0] and m.target.name in free[1]]
    pairs = {(match.source.name, match.target.name) for match in open_ones}
    weaker = [m for m in standing.candidates() if (m.source.name, m.target.name) not in pairs]
    return (*open_ones, *weaker)


def _renamed_by_history(source: Entity, target: Entity, links: Links) -> Iterator[ColumnMatch]:
    """Columns that a migration of the project renames, which is not to be doubted."""
    for shape in source.shapes:
        place = links.told.column_of(source.name, shape.name)
        if place is not None and place[0][0] == target.name:
            (_, column), by = place
            if column in target.by_column:
                yield ColumnMatch(shape, target.by_column[column], 1.0, f"{by} renames it")


def _beyond_doubt(judge: _Judge, likely: Sequence[ColumnMatch]) -> Iterator[ColumnMatch]:
    """Those that are sure; columns that have their place are no rivals to what is left."""
    while True:
        sure = [match for match in likely if judge.beyond_doubt(match, likely)]
        if not sure:
            return
        yield from sure
        likely = [m for m in likely if not any(share_one(m, settled) for settled in sure)]


def _of_the_same_name(one: Shape, other: Shape, links: Links) -> ColumnMatch:
    """Sure, unless what they refer to is known to differ, or no value could be in both."""
    match = ColumnMatch(one, other, 1.0, "same name")
    if _lead_elsewhere(match, links):
        reason = f"it refers to {one.references} and would refer to {other.references}"
        return replace(match, confidence=0.5, reason=reason)
    if not kinship(one.family, other.family) and "text" not in (one.family, other.family):
        was, now = one.column.type.text, other.column.type.text
        return replace(match, confidence=0.5, reason=f"it was {was} and is {now} now")
    return match


def _lead_elsewhere(match: ColumnMatch, links: Links) -> bool:
    """Whether the name went on to another reference: the two are known to lead to other rows."""
    ours, theirs = match.source.references, match.target.references
    if ours is None or theirs is None or _refer_to_themselves(match.source, match.target):
        return False
    return links.same(ours, theirs) is False


def _refer_to_themselves(one: Shape, other: Shape) -> bool:
    return one.references == one.table.name and other.references == other.table.name


def _doubted_where_crossed(match: ColumnMatch, same: Sequence[ColumnMatch]) -> ColumnMatch:
    """Asked about where two columns took each other's type: their names may have changed places."""
    for other in same:
        if _are_crossed(match, other):
            reason = f"it and {other.target.name} have each other's types now"
            return replace(match, confidence=0.5, reason=reason)
    return match


def _changed_type(match: ColumnMatch) -> bool:
    return match.source.column.type.text != match.target.column.type.text


def _are_crossed(match: ColumnMatch, other: ColumnMatch) -> bool:
    """Whether the one's values would fit the other's place exactly, and not their own."""
    if not _changed_type(match):
        return False
    types = [shape.column.type.text for shape in (match.source, match.target)]
    return types == [shape.column.type.text for shape in (other.target, other.source)]


def _likeliest(match: ColumnMatch) -> tuple[float, int]:
    return -match.confidence, match.target.column.number


class _Judge:
    """Weighs pairs of columns of one pair of tables."""

    def __init__(self, source: Entity, target: Entity, links: Links) -> None:
        self._source, self._target, self._links = source, target, links
        self._own = frozenset((*source.words, *target.words, *_prefixes(source, target)))

    def matches(self, homeless: Sequence[Shape], unfed: Sequence[Shape]) -> list[ColumnMatch]:
        """Every pair that may come to anything; the only pair there is in any case."""
        pairs = [(one, other) for one in homeless for other in unfed]
        return [self._match(*pair) for pair in pairs if len(pairs) == 1 or self._may_be(*pair)]

    def _may_be(self, one: Shape, other: Shape) -> bool:
        """Whether anything may speak for a pair: told without weighing it."""
        if one.references is not None and other.references is not None:
            return True
        if one.primary and other.primary:
            return True
        if not kinship(one.family, other.family):
            return False
        if other.allowed or other.row_names or hold_the_same(one, other):
            return True
        return not names.are_strangers(one.words, other.words)

    def _match(self, one: Shape, other: Shape) -> ColumnMatch:
        confidence, reason = self._weigh(one, other)
        return ColumnMatch(one, other, round(max(0.0, min(confidence, 0.99)), 2), reason)

    def beyond_doubt(self, match: ColumnMatch, likely: Iterable[ColumnMatch]) -> bool:
        """Whether it is likely enough, and nothing else comes near to it."""
        if match.confidence < SURE and not self._is_alone(match, likely):
            return False
        rivals = [
            other.confidence for other in likely if other is not match and share_one(other, match)
        ]
        if self._like(match.source, match.target) < names.SPELT and not match.target.primary:
            rivals += self._taken_rivals(match)
            if self._is_part(match) and not self._is_regrouped(match):
                return False
        return match.confidence - max(rivals, default=0.0) >= BEHIND

    def _is_alone(self, match: ColumnMatch, likely: Iterable[ColumnMatch]) -> bool:
        """Whether a lesser likeness is enough: built alike, and no third column is likely."""
        if match.confidence < HINTED or not are_built_alike(match):
            return False
        if any(other is not match and share_one(other, match) for other in likely):
            return False
        both_words = match.source.words, match.target.words
        return names.is_spelt_out(*both_words, self._own) or self._is_regrouped(match)

    def _is_regrouped(self, match: ColumnMatch) -> bool:
        """Whether its name is told apart now by another column that went: `holder`, then
        `holder_name` beside the `holder_email` that was the `email`.
        """
        went = [s for s in self._source.shapes if s.name not in self._target.by_column]
        others = {s.words for s in went if s is not match.source}
        own, whole = match.source.words, match.target.words
        return whole[-len(own) :] == own and whole[: -len(own)] in others

    def _is_part(self, match: ColumnMatch) -> bool:
        """Whether another column without a place may be another part of the same value."""
        telling_words = set(match.target.words) - HARMLESS - SOFT
        return any(
            shape is not match.source
            and shape.family == match.source.family
            and shape.references == match.source.references
            and shape.name not in self._target.by_column
            and telling_words & set(shape.words)
            for shape in self._source.shapes
        )

    def _taken_rivals(self, match: ColumnMatch) -> list[float]:
        """Columns that keep their names and still would do as well: names may have moved on."""
        shapes = [s for s in self._target.shapes if s.name in self._source.by_column]
        sources = [self._source.by_column[shape.name] for shape in shapes]
        pairs = [(match.source, shape) for shape in shapes]
        pairs += [(shape, match.target) for shape in sources]
        return [self._weigh(*pair)[0] for pair in pairs if self._may_be(*pair)]

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
        return max(confidence, 0.7), "both refer to the same rows" + _name_reason(like)

    def _weigh_values(self, one: Shape, other: Shape) -> tuple[float, str]:
        """Columns of which the names, the types and some values tell."""
        kin = kinship(one.family, other.family)
        if not kin:
            return 0.0, "their types have nothing in common"
        like, fitness = self._like(one, other), fit(one, other)
        if fitness is ValueFit.REFUSED:
            kin /= 2
        elif fitness in (ValueFit.FITS, ValueFit.TELLS):
            kin = max(kin, FITTING)
        confidence = like * kin + self._structure(one, other)
        if fitness is ValueFit.TELLS:
            return max(confidence, 0.9), "every value that was seen is one of its own"
        if fitness is ValueFit.MAPPED:
            return min(confidence, MAPPED), _name_reason(like).removeprefix(", ") + ", other values"
        if (one.references is None) != (other.references is None):
            confidence -= 0.2
        same = one.column.type.text == other.column.type.text
        type_remark = ", the same type" if same else f", {one.column.type.text}"
        return confidence, _name_reason(like).removeprefix(", ") + type_remark

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
        if one.references is not None and other.references is not None:
            if not (one.role or other.role):
                return names.SPELT  # each is called after the table that it refers to
            if names.are_by_the_same(one.role, other.role):
                return names.SYNONYM
            if one.role and other.role:
                return names.compare(one.role, other.role, self._own)
        if names.are_one_and_many(one.name, other.name) and one.family == "integer":
            return names.POSSIBLE
        return names.compare(one.words, other.words, self._own)

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


def _name_reason(like: float) -> str:
    if like >= names.SPELT:
        return ", names that mean the same"
    if like >= names.POSSIBLE:
        return ", names that often take each other's place"
    return ", names with something in common" if like else ", names with nothing in common"
