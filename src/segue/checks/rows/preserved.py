"""What stays true on the way because the source holds it true already: no row need be read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from segue.checks.rows.arriving_rows import Arriving
from segue.checks.rows.columns import Fed
from segue.checks.rows.unique_keys import columns_of
from segue.database.catalog import INTEGERS, STRINGS, Column
from segue.database.constraints import Index
from segue.mapping.keys import MadeUuid, Shifted
from segue.mapping.sql.values import ROUNDED, is_direct
from segue.mapping.transfer import Feed

TELLING = frozenset({("date", "timestamp")}) | {(a, b) for a in INTEGERS for b in INTEGERS}
"""Casts that keep different values apart or refuse them, beside those to text."""
SHOWN_APART = INTEGERS | {"uuid", "date", "bool"}
"""Types whose values have different texts."""


def stays_unique(key: Index, table: Arriving, held: tuple[Index, ...]) -> bool:
    """Whether the source's own unique keys `held` rule out that arriving rows share the key."""
    if key.plain:
        return any(_implies(other, key, table) for other in held)
    return any(
        same_sql((*other.parts, other.predicate), (*key.parts, key.predicate))
        and other.nulls_equal >= key.nulls_equal
        and all(unchanged(table, name) for name in columns_of(key, table.target))
        for other in held
    )


def same_sql(one: Sequence[str | None], other: Sequence[str | None]) -> bool:
    return [_plain(text) for text in one] == [_plain(text) for text in other]


def _plain(text: str | None) -> str:
    """SQL of the server's own writing without the casts it gives to varchar columns."""
    return re.sub(r"\((\w+)\)::text", r"\1", text or "")


def _implies(held: Index, key: Index, table: Arriving) -> bool:
    """Whether the source's key is over columns that all feed the target's."""
    if not held.plain or any(held.collations):
        return False
    origins = {
        column.given.feed.origin: column
        for name, coarse in zip(key.columns, key.collations, strict=True)
        if (column := table.by_name.get(name or "")) and not coarse and _apart(column)
    }
    if not all(name in origins for name in held.columns):
        return False
    nulls = held.nulls_equal or not any(
        origins[name].given.may_be_null for name in held.columns if name is not None
    )
    return nulls or not key.nulls_equal


def _apart(column: Fed) -> bool:
    """Whether different values of the source are different in the target."""
    feed = column.given.feed
    if feed.mapping is not None or feed.source is None:
        return False
    if feed.keys is not None:
        return isinstance(feed.keys, Shifted | MadeUuid)
    ours, wanted = feed.source.type.resolved, feed.column.type.resolved
    if ours.name == wanted.name:
        rounded = wanted.name.name in ROUNDED and wanted.modifier not in (-1, ours.modifier)
        return not rounded and _same_equality(feed.source, feed.column)
    names = ours.name.name, wanted.name.name
    to_text = names[1] in STRINGS and names[0] in SHOWN_APART | STRINGS
    return ours.builtin and wanted.builtin and (names in TELLING or to_text)


def same_values(one: Feed, other: Feed) -> bool:
    """Whether values that are equal in the source are equal in the target."""
    if one.mapping is not None or other.mapping is not None or one.keys != other.keys:
        return False
    if one.source is None or other.source is None:
        return False
    pairs = (one.source, other.source), (one.column, other.column)
    return one.keys is not None or all(_same_type(*pair) for pair in pairs)


def _same_type(one: Column, other: Column) -> bool:
    ours, theirs = one.type.resolved, other.type.resolved
    if {ours.name.name, theirs.name.name} <= INTEGERS:
        return True
    return ours.name == theirs.name and ours.modifier == theirs.modifier


def _same_equality(ours: Column, wanted: Column) -> bool:
    return wanted.collation_deterministic or ours.collation == wanted.collation


def unchanged(table: Arriving, name: str) -> bool:
    """Whether the column is fed by the one of the same name and type, value by value."""
    column = table.by_name.get(name)
    if column is None or not is_direct(column.given.feed):
        return False
    feed = column.given.feed
    assert feed.source is not None
    ours, wanted = feed.source.type.resolved, feed.column.type.resolved
    alike = ours.name == wanted.name or {ours.name.name, wanted.name.name} <= {"text", "varchar"}
    return feed.source.name == name and alike and _apart(column)
