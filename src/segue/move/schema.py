"""Step 4, Indexes down: what comes off the tables to be filled, and the statements that undo it.

Each definition is saved in the journal in the transaction that takes it down; `rebuild` puts it
back and marks it restored in one transaction. Whatever happens in between, the journal knows
exactly what is missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from psycopg import sql

from segue.checks.rows.preserved import stands_not_valid
from segue.database.catalog import Catalog, Table, Trigger
from segue.database.constraints import Constraint, ForeignKey, Index, UniqueKey
from segue.database.definitions import save_definitions
from segue.database.names import QualifiedName
from segue.database.pending import facts_of
from segue.database.records import Definition, Phase
from segue.database.session import Connection
from segue.mapping.transfer import Transfer

REBUILD_FROM = 2 * 1024 * 1024
"""Bytes of rows from which dropping and rebuilding indexes beats keeping them up."""

_SLOW_TO_SORT = frozenset({"text", "varchar", "bpchar", "citext", "numeric"})
_ENABLE = {"O": "ENABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"}


@dataclass(frozen=True, slots=True)
class TakeDown:
    """One change that takes something down, with the definitions that put it back."""

    drop: sql.Composed
    restores: tuple[Definition, ...]

    @property
    def count(self) -> int:
        """How many indexes, constraints and triggers come down."""
        return sum(definition.is_counted for definition in self.restores)


def foreign_keys_to_drop(
    catalog: Catalog, tables: Collection[QualifiedName]
) -> tuple[TakeDown, ...]:
    """Every foreign key at or towards the tables; rows then may arrive in any order."""
    return tuple(
        _foreign_key(table, key)
        for table in catalog.tables.values()
        for key in table.foreign_keys
        if not key.inherited and (table.name in tables or key.references in tables)
    )


def to_take_down(
    table: Table,
    rows_bytes: int,
    *,
    stay: bool = False,
    guarded: bool = False,
    unbuildable: Collection[tuple[QualifiedName, str]] = (),
    transfers: Sequence[Transfer] = (),
) -> tuple[TakeDown, ...]:
    """What comes off one table before its rows: triggers always, indexes where that is faster.

    So do checks that look at other tables, whose rows may not be in yet, and those that rows of
    these `transfers` need not keep.

    Where rows `stay`, an index comes down only if more comes in than the table holds. A `guarded`
    table keeps what tells its rows apart, or refuses some, while rows come in. What could not be
    built again, `unbuildable`, stays where it is.
    """
    triggers = (*triggers_to_take_down(table), *_checks(table, transfers))
    least = max(REBUILD_FROM, table.bytes) if stay else REBUILD_FROM
    if rows_bytes < least or table.kind != "r":
        return triggers
    constraints = {c.name: c for c in table.constraints}
    indexes = [
        _index(table, index, constraints.get(index.constraint or ""))
        for index in sorted(table.indexes, key=partial(_effort, table), reverse=True)
        if index.valid
        and (table.name, index.name) not in unbuildable
        and not index.inherited
        and not index.needed_by_others
        and not (guarded and (index.unique or index.constraint is not None))
    ]
    return (*triggers, *(change for change in indexes if change is not None))


def triggers_to_take_down(table: Table) -> tuple[TakeDown, ...]:
    """The table's own triggers that are not off by themselves."""
    own = (t for t in table.triggers if t.enabled in _ENABLE and not t.inherited)
    return tuple(_trigger(table, trigger) for trigger in own)


def _effort(table: Table, index: Index) -> int:
    """A rough measure of how long it takes to build, as the longest had better begin first."""
    columns = [table.column(name) if name is not None else None for name in index.columns]
    slow = sum(c is None or c.type.resolved.name.name in _SLOW_TO_SORT for c in columns)
    effort = 2 * slow + len(columns) + len(index.includes) + 10 * (index.method != "btree")
    return -1 if index.predicate is not None else effort


def still_up(changes: Sequence[TakeDown], down: Collection[Definition]) -> list[TakeDown]:
    """The changes that an earlier try has not made already, or that were undone in part."""
    names = {(definition.table, definition.kind, definition.name) for definition in down}
    left = (replace(change, restores=_beside(names, change.restores)) for change in changes)
    return [
        missing
        for missing, change in zip(left, changes, strict=True)
        if missing.restores == change.restores or _waits_for_validation(missing, change)
    ]


