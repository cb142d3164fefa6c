"""How records are written: patterns for values and records of one format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from segue.files.importing.file_format import FileFormat
from segue.files.importing.spellings.plain import END, SIGNS, PlainPatterns

ROWS = 1000
"""Rows of a sample that are looked at one by one."""

LINE_END = rb"(?:\n|\r\n|\r(?!\Z))"
ENDING = re.compile(LINE_END)


@dataclass(frozen=True, slots=True)
class Cell:
    """One value as the file writes it."""

    text: str
    quoted: bool = False


@dataclass(frozen=True)
class Grammar:
    """The patterns of one way of writing."""

    file_format: FileFormat

    @cached_property
    def value(self) -> bytes:
        """The pattern of one value."""
        quote = self._quote
        if not quote:
            return self._bare()
        return rb"(?:" + quote + self._quoted() + quote + rb"|" + self._bare() + rb")"

    @cached_property
    def _marks(self) -> tuple[bytes, bytes, bytes]:
        """Quote, delimiter and escape in patterns."""
        file_format = self.file_format
        quote, delimiter, escape = (
            re.escape(mark.encode())
            for mark in (file_format.quote, file_format.delimiter, file_format.escape)
        )
        return quote, delimiter, escape

    @property
    def _quote(self) -> bytes:
        return self._marks[0]

    def _bare(self, without: bytes = b"") -> bytes:
        """The pattern of a value without quotes, and without that sign."""
        quote, delimiter, escape = self._marks
        if self.file_format.backslashes and not without:
            return rb"(?:[^" + delimiter + escape + rb"\r\n]++|" + escape + rb".)*+"
        return rb"[^" + quote + delimiter + without + rb"\r\n]*+"

    def _quoted(self, without: bytes = b"") -> bytes:
        """The pattern of what stands within quotes, without that sign."""
        quote, _, escape = self._marks
        if escape and escape != quote:
            other = rb"" if without else rb"|" + escape + rb"."
            return rb"(?:[^" + quote + escape + rb"]++" + other + rb")*+"
        return rb"(?:[^" + quote + without + rb"]++|" + quote + quote + rb")*+"

    def plain(self, plain: PlainPatterns) -> bytes:
        """The pattern of a value that is plain, or NULL."""
        null, quote, delimiter = re.escape(self.file_format.null.encode()), *self._marks[:2]
        if plain.shape:
            bare, quoted = plain.shape + rb"|" + null, plain.shape
        else:
            signs = b".,eE".replace(self.file_format.delimiter.encode(), b"")
            bare = self._unlike(plain, signs, rb"(?=[" + delimiter + rb"\r\n]|\Z)")
            bare += self._bare(plain.without) + plain.last
            quoted = self._unlike(plain, b".,eE", quote)
            quoted += self._quoted(plain.without) + plain.last
        within = rb"|" + quote + rb"(?:" + quoted + rb")" + quote if quote else b""
        return rb"(?:" + bare + within + rb")"

    def _unlike(self, plain: PlainPatterns, signs: bytes, end: bytes) -> bytes:
        unlike = plain.unlike.replace(SIGNS, signs).replace(END, end)
        if self.file_format.escape == "\\":
            unlike = b"|".join(filter(None, [rb"\\", unlike]))  # a sign that stands for another
        return rb"(?!" + unlike + rb")" if unlike else b""

    @cached_property
    def values(self) -> re.Pattern[bytes]:
        """Any number of values, as far as they are well written."""
        delimiter = re.escape(self.file_format.delimiter.encode())
        return re.compile(self.value + rb"(?:" + delimiter + self.value + rb")*+", re.DOTALL)

    @cached_property
    def value_after(self) -> re.Pattern[bytes]:
        """One value and the delimiter before it."""
        delimiter = re.escape(self.file_format.delimiter.encode())
        return re.compile(rb"(?:\A|" + delimiter + rb")(" + self.value + rb")", re.DOTALL)

    def record(self, values: Sequence[bytes]) -> re.Pattern[bytes]:
        """A record of such values with its line end; the first group is the record alone."""
        delimiter = re.escape(self.file_format.delimiter.encode())
        return re.compile(rb"(" + delimiter.join(values) + rb")" + LINE_END, re.DOTALL)

    def values_of(self, record: bytes) -> list[bytes]:
        """The values of a well-written record as they stand in it."""
        return self.value_after.findall(record)

    def cells(self, record: bytes) -> list[Cell]:
        """The values of a well-written record. Raises UnicodeDecodeError."""
        return [self._cell(raw.decode()) for raw in self.values_of(record)]

    def width(self, record: bytes) -> int:
        """How many values a well-written record has."""
        return len(self.values_of(record))

    def _cell(self, raw: str) -> Cell:
        quote, escape = self.file_format.quote, self.file_format.escape
        if self.file_format.backslashes and raw != "\\N":
            return Cell(re.sub(r"\\(.)", _unescaped, raw, flags=re.DOTALL))
        if not (quote and raw.startswith(quote)):
            return Cell(raw)
        inner = raw[1:-1]
        if escape and escape != quote:
            escaped = re.escape(escape) + "([" + re.escape(quote + escape) + "])"
            return Cell(re.sub(escaped, r"\1", inner), quoted=True)
        return Cell(inner.replace(quote * 2, quote), quoted=True)


def _unescaped(escape: re.Match[str]) -> str:
    return {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}.get(
        escape[1], escape[1]
    )


@dataclass(frozen=True, slots=True)
class SampleRecord:
    """A record of a sample."""

    line: int
    raw: bytes
    end: int
    """The place behind its line end."""


def first_records(
    data: bytes, file_format: FileFormat, *, last: bool, line: int = 1
) -> Iterator[SampleRecord]:
    """The well-written records at the front of a sample, of any width; empty lines are left out.

    It ends before the first that is not well written or not complete.
    """
    grammar, position, lines = Grammar(file_format), 0, line_counter(data)
    if last and not data.endswith(b"\n"):
        data += b"\n"
    while position < len(data):
        match = grammar.values.match(data, position)
        assert match is not None  # an empty value always matches
        ending = ENDING.match(data, match.end())
        if ending is None:
            return
        if match[0]:
            yield SampleRecord(line, match[0], ending.end())
        line += lines(data[position : ending.end()])
        position = ending.end()


def line_counter(data: bytes) -> Callable[[bytes], int]:
    """How many lines a piece of the data spans; lone carriage returns end lines too."""
    if b"\r" not in data:
        return lambda piece: piece.count(b"\n")
    return lambda piece: piece.count(b"\n") + piece.count(b"\r") - piece.count(b"\r\n")


def cells_of(grammar: Grammar, raw: bytes) -> list[Cell]:
    """The values of a record, whatever its bytes are."""
    try:
        return grammar.cells(raw)
    except UnicodeDecodeError:
        return grammar.cells(raw.decode(errors="replace").encode())


def sample_records(data: bytes, file_format: FileFormat, *, whole: bool) -> list[SampleRecord]:
    """The first well-written records of a sample, up to `ROWS` behind the first."""
    return list(islice(first_records(data, file_format, last=whole), ROWS + 1))


def width_of(data: bytes, file_format: FileFormat, *, whole: bool) -> int | None:
    """How many values each record of a sample has; None where they differ or one is bad."""
    grammar, records = Grammar(file_format), sample_records(data, file_format, whole=whole)
    widths = {grammar.width(record.raw) for record in records}
    read = records[-1].end if records else 0
    full = len(records) > ROWS or _is_incomplete(data, read, file_format, whole=whole)
    return widths.pop() if len(widths) == 1 and full else None


def _is_incomplete(data: bytes, position: int, file_format: FileFormat, *, whole: bool) -> bool:
    """Whether what no record was made of is the beginning of one that the sample cuts off."""
    while blank := ENDING.match(data, position):
        position = blank.end()
    if position >= len(data):
        return True
    match = Grammar(file_format).values.match(data, position)
    assert match is not None  # an empty value always matches
    end, quote = match.end(), file_format.quote.encode()
    begins = end == position or data[end - 1 : end] == file_format.delimiter.encode()
    is_open = bool(quote) and begins and data[end : end + 1] == quote
    return not whole and (is_open or end >= len(data) - 1)
