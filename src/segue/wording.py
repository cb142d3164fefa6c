"""Numbers with the word that they count, lists that end; the word that somebody meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping


def count(number: int) -> str:
    """1882 as 1,882."""
    return f"{number:,}"


def estimated(rows: int, size: int) -> str:
    """The statistics' count of rows; where there are pages and no statistics, that says so."""
    return count(rows) if rows > 0 or not size else "not counted"


def counted(number: int, one: str, many: str = "") -> str:
    """`1 table`, `1,882 tables`; `many` where an s does not do."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def most(counts: Mapping[str, int], limit: int = 4) -> str:
    """`name 1,200, slug 3, 2 more columns`: the first so many columns with their counts."""
    parts = [f"{name} {count(number)}" for name, number in list(counts.items())[:limit]]
    if len(counts) > limit:
        parts.append(counted(len(counts) - limit, "more column"))
    return ", ".join(parts)


def nearest(word: str, names: Iterable[str]) -> str:
    """`did you mean shop.Item?`, or nothing where no known word is near; case does not matter."""
    by_lower = {each.lower(): each for each in names}
    close = difflib.get_close_matches(word.lower(), by_lower, n=1)
    return f"did you mean {by_lower[close[0]]}?" if close else ""
