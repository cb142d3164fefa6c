"""Columns about which a plan says too little: required with nothing to feed them, or homeless."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from segue.database.catalog import Catalog, Column, Table
from segue.plan.model import Computed, Dropped, Expression, FromColumn, TableMapping


def unfed(mapping: TableMapping, source: Table, target: Table) -> Iterator[Column]:
    """Columns of the target that nothing feeds or fills, and that must not be NULL."""
    names = {column.name for column in source.columns}
    for column in target.columns:
        filled = column.generated or column.identity or column.default is not None
        if column.not_null and not filled and not _is_fed(mapping, names, column.name):
            yield column


def homeless(readers: Sequence[TableMapping], source: Table, target: Catalog) -> Iterator[Column]:
    """Columns of the source that none of its mappings uses, drops or can use by name."""
    if not readers:
        return
    found = [target.tables[m.target] for m in readers if m.target in target.tables]
    names = [{column.name for column in table.columns} for table in found]
    reading = [m for m in readers if m.target in target.tables]
    for column in source.columns:
        placed = (
            _has_place(m, there, column.name) for m, there in zip(reading, names, strict=True)
        )
        if not column.generated and not any(placed):
            yield column


def _is_fed(mapping: TableMapping, source: set[str], column: str) -> bool:
    how = mapping.columns.get(column)
    if how is None or isinstance(how, Dropped):
        return how is None and column in source
    return True


def _has_place(mapping: TableMapping, target: set[str], column: str) -> bool:
    """Whether the mapping does something about the source's column."""
    by_name = mapping.columns.get(column)
    # A function is given the whole row.
    if column in mapping.dropped:
        return True
    if isinstance(by_name, Dropped | Computed) or (by_name is None and column in target):
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
