"""Which encoding a file has: beyond doubt by its mark or as UTF-8, else a question."""

from __future__ import annotations

import codecs
import importlib
from dataclasses import dataclass
from typing import Any

from segue.errors import MissingPackage

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the sample does not settle."""

    question: str
    option: str
    """The option that settles it, with the likely value."""


def find_encoding(sample: bytes, told: str | None, *, whole: bool) -> tuple[str, tuple[Doubt, ...]]:
    """The encoding and, unless it is beyond doubt, the question. Raises MissingPackage."""
    if told is not None:
        return told, ()
    for mark, name in BOMS:
        if sample.startswith(mark):
            return name, ()
    if wide := _wide(sample):
        return wide, (
            Doubt(f"Is the file {wide.upper()}? Every other byte is 0.", f"--encoding {wide}"),
        )
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=whole)
    except UnicodeDecodeError as error:
        return ("utf-8", ()) if _is_damaged_utf8(sample) else _legacy(sample, error)
    return "utf-8", ()


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark, by where the zeros are; nothing where they are few."""
    ends = {"utf-16-le": sample[1::2], "utf-16-be": sample[::2]}
    shares = {name: half.count(0) / (len(half) or 1) for name, half in ends.items()}
    likely = max(shares, key=lambda name: shares[name])
    return likely if shares[likely] > 0.3 else ""


def _is_damaged_utf8(sample: bytes) -> bool:
    """Whether more characters are UTF-8's own than not: other encodings have next to none."""
    text = sample.decode(errors="surrogateescape")
    wrong = sum("\udc80" <= character <= "\udcff" for character in text)
    return sum(character > "\x7f" for character in text) > 2 * wrong


def _legacy(sample: bytes, error: UnicodeDecodeError) -> tuple[str, tuple[Doubt, ...]]:
    """The likely encoding of text that is no UTF-8: never certain, so always a doubt."""
    best = library("charset_normalizer").from_bytes(sample).best()
    likely = str(best.encoding).replace("_", "-") if best is not None else "cp1252"
    if likely in ("utf-8", "ascii"):
        likely = "cp1252"
    start = max(0, sample.rfind(b"\n", 0, error.start) + 1, error.start - 20)
    shown = sample[start : error.start + 20].decode(likely, errors="replace").splitlines()[0]
    question = f"The file is not UTF-8. Is it {likely}, so that it says {shown!r}?"
    return likely, (Doubt(question, f"--encoding {likely}"),)


def library(name: str) -> Any:
    """A library of the extra `csv`; only files whose manner is not told or noted need one."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingPackage(wanted="files that no export wrote", extra="csv") from error
