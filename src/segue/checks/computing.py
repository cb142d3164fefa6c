"""Columns that Python functions fill."""

from __future__ import annotations

from collections.abc import Iterator

from segue.checks.context import CheckContext
from segue.errors import FunctionMissing
from segue.findings import Finding, Severity
from segue.plan.model import FunctionValue, TableMapping
from segue.project.functions import find_function


def computing_findings(context: CheckContext) -> Iterator[Finding]:
    for mapping in context.plan.tables:
        for column, how in mapping.columns.items():
            if isinstance(how, FunctionValue):
                yield from _missing_function(context, mapping, column, how.function)
                yield _slower(context, mapping, column, how.function)


def _missing_function(
    context: CheckContext, mapping: TableMapping, column: str, function: str
) -> Iterator[Finding]:
    try:
        find_function(function)
    except FunctionMissing as error:
        yield Finding(
            "S107", Severity.ERROR,
            str(error),
            place=context.place(mapping, column),
            effect=f"nothing would fill {mapping.target}.{column}",
            help='name a function of a module that the project can import: "shop.moving:score"',
        )  # fmt: skip


def _slower(context: CheckContext, mapping: TableMapping, column: str, function: str) -> Finding:
    subject = f"{mapping.target}.{column}"
    return Finding(
        "V102", Severity.NOTE,
        f"{subject} is filled by the Python function {function}",
        place=context.place(mapping, column),
        effect="the table's rows go through Python one by one, which is many times slower than SQL,"
        " and verify compares all columns but this one",
        help='none is needed; where SQL can say it, { sql = "..." } is faster',
        subject=subject,
        many="{count} columns are filled by Python functions",
    )  # fmt: skip
