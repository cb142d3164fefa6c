"""Sequences that the target lacks, or that count there in another step than in the source."""

from __future__ import annotations

from collections.abc import Iterator

from segue.checks.context import CheckContext
from segue.database.catalog import ColumnRef, Sequence
from segue.findings import Finding, Place, Severity
from segue.plan.model import Renamed


def lone_sequence_findings(context: CheckContext) -> Iterator[Finding]:
    """Code that asks such a sequence by its name finds none, or one that begins again."""
    schemas = {name.schema for name in context.target.tables}
    for one in context.source.sequences.values():
        lone = one.owner is None and not one.used_by and one.extension is None
        drawn = one.last_value is not None and one.name not in context.target.sequences
        if lone and drawn and one.name.schema in schemas:
            yield _missing_sequence(one)


def _missing_sequence(one: Sequence) -> Finding:
    assert one.last_value is not None
    return Finding(
        "Q103", Severity.WARNING,
        f"the target lacks the sequence {one.name}, which stands at {one.last_value:,}"
        " and fills no column",
        place=Place(table=str(one.name)),
        effect="code that draws numbers from it fails, or gets some that were given out already",
        help=_creation(one),
        subject=f"{one.name} stands at {one.last_value:,}",
        many="the target lacks {count} sequences that stand by themselves in the source",
        help_for_many="CREATE SEQUENCE ... START WITH ..., past where each stands",
    )  # fmt: skip


def _creation(one: Sequence) -> str:
    """What makes it in the target; a move then sets it to where the source's stands."""
    bounds = f"MINVALUE {one.minimum} MAXVALUE {one.maximum} START WITH {one.start}"
    cycle = " CYCLE" if one.cycle else ""
    return (
        f"CREATE SEQUENCE {one.name.quoted} AS {one.type} INCREMENT BY {one.increment}"
        f" {bounds}{cycle}"
    )


def sequence_step_findings(context: CheckContext) -> Iterator[Finding]:
    """Two nodes that write odd and even numbers would give one number twice."""
    ours = {ref: one for one in context.source.sequences.values() for ref in one.used_by}
    theirs = {ref: one for one in context.target.sequences.values() for ref in one.used_by}
    for mapping, source, target in context.pairs():
        for column in target.columns if source is not None else ():
            how = mapping.columns.get(column.name, Renamed(column.name))
            if source is None or not isinstance(how, Renamed):
                continue
            one = ours.get(ColumnRef(source.name, how.source))
            other = theirs.get(ColumnRef(target.name, column.name))
            if one is not None and other is not None and _differ(one, other):
                yield _finding(one, other)


def _differ(one: Sequence, other: Sequence) -> bool:
    return abs(one.increment) > 1 and one.increment != other.increment


def _finding(one: Sequence, other: Sequence) -> Finding:
    return Finding(
        "Q102", Severity.WARNING,
        f"{one.name} counts by {one.increment}, and {other.name} in the target by"
        f" {other.increment}",
        place=Place(table=str(other.name)),
        effect="if another node gives the numbers in between, the target gives them too",
        help=f"ALTER SEQUENCE {other.name.quoted} INCREMENT BY {one.increment}",
        subject=str(other.name),
        many="{count} sequences count in another step than in the source",
        help_for_many="ALTER SEQUENCE ... INCREMENT BY ..., or let migrations set it",
    )  # fmt: skip
