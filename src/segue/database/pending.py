"""A catalog as it is when everything that a run took down is back.

A run that goes on after a crash finds tables without their keys; which columns refer to what, and
what tells rows apart, must be known all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from segue.database.catalog import Catalog, Constraint, Index, Table
from segue.database.names import QualifiedName
from segue.database.records import Definition

Facts = Mapping[str, Any]
"""A constraint or an index as JSON."""


def facts_of(thing: Constraint | Index) -> Facts:
    """What the journal keeps of something that is taken down, beside the statements."""
    return {type(thing).__name__.lower(): asdict(thing)}


def completed(catalog: Catalog, down: Iterable[Definition]) -> Catalog:
    """The catalog with what is down in its place again."""
    tables = dict(catalog.tables)
    for definition in down:
        if definition.table in tables and definition.facts is not None:
            tables[definition.table] = _with(tables[definition.table], definition.facts)
    return replace(catalog, tables=tables)


def with_place(down: Sequence[Definition], catalog: Catalog) -> list[Definition]:
    """Those whose table is there still, with what they stand on or refer to."""
    found = [each for each in down if _has_place(each, catalog)]
    known = {(each.table, each.name) for each in found if each.facts is not None}
    for table in catalog.tables.values():
        known |= {(table.name, constraint.name) for constraint in table.constraints}
        known |= {(table.name, index.name) for index in table.indexes}
        known |= {(table.name, trigger.name) for trigger in table.triggers}
    # A trigger, a mark or a validation is about something that is up, or goes back before.
    return [d for d in found if d.facts is not None or (d.table, d.name) in known]


def _has_place(definition: Definition, catalog: Catalog) -> bool:
    table = catalog.tables.get(definition.table)
    if table is None or definition.facts is None or "constraint" not in definition.facts:
        return table is not None
    constraint = _constraint(definition.facts["constraint"])
    there = all(map(table.column, constraint.columns))
    if constraint.references is None:
        return there
    other = catalog.tables.get(constraint.references)
    return there and other is not None and all(map(other.column, constraint.referenced_columns))


def _with(table: Table, facts: Facts) -> Table:
    if "constraint" in facts:
        constraint = _constraint(facts["constraint"])
        others = (each for each in table.constraints if each.name != constraint.name)
        return replace(table, constraints=(*others, constraint))
    index = _index(facts["index"])
    rest = (each for each in table.indexes if each.name != index.name)
    return replace(table, indexes=(*rest, index))


def _constraint(facts: Facts) -> Constraint:
    references = facts["references"]
    return Constraint(
        **{
            **facts,
            "columns": tuple(facts["columns"]),
            "references": QualifiedName(**references) if references else None,
            "referenced_columns": tuple(facts["referenced_columns"]),
        }
    )


def _index(facts: Facts) -> Index:
    statistics = tuple((column, target) for column, target in facts["statistics"])
    extensions = tuple(facts["extensions"])
    return Index(**{**facts, "statistics": statistics, "extensions": extensions})
