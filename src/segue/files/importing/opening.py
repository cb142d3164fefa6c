"""Files of rows, plain or compressed, as streams of bytes; one that breaks off is never whole."""

from __future__ import annotations

import bz2
import gzip
import importlib
import io
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any, cast

from segue.errors import FileUnreadable, MissingPackage

OTHER_FORMATS = {
    b"\xd0\xcf\x11\xe0": "it is an old Excel workbook (.xls)",
    b"PAR1": "it is a Parquet file",
    b"PGDMP": "it is a dump of pg_dump, which pg_restore reads",
    b"SQLite format 3": "it is an SQLite database",
    b"%PDF": "it is a PDF",
    b"PK\x03\x04": "it is an archive within an archive",
    b"7z\xbc\xaf": "it is a 7-Zip archive",
    b"\x04\x22\x4d\x18": "it is compressed by lz4",
    b"\x1f\x9d": "it is compressed by compress (.Z)",
    b"\x5d\0\0": "it is compressed by lzma, the form before xz",
    b"PGCOPY\n\xff\r\n\0": "it is COPY's binary format: write it with FORMAT csv",
    b"ARROW1": "it is an Arrow (Feather) file",
    b"Obj\x01": "it is an Avro file",
    b"ORC": "it is an ORC file",
    b"{\\rtf": "it is a text with layout (RTF)",
}
"""First bytes of files that people give by mistake."""

_LINES: Callable[[bytes], re.Pattern[bytes]] = partial(re.compile, flags=re.IGNORECASE)
OTHER_TEXTS = {
    _LINES(rb"\s*<(!doctype|html|\?xml|table)\b"): "it is HTML or XML",
    _LINES(
        rb"(\s*(--[^\n]*|/\*[^\n]*|SET [^\n]*;|BEGIN;)\n)*"
        rb"\s*(COPY\s.*\sFROM\s+stdin|INSERT\s+INTO\s|CREATE\s+(TABLE|SCHEMA)\s)"
    ): "it is SQL, which psql runs",
    _LINES(
        rb"(-\[ RECORD 1 \]|\+-[-+]+\+\s*\n|([^\n]*\n){1,2}[ :|+-]*---[ :|+-]*[|+][ :|+-]*\r?\n)"
    ): "it is a table drawn for people, as psql, mysql and Markdown draw them: have it written as"
    " CSV (psql: \\copy ... CSV HEADER; mysql: --batch)",
}
"""How texts begin that people give by mistake."""

WORKBOOK = frozenset({"[Content_Types].xml", "mimetype"})
"""Members of a zip archive by which it is a workbook."""

DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile)

SHOWN = 2**10
"""Bytes in which a document over several lines names its first value."""

PIECE = 2**17
"""Compressed bytes read at once."""


@contextmanager
def opened(path: Path, label: str = "") -> Iterator[IO[bytes]]:
    """The file's bytes, uncompressed. Raises FileUnreadable, MissingPackage.

    `label` is what messages call it.

    Reading to the end raises one of `DAMAGED` where a compressed form lacks its own end mark.
    """
    try:
        with path.open("rb") as file:
            start = file.read(16)
            file.seek(0)
            with _uncompressed(label or str(path), file, start) as stream:
                yield stream
    except DAMAGED as error:
        raise FileUnreadable(path=label or path, reason=worded(error)) from error


def refuse_other_formats(path: str, sample: bytes) -> None:
    """Raises FileUnreadable for a file that is known not to be CSV."""
    for start, what in OTHER_FORMATS.items():
        if sample.startswith(start):
            raise FileUnreadable(path=path, reason=what)
    for beginning, what in OTHER_TEXTS.items():
        if beginning.match(sample):
            raise FileUnreadable(path=path, reason=what)
    if _is_json(sample):
        raise FileUnreadable(path=path, reason="it is JSON")
    if any(map(sample.startswith, READERS)):
        raise FileUnreadable(path=path, reason="it is compressed twice: unpack it once")
    if sample[257:262] == b"ustar":
        raise FileUnreadable(path=path, reason="it is a tar archive: unpack it")


def _is_json(sample: bytes) -> bool:
    """Whether it begins with an array of objects, or with a line that is an object."""
    if re.match(rb"\s*\[\s*\{\s*[\"}]", sample):
        return True
    line = sample.lstrip().split(b"\n", 1)[0]
    if not line.startswith(b"{"):
        return False
    try:
        json.loads(line)
    except ValueError:
        return bool(re.match(rb"\{\s*\Z", line)) and b'":' in sample[:SHOWN]
    return True


