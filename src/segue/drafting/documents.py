"""Columns that came out of a JSON document, as the document's keys tell: asked, with the SQL."""

from __future__ import annotations

from collections.abc import Iterator

from psycopg import sql

from segue.drafting.expressions import entry, name
from segue.drafting.matching import ColumnMatches, names
from segue.drafting.matching.shapes import Shape
from segue.drafting.values import ColumnChoice

UNTYPED = frozenset({"text", "varchar", "bpchar", "citext", "name"})
"""Types that take the text of a document's value as it is."""


def out_of_document(shape: Shape, matches: ColumnMatches) -> ColumnChoice | None:
    """A question about an unfed column that has the name of a key of some document."""
    if shape.references is not None:
        return None
    own = frozenset((*matches.source.words, *matches.target.words))
    offers = [(one, key) for one in matches.source.shapes for key in _keys(one, shape, own)]
    if not offers:
        return None
    (reason, entry_text), *further = [_offer(one, key, shape) for one, key in offers]
    return ColumnChoice(
        shape.name,
        reason,
        question=True,
        suggestion=entry_text,
        further=tuple(further),
        uses=(offers[0][0].name,),
    )


def _keys(one: Shape, shape: Shape, own: frozenset[str]) -> Iterator[str]:
    """The keys of the documents in a column that mean the same as the other column's name."""
    keys = one.sample.keys if one.sample is not None and one.family == "document" else ()
    alike = {key: names.compare(names.words(key), shape.words, own) for key in keys}
    best = sorted((key for key in keys if alike[key] >= names.SURE), key=lambda key: -alike[key])
    yield from best


def _offer(one: Shape, key: str, shape: Shape) -> tuple[str, str]:
    """Why it may be the key's value, and how that is written."""
    reason = f"perhaps what {one.name} holds below {key}"
    value = name(one.name), sql.Literal(key)
    if shape.family == "document":
        return reason, entry("{} -> {}", *value)
    if shape.column.type.resolved.name.name in UNTYPED:
        return reason, entry("{} ->> {}", *value)
    return reason, entry("({} ->> {})::{}", *value, sql.SQL(shape.column.type.text))
