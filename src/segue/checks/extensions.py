"""What the target has to have before its tables can be made: extensions, ICU, migrations."""

from __future__ import annotations

from collections.abc import Iterator

from segue.checks.context import CheckContext
from segue.database.catalog import DataType
from segue.findings import TARGET, Finding, Severity


def extension_findings(context: CheckContext) -> Iterator[Finding]:
    yield from _migrations(context)
    missing_tables = any(m.target not in context.target.tables for m in context.plan.tables)
    if context.target_migrated and not missing_tables:
        return  # what is there was made with all that it needs
    yield from _extensions(context)
    yield from _icu(context)


def _migrations(context: CheckContext) -> Iterator[Finding]:
    if not context.target_migrated:
        yield Finding(
            "M101", Severity.ERROR,
            "the target is not migrated: it has none of the tables",
            place=TARGET,
            effect="there is nothing to put rows into",
            help="`segue move` runs migrate itself; by hand: python manage.py migrate"
            if context.project else "create the schema first (migrate, or pg_dump --schema-only)",
        )  # fmt: skip
    elif context.project is not None and context.probes.applied_migrations is not None:
        applied = set(context.probes.applied_migrations)
        for app, name in context.project.unapplied_migrations(applied):
            yield Finding(
                "M102", Severity.ERROR,
                f"the migration {app}.{name} is not applied to the target",
                place=TARGET,
                effect="tables and columns that the project needs are missing",
                help="`segue move` runs migrate itself; by hand: python manage.py migrate",
                subject=f"{app}.{name}",
                many="{count} migrations are not applied to the target",
            )  # fmt: skip


def _extensions(context: CheckContext) -> Iterator[Finding]:
    for name in sorted(_needed(context) - set(context.target.extensions)):
        if name in context.target.available_extensions:
            yield Finding(
                "E101", Severity.WARNING,
                f"the extension {name} is not installed in the target",
                place=TARGET,
                effect=f"types or indexes that come from {name} cannot be made",
                help=f'run CREATE EXTENSION "{name}" in the target, unless a migration does so',
            )  # fmt: skip
        else:
            yield Finding(
                "E102", Severity.ERROR,
                f"the target's server does not have the extension {name}",
                place=TARGET,
                effect=f"types or indexes that come from {name} cannot be made",
                help=f"install {name} on that server, or change the columns that need it first",
            )  # fmt: skip


def _needed(context: CheckContext) -> set[str]:
    """Extensions that the source's tables use for types or indexes."""
    types = (column.type for table in context.read for column in table.columns)
    from_types = {name for data_type in types for name in _extensions_of(data_type)}
    return from_types | context.probes.index_extensions


def _extensions_of(data_type: DataType) -> Iterator[str]:
    if data_type.extension is not None:
        yield data_type.extension
    if data_type.inner is not None:
        yield from _extensions_of(data_type.inner)
    for _, attribute in data_type.attributes:
        yield from _extensions_of(attribute)


def _icu(context: CheckContext) -> Iterator[Finding]:
    used = {column.collation for table in context.read for column in table.columns}
    for collation in sorted(context.probes.icu_collations):
        if collation in used and not context.probes.target_has_icu:
            yield Finding(
                "D107", Severity.ERROR,
                f"the target's server has no ICU, which the collation {collation} needs",
                place=TARGET,
                effect="the collation cannot be made there, so migrate would fail",
                help="use a server that is built with ICU, or change the columns first",
            )  # fmt: skip
