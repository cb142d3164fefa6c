"""What the rows of some tables look like: a few of their values, and answers about all of them.

Everything is read-only. Values stay in memory; whoever shows them to a person decides which.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from segue.database.batches import batches
from segue.database.catalog import Column, Table
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection
from segue.database.turns import read_in_one_turn

ROWS = 500
"""Rows that are looked at of each table."""
PAGES = 100
"""Of larger tables about so many pages are chosen at random, always the same."""
LONGEST = 300
"""Characters of a value that are kept."""
AT_ONCE = 2**22
"""Bytes of several tables that are read by one statement, about."""
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
    readable = [table for table in tables if table.readable and table.columns]
    common = _common_values(connection, readable)
    return {
        look.table.name: _sample(look, rows, common)
        for group in _groups(list(map(_look, readable)))
        for look, rows in _read_looks(connection, group)
    }


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


@dataclass(frozen=True, slots=True)
class _Look:
    """A table and the columns of which something can be told."""

    table: Table
    columns: tuple[Column, ...]

    @property
    def is_large(self) -> bool:
        """Whether only some of its pages are looked at."""
        return self.table.pages > 2 * PAGES

    @property
    def bytes(self) -> int:
        """At most so many are read, about."""
        return min(self.table.pages * 8192, ROWS * LONGEST * len(self.columns))

    @property
    def documents(self) -> bool:
        return any(map(_is_document, self.columns))


def _look(table: Table) -> _Look:
    return _Look(table, tuple(filter(_tells, table.columns)))


def _groups(looks: Sequence[_Look]) -> Iterator[list[_Look]]:
    """The looks that are taken in one statement."""
    for batch in batches(looks):
        group: list[_Look] = []
        size = 0
        for look in batch:
            size += look.bytes
            if group and size > AT_ONCE:
                yield group
                group, size = [], look.bytes
            group.append(look)
        yield group


Rows = list[Sequence[str | None]]


def _read_looks(connection: Connection, looks: Sequence[_Look]) -> Iterator[tuple[_Look, Rows]]:
    """The rows of each look. What cannot be read is found by halves, and left out."""
    try:
        (rows,) = read_in_one_turn(connection, _statement(looks))
    except psycopg.Error:
        if len(looks) > 1:
            half = len(looks) // 2
            yield from _read_looks(connection, looks[:half])
            yield from _read_looks(connection, looks[half:])
        elif looks[0].documents:
            # A document that the server itself cannot take apart must not hide other columns.
            others = tuple(one for one in looks[0].columns if not _is_document(one))
            yield from _read_looks(connection, [_Look(looks[0].table, others)])
        return
    rows_of_looks: list[Rows] = [[] for _ in looks]
    for number, values in rows:
        rows_of_looks[number].append(values)
    yield from zip(looks, rows_of_looks, strict=True)


def _statement(looks: Sequence[_Look]) -> sql.Composed:
    return sql.SQL(" UNION ALL ").join(_some_rows(*numbered) for numbered in enumerate(looks))


def _some_rows(number: int, look: _Look) -> sql.Composed:
    share = sql.Literal(100 * PAGES / look.table.pages) if look.is_large else sql.SQL("")
    part = sql.SQL(" TABLESAMPLE SYSTEM ({}) REPEATABLE (1)").format(share)
    return sql.SQL("(SELECT {}, ARRAY[{}]::pg_catalog.text[] FROM {}{} LIMIT {})").format(
        sql.Literal(number),
        sql.SQL(", ").join(map(_as_text, look.columns)),
        look.table.name.identifier,
        part if look.is_large else sql.SQL(""),
        sql.Literal(ROWS),
    )


def _sample(look: _Look, rows: Rows, common: Common) -> TableSample:
    return TableSample(
        rows=len(rows),
        whole=not look.is_large and len(rows) < ROWS,
        columns={
            column.name: _column(column, [row[place] for row in rows], common, look.table)
            for place, column in enumerate(look.columns)
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
            "CASE pg_catalog.jsonb_typeof({0}::pg_catalog.jsonb) WHEN 'object' THEN"
            " pg_catalog.array_to_json(ARRAY(SELECT pg_catalog.jsonb_object_keys("
            "{0}::pg_catalog.jsonb)))::pg_catalog.text END"
        ).format(name)
    return sql.SQL('pg_catalog."left"({}::pg_catalog.text, {})').format(name, sql.Literal(LONGEST))


def _column(
    column: Column, values: Sequence[str | None], common: Common, table: Table
) -> ColumnSample:
    nulls = None in values
    present = [value for value in values if value is not None]
    if _is_document(column):
        return ColumnSample((), nulls, tuple(sorted({k for v in present for k in json.loads(v)})))
    some_null, is_known = common.get((table.name, column.name), (False, ()))
    seen = [value for value, _ in Counter(present).most_common()]
    return ColumnSample(tuple(dict.fromkeys((*seen, *is_known))), nulls or some_null)


# Answers about all rows


def tables_with_rows(connection: Connection, tables: Sequence[Table]) -> Iterator[QualifiedName]:
    """Those of the tables that hold a row; the role may read them all."""
    for batch in batches(tables):
        questions = sql.SQL(", ").join(
            sql.SQL("EXISTS (SELECT FROM {})").format(table.name.identifier) for table in batch
        )
        row = connection.execute(sql.SQL("SELECT {}").format(questions)).fetchone()
        yield from (t.name for t, yes in zip(batch, row or (), strict=True) if yes)


class Inquiry:
    """Asks the source's tables what a sample cannot tell; each question once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[QualifiedName, str], bool] = {}
        self._seen: dict[str, Sequence[tuple[Any, ...]]] = {}

    def only_null(self, table: QualifiedName, column: str) -> bool:
        """Whether the column holds nothing at all."""
        return not self._exists(table, sql.SQL("{} IS NOT NULL").format(sql.Identifier(column)))

    def some_null(self, table: QualifiedName, column: str) -> bool:
        """Whether a row has no value in the column."""
        return self._exists(table, sql.SQL("{} IS NULL").format(sql.Identifier(column)))

    def filled(self, table: QualifiedName, column: str) -> int:
        """In about how many rows the column holds anything; 0 where statistics are lacking."""
        statement = sql.SQL(
            "SELECT ((1 - s.null_frac) * greatest(c.reltuples, 0))::bigint FROM pg_stats s"
            " JOIN pg_class c ON c.oid = to_regclass({})"
            " WHERE s.schemaname = {} AND s.tablename = {} AND s.attname = {} AND NOT s.inherited"
        ).format(*map(sql.Literal, (str(table), table.schema, table.name, column)))
        return next((int(row[0]) for row in self._rows(statement)), 0)

    def results(
        self, table: QualifiedName, column: Column, values: Sequence[str], expression: str
    ) -> tuple[str, ...]:
        """What SQL over one column makes of some of its values; none where it needs more."""
        statement = sql.SQL(
            "SELECT ({})::text FROM (SELECT v::{} AS {}, n FROM unnest({}::text[])"
            " WITH ORDINALITY AS u (v, n)) AS {} ORDER BY n"
        ).format(
            sql.SQL(expression),
            sql.SQL(column.type.text),
            sql.Identifier(column.name),
            sql.Literal(list(values)),
            sql.Identifier(table.name),
        )
        return tuple("NULL" if row[0] is None else str(row[0]) for row in self._rows(statement))

    def _rows(self, statement: sql.Composed) -> Sequence[tuple[Any, ...]]:
        """What the source answers; nothing where it refuses."""
        key = statement.as_string(None)
        if key not in self._seen:
            try:
                with self._connection.transaction(force_rollback=True):
                    self._seen[key] = self._connection.execute(statement).fetchall()
            except psycopg.Error:
                self._seen[key] = ()
        return self._seen[key]

    def _exists(self, table: QualifiedName, condition: sql.Composed) -> bool:
        """The answer; yes where the source gives none."""
        key = table, condition.as_string(None)
        if key not in self._known:
            statement = sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE {})").format(
                table.identifier, condition
            )
            try:
                (((exists,),),) = read_in_one_turn(self._connection, statement)
                self._known[key] = bool(exists)
            except psycopg.Error:
                self._known[key] = True
        return self._known[key]
