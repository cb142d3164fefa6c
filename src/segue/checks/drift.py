"""Where a database differs from what its migrations make: drift that no migration tells of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from segue.database.catalog import Catalog, Table
from segue.database.constraints import NotNull
from segue.database.names import QualifiedName

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
        mine, made = ours[name], theirs[name]
        if mine.type.text != made.type.text:
            text = f"{name} is {mine.type.text}, and migrations make it {made.type.text}"
            yield Drift(one.name, "type", text)
        if mine.not_null != made.not_null:
            takes = "takes no NULL" if mine.not_null else "takes NULL"
            yield Drift(one.name, "null", f"{name} {takes}, unlike what migrations make")
        if _default(mine.default) != _default(made.default):
            text = f"{name} has the default {mine.default}, and migrations make it {made.default}"
            yield Drift(one.name, "default", text)


def _default(text: str | None) -> str | None:
    return None if text is None or text.startswith(SERIAL) else text


def _rules(one: Table, other: Table) -> Iterator[Drift]:
    for kind, mine, made in (
        ("constraint", _constraints(one), _constraints(other)),
        ("index", _indexes(one), _indexes(other)),
        ("trigger", _triggers(one), _triggers(other)),
    ):
        for text in sorted((mine - made).elements()):
            yield Drift(one.name, kind, f"no migration makes the {text}", extra=True)
        for text in sorted((made - mine).elements()):
            yield Drift(one.name, kind, f"the source lacks the {text}")


def _constraints(table: Table) -> Counter[str]:
    """By meaning; NOT NULL is told by the columns."""
    return Counter(
        f"constraint {constraint.definition}"
        for constraint in table.constraints
        if not constraint.inherited and not isinstance(constraint, NotNull)
    )


def _indexes(table: Table) -> Counter[str]:
    return Counter(
        f"{'unique ' if i.unique else ''}index {i.definition.partition(' USING ')[2]}"
        for i in table.indexes
        if i.constraint is None and not i.inherited
    )


def _triggers(table: Table) -> Counter[str]:
    return Counter(f"trigger {trigger.name}" for trigger in table.triggers if not trigger.inherited)
