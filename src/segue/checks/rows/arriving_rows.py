"""The rows of a target table as they will be, as a relation that the source can compute."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import psycopg
from psycopg import sql

from segue.checks.rows.columns import FedColumn, fed
from segue.checks.rows.rows import key_of
from segue.checks.rows.source_values import SourceValue, given_values, in_sql, is_python
from segue.database.catalog import Column, Table
from segue.database.fits import Casts, Fit, is_built, judge
from segue.database.names import QualifiedName, quoted
from segue.database.queries import query
from segue.database.session import Connection
from segue.mapping.sql import as_written, source_relation
from segue.mapping.transfer import Lookup, Transfer


@dataclass(frozen=True)
class ArrivingTable:
    """A transfer with what is known about the values that arrive."""

    transfer: Transfer
    """Without columns that Python fills."""
    columns: tuple[FedColumn, ...]
    types: Mapping[QualifiedName, QualifiedName]
    """The source's types that are the same as types of the target which no server has by itself."""

    @cached_property
    def by_name(self) -> dict[str, FedColumn]:
        """By column of the target."""
        return {column.column.name: column for column in self.columns}

    @cached_property
    def unknown(self) -> frozenset[str]:
        """Columns of the target of whose values the source knows nothing.

        Those that Python fills, those whose cast does not exist, and what is computed from either.
        """
        python = (name for name, how in self.transfer.mapping.columns.items() if is_python(how))
        columns = {feed.column.name for feed in self.transfer.feeds}
        own = {*python, *(columns - self.by_name.keys())}
        computed = (
            column.name
            for column in self.target.columns
            if column.generated and own & set(mentioned(self.target, [column.generation or ""]))
        )
        return frozenset([*own, *computed])

    @property
    def target(self) -> Table:
        return self.transfer.target

    @property
    def bytes(self) -> int:
        """The size of what is read; 0 where nobody knows."""
        return self.transfer.source.bytes if self.transfer.source is not None else 0


def arriving(
    transfers: Iterable[Transfer], connection: Connection, casts: Casts
) -> Iterator[ArrivingTable]:
    """The transfers whose SQL runs, joined with what can be asked of their values."""
    values = list(map(in_sql, transfers))
    types = dict(_same_types(connection, values))
    for transfer in values:
        try:
            given = given_values(transfer, connection)
        except psycopg.ProgrammingError:
            continue
        askable = (value for value in given if _has_a_way(value, casts))
        yield ArrivingTable(transfer, tuple(fed(value, casts) for value in askable), types)


def _has_a_way(source_value: SourceValue, casts: Casts) -> bool:
    """Whether there is a cast; a look at both types alone tells where there is none.

    Composites that SQL of the plan makes are known only here.
    """
    if source_value.type is None or source_value.feed.keys is not None:
        return True
    if source_value.feed.source is None and is_built(source_value.type):
        return True
    return judge(source_value.type, source_value.feed.column.type, casts).fit is not Fit.NONE


def _same_types(
    connection: Connection, transfers: Iterable[Transfer]
) -> Iterator[tuple[QualifiedName, QualifiedName]]:
    """Types of columns by their names in both databases: an extension may be in another schema."""
    columns = (column for transfer in transfers for column in transfer.target.columns)
    types = {c.type.resolved.name: c.type.resolved for c in columns if not c.type.resolved.builtin}
    if not types:
        return
    names = {"names": [name.name for name in types]}
    rows = connection.execute(query("types_by_name"), names).fetchall()
    for wanted in types.values():
        for name, schema, extension in rows:
            same = extension == wanted.extension if extension else schema == wanted.name.schema
            if name == wanted.name.name and same:
                yield wanted.name, QualifiedName(schema, name)


def rows_of(table: ArrivingTable, columns: Collection[str]) -> sql.Composed:
    """A SELECT of these columns of the target and, as `segue_row`, of what names the row."""
    values = [
        sql.SQL("{} AS {}").format(arriving_value(table, column), sql.Identifier(column.name))
        for column in table.target.columns
        if column.name in columns
    ]
    row_name = sql.SQL("{} AS segue_row").format(key_of(table.transfer).text)
    return sql.SQL("SELECT {} {}").format(
        sql.SQL(", ").join([*values, row_name]), source_relation(table.transfer)
    )


def arriving_value(table: ArrivingTable, column: Column) -> sql.Composable:
    found = table.by_name.get(column.name)
    if found is not None:
        return _typed(table, found.safe, column)
    if column.generation is not None:
        return sql.SQL("({})::{}").format(
            over_row(table, column.generation), column.type.resolved.name.identifier
        )
    default = as_written(column.default) if column.default else sql.NULL
    return sql.SQL("({})::{}").format(default, column.type.resolved.name.identifier)


def own_value(table: ArrivingTable, name: str) -> sql.Composable | None:
    """SQL over the source's table for what arrives in a column of the target.

    None where rows of other tables have a say in it.
    """
    column = table.by_name.get(name)
    if (
        column is None
        or column.given.feed.keys is not None
        or column.given.feed.through is not None
    ):
        return None
    if isinstance(column.given.feed.mapping, Lookup):
        return None
    value = arriving_value(table, column.column)
    origin = column.given.feed.origin
    return as_written(quoted(origin)) if value == sql.Identifier(origin) else value


def over_row(table: ArrivingTable, expression: str) -> sql.Composed:
    """An expression of the target over its columns, worked out for the row that arrives."""
    names = mentioned(table.target, [expression])
    values = [
        sql.SQL("{} AS {}").format(arriving_value(table, column), sql.Identifier(column.name))
        for column in table.target.columns
        if column.name in names
    ]
    return sql.SQL("(SELECT {} FROM (SELECT {}) AS arriving)").format(
        as_written(expression), sql.SQL(", ").join(values)
    )


def _typed(table: ArrivingTable, value: sql.Composable, column: Column) -> sql.Composable:
    """A value that leaves the source as text, because its type is an extension's, as that type."""
    target_type = column.type.resolved
    if target_type.builtin:
        return value
    if target_type.name in table.types:
        return sql.SQL("({})::{}").format(value, table.types[target_type.name].identifier)
    # What citext takes for equal, said without citext.
    return (
        sql.SQL("pg_catalog.lower({})").format(value)
        if target_type.name.name == "citext"
        else value
    )


def mentioned(table: Table, texts: Iterable[str]) -> tuple[str, ...]:
    """The columns whose names stand in SQL of the server's own writing."""
    text = " ".join(texts).replace('""', '"')
    names = (column.name for column in table.columns if column.name in text)
    return tuple(
        name for name in names if re.search(rf"(?<![\w$]){re.escape(name)}(?![\w$(])", text)
    )
