"""How a file is written, found out from its beginning by libraries made for it.

What is certain is taken and shown: a byte order mark, valid UTF-8, a delimiter that splits the
header into columns of the table. What two answers fit is a `FileDoubt`: it is asked, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from segue.files.importing.decoding import to_utf8
from segue.files.importing.dialects import find_backslashes, find_dialect
from segue.files.importing.encodings import BOMS, FileDoubt, find_encoding
from segue.files.importing.file_format import ExpectedFormat, FileFormat, FileOptions
from segue.files.importing.grammar import Cell, Grammar, SampleRecord
from segue.files.importing.grammar import cells_of as _cells
from segue.files.importing.grammar import sample_records as _records
from segue.files.importing.marginal_lines import doubt_of_titles

SAMPLE = 2**18
"""Bytes at a file's beginning that are looked at."""


@dataclass(frozen=True, slots=True)
class FileHead:
    """The beginning of a file: how it is written, its header and its first rows."""

    file_format: FileFormat
    names: tuple[str, ...]
    """The header's names; empty ones where it has none for a column; () without a header."""
    width: int
    rows: tuple[tuple[Cell, ...], ...]
    offset: int
    """Bytes of UTF-8 before the first row."""
    line: int
    """The line of the first row."""
    doubts: tuple[FileDoubt, ...] = ()


def read_head(
    sample: bytes,
    options: FileOptions,
    is_column: Callable[[str], bool],
    expected: ExpectedFormat | None = None,
    *,
    whole: bool = False,
) -> FileHead:
    """What the beginning of a file shows. `is_column` says whether a name is a column's.

    `whole` says that the sample is all there is. Raises MissingPackage where a library is needed.
    """
    encoding, doubts = find_encoding(
        sample, options.encoding, expected.encoding if expected else None, whole=whole
    )
    data = to_utf8(encoding)(sample, whole)
    looks = (options.skip, options.header, expected) == (0, None, None)
    if looks and (titles := doubt_of_titles(data, is_column)):
        skip, above = titles
        head = read_head(sample, replace(options, skip=skip), is_column, whole=whole)
        return replace(head, doubts=(above, *head.doubts))
    data, skipped, separator = _without_preamble(data, options.skip)
    file_format = FileFormat(
        encoding=encoding,
        bom=any(sample.startswith(mark) for mark, _ in BOMS),
        delimiter=options.delimiter or separator or "",
        quote='"' if options.quote is None else options.quote,
        escape=options.escape or "",
        null=options.null or "",
        decimal=options.decimal or ".",
        dates=options.dates,
        timezone=options.timezone,
    )
    if not file_format.delimiter:
        file_format, doubt = find_dialect(
            data, file_format, options, expected, is_column, whole=whole
        )
        doubts += doubt
    elif options.escape is None and options.quote is None and expected is None:
        file_format, doubt = find_backslashes(data, file_format, whole=whole)
        doubts += doubt
    records = _records(data, file_format, whole=whole)
    header, more = _header(records, file_format, options.header, is_column)
    file_format = replace(file_format, header=header, skip=options.skip)
    return _head(records, file_format, skipped, data, (*doubts, *more))


def _head(
    records: list[SampleRecord],
    file_format: FileFormat,
    skipped: tuple[int, int],
    data: bytes,
    doubts: tuple[FileDoubt, ...],
) -> FileHead:
    grammar = Grammar(file_format)
    lines, offset = skipped
    names: tuple[str, ...] = ()
    first = lines + 1
    if file_format.header and records:
        head = records[0]
        # A NUL has no place in any name or message.
        names = tuple(cell.text.replace("\0", "") for cell in _cells(grammar, head.raw))
        between = data[: head.end]
        first += between.count(b"\n") or between.count(b"\r")
        offset += head.end
        records = records[1:]
    rows = tuple(tuple(_cells(grammar, record.raw)) for record in records)
    width = len(names) or _usual_width(rows)
    return FileHead(file_format, names, width, rows, offset, first, doubts)


def _usual_width(rows: tuple[tuple[Cell, ...], ...]) -> int:
    """The number of values that most of the first rows have."""
    widths = [len(row) for row in rows]
    return max(set(widths), key=widths.count) if widths else 0


def _without_preamble(data: bytes, skip: int) -> tuple[bytes, tuple[int, int], str]:
    """The data behind the lines to skip and behind Excel's `sep=;`, which is the third part.

    The second is how many lines and bytes were left out.
    """
    lines = data.splitlines(keepends=True)
    left_out = lines[:skip]
    separator = ""
    if len(lines) > skip and lines[skip].lower().startswith(b"sep="):
        left_out.append(lines[skip])
        separator = lines[skip].rstrip(b"\r\n")[4:5].decode(errors="replace")
    size = sum(map(len, left_out))
    return data[size:], (len(left_out), size), separator


def _header(
    records: list[SampleRecord],
    file_format: FileFormat,
    told: bool | None,
    is_column: Callable[[str], bool],
) -> tuple[bool, tuple[FileDoubt, ...]]:
    """Whether the first record names columns."""
    if told is not None or not records:
        return bool(told), ()
    names = [cell.text.strip() for cell in _cells(Grammar(file_format), records[0].raw)]
    values = sum(_is_value(name) for name in names if name)
    if sum(map(is_column, names)) > values:
        return True, ()
    if len(set(names)) < len(names) or (values and not any(map(is_column, names))):
        return False, ()
    question = f"Is the first line ({', '.join(names)[:60]}) a header?"
    return True, (FileDoubt(question, "--header or --no-header"),)


def _is_value(text: str) -> bool:
    """Whether it is nothing that a column would be called: a number or a date."""
    return text[:1].isdigit() or text.lstrip("+-.,").replace(".", "").isdigit()
