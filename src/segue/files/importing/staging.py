"""A file's rows into a temporary table of text: streamed, whatever the file's size."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from typing import IO

from psycopg import Copy, sql

from segue.database.session import Connection
from segue.errors import FileUnreadable
from segue.files.importing.columns import FileFeed
from segue.files.importing.decoding import codec_of, to_utf8, unmarked
from segue.files.importing.file_format import FileFormat
from segue.files.importing.grammar import Cell
from segue.files.importing.load import FileLoad, read, written
from segue.files.importing.opening import DAMAGED, opened, worded
from segue.files.importing.records import LARGEST, BrokenLine, LineTooLong, Splitter
from segue.files.importing.spellings.model import TEXTS, base_type
from segue.files.importing.values import looks_typed, plain_of
from segue.mapping.sql import as_written

PIECE = 2**17
"""Bytes read at once, more only while a record is longer."""

LONG_PIECE = 2**24
"""Bytes read at once while a record is long."""

MOST_COLUMNS = 1500
"""PostgreSQL takes 1600 in a table."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What was in the file."""

    rows: int
    """Records with the right number of values."""
    broken: int
    """Lines that are no such record."""
    blank: int
    """Empty lines, which are no rows."""
    doubtful: frozenset[int] = frozenset()
    """Positions of columns with a value that is not plain."""
    last_row: tuple[int, tuple[Cell, ...]] | None = None
    """The line and the values of the last record."""


def tells_null(connection: Connection, load: FileLoad) -> bool:
    """Whether the file tells NULL from the empty text; most spreadsheets and pandas do not."""
    texts = [written(f) for f in load.layout.feeds if base_type(f.column) in TEXTS]
    if load.head.file_format.null or not texts:
        return True
    empty = sql.SQL(" OR ").join(sql.SQL("{} = ''").format(column) for column in texts)
    statement = sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE {})").format(load.text, empty)
    return connection.execute(statement).fetchone() == (True,)


def stage(connection: Connection, load: FileLoad, on_bytes: Callable[[int], None]) -> Staged:
    """Fill `text`, and `wrong` with the lines that are no rows, in the transaction that is open.

    `on_bytes` hears how many bytes of UTF-8 were read since it last heard. Raises FileUnreadable.
    """
    _create(connection, load)
    plains = {one.position: plain_of(one, load) for one in load.layout.feeds}
    codec = codec_of(connection.info.parameter_status("server_encoding") or "")
    with tempfile.TemporaryFile() as spool:
        splitter = Splitter(
            load.head.file_format,
            load.width,
            _spooling(spool, codec),
            codec,
            load.head.line,
            is_row=partial(_is_row, load),
            verbatim=load.verbatim,
            plains={place: one for place, one in plains.items() if one is not None},
        )
        try:
            with (
                opened(load.path, load.label) as file,
                connection.cursor().copy(_copy_text(load)) as copy,
            ):
                _pour(_pieces(file, load), splitter, copy, on_bytes)
        except LineTooLong as error:
            raise FileUnreadable(path=load.label, reason=_too_long(error)) from None
        except DAMAGED as error:
            raise FileUnreadable(path=load.label, reason=worded(error)) from error
        if splitter.broken:
            spool.seek(0)
            _copy_broken(connection, load, spool)
    doubtful = splitter.doubtful | {place for place, one in plains.items() if one is None}
    return Staged(splitter.rows, splitter.broken, splitter.blank, doubtful, splitter.last_row)


def _too_long(error: LineTooLong) -> str:
    size = f"{LARGEST // 2**20} MiB"
    if error.open_quote:
        return f"a quoted value begins in line {error.line} and does not end within {size}"
    return f"line {error.line} is longer than {size}"


def _is_row(load: FileLoad, cells: list[Cell]) -> bool:
    """Whether a column of numbers, dates or the like has a value, as pieces of a text do not."""
    return any(
        looks_typed(feed, cells[feed.position].text)
        for feed in load.layout.feeds
        if feed.position < len(cells)
    )


def _create(connection: Connection, load: FileLoad) -> None:
    if load.width > MOST_COLUMNS:
        raise FileUnreadable(path=load.label, reason=f"it has {load.width} columns")
    load.staging.make(
        connection,
        {
            "text": [LINE, *((sql.Identifier(f"c{n}"), TEXT) for n in range(load.width))],
            "wrong": [LINE, *WRONG],
            "rows": [LINE, *((read(feed), _declared(feed)) for feed in load.layout.feeds)],
            "known": [LINE, CHANGED],
        },
    )


