"""What verify will not be able to compare."""

from __future__ import annotations

from collections.abc import Iterator

from segue.checks.context import CheckContext
from segue.findings import Finding, Severity
from segue.mapping.transfer import Transfer
from segue.plan.model import FunctionValue


def comparing_findings(context: CheckContext) -> Iterator[Finding]:
    for transfer in context.transfers.values():
        if transfer.passing:
            yield _passing(context, transfer)
        for feed in transfer.feeds:
            if not feed.steady and not isinstance(feed.mapping, FunctionValue):
                subject = f"{transfer.target.name}.{feed.column.name}"
                yield Finding(
                    "V101", Severity.NOTE,
                    f"{subject} is filled by SQL that answers differently each time",
                    place=context.place(transfer.mapping, feed.column.name),
                    effect="verify compares all columns but this one",
                    help="none is needed; write SQL that depends on the row alone where it matters",
                    subject=subject,
                    many="{count} columns are filled by SQL that answers differently each time",
                )  # fmt: skip


def _passing(context: CheckContext, transfer: Transfer) -> Finding:
    return Finding(
        "V103", Severity.WARNING,
        f"which rows come into {transfer.label} depends on when the source is asked",
        place=context.place(transfer.mapping),
        effect="verify may name rows that entered or left the condition since they were copied",
        help="write a moment in the place of now(), such as created >= '2026-01-01'",
        subject=transfer.label,
        many="which rows come into {count} tables depends on when the source is asked",
    )  # fmt: skip
