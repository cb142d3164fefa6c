"""What a plan says, claim by claim, so that two plans can be held against each other.

A claim is about a pair of tables, one fed column, one dropped column or one table left behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName
from segue.drafting.matching import holds_rows
from segue.plan.model import (
    ColumnMapping,
    DroppedColumn,
    Expression,
    KeepKeys,
    Plan,
    Renamed,
    TableMapping,
)

MIGRATIONS = QualifiedName("public", "django_migrations")


@dataclass(frozen=True, order=True)
class Claim:
    """What is claimed: its place, not what is said of it."""

    kind: str
    """`table`, `key`, `column`, `drop` or `skip`."""
    source: str
    """A table of the source; of a query, nothing."""
    target: str = ""
    column: str = ""
    """Of the target, or for `drop` of the source."""

    def __str__(self) -> str:
        source, target = self.source or "(query)", self.target
        return {
            "table": f"{source} -> {target}",
            "key": f"the keys of {source} -> {target}",
            "column": f"{source} -> {target}.{self.column}",
            "drop": f"{source}.{self.column} dropped",
            "skip": f"{source} skipped",
        }[self.kind]


Claims = Mapping[Claim, object]
"""Each claim with what is said of it, in a form that can be compared."""


def claims(plan: Plan, source: Catalog, target: Catalog) -> Claims:
    """Everything that the plan says, columns of the same name spelled out."""
    said: dict[Claim, object] = {
        Claim("skip", short(name)): True
        for name in plan.skip
        if name in source.tables and holds_rows(source.tables[name])
    }
    for mapping in plan.tables:
        said |= dict(_of_mapping(mapping, source, target))
    return said


def completed(plan: Plan, source: Catalog, target: Catalog) -> Plan:
    """The plan with every pair of the same name of which it says nothing."""
    known = {m.source for m in plan.tables} | {m.target for m in plan.tables} | set(plan.skip)
    same = [
        TableMapping(name, name)
        for name, table in sorted(source.tables.items())
        if name in target.tables and name not in known and holds_rows(table) and name != MIGRATIONS
    ]
    return Plan(plan.source, plan.target, (*plan.tables, *same), plan.skip)


def short(name: QualifiedName | None) -> str:
    """As the cases write it: `public` goes without saying."""
    return "" if name is None else str(name).removeprefix("public.")


def comparable(how: ColumnMapping) -> object:
    """A rename is the name of its column; SQL is compared without its layout."""
    if isinstance(how, Renamed):
        return how.source
    if isinstance(how, Expression):
        return "sql", " ".join(how.sql.split()).lower()
    return how


def _of_mapping(
    mapping: TableMapping, source: Catalog, target: Catalog
) -> Iterator[tuple[Claim, object]]:
    into, out_of = target.tables.get(mapping.target), None
    if mapping.source is not None:
        out_of = source.tables.get(mapping.source)
    pair = short(mapping.source), short(mapping.target)
    yield Claim("table", *pair), True
    if not isinstance(mapping.key, KeepKeys):
        yield Claim("key", *pair), mapping.key
    for name, how in mapping.columns.items():
        if isinstance(how, DroppedColumn):
            yield Claim("drop", *pair, name), True
        else:
            yield Claim("column", *pair, name), comparable(how)
    for name in _unsaid(mapping, out_of, into):
        yield Claim("column", *pair, name), name


def _unsaid(mapping: TableMapping, source: Table | None, target: Table | None) -> list[str]:
    """The columns that feed each other because nobody said otherwise."""
    if source is None or target is None:
        return []
    own = {column.name for column in source.columns} - set(mapping.columns)
    return [c.name for c in target.columns if c.name in own and not c.generated]
