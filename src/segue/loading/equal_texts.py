"""How a table's unique rules take different texts for one: by lower(), or by a collation.

Rows that such a rule never lets stand side by side are the same to a match by these columns.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import LiteralString

from psycopg import sql

from segue.database.catalog import STRINGS, Column, Table
from segue.database.constraints import Index
from segue.database.names import quoted
from segue.loading.table import arriving, of

FOLDING: tuple[LiteralString, ...] = ("lower", "upper")


def same_values(
    table: Table, column: Column, among: Collection[str], *, alone: bool
) -> sql.Composable:
    """Whether the rows s and t have the same in a column; `alone`, a NULL is like no other."""
    sides = of("t", column.name), arriving(column)
    by_rule = _by_rule(table, column, among)
    if by_rule is None:
        return sql.SQL("{} = {}" if alone else "{} IS NOT DISTINCT FROM {}").format(*sides)
    if alone:
        return by_rule
    return sql.SQL("({} OR ({} IS NULL AND {} IS NULL))").format(by_rule, *sides)


def _by_rule(table: Table, column: Column, among: Collection[str]) -> sql.Composable | None:
    """Whether the rule takes a column's texts of the rows s and t for one; None without a rule.

    Its other parts have to be `among` the columns that are compared.
    """
    if column.type.resolved.name.name not in STRINGS:
        return None
    for index in table.unique_indexes:
        if index.predicate is None and not index.operators and _is_over(index, column, among):
            found = _equal(index, column)
            if found is not None:
                return found
    return None


def _is_over(index: Index, column: Column, among: Collection[str]) -> bool:
    """Whether all parts of the index are this column, folded or not, or one of the others."""
    return all(
        _folds(part, column) or name in among
        for name, part in zip(index.columns, index.parts, strict=True)
    )


def _equal(index: Index, column: Column) -> sql.Composable | None:
    sides = of("t", column.name), arriving(column)
    for number, part in enumerate(index.parts):
        folds = _folds(part, column)
        if folds:
            one, other = (sql.SQL(folds + "({}::pg_catalog.text)").format(side) for side in sides)
            return sql.SQL("{} = {}").format(one, other)
        collation = index.collations[number] if number < len(index.collations) else None
        if index.columns[number] == column.name and collation is not None:
            return sql.SQL("{0} = {1} COLLATE {2}").format(*sides, collation.identifier)
    return None


def _folds(part: str, column: Column) -> LiteralString:
    """The function by which an index's part folds the column; empty where it does not."""
    name = quoted(column.name)
    forms = {(f"{f}({name})", f) for f in FOLDING} | {(f"{f}(({name})::text)", f) for f in FOLDING}
    return next((f for form, f in forms if form == part), "")
