"""What an edit of the plan changed, as people want to see it: the lines that went and that came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

SHOWN, FEW = 40, 6
"""Lines that a page shows of one edit, and so many without being asked."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two states of the plan, compared by which lines each has more often than the other."""

    gone: tuple[str, ...]
    new: tuple[str, ...]
    outside: bool = False
    """Whether somebody edited the file elsewhere."""
    undone: bool = False
    """Whether it took an edit back."""

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The first lines, each with its sign."""
        signed = [("−", line) for line in self.gone] + [("+", line) for line in self.new]
        return signed[:SHOWN]

    @property
    def few(self) -> bool:
        """Whether they need no asking for."""
        return len(self.gone) + len(self.new) <= FEW

    @property
    def more(self) -> int:
        """Lines that are not shown."""
        return max(0, len(self.gone) + len(self.new) - SHOWN)


def difference(
    before: str, after: str, *, outside: bool = False, undone: bool = False
) -> Difference:
    """Compare two texts; where a line only moved, nothing is said of it."""
    return Difference(
        tuple(_only_in(before, after)), tuple(_only_in(after, before)), outside, undone
    )


def _only_in(text: str, other: str) -> Iterator[str]:
    counts = Counter(other.splitlines())
    for line in text.splitlines():
        counts[line] -= 1
        if counts[line] < 0 and line.strip():
            yield line
