"""Values that others refer to, of rows that are the same on both sides and hold different ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from segue.database.catalog import Catalog
from segue.database.names import QualifiedName
from segue.events import MergePlanned
from segue.findings import Finding, Severity
from segue.plan.model import ExistingRows, Plan
from segue.wording import counted


def referred_values(
    plan: Plan, target: Catalog, merges: Mapping[QualifiedName, MergePlanned]
) -> Iterator[Finding]:
    """References by another column than the key, which no translation of keys leads.

    `merges` has for each table what is known of its rows that stay.
    """
    referring = _referring(target, merges.keys())
    for name, merge in merges.items():
        for column in merge.columns:
            if (name, column) in referring:
                yield _finding(plan, name, column, merge, sorted(referring[name, column]))


def _referring(
    target: Catalog, tables: Collection[QualifiedName]
) -> Mapping[tuple[QualifiedName, str], set[str]]:
    """The columns beside the primary key that foreign keys lead to, with the tables of those."""
    found: defaultdict[tuple[QualifiedName, str], set[str]] = defaultdict(set)
    for other in target.tables.values():
        for key in other.foreign_keys:
            if key.references in tables:
                primary = target.tables[key.references].primary_key
                for column in set(key.referenced_columns).difference(primary):
                    found[key.references, column].add(str(other.name))
    return found


def _finding(
    plan: Plan, table: QualifiedName, column: str, merge: MergePlanned, referring: Sequence[str]
) -> Finding:
    rows = merge.columns[column]
    least = "" if merge.compared == merge.updated + merge.kept else "at least "
    mapping = plan.mappings_into(table)[0]
    keeps = plan.existing_rows_of(mapping) is ExistingRows.KEEP
    whose = "that come in" if keeps else "of the target that were there"
    hold, refer = ("holds" if rows == 1 else "hold"), ("refers" if len(referring) == 1 else "refer")
    return Finding(
        "K112", Severity.WARNING,
        f"{least}{counted(rows, 'row')} of {table} {hold} another {column} on the other side, and"
        f" {', '.join(referring)} {refer} to it",
        place=plan.place(mapping, column),
        effect=f"rows {whose} lead to another row by {column}, or to none: it is no key that is"
        " translated",
        help=f"write the same {column} in one of the databases first, or match by {column} too",
    )  # fmt: skip
