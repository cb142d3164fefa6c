"""Which encoding a file has: beyond doubt by its mark or as UTF-8, else a question."""

from __future__ import annotations

import codecs
import importlib
import re
from collections.abc import Iterator
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


CANDIDATES = ("cp1252", "cp1250", "cp1251", "cp850", "mac-roman")
"""Encodings of one byte that are shown beside the likely one."""

MARKS = frozenset("€£§°²³©®™–—„“”‚‘’«»…·•ºª¿¡×½¼")
"""What stands in ordinary texts beside letters."""

WINDOWS = {
    "iso8859-1": "cp1252", "iso8859-2": "cp1250", "iso8859-5": "cp1251", "iso8859-6": "cp1256",
    "iso8859-7": "cp1253", "iso8859-8": "cp1255", "iso8859-9": "cp1254", "iso8859-13": "cp1257",
    "iso8859-15": "cp1252", "iso8859-11": "cp874", "tis-620": "cp874",
}  # fmt: skip
"""What people have who say one of ISO 8859, by Python's names: where those have control characters,
these have quotes, dashes and the euro sign."""

WORDS = 3
"""Words shown of a file in each encoding that it may have."""


@dataclass(frozen=True, slots=True)
class FileDoubt:
    """Something that the sample does not settle."""

    question: str
    option: str
    """The option that settles it, with the likely value."""


def is_legacy(encoding: str) -> bool:
    """Whether it is none of Unicode's."""
    return not codecs.lookup(encoding).name.startswith("utf")


def find_encoding(
    sample: bytes, told: str | None, expected: str | None = None, *, whole: bool
) -> tuple[str, tuple[FileDoubt, ...]]:
    """The encoding and, unless it is beyond doubt, the question. Raises MissingPackage.

    `expected` is what the file had when it was written; it holds where the bytes allow it.
    """
    if told is not None:
        return told, ()
    for mark, name in BOMS:
        if sample.startswith(mark):
            return name, ()
    if wide := _wide(sample):
        return wide, (
            FileDoubt(f"Is the file {wide.upper()}? Every other byte is 0.", f"--encoding {wide}"),
        )
    if shifting := _shifting(sample, whole=whole):
        return shifting
    if expected is not None and sample.isascii() and not expected.startswith("utf-16"):
        return expected, ()
    if _decodes(sample, "utf-8", whole=whole):
        return "utf-8", ()
    if expected is not None and is_legacy(expected) and _decodes(sample, expected, whole=whole):
        return expected, ()
    return ("utf-8", ()) if _is_damaged_utf8(sample) else _legacy(sample)


def doubt_of_told(sample: bytes, told: str, *, whole: bool) -> FileDoubt | None:
    """A question where an encoding of one byte was told, and the file is valid UTF-8 beyond ASCII.

    Text of such an encoding is that next to never.
    """
    if sample.isascii() or not is_legacy(told) or not _decodes(sample, "utf-8", whole=whole):
        return None
    words, others = (", ".join(_words(sample, name)) for name in (told, "utf-8"))
    question = f"The file is valid UTF-8. Is it {told} all the same: {words}? As utf-8: {others}."
    return FileDoubt(question, "--encoding utf-8 (or --verbatim)")


_SIGNS = "\x80-\x9f\xa1-\xaa\xac-\xba\xbc-\xbf€‚„ƒŠŒŽšœžŸˆ˜"
TWICE = re.compile(f"(?:[\xc2-\xdf][{_SIGNS}]|[\xe0-\xef][{_SIGNS}\xa0-\xbf…†‡‰‹›‘’“”•–—™]{{2}})+")
"""Characters of cp1252 that no text has side by side, but UTF-8 that was read as such."""

MEANT = re.compile("[\xa0-\u017f\u0370-\u045f\u2010-\u2122\u3040-\u9fff\uac00-\ud7a3]+")
"""Letters and signs that such characters may have been."""


def doubt_of_twice(sample: bytes) -> FileDoubt | None:
    """A question where UTF-8 was read as cp1252 and saved once more: MÃ¼ller for Müller."""
    text = sample.decode("utf-8", errors="ignore")
    for match in TWICE.finditer(text):
        meant = _once(match[0])
        if MEANT.fullmatch(meant):
            around = text[max(0, match.start() - 12) : match.end() + 12]
            (example,) = [word for word in around.split() if match[0] in word][:1] or [match[0]]
            question = (
                f"It has UTF-8 that was read as cp1252 and saved once more: {example}, where"
                f" {match[0]} is {meant}. `iconv -f utf-8 -t cp1252` repairs it. Take it as it is?"
            )
            return FileDoubt(question, "--verbatim")
    return None


