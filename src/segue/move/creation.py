"""Makes the tables that the plan says to create, as the source has them, before rows arrive.

All of them come in one transaction with their rows in the journal, so that a resumed run finds
them made, and `restore` knows what to take away again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import LiteralString

from psycopg import errors, sql

from segue.database.catalog import Catalog, Column, ColumnRef, Table, TypeKind
from segue.database.catalog import Sequence as Counter
from segue.database.constraints import Constraint, Index
from segue.database.journal import Journal
from segue.database.names import QualifiedName
from segue.mapping.creation import Creation, types_needed
from segue.plan.model import Plan

_IDENTITY = {"a": "ALWAYS", "d": "BY DEFAULT"}
_GENERATED = {"s": " STORED", "v": ""}


def create_tables(
    journal: Journal, creations: Sequence[Creation], plan: Plan, source: Catalog, target: Catalog
) -> None:
    """Make them, with types, keys, indexes, constraints and sequences."""
    maker = _Maker(creations, plan, source, target)
    with journal.connection.transaction():
        missing = _missing_types(journal, creations)
        for schema in _missing_schemas(creations, missing, target):
            journal.connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
            journal.created("schema", QualifiedName(schema, ""))
        for statement in maker.types(missing):
            journal.connection.execute(statement)
        for name, statement in maker.counters():
            journal.connection.execute(statement)
            journal.created("sequence", name)
        for creation in creations:
            for statement in maker.table(creation):
                journal.connection.execute(statement)
            journal.created("table", creation.target)
        for creation in creations:
            for statement in maker.foreign_keys(creation):
                journal.connection.execute(statement)


def drop_created(journal: Journal) -> tuple[QualifiedName, ...]:
    """Take away what the run made, where it is still there; returns the tables."""
    tables = journal.created_names("table")
    with journal.connection.transaction():
        _drop(journal, "TABLE", tables)
        # Those that belong to a column are gone with its table.
        _drop(journal, "SEQUENCE", journal.created_names("sequence"))
        _drop(journal, "TYPE", journal.created_names("type"))
        for schema in journal.created_names("schema"):
            _drop_if_empty(journal, schema.schema)
        journal.forget_created()
    return tables


def _drop(journal: Journal, kind: LiteralString, names: Sequence[QualifiedName]) -> None:
    if names:
        statement = sql.SQL("DROP " + kind + " IF EXISTS {}")
        listed = sql.SQL(", ").join(name.identifier for name in names)
        journal.connection.execute(statement.format(listed))


def _drop_if_empty(journal: Journal, schema: str) -> None:
    """Somebody else may have put something into it meanwhile."""
    statement = sql.SQL("DROP SCHEMA IF EXISTS {}").format(sql.Identifier(schema))
    with suppress(errors.DependentObjectsStillExist), journal.connection.transaction():
        journal.connection.execute(statement)


def _missing_schemas(
    creations: Sequence[Creation], types: Sequence[QualifiedName], target: Catalog
) -> list[str]:
    needed = {name.schema for name in (*(c.target for c in creations), *types)}
    return sorted(needed - set(target.schemas))


def _missing_types(journal: Journal, creations: Sequence[Creation]) -> list[QualifiedName]:
    """The enums that the target lacks, noted as made."""
    missing = []
    needed = {t.name: t for creation in creations for t in types_needed(creation)}
    for name, data_type in sorted(needed.items()):
        row = journal.connection.execute(
            "SELECT pg_catalog.to_regtype(%s) IS NULL", (name.identifier.as_string(None),)
        ).fetchone()
        if row is not None and row[0] and data_type.kind is TypeKind.ENUM:
            missing.append(name)
            journal.created("type", name)
    return missing


class _Maker:
    """Composes the statements."""

    def __init__(
        self, creations: Sequence[Creation], plan: Plan, source: Catalog, target: Catalog
    ) -> None:
        self._creations = creations
        self._source, self._target = source, target
        self._names: Mapping[QualifiedName, QualifiedName] = {
            mapping.source: mapping.target
            for mapping in reversed(plan.tables)
            if mapping.source is not None
        }
        self._counter_names: dict[QualifiedName, QualifiedName] = {}
        """Of sequences to make: several tables may draw their numbers from one."""

    def types(self, missing: Sequence[QualifiedName]) -> Iterator[sql.Composed]:
        by_name = {t.name: t for creation in self._creations for t in types_needed(creation)}
        for name in missing:
            labels = sql.SQL(", ").join(sql.Literal(label) for label in by_name[name].labels)
            yield sql.SQL("CREATE TYPE {} AS ENUM ({})").format(name.identifier, labels)

    def counters(self) -> Iterator[tuple[QualifiedName, sql.Composed]]:
        """The sequences of all tables, with their names in the target; identities bring theirs."""
        for creation in self._creations:
            for counter, ref in self._counters(creation.source):
                identity = table_column(creation.source, ref.column).identity
                if not identity and counter.name not in self._counter_names:
                    name = self._new_counter_name(creation, counter)
                    self._counter_names[counter.name] = name
                    yield name, self._create_counter(name, counter)

    def table(self, creation: Creation) -> Iterator[sql.Composed]:
        table = creation.source
        counters = {ref.column: s for s, ref in self._counters(table)}
        columns = (self._column(creation, c, counters.get(c.name)) for c in table.columns)
        yield sql.SQL("CREATE TABLE {} ({})").format(
            creation.target.identifier, sql.SQL(", ").join(columns)
        )
        for column, counter in counters.items():
            if counter.owner == ColumnRef(table.name, column) and not counter.identity:
                yield sql.SQL("ALTER SEQUENCE {} OWNED BY {}.{}").format(
                    self._counter_names[counter.name].identifier,
                    creation.target.identifier,
                    sql.Identifier(column),
                )
        yield from self._keys(creation)
        yield from _comments(creation)

    def foreign_keys(self, creation: Creation) -> Iterator[sql.Composed]:
        """Those whose other end is in the target, under the name that the plan gives it."""
        for key in creation.source.foreign_keys:
            other = self._names.get(key.references, key.references)
            if not key.inherited and self._has_key(other, key.referenced_columns):
                yield _alter(creation, key, key.redirected(other))

    def _keys(self, creation: Creation) -> Iterator[sql.Composed]:
        table = creation.source
        for constraint in _of_the_table(table):
            yield _alter(creation, constraint, constraint.definition)
        for index in table.indexes:
            if index.constraint is None and index.valid:
                yield _index(creation, index)

    def _column(
        self, creation: Creation, column: Column, counter: Counter | None
    ) -> sql.Composable:
        words: list[sql.Composable] = [sql.Identifier(column.name), sql.SQL(column.type.text)]
        if column.collation is not None:
            words.append(sql.SQL("COLLATE {}").format(column.collation.identifier))
        if column.generated and column.generation is not None:
            kind = _GENERATED[column.generated]
            words.append(
                sql.SQL("GENERATED ALWAYS AS ({})" + kind).format(sql.SQL(column.generation))
            )
        elif column.identity:
            ending = _options(counter) if counter is not None else sql.SQL("")
            words.append(
                sql.SQL("GENERATED " + _IDENTITY[column.identity] + " AS IDENTITY ({})").format(
                    ending
                )
            )
        elif counter is not None and not counter.identity:
            name = self._counter_names[counter.name].identifier.as_string(None)
            words.append(
                sql.SQL("DEFAULT pg_catalog.nextval({}::pg_catalog.regclass)").format(name)
            )
        elif column.default is not None:
            words.append(sql.SQL("DEFAULT {}").format(sql.SQL(column.default)))
        if column.not_null:
            words.append(sql.SQL("NOT NULL"))
        return sql.SQL(" ").join(words)

    def _counters(self, table: Table) -> Iterator[tuple[Counter, ColumnRef]]:
        """The sequences that fill columns of the table."""
        for counter in self._source.sequences.values():
            for ref in counter.used_by:
                if ref.table == table.name:
                    yield counter, ref

    def _create_counter(self, name: QualifiedName, counter: Counter) -> sql.Composed:
        return sql.SQL("CREATE SEQUENCE {} AS {} {}").format(
            name.identifier, sql.SQL(counter.type), _options(counter)
        )

    def _new_counter_name(self, creation: Creation, counter: Counter) -> QualifiedName:
        """The source's name in the table's schema, or, where it is taken, one after the table."""
        name = QualifiedName(creation.target.schema, counter.name.name)
        if name not in self._target.sequences:
            return name
        return QualifiedName(
            creation.target.schema, f"{creation.target.name}_{counter.name.name}"[:63]
        )

    def _has_key(self, name: QualifiedName, columns: Sequence[str]) -> bool:
        sources = {creation.target: creation.source for creation in self._creations}
        table = sources.get(name) or self._target.tables.get(name)
        keys = table.unique_keys if table is not None else ()
        return any(set(key.columns) == set(columns) for key in keys)


def table_column(table: Table, name: str) -> Column:
    """The column of that name, which is there."""
    column = table.column(name)
    assert column is not None
    return column


def _options(counter: Counter) -> sql.Composed:
    return sql.SQL("INCREMENT {} MINVALUE {} MAXVALUE {} START {}{}").format(
        counter.increment,
        counter.minimum,
        counter.maximum,
        counter.start,
        sql.SQL(" CYCLE" if counter.cycle else ""),
    )


def _alter(creation: Creation, constraint: Constraint, definition: str) -> sql.Composed:
    return sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}").format(
        creation.target.identifier, sql.Identifier(constraint.name), sql.SQL(definition)
    )


def _comments(creation: Creation) -> Iterator[sql.Composed]:
    """What people wrote about the table and its parts; foreign keys are made later."""
    table, name = creation.source, creation.target
    of_table = sql.SQL("ON TABLE {}").format(name.identifier)
    comments = [(of_table, table.comment)]
    for column in table.columns:
        place = sql.Identifier(name.schema, name.name, column.name)
        comments.append((sql.SQL("ON COLUMN {}").format(place), column.comment))
    for constraint in _of_the_table(table):
        called = sql.Identifier(constraint.name)
        on = sql.SQL("ON CONSTRAINT {} ON {}").format(called, name.identifier)
        comments.append((on, constraint.comment))
    for index in table.indexes:
        if index.constraint is None and index.valid:
            place = sql.Identifier(name.schema, index.name)
            comments.append((sql.SQL("ON INDEX {}").format(place), index.comment))
    for on, comment in comments:
        if comment is not None:
            yield sql.SQL("COMMENT {} IS {}").format(on, comment)


def _of_the_table(table: Table) -> tuple[Constraint, ...]:
    """What it is made with; foreign keys come when all tables are there, NOT NULL by itself."""
    return (*table.unique_keys, *table.checks, *table.exclusions)


def _index(creation: Creation, index: Index) -> sql.Composed:
    return sql.Composed([sql.SQL(index.redirected(creation.target))])
