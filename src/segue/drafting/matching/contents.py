"""What a name says of values, and whether those that were seen look like it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from segue.drafting.matching.shapes import Shape

MOST = 0.5
"""The share of the values that have to look like it; people write into fields what they like."""


def looks_otherwise(values: Collection[str], other: Shape) -> bool:
    """Whether a column is meant for addresses of some kind that most of the values are not."""
    looks = LOOKS.get(other.words[-1]) if other.words else None
    told = [value for value in values if value.strip()]
    if looks is None or other.family != "text" or not told:
        return False
    return sum(map(looks, told)) < MOST * len(told)


def _has(pattern: str) -> Callable[[str], bool]:
    found = re.compile(pattern)
    return lambda value: found.search(value) is not None


ADDRESS = _has(r"://|\w\.\w|^/")
NUMBER = _has(r"(\d\D{0,2}){3}")
LOOKS: dict[str, Callable[[str], bool]] = {
    "email": _has("@"),
    **dict.fromkeys(("url", "website", "homepage"), ADDRESS),
    **dict.fromkeys(("phone", "telephone", "fax"), NUMBER),
}
"""By the last word of a name."""
