"""Compressed forms that are written, by the ending of a file's name: exports and reject files."""

from __future__ import annotations

import bz2
import importlib
import lzma
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from segue.errors import MissingPackage, UsageError

OTHER_FORMS = frozenset({".zip", ".7z", ".lz4", ".z", ".lzma", ".xlsx", ".xls", ".ods", ".parquet"})
"""Endings of what is not written: rows of CSV under such a name would be read by nothing."""


class Compressor(Protocol):
    """What makes one compressed stream of pieces."""

    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes:
        """What ends the stream."""


class Uncompressed:
    """The bytes as they are."""

    def compress(self, data: bytes, /) -> bytes:
        return data

    def flush(self) -> bytes:
        return b""


def _gzip() -> Compressor:
    # Without a name and a time in it, the same rows are the same bytes.
    return zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)


def _zstandard() -> Any:
    try:
        zstandard = importlib.import_module("zstandard")
    except ImportError as error:
        raise MissingPackage(wanted="zstd files", extra="zstd") from error
    return zstandard.ZstdCompressor(level=3).compressobj()


COMPRESSORS: Mapping[str, Callable[[], Compressor]] = {
    "": Uncompressed,
    ".gz": _gzip,
    ".zst": _zstandard,
    ".bz2": bz2.BZ2Compressor,
    ".xz": lzma.LZMACompressor,
}


def compressor_of(path: Path) -> Compressor:
    """The compressor that a name asks for. Raises MissingPackage, and UsageError where none can."""
    ending = path.suffix.lower()
    if ending in OTHER_FORMS:
        endings = ", ".join(filter(None, COMPRESSORS))
        message = f"{path}: no {ending} file is written; end its name in .csv, or in {endings}"
        raise UsageError(message=message)
    return COMPRESSORS.get(ending, Uncompressed)()
