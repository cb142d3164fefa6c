"""Apps that changed their label, as a whole or in parts: their models are found under another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from segue.plan.matching.entities import Entity

Renamed = frozenset[tuple[str, str]]
"""Labels of apps, old and new; an app that was split or merged occurs several times."""


def renamed_apps(
    pairs: Iterable[tuple[Entity, Entity]],
    sources: Iterable[Entity],
    targets: Iterable[Entity],
    *,
    kept: Iterable[str],
) -> Renamed:
    """The labels under which the models of an old label are found again.

    `pairs` are models of the same name and alike columns in different apps; `sources` and
    `targets` are all tables that are not matched yet; `kept` are labels that both sides have. Two
    models or more have to be found, and they have to be half of those that are left on either
    side. A single one counts where the one label went, the other came, and there was no more.
    """
    found = Counter((one.app, other.app) for one, other in pairs)
    left = Counter(entity.app for entity in sources), Counter(entity.app for entity in targets)
    gone = {old for old, _ in found} - set(kept)
    again = Counter({old: sum(n for (o, _), n in found.items() if o == old) for old in gone})

    def belongs(old: str, new: str, count: int) -> bool:
        if not (old and new):
            return False
        if old in gone and new not in kept and 2 * again[old] >= left[0][old]:
            return again[old] >= 2 or left[0][old] == 1
        return count >= 2 and 2 * count >= min(left[0][old], left[1][new])

    return frozenset(pair for pair, count in found.items() if belongs(*pair, count))
