"""Apps that changed their label, as a whole or in parts: their models are found under another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from segue.drafting.matching.entities import Entity

Renamed = frozenset[tuple[str, str]]
"""Labels of apps, old and new; an app that was split or merged occurs several times."""


def renamed_apps(
    pairs: Iterable[tuple[Entity, Entity]],
    sources: Iterable[Entity],
    targets: Iterable[Entity],
    *,
    kept: Collection[str],
) -> Renamed:
    """The labels under which the models of an old label are found again.

    `pairs` are models of alike names and columns in different apps; `sources` and `targets` are all
    models that are not matched yet; `kept` are labels that both sides have. Two models or more have
    to be found, and they have to be half of those that are left on either side. A single one counts
    where the one label went, the other came, there was no more, and all columns are the same.
    """
    census = _Census(pairs, sources, targets, kept)
    return frozenset(pair for pair in census.found if census.is_renamed(*pair))


class _Census:
    """How many models each label had, and how many are found again where."""

    def __init__(
        self,
        pairs: Iterable[tuple[Entity, Entity]],
        sources: Iterable[Entity],
        targets: Iterable[Entity],
        kept: Collection[str],
    ) -> None:
        self._left = Counter(e.app for e in sources), Counter(e.app for e in targets)
        self._gone = self._left[0].keys() - set(kept)
        self._came = self._left[1].keys() - set(kept)
        pairs = list(pairs)
        alike = {(one.label, other.app) for one, other in pairs}
        self._whole = {(one.app, other.app) for one, other in pairs if one.telling == other.telling}
        self.found = Counter((old, new) for (old, _), new in alike)
        self._again = Counter(app for (app, _), _ in {(one.label, 0) for one, _ in pairs})

    def is_renamed(self, old: str, new: str) -> bool:
        count, left = self.found[old, new], (self._left[0][old], self._left[1][new])
        if not (old and new):
            return False
        if old in self._gone and new in self._came:
            if left[0] == 1:
                return (old, new) in self._whole
            if self._again[old] >= max(2, left[0] / 3):
                return True
            if len(self._gone) == len(self._came) == 1:
                return count >= 2
        return count >= 2 and 2 * count >= min(left)
