"""Schemas of the source, tenants' mostly, that the target lacks as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from segue.checks.context import Grounds
from segue.database.names import QualifiedName, quoted
from segue.findings import TARGET, Finding, Severity
from segue.project.values import MIGRATIONS_TABLE
from segue.wording import counted

TENANT_APPS = frozenset({"django_tenants", "tenant_schemas"})
"""Apps with a command that makes a tenant's schema and migrates it."""


MADE = "a move makes it and migrates it, and drafts the plan with its tables"


def schema_findings(grounds: Grounds) -> Iterator[Finding]:
    """One finding a schema, in place of one for each of its tables."""
    for schema in missing_schemas(grounds):
        tables = sorted(name for name in grounds.source.tables if name.schema == schema)
        migrated = QualifiedName(schema, MIGRATIONS_TABLE) in grounds.source.tables
        whole = f", {MIGRATIONS_TABLE} among them" if migrated else ""
        made = grounds.makes_schemas and schema in grounds.probes.tenants
        yield Finding(
            "D120",
            Severity.WARNING if made else Severity.ERROR,
            f"the target has no schema {schema}, in which the source has"
            f" {counted(len(tables), 'table')}{whole}",
            place=TARGET,
            effect=MADE if made else "their rows have no place to go",
            help=f"{'or make' if made else 'make'} it first:"
            f" {_remedy(grounds, schema, migrated=migrated)}; then `segue plan` drafts its tables."
            " Or map or skip each of them",
            subject=schema,
            many="the target lacks {count} schemas of the source",
        )


def missing_schemas(grounds: Grounds) -> tuple[str, ...]:
    """Those that hold rows of which the plan does not say where else they go."""
    if not grounds.target_migrated:
        return ()
    names = [
        *grounds.probes.homeless_with_rows,
        *(m.target for m in grounds.plan.tables if not m.create),
    ]
    wanted = {name.schema for name in names if name.schema not in grounds.target.schemas}
    return tuple(sorted(wanted & {name.schema for name in grounds.source.tables}))


def _remedy(grounds: Grounds, schema: str, *, migrated: bool) -> str:
    create = f"CREATE SCHEMA {quoted(schema)}"
    apps = grounds.project.apps if grounds.project is not None else ()
    if TENANT_APPS & set(apps):
        return f"{create}, and `manage.py migrate_schemas --schema={schema}`"
    if not migrated:
        return create
    return f"{create}, and PGOPTIONS='-c search_path={schema}' python manage.py migrate"
