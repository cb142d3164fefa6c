"""Where a database differs from what its migrations make: drift that no migration tells of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from psycopg import sql

from segue.checks.codes import severity_of
from segue.database.catalog import Catalog, Table
from segue.database.constraints import NotNull
from segue.database.names import QualifiedName
from segue.findings import Finding, Place
from segue.plan.model import Plan

SERIAL = "nextval("


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference between the source and the state that its migrations make."""

    table: QualifiedName
    kind: str
    """table, column, index, constraint, trigger, type, null or default."""
    text: str
    extra: bool = False
    """Whether the source has it and its migrations do not make it."""
    rows: int = 0
    """Of a table that only the source has: how many rows it holds, about."""
    statement: str = ""
    """What makes an index, constraint or trigger that only the source has."""

    def __str__(self) -> str:
        return f"{self.table}: {self.text}"


def drift(source: Catalog, state: Catalog) -> tuple[Drift, ...]:
    """Every difference, by table; names of constraints and indexes may differ, as may the way in
    which numbers come to a key (serial or identity).
    """
    return tuple(_drift(source, state))


def _drift(source: Catalog, state: Catalog) -> Iterator[Drift]:
    ours, theirs = _tables(source), _tables(state)
    for name in sorted(ours.keys() | theirs.keys()):
        one, other = ours.get(name), theirs.get(name)
        if one is None:
            yield Drift(name, "table", "the source lacks the table")
        elif other is None:
            text = "no migration makes the table"
            yield Drift(
                name, "table", text, extra=True, rows=one.rows_estimate or int(one.bytes > 0)
            )
        else:
            yield from _columns(one, other)
            yield from _rules(one, other)


def _tables(catalog: Catalog) -> dict[QualifiedName, Table]:
    return {
        name: table
        for name, table in catalog.tables.items()
        if table.kind in "rp" and table.extension is None
    }


def _columns(one: Table, other: Table) -> Iterator[Drift]:
    ours = {column.name: column for column in one.columns}
    theirs = {column.name: column for column in other.columns}
    for name in sorted(ours.keys() - theirs.keys()):
        text = f"no migration makes the column {name} ({ours[name].type.text})"
        yield Drift(one.name, "column", text, extra=True)
    for name in sorted(theirs.keys() - ours.keys()):
        yield Drift(one.name, "column", f"the source lacks the column {name}")
    for name in sorted(ours.keys() & theirs.keys()):
        mine, expected = ours[name], theirs[name]
        if mine.type.text != expected.type.text:
            text = f"{name} is {mine.type.text}, and migrations make it {expected.type.text}"
            yield Drift(one.name, "type", text)
        if mine.not_null != expected.not_null:
            takes = "takes no NULL" if mine.not_null else "takes NULL"
            yield Drift(one.name, "null", f"{name} {takes}, unlike what migrations make")
        if _default(mine.default) != _default(expected.default):
            text = (
                f"{name} has the default {mine.default}, and migrations make it {expected.default}"
            )
            yield Drift(one.name, "default", text)


def _default(text: str | None) -> str | None:
    return None if text is None or text.startswith(SERIAL) else text


def _rules(one: Table, other: Table) -> Iterator[Drift]:
    for kind, describe in RULES.items():
        mine, expected = list(describe(one)), list(describe(other))
        ours, theirs = Counter(text for text, _ in mine), Counter(text for text, _ in expected)
        statements = dict(mine)
        for text in sorted((ours - theirs).elements()):
            remark = f"no migration makes the {text}"
            yield Drift(one.name, kind, remark, extra=True, statement=statements[text])
        for text in sorted((theirs - ours).elements()):
            yield Drift(one.name, kind, f"the source lacks the {text}")


def _constraints(table: Table) -> Iterator[tuple[str, str]]:
    """By meaning, each with what makes it; NOT NULL is told by the columns."""
    for constraint in table.constraints:
        if not constraint.inherited and not isinstance(constraint, NotNull):
            name = sql.Identifier(constraint.name).as_string(None)
            statement = f"ALTER TABLE {table.name.identifier.as_string(None)} ADD CONSTRAINT {name}"
            yield f"constraint {constraint.definition}", f"{statement} {constraint.definition}"


def _indexes(table: Table) -> Iterator[tuple[str, str]]:
    for index in table.indexes:
        if index.constraint is None and not index.inherited:
            unique = "unique " if index.unique else ""
            yield f"{unique}index {index.definition.partition(' USING ')[2]}", index.definition


def _triggers(table: Table) -> Iterator[tuple[str, str]]:
    for trigger in table.triggers:
        if not trigger.inherited:
            yield f"trigger {trigger.name}", trigger.definition


RULES: Mapping[str, Callable[[Table], Iterator[tuple[str, str]]]] = {
    "constraint": _constraints,
    "index": _indexes,
    "trigger": _triggers,
}
"""By kind: how each is told, with the statement that makes it."""


def drift_findings(plan: Plan, source: Catalog, state: Catalog) -> Iterator[Finding]:
    """By the history: what an upgrade in place would keep, and the target is made without.

    Tables and columns of the source alone are in the plan, or asked about; values that another type
    does not take are counted.
    """
    for each in drift(source, state):
        mapping = next(iter(plan.mappings_into(each.table)), None)
        if each.kind == "type" or (each.extra and not each.statement):
            continue
        yield Finding(
            "M104",
            severity_of("M104"),
            str(each),
            place=plan.place(mapping) if mapping else Place(table=str(each.table)),
            effect="an upgrade in place would keep what the source has; the target is as migrations"
            " make it",
            help=f"if it is still wanted, make it afterwards: {each.statement}"
            if each.statement
            else "nothing, if what migrations make is right",
            subject=str(each),
            many="the source differs in {count} places from what its migrations make",
            help_for_many="make afterwards what is still wanted; `segue check --history` lists it",
        )