def _once(text: str) -> str:
    """What was read as cp1252, as UTF-8; nothing where it is none."""
    try:
        return b"".join(map(_byte, text)).decode("utf-8")
    except UnicodeError:
        return ""


def _byte(character: str) -> bytes:
    """Of cp1252, or of ISO 8859-1 where that has none."""
    return character.encode("latin-1" if character < "\u0100" else "cp1252")


def _decodes(sample: bytes, encoding: str, *, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample, final=whole)
    except UnicodeDecodeError:
        return False
    return True


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark, by where the zeros are; nothing where they are few."""
    ends = {"utf-16-le": sample[1::2], "utf-16-be": sample[::2]}
    shares = {name: half.count(0) / (len(half) or 1) for name, half in ends.items()}
    likely = max(shares, key=lambda name: shares[name])
    return likely if shares[likely] > 0.3 else ""


SHIFTS = re.compile(rb"\x1b(?:\$\)C|\$[@B]|\([IJ])[^\x1b]{,20}")
"""What only ASCII's bytes are before it, they are letters of another script behind it."""


def _shifting(sample: bytes, *, whole: bool) -> tuple[str, tuple[FileDoubt, ...]] | None:
    """ISO 2022, the old form of mail: all of it ASCII, with escapes to other scripts."""
    match = SHIFTS.search(sample)
    if match is None:
        return None
    name = "iso2022_kr" if match[0].startswith(b"\x1b$)C") else "iso2022_jp"
    if not _decodes(sample, name, whole=whole):
        return None
    example = (match[0] + b"\x1b(B").decode(name, errors="ignore").strip()
    question = f"Is the file {name.upper()}? It has the escapes of that encoding: {example}."
    return name, (FileDoubt(question, f"--encoding {name} (or utf-8)"),)


def _is_damaged_utf8(sample: bytes) -> bool:
    """Whether more characters are UTF-8's own than not: other encodings have next to none."""
    text = sample.decode(errors="surrogateescape")
    wrong = sum("\udc80" <= character <= "\udcff" for character in text)
    return sum(character > "\x7f" for character in text) > 2 * wrong


def _legacy(sample: bytes) -> tuple[str, tuple[FileDoubt, ...]]:
    """The likely encoding of text that is no UTF-8: never certain, so always a doubt."""
    best = library("charset_normalizer").from_bytes(sample).best()
    likely = _likely(sample, str(best.encoding).replace("_", "-") if best is not None else "cp1252")
    readings: dict[str, str] = {}
    for name in dict.fromkeys((likely, *CANDIDATES)):
        readings.setdefault(", ".join(_words(sample, name)), name)
    first, *others = [f"{name}: {words}" for words, name in readings.items() if words]
    question = f"The file is not UTF-8. Is it {first}? As {'; as '.join(others)}."
    return likely, (FileDoubt(question, f"--encoding {likely}"),)


def _likely(sample: bytes, best: str) -> str:
    """What the library says, but cp1252 for Latin letters that it reads as well."""
    if best in ("utf-8", "ascii"):
        return "cp1252"
    letters = [c for c in sample.decode(best, errors="replace") if c.isalpha()]
    latin = 2 * sum(c.isascii() for c in letters) > len(letters)
    words = "".join(_words(sample, "cp1252"))
    return "cp1252" if latin and all(c.isalnum() or c in MARKS for c in words) else best


def _words(sample: bytes, encoding: str) -> list[str]:
    """The first words that are not ASCII alone, as the encoding reads them."""
    return list(dict.fromkeys(_decoded(sample, encoding)))[:WORDS]


def _decoded(sample: bytes, encoding: str) -> Iterator[str]:
    for match in re.finditer(rb"[\w'.-]*[\x80-\xff][\w'.\x80-\xff-]*", sample):
        try:
            yield match[0][:30].decode(encoding)
        except UnicodeDecodeError:
            yield match[0][:30].decode(encoding, errors="replace")


def library(name: str) -> Any:
    """A library of the extra `csv`; only files whose format is not told or noted need one."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingPackage(wanted="files that no export wrote", extra="csv") from error
