"""What stands between values and around them: tried before it is guessed.

How the file was written, where a note says so, comes first; then RFC 4180, with each delimiter;
statistics last. The first that reads the sample without a fault is taken.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from segue.files.importing.encodings import FileDoubt, library
from segue.files.importing.file_format import ExpectedFormat, FileFormat, FileOptions
from segue.files.importing.grammar import Cell, Grammar, cells_of, sample_records, width_of

DELIMITERS = (",", ";", "\t", "|")
"""Those that are looked for; any other character has to be told."""

NAMES = {"\t": "tab", ";": "semicolon", ",": "comma", "|": "bar", "": "none"}

SHOWN_TO_LIBRARY = 2**15
"""Characters that the library sees: its search takes seconds for much more."""

ESCAPES = re.compile(r"\\([ntrbfvN0\\'\"\t,;|]|$)")
"""What backslashes stand before where they are no characters of the text."""

CERTAIN_QUOTES = 3
"""Values within apostrophes, all of their column, that leave no doubt."""

Known = Callable[[str], bool]


def find_dialect(
    data: bytes,
    file_format: FileFormat,
    options: FileOptions,
    expected: ExpectedFormat | None,
    is_column: Known,
    *,
    whole: bool,
) -> tuple[FileFormat, tuple[FileDoubt, ...]]:
    """The format with its delimiter, quote and escape, and a doubt where two are as good."""
    if expected is not None:
        as_written = _as_told(replace(file_format, delimiter=expected.delimiter), options, expected)
        width = width_of(data, as_written, whole=whole) or 0
        if width > 1 or 0 < width == expected.width or not data.strip():
            return as_written, ()
    readings = [
        one
        for one in (replace(file_format, delimiter=mark) for mark in DELIMITERS)
        if one.delimiter.encode() in data and (width_of(data, one, whole=whole) or 0) > 1
    ]
    if readings:
        dialect, doubts = _best(data, readings, options, is_column, whole=whole)
    elif unusual := _unusual(data, file_format, is_column, whole=whole):
        mark = shlex.quote(unusual if unusual.isprintable() else f"\\x{ord(unusual):02x}")
        question = f"Is {mark} what separates its values? Its header then names columns."
        option = f"--delimiter {mark}"
        return replace(file_format, delimiter=unusual), (FileDoubt(question, option),)
    elif any(mark.encode() in data for mark in DELIMITERS):
        dialect, doubts = _by_statistics(data, file_format, options, is_column, whole=whole), ()
    else:
        dialect, doubts = replace(file_format, delimiter=DELIMITERS[0]), ()
    if options.quote is not None or options.escape is not None:
        return dialect, doubts
    dialect, more = find_backslashes(data, dialect, whole=whole)
    return dialect, (*doubts, *more)


def _unusual(data: bytes, file_format: FileFormat, is_column: Known, *, whole: bool) -> str:
    """Another sign by which the header names several columns, in rows of as many values."""
    signs = set(re.sub(rb"[\w\s\"'.-]|[\x80-\xff]", b"", data.split(b"\n", 1)[0]).decode())
    readings = [replace(file_format, delimiter=sign) for sign in sorted(signs)]
    fitting = [one for one in readings if (width_of(data, one, whole=whole) or 0) > 1]
    columns_by_mark = {one.delimiter: _columns(data, one, is_column) for one in fitting}
    best = max(columns_by_mark, key=columns_by_mark.__getitem__, default="")
    return best if best and columns_by_mark[best] > 1 else ""


def _as_told(file_format: FileFormat, options: FileOptions, expected: ExpectedFormat) -> FileFormat:
    return replace(
        file_format,
        quote=expected.quote if options.quote is None else options.quote,
        escape=expected.escape if options.escape is None else options.escape,
    )


def _best(
    data: bytes, readings: list[FileFormat], options: FileOptions, is_column: Known, *, whole: bool
) -> tuple[FileFormat, tuple[FileDoubt, ...]]:
    """The reading whose header names the most columns; asked where several do."""
    names = {one.delimiter: _columns(data, one, is_column) for one in readings}
    most = max(names.values())
    best, *others = [one for one in readings if names[one.delimiter] == most]
    doubts: tuple[FileDoubt, ...] = ()
    if others:
        marks = [best, *others]
        marks_text = ", ".join(f"{NAMES[one.delimiter]} ({_first_row(data, one)})" for one in marks)
        question = f"Its rows can be read by several delimiters: {marks_text}. Is it the first?"
        doubts = (FileDoubt(question, f"--delimiter {NAMES[best.delimiter]}"),)
    if options.quote is None and options.escape is None:
        best, more = _in_apostrophes(data, best, whole=whole)
        doubts += more
    return best, doubts


def _first_row(data: bytes, file_format: FileFormat) -> str:
    records = sample_records(data, file_format, whole=True)
    cells = cells_of(Grammar(file_format), records[min(1, len(records) - 1)].raw)
    return " / ".join(cell.text[:20] for cell in cells[:4])


def _in_apostrophes(
    data: bytes, file_format: FileFormat, *, whole: bool
) -> tuple[FileFormat, tuple[FileDoubt, ...]]:
    """The format, with the apostrophe as its quote where a column has all its values in them.

    Few such values may be so by chance.
    """
    grammar = Grammar(file_format)
    rows = [cells_of(grammar, one.raw) for one in sample_records(data, file_format, whole=whole)]
    columns = [*map(_all_within, zip(*rows[1:], strict=False))]
    other = replace(file_format, quote="'")
    if any(cell.quoted for row in rows for cell in row) or not any(columns):
        return file_format, ()
    if width_of(data, other, whole=whole) != width_of(data, file_format, whole=whole):
        return file_format, ()
    most = max(columns, key=len)
    if len(most) >= CERTAIN_QUOTES and max(map(len, most)) > 2:
        return other, ()
    question = f"Are the apostrophes around values quotes, as in {most[0][:20]}?"
    return other, (FileDoubt(question, "--quote \"'\" (or --quote '\"')"),)


def _all_within(column: tuple[Cell, ...]) -> list[str]:
    """The column's values, if all of them stand in apostrophes."""
    texts = [cell.text for cell in column if cell.text]
    return texts if all(len(t) > 1 and t[0] == t[-1] == "'" for t in texts) else []


