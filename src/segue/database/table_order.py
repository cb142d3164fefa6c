"""The order in which tables are filled: those referred to before those that refer to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName

T = TypeVar("T")


def by_need(needs: Mapping[T, Iterable[T]]) -> tuple[T, ...]:
    """Each after those that it needs; a circle is cut somewhere, what is needed elsewhere left out.

    Things without needs keep their order.
    """
    waits = {one: {other for other in others if other in needs} for one, others in needs.items()}
    for one, others in waits.items():
        others.discard(one)
    while True:
        try:
            return tuple(TopologicalSorter(waits).static_order())
        except CycleError as error:
            first, second, *_ = error.args[1]
            waits[second].discard(first)


def order_of(tables: Collection[QualifiedName], catalog: Catalog) -> tuple[QualifiedName, ...]:
    """The tables, each after those that it refers to; where they go in circles, as good as may be.

    Within a circle foreign keys have to be deferrable, as Django's are.
    """
    return by_need({name: referred_to(catalog.tables[name]) for name in sorted(tables)})


def referred_to(table: Table) -> set[QualifiedName]:
    """The tables that rows of this one refer to."""
    return {key.references for key in table.foreign_keys}