def worded(error: BaseException) -> str:
    """What a broken read says, in words."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__


def _uncompressed(path: str, file: IO[bytes], start: bytes) -> Any:
    for mark, reader in READERS.items():
        if start.startswith(mark):
            return reader(path, file)
    return _plain(path, file)


@contextmanager
def _plain(_path: str, file: IO[bytes]) -> Iterator[IO[bytes]]:
    yield file


@contextmanager
def _gzip(_path: str, file: IO[bytes]) -> Iterator[IO[bytes]]:
    with gzip.GzipFile(fileobj=file) as stream:
        yield cast(IO[bytes], stream)


@contextmanager
def _bzip2(_path: str, file: IO[bytes]) -> Iterator[IO[bytes]]:
    yield _streams(file, bz2.BZ2Decompressor)


@contextmanager
def _xz(_path: str, file: IO[bytes]) -> Iterator[IO[bytes]]:
    yield _streams(file, partial(lzma.LZMADecompressor, lzma.FORMAT_XZ))


@contextmanager
def _zstandard(_path: str, file: IO[bytes]) -> Iterator[IO[bytes]]:
    try:
        zstandard = importlib.import_module("zstandard")
    except ImportError as error:
        raise MissingPackage(wanted="zstd files", extra="zstd") from error
    try:
        yield _streams(file, zstandard.ZstdDecompressor().decompressobj)
    except zstandard.ZstdError as error:
        raise OSError(str(error)) from error


@contextmanager
def _zip(path: str, file: IO[bytes]) -> Iterator[IO[bytes]]:
    """The one file of an archive. Its check sum is compared at the end."""
    if not zipfile.is_zipfile(file):
        raise EOFError("the zip archive breaks off: its directory, which stands last, is missing")
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        if WORKBOOK & set(names):
            raise FileUnreadable(path=path, reason="it is a workbook (.xlsx, .ods)")
        names = [name for name in names if not name.startswith("__MACOSX/")]
        if len(names) != 1:
            reason = f"it is a zip archive of {len(names)} files: unpack it"
            raise FileUnreadable(path=path, reason=reason)
        if archive.getinfo(names[0]).flag_bits & 1:
            raise FileUnreadable(path=path, reason="it is an encrypted zip archive: unpack it")
        with archive.open(names[0]) as stream:
            yield stream


def _streams(file: IO[bytes], decompressor: Callable[[], Any]) -> IO[bytes]:
    return cast(IO[bytes], io.BufferedReader(_Frames(file, decompressor), PIECE))


class _Frames(io.RawIOBase):
    """The content of compressed streams, one after another. Each has to end as its format says.

    Raises EOFError where the file ends within one. The libraries' own readers say nothing of that
    (zstd), or leave out what stands behind a stream and does not begin another (bzip2, xz).
    """

    def __init__(self, file: IO[bytes], decompressor: Callable[[], Any]) -> None:
        self._file, self._decompressor = file, decompressor
        self._frame: Any = None
        self._ahead, self._content = b"", b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._content and self._more():
            pass
        size = min(len(buffer), len(self._content))
        buffer[:size], self._content = self._content[:size], self._content[size:]
        return size

    def _more(self) -> bool:
        """Decompress a piece; False at the end of the file."""
        data = self._ahead or self._file.read(PIECE)
        self._ahead = b""
        if data and self._frame is None:
            data = data.lstrip(b"\0")  # what pads a stream to whole blocks
            if not data:
                return True
        if not data:
            if self._frame is not None:
                raise EOFError("the file breaks off within a compressed stream")
            return False
        if self._frame is None:
            self._frame = self._decompressor()
        self._content = self._frame.decompress(data)
        if self._frame.eof:
            self._ahead, self._frame = self._frame.unused_data, None
        return True


READERS: dict[bytes, Callable[[str, IO[bytes]], Any]] = {
    b"\x1f\x8b": _gzip,
    b"\x28\xb5\x2f\xfd": _zstandard,
    **{bytes([0x50 + n]) + b"\x2a\x4d\x18": _zstandard for n in range(16)},
    b"BZh": _bzip2,
    b"\xfd7zXZ": _xz,
    b"PK\x03\x04": _zip,
    b"PK\x05\x06": _zip,
}
"""How each compressed form is read, by its first bytes (of zstd also a skippable frame)."""
