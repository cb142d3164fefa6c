"""The target database: made, dropped, migrated by the project's own code."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress

import psycopg
from psycopg import errors, sql

from segue.database.address import Endpoint, database_name
from segue.database.catalog import ServerFacts
from segue.database.introspection import read_server
from segue.database.journal import journal_tables
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection, connect, require_version
from segue.errors import (
    CannotConnect,
    CannotCreateDatabase,
    CannotRemake,
    DatabaseMissing,
    MigrateFailed,
)
from segue.events import Note, Reporter
from segue.failpoints import reach
from segue.project import AppliedMigrations, Project, ProjectCode, Verb, apply
from segue.project.telling import MigrationReporter
from segue.project.values import MIGRATIONS_TABLE

Look = Callable[[Connection], None]
"""Looks at a server; raises where nothing may be written there."""

MAINTENANCE = ("postgres", "template1")
"""Databases that every server has, from which another one can be created."""


def database_exists(target: Endpoint, reporter: Reporter | None = None) -> bool:
    """Whether the target database exists. Raises CannotConnect when the server itself refuses.

    `reporter` hears of a wait for it.
    """
    try:
        connect(target, "target", "prepare", reporter=reporter).close()
    except CannotConnect as refusal:
        name = database_name(target)
        with maintenance(target, refusal) as connection:
            if _is_known(connection, name):
                raise
        return False
    return True


def create_database(
    target: Endpoint, like: ServerFacts, reporter: Reporter, look: Look | None = None
) -> None:
    """Create the target database with the source's encoding and locale.

    `look` may refuse the server before.
    Where the target's server lacks the locale, its own default is taken, and a note says so.
    Raises ServerTooOld or CannotCreateDatabase.
    """
    name = database_name(target)
    with maintenance(target) as connection:
        require_version(connection, "target")
        if look is not None:
            look(connection)
        create = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING {}").format(
            sql.Identifier(name), like.encoding
        )
        try:
            try:
                connection.execute(create + _locale(like, connection.info.server_version))
            except (
                errors.WrongObjectType,
                errors.InvalidParameterValue,
                errors.FeatureNotSupported,
            ):
                reporter.report(Note(_other_locale(like), "warning"))
                connection.execute(create)
        except psycopg.Error as error:
            raise CannotCreateDatabase(database=name, reason=str(error).strip()) from error


def require_database(
    target: Endpoint,
    like: ServerFacts,
    reporter: Reporter,
    *,
    create: bool,
    look: Look | None = None,
) -> bool:
    """Create the target database if it is missing and that was asked for; returns whether it was.

    `look` may refuse the server before anything is created.

    Raises DatabaseMissing.
    """
    if database_exists(target, reporter):
        return False
    if not create:
        raise DatabaseMissing(database=database_name(target))
    create_database(target, like, reporter, look)
    return True


def remake_database(target: Endpoint, held: str, reporter: Reporter) -> None:
    """Drop the target database, after what it `held` was told, and make it anew and like it.

    Nobody else may be connected to it. Raises CannotRemake or CannotCreateDatabase.
    """
    name = database_name(target)
    with closing(connect(target, "target", "prepare")) as connection:
        like, extensions = read_server(connection), extensions_of(connection)
        reporter.report(Note(_DROPPED.format(name=name, held=held), "warning"))
    with maintenance(target) as connection:
        try:
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
        except psycopg.Error as error:
            raise CannotRemake(
                database=name, reason=str(error).strip(), help=_REMAKING.get(type(error), "")
            ) from error
    reach("database-dropped")
    create_database(target, like, reporter)
    extend(target, extensions)


_DROPPED = "{name} is dropped and created again; it held {held}."
_REMAKING: Mapping[type[psycopg.Error], str] = {
    errors.ObjectInUse: "Somebody is connected to it: end what uses it, and run it again.",
    errors.InsufficientPrivilege: "Only its owner or a superuser may drop it.",
}


def extensions_of(connection: Connection) -> list[str]:
    """The names of those that a database has."""
    rows = connection.execute("SELECT extname::text FROM pg_catalog.pg_extension ORDER BY oid")
    return [name for (name,) in rows.fetchall()]


def migrate(
    project: Project,
    target: Endpoint,
    source: Endpoint,
    reporter: Reporter,
    purpose: str = "newest",
) -> AppliedMigrations:
    """Run Django's `migrate` on the target, out of reach of the source. Raises MigrateFailed."""
    telling = MigrationReporter(reporter, purpose)
    return apply(project, target, source=source, on_line=telling.on_line, on_event=telling.on_event)


