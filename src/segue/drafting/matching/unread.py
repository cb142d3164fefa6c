"""Apps of which every name became another one and nothing else changed, in names nobody reads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from segue.drafting.matching import names
from segue.drafting.matching.entities import Entity
from segue.drafting.matching.found import ColumnMatch
from segue.drafting.matching.links import Pair
from segue.drafting.matching.shapes import Shape
from segue.drafting.matching.tongues import is_english, readings
from segue.drafting.matching.values import ValueFit, fit

TABLES = 4
"""The least number of tables of an app that tells how it was renamed."""
READ = 0.25
"""Where more of the old words than this share are read, a name that is not like its heir denies."""
CONFIDENCE = 0.9
"""The confidence in a column that its form tells."""


def unread_pairs(pairs: Iterable[tuple[Entity, Entity]]) -> frozenset[Pair]:
    """The pairs of apps whose tables are all built as they were, below names that nobody reads.

    Where a project changed nothing but its names, it has hardly put another column of the very
    same form in the place of one. Where names are read, they tell of such a change.
    """
    groups: defaultdict[tuple[str, str], list[tuple[Entity, Entity]]] = defaultdict(list)
    for one, other in pairs:
        if not (one.joins or other.joins):
            groups[one.app, other.app].append((one, other))
    return frozenset(
        (one.name, other.name)
        for group in groups.values()
        if len(group) >= TABLES
        and all(one.form == other.form for one, other in group)
        and not _is_read(group)
        for one, other in group
    )


def _is_read(group: Collection[tuple[Entity, Entity]]) -> bool:
    """Whether the old columns are called by words that anybody knows, or the new ones use."""
    ours = {word for one, _ in group for word in _words(one)}
    theirs = {word for _, other in group for word in _words(other)}
    readable = [word for word in ours if is_english(word) or word in theirs]
    return len(readable) > READ * len(ours)


def _words(entity: Entity) -> Iterator[str]:
    return (word for s in entity.shapes if not s.primary for word in (*s.words, *entity.words))


def sole_of_their_form(
    source: Entity,
    target: Entity,
    renamed: Sequence[ColumnMatch],
    left: tuple[Sequence[Shape], Sequence[Shape]],
) -> Iterator[ColumnMatch]:
    """Columns in the same place of two tables of one form, of which no other one left has theirs.

    `left` are the columns of both sides that have no place yet.
    """
    ours, theirs = ([s for s in e.shapes if not s.primary] for e in (source, target))
    places = {a.name: b.name for a, b in zip(ours, theirs, strict=True)}
    if any(not m.source.primary and places[m.source.name] != m.target.name for m in renamed):
        return
    forms = [Counter(shape.form for shape in side) for side in left]
    unfed = {shape.name: shape for shape in left[1]}
    for one in left[0]:
        other = unfed.get(places.get(one.name, ""))
        if other is None or any(form[one.form] != 1 for form in forms):
            continue
        if other.form == one.form and not _is_denied(one, other):
            reason = "the only column of this type and rules, in its place; the names are unread"
            yield ColumnMatch(one, other, CONFIDENCE, reason)


def _is_denied(one: Shape, other: Shape) -> bool:
    """Whether its name is read and says otherwise, its values do, or it is a reference.

    A column that came later may stay empty, or has a default.
    """
    if one.references is not None or other.filled_by_model or not other.column.refuses_null:
        return True
    if any(map(is_english, one.words)) or readings(one.words):
        return True
    return names.opposed(one.words, other.words) or fit(one, other) is ValueFit.REFUSED