def _by_statistics(
    data: bytes, file_format: FileFormat, options: FileOptions, is_column: Known, *, whole: bool
) -> FileFormat:
    dialect = _detected(data[:SHOWN_TO_LIBRARY].decode(errors="replace"))
    delimiter = _delimiter(
        data, file_format, (dialect.delimiter if dialect else "") or ",", is_column
    )
    plain = replace(file_format, delimiter=delimiter)
    quote = dialect.quotechar if dialect and dialect.quotechar in ('"', "'") else '"'
    escape = "\\" if dialect and dialect.escapechar == "\\" else ""
    guess = _as_told(plain, options, ExpectedFormat(file_format.encoding, delimiter, quote, escape))
    fits = width_of(data, guess, whole=whole) is not None
    return guess if fits or _rows(data, guess) > _rows(data, plain) else plain


def _rows(data: bytes, file_format: FileFormat) -> int:
    """The rows before the first that is ill written."""
    return len(sample_records(data, file_format, whole=True))


def _detected(text: str) -> Any:
    """What the library takes the text for: an object with its marks, or None."""
    clevercsv = library("clevercsv")
    try:
        return clevercsv.Detector().detect(text.replace("\0", ""), delimiters=[*DELIMITERS, ""])
    except clevercsv.Error:
        return None


def _delimiter(data: bytes, file_format: FileFormat, found: str, is_column: Known) -> str:
    """What was found, unless another one splits the header into more of the table's columns."""

    def columns(mark: str) -> int:
        return _columns(data[:SHOWN_TO_LIBRARY], replace(file_format, delimiter=mark), is_column)

    return max((found, *DELIMITERS), key=lambda mark: (columns(mark), mark == found))


def _columns(data: bytes, file_format: FileFormat, is_column: Known) -> int:
    """How many names of the first row are columns of the table."""
    records = sample_records(data, file_format, whole=True)
    cells = cells_of(Grammar(file_format), records[0].raw) if records else []
    return sum(is_column(cell.text.strip()) for cell in cells)


def find_backslashes(
    data: bytes, file_format: FileFormat, *, whole: bool
) -> tuple[FileFormat, tuple[FileDoubt, ...]]:
    """The format, with backslashes that stand before n, t and themselves where the file has such.

    `mysql --batch` and PostgreSQL's text format write so, but a text may hold a backslash, too.
    To them a quote is a character like others: what stands behind one is looked at as well.
    """
    if not file_format.quote or file_format.escape or b"\\" not in data:
        return file_format, ()
    unquoted = replace(file_format, quote="")
    records = sample_records(data, unquoted, whole=whole)
    cells = [cell for one in records for cell in cells_of(Grammar(unquoted), one.raw)]
    quoted = any(_is_quoted(cell.text, file_format.quote) for cell in cells)
    escaped = [cell.text for cell in cells if _is_escaped(cell.text, file_format)]
    if not escaped or quoted or any(map(_is_plain, cells)):
        return file_format, ()
    examples = ", ".join(escaped[:3])
    question = f"Do backslashes stand for line breaks, tabs and themselves, as in {examples}?"
    option = "--quote none --escape '\\' (or --escape none)"
    return replace(file_format, quote="", escape="\\"), (FileDoubt(question, option),)


def _is_quoted(text: str, quote: str) -> bool:
    """Whether a value may begin within quotes; an apostrophe at its front alone is none."""
    return text.startswith(quote) and (quote == '"' or (len(text) > 1 and text.endswith(quote)))


def _is_escaped(text: str, file_format: FileFormat) -> bool:
    if text == file_format.null:
        return False
    return "\\" in text and (text != "\\N" or file_format.delimiter == "\t")


def _is_plain(cell: Cell) -> bool:
    """Whether a backslash stands before something that needs none."""
    return "\\" in ESCAPES.sub("", cell.text)