def make_schema(
    project: Project,
    target: Connection,
    endpoints: tuple[Endpoint, Endpoint],
    schema: str,
    reporter: Reporter,
) -> None:
    """Make one tenant's schema with its tables, by the project's own code. `endpoints` are source
    and target. Raises MigrateFailed.
    """
    reporter.report(Note(_TENANT.format(schema=schema)))
    name = sql.Identifier(schema)
    with target.transaction():
        target.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(name))
        target.execute(sql.SQL("COMMENT ON SCHEMA {} IS {}").format(name, BEING_MADE))
    telling = MigrationReporter(reporter, "newest")
    apply(
        project, endpoints[1], Verb.SCHEMA, source=endpoints[0], schema=schema,
        on_line=telling.on_line, on_event=telling.on_event,
    )  # fmt: skip
    if _lacks(target, [QualifiedName(schema, MIGRATIONS_TABLE)]):
        raise MigrateFailed(
            database=database_name(endpoints[1]), output=f"it made no tables in the schema {schema}"
        )
    reach("tenant-migrated")
    target.execute(sql.SQL("COMMENT ON SCHEMA {} IS NULL").format(name))


BEING_MADE = "segue is making this schema"
"""The comment on a tenant's schema until it is whole."""

_TENANT = (
    "The target lacks the schema {schema}, in which the source has tables and their migrations,"
    " a tenant's: it is made and migrated."
)


def begun_schemas(target: Connection) -> frozenset[str]:
    """The schemas of tenants that were begun and not made to their end."""
    rows = target.execute(
        "SELECT nspname::text FROM pg_catalog.pg_namespace AS n"
        " WHERE pg_catalog.obj_description(n.oid, 'pg_namespace') = %s",
        (BEING_MADE,),
    )
    return frozenset(schema for (schema,) in rows)


def make_state(
    project: Project,
    target: Endpoint,
    source: Endpoint,
    records: Collection[tuple[str, str]],
    reporter: Reporter,
    purpose: str = "state",
    code: ProjectCode | None = None,
) -> AppliedMigrations:
    """Run the migrations that a database with these records has run, and no other; `code` is older
    code that still has them. Raises MigrateFailed.
    """
    telling = MigrationReporter(reporter, purpose)
    return apply(
        project, target, Verb.STATE, source=source, records=records, code=code,
        on_line=telling.on_line, on_event=telling.on_event,
    )  # fmt: skip


def wipe(target: Connection) -> None:
    """Take out everything but extensions and the journal: what migrations of Segue's began."""
    with target.transaction():
        for (statement,) in target.execute(query("wipe")).fetchall():
            target.execute(statement)


def install_extensions(source: Connection, target: Connection, reporter: Reporter) -> None:
    """What the source's tables need and the target lacks, made where the role may.

    Else the lines for an administrator are told, before `migrate` fails for want of them.
    """
    there = {name for (name,) in target.execute("SELECT extname FROM pg_catalog.pg_extension")}
    lines: list[str] = []
    for (name,) in source.execute(query("extensions_in_use")).fetchall():
        if name in there:
            continue
        create = sql.SQL("CREATE EXTENSION {} CASCADE").format(sql.Identifier(name))
        try:
            target.execute(create)
            reporter.report(Note(f"The extension {name} of the source was made in the target."))
        except psycopg.Error as error:
            lines.append(f"  {create.as_string(None)};  -- {error.diag.message_primary}")
    if lines:
        reporter.report(Note("\n".join([_LACKING, *lines]), "warning"))


