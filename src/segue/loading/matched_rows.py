"""Rows that are in both databases already, found by what names them: their keys become one.

The mappings whose keys others are matched by come first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter

from psycopg import sql

from segue.database.catalog import Catalog
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.errors import PlanMistake
from segue.loading.adopted_values import adopted_values, stranded_counted
from segue.loading.counterparts import Counterparts
from segue.loading.key_numbers import KeyNumbers, key_number
from segue.mapping.facts import Facts, MappedColumn, rows_stay
from segue.mapping.identity import EarlierRuns
from segue.mapping.references import References
from segue.mapping.transfer import Transfer, resolve_one
from segue.plan.model import ExistingRows, MatchKeys, OffsetKeys, Plan, TableMapping
from segue.project.values import Project


def paired(
    plan: Plan,
    source: Connection,
    target: Connection,
    catalogs: tuple[Catalog, Catalog],
    project: Project | None,
    facts: Facts,
    earlier: EarlierRuns,
) -> Facts:
    """The facts with the pairs of every mapping with `match`, in the order of references."""
    facts = replace(facts, earlier=earlier)
    references = References(plan, *catalogs, project, facts)
    in_use = _content_types_in_use(plan, references, source)
    adopting = _adopting(plan, references)
    order, circles = _referenced_first(plan, references, in_use, adopting)
    searching = _Searching(plan, source, target, catalogs, references, in_use, circles)
    for number in order:
        try:
            transfer = resolve_one(plan, *catalogs, project, facts, number)
            if len(transfer.target.primary_key) == 1:
                facts = searching.with_keys(transfer, facts)
            for column in adopting.get(number, ()):
                transfer = resolve_one(plan, *catalogs, project, facts, number)
                keeps = plan.existing_rows_of(transfer.mapping) is ExistingRows.KEEP
                adopted = adopted_values(source, target, transfer, column, facts, keeps=keeps)
                facts = replace(facts, adopted={**facts.adopted, (number, column): adopted})
        except PlanMistake:
            continue  # `check` tells of it
    return stranded_counted(source, target, References(plan, *catalogs, project, facts))


@dataclass(slots=True)
class _Searching:
    """Finds out how the keys of one mapping after the other travel."""

    plan: Plan
    source: Connection
    target: Connection
    catalogs: tuple[Catalog, Catalog]
    references: References
    in_use: Mapping[MappedColumn, frozenset[int]]
    circles: Mapping[int, tuple[QualifiedName, ...]]
    ceilings: dict[QualifiedName, int] = field(default_factory=dict)

    def with_keys(self, transfer: Transfer, facts: Facts) -> Facts:
        """The facts with what is found of this mapping."""
        number, key = transfer.number, transfer.mapping.key
        keys = KeyNumbers(transfer, facts.earlier, self.catalogs)
        reserved = None
        if isinstance(key, OffsetKeys) and key_number(transfer):
            reserved = keys.reserved(self.source, key.amount)
        elif isinstance(key, MatchKeys):
            search = Counterparts(self.plan, transfer, keys, facts.earlier, self._own(transfer))
            found, doubts, reserved = search.run(self.source, self.target, self.ceilings)
            doubts = replace(doubts, circle=self.circles.get(number, ()))
            facts = replace(
                facts,
                matches={**facts.matches, number: found},
                doubts={**facts.doubts, number: doubts},
            )
        if reserved is None:
            return facts
        return replace(facts, reserved={**facts.reserved, number: reserved})

    def _own(self, transfer: Transfer) -> dict[str, frozenset[int] | None]:
        """The columns to match by that refer to rows of the same mapping."""
        number, references = transfer.number, self.references
        return {
            column: references.content_types_of(number) if (number, column) in self.in_use else None
            for column in _match(transfer.mapping)
            if number in references.leading(number, column, self.in_use.get((number, column)))
        }


def _adopting(plan: Plan, references: References) -> Mapping[int, tuple[str, ...]]:
    """The columns of rows on both sides to which others refer, by mapping."""
    found: dict[int, tuple[str, ...]] = {}
    for number, column in references.referred_values:
        if rows_stay(plan, plan.tables[number].target):
            found[number] = (*found.get(number, ()), column)
    return found


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
    plan: Plan,
    references: References,
    in_use: Mapping[MappedColumn, frozenset[int]],
    adopting: Mapping[int, tuple[str, ...]],
) -> tuple[list[int], dict[int, tuple[QualifiedName, ...]]]:
    """The mappings whose keys, or referred values, change; and the circles among them.

    Those come first that others are matched by, or whose values follow theirs.
    """
    keys = {n: references.target.tables[plan.tables[n].target].primary_key for n in adopting}
    numbers = [
        n
        for n, m in enumerate(plan.tables)
        if isinstance(m.key, MatchKeys | OffsetKeys) or n in adopting
    ]
    needs = {
        number: {
            other
            for column in (
                *_match(plan.tables[number]),
                *adopting.get(number, ()),
                *keys.get(number, ()),
            )
            for other in references.leading(number, column, in_use.get((number, column)))
            if other != number
            and (isinstance(plan.tables[other].key, MatchKeys) or other in adopting)
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
