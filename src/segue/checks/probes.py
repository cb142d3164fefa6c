"""The questions that the catalogs do not answer; nothing is written to either database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from segue.checks.rows.trying import refusals
from segue.database.batches import batches
from segue.database.catalog import Catalog, Table, TypeKind
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection
from segue.database.turns import Rows, read_in_one_turn
from segue.drafting.matching import holds_rows
from segue.mapping.creation import Creation, types_needed
from segue.plan.model import NO_ROW, NO_VALUE, DroppedColumn, Expression, Plan, TableMapping
from segue.project.source_history import tenants
from segue.project.values import Project

Cast = tuple[QualifiedName, QualifiedName]
Migrations = frozenset[tuple[str, str]]
SaidEmpty = tuple[int, Table, tuple[str, ...]]
"""The number of a mapping, its source table, and columns in which no row had a value."""


@dataclass(frozen=True, slots=True)
class Probes:
    """The answers. The defaults are those of two databases with which all is well."""

    applied_migrations: Migrations | None = frozenset()
    """Those that the target notes; None where it has no such table."""
    casts: Mapping[Cast, str] = field(default_factory=dict)
    """The source's casts with their context: i implicit, a assignment, e explicit."""
    homeless_with_rows: frozenset[QualifiedName] = frozenset()
    """Source tables with rows that the plan neither maps nor skips, or skips as empty."""
    overtaken: frozenset[tuple[int, str]] = frozenset()
    """Columns that the plan drops because no row had a value in them, and one has now."""
    sql_mistakes: Mapping[tuple[int, str], str] = field(default_factory=dict)
    """What the source says against SQL of the plan: by mapping and where, query or column."""
    icu_collations: frozenset[QualifiedName] = frozenset()
    """The source's own ICU collations."""
    target_has_icu: bool = True
    target_has_libxml: bool = True
    tenants: frozenset[str] = frozenset()
    """Schemas of the source with tables and records of the project's migrations."""
    missing_types: frozenset[QualifiedName] = frozenset()
    """Types that the target lacks and that a table needs which is to be created; never enums."""
    index_extensions: frozenset[str] = frozenset()
    """Extensions that the source's indexes are built with."""
    standby_delay: str = ""
    """max_standby_streaming_delay of a source that is a standby."""
    source_locks: int = 0
    """How many locks the source's server holds at once for certain; 0 where nobody asked."""


def probe(
    plan: Plan,
    source: Connection,
    target: Connection,
    catalog: Catalog,
    project: Project | None,
) -> Probes:
    """Ask both databases; `catalog` is the source's. Works inside an open transaction too."""
    in_recovery = catalog.server.in_recovery
    casts, collations, extensions, locks = _ask_together(
        source, "casts", "icu_collations", "index_extensions", "lock_table"
    )
    (has_icu,) = _ask_together(target, "has_icu")
    return Probes(
        applied_migrations=applied_migrations(target, project),
        casts=_casts(casts),
        homeless_with_rows=frozenset(_homeless_with_rows(plan, source, catalog)),
        overtaken=frozenset(_overtaken(plan, source, catalog)),
        sql_mistakes=dict(_sql_mistakes(plan, source, catalog)),
        icu_collations=frozenset(QualifiedName(*row) for row in collations),
        target_has_icu=_yes(has_icu),
        target_has_libxml=_has_libxml(target),
        tenants=tenants(source, project) if project is not None else frozenset(),
        missing_types=frozenset(_missing_types(plan, target, catalog)),
        index_extensions=frozenset(row[0] for row in extensions),
        standby_delay=_setting(source, "max_standby_streaming_delay") if in_recovery else "",
        source_locks=int(locks[0][0]),
    )


def _ask_together(connection: Connection, *names: str) -> Rows:
    return read_in_one_turn(connection, *map(query, names))


def _has_libxml(connection: Connection) -> bool:
    try:
        read_in_one_turn(connection, b"SELECT '<a/>'::pg_catalog.xml")
    except psycopg.errors.FeatureNotSupported:
        return False
    return True


def _yes(rows: Sequence[Sequence[object]]) -> bool:
    return bool(rows and rows[0][0])


def _setting(connection: Connection, name: str) -> str:
    row = connection.execute("SELECT pg_catalog.current_setting(%s)", (name,)).fetchone()
    return str(row[0]) if row else ""


def _casts(rows: Iterable[Sequence[str]]) -> dict[Cast, str]:
    return {(QualifiedName(*row[:2]), QualifiedName(*row[2:4])): row[4] for row in rows}


def applied_migrations(target: Connection, project: Project | None) -> Migrations | None:
    """Those that the target notes; None where it has no such table, none without a project."""
    if project is None:
        return frozenset()
    table = project.migrations_table
    names = {"schema": table.schema, "name": table.name}
    row = target.execute(query("has_migrations_table"), names).fetchone()
    if row is None or not row[0]:
        return None
    listed = target.execute(sql.SQL("SELECT app, name FROM {}").format(table.identifier))
    return frozenset((app, name) for app, name in listed)