_LACKING = (
    "The source uses extensions that the target lacks, and `migrate` may fail without them."
    " An administrator of the target can make them:"
)


def needs_migrate(target: Connection, project: Project) -> bool:
    """Whether the target lacks migrations of the project, or tables that `migrate` makes.

    Tables that are all there without a note of migrations were made in another way.
    """
    table = project.migrations_table
    if _lacks(target, [table]):
        return _lacks(target, project.managed_tables)
    if _lacks(target, project.unmigrated_tables):
        return True
    rows = target.execute(sql.SQL("SELECT app, name FROM {}").format(table.identifier))
    return bool(project.unapplied_migrations(set(rows.fetchall())))


def _lacks(target: Connection, tables: Iterable[QualifiedName]) -> bool:
    """Whether one of the tables is not there."""
    names = [table.identifier.as_string(None) for table in tables]
    row = target.execute(
        "SELECT EXISTS (SELECT FROM pg_catalog.unnest(%s::text[]) AS name"
        " WHERE pg_catalog.to_regclass(name) IS NULL)",
        (names,),
    ).fetchone()
    return row is not None and bool(row[0])


def is_bare(target: Connection) -> bool:
    """Whether the database holds no table but those of extensions and of the journal."""
    row = target.execute(query("is_bare"), {"journal": sorted(journal_tables())}).fetchone()
    return row is not None and bool(row[0])


def extend(scratch: Endpoint, extensions: Iterable[str]) -> None:
    """Install extensions of the target, which an administrator may have put there for it."""
    with closing(connect(scratch, "scratch database", "prepare")) as connection:
        for name in extensions:
            with suppress(psycopg.Error):  # a migration may make it, or do without it
                connection.execute(
                    sql.SQL("CREATE EXTENSION IF NOT EXISTS {} CASCADE").format(
                        sql.Identifier(name)
                    )
                )


def drop_database(endpoint: Endpoint) -> None:
    """Drop a database that Segue made, whoever is connected to it."""
    with maintenance(endpoint) as connection:
        name = sql.Identifier(database_name(endpoint))
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


@contextmanager
def maintenance(target: Endpoint, refusal: CannotConnect | None = None) -> Iterator[Connection]:
    """A session in a database that is there on any server. Raises the refusal, or CannotConnect."""
    failure: CannotConnect | None = refusal
    for name in MAINTENANCE:
        try:
            connection = connect(target.in_database(name), "target", "prepare")
        except CannotConnect as error:
            failure = failure or error
            continue
        with closing(connection):
            yield connection
            return
    assert failure is not None
    raise failure


def _is_known(connection: Connection, name: str) -> bool:
    known = connection.execute(
        "SELECT FROM pg_catalog.pg_database WHERE datname = %s", (name,)
    ).fetchone()
    return known is not None


def _locale(like: ServerFacts, version: int) -> sql.Composable:
    clauses: list[sql.Composable] = [
        sql.SQL(" LC_COLLATE {} LC_CTYPE {}").format(like.collate, like.ctype)
    ]
    if like.locale_provider == "i" and like.locale and version >= 150000:
        clauses.append(sql.SQL(" LOCALE_PROVIDER icu ICU_LOCALE {}").format(like.locale))
    elif like.locale_provider == "b" and like.locale and version >= 170000:
        clauses.append(sql.SQL(" LOCALE_PROVIDER builtin BUILTIN_LOCALE {}").format(like.locale))
    elif version >= 150000:
        clauses.append(sql.SQL(" LOCALE_PROVIDER libc"))
    return sql.Composed(clauses)


def _other_locale(like: ServerFacts) -> str:
    return (
        f"the target's server does not know the source's locale {like.locale or like.collate}; "
        "the new database has the server's own, so text may sort differently"
    )
