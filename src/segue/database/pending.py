"""A catalog as it is when everything that a run took down is back.

A run that goes on after a crash finds tables without their keys; which columns refer to what, and
what tells rows apart, must be known all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from enum import Enum
from typing import Any

from segue.database.catalog import Catalog, Table
from segue.database.constraints import (
    Action,
    Check,
    Constraint,
    Exclusion,
    ForeignKey,
    Index,
    NotNull,
    UniqueKey,
)
from segue.database.names import QualifiedName
from segue.database.records import Definition

Facts = Mapping[str, Any]
"""A constraint or an index as JSON."""

_KINDS: Mapping[str, type[Constraint]] = {
    "f": ForeignKey,
    "c": Check,
    "x": Exclusion,
    "n": NotNull,
    "p": UniqueKey,
    "u": UniqueKey,
}


def facts_of(thing: Constraint | Index) -> Facts:
    """What the journal keeps of something that is taken down, beside the statements."""
    facts = asdict(thing, dict_factory=_as_json)
    if isinstance(thing, Index):
        return {"index": facts}
    return {"constraint": {"kind": _kind(thing), **facts}}


def _as_json(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value.value if isinstance(value, Enum) else value for name, value in pairs}


def _kind(constraint: Constraint) -> str:
    if isinstance(constraint, UniqueKey):
        return "p" if constraint.primary else "u"
    return next(letter for letter, kind in _KINDS.items() if isinstance(constraint, kind))


def completed(catalog: Catalog, down: Iterable[Definition]) -> Catalog:
    """The catalog with what is down in its place again."""
    tables = dict(catalog.tables)
    for definition in down:
        if definition.table in tables and definition.facts is not None:
            tables[definition.table] = _with(tables[definition.table], definition.facts)
    return replace(catalog, tables=tables)


def with_place(down: Sequence[Definition], catalog: Catalog) -> list[Definition]:
    """Those whose table is there still, with what they stand on or refer to."""
    definitions = [each for each in down if _has_place(each, catalog)]
    names = {(each.table, each.name) for each in definitions if each.facts is not None}
    for table in catalog.tables.values():
        names |= {(table.name, constraint.name) for constraint in table.constraints}
        names |= {(table.name, index.name) for index in table.indexes}
        names |= {(table.name, trigger.name) for trigger in table.triggers}
    # A trigger, a mark or a validation is about something that is up, or goes back before.
    return [d for d in definitions if d.facts is not None or (d.table, d.name) in names]


def _has_place(definition: Definition, catalog: Catalog) -> bool:
    table = catalog.tables.get(definition.table)
    if table is None or definition.facts is None or "constraint" not in definition.facts:
        return table is not None
    constraint = _constraint(definition.facts["constraint"])
    there = all(map(table.column, constraint.columns))
    if not isinstance(constraint, ForeignKey):
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
    kind = _KINDS[facts["kind"]]
    all_facts = {"primary": facts["kind"] == "p", **_told_by_text(facts["definition"]), **facts}
    return kind(**_values(kind, all_facts))


def _index(facts: Facts) -> Index:
    return Index(**_values(Index, facts))


def _told_by_text(definition: str) -> Facts:
    """What journals of versions before 0.2 tell in the definition alone."""
    return {
        "enforced": "NOT ENFORCED" not in definition,
        "match_full": "MATCH FULL" in definition,
        "period": "PERIOD " in definition,
        "without_overlaps": "WITHOUT OVERLAPS" in definition,
        "nulls_equal": "NULLS NOT DISTINCT" in definition,
    }


def _values(kind: type[Constraint | Index], facts: Facts) -> dict[str, Any]:
    """The fields of the class that the JSON has, as they were."""
    names = {field.name for field in fields(kind)} & facts.keys()
    return {name: _value(name, facts[name]) for name in names}


def _value(name: str, value: Any) -> Any:
    if name in ("on_delete", "on_update"):
        return Action(value)
    if isinstance(value, dict):
        return QualifiedName(**value)
    return tuple(_value("", each) for each in value) if isinstance(value, list) else value
