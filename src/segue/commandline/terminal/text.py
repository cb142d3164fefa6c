"""Numbers and names in a form that people read and that cannot harm a terminal."""

from __future__ import annotations

import unicodedata

UNITS = ("B", "kB", "MB", "GB", "TB", "PB")

SHOWN = "\n\t"
"""Control characters that a message may hold."""


def visible(text: str, *, keep: str = "") -> str:
    """The text with every character that steers a terminal shown as its escape.

    Control and format characters (escape sequences, line ends, text direction) become `\\x1b`,
    `\\u202e` and the like; those in `keep` stay. Lone surrogates are shown the same way.
    """
    return "".join(c if c in keep or not _steers(c) else _escape(c) for c in text)


def _steers(character: str) -> bool:
    # Zero-width joiners hold emoji and several scripts together, and steer nothing.
    if character in "\u200c\u200d":
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _escape(character: str) -> str:
    return character.encode("unicode_escape", errors="surrogatepass").decode("ascii")


def size(number: float) -> str:
    """Bytes in powers of 1000 with three digits that matter: 98 B, 1.25 MB, 38.1 GB."""
    unit = 0
    while number >= 999.5 and unit < len(UNITS) - 1:
        number, unit = number / 1000, unit + 1
    if unit == 0:
        return f"{number:.0f} B"
    digits = 2 if number < 9.995 else 1 if number < 99.95 else 0
    return f"{number:.{digits}f} {UNITS[unit]}"


def duration(seconds: float) -> str:
    """`0.04 s`, `12.3 s`, `2 min 05 s`, `1 h 04 min`."""
    if seconds < 0.995:
        return f"{seconds:.2f} s"
    if seconds < 99.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def about(seconds: float) -> str:
    """How long something will still take: never more exact than anybody can know."""
    if seconds < 90:
        return f"about {max(5, round(seconds / 5) * 5)} s left"
    if seconds < 5400:
        return f"about {round(seconds / 60)} min left"
    return f"about {seconds / 3600:.1f} h left"


def ago(seconds: float) -> str:
    """How long something is past: `just now`, `5 min ago`, `2 h ago`, `3 days ago`."""
    if seconds < 60:
        return "just now"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min ago"
    if seconds < 36 * 3600:
        return f"{seconds / 3600:.0f} h ago"
    return f"{seconds / 86400:.0f} days ago"


def progress(done: int, total: int) -> str:
    """`16.4 of 38.1 GB`, the unit said once where both share it."""
    first, second = size(done), size(total)
    if first.split()[1] == second.split()[1]:
        first = first.split()[0]
    return f"{first} of {second}"
