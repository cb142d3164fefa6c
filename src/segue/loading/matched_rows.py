"""Rows that are in both databases already, found by what names them: their keys become one.

The mappings whose keys others are matched by come first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from psycopg import sql

from segue.database.catalog import Catalog
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.errors import PlanMistake
from segue.loading.counterparts import Counterparts
from segue.loading.key_numbers import KeyNumbers, key_number
from segue.mapping.facts import Facts, MappedColumn
from segue.mapping.identity import Earlier
from segue.mapping.references import References
from segue.mapping.transfer import resolve_one
from segue.plan.model import MatchKeys, OffsetKeys, Plan, TableMapping
from segue.project.values import Project


def paired(
    plan: Plan,
    source: Connection,
    target: Connection,
    catalogs: tuple[Catalog, Catalog],
    project: Project | None,
    facts: Facts,
    earlier: Earlier,
) -> Facts:
    """The facts with the pairs of every mapping with `match`, in the order of references."""
    ceilings: dict[QualifiedName, int] = {}
    references = References(plan, *catalogs, project, facts)
    in_use = _content_types_in_use(plan, references, source)
    order, circles = _referenced_first(plan, references, in_use)
    for number in order:
        try:
            transfer = resolve_one(plan, *catalogs, project, facts, number)
        except PlanMistake:
            continue  # `check` tells of it
        key = key_number(transfer)
        if len(transfer.target.primary_key) != 1:
            continue
        keys = KeyNumbers(transfer, earlier, catalogs)
        if isinstance(transfer.mapping.key, OffsetKeys):
            reserved = keys.reserved(source, transfer.mapping.key.amount) if key else None
        else:
            own = {
                column: references.content_types_of(number) if (number, column) in in_use else None
                for column in _match(transfer.mapping)
                if number in references.leading(number, column, in_use.get((number, column)))
            }
            search = Counterparts(plan, transfer, keys, earlier, own)
            found, doubts, reserved = search.run(source, target, ceilings)
            doubts = replace(doubts, circle=circles.get(number, ()))
            facts = replace(
                facts,
                matches={**facts.matches, number: found},
                doubts={**facts.doubts, number: doubts},
            )
        if reserved is not None:
            facts = replace(facts, reserved={**facts.reserved, number: reserved})
    return replace(facts, earlier=earlier)


def _match(mapping: TableMapping) -> tuple[str, ...]:
    return mapping.key.columns if isinstance(mapping.key, MatchKeys) else ()


def _content_types_in_use(
    plan: Plan, references: References, source: Connection
) -> dict[MappedColumn, frozenset[int]]:
    """The source's content types beside each generic foreign key that rows are matched by."""
    in_use = {}
    for number, mapping in enumerate(plan.tables):
        for column in _match(mapping):
            beside = references.content_type_column(number, column)
            if beside is not None and mapping.source is not None:
                rows = source.execute(
                    sql.SQL("SELECT DISTINCT {} FROM {}").format(
                        sql.Identifier(beside), mapping.source.identifier
                    )
                ).fetchall()
                in_use[number, column] = frozenset(one for (one,) in rows if one is not None)
    return in_use


def _referenced_first(
    plan: Plan, references: References, in_use: Mapping[MappedColumn, frozenset[int]]
) -> tuple[list[int], dict[int, tuple[QualifiedName, ...]]]:
    """The mappings whose keys change, those first that others are matched by; and the circles."""
    numbers = [n for n, m in enumerate(plan.tables) if isinstance(m.key, MatchKeys | OffsetKeys)]
    needs = {
        number: {
            other
            for column in _match(plan.tables[number])
            for other in references.leading(number, column, in_use.get((number, column)))
            if other != number and isinstance(plan.tables[other].key, MatchKeys)
        }
        for number in numbers
    }
    circles: dict[int, tuple[QualifiedName, ...]] = {}
    while True:
        try:
            return list(TopologicalSorter(needs).static_order()), circles
        except CycleError as error:
            first, *_, last = circle = error.args[1][:-1]
            circles[first] = tuple(plan.tables[number].target for number in circle)
            needs[first] = needs[first] - {last} if last in needs[first] else set()
