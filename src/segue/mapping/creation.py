"""Tables that the plan has made in the target (`create = true`), as they will be there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from segue.database.catalog import Catalog, DataType, Table, TypeKind
from segue.database.names import QualifiedName
from segue.plan.model import Plan, TableMapping


@dataclass(frozen=True, slots=True)
class Creation:
    """A table of the source and the table of the target that is made after it."""

    source: Table
    target: QualifiedName


def creations(plan: Plan, source: Catalog, target: Catalog) -> tuple[Creation, ...]:
    """The tables to make: those that the target lacks."""
    all_creations: dict[QualifiedName, Creation] = {}
    for mapping in plan.tables:
        table = _original(mapping, source)
        if table is not None and mapping.target not in target.tables:
            all_creations.setdefault(mapping.target, Creation(table, mapping.target))
    return tuple(all_creations.values())


def with_created(plan: Plan, source: Catalog, target: Catalog) -> Catalog:
    """The target's catalog as it will be when the tables are made; their indexes come with them."""
    tables = {each.target: _as_made(each) for each in creations(plan, source, target)}
    return replace(target, tables={**target.tables, **tables}) if tables else target


def types_needed(creation: Creation) -> Iterator[DataType]:
    """The types of its columns that do not ship with the server: elements in place of arrays."""
    for column in creation.source.columns:
        yield from _not_builtin(column.type)


def _original(mapping: TableMapping, source: Catalog) -> Table | None:
    if not mapping.create or mapping.source is None:
        return None
    table = source.tables.get(mapping.source)
    return table if table is not None and table.kind in "rp" else None


def _as_made(creation: Creation) -> Table:
    return Table(
        creation.target,
        "r",
        creation.source.columns,
        constraints=tuple(key for key in creation.source.unique_keys if key.primary),
    )


def _not_builtin(data_type: DataType) -> Iterator[DataType]:
    if data_type.kind is TypeKind.ARRAY and data_type.inner is not None:
        yield from _not_builtin(data_type.inner)
    elif not data_type.builtin:
        yield data_type
