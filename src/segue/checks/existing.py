"""Tables whose rows stay: can they be told from those that come in?"""

from __future__ import annotations

from collections.abc import Iterator

from segue.checks.context import CheckContext
from segue.database.catalog import Table
from segue.findings import Finding, Severity
from segue.plan.entries import key_strategy
from segue.plan.model import DroppedColumn, ExistingRows, KeepKeys, MatchKeys, TableMapping

MERGING = (ExistingRows.KEEP, ExistingRows.UPDATE)


def existing_findings(context: CheckContext) -> Iterator[Finding]:
    for mapping, source, target in context.pairs():
        existing = context.plan.existing_rows_of(mapping)
        if existing in MERGING:
            yield from _untold(context, mapping, source, target, existing)
        yield from _at_odds(context, mapping, existing)
        yield from _of_several_columns(context, mapping, target)


def _untold(
    context: CheckContext,
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
        place=context.place(mapping),
        effect="rows that are there already would come in once more",
        help="map the primary key, add one to the target's table, or choose stop or replace",
        subject=str(target.name),
        many="rows stay in {count} tables without a primary key that is fed",
    )  # fmt: skip


def _of_several_columns(
    context: CheckContext, mapping: TableMapping, target: Table
) -> Iterator[Finding]:
    """Keys that no strategy translates, though the plan names one."""
    by_key = isinstance(mapping.key, MatchKeys) and mapping.key.columns == target.primary_key
    if len(target.primary_key) < 2 or isinstance(mapping.key, KeepKeys) or by_key:
        return
    own = key_strategy(MatchKeys(target.primary_key))
    yield Finding(
        "T109", Severity.ERROR,
        f"key = {key_strategy(mapping.key)} of {target.name}: its primary key has several columns",
        place=context.place(mapping),
        effect="such keys cannot be translated: rows would keep theirs, and be taken for others",
        help=f"if equal keys mean the same row: key = {own}. Else map a column of the key to other"
        " values, here and wherever it is referred to",
        subject=str(target.name),
    )  # fmt: skip


def _is_fed(mapping: TableMapping, source: Table | None, column: str) -> bool:
    how = mapping.columns.get(column)
    if source is None or (how is not None and not isinstance(how, DroppedColumn)):
        return True
    return how is None and source.column(column) is not None


def _at_odds(
    context: CheckContext, mapping: TableMapping, existing: ExistingRows
) -> Iterator[Finding]:
    first = context.plan.mappings_into(mapping.target)[0]
    other = context.plan.existing_rows_of(first)
    if other is not existing:
        yield Finding(
            "T110", Severity.ERROR,
            f'existing_rows of {mapping.target} is "{existing.value}" here and "{other.value}" in'
            " another mapping",
            place=context.place(mapping),
            effect="rows of one table can be treated in one way only",
            help="say the same in every [[table]] that fills it",
        )  # fmt: skip
