"""Code of migrations that the source has not run: rows that go by mapping arrive without it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from segue.checks.codes import severity_of
from segue.database.names import QualifiedName
from segue.findings import NOWHERE, Finding
from segue.plan.model import Plan, TableMapping
from segue.project.history import Code


def data_migration_findings(
    plan: Plan, known: Collection[QualifiedName], code: Iterable[Code]
) -> Iterator[Finding]:
    """Code that touches tables which the plan fills or reads; `known` are the tables of both sides.

    What touches other tables alone did its work in the target, on rows that stay there.
    """
    for migration, operation in code:
        if plan.skips_migration(migration.app, migration.name):
            continue
        mappings = [m for m in plan.tables if _is_about(m, operation.tables)]
        if not mappings and operation.tables and set(operation.tables) <= set(known):
            continue
        tables = ", ".join(map(str, operation.tables))
        rows = f"the rows of {tables}" if tables else "these rows"
        yield Finding(
            "M103",
            severity_of("M103"),
            f"code of the migration {migration} has not run on {rows}: {operation.text}",
            place=plan.place(mappings[0]) if mappings else NOWHERE,
            effect="the rows arrive without what it would have made of them",
            help="see what it does: have the mapping compute that, run the code on the target"
            " afterwards, or move by the history. Where it need not run, write below [skip]:"
            f' "{migration}" = "why"',
            subject=f"{migration}, {operation.text}",
            many="{count} pieces of code in migrations have not run on these rows",
        )


def _is_about(mapping: TableMapping, tables: Collection[QualifiedName]) -> bool:
    return mapping.target in tables or mapping.source in tables
