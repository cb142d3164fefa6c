"""Tables whose rows stay: can they be told from those that come in?"""

from __future__ import annotations

from collections.abc import Iterator

from segue.checks.context import Grounds
from segue.database.catalog import Table
from segue.findings import Finding, Severity
from segue.plan.model import Dropped, ExistingRows, TableMapping

MERGING = (ExistingRows.KEEP, ExistingRows.UPDATE)


def existing_findings(grounds: Grounds) -> Iterator[Finding]:
    for mapping, source, target in grounds.pairs():
        existing = grounds.plan.existing_rows_of(mapping)
        if existing in MERGING:
            yield from _untold(grounds, mapping, source, target, existing)
        yield from _at_odds(grounds, mapping, existing)


def _untold(
    grounds: Grounds,
    mapping: TableMapping,
    source: Table | None,
    target: Table,
    existing: ExistingRows,
) -> Iterator[Finding]:
    unfed = [name for name in target.primary_key if not _is_fed(mapping, source, name)]
    if target.primary_key and not unfed:
        return
    why = (
        f"nothing feeds its primary key ({', '.join(unfed)})"
        if unfed
        else f"{target.name} has no primary key"
    )
    yield Finding(
        "T109", Severity.ERROR,
        f'existing_rows = "{existing.value}" of {target.name}: {why}',
        place=grounds.place(mapping),
        effect="rows that are there already would come in once more",
        help="map the primary key, add one to the target's table, or choose stop or replace",
        subject=str(target.name),
        many="rows stay in {count} tables without a primary key that is fed",
    )  # fmt: skip


def _is_fed(mapping: TableMapping, source: Table | None, column: str) -> bool:
    how = mapping.columns.get(column)
    if source is None or (how is not None and not isinstance(how, Dropped)):
        return True
    return how is None and source.column(column) is not None


def _at_odds(grounds: Grounds, mapping: TableMapping, existing: ExistingRows) -> Iterator[Finding]:
    first = grounds.plan.mappings_into(mapping.target)[0]
    other = grounds.plan.existing_rows_of(first)
    if other is not existing:
        yield Finding(
            "T110", Severity.ERROR,
            f'existing_rows of {mapping.target} is "{existing.value}" here and "{other.value}" in'
            " another mapping",
            place=grounds.place(mapping),
            effect="rows of one table can be treated in one way only",
            help="say the same in every [[table]] that fills it",
        )  # fmt: skip
