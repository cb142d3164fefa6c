"""Columns that Python functions fill."""

from __future__ import annotations

from collections.abc import Iterator

from segue.checks.context import Grounds
from segue.errors import FunctionMissing
from segue.findings import Finding, Severity
from segue.plan.model import Computed, TableMapping
from segue.project.functions import find_function


def computing_findings(grounds: Grounds) -> Iterator[Finding]:
    for mapping in grounds.plan.tables:
        for column, how in mapping.columns.items():
            if isinstance(how, Computed):
                yield from _missing(grounds, mapping, column, how.function)
                yield _slower(grounds, mapping, column, how.function)


def _missing(
    grounds: Grounds, mapping: TableMapping, column: str, function: str
) -> Iterator[Finding]:
    try:
        find_function(function)
    except FunctionMissing as error:
        yield Finding(
            "S107", Severity.ERROR,
            str(error),
            place=grounds.place(mapping, column),
            effect=f"nothing would fill {mapping.target}.{column}",
            help='name a function of a module that the project can import: "shop.moving:score"',
        )  # fmt: skip


def _slower(grounds: Grounds, mapping: TableMapping, column: str, function: str) -> Finding:
    subject = f"{mapping.target}.{column}"
    return Finding(
        "V102", Severity.NOTE,
        f"{subject} is filled by the Python function {function}",
        place=grounds.place(mapping, column),
        effect="the table's rows go through Python one by one, which is many times slower than SQL,"
        " and verify compares all columns but this one",
        help='none is needed; where SQL can say it, { sql = "..." } is faster',
        subject=subject,
        many="{count} columns are filled by Python functions",
    )  # fmt: skip
