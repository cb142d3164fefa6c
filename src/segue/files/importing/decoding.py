"""Bytes of any encoding as UTF-8, with what cannot be decoded left recognisable.

A byte that the encoding does not know becomes a lone surrogate, which is no UTF-8: the record that
holds it is found by decoding once more, and nothing else is lost with it.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable

MARKED = "segue-mark"


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + byte) for byte in wrong), error.end


codecs.register_error(MARKED, _mark)


def to_utf8(encoding: str) -> Callable[[bytes, bool], bytes]:
    """A function from pieces of a file to pieces of UTF-8, without a byte order mark.

    Its second argument says whether the piece is the last. Undecodable bytes come out as invalid
    UTF-8. Raises LookupError for an encoding that Python does not know.
    """
    if codecs.lookup(encoding).name in ("utf-8", "utf-8-sig", "ascii"):
        return _Utf8()
    decoder = codecs.getincrementaldecoder(encoding)(errors=MARKED)

    def decode(data: bytes, last: bool) -> bytes:
        return decoder.decode(data, last).encode("utf-8", "surrogatepass")

    return decode


def unmarked(data: bytes) -> bytes:
    """UTF-8 with the bytes that could not be decoded as they stand in the file."""
    try:
        return data.decode("utf-8", "surrogatepass").encode("utf-8", "surrogateescape")
    except UnicodeError:
        return data


class _Utf8:
    """UTF-8 as it is, but for the byte order mark."""

    def __init__(self) -> None:
        self._begun = False
        self._held = b""

    def __call__(self, data: bytes, last: bool) -> bytes:
        if self._begun:
            return data
        data = self._held + data
        if len(data) < len(codecs.BOM_UTF8) and not last:
            self._held = data
            return b""
        self._begun = True
        return data.removeprefix(codecs.BOM_UTF8)


LATIN = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 9, "6": 10, "7": 13, "8": 14, "9": 15, "10": 16}
"""Parts of ISO 8859 by the number of PostgreSQL's LATIN encodings."""

OTHERS = {"EUC_CN": "gb2312", "KOI8R": "koi8-r", "KOI8U": "koi8-u", "WIN866": "cp866"}


def codec_of(encoding: str) -> str | None:
    """Python's codec for an encoding of PostgreSQL's; None where it holds every character."""
    if encoding in ("UTF8", "SQL_ASCII", ""):
        return None
    if encoding.startswith("LATIN"):
        return f"iso8859-{LATIN[encoding.removeprefix('LATIN')]}"
    name = OTHERS.get(encoding) or encoding.replace("WIN", "cp")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
