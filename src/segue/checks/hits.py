"""From single hits to findings: what many tables share is said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from segue.checks.findings import Finding, Severity

FEW = 3
"""Hits of one kind that are told one by one; of more, so many are given as examples."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a check noticed, fit to be told alone or together with others like it."""

    code: str
    severity: Severity
    title: str
    """What is so about this one."""
    place: str = ""
    effect: str = ""
    help: str = ""
    subject: str = ""
    """The table or column, for a list of examples."""
    many: str = ""
    """The title for several of them, with `{count}` in it; empty where each stands alone."""
    rows: str = ""
    """A few rows of which it is so."""
    help_for_many: str = ""
    """The help where the single one names its subject; empty to take the first's."""


def grouped(hits: Iterable[Hit]) -> tuple[Finding, ...]:
    """Findings in the order they are read: errors first, then by code, then by place."""
    order = list(Severity)
    ordered = sorted(hits, key=lambda hit: (order.index(hit.severity), hit.code, hit.many))
    by_kind = groupby(ordered, key=lambda hit: (hit.severity, hit.code, hit.many))
    return tuple(finding for _, kind in by_kind for finding in _told(list(kind)))


def _told(hits: list[Hit]) -> Iterator[Finding]:
    first = hits[0]
    if len(hits) <= FEW or not first.many:
        yield from (_alone(hit) for hit in hits)
        return
    places = [f"{hit.place}: {hit.subject}" if hit.place else hit.subject for hit in hits[:FEW]]
    yield Finding(
        code=first.code,
        severity=first.severity,
        title=first.many.replace("{count}", f"{len(hits):,}"),
        place="\n".join([*places, f"and {len(hits) - FEW} more"]),
        effect=first.effect,
        help=first.help_for_many or first.help,
    )


def _alone(hit: Hit) -> Finding:
    return Finding(hit.code, hit.severity, hit.title, hit.place, hit.effect, hit.help, hit.rows)
