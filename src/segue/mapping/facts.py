"""What the plan's SQL depends on beside the catalogs: read from the rows of both databases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection
from segue.mapping.contenttypes import ContentType, content_type_table
from segue.mapping.identity import EarlierRuns, MatchDoubts
from segue.mapping.keys import Adopted, Paired, Pairs
from segue.plan.model import ExistingRows, Expression, LookupValue, Plan, TableMapping
from segue.project.values import Project

MappedColumn = tuple[int, str]
"""A mapping's number in the plan, and a column of the target."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The answers; the defaults are those of a plan that needs none of them."""

    content_types: tuple[ContentType, ...] = ()
    """The source's."""
    matches: Mapping[int, Paired] = field(default_factory=dict)
    """How the keys of mappings with `match` travel, by the mapping's number in the plan."""
    doubts: Mapping[int, MatchDoubts] = field(default_factory=dict)
    """What is in doubt about these matches."""
    reserved: Mapping[int, int] = field(default_factory=dict)
    """By mapping: the last key that is kept for rows which the source may yet give out."""
    adopted: Mapping[MappedColumn, Adopted] = field(default_factory=dict)
    """What the target's rows hold in columns that others refer to, beside the key."""
    earlier: EarlierRuns = field(default_factory=EarlierRuns)
    """What earlier runs have settled."""
    present: Mapping[tuple[QualifiedName, str], Pairs] = field(default_factory=dict)
    """For lookups in rows that the target holds already: from a column's value to the key."""
    query_columns: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """The names of the columns that a mapping's query answers."""
    unsteady: frozenset[MappedColumn] = frozenset()
    """Columns fed by SQL that answers differently each time, such as random() or now()."""
    passing: frozenset[int] = frozenset()
    """Mappings whose condition or query takes other rows as time passes."""


def read_facts(
    plan: Plan,
    source: Connection,
    target: Connection,
    catalogs: tuple[Catalog, Catalog],
    project: Project | None,
) -> Facts:
    """Ask both databases; SQL of the plan that does not run is left for `check` to tell."""
    queries = dict(_query_columns(plan, source))
    return Facts(
        content_types=tuple(read_content_types(source, catalogs[0], project)),
        present=dict(_present(plan, target, catalogs[1])),
        query_columns=queries,
        unsteady=frozenset(_unsteady(plan, source, queries)),
        passing=frozenset(_passing(plan, source)),
    )


# Content types


def read_content_types(
    source: Connection, catalog: Catalog, project: Project | None
) -> Iterator[ContentType]:
    """The models of which the source has, or had, tables."""
    table = project.content_types if project is not None else content_type_table(catalog)
    columns = {"id", "app_label", "model"}
    content_types = catalog.tables.get(table) if table is not None else None
    if (
        content_types is None
        or not content_types.readable
        or not columns <= {column.name for column in content_types.columns}
    ):
        return
    statement = sql.SQL("SELECT id, app_label, model FROM {} ORDER BY id")
    for row in source.execute(statement.format(content_types.name.identifier)).fetchall():
        yield ContentType(*row)


# Lookups in the target


def _present(
    plan: Plan, target: Connection, catalog: Catalog
) -> Iterator[tuple[tuple[QualifiedName, str], Pairs]]:
    for mapping in plan.tables:
        for how in mapping.columns.values():
            if isinstance(how, LookupValue) and rows_stay(plan, how.table):
                table = catalog.tables.get(how.table)
                if table is not None and table.column(how.by) and len(table.primary_key) == 1:
                    yield (how.table, how.by), _pairs(target, table, how.by)


def rows_stay(plan: Plan, table: QualifiedName) -> bool:
    """Whether rows that the target table holds now are there after the move as well."""
    ways = {plan.existing_rows_of(mapping) for mapping in plan.mappings_into(table)}
    return not ways or bool(ways & {ExistingRows.KEEP, ExistingRows.UPDATE})


def _pairs(target: Connection, table: Table, by: str) -> Pairs:
    """The value of a column and the key of each row; of rows with the same value, the first."""
    (key,) = table.primary_key
    statement = sql.SQL(
        "SELECT DISTINCT ON (1) {by}::pg_catalog.text, {key}::pg_catalog.text FROM {table}"
        " WHERE {by} IS NOT NULL ORDER BY 1, {key}"
    ).format(by=sql.Identifier(by), key=sql.Identifier(key), table=table.name.identifier)
    rows = target.execute(statement).fetchall()
    return Pairs(tuple(row[0] for row in rows), tuple(row[1] for row in rows))


# SQL that people wrote


def _query_columns(plan: Plan, source: Connection) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, mapping in enumerate(plan.tables):
        if mapping.query is not None:
            statement = sql.SQL("SELECT * FROM ({}\n) AS query LIMIT 0").format(_text(mapping))
            try:
                with source.transaction(force_rollback=True):
                    described = source.execute(statement, binary=True).description
            except psycopg.Error:
                continue
            yield number, tuple(column.name for column in described or ())


def _unsteady(
    plan: Plan, source: Connection, queries: Mapping[int, tuple[str, ...]]
) -> Iterator[MappedColumn]:
    for number, mapping in enumerate(plan.tables):
        origin = mapping.source.identifier if mapping.source is not None else None
        for name in queries.get(number, ()):
            text = sql.SQL("SELECT {} FROM ({}\n) AS query").format(
                sql.Identifier(name), _text(mapping)
            )
            if not _is_steady(source, text):
                yield number, name
        for name, how in mapping.columns.items():
            if isinstance(how, Expression) and origin is not None:
                text = sql.SQL("SELECT (\n{}\n) FROM {}").format(sql.SQL(how.sql), origin)
                if not _is_steady(source, text):
                    yield number, name


def _passing(plan: Plan, source: Connection) -> Iterator[int]:
    for number, mapping in enumerate(plan.tables):
        statement = sql.SQL("SELECT FROM ({}\n) AS query").format(_text(mapping))
        if mapping.source is not None:
            condition = sql.SQL(mapping.where or "true")
            statement = sql.SQL("SELECT FROM {} WHERE (\n{}\n)").format(
                mapping.source.identifier, condition
            )
        if (mapping.where or mapping.query) and not _is_steady(source, statement):
            yield number


def _is_steady(source: Connection, statement: sql.Composed) -> bool:
    """Whether the statement answers the same each time, judged by the functions it calls.

    The server's own plan names them, whatever the text's spelling was.
    """
    explain = sql.SQL("EXPLAIN (VERBOSE, COSTS OFF) {}").format(statement)
    try:
        with source.transaction(force_rollback=True):
            plan = "\n".join(row[0] for row in source.execute(explain, binary=True))
    except psycopg.Error:
        return True
    calls = re.findall(r'([\w$]+)"?\(', plan)
    # The values that SQL itself names have no brackets: CURRENT_DATE, LOCALTIMESTAMP and the like.
    if re.search(r"\b(CURRENT_(DATE|TIME|TIMESTAMP)|LOCALTIME(STAMP)?)\b", plan):
        return False
    row = source.execute(query("unsteady_functions"), {"names": sorted(set(calls))}).fetchone()
    return row is not None and not row[0]


def _text(mapping: TableMapping) -> sql.SQL:
    return sql.SQL((mapping.query or "").rstrip().rstrip(";"))
