"""How values look that mean one thing only, so that the server need not look at them again.

Most values of most files are plain. They are told while a file is cut into records, by patterns
over its UTF-8; patterns cost the server many times what they cost here. What is not plain is not
wrong: the column is looked at closely, by the conditions of its spellings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from segue.database.catalog import INTEGERS, Column
from segue.files.importing.spellings import spellings_of
from segue.files.importing.spellings.model import JSON, NULL_WORDS, TEXTS, Conventions, base_type
from segue.files.importing.spellings.rounding import is_shortened, rounding
from segue.files.importing.spellings.times import has_clock_changes

END = b"<end>"
"""Stands in a pattern for where the value ends."""

SIGNS = b"<signs>"
"""Stands in a pattern for what a number may have behind its first digits."""


@dataclass(frozen=True, slots=True)
class PlainPatterns:
    """Patterns of bytes that plain values match."""

    shape: bytes = b""
    """The whole value, of characters that are no marks of a file; empty for any text."""
    unlike: bytes = b""
    """What a text does not begin with."""
    without: bytes = b""
    """A sign that no text has, as a pattern has it in brackets."""
    last: bytes = b""
    """What is to be seen back from a text's end."""


ANYTHING = PlainPatterns()

_DAY = rb"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DAY_BEFORE_LAST = rb"(?!9999-12-31)" + _DAY
_CLOCK = rb"[0-9]{2}:[0-9]{2}:[0-5][0-9]"
_FRACTION = rb"(?:\.[0-9]{1,6})?"
_ZONE = rb"(?:Z|[-+][0-9]{2}(?::[0-9]{2})?)"

WHOLE: Mapping[str, bytes] = {
    **dict.fromkeys(INTEGERS, rb"-?[0-9]++"),
    "float8": rb"-?(?=[0-9.]{1,15}(?![0-9.]))[0-9]++(?:\.[0-9]++)?",
    "float4": rb"-?(?=[0-9.]{1,6}(?![0-9.]))[0-9]++(?:\.[0-9]++)?",
    "date": _DAY,
}
CLOCKS: Mapping[str, tuple[bytes, bytes]] = {
    "time": (rb"(?!24)" + _CLOCK, b""),
    "timetz": (rb"(?!24)" + _CLOCK, _ZONE + b"?"),
    "timestamp": (_DAY + rb"[ T]" + _CLOCK, b""),
    "timestamptz": (_DAY_BEFORE_LAST + rb"[ T]" + _CLOCK, _ZONE + b"?"),
    "interval": (rb"(?:[0-9]{1,6} days? )?" + _CLOCK, b""),
}
"""What stands before and behind the fractions of a second, which a modifier may round."""

_LIKE_NUMBER = rb"(?=[-+0-9<signs>\s]{2,29}<end>)\s*+[-+]?[0-9]++[<signs>]"
_LIKE_SHEET = rb"[#=]|Err:|['\t][-+=@0-9]"
_NULL_WORD = b"(?:" + "|".join(NULL_WORDS).replace("\\", "\\\\").translate(
    {ord(sign): f"\\{sign}" for sign in "[]()"}
).encode() + b")<end>"  # fmt: skip


def plain(column: Column, conventions: Conventions, *, verbatim: bool) -> PlainPatterns | None:
    """How values of a column look that are plain; None where only the server can tell."""
    spellings = list(spellings_of(column, conventions))
    if any(one.always for one in spellings):
        return None
    spelled = not verbatim and any(not one.late for one in spellings)
    if not spelled and rounding(column) is None and not is_shortened(column):
        return ANYTHING
    name, resolved = base_type(column), column.type.resolved
    if not resolved.builtin and name != "citext":
        return None
    if name in TEXTS - {"name"}:
        return _text(column, conventions, spelled=spelled)
    if name in JSON:
        return PlainPatterns(unlike=rb'["\\]' if name == "json" else rb'["\\]|[\[{](?!["\s]*[\]}])')
    if name == "numeric":
        return _number(resolved.scale)
    if name in CLOCKS and (name != "interval" or resolved.modifier == -1):
        before, behind = CLOCKS[name]
        if name == "timestamptz" and has_clock_changes(conventions):
            behind = _ZONE
        return PlainPatterns(before + (_FRACTION if resolved.modifier == -1 else b"") + behind)
    return PlainPatterns(WHOLE[name]) if name in WHOLE else None


def _text(column: Column, conventions: Conventions, *, spelled: bool) -> PlainPatterns:
    unlike = [_LIKE_SHEET, _LIKE_NUMBER] if spelled else []
    if spelled and not conventions.null_settled:
        unlike.append(_NULL_WORD)
    without = rb"\\" if spelled and not conventions.backslashes_settled else b""
    # Blanks behind as many characters as a column keeps are cut.
    last = b"(?<! )" if column.type.resolved.modifier != -1 else b""
    return PlainPatterns(unlike=b"|".join(unlike), without=without, last=last)


def _number(scale: int | None) -> PlainPatterns | None:
    """Decimals that the column keeps. Three of them may be thousands, unless it keeps three."""
    if scale is None:
        return PlainPatterns(rb"-?[0-9]++(?:\.[0-9]++)?")
    if scale < 0:
        return None
    if scale == 0:
        return PlainPatterns(rb"-?[0-9]++")
    zeros = max(0, 4 - scale) if scale < 3 else 0
    decimals = rb"(?:[0-9]{%d}0{%d,}|[0-9]{1,%d})" % (scale, zeros, scale)
    return PlainPatterns(rb"-?[0-9]++(?:\." + decimals + rb")?")
