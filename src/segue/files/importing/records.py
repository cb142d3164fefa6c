"""A file's bytes as records, each with the line it begins on; what is no record is told apart.

The rows are not decoded here: a record is passed on as it is written, for the server's own COPY to
read. What is checked is all that would make COPY stop, or take two rows for one: the number of
values, the quotes, the encoding. So one broken line costs one row, never those after it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from segue.files.importing.encodings import is_legacy
from segue.files.importing.file_format import QUOTE_OF_NONE, FileFormat
from segue.files.importing.grammar import ENDING, Cell, Grammar, line_counter
from segue.files.importing.plain_values import PlainValues
from segue.files.importing.spellings.plain import PlainPatterns

LARGEST = 128 * 2**20
"""Bytes of the largest record that is read. An open quote would else swallow the rest of a file."""

CONTROL = re.compile("[\x80-\x9f]")
"""Characters that no text has: where an encoding of one byte yields them, it is another one."""

ESCAPED_END = re.compile(rb"(?<!\\)((?:\\\\)*)\\(?=[\r\n])")
"""A backslash before a line end within quotes, as MySQL writes it, which COPY would keep."""

ESCAPE_BY_NUMBER = re.compile(rb"(?<!\\)(?:\\\\)*\\[0-7x.]")
"""A backslash before a byte's number, or before the point that ends COPY's data."""

FARTHEST = 2**16
"""Bytes within which a line closes what another one with a stray quote left open."""

AT_ONCE = 10_000
"""Records put together, so that memory stays flat when a long piece is read at last."""


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A line that is no row of the file's columns, or that cannot be taken for one."""

    line: int
    raw: bytes | None
    """The record or the line as it stands in the file, in UTF-8 as far as it is; None where it is
    passed on as a record too."""
    kind: str
    """A key of `faults.BROKEN`."""
    told: str = ""
    """What the kind alone does not say: how many values it has, or which character is too many."""


