"""One file on its way: encoded, compressed, hashed; under its own name only when it is whole."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import importlib
from pathlib import Path
from typing import BinaryIO, Protocol

from segue.csvfiles.dialect import Compression, Dialect
from segue.errors import MissingPackage


class Sink(Protocol):
    """Where bytes of a file go."""

    def write(self, data: bytes, /) -> object: ...

    def close(self) -> None: ...


class _Hashing:
    """Passes bytes on and hashes them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self._hash.update(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self._file.close()

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()


class CsvFile:
    """Rows as COPY sends them, UTF-8 with plain line ends, become a file of a dialect.

    `write` takes whole rows. Raises UnicodeEncodeError where the encoding lacks a character.
    """

    def __init__(self, path: Path, dialect: Dialect) -> None:
        self.path = path
        self._part = path.with_name(f".{path.name}.part")
        self._dialect = dialect
        self._hashing = _Hashing(self._part.open("wb"))
        self._sink = compressor(self._hashing, dialect.compression)
        self._encoder = encoder(dialect)

    @property
    def sha256(self) -> str:
        """Of the file's bytes, once it is finished."""
        return self._hashing.digest

    def write(self, rows: list[bytes]) -> None:
        """Add rows."""
        self._sink.write(self._encoder(rows))

    def finish(self) -> None:
        """Close the file and give it its name."""
        self._close()
        self._part.replace(self.path)

    def give_up(self) -> None:
        """Leave nothing behind."""
        self._close()
        self._part.unlink(missing_ok=True)

    def _close(self) -> None:
        self._sink.close()
        self._hashing.close()


class Encoder:
    """Rows of COPY to bytes in a dialect's encoding and with its line ends."""

    def __init__(self, dialect: Dialect) -> None:
        self._line_end = dialect.line_end.encode()
        self._plain = codecs.lookup(dialect.encoding).name == "utf-8"
        self._codec = codecs.getincrementalencoder(dialect.encoding)()
        self._begin = "\ufeff" if dialect.bom and "16" not in dialect.encoding else ""

    def __call__(self, rows: list[bytes]) -> bytes:
        if self._line_end != b"\n":
            rows = [row[:-1] + self._line_end for row in rows]
        data = b"".join(rows)
        if self._begin:
            data, self._begin = self._begin.encode() + data, ""
        return data if self._plain else self._codec.encode(data.decode())


def encoder(dialect: Dialect) -> Encoder:
    """A new encoder; each file needs its own."""
    return Encoder(dialect)


def compressor(file: _Hashing, compression: Compression) -> Sink:
    """The file itself, or what compresses into it."""
    if compression is Compression.GZIP:
        return gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=6, mtime=0)
    if compression is Compression.ZSTD:
        try:
            zstandard = importlib.import_module("zstandard")
        except ImportError:
            raise MissingPackage(wanted="zstd files", extra="zstd") from None
        sink: Sink = zstandard.ZstdCompressor(level=3).stream_writer(file, closefd=False)
        return sink
    return file
