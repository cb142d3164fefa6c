"""The source's history: its records against the project's migrations, and what they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from psycopg import sql

from segue.database.address import Endpoint
from segue.database.catalog import Catalog
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.project.applying import ProjectCode, read_migrations
from segue.project.history import Columns, Graph, History, Key, Migration, Operation, Trace
from segue.project.values import MIGRATIONS_TABLE, Project


def records_of(connection: Connection, project: Project) -> tuple[Key, ...]:
    """The migrations (app, name) that a database says it ran, oldest first."""
    table = project.migrations_table
    there = connection.execute(
        "SELECT pg_catalog.to_regclass(%s) IS NOT NULL", (table.identifier.as_string(None),)
    ).fetchone()
    if there is None or not there[0]:
        return ()
    rows = connection.execute(
        sql.SQL("SELECT app, name FROM {} ORDER BY id").format(table.identifier)
    )
    return tuple((app, name) for app, name in rows.fetchall())


def tenants(connection: Connection, project: Project) -> frozenset[str]:
    """The schemas beside the project's own with records of migrations, all of apps that it knows.

    Another project's schema in the same database is none of them.
    """
    names = (QualifiedName(schema, MIGRATIONS_TABLE) for schema in recorded_schemas(connection))
    schemas = {
        table.schema: {
            app
            for (app,) in connection.execute(
                sql.SQL("SELECT DISTINCT app FROM {}").format(table.identifier)
            )
        }
        for table in names
        if table.schema != project.schema
    }
    return frozenset(schema for schema, apps in schemas.items() if apps and apps <= {*project.apps})


def recorded_schemas(connection: Connection) -> frozenset[str]:
    """The schemas with a table for records of migrations that the role may read."""
    rows = connection.execute(
        "SELECT nspname::text FROM pg_catalog.pg_class AS c"
        " JOIN pg_catalog.pg_namespace AS n ON n.oid = relnamespace"
        " WHERE relname = %s AND relkind = 'r'"
        " AND pg_catalog.has_table_privilege(c.oid, 'SELECT')"
        " AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')",
        (MIGRATIONS_TABLE,),
    )
    return frozenset(schema for (schema,) in rows)


def read_history(
    project: Project,
    source: Connection,
    catalog: Catalog,
    endpoints: tuple[Endpoint, Endpoint],
    code: ProjectCode | None = None,
) -> History:
    """How the source stands to the project's migrations; `endpoints` are source and target.

    Nothing is written, and the target is not asked. Raises MigrationsUnreadable.
    """
    records = records_of(source, project)
    answer = read_migrations(project, endpoints[1], endpoints[0], records, code)
    graph = graph_of(answer, records, project.schema)
    return History(graph, tables_of(catalog), tenants(source, project))


def tables_of(catalog: Catalog) -> dict[QualifiedName, Columns]:
    """The tables that may hold rows of a project, with their columns."""
    return {
        name: frozenset(column.name for column in table.columns)
        for name, table in catalog.tables.items()
        if table.kind in "rp" and table.extension is None
    }


def graph_of(message: Mapping[str, Any], records: tuple[Key, ...], schema: str) -> Graph:
    """What the closed process said, as values."""
    tables = {_table(name, schema): (frozenset(c), app) for name, c, app in message["tables"]}
    later = {_table(name, schema): (frozenset(c), app) for name, c, app in message["later"]}
    return Graph(
        records=records,
        applied=tuple(_key(key) for key in message["applied"]),
        missing=tuple(_migration(each, schema) for each in message["missing"]),
        unknown=tuple(_key(key) for key in message["unknown"]),
        leaves={app: tuple(names) for app, names in message["leaves"].items()},
        holes=tuple((_key(one), _key(other)) for one, other in message["holes"]),
        half_replaced=tuple(
            (_key(key), tuple(map(_key, missing_keys)))
            for key, missing_keys in message["half_replaced"]
        ),
        tables={name: columns for name, (columns, _) in tables.items()},
        later={name: columns for name, (columns, _) in later.items()},
        owners={name: app for name, (_, app) in {**tables, **later}.items()},
        traces=tuple(
            Trace((_name(old[0], schema), old[1]), (_name(new[0], schema), new[1]), by)
            for old, new, by in message["traces"]
        ),
    )


def _migration(message: Mapping[str, Any], schema: str) -> Migration:
    operations = tuple(
        Operation(
            each["kind"],
            each["text"],
            tuple(_name(table, schema) for table in each["tables"]),
            each["code"],
        )
        for each in message["operations"]
    )
    return Migration(message["app"], message["name"], message["atomic"], operations)


def _key(texts: Sequence[str]) -> Key:
    app, name = texts
    return app, name


def _table(db_table: str, schema: str) -> QualifiedName:
    """As `project.registry.table_name`, for a name that the closed process gave as it stands."""
    return _name(db_table.strip('"').split('"."'), schema)


def _name(parts: Sequence[str], schema: str) -> QualifiedName:
    return QualifiedName(*parts[-2:]) if len(parts) > 1 else QualifiedName(schema, parts[0])
