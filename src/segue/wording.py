"""Numbers with the word that they count."""

from __future__ import annotations


def count(number: int) -> str:
    """1882 as 1,882."""
    return f"{number:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """`1 table`, `1,882 tables`; `many` where an s does not do."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"
