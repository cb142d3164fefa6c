"""The draft where the target has the source's own schema: every table by its name, none guessed."""

from __future__ import annotations

from dataclasses import replace

from segue.database.catalog import Catalog
from segue.database.names import QualifiedName
from segue.drafting.knowledge import SourceFacts
from segue.drafting.tables import described, draft
from segue.drafting.values import Draft, TableChoice
from segue.plan.model import NO_ROW, By, TableMapping

SAME = "the same table"
MADE = "no migration of the project makes it: made as the source has it"


def draft_by_history(
    source_address: str,
    target_address: str,
    source: Catalog,
    target: Catalog,
    rows: SourceFacts | None = None,
) -> Draft:
    """Each table into the one of its name; one that the target lacks is made as the source has it.

    So nothing is lost that an upgrade in place would keep. Columns that drifted are asked about.
    """
    common = {name: t for name, t in target.tables.items() if name in source.tables}
    drafted = draft(
        source_address,
        target_address,
        source,
        replace(target, tables=common),
        None,
        rows,
        [(name, name) for name in sorted(common)],
    )
    created = tuple(_created(name) for name in sorted(_homeless(drafted)))
    same = (replace(c, reason=SAME) for c in drafted.choices if _is_same(c))
    choices = (*same, *created)
    skip = {name: why for name, why in drafted.plan.skip.items() if why != NO_ROW}
    plan = replace(drafted.plan, tables=tuple(c.mapping for c in choices), skip=skip, by=By.HISTORY)
    others = target.tables.keys() - common.keys()
    return replace(
        drafted,
        # What stands for the target may be a scratch database.
        heading=f"drafted from {described(source)} for {target_address}, by the history",
        plan=plan,
        choices=choices,
        questions=(),
        targets=frozenset(target.tables),
        unfed_targets=tuple(sorted({*drafted.unfed_targets, *others})),
        splits=(),
    )


def _is_same(choice: TableChoice) -> bool:
    return choice.mapping.source == choice.mapping.target


def _homeless(drafted: Draft) -> set[QualifiedName]:
    """Source tables without one of their name."""
    tables = {question.source for question in drafted.questions}
    empty = {name for name, why in drafted.plan.skip.items() if why == NO_ROW}
    elsewhere = {
        choice.mapping.source
        for choice in drafted.choices
        if not _is_same(choice) and choice.mapping.source is not None
    }
    return tables | empty | elsewhere


def _created(name: QualifiedName) -> TableChoice:
    return TableChoice(TableMapping(name, name, create=True), MADE)
