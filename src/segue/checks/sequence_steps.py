"""Sequences that count in another step than their counterparts in the source."""

from __future__ import annotations

from collections.abc import Iterator

from segue.checks.context import Grounds
from segue.database.catalog import ColumnRef, Sequence
from segue.findings import Finding, Place, Severity
from segue.plan.model import Renamed


def sequence_step_findings(grounds: Grounds) -> Iterator[Finding]:
    """Two nodes that write odd and even numbers would give one number twice."""
    ours = {ref: one for one in grounds.source.sequences.values() for ref in one.used_by}
    theirs = {ref: one for one in grounds.target.sequences.values() for ref in one.used_by}
    for mapping, source, target in grounds.pairs():
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