def _declared(feed: FileFeed) -> sql.Composed:
    """The type and collation of the table's column, so that equality is the table's, too."""
    collation = feed.column.collation
    return sql.SQL("{}{}").format(
        as_written(feed.column.type.text),
        sql.SQL(" COLLATE {}").format(collation.identifier) if collation else sql.SQL(""),
    )


LINE = (sql.Identifier("line"), sql.SQL("bigint"))
TEXT = sql.SQL("text")
CHANGED = (sql.Identifier("changed"), sql.SQL("boolean"))
WRONG = (
    (sql.Identifier("place"), sql.SQL("int")),
    *((sql.Identifier(name), TEXT) for name in ("kind", "told", "raw")),
)


def _copy_text(load: FileLoad) -> sql.Composed:
    columns = sql.SQL(", ").join(sql.Identifier(f"c{n}") for n in range(load.width))
    copy = sql.SQL("COPY {} (line, {}) FROM STDIN").format(load.text, columns)
    return copy_statement(copy, load.head.file_format)


def copy_statement(copy: sql.Composable, file_format: FileFormat) -> sql.Composed:
    """A COPY with the options that read or write as the file does."""
    if file_format.backslashes:
        return sql.SQL("{} (FORMAT text, DELIMITER {}, NULL {})").format(
            copy, file_format.delimiter, file_format.null
        )
    return sql.SQL("{} (FORMAT csv, DELIMITER {}, QUOTE {}, ESCAPE {}, NULL {})").format(
        copy,
        file_format.delimiter,
        file_format.copy_quote,
        file_format.copy_escape,
        file_format.null,
    )


def _pieces(file: IO[bytes], load: FileLoad) -> Generator[tuple[bytes, bool], int, None]:
    """The file behind its header in UTF-8, piece by piece; whether a piece is the last.

    The reader asks for more by sending the size of the next piece.
    """
    decode, left_out = to_utf8(load.head.file_format.encoding), load.head.offset
    size = PIECE
    while True:
        data = file.read(size)
        piece = decode(data, not data)
        dropped, left_out = piece[left_out:], max(0, left_out - len(piece))
        size = yield dropped, not data
        if not data:
            return


def _pour(
    pieces: Generator[tuple[bytes, bool], int, None],
    splitter: Splitter,
    copy: Copy,
    on_bytes: Callable[[int], None],
) -> None:
    """Send the good records on. Pieces grow while no record ends, so that long ones stay cheap."""
    size = PIECE
    piece, last = next(pieces)
    while True:
        size = min(size * 2, LONG_PIECE)
        for block in splitter.feed(piece, last=last):
            copy.write(block)
            size = PIECE
        on_bytes(len(piece))
        if last:
            return
        piece, last = pieces.send(size)


def _spooling(spool: IO[bytes], codec: str | None) -> Callable[[BrokenLine], None]:
    """Broken lines wait in a file: while one COPY is under way there cannot be another."""

    def write(broken: BrokenLine) -> None:
        raw = "\\N" if broken.raw is None else _escaped(_text(broken.raw, codec))
        fields = (str(broken.line), broken.kind, broken.told, raw)
        spool.write("\t".join(fields).encode() + b"\n")

    return write


def _text(raw: bytes, codec: str | None) -> str:
    """Bytes of any kind as a text that the target can hold."""
    text = unmarked(raw).decode(errors="backslashreplace").replace("\0", "\\x00")
    return text if codec is None else text.encode(codec, "backslashreplace").decode(codec)


def _escaped(text: str) -> str:
    """As COPY's text format has it."""
    text = text.replace("\\", "\\\\").replace("\t", "\\t")
    return text.replace("\n", "\\n").replace("\r", "\\r")


def _copy_broken(connection: Connection, load: FileLoad, spool: IO[bytes]) -> None:
    statement = sql.SQL("COPY {} (line, kind, told, raw) FROM STDIN").format(load.wrong)
    with connection.cursor().copy(statement) as copy:
        while data := spool.read(PIECE):
            copy.write(data)
