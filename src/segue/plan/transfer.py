"""A table mapping joined with what both databases hold: all that the engine needs to know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from segue.database.catalog import Catalog, Column, Table
from segue.database.names import QualifiedName
from segue.errors import PlanMistake
from segue.plan.model import Constant, Dropped, Expression, Plan, Renamed, TableMapping


@dataclass(frozen=True, slots=True)
class Feed:
    """What fills one column of the target."""

    column: Column
    """The target's column."""
    source: Column | None = None
    """The source column it comes from, for a renamed or same-named column."""
    mapping: Expression | Constant | None = None
    """Set where no source column feeds it directly."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Rows of one source on their way into one target table."""

    mapping: TableMapping
    source: Table | None
    """None where the mapping reads a query."""
    target: Table
    feeds: tuple[Feed, ...]
    """In the target's column order; columns that keep their default are absent."""

    @property
    def label(self) -> str:
        """The target table's name, as messages and the journal show it."""
        return str(self.target.name)


@dataclass(frozen=True, slots=True)
class Part:
    """A slice of one transfer's rows, copied in one transaction.

    Without pages it is the whole relation.
    """

    relation: QualifiedName | None = None
    """The table to read: the source itself or one leaf of it; None for a query."""
    first_page: int | None = None
    end_page: int | None = None
    """Pages from `first_page` up to, not including, `end_page`; None is open-ended."""
    bytes: int = 0
    """Its share of the source's size."""


def resolve(plan: Plan, source: Catalog, target: Catalog) -> tuple[Transfer, ...]:
    """Every mapping of the plan as a transfer, in the plan's order.

    Raises PlanMistake, with the line, where the plan names what does not exist; `plan.check`
    finds the same and more, all at once.
    """
    return tuple(_transfer(plan, mapping, source, target) for mapping in plan.tables)


def _transfer(plan: Plan, mapping: TableMapping, source: Catalog, target: Catalog) -> Transfer:
    source_table = None
    if mapping.source is not None:
        source_table = _table(plan, mapping, source, mapping.source, "source")
    target_table = _table(plan, mapping, target, mapping.target, "target")
    feeds = tuple(_feeds(plan, mapping, source_table, target_table))
    return Transfer(mapping, source_table, target_table, feeds)


def _table(
    plan: Plan, mapping: TableMapping, catalog: Catalog, name: QualifiedName, side: str
) -> Table:
    if name not in catalog.tables:
        raise _mistake(plan, mapping, f"the {side} has no table {name}")
    return catalog.tables[name]


def _feeds(
    plan: Plan, mapping: TableMapping, source: Table | None, target: Table
) -> Iterator[Feed]:
    for column in target.columns:
        how = mapping.columns.get(column.name)
        if column.generated:
            continue
        if isinstance(how, Expression | Constant):
            yield Feed(column, mapping=how)
            continue
        if isinstance(how, Dropped) or source is None:
            how = None if source is not None else Renamed(column.name)
        if source is None:
            yield Feed(column)  # a query names its columns after the target's
            continue
        wanted = how.source if isinstance(how, Renamed) else column.name
        found = source.column(wanted)
        if isinstance(how, Renamed) and found is None:
            raise _mistake(plan, mapping, f"{source.name} has no column {wanted!r}")
        if found is not None and not isinstance(mapping.columns.get(wanted), Dropped):
            yield Feed(column, source=found)


def _mistake(plan: Plan, mapping: TableMapping, mistake: str) -> PlanMistake:
    place = f"{plan.path}:{mapping.line}" if mapping.line else plan.path
    return PlanMistake(
        place=place, mistake=mistake, help="Correct the name, or `segue plan` drafts anew."
    )