@dataclass
class Splitter:
    """Cuts UTF-8 bytes into records, piece by piece."""

    file_format: FileFormat
    width: int
    on_broken: Callable[[BrokenLine], None]
    target_encoding: str | None = None
    """The codec of a target that holds fewer characters than UTF-8."""
    line: int = 1
    """The line on which the next record begins."""
    is_row: Callable[[list[Cell]], bool] = lambda _: False
    """Whether a record behind a quote that never ends is a row beyond doubt."""
    verbatim: bool = False
    """Whether what looks like no value is taken as it stands: control characters, empty lines at
    the end of one column."""
    plains: Mapping[int, PlainPatterns] = field(default_factory=dict)
    """By position: how the values look that mean one thing only."""
    rows: int = 0
    """Good records so far."""
    broken: int = 0
    blank: int = 0
    """Empty lines passed over; between the values of one column they are rows."""
    last: tuple[int, bytes] | None = None
    """The last good record with its line."""
    _rest: bytes = field(default=b"", repr=False)
    _held: list[tuple[int, bytes]] = field(default_factory=list, repr=False)
    """Empty lines of one column, which are rows only if another one follows."""
    _open_line: int = 0
    """The line of a quote that never ends, if there is one."""

    def __post_init__(self) -> None:
        self._grammar = Grammar(self.file_format)
        self._values = PlainValues(self._grammar, self.width, self.plains)
        self._record = self._grammar.record([self._grammar.value] * self.width)
        self._quote = self.file_format.quote.encode()
        self._mark = self.file_format.delimiter.encode()
        self._ends_escaped = bool(self._quote) and self.file_format.escape == "\\"
        self._marks = (codecs.BOM_UTF8, self._quote + codecs.BOM_UTF8)
        self._wary = not self.verbatim and is_legacy(self.file_format.encoding)

    @property
    def last_row(self) -> tuple[int, tuple[Cell, ...]] | None:
        """The line and the values of the last good record."""
        if self.last is None:
            return None
        line, record = self.last
        return line, tuple(self._grammar.cells(record))

    @property
    def doubtful(self) -> frozenset[int]:
        """Positions of columns with a value that is not plain."""
        return frozenset(self._values.doubtful)

    def feed(self, data: bytes, *, last: bool = False) -> Iterator[bytes]:
        """The good records that are complete by now in blocks, each behind its line's number.

        They end in a plain newline, whatever the file has. Nothing comes where more is needed.
        """
        data = self._rest + data
        if last and data and not data.endswith(b"\n"):
            data += b"\n"
        lines, position, done = line_counter(data), 0, False
        while not done:
            records: list[tuple[int, bytes]] = []
            position, done = self._cut(data, position, lines, records, last=last)
            if block := self._numbered(self._without_blank_end(records)):
                yield block
        self._rest = data[position:]
        if last:
            self.blank += len(self._held)

    def _without_blank_end(self, records: list[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
        """The records but for empty lines behind the last, which wait for another one."""
        if self.width > 1 or self.verbatim:
            return records
        records = self._held + records
        end = len(records)
        while end and not records[end - 1][1]:
            end -= 1
        self._held = records[end:]
        return records[:end]

    def _cut(
        self,
        data: bytes,
        position: int,
        lines: Callable[[bytes], int],
        records: list[tuple[int, bytes]],
        *,
        last: bool,
    ) -> tuple[int, bool]:
        """Collect records until there are enough, or one is incomplete, which is the second part.

        The first part is the place behind the last of them.
        """
        match, keep, line = self._values.record.match, records.append, self.line
        while len(records) < AT_ONCE:
            record = match(data, position)
            if record is None:
                record = self._values.match(data, position)
                match = self._values.record.match
            if record is not None:
                keep((line, record[1]))
                line += lines(record[0])
                position = record.end()
                continue
            self.line = line
            following = self._unusual(data, position, last)
            if following is None:
                return position, True
            line += lines(data[position:following])
            position = following
        self.line = line
        return position, False

    def _unusual(self, data: bytes, position: int, last: bool) -> int | None:
        """Deal with what is no good record; where to go on, or None where more data is needed."""
        if position >= len(data):
            return None
        if self.width > 1 and (end := _blank_line(data, position)):
            self.blank += 1
            return end
        match = self._grammar.values.match(data, position)
        assert match is not None  # an empty value always matches
        end = match.end()
        following = data[end : end + 2]
        if following in (b"", b"\r"):
            self._wait(data, position)
            return None
        if self._is_open(data, position, end):
            self._wait(data, position, open_quote=True)
            return self._give_up_rest(data, position) if last else None
        if following[:1] not in (b"\n", b"\r"):
            return self._give_up_stray(data, position, last)
        self._tell(match[0], "ragged", str(self._grammar.width(match[0])))
        return end + (2 if following == b"\r\n" else 1)

    def _wait(self, data: bytes, position: int, *, open_quote: bool = False) -> None:
        """More data is needed, unless there is too much already. Raises LineTooLong."""
        if len(data) - position > LARGEST:
            raise LineTooLong(self.line, open_quote=open_quote)

    def _is_open(self, data: bytes, position: int, end: int) -> bool:
        """Whether a quoted value begins at `end` and does not end within the data."""
        at_start = end == position or data[end - 1 : end] == self._mark
        return bool(self._quote) and at_start and data[end : end + 1] == self._quote

    def _give_up_stray(self, data: bytes, position: int, last: bool) -> int | None:
        """Tell of a line with a quote where none can be; where to go on, None for more data.

        Where it leaves a value open, all up to the line that closes it is one piece, unless what
        stands between are rows beyond doubt.
        """
        end = _next_line(data, position)
        if end is None:
            self._wait(data, position)
            return None
        if self._leaves_open(data[position:end]):
            closing = self._closing(data, end)
            if closing is None and not last and len(data) - position < FARTHEST:
                return None
            if closing is not None and not self._are_rows(data[end : closing[0]], 0):
                end = closing[1]
        self._tell(data[position:end].rstrip(b"\r\n"), "stray_quote")
        return end

    def _leaves_open(self, line: bytes) -> bool:
        """Whether a value of the line begins with a quote, and one of its quotes has no other."""
        begins = line.startswith(self._quote) or self._mark + self._quote in line
        return begins and line.count(self._quote) % 2 == 1

    def _closing(self, data: bytes, position: int) -> tuple[int, int] | None:
        """The next line that closes a value and begins none: where it begins and ends."""
        limit = position + FARTHEST
        while position < limit and (end := _next_line(data, position)):
            if data.count(self._quote, position, end) % 2:
                return None if self._leaves_open(data[position:end]) else (position, end)
            position = end
        return None

    def _give_up_rest(self, data: bytes, position: int) -> int:
        """Tell of all behind a quote that never ends; where to go on.

        It is one piece, unless what follows are rows beyond doubt: those are passed on one by one,
        each with a word against it.
        """
        end = _next_line(data, position) or len(data)
        if self._are_rows(data, end):
            self._tell(data[position:end].rstrip(b"\r\n"), "open_quote")
            self._open_line = self.line
            return end
        self._tell(data[position:].rstrip(b"\r\n"), "open_quote")
        return len(data)

    def _are_rows(self, data: bytes, position: int) -> bool:
        has_rows = False
        while position < len(data):
            record = self._record.match(data, position)
            has_rows = record is not None and self.is_row(self._grammar.cells(record[1]))
            end = record.end() if record is not None and has_rows else _blank_line(data, position)
            if end is None:
                return False
            position = end
        return has_rows

    def _tell(self, raw: bytes, kind: str, told: str = "") -> None:
        self.broken += 1
        if raw.startswith(self._marks):
            kind = "mark"
        self.on_broken(BrokenLine(self.line, raw, kind, told))

    def _numbered(self, records: list[tuple[int, bytes]]) -> bytes:
        """The records behind their numbers, without those that are no text."""
        if not records:
            return b""
        block = self._joined(records)
        if self._looks_wrong(block):
            records = [pair for pair in records if self._passes(*pair)]
            block = self._joined(records)
        self.rows += len(records)
        self.last = records[-1] if records else self.last
        for line, _ in records if self._open_line else ():
            self.on_broken(BrokenLine(line, None, "behind_quote", str(self._open_line)))
        return block

    def _joined(self, records: list[tuple[int, bytes]]) -> bytes:
        mark = self._mark
        block = b"".join([b"%d%b%b\n" % (line, mark, record) for line, record in records])
        return ESCAPED_END.sub(rb"\1", block) if self._ends_escaped else block

    def _passes(self, line: int, record: bytes) -> bool:
        kind, remark = self._fault(record)
        if kind:
            self.broken += 1
            self.on_broken(BrokenLine(line, record, kind, remark))
        return not kind

    def _looks_wrong(self, block: bytes) -> bool:
        """Whether one of the block's records may be no row of the file."""
        marked = any(self._mark + start in block for start in self._marks)
        return marked or bool(self._fault(block)[0])

    def _fault(self, data: bytes) -> tuple[str, str]:
        """Why the data is not taken, as a kind of fault and what to say of it."""
        if b"\0" in data:
            return "nul", ""
        if self.file_format.backslashes:
            if ESCAPE_BY_NUMBER.search(data):
                return "escape", ""
        elif not self._quote and QUOTE_OF_NONE.encode() in data:
            return "control", ""
        if data.isascii():
            return "", ""
        if data.startswith(self._marks):
            return "mark", ""
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return "encoding", ""
        if self._wary and (control := CONTROL.search(text)):
            return "legacy_control", f"U+{ord(control[0]):04X}"
        return self._not_in_target(text)

    def _not_in_target(self, text: str) -> tuple[str, str]:
        if self.target_encoding is None:
            return "", ""
        try:
            text.encode(self.target_encoding)
        except UnicodeEncodeError as error:
            return "not_in_target", f"U+{ord(text[error.start]):04X}"
        return "", ""


class LineTooLong(Exception):
    """A line of more than `LARGEST` bytes, or as many behind a quote that does not end."""

    def __init__(self, line: int, *, open_quote: bool = False) -> None:
        super().__init__(line)
        self.line = line
        self.open_quote = open_quote


def _blank_line(data: bytes, position: int) -> int | None:
    if data[position : position + 2] == b"\r\n":
        return position + 2
    if data[position : position + 1] == b"\n":
        return position + 1
    if data[position : position + 1] == b"\r" and position + 1 < len(data):
        return position + 1
    return None


def _next_line(data: bytes, position: int) -> int | None:
    match = ENDING.search(data, position)
    return match.end() if match else None
