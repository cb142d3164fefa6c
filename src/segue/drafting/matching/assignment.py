"""The best way to give each of some things one of some others, by what each pair is worth.

The shortest augmenting paths of Jonker and Volgenant (Computing 38, 1987) over the pairs that may
be at all: a thing stays alone where that is better for the others.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from heapq import heappop, heappush
from typing import Generic, TypeVar

One = TypeVar("One", bound=Hashable)
Other = TypeVar("Other", bound=Hashable)


def assigned(worth: Mapping[tuple[One, Other], float]) -> dict[One, Other]:
    """The pairs that are worth most together, each thing in one of them at most.

    `worth` holds those pairs that may be, with numbers above 0.
    """
    solver = _Solver(worth)
    for row in solver.rows:
        solver.place(row)
    return solver.pairs()


class _Solver(Generic[One, Other]):
    """Rows that found their places so far, and what the places cost by now."""

    def __init__(self, worth: Mapping[tuple[One, Other], float]) -> None:
        self.rows: dict[One, int] = {}
        self._columns: dict[Other, int] = {}
        self._costs: list[dict[int, float]] = []
        for (one, other), gain in worth.items():
            row = self.rows.setdefault(one, len(self.rows))
            column = self._columns.setdefault(other, len(self._columns))
            if row == len(self._costs):
                self._costs.append({-row - 1: 0.0})  # below zero: to stay alone
            self._costs[row][column] = -gain
        self._prices: dict[int, float] = {}
        self._owner: dict[int, int] = {}

    def pairs(self) -> dict[One, Other]:
        """Who has what."""
        ones, others = list(self.rows), list(self._columns)
        return {ones[row]: others[column] for column, row in self._owner.items() if column >= 0}

    def place(self, one: One) -> None:
        """Find a place for one more, along the cheapest path of those that move on."""
        row = self.rows[one]
        cheapest, before = dict[int, float](), dict[int, int | None]()
        heap: list[tuple[float, int]] = []
        done: dict[int, float] = {}
        here, last, base = row, None, 0.0
        while True:
            for column, cost in self._costs[here].items():
                length = base + cost - self._prices.get(column, 0.0)
                if column not in done and length < cheapest.get(column, float("inf")):
                    cheapest[column], before[column] = length, last
                    heappush(heap, (length, column))
            way, last = heappop(heap)
            while last in done:
                way, last = heappop(heap)
            done[last] = way
            if last not in self._owner:
                break
            here = self._owner[last]
            base = way - (self._costs[here][last] - self._prices.get(last, 0.0))
        self._move_on(row, last, before, done)

    def _move_on(
        self, row: int, last: int, before: Mapping[int, int | None], done: Mapping[int, float]
    ) -> None:
        """Give each of the path the place behind its own, and raise the prices of what was seen."""
        for column, way in done.items():
            self._prices[column] = self._prices.get(column, 0.0) + way - done[last]
        place: int | None = last
        while place is not None:
            previous = before[place]
            self._owner[place] = row if previous is None else self._owner[previous]
            place = previous