def _beside(
    known: Collection[tuple[QualifiedName, str, str]], definitions: Sequence[Definition]
) -> tuple[Definition, ...]:
    return tuple(each for each in definitions if (each.table, each.kind, each.name) not in known)


def _waits_for_validation(missing: TakeDown, change: TakeDown) -> bool:
    """Whether the constraint itself is back, and would refuse what comes in."""
    itself = change.restores[0]
    return itself.phase is Phase.FOREIGN_KEY and itself in missing.restores


def take_down(connection: Connection, run: int, changes: Sequence[TakeDown]) -> None:
    """Save and drop, in one transaction; call it with one of some `batches`."""
    with connection.transaction():
        restores = (definition for change in changes for definition in change.restores)
        save_definitions(connection, run, restores)
        connection.execute(sql.SQL("; ").join(change.drop for change in changes))


@contextmanager
def quiet(connection: Connection, table: Table) -> Iterator[None]:
    """Within a transaction: what is done meanwhile is not heard of by the table's own triggers."""
    changes = triggers_to_take_down(table)
    for change in changes:
        connection.execute(change.drop)
    yield
    if changes:
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for change in changes:
        for definition in change.restores:
            for statement in definition.statements:
                connection.execute(sql.SQL(statement))
    if changes:
        connection.execute("SET CONSTRAINTS ALL DEFERRED")


def not_valid_to_take_down(table: Table, rules: Sequence[Constraint]) -> tuple[TakeDown, ...]:
    """Rules that are NOT VALID, which go back so: rows that stood under them elsewhere come in."""
    return tuple(
        _validated_late(table, rule, "foreign key" if isinstance(rule, ForeignKey) else "check")
        for rule in rules
    )


def _checks(table: Table, transfers: Sequence[Transfer]) -> tuple[TakeDown, ...]:
    return tuple(
        _validated_late(table, check, "check")
        for check in table.checks
        if (check.reads_tables and check.enforced and not check.inherited)
        or (transfers and stands_not_valid(check, transfers))
    )


def _foreign_key(table: Table, key: ForeignKey) -> TakeDown:
    return _validated_late(table, key, "foreign key")


def _validated_late(table: Table, key: Constraint, kind: str) -> TakeDown:
    """A constraint that goes back in a moment, and is validated when all rows are in."""
    add = _alter(table, "ADD CONSTRAINT {} {}", sql.Identifier(key.name), _raw(key.definition))
    comment = _constraint_comment(table, key)
    if not key.validated or table.kind == "p" or not key.enforced:
        restores: tuple[Definition, ...] = (
            _definition(table, kind, key.name, Phase.FOREIGN_KEY, [add, *comment], key),
        )
    else:
        unvalidated = sql.SQL("{} NOT VALID").format(add)
        validate = _alter(table, "VALIDATE CONSTRAINT {}", sql.Identifier(key.name))
        restores = (
            _definition(table, kind, key.name, Phase.FOREIGN_KEY, [unvalidated, *comment], key),
            _definition(table, "validation", key.name, Phase.VALIDATION, [validate], key),
        )
    return TakeDown(_alter(table, "DROP CONSTRAINT {}", sql.Identifier(key.name)), restores)


def _trigger(table: Table, trigger: Trigger) -> TakeDown:
    name = sql.Identifier(trigger.name)
    back = _alter(table, _ENABLE[trigger.enabled] + " TRIGGER {}", name)
    definition = _definition(table, "trigger", trigger.name, Phase.TRIGGER, [back])
    return TakeDown(_alter(table, "DISABLE TRIGGER {}", name), (definition,))


