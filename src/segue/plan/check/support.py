"""What a plan may say and this version does not carry out yet."""

from __future__ import annotations

from collections.abc import Iterator

from segue.plan.check.grounds import Grounds
from segue.plan.check.hits import Hit
from segue.plan.findings import Severity
from segue.plan.model import (
    Computed,
)


def support_hits(grounds: Grounds) -> Iterator[Hit]:
    for mapping in grounds.plan.tables:
        target = mapping.target
        beyond = [name for name, how in mapping.columns.items() if isinstance(how, Computed)]
        for what in beyond:
            yield Hit(
                "N103", Severity.ERROR,
                f"{what} of {target} says what is not supported by this version yet",
                place=grounds.place(mapping, what),
                effect="its rows would not travel as the plan says",
                help="take it out, or say it in SQL",
                subject=str(target),
                many="{count} entries say what is not supported by this version yet",
            )  # fmt: skip
