"""Which source table and column becomes which of the target: pure functions over both catalogs.

A match carries its reason; what is not sure is never returned as a match, only as a candidate.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from segue.database.catalog import Catalog, Column, Table
from segue.database.names import QualifiedName

CANDIDATES = 3
"""Likely tables that a question names: more is no help."""


@dataclass(frozen=True, slots=True)
class TableMatch:
    """A source table and the target table that takes its rows, with the reason."""

    source: Table
    target: Table
    reason: str


@dataclass(frozen=True, slots=True)
class ColumnMatches:
    """The columns of a pair of tables, in the target's and the source's own order."""

    pairs: tuple[tuple[Column, Column], ...]
    """Source column and target column."""
    unfed: tuple[Column, ...]
    """Target columns that no source column feeds; never generated ones."""
    homeless: tuple[Column, ...]
    """Source columns with no place in the target."""


def holds_rows(table: Table) -> bool:
    """Whether the table has rows of its own to move: a partition's belong to its root."""
    return table.kind in ("r", "p") and not table.is_partition and table.extension is None


def match_tables(sources: Iterable[Table], target: Catalog) -> Iterator[TableMatch]:
    """The sure matches among tables that hold rows."""
    for source in sources:
        same = target.tables.get(source.name)
        if same is not None and same.kind in ("r", "p") and same.extension is None:
            yield TableMatch(source, same, "same name")


def match_columns(source: Table, target: Table) -> ColumnMatches:
    """Columns of the same name feed each other; a generated target column takes nothing."""
    fed = [column for column in target.columns if not column.generated]
    by_name = {column.name: column for column in source.columns}
    pairs = [(by_name[column.name], column) for column in fed if column.name in by_name]
    placed = {column.name for column, _ in pairs}
    return ColumnMatches(
        pairs=tuple(pairs),
        unfed=tuple(column for column in fed if column.name not in placed),
        homeless=tuple(column for column in source.columns if column.name not in placed),
    )


def candidates(source: Table, free: Iterable[Table]) -> tuple[QualifiedName, ...]:
    """Tables of the target that may be meant, the likeliest first: by columns and by name."""
    scored = ((_likeness(source, table), table.name) for table in free)
    likely = sorted((-score, name) for score, name in scored if score >= 0.5)
    return tuple(name for _, name in likely[:CANDIDATES])


def _likeness(one: Table, other: Table) -> float:
    """0 to 1: how much of the columns both have, and how alike the names are."""
    ours, theirs = ({column.name for column in table.columns} for table in (one, other))
    columns = len(ours & theirs) / (len(ours | theirs) or 1)
    names = difflib.SequenceMatcher(None, one.name.name, other.name.name).ratio()
    return 0.7 * columns + 0.3 * names