def _missing_types(plan: Plan, target: Connection, catalog: Catalog) -> Iterator[QualifiedName]:
    tables = {m.source: m.target for m in plan.tables if m.create and m.source is not None}
    for name, types in tables.items():
        if name in catalog.tables:
            for data_type in types_needed(Creation(catalog.tables[name], types)):
                text = data_type.name.identifier.as_string(None)
                row = target.execute("SELECT pg_catalog.to_regtype(%s) IS NULL", (text,)).fetchone()
                if data_type.kind is not TypeKind.ENUM and row is not None and row[0]:
                    yield data_type.name


def _homeless_with_rows(
    plan: Plan, source: Connection, catalog: Catalog
) -> Iterator[QualifiedName]:
    skipped = {name for name, reason in plan.skip.items() if reason != NO_ROW}
    mentioned = {mapping.source for mapping in plan.tables} | skipped
    for table in catalog.tables.values():
        if holds_rows(table) and table.name not in mentioned and table.bytes:
            statement = sql.SQL("SELECT FROM {} LIMIT 1").format(table.name.identifier)
            # A table that may not be read is taken to hold rows: its finding is the better one.
            if not table.readable or _mistake_in(source, statement, expect_row=True) != "no row":
                yield table.name


def _overtaken(plan: Plan, source: Connection, catalog: Catalog) -> Iterator[tuple[int, str]]:
    """Asks once for many tables as long as all is well, which takes a look at every row."""
    empty = [
        (number, table, tuple(_said_empty(mapping, table)))
        for number, mapping in enumerate(plan.tables)
        if mapping.source is not None and (table := catalog.tables.get(mapping.source)) is not None
    ]
    for some in batches([each for each in empty if each[2]]):
        yield from _holding(source, some)


def _holding(source: Connection, questions: Sequence[SaidEmpty]) -> Iterator[tuple[int, str]]:
    """The columns that hold a value after all, found by halves."""
    if not _holds_value(source, questions):
        return
    if len(questions) > 1:
        half = len(questions) // 2
        yield from _holding(source, questions[:half])
        yield from _holding(source, questions[half:])
        return
    ((number, table, names),) = questions
    yield from ((number, n) for n in names if _holds_value(source, [(number, table, (n,))]))


def _said_empty(mapping: TableMapping, table: Table) -> Iterator[str]:
    for name, how in mapping.columns.items():
        if how == DroppedColumn(NO_VALUE) and table.column(name) is not None:
            yield name


def _holds_value(source: Connection, questions: Sequence[SaidEmpty]) -> bool:
    """Whether any of the tables has a value in one of its columns; no where it cannot be read."""
    statement = sql.SQL(" UNION ALL ").join(
        sql.SQL("(SELECT FROM {} WHERE {} LIMIT 1)").format(
            table.name.identifier,
            sql.SQL(" OR ").join(
                sql.SQL("{} IS NOT NULL").format(sql.Identifier(name)) for name in names
            ),
        )
        for _, table, names in questions
    )
    mistake = _mistake_in(source, statement, expect_row=True)
    # One that cannot be read must not hide the others, which are then asked by themselves.
    return mistake == "" or (mistake != "no row" and len(questions) > 1)


def _sql_mistakes(
    plan: Plan, source: Connection, catalog: Catalog
) -> Iterator[tuple[tuple[int, str], str]]:
    statements = [
        (number, place, statement)
        for number, mapping in enumerate(plan.tables)
        if mapping.source is None or mapping.source in catalog.tables
        for place, statement in _written_sql(mapping)
    ]
    mistaken: set[int] = set()
    answers = (
        answer
        for some in batches([statement for _, _, statement in statements])
        for answer in refusals(source, some)
    )
    for (number, place, _), mistake in zip(statements, answers, strict=True):
        if mistake and number not in mistaken:
            mistaken.add(number)
            yield (number, place), mistake.replace(" in WHERE", " in the SQL of one row")


def _written_sql(mapping: TableMapping) -> Iterator[tuple[str, sql.Composed]]:
    """Statements that read no row and contain what a person wrote."""
    if mapping.query is not None:
        text = sql.SQL(mapping.query.rstrip().rstrip(";"))
        yield "query", sql.SQL("SELECT FROM (\n{}\n) AS query LIMIT 0").format(text)
    if mapping.source is None:
        return
    table = mapping.source.identifier
    if mapping.where is not None:
        condition = sql.SQL(mapping.where)
        yield "where", sql.SQL("SELECT FROM {} WHERE (\n{}\n) LIMIT 0").format(table, condition)
    for name, how in mapping.columns.items():
        if isinstance(how, Expression):
            expression = sql.SQL(how.sql)
            yield name, sql.SQL("SELECT (\n{}\n) FROM {} LIMIT 0").format(expression, table)
            # What looks at other rows, or makes several of one, may not stand in a condition.
            alone = sql.SQL("SELECT FROM {} WHERE (\n{}\n) IS NULL LIMIT 0")
            yield name, alone.format(table, expression)


def _mistake_in(
    connection: Connection, statement: sql.Composed, *, expect_row: bool = False
) -> str:
    """What the server says against the statement; empty where it runs. Undone in any case."""
    try:
        with connection.transaction(force_rollback=True):
            # The binary format has the effect that several statements in one text are refused.
            cursor = connection.execute(statement, binary=True)
            return "no row" if expect_row and cursor.rowcount == 0 else ""
    except (psycopg.ProgrammingError, psycopg.DataError, psycopg.NotSupportedError) as error:
        return (error.diag.message_primary or str(error)).strip()
