"""Parquet in place of CSV, by pyarrow: streamed row group by row group."""

from __future__ import annotations

import io
import queue
import re
import threading
from pathlib import Path
from typing import Any

from segue.csvfiles.exporting.sheets import Sheet
from segue.csvfiles.manifest import sha256_of
from segue.errors import ExportFailed, MissingPackage

BLOCK = 16 * 1024 * 1024
"""Bytes of text that become one row group."""


class ParquetFile:
    """Rows as COPY sends them, with a header, become a Parquet file.

    A thread of its own reads them as CSV while they come. Raises ExportFailed where a value has no
    place in the column's Parquet type, MissingPackage where pyarrow is not installed.
    """

    def __init__(self, path: Path, sheet: Sheet) -> None:
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            raise MissingPackage(wanted="Parquet files", extra="parquet") from None
        self.path = path
        self._sha256 = ""
        self._sheet = sheet
        self._part = path.with_name(f".{path.name}.part")
        self._pipe = _Pipe()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._convert, name="parquet", daemon=True)
        self._thread.start()

    @property
    def sha256(self) -> str:
        """Of the file's bytes, once it is finished."""
        return self._sha256

    def write(self, rows: list[bytes]) -> None:
        self._pipe.put(b"".join(rows))
        self._raise_failure()

    def finish(self) -> None:
        self._pipe.put(b"")
        self._thread.join()
        self._raise_failure()
        self._part.replace(self.path)
        self._sha256 = sha256_of(self.path)

    def give_up(self) -> None:
        self._pipe.abandon()
        self._thread.join()
        self._part.unlink(missing_ok=True)

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise ExportFailed(
                table=self._sheet.label,
                reason=str(self._failure),
                help="Export it as CSV, or leave the column out with --columns.",
            ) from self._failure

    def _convert(self) -> None:
        try:
            _convert(self._pipe, self._part, self._sheet)
        except BaseException as error:
            self._failure = error
            self._pipe.abandon()


def _convert(pipe: _Pipe, path: Path, sheet: Sheet) -> None:
    import pyarrow as pa
    from pyarrow import csv, parquet

    types = {column.name: _arrow_type(pa, column.type) for column in sheet.columns}
    reader = csv.open_csv(
        pa.PythonFile(pipe, mode="r"),
        read_options=csv.ReadOptions(block_size=BLOCK, use_threads=False),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=types,
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            true_values=["t"],
            false_values=["f"],
        ),
    )
    with parquet.ParquetWriter(path, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)


def _arrow_type(pa: Any, type: str) -> Any:
    """The Arrow type that holds every value of a PostgreSQL type, else its text."""
    plain = {
        "smallint": pa.int16(),
        "integer": pa.int32(),
        "bigint": pa.int64(),
        "real": pa.float32(),
        "double precision": pa.float64(),
        "boolean": pa.bool_(),
    }
    digits = re.fullmatch(r"numeric\((\d+),(\d+)\)", type)
    if digits and int(digits[1]) <= 38:
        return pa.decimal128(int(digits[1]), int(digits[2]))
    if re.fullmatch(r"timestamp(\(\d\))? with time zone", type):
        return pa.timestamp("us", tz="UTC")
    if re.fullmatch(r"timestamp(\(\d\))? without time zone", type):
        return pa.timestamp("us")
    return pa.date32() if type == "date" else plain.get(type, pa.string())


class _Pipe(io.RawIOBase):
    """Bytes that one thread puts and another reads, a few pieces at a time."""

    def __init__(self) -> None:
        self._pieces: queue.Queue[bytes] = queue.Queue(maxsize=16)
        self._rest = b""
        self._ended = False
        self._abandoned = threading.Event()

    def put(self, data: bytes) -> None:
        """Add a piece; an empty one is the end. Returns at once where nobody reads any more."""
        while not self._abandoned.is_set():
            try:
                self._pieces.put(data, timeout=0.2)
            except queue.Full:
                continue
            return

    def abandon(self) -> None:
        """Nobody writes or reads any more."""
        self._abandoned.set()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._rest and not self._ended:
            if self._abandoned.is_set():
                raise OSError("the export was given up")
            try:
                self._rest = self._pieces.get(timeout=0.2)
            except queue.Empty:
                continue
            self._ended = not self._rest
        given, self._rest = (
            (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        )
        return given
