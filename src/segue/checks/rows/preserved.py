"""What stays true on the way because the source holds it true already: no row need be read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from segue.checks.rows.arriving_rows import ArrivingTable, mentioned
from segue.checks.rows.unique_keys import columns_of
from segue.database.catalog import INTEGERS, STRINGS, Column
from segue.database.constraints import Check, Index
from segue.mapping.keys import MadeUuid, ShiftedKeys
from segue.mapping.sql.key_spellings import may_spell
from segue.mapping.sql.values import ROUNDED, is_direct
from segue.mapping.transfer import Feed, Transfer

TELLING = frozenset({("date", "timestamp")}) | {(a, b) for a in INTEGERS for b in INTEGERS}
"""Casts that keep different values apart or refuse them, beside those to text."""
SHOWN_APART = INTEGERS | {"uuid", "date", "bool"}
"""Types whose values have different texts."""


def stays_unique(key: Index, table: ArrivingTable, held: tuple[Index, ...]) -> bool:
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


def _implies(source_key: Index, key: Index, table: ArrivingTable) -> bool:
    """Whether the source's key is over columns that all feed the target's."""
    if not source_key.plain or any(source_key.collations):
        return False
    origins = {
        column.given.feed.origin: column
        for name, coarse in zip(key.columns, key.collations, strict=True)
        if (column := table.by_name.get(name or "")) and not coarse and _apart(column.given.feed)
    }
    if not all(name in origins for name in source_key.columns):
        return False
    nulls = source_key.nulls_equal or not any(
        origins[name].given.may_be_null for name in source_key.columns if name is not None
    )
    return nulls or not key.nulls_equal


def _apart(feed: Feed) -> bool:
    """Whether different values of the source are different in the target."""
    if feed.mapping is not None or feed.source is None:
        return False
    if feed.keys is not None:
        return isinstance(feed.keys, ShiftedKeys | MadeUuid) and not may_spell(feed.source.type)
    ours, theirs = feed.source.type.resolved, feed.column.type.resolved
    if ours.name == theirs.name:
        rounded = theirs.name.name in ROUNDED and theirs.modifier not in (-1, ours.modifier)
        return not rounded and _same_equality(feed.source, feed.column)
    names = ours.name.name, theirs.name.name
    to_text = names[1] in STRINGS and names[0] in SHOWN_APART | STRINGS
    return ours.builtin and theirs.builtin and (names in TELLING or to_text)


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


def _same_equality(ours: Column, other: Column) -> bool:
    return other.collation_deterministic or ours.collation == other.collation


def stands_not_valid(check: Check, transfers: Sequence[Transfer]) -> bool:
    """Whether rows that break a check may come in, under a rule that is NOT VALID on both sides.

    Then it is down while rows come in, and goes back NOT VALID. `transfers` are all into its table.
    """
    return (
        check.enforced
        and not check.validated
        and not check.inherited
        and all(_holds(transfer, check) for transfer in transfers)
    )


def _holds(transfer: Transfer, check: Check) -> bool:
    """Whether the source has the same rule for the same values."""
    rules = transfer.source.checks if transfer.source is not None else ()
    feeds = {feed.column.name: feed for feed in transfer.feeds}
    columns = mentioned(transfer.target, [check.expression])
    return any(
        rule.enforced and same_sql([rule.expression], [check.expression]) for rule in rules
    ) and all(name in feeds and _is_carried(feeds[name]) for name in columns)


def unchanged(table: ArrivingTable, name: str) -> bool:
    """Whether the column is fed by the one of the same name and type, value by value."""
    column = table.by_name.get(name)
    return column is not None and _is_carried(column.given.feed)


def _is_carried(feed: Feed) -> bool:
    if not is_direct(feed):
        return False
    assert feed.source is not None
    ours, theirs = feed.source.type.resolved, feed.column.type.resolved
    alike = ours.name == theirs.name or {ours.name.name, theirs.name.name} <= {"text", "varchar"}
    return feed.source.name == feed.column.name and alike and _apart(feed)
