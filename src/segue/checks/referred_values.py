"""Values that others refer to, of rows that are the same on both sides and hold different ones.

References that come in follow to the value of a row that is kept, as far as it has one; those of
rows that stay do not follow to the source's value, where that comes in.
"""

from __future__ import annotations

from collections.abc import Iterator

from segue.checks.context import CheckContext
from segue.findings import Finding, Severity
from segue.mapping.keys import Adopted
from segue.plan.model import Plan
from segue.wording import counted


def referred_value_findings(context: CheckContext) -> Iterator[Finding]:
    """References by another column than the key, which would lead elsewhere after the merge."""
    for (number, column), values in context.facts.adopted.items():
        if values.stranded:
            yield _finding(context.plan, number, column, values)


def _finding(plan: Plan, number: int, column: str, values: Adopted) -> Finding:
    mapping = plan.tables[number]
    refer = "refers" if values.stranded == 1 else "refer"
    rows = counted(values.stranded, "row")
    if values.keeps:
        said = f"{rows} that {_come(values.stranded)} in {refer} by {column} to rows of"
        said += f" {mapping.target} that hold no one value for it in the target"
    else:
        said = f"{rows} of the target {refer} by {column} to rows of {mapping.target} that get"
        said += " another value"
    return Finding(
        "K112", Severity.ERROR, said,
        place=plan.place(mapping, column),
        effect="they would lead to another row, or to none, which a foreign key refuses",
        help=f"write the same {column} in one of the databases first, or match by {column} too",
    )  # fmt: skip


def _come(rows: int) -> str:
    return "comes" if rows == 1 else "come"
