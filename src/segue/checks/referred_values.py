"""Values that others refer to, of rows that are the same on both sides and hold different ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName
from segue.findings import Finding, Severity
from segue.plan.model import ExistingRows, Plan
from segue.wording import counted


def referred_values(
    plan: Plan,
    target: Catalog,
    differing: Mapping[QualifiedName, Mapping[str, int]],
) -> Iterator[Finding]:
    """References by another column than the key, which no translation of keys leads.

    `differing` has for each table how many rows that stay differ in which of its columns.
    """
    for name, counts in differing.items():
        referring = _referring(target, target.tables[name])
        for column in referring.keys() & counts.keys():
            yield _finding(plan, name, column, counts[column], referring[column])


def _referring(target: Catalog, table: Table) -> dict[str, list[str]]:
    """The columns beside the primary key that foreign keys lead to, with the tables of those."""
    found: dict[str, list[str]] = {}
    for other in target.tables.values():
        for key in other.foreign_keys:
            if key.references == table.name:
                for column in set(key.referenced_columns) - set(table.primary_key):
                    found.setdefault(column, []).append(str(other.name))
    return found


def _finding(
    plan: Plan, table: QualifiedName, column: str, rows: int, referring: list[str]
) -> Finding:
    mapping = plan.mappings_into(table)[0]
    keeps = plan.existing_rows_of(mapping) is ExistingRows.KEEP
    whose = "that come in" if keeps else "of the target that were there"
    verb = "holds" if rows == 1 else "hold"
    return Finding(
        "K112", Severity.WARNING,
        f"{counted(rows, 'row')} of {table} {verb} another {column} on the other side, and"
        f" {', '.join(sorted(set(referring)))} refer to it",
        place=plan.place(mapping, column),
        effect=f"rows {whose} lead to another row by {column}, or to none: it is no key that is"
        " translated",
        help=f"write the same {column} in one of the databases first, or match by {column} too",
    )  # fmt: skip
