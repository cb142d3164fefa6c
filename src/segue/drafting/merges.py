"""Several tables of the source that may become one: what their rows need beside their columns.

Keys that would meet are moved up, and what tells the rows apart says which table each came from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from segue.drafting.matching import ColumnMatches, Entity, TableMatch
from segue.drafting.matching.names import STRANGER, SURE, compare
from segue.drafting.matching.shapes import Shape
from segue.drafting.values import ColumnChoice
from segue.plan.model import OffsetKeys
from segue.plan.toml import key, literal, text

Siblings = Mapping[Entity, tuple[Entity, ...]]
"""By table of the source: all that may go into the same one, itself among them, in their order."""

ROOM = 1_000_000
"""By how much the keys of a further table are moved up at least."""


@dataclass(frozen=True, slots=True)
class SiblingTable:
    """What a table has to say where others go into the same one."""

    key: OffsetKeys | None = None
    """How far its keys move up; None where they may stay."""
    entries: Mapping[str, str] = field(default_factory=dict)
    """By target column: what tells its rows from those of the others, as TOML after the `=`."""


def siblings(
    sure: Sequence[TableMatch], candidates: Mapping[Entity, Sequence[TableMatch]]
) -> Siblings:
    """Tables that are mapped to, or are likeliest to become, the same one: the larger first."""
    likeliest = [*sure, *(likely[0] for likely in candidates.values() if likely)]
    into: dict[Entity, list[Entity]] = {}
    for match in likeliest:
        into.setdefault(match.target, []).append(match.source)
    mapped = {match.source for match in sure}
    for matches in into.values():
        matches.sort(key=lambda e: (e not in mapped, -e.table.rows_estimate, e.name))
    return {one: tuple(matches) for matches in into.values() if len(matches) > 1 for one in matches}


def shared(pairs: ColumnMatches, beside: Sequence[Entity]) -> SiblingTable:
    """What a table says where `beside` go into the same one, itself among them."""
    if len(beside) < 2:
        return SiblingTable()
    place = next((n for n, one in enumerate(beside) if one is pairs.source), 0)
    numbered = any(s.primary and s.family == "integer" for s in pairs.target.shapes)
    room = max(ROOM, 100 * 10 ** len(str(max(0, *(e.table.rows_estimate for e in beside)))))
    offset = OffsetKeys(place * room) if place and numbered else None
    feeds = {
        shape.name: label
        for shape in pairs.unfed
        if shape.references is None and (label := _told_apart(shape, pairs.source, beside))
    }
    return SiblingTable(offset, feeds)


def _told_apart(shape: Shape, one: Entity, beside: Sequence[Entity]) -> str:
    """A value that says of which table a row came; empty where the column says no such thing."""
    if shape.family == "bool":
        are_named = [compare(entity.words, shape.words) >= SURE for entity in beside]
        if sum(are_named) == 1:
            return f"{{ value = {literal(are_named[beside.index(one)])} }}"
        return ""
    if shape.family not in ("text", "enum"):
        return ""
    choices = shape.allowed - {""}
    choices_by_entity = {
        e: [c for c in choices if compare(e.words, (c.lower(),)) >= SURE] for e in beside
    }
    if choices and all(len(options) == 1 for options in choices_by_entity.values()):
        return f"{{ value = {text(choices_by_entity[one][0])} }}"
    is_needed = not (choices or shape.filled or shape.filled_by_model)
    if is_needed and not any(_may_feed(own, shape) for e in beside for own in e.shapes):
        return f"{{ value = {text(one.model)} }}"
    return ""


def _may_feed(one: Shape, shape: Shape) -> bool:
    return one.family == shape.family and compare(one.words, shape.words) > STRANGER


def with_entries(entries: Sequence[str], told: Mapping[str, str]) -> tuple[str, ...]:
    """The entries, with what tells the rows apart in place of what was to be filled in."""
    own = tuple(f"{key(column)} = {said}" for column, said in told.items())
    heads = tuple(f"{key(column)} =" for column in told)
    return (*(entry for entry in entries if not entry.startswith(heads)), *own)


def with_origin(choice: ColumnChoice, told: Mapping[str, str]) -> ColumnChoice:
    """The choice, where it is open, with what says of which table a row came offered first."""
    entry = told.get(choice.column)
    if entry is None or choice.homeless or not choice.question:
        return choice
    others = [(why, line) for why, line in choice.further if line != entry]
    if choice.suggestion and choice.suggestion != entry:
        others.insert(0, (choice.reason, choice.suggestion))
    reason = "which of the tables that come together here its rows came from"
    return replace(choice, reason=reason, suggestion=entry, further=tuple(others))
