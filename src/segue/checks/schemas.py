"""Schemas of the source, tenants' mostly, that the target lacks as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from segue.checks.context import CheckContext
from segue.database.address import Endpoint
from segue.database.names import QualifiedName, quoted
from segue.database.queries import query
from segue.database.session import Connection
from segue.findings import TARGET, Finding, Severity
from segue.project.values import MIGRATIONS_TABLE
from segue.wording import counted

TENANT_APPS = frozenset({"django_tenants", "tenant_schemas"})
"""Apps with a command that makes a tenant's schema and migrates it."""


MADE = "a move makes it and migrates it, and drafts the plan with its tables"


def schema_findings(context: CheckContext) -> Iterator[Finding]:
    """One finding a schema, in place of one for each of its tables."""
    for schema in missing_schemas(context):
        tables = sorted(name for name in context.source.tables if name.schema == schema)
        migrated = QualifiedName(schema, MIGRATIONS_TABLE) in context.source.tables
        whole = f", {MIGRATIONS_TABLE} among them" if migrated else ""
        is_made = context.makes_schemas and schema in context.probes.tenants
        yield Finding(
            "D120",
            Severity.WARNING if is_made else Severity.ERROR,
            f"the target has no schema {schema}, in which the source has"
            f" {counted(len(tables), 'table')}{whole}",
            place=TARGET,
            effect=MADE if is_made else "their rows have no place to go",
            help=f"{'or make' if is_made else 'make'} it first:"
            f" {_remedy(context, schema, migrated=migrated)}; then `segue plan` drafts its tables."
            " Or map or skip each of them",
            subject=schema,
            many="the target lacks {count} schemas of the source",
        )


def missing_schemas(context: CheckContext) -> tuple[str, ...]:
    """Those that hold rows of which the plan does not say where else they go."""
    if not context.target_migrated:
        return ()
    names = [
        *context.probes.homeless_with_rows,
        *(m.target for m in context.plan.tables if not m.create),
    ]
    schemas = {name.schema for name in names if name.schema not in context.target.schemas}
    return tuple(sorted(schemas & {name.schema for name in context.source.tables}))


def _remedy(context: CheckContext, schema: str, *, migrated: bool) -> str:
    create = f"CREATE SCHEMA {quoted(schema)}"
    apps = context.project.apps if context.project is not None else ()
    if TENANT_APPS & set(apps):
        return f"{create}, and `manage.py migrate_schemas --schema={schema}`"
    if not migrated:
        return create
    return f"{create}, and PGOPTIONS='-c search_path={schema}' python manage.py migrate"


def home_findings(target: Connection, endpoint: Endpoint) -> Iterator[Finding]:
    """Whether `migrate` finds a schema for its tables, which the role or the database names.

    One that the address names is made where it is not there.
    """
    if endpoint.names_schema:
        return
    row = target.execute(query("home_schema")).fetchone()
    assert row is not None
    schema, path, may_create, role = row
    if schema is None:
        yield Finding(
            "D120", Severity.ERROR,
            f"none of the schemas in the target's search_path is there: {path or 'it is empty'}",
            place=TARGET,
            effect="migrate could make no table",
            help=f"CREATE SCHEMA one of them, or ALTER ROLE {quoted(role)} SET search_path ="
            " public, or ALTER DATABASE ..., wherever \\drds in psql shows it",
        )  # fmt: skip
    elif not may_create:
        yield Finding(
            "R108", Severity.ERROR,
            f"the role {role} may make no tables in the schema {schema} of the target",
            place=TARGET,
            effect="migrate could make no table",
            help=f"as its owner: GRANT CREATE ON SCHEMA {quoted(schema)} TO {quoted(role)}",
        )  # fmt: skip
