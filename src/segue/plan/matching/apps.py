"""Whole apps that were renamed: most of their models are found again under one other label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from segue.plan.matching.entities import Entity

ALIKE = 0.5
"""How much of their columns two models of the same name share that tell of a renamed app."""


def renamed_apps(
    pairs: Iterable[tuple[Entity, Entity, float]],
    sources: Iterable[Entity],
    targets: Iterable[Entity],
) -> Mapping[str, str]:
    """The old label and the new one of every app that was renamed.

    `pairs` are models of the same name in different apps, with the share of columns in common;
    `sources` and `targets` are all tables that are not yet matched. An app counts as renamed where
    two models or more, and at least half of those that are left on either side, are found again,
    and no other app comes near.
    """
    votes: Counter[tuple[str, str]] = Counter(
        (one.app, other.app) for one, other, columns in pairs if columns >= ALIKE
    )
    left = Counter(entity.app for entity in sources), Counter(entity.app for entity in targets)
    found = {}
    for (old, new), count in votes.items():
        fewer = min(left[0][old], left[1][new])
        rivals = [n for (o, t), n in votes.items() if (o == old) != (t == new)]
        if old and new and count >= 2 and 2 * count >= fewer and count > 2 * max(rivals, default=0):
            found[old] = new
    return found
