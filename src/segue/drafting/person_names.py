"""Names of people that came together in one column, or apart into two: asked, with the SQL."""

from __future__ import annotations

from collections.abc import Iterable

from segue.drafting.expressions import entry, name
from segue.drafting.matching import ColumnMatches
from segue.drafting.matching.shapes import Shape
from segue.drafting.values import ColumnChoice

GIVEN = frozenset("first given forename".split())
FAMILY = frozenset("last family surname".split())


def name_parts(shape: Shape, matches: ColumnMatches) -> ColumnChoice | None:
    """A question about an unfed column that holds a part of a name, or a whole one."""
    if shape.family != "text":
        return None
    left = [one for one in matches.homeless if one.family == "text"]
    if _is_whole(shape):
        first, last = _only(left, GIVEN), _only(left, FAMILY)
        if first and last:
            entry_text = entry("concat_ws(' ', {}, {})", name(first.name), name(last.name))
            reason = f"perhaps {first.name} and {last.name} together"
            return _question(shape, reason, entry_text, first, last)
        return None
    return _part(shape, [one for one in left if _is_whole(one)])


def _part(shape: Shape, wholes: list[Shape]) -> ColumnChoice | None:
    """What a part of a name is of the only whole one."""
    if len(wholes) != 1:
        return None
    whole = name(wholes[0].name)
    if _is_part(shape, GIVEN):
        entry_text = entry("split_part({}, ' ', 1)", whole)
        reason = f"perhaps the first word of {wholes[0].name}"
    elif _is_part(shape, FAMILY):
        entry_text = entry("substr({}, length(split_part({}, ' ', 1)) + 2)", whole, whole)
        reason = f"perhaps all words of {wholes[0].name} but the first"
    else:
        return None
    return _question(shape, reason, entry_text, wholes[0])


def _question(shape: Shape, reason: str, said: str, *of: Shape) -> ColumnChoice:
    uses = tuple(one.name for one in of)
    return ColumnChoice(shape.name, reason, question=True, suggestion=said, uses=uses)


def _only(among: Iterable[Shape], part: frozenset[str]) -> Shape | None:
    parts = [one for one in among if _is_part(one, part)]
    return parts[0] if len(parts) == 1 else None


def _is_part(shape: Shape, part: frozenset[str]) -> bool:
    all_words = set(shape.words)
    return bool(all_words & part) and all_words <= part | {"name"}


def _is_whole(shape: Shape) -> bool:
    return shape.words == ("name",)