def _index(table: Table, index: Index, constraint: Constraint | None) -> TakeDown | None:
    if constraint is None:
        drop = sql.SQL("DROP INDEX {}").format(_index_name(table, index))
        built = [*_built(table, index), *_index_marks(table, index)]
        restores = [_definition(table, "index", index.name, Phase.INDEX, built, index)]
        if marks := list(_table_marks(table, index)):
            # They lock the table, which other indexes may still be built on: later, one by one.
            restores.append(_definition(table, "mark", index.name, Phase.CONSTRAINT, marks))
        return TakeDown(drop, tuple(restores))
    if constraint.needed_by_others or constraint.inherited:
        return None
    drop = _alter(table, "DROP CONSTRAINT {}", sql.Identifier(constraint.name))
    comment = _constraint_comment(table, constraint)
    if isinstance(constraint, UniqueKey) and not constraint.without_overlaps:
        attach = [_attached(table, index, constraint), *_table_marks(table, index), *comment]
        built = [*_built(table, index), *_index_marks(table, index)]
        return TakeDown(
            drop,
            (
                _definition(table, "index", index.name, Phase.INDEX, built, index),
                _definition(
                    table, "constraint", constraint.name, Phase.CONSTRAINT, attach, constraint
                ),
            ),
        )
    add = _alter(
        table, "ADD CONSTRAINT {} {}", sql.Identifier(constraint.name), _raw(constraint.definition)
    )
    marks = [*_index_marks(table, index), *_table_marks(table, index)]
    statements = [*_in_tablespace(index), add, *marks, *comment]
    whole = _definition(
        table, "constraint", constraint.name, Phase.CONSTRAINT, statements, constraint
    )
    return TakeDown(drop, (whole,))


def _built(table: Table, index: Index) -> Iterator[sql.Composable]:
    yield from _in_tablespace(index)
    yield _raw(index.definition)


def _in_tablespace(index: Index) -> Iterator[sql.Composable]:
    if index.tablespace is not None:
        yield sql.SQL("SET LOCAL default_tablespace = {}").format(sql.Identifier(index.tablespace))


def _attached(table: Table, index: Index, constraint: UniqueKey) -> sql.Composable:
    kind = "PRIMARY KEY" if constraint.primary else "UNIQUE"
    timing = " DEFERRABLE" if constraint.deferrable else ""
    timing += " INITIALLY DEFERRED" if constraint.deferred else ""
    return _alter(
        table,
        "ADD CONSTRAINT {} " + kind + " USING INDEX {}" + timing,
        sql.Identifier(constraint.name),
        sql.Identifier(index.name),
    )


def _index_marks(table: Table, index: Index) -> Iterator[sql.Composable]:
    """What an index carries besides its definition."""
    name = _index_name(table, index)
    for column, target in index.statistics:
        yield sql.SQL("ALTER INDEX {} ALTER COLUMN {} SET STATISTICS {}").format(
            name, sql.Literal(column), sql.Literal(target)
        )
    for extension in index.extensions:
        yield sql.SQL("ALTER INDEX {} DEPENDS ON EXTENSION {}").format(
            name, sql.Identifier(extension)
        )
    if index.comment is not None:
        yield sql.SQL("COMMENT ON INDEX {} IS {}").format(name, sql.Literal(index.comment))


def _table_marks(table: Table, index: Index) -> Iterator[sql.Composable]:
    """What a table says about one of its indexes."""
    if index.replica_identity:
        yield _alter(table, "REPLICA IDENTITY USING INDEX {}", sql.Identifier(index.name))
    if index.clustered:
        yield _alter(table, "CLUSTER ON {}", sql.Identifier(index.name))


def _constraint_comment(table: Table, constraint: Constraint) -> list[sql.Composable]:
    if constraint.comment is None:
        return []
    return [
        sql.SQL("COMMENT ON CONSTRAINT {} ON {} IS {}").format(
            sql.Identifier(constraint.name), table.name.identifier, sql.Literal(constraint.comment)
        )
    ]


def _definition(
    table: Table,
    kind: str,
    name: str,
    phase: Phase,
    statements: Sequence[sql.Composable],
    thing: Constraint | Index | None = None,
) -> Definition:
    return Definition(
        table.name,
        kind,
        name,
        phase,
        tuple(statement.as_string(None) for statement in statements),
        facts_of(thing) if thing is not None else None,
    )


def _index_name(table: Table, index: Index) -> sql.Identifier:
    return sql.Identifier(table.name.schema, index.name)


def _alter(table: Table, action: str, *values: sql.Composable) -> sql.Composed:
    return sql.SQL("ALTER TABLE {} {}").format(table.name.identifier, _raw(action).format(*values))


def _raw(text: str) -> sql.SQL:
    """A definition as the server wrote it, or a fixed word of this module."""
    return sql.SQL(text)
