"""Which tables become which, as a picture: splits and merges are lines that part or meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from segue.web.names import natural
from segue.web.plan_overview import Row

WIDTH, LINE, TOP = 1000, 20, 24
LEFT, RIGHT = 380, 620
"""Where names end and begin, in the picture's own units."""
MOST = 150
"""Lines that are drawn; the table beside the picture holds all."""
LETTERS = 50
"""Of a name that there is room for; its title holds the whole."""


@dataclass(frozen=True, slots=True)
class Node:
    """A table in the picture."""

    name: str
    y: int
    several: bool
    """Whether more than one line ends here: a split on the left, a merge on the right."""

    @property
    def label(self) -> str:
        """Its name, shortened at its beginning where there is no room."""
        return self.name if len(self.name) <= LETTERS else "…" + self.name[-LETTERS:]


@dataclass(frozen=True, slots=True)
class TableMap:
    """All that is drawn."""

    sources: tuple[Node, ...]
    targets: tuple[Node, ...]
    curves: tuple[tuple[str, bool], ...]
    """Each path, and whether it is part of a split or a merge."""
    same: int
    """Tables that keep their names, and are not drawn."""
    hidden: int
    """Lines that there is no room for."""
    height: int
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT


def kind_of(row: Row, sources: Counter[str], targets: Counter[str]) -> str:
    """What becomes of the table in a word: same, renamed, split or merged."""
    if sources[row.source] > 1:
        return "split"
    if targets[row.target] > 1:
        return "merged"
    return "same" if row.source == row.target else "renamed"


def with_kinds(rows: Iterable[Row]) -> list[tuple[Row, str]]:
    """The rows that are copied, by source, each with what becomes of it."""
    copied = sorted(
        (row for row in rows if row.state == "copied"),
        key=lambda row: (natural(row.source), natural(row.target)),
    )
    sources = Counter(row.source for row in copied)
    targets = Counter(row.target for row in copied)
    return [(row, kind_of(row, sources, targets)) for row in copied]


def left_out(rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    """The tables of the source that no mapping reads, each with why."""
    words = {"needs": "needs you", "skipped": "skipped"}
    yield from ((row, words[row.state]) for row in rows if row.state in words)


def table_map(kinds: Sequence[tuple[Row, str]]) -> TableMap:
    """The picture of what changed."""
    changed = [(row, kind) for row, kind in kinds if kind != "same"]
    drawn = changed[:MOST]
    sources = _nodes([row.source for row, _ in drawn])
    targets = _nodes([row.target for row, _ in drawn])
    places = {node.name: node.y for node in sources}, {node.name: node.y for node in targets}
    curves = tuple(
        (_curve(places[0][row.source], places[1][row.target]), kind != "renamed")
        for row, kind in drawn
    )
    height = TOP + LINE * max(len(sources), len(targets))
    same, hidden = len(kinds) - len(changed), len(changed) - len(drawn)
    return TableMap(sources, targets, curves, same, hidden, height)


def _nodes(names: Sequence[str]) -> tuple[Node, ...]:
    """Each name once, in the order in which it comes first, so that few lines cross."""
    counts = Counter(names)
    return tuple(
        Node(name, TOP + LINE * place, number > 1)
        for place, (name, number) in enumerate(counts.items())
    )


def _curve(left: int, right: int) -> str:
    middle = (LEFT + RIGHT) // 2
    start, end = LEFT + 6, RIGHT - 6
    return f"M{start} {left - 4} C{middle} {left - 4} {middle} {right - 4} {end} {right - 4}"
