"""Two texts, shortened so that the place where they differ is seen."""

from __future__ import annotations

LENGTH = 60
"""Characters of a value that are shown."""
BEFORE = 15
"""Characters that are shown before the first difference."""


def excerpts(first: str | None, second: str | None) -> tuple[str | None, str | None]:
    """Both texts, or the same stretch of both, with an ellipsis where something was left out."""
    start = 0
    if first is not None and second is not None and max(len(first), len(second)) > LENGTH:
        start = max(0, _alike(first, second) - BEFORE)
    return _stretch(first, start), _stretch(second, start)


def _alike(first: str, second: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(first), len(second)))


def _stretch(text: str | None, start: int) -> str | None:
    if text is None:
        return None
    end = start + LENGTH
    return ("…" if start else "") + text[start:end] + ("…" if len(text) > end else "")
