"""Where the right answer stands: taken, offered first, among the first five, or nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields

from segue.plan.model import Constant
from support.refactors.claims import Claim, Claims
from support.refactors.offers import Offers

MANY = 5
"""As many candidates as anybody reads."""


@dataclass(frozen=True)
class Ranks:
    """How many right answers stand where; sums of many cases are ranks too."""

    taken: int = 0
    """Written into the plan without asking."""
    first: int = 0
    """Offered before any other."""
    further: int = 0
    """Offered among the first five, but not first."""
    behind: int = 0
    """Others are offered, and the right one is not among the first five."""
    alone: int = 0
    """Nothing is offered at all."""

    def __add__(self, other: Ranks) -> Ranks:
        return Ranks(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Ranks)))

    @property
    def total(self) -> int:
        return self.taken + self.first + self.further + self.behind + self.alone

    def told(self) -> str:
        """Taken, then taken or first, then taken or within five, as shares of all."""
        reached = self.taken, self.taken + self.first, self.taken + self.first + self.further
        shares = (f"{part / self.total:>5.0%}" if self.total else "    -" for part in reached)
        return f"{self.total:>5} {' '.join(shares)}"


NOTHING = Ranks()


def ranks_of_tables(drafted: Claims, wanted: Claims, offered: Offers) -> dict[Claim, Ranks]:
    """Where each table that has another name stands."""
    renamed = (c for c in wanted if c.kind == "table" and c.source and c.source != c.target)
    return _ranks(renamed, drafted.__contains__, lambda c: _place_of_table(c, offered))


def ranks_of_columns(drafted: Claims, wanted: Claims, offered: Offers) -> dict[Claim, Ranks]:
    """Where each column that has another name, or an expression, stands: of tables that paired."""
    renamed = (
        claim
        for claim, feed in wanted.items()
        if claim.kind == "column"
        and feed != claim.column
        and not isinstance(feed, Constant)
        and Claim("table", claim.source, claim.target) in drafted
    )
    return _ranks(
        renamed,
        lambda claim: drafted.get(claim) == wanted[claim],
        lambda claim: _place(wanted[claim], offered.columns.get((claim.source, claim.column), ())),
    )


def _ranks(
    claims: Iterable[Claim], taken: Callable[[Claim], bool], place: Callable[[Claim], Ranks]
) -> dict[Claim, Ranks]:
    return {claim: Ranks(taken=1) if taken(claim) else place(claim) for claim in sorted(claims)}


def _place_of_table(claim: Claim, offered: Offers) -> Ranks:
    return _place(claim.target, offered.tables.get(claim.source, ()))


def _place(right: object, candidates: Iterable[object]) -> Ranks:
    listed = list(candidates)
    if not listed:
        return Ranks(alone=1)
    if right not in listed[:MANY]:
        return Ranks(behind=1)
    return Ranks(first=1) if listed[0] == right else Ranks(further=1)
