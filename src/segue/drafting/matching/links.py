"""Which tables are known to stand for each other, while the rest is still looked for."""

from __future__ import annotations

from collections.abc import Iterable

from segue.database.names import QualifiedName
from segue.drafting.moves import NO_MOVES, Moves

Pair = tuple[QualifiedName, QualifiedName]
"""A table of the source and one of the target."""


class Links:
    """The pairs found so far; a table may stand for several."""

    def __init__(self, pairs: Iterable[Pair] = (), told: Moves = NO_MOVES) -> None:
        """`told` is what the project's migrations say of tables and columns."""
        self.told = told
        self._there: dict[QualifiedName, set[QualifiedName]] = {}
        self._back: dict[QualifiedName, set[QualifiedName]] = {}
        for pair in pairs:
            self.add(*pair)

    def add(self, source: QualifiedName, target: QualifiedName) -> None:
        self._there.setdefault(source, set()).add(target)
        self._back.setdefault(target, set()).add(source)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All of them."""
        return tuple((one, other) for one, others in self._there.items() for other in others)

    def same(self, source: QualifiedName, target: QualifiedName) -> bool | None:
        """Whether the two stand for each other; None where neither is known yet."""
        if target in self._there.get(source, ()):
            return True
        return False if source in self._there or target in self._back else None

    def of_source(self, source: QualifiedName) -> frozenset[QualifiedName]:
        """The tables of the target that a table of the source is known to become."""
        return frozenset(self._there.get(source, ()))

    def of_target(self, target: QualifiedName) -> frozenset[QualifiedName]:
        """The tables of the source that are known to become a table of the target."""
        return frozenset(self._back.get(target, ()))
