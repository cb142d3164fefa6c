"""What many tables share is said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from segue import findings
from segue.findings import Finding, Severity


def grouped(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order they are read: errors first, then by code, then by place."""
    order = list(Severity)
    ordered = sorted(findings, key=lambda one: (order.index(one.severity), one.code, one.many))
    by_kind = groupby(ordered, key=lambda one: (one.severity, one.code, one.many))
    return tuple(finding for _, kind in by_kind for finding in _of_one_kind(list(kind)))


def _of_one_kind(kind: list[Finding]) -> Iterator[Finding]:
    first = kind[0]
    if len(kind) <= findings.FEW or not first.many:
        yield from kind
        return
    yield replace(
        first,
        title=first.many.replace("{count}", f"{len(kind):,}"),
        help=first.help_for_many or first.help,
        rows="",
        together=tuple((one.place, one.subject) for one in kind),
    )
