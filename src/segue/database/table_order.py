"""The order in which tables are filled: those referred to before those that refer to them."""

from __future__ import annotations

from collections.abc import Collection
from graphlib import CycleError, TopologicalSorter

from segue.database.catalog import Catalog
from segue.database.names import QualifiedName


def order_of(tables: Collection[QualifiedName], catalog: Catalog) -> tuple[QualifiedName, ...]:
    """The tables, each after those that it refers to; where they go in circles, as good as may be.

    Within a circle foreign keys have to be deferrable, as Django's are.
    """
    needs = {table: _referred(table, tables, catalog) for table in sorted(tables)}
    while True:
        try:
            return tuple(TopologicalSorter(needs).static_order())
        except CycleError as error:
            circle = error.args[1]
            needs[circle[1]] = needs[circle[1]] - {circle[0]}


def _referred(
    table: QualifiedName, among: Collection[QualifiedName], catalog: Catalog
) -> frozenset[QualifiedName]:
    referred = {key.references for key in catalog.tables[table].foreign_keys}
    return frozenset(name for name in referred if name in among) - {table}
