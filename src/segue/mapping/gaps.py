"""Columns about which a plan says too little: required with nothing to feed them, or homeless."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from segue.database.catalog import Catalog, Column, Table
from segue.database.names import QualifiedName
from segue.plan.model import (
    DroppedColumn,
    Expression,
    FromColumn,
    FunctionValue,
    Plan,
    TableMapping,
)


def unfed(mapping: TableMapping, source: Table, target: Table) -> Iterator[Column]:
    """Columns of the target that nothing feeds or fills, and that must not be NULL."""
    names = {column.name for column in source.columns}
    for column in target.columns:
        if column.refuses_null and not column.filled and not _is_fed(mapping, names, column.name):
            yield column


def homeless(plan: Plan, source: Table, target: Catalog) -> Iterator[Column]:
    """Columns of the source that none of its mappings uses, drops or can use by name."""
    readers = plan.mappings_from(source.name)
    if not readers:
        return
    names = column_names(target.tables[m.target] for m in readers if m.target in target.tables)
    for column in source.columns:
        if not column.generated and not has_place(plan, source.name, column.name, names):
            yield column


def unanswered(mapping: TableMapping, source: Table, target: Table) -> Iterator[tuple[str, int]]:
    """Columns that would go as they are though the draft asks whether they may; and the line."""
    for name, line in mapping.asked.items():
        is_named = name in mapping.columns or name in mapping.dropped
        if not is_named and source.column(name) is not None and target.column(name) is not None:
            yield name, line


def column_names(tables: Iterable[Table]) -> Mapping[QualifiedName, frozenset[str]]:
    """The columns of each table."""
    return {table.name: frozenset(column.name for column in table.columns) for table in tables}


def has_place(
    plan: Plan,
    source: QualifiedName,
    column: str,
    target: Mapping[QualifiedName, Collection[str]],
) -> bool:
    """Whether some mapping or query does something about the source's column.

    `target` are the columns of the target's tables.
    """
    readers = [m for m in plan.mappings_from(source) if m.target in target]
    if any(_has_place(mapping, target[mapping.target], column) for mapping in readers):
        return True
    queries = (m.query for m in plan.mappings_by_query)
    return any(_names(text, source.name) and _names(text, column) for text in queries if text)


def _is_fed(mapping: TableMapping, source: set[str], column: str) -> bool:
    how = mapping.columns.get(column)
    if how is None or isinstance(how, DroppedColumn):
        return how is None and column in source
    return True


def _has_place(mapping: TableMapping, target: Collection[str], column: str) -> bool:
    """Whether the mapping does something about the source's column."""
    by_name = mapping.columns.get(column)
    # A function is given the whole row.
    if column in mapping.dropped:
        return True
    if isinstance(by_name, DroppedColumn | FunctionValue) or (by_name is None and column in target):
        return True
    for how in mapping.columns.values():
        if isinstance(how, FromColumn) and how.source == column:
            return True
        # An expression is not parsed: a name that stands in it counts as used.
        if isinstance(how, Expression) and _names(how.sql, column):
            return True
    return False


def _names(expression: str, column: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(column)}(?!\w)", expression) is not None
