"""Columns that belong together because nothing else is left for either of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from segue.drafting.matching import names
from segue.drafting.matching.found import KEYS, ColumnMatch, are_built_alike, share_one
from segue.drafting.matching.links import Links
from segue.drafting.matching.shapes import Shape
from segue.drafting.matching.values import holds_documents
from segue.drafting.matching.words import HARMLESS

SURE = 0.8
"""From here up a likeness is taken for granted where nothing else comes near."""
LATER = (("by",), ("to",))
MADE = ("created", "written", "submitted", "uploaded")
"""Who did that is whom a row is about, most often."""
SOLE = 0.85
"""The likelihood of a pair that is the only one possible."""


def sole_references(matches: Sequence[ColumnMatch], links: Links) -> Iterator[ColumnMatch]:
    """References to the same rows, of which each side has one that is left, are the same one."""
    linked = [match for match in matches if _refer_to_the_same(match, links)]
    for match in matches:
        keyed = (match.source.family, match.target.family) in KEYS
        alone = keyed and match in linked and sum(share_one(match, other) for other in linked) == 1
        if alone and are_built_alike(match) and match.confidence < SURE and not _differ(match):
            reason = "the only reference to these rows that is left on either side"
            yield replace(match, confidence=SOLE, reason=reason)
        else:
            yield match


def _differ(match: ColumnMatch) -> bool:
    """Whether the names tell two things apart: who invited somebody is not who approved of them,
    and neither need be the `user` without a further word.
    """
    one, other = match.source, match.target
    if names.opposed(one.words, other.words):
        return True
    if one.role and other.role:
        return not names.compare(one.role, other.role)
    return _acted_later(one.role) or _acted_later(other.role)


def _acted_later(role: names.Words) -> bool:
    """Whether it says who did something to a row, or to whom it was given, and not who made it."""
    made = any(names.compare(role[:1], (word,)) >= names.SURE for word in MADE)
    return role[1:] in LATER and not made


def _refer_to_the_same(match: ColumnMatch, links: Links) -> bool:
    one, other = match.source.references, match.target.references
    if one == match.source.table.name and other == match.target.table.name:
        return True
    return one is not None and other is not None and links.same(one, other) is True


def sole_column(only: ColumnMatch, same: Iterable[ColumnMatch]) -> Iterator[ColumnMatch]:
    """The only column that either side has beside those of the same name, if that tells it."""
    if all(match.source.primary for match in same) and _is_unique(only):
        yield replace(only, confidence=SOLE, reason="the only column beside the key, and unique")


def left_over(
    matches: Iterable[ColumnMatch], renamed: Sequence[ColumnMatch], own: Collection[str]
) -> Iterator[ColumnMatch]:
    """What belongs together once the `renamed` ones have their places.

    `matches` is every pair, `own` are the words of the tables' names.
    """
    used = {match.source.name for match in renamed}, {match.target.name for match in renamed}
    free = [m for m in matches if m.source.name not in used[0] and m.target.name not in used[1]]
    alike = [match for match in free if hold_the_same(match.source, match.target)]
    for match in alike:
        alone = sum(share_one(match, other) for other in alike) == 1
        if alone and _says_only_what(match, own):
            reason = f"the only {match.target.column.type.text} that is left on either side"
            yield replace(match, confidence=SOLE, reason=reason)


def _is_unique(match: ColumnMatch) -> bool:
    """Whether both hold what a row is known by, and no reference."""
    plain = match.source.references is None and match.target.references is None
    return plain and match.source.unique and are_built_alike(match)


def _says_only_what(match: ColumnMatch, own: Collection[str]) -> bool:
    """Whether one name says only what kind of value it is, as `at`, and the other little more."""
    ours, theirs = match.source.words, match.target.words
    if match.target.family == "document":
        return HARMLESS.issuperset(theirs)
    return any(
        HARMLESS.issuperset(bare) and names.happened(other, own)
        for bare, other in ((ours, theirs), (theirs, ours))
    )


def hold_the_same(one: Shape, other: Shape) -> bool:
    """Whether both hold days, moments or documents of which no row may lack one."""
    if not (one.column.not_null and other.column.not_null):
        return False
    if other.family == "document":
        return holds_documents(one)
    dated = other.family in ("date", "moment") and not other.filled_by_model
    return dated and one.column.type.text == other.column.type.text
