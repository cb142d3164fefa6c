"""The text form of COPY: fields of a line, and texts as its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable

NULL = b"\\N"

_SPECIAL = re.compile(rb"[\\\b\f\n\r\t\v]")
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
_LETTERS = {
    b"\b": b"b", b"\f": b"f", b"\n": b"n", b"\r": b"r", b"\t": b"t", b"\v": b"v", b"\\": b"\\",
}  # fmt: skip
_CHARACTERS = {letter: character for character, letter in _LETTERS.items()}


def fields_of(line: bytes) -> list[bytes]:
    """The fields of a line as they stand there, each of which may be put into another line."""
    return line.removesuffix(b"\n").split(b"\t")


def value_of(field: bytes) -> bytes | None:
    """The text that a field stands for."""
    if b"\\" not in field:
        return field
    return None if field == NULL else _ESCAPE.sub(_unescaped, field)


def text_of(field: bytes) -> str | None:
    """The same, decoded."""
    value = value_of(field)
    return None if value is None else value.decode()


def as_field(value: bytes | None) -> bytes:
    """A field that stands for this text."""
    return NULL if value is None else _SPECIAL.sub(_escaped, value)


def line_of(fields: Iterable[bytes]) -> bytes:
    return b"\t".join(fields) + b"\n"


def _unescaped(escape: re.Match[bytes]) -> bytes:
    return _CHARACTERS.get(escape[1], escape[1])


def _escaped(character: re.Match[bytes]) -> bytes:
    return b"\\" + _LETTERS[character[0]]
