"""All checks in one, ordered and grouped for a person to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from segue.checks.columns import column_findings
from segue.checks.comparing import comparing_findings
from segue.checks.computing import computing_findings
from segue.checks.context import CheckContext
from segue.checks.databases import database_findings
from segue.checks.existing import existing_findings
from segue.checks.extensions import extension_findings
from segue.checks.grouping import grouped
from segue.checks.probes import Probes
from segue.checks.referred_values import referred_value_findings
from segue.checks.rights import rights_findings
from segue.checks.rows import DataExamination
from segue.checks.schemas import schema_findings
from segue.checks.sequences import lone_sequence_findings, sequence_step_findings
from segue.checks.tables import table_findings
from segue.database.catalog import Catalog
from segue.database.names import QualifiedName
from segue.findings import Finding
from segue.mapping.facts import Facts
from segue.plan.model import Plan
from segue.project.values import Project

THEMES = (
    database_findings,
    schema_findings,
    extension_findings,
    computing_findings,
    rights_findings,
    column_findings,
    table_findings,
    existing_findings,
    comparing_findings,
    referred_value_findings,
    lone_sequence_findings,
    sequence_step_findings,
)


def check(
    plan: Plan,
    source: Catalog,
    target: Catalog,
    project: Project | None,
    probes: Probes,
    *,
    occupied: Mapping[QualifiedName, int] | None = None,
    facts: Facts | None = None,
    examined: DataExamination | None = None,
    further: Iterable[Finding] = (),
    makes_schemas: bool = False,
) -> tuple[Finding, ...]:
    """All findings, errors first; one that many tables share is said once, with examples.

    `occupied` are the target tables, with their numbers of rows, that may not be filled: none on a
    fresh target. `examined` is what a look at the data told; without one, types alone are judged.
    `further` is what others found by trying; `makes_schemas`, that a move makes those of tenants.
    """
    examined = examined or DataExamination()
    all_facts = facts or Facts(), examined
    context = CheckContext(
        plan, source, target, project, probes, occupied or {}, *all_facts, makes_schemas
    )
    by_schema = (one for theme in THEMES for one in theme(context))
    return grouped((*by_schema, *examined.hits, *further))
