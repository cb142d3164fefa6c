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
