"""Tables of the target that may take a part of each row of one that is mapped elsewhere.

A table came apart into two, or a reference became a many-to-many field.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from segue.database.names import QualifiedName
from segue.drafting.matching import ColumnMatch, Entity, Links, Side, match_columns
from segue.drafting.matching.shapes import Shape
from segue.drafting.values import SplitOffer, TableChoice
from segue.plan.model import Renamed

LIKELY = 0.5
"""From here up a column of the other half is taken for one that found no place in the first."""


def split_offers(
    choices: Collection[TableChoice],
    source: Side,
    target: Side,
    links: Links,
    unfed: Collection[QualifiedName],
) -> Iterator[SplitOffer]:
    """Unfed tables that refer to one which is fed, and have a place for what that one left over."""
    for choice in choices:
        one = source.entities.get(choice.mapping.source) if choice.mapping.source else None
        if one is None:
            continue
        lost = {c.column for c in choice.columns if c.homeless and c.column in one.by_column}
        for name in sorted(unfed):
            half = target.entities[name]
            offer = _offer(choice, one, half, links, lost)
            if offer is not None:
                yield offer


def _offer(
    choice: TableChoice, one: Entity, half: Entity, links: Links, lost: Collection[str]
) -> SplitOffer | None:
    keys = _keys(choice, half) if lost else {}
    matches = _matches(one, half, links, keys, lost) if keys else ()
    feeds = {match.target.name: match.source.name for match in matches}
    if not feeds:
        return None
    entries = keys | {own: feed for own, feed in feeds.items() if own != feed}
    return SplitOffer(one.name, half.name, tuple(feeds.values()), entries)


def _matches(
    one: Entity, half: Entity, links: Links, keys: Collection[str], lost: Collection[str]
) -> Iterator[ColumnMatch]:
    """Which of the columns that found no place goes into which of the half's, each once."""
    left = replace(one, shapes=tuple(shape for shape in one.shapes if shape.name in lost))
    matches = match_columns(left, half, links)
    likely = (m for m in matches.candidates if m.confidence >= LIKELY)
    used: set[str] = set()
    names: set[str] = set()
    for match in (*matches.same, *matches.renamed, *likely):
        fits = match.target.name not in keys and _refer_alike(match.source, match.target, links)
        if fits and match.source.name not in used and match.target.name not in names:
            used.add(match.source.name)
            names.add(match.target.name)
            yield match


def _refer_alike(one: Shape, other: Shape, links: Links) -> bool:
    """Whether neither refers to anything, or both to the same rows."""
    if one.references is None or other.references is None:
        return one.references is other.references
    return links.same(one.references, other.references) is True


def _keys(choice: TableChoice, half: Entity) -> dict[str, str]:
    """The columns by which it refers to the fed table, each with what feeds its counterpart."""
    keys: dict[str, str] = {}
    for key in half.table.foreign_keys:
        if key.references == choice.mapping.target:
            keys |= {own: _feeds(choice, other) for own, other in key.pairs}
    return {own: feeds for own, feeds in keys.items() if feeds}


def _feeds(choice: TableChoice, column: str) -> str:
    """The source column behind a target column; empty where none alone is."""
    how = choice.mapping.columns.get(column, Renamed(column))
    return how.source if isinstance(how, Renamed) else ""
