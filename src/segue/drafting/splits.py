"""Tables of the target that may be the other half of one that was split."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName
from segue.drafting.values import SplitOffer
from segue.mapping.gaps import homeless
from segue.plan.model import Plan, Renamed, TableMapping


def split_offers(
    plan: Plan, source: Catalog, target: Catalog, unfed: Collection[QualifiedName]
) -> Iterator[SplitOffer]:
    """Unfed tables that refer to one which is fed, and have columns for what that one left over."""
    for mapping in plan.tables:
        table = source.tables.get(mapping.source) if mapping.source is not None else None
        if table is None:
            continue
        lost = [column.name for column in homeless(plan, table, target)]
        for name in sorted(unfed):
            half = target.tables[name]
            columns = tuple(column for column in lost if half.column(column))
            keys = _keys(half, mapping)
            if columns and keys:
                yield SplitOffer(table.name, name, columns, keys)


def _keys(half: Table, mapping: TableMapping) -> dict[str, str]:
    """The columns by which it refers to the fed table, each with what feeds its counterpart."""
    found: dict[str, str] = {}
    for key in half.foreign_keys:
        if key.references == mapping.target:
            found |= {own: _feeds(mapping, other) for own, other in key.pairs}
    return {own: feeds for own, feeds in found.items() if feeds}


def _feeds(mapping: TableMapping, column: str) -> str:
    """The source column behind a target column; empty where none alone is."""
    how = mapping.columns.get(column, Renamed(column))
    return how.source if isinstance(how, Renamed) else ""
