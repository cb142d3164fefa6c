"""What the rows of some tables look like: a few of their values, and answers about all of them.

Everything is read-only. Values stay in memory; whoever shows them to a person decides which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from segue.database.catalog import Column, Table
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection

ROWS = 500
"""Rows that are looked at of each table."""
PAGES = 100
"""Of larger tables about so many pages are chosen at random, always the same."""
LONGEST = 300
"""Characters of a value that are kept."""
OPAQUE = frozenset({"bytea", "tsvector", "geometry", "geography", "raster"})
"""Types whose text tells nothing, and may be long."""


@dataclass(frozen=True, slots=True)
class ColumnSample:
    """Some values of a column."""

    values: tuple[str, ...] = ()
    """Different ones as text, the commonest first, long ones cut."""
    nulls: bool = False
    """Whether NULL was among them."""
    keys: tuple[str, ...] = ()
    """The keys of documents."""


@dataclass(frozen=True, slots=True)
class TableSample:
    """Some rows of a table."""

    rows: int = 0
    """How many were looked at."""
    whole: bool = False
    """Whether these are all."""
    columns: Mapping[str, ColumnSample] = field(default_factory=dict)


def read_samples(
    connection: Connection, tables: Iterable[Table]
) -> dict[QualifiedName, TableSample]:
    """Look at some rows of each table; those that may not be read are left out."""
    readable = [table for table in tables if table.may_select and table.columns]
    common = _common_values(connection, readable)
    found = {}
    for table in readable:
        sample = _sample(connection, table, common)
        if sample is not None:
            found[table.name] = sample
    return found


Common = Mapping[tuple[QualifiedName, str], tuple[bool, Sequence[str]]]
"""By table and column: whether NULL occurs, and the commonest values."""


def _common_values(connection: Connection, tables: Sequence[Table]) -> Common:
    names = {
        "schemas": [table.name.schema for table in tables],
        "names": [table.name.name for table in tables],
    }
    rows = connection.execute(query("planner_statistics"), names).fetchall()
    return {
        (QualifiedName(schema, name), column): (nulls, [v[:LONGEST] for v in values or ()])
        for schema, name, column, nulls, values in rows
    }


def _sample(connection: Connection, table: Table, common: Common) -> TableSample | None:
    documents = [column for column in table.columns if _is_document(column)]
    others = [column for column in table.columns if _tells(column) and column not in documents]
    # A document that the server itself cannot take apart must not hide the other columns.
    whole = _rows(connection, table, [*others, *documents], common)
    return whole or (_rows(connection, table, others, common) if documents else None)


def _rows(
    connection: Connection, table: Table, columns: Sequence[Column], common: Common
) -> TableSample | None:
    chosen = sql.SQL(", ").join(map(_as_text, columns)) if columns else sql.SQL("1")
    few = table.pages > 2 * PAGES
    share = sql.Literal(100 * PAGES / table.pages) if few else None
    part = sql.SQL(" TABLESAMPLE SYSTEM ({}) REPEATABLE (1)").format(share) if few else sql.SQL("")
    statement = sql.SQL("SELECT {} FROM {}{} LIMIT {}").format(
        chosen, table.name.identifier, part, sql.Literal(ROWS)
    )
    try:
        with connection.transaction(force_rollback=True):
            rows = connection.execute(statement).fetchall()
    except psycopg.Error:
        return None
    return TableSample(
        rows=len(rows),
        whole=not few and len(rows) < ROWS,
        columns={
            column.name: _column(column, [row[place] for row in rows], common, table)
            for place, column in enumerate(columns)
        },
    )


def _tells(column: Column) -> bool:
    return column.type.resolved.name.name not in OPAQUE


def _is_document(column: Column) -> bool:
    return column.type.resolved.name.name in ("json", "jsonb")


def _as_text(column: Column) -> sql.Composed:
    name = sql.Identifier(column.name)
    if _is_document(column):
        return sql.SQL(
            "CASE pg_catalog.jsonb_typeof({0}::pg_catalog.jsonb) WHEN 'object' THEN ARRAY("
            "SELECT pg_catalog.jsonb_object_keys({0}::pg_catalog.jsonb)) END"
        ).format(name)
    return sql.SQL('pg_catalog."left"({}::pg_catalog.text, {})').format(name, sql.Literal(LONGEST))


def _column(column: Column, values: Sequence[object], common: Common, table: Table) -> ColumnSample:
    nulls = any(value is None for value in values)
    if _is_document(column):
        return ColumnSample(
            (), nulls, tuple(sorted({key for keys in values for key in _keys(keys)}))
        )
    some_null, known = common.get((table.name, column.name), (False, ()))
    counted = Counter(str(value) for value in values if value is not None)
    seen = [value for value, _ in counted.most_common()]
    return ColumnSample(tuple(dict.fromkeys((*seen, *known))), nulls or some_null)


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, list):
        yield from value


# Answers about all rows of a column


class Inquiry:
    """Asks the source's tables what a sample cannot tell; each question once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[QualifiedName, str], bool] = {}

    def only_null(self, table: QualifiedName, column: str) -> bool:
        """Whether the column holds nothing at all."""
        return not self._exists(table, sql.SQL("{} IS NOT NULL").format(sql.Identifier(column)))

    def some_null(self, table: QualifiedName, column: str) -> bool:
        """Whether a row has no value in the column."""
        return self._exists(table, sql.SQL("{} IS NULL").format(sql.Identifier(column)))

    def _exists(self, table: QualifiedName, condition: sql.Composed) -> bool:
        """The answer; yes where the source gives none."""
        key = table, condition.as_string(None)
        if key not in self._known:
            statement = sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE {})").format(
                table.identifier, condition
            )
            try:
                with self._connection.transaction(force_rollback=True):
                    row = self._connection.execute(statement).fetchone()
                self._known[key] = row is None or bool(row[0])
            except psycopg.Error:
                self._known[key] = True
        return self._known[key]
