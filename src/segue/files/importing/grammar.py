"""How records are written: patterns for values and records of one manner."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from segue.files.importing.file_format import Manner

LINE_END = rb"(?:\n|\r\n|\r(?!\Z))"
ENDING = re.compile(LINE_END)


@dataclass(frozen=True, slots=True)
class Cell:
    """One value as the file writes it."""

    text: str
    quoted: bool = False


@dataclass(frozen=True)
class Grammar:
    """The patterns of one manner of writing."""

    manner: Manner

    @cached_property
    def value(self) -> bytes:
        """The pattern of one value."""
        quote, delimiter, escape = (
            re.escape(mark.encode())
            for mark in (self.manner.quote, self.manner.delimiter, self.manner.escape)
        )
        if not quote:
            return rb"[^" + delimiter + rb"\r\n]*+"
        bare = rb"[^" + quote + delimiter + rb"\r\n]*+"
        if escape and escape != quote:
            inside = rb"(?:[^" + quote + escape + rb"]++|" + escape + rb".)*+"
        else:
            inside = rb"(?:[^" + quote + rb"]++|" + quote + quote + rb")*+"
        return rb"(?:" + quote + inside + quote + rb"|" + bare + rb")"

    @cached_property
    def values(self) -> re.Pattern[bytes]:
        """Any number of values, as far as they are well written."""
        delimiter = re.escape(self.manner.delimiter.encode())
        return re.compile(self.value + rb"(?:" + delimiter + self.value + rb")*+", re.DOTALL)

    @cached_property
    def value_after(self) -> re.Pattern[bytes]:
        """One value and the delimiter before it."""
        delimiter = re.escape(self.manner.delimiter.encode())
        return re.compile(rb"(?:\A|" + delimiter + rb")(" + self.value + rb")", re.DOTALL)

    def record(self, width: int) -> re.Pattern[bytes]:
        """A record of so many values with its line end; the first group is the record alone."""
        delimiter = re.escape(self.manner.delimiter.encode())
        more = rb"(?:%b%b){%d}" % (delimiter, self.value, width - 1)
        return re.compile(rb"(" + self.value + more + rb")" + LINE_END, re.DOTALL)

    def cells(self, record: bytes) -> list[Cell]:
        """The values of a well-written record. Raises UnicodeDecodeError."""
        return [self._cell(raw.decode()) for raw in self.value_after.findall(record)]

    def width(self, record: bytes) -> int:
        """How many values a well-written record has."""
        return len(self.value_after.findall(record))

    def _cell(self, raw: str) -> Cell:
        quote, escape = self.manner.quote, self.manner.escape
        if not (quote and raw.startswith(quote)):
            return Cell(raw)
        inner = raw[1:-1]
        if escape and escape != quote:
            escaped = re.escape(escape) + "([" + re.escape(quote + escape) + "])"
            return Cell(re.sub(escaped, r"\1", inner), quoted=True)
        return Cell(inner.replace(quote * 2, quote), quoted=True)


@dataclass(frozen=True, slots=True)
class Found:
    """A record of a sample."""

    line: int
    raw: bytes
    end: int
    """The place behind its line end."""


def first_records(data: bytes, manner: Manner, *, last: bool, line: int = 1) -> Iterator[Found]:
    """The well-written records at the front of a sample, of any width; empty lines are left out.

    It ends before the first that is not well written or not complete.
    """
    grammar, position, lines = Grammar(manner), 0, line_counter(data)
    if last and not data.endswith(b"\n"):
        data += b"\n"
    while position < len(data):
        written = grammar.values.match(data, position)
        assert written is not None  # an empty value always matches
        ending = ENDING.match(data, written.end())
        if ending is None:
            return
        if written[0]:
            yield Found(line, written[0], ending.end())
        line += lines(data[position : ending.end()])
        position = ending.end()


def line_counter(data: bytes) -> Callable[[bytes], int]:
    """How many lines a piece of the data spans; lone carriage returns end lines too."""
    if b"\r" not in data:
        return lambda piece: piece.count(b"\n")
    return lambda piece: piece.count(b"\n") + piece.count(b"\r") - piece.count(b"\r\n")
