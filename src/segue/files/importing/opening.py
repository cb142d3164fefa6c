"""Files of rows, plain or compressed, as streams of bytes."""

from __future__ import annotations

import gzip
import importlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from segue.errors import FileUnreadable, MissingPackage

OTHER_FORMATS = {
    b"PK\x03\x04": "it is a workbook (.xlsx, .ods) or a zip archive",
    b"\xd0\xcf\x11\xe0": "it is an old Excel workbook (.xls)",
    b"PAR1": "it is a Parquet file",
    b"PGDMP": "it is a dump of pg_dump, which pg_restore reads",
    b"SQLite format 3": "it is an SQLite database",
    b"%PDF": "it is a PDF",
    b"BZh": "it is compressed by bzip2",
    b"\xfd7zXZ": "it is compressed by xz",
    b"7z\xbc\xaf": "it is a 7-Zip archive",
}
"""First bytes of files that people give by mistake."""

DAMAGED = (OSError, EOFError, zlib.error)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file's bytes, uncompressed. Raises FileUnreadable, MissingPackage."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
            file.seek(0)
            with _uncompressed(file, start) as stream:
                yield stream
    except DAMAGED as error:
        raise FileUnreadable(path=path, reason=_worded(error)) from error


def refuse_other_formats(path: Path, sample: bytes) -> None:
    """Raises FileUnreadable for a file that is known not to be CSV."""
    for start, what in OTHER_FORMATS.items():
        if sample.startswith(start):
            raise FileUnreadable(path=path, reason=what)


@contextmanager
def _uncompressed(file: IO[bytes], start: bytes) -> Iterator[IO[bytes]]:
    if start.startswith(b"\x1f\x8b"):
        with gzip.GzipFile(fileobj=file) as stream:
            yield cast(IO[bytes], stream)
    elif start.startswith(b"\x28\xb5\x2f\xfd"):
        with _zstandard(file) as stream:
            yield stream
    else:
        yield file


@contextmanager
def _zstandard(file: IO[bytes]) -> Iterator[IO[bytes]]:
    try:
        zstandard = importlib.import_module("zstandard")
    except ImportError as error:
        raise MissingPackage(wanted="zstd files", extra="zstd") from error
    try:
        with zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True) as stream:
            yield stream
    except zstandard.ZstdError as error:
        raise OSError(str(error)) from error


def _worded(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
