"""Whether two rows under one key are one row that changed, or two rows that share a number.

The weights are those of record linkage (Fellegi and Sunter, 1969): columns that agree speak for one
row the more, the seldomer their values agree by chance; columns that differ speak against it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CHANGED = 0.2
"""How often a column of one row changes on one side, by the look of live databases."""

CHANCE = {"bool": 0.5, "text": 0.1, "varchar": 0.1, "uuid": 0.0, "timestamptz": 0.02}
"""How often values of a type agree by chance, before any were seen; 0.3 for all others."""

PRIOR = 4
"""How many pairs of values that guess is worth."""

LEAST = 1e-3
"""No agreement says more than that it is one chance in a thousand."""

BROUGHT = 4.0
"""Bits that speak for one row where a finished run brought the target's from the source's."""

UNIQUE_AGREES = 5.0
"""Bits that speak for one row where values agree that no two rows share."""

_WHOLE = re.compile(r"-?[0-9]{1,18}")

Row = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Compared:
    """The columns whose values are compared, place by place."""

    names: tuple[str, ...]
    types: tuple[str, ...]
    unique: tuple[tuple[int, ...], ...]
    """Places of columns that together are unique, and name the row."""
    folded: frozenset[int] = frozenset()
    """Places at which upper and lower case are the same."""


@dataclass(frozen=True, slots=True)
class CommonPast:
    """What the other rows say of a common past: those that are the same in every column."""

    equal: int
    last_equal: int | None
    """The highest of their keys, if these are numbers: what follows came after they had parted."""
    different: int


def differing(
    compared: Compared, pairs: Sequence[tuple[str, Row, Row]], copied: CommonPast
) -> list[int]:
    """The places in `pairs` (key, source row, target row) of those that are two rows, not one."""
    chances = _chances(compared, pairs)
    past = math.log2((copied.equal + 1) / (copied.different + 1))
    return [
        place
        for place, (key, ours, theirs) in enumerate(pairs)
        if _are_two(compared, chances, ours, theirs, past if _is_before(key, copied) else 0.0)
    ]


def replaced(compared: Compared, pairs: Sequence[tuple[str, Row, Row]]) -> list[int]:
    """The places in `pairs` of rows that were one when a run brought them, and are two by now."""
    chances = _chances(compared, pairs)
    return [
        place
        for place, (_, ours, theirs) in enumerate(pairs)
        if True
        not in (_unique_agrees(compared, ours, theirs, places) for places in compared.unique)
        and _likeness(compared, chances, ours, theirs) + BROUGHT <= 0
    ]


def columns_that_differ(compared: Compared, ours: Row, theirs: Row) -> tuple[str, ...]:
    """The names of the columns in which two rows differ."""
    return tuple(
        name
        for place, name in enumerate(compared.names)
        if not _agree(compared, ours, theirs, place)
    )


def _is_before(key: str, copied: CommonPast) -> bool:
    """Whether the row stands among rows that both sides share."""
    if copied.last_equal is None:
        return copied.equal > 0
    return int(key) < copied.last_equal if key.lstrip("-").isdigit() else True


def _are_two(
    compared: Compared, chances: Sequence[float], ours: Row, theirs: Row, past: float
) -> bool:
    names = [_unique_agrees(compared, ours, theirs, places) for places in compared.unique]
    if True not in names and False in names:
        return True
    others = _telling(compared, ours, theirs)
    if (
        True not in names
        and others
        and not any(_agree(compared, ours, theirs, place) for place in others)
    ):
        return True
    bits = past + _likeness(compared, chances, ours, theirs)
    return bits + (UNIQUE_AGREES if True in names else 0.0) <= 0


def _telling(compared: Compared, ours: Row, theirs: Row) -> list[int]:
    """The places beside what is unique at which one side has a value."""
    named = {place for places in compared.unique for place in places}
    return [
        place
        for place in range(len(compared.names))
        if place not in named and (ours[place] or theirs[place])
    ]


def _likeness(compared: Compared, chances: Sequence[float], ours: Row, theirs: Row) -> float:
    """Bits that speak for one row, by the columns beside what is unique."""
    return sum(
        math.log2((1 - CHANGED) / chances[place])
        if _agree(compared, ours, theirs, place)
        else math.log2(CHANGED / (1 - chances[place]))
        for place in _telling(compared, ours, theirs)
    )


def _unique_agrees(
    compared: Compared, ours: Row, theirs: Row, places: Sequence[int]
) -> bool | None:
    """None where one side has no value, so that nothing is named."""
    if any(not ours[place] or not theirs[place] for place in places):
        return None
    return all(_agree(compared, ours, theirs, place) for place in places)


def _agree(compared: Compared, ours: Row, theirs: Row, place: int) -> bool:
    one, other = ours[place], theirs[place]
    if place in compared.folded and one is not None and other is not None:
        return one.casefold() == other.casefold()
    return one == other


def _chances(compared: Compared, pairs: Sequence[tuple[str, Row, Row]]) -> list[float]:
    """For each column how often two rows of one side have the same value."""
    sides = [[pair[1] for pair in pairs], [pair[2] for pair in pairs]]
    chances = []
    for place, type_name in enumerate(compared.types):
        together = sum(_coincidences(Counter(row[place] for row in rows)) for rows in sides)
        possible = sum(len(rows) * (len(rows) - 1) for rows in sides)
        guess = CHANCE.get(type_name, 0.3)
        chance = (together + PRIOR * guess) / (possible + PRIOR)
        chances.append(min(max(chance, LEAST, _runs_beside_key(pairs, place)), 0.95))
    return chances


def _runs_beside_key(pairs: Sequence[tuple[str, Row, Row]], place: int) -> float:
    """How often two rows of one key agree since both sides count up the column with the key."""
    ours = Counter(_past_key(key, row[place]) for key, row, _ in pairs)
    theirs = Counter(_past_key(key, row[place]) for key, _, row in pairs)
    together = sum(ours[step] * theirs[step] for step in ours.keys() & theirs.keys() - {None})
    return together / len(pairs) ** 2 if len(pairs) > PRIOR else 0.0


def _past_key(key: str, value: str | None) -> int | None:
    """How far a whole number is past the row's key; None for all else."""
    if value is None or not _WHOLE.fullmatch(key) or not _WHOLE.fullmatch(value):
        return None
    return int(value) - int(key)


def _coincidences(counts: Mapping[str | None, int]) -> int:
    return sum(count * (count - 1) for count in counts.values())
