"""One file on its way: encoded, compressed, hashed; under its own name only when all are whole."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from segue.files.compression import COMPRESSORS, Compressor
from segue.files.dialect import SUFFIXES, Compression, Dialect
from segue.private_files import open_private

Rows = Sequence[bytes | memoryview]
"""Whole rows as COPY sends them, each with its line end."""


class File(Protocol):
    """What rows are written into: first under a name of its own, then under the right one."""

    path: Path

    @property
    def sha256(self) -> str:
        """Of the file's bytes, once it is finished."""

    def write(self, rows: Rows) -> None:
        """Add rows."""

    def finish(self) -> None:
        """Write what is left; the file is whole then, under its temporary name."""

    def publish(self) -> None:
        """Give the finished file its name."""

    def give_up(self) -> None:
        """Leave nothing behind."""


class Sink(Protocol):
    """Where bytes of a file go."""

    def write(self, data: bytes, /) -> object: ...

    def close(self) -> None: ...


Packer = Callable[["Hashing"], Sink]


def part_of(path: Path) -> Path:
    """The name that a file has until the export is whole."""
    return path.with_name(f".{path.name}.part")


class Hashing:
    """Passes bytes on to a file and hashes them."""

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
    def closed(self) -> bool:
        return self._file.closed

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()


class CsvFile:
    """Rows as COPY sends them, UTF-8 with plain line ends, become a file of a dialect.

    Raises OSError, and UnicodeEncodeError where the encoding lacks a character.
    """

    def __init__(self, path: Path, encoder: Encoder, packer: Packer) -> None:
        self.path = path
        self._encode = encoder
        self._hashing = Hashing(open_private(part_of(path)))
        self._sink = packer(self._hashing)

    @property
    def sha256(self) -> str:
        return self._hashing.digest

    def write(self, rows: Rows) -> None:
        self._sink.write(self._encode(rows))

    def finish(self) -> None:
        self._sink.close()
        self._hashing.close()

    def publish(self) -> None:
        part_of(self.path).replace(self.path)

    def give_up(self) -> None:
        for close in (self._sink.close, self._hashing.close):
            with suppress(OSError, ValueError):  # what could not be written is not missed
                close()
        part_of(self.path).unlink(missing_ok=True)


class Encoder:
    """Rows of COPY to bytes in a dialect's encoding and with its line ends; one for each file."""

    def __init__(self, dialect: Dialect, *, validate: bool = False) -> None:
        """With `validate`, bytes that are no UTF-8 raise UnicodeDecodeError."""
        self._line_end = dialect.line_end.encode()
        self._as_it_is = codecs.lookup(dialect.encoding).name == "utf-8"
        self._validate = validate
        self._codec = codecs.getincrementalencoder(dialect.encoding)()
        self._mark = codecs.BOM_UTF8 if dialect.bom and not dialect.marks_itself else b""

    def __call__(self, rows: Rows) -> bytes:
        data, self._mark = self._mark + self._joined(rows), b""
        if not self._as_it_is:
            return self._codec.encode(data.decode())
        if self._validate:
            data.decode()
        return data

    def _joined(self, rows: Rows) -> bytes:
        if self._line_end == b"\n":
            return b"".join(rows)
        return self._line_end.join([*(row[:-1] for row in rows), b""])


class CompressedSink:
    """Passes bytes on to a file, compressed."""

    def __init__(self, file: Hashing, compressor: Compressor) -> None:
        self._file, self._compressor = file, compressor

    def write(self, data: bytes) -> int:
        return self._file.write(self._compressor.compress(data))

    def close(self) -> None:
        self._file.write(self._compressor.flush())


def packer(compression: Compression) -> Packer:
    """What makes of a file one that compresses. Raises MissingPackage."""
    make = COMPRESSORS[SUFFIXES[compression]]
    make()
    return lambda file: CompressedSink(file, make())
