"""What the values of a source column say about a column of the target: pure text, no database.

A few values never prove that all fit; `check` looks at all of them. They do tell when a column is
meant for something else.
"""

from __future__ import annotations

import datetime
import ipaddress
import json
import re
import uuid
from collections.abc import Callable, Collection, Iterable
from enum import Enum
from functools import lru_cache

from segue.drafting.matching.contents import looks_otherwise
from segue.drafting.matching.shapes import Shape

TRUE, FALSE = frozenset("t true y yes on 1".split()), frozenset("f false n no off 0".split())
"""What PostgreSQL reads as a boolean, whatever the case (bool.c)."""

EVERYDAY = frozenset(
    "yes no y n true false on off new open closed active inactive draft published low medium high"
    " male female other none unknown small large pending done public private default normal"
    " 0 1 2 3 4 5".split()
)
"""Values that so many columns hold that sharing them says little."""


NAMED = 0.5
"""The share of a column's values that name rows of the target where it may be looked up there."""


class ValueFit(Enum):
    """How the values that were seen fare."""

    UNKNOWN = "nothing was seen"
    FITS = "each fits"
    TELLS = "each is one of a few that are allowed, and not everyday ones"
    MAPPED = "some are none of those that are allowed"
    REFUSED = "some cannot be read as the type"


def fit(one: Shape, other: Shape) -> ValueFit:
    """How the values of a source column fare in a column of the target."""
    if one.sample is None or not one.sample.values:
        return ValueFit.UNKNOWN
    values = one.sample.values
    if other.row_names and one.references is None and one.family == "text":
        return _fit_of_names(values, other)
    allowed = other.allowed
    if allowed:
        if not set(values) <= allowed:
            return ValueFit.MAPPED
        telling = [value for value in values if value.lower() not in EVERYDAY and len(value) > 1]
        return ValueFit.TELLS if len(telling) >= 2 else ValueFit.FITS
    if one.family == "text" and looks_otherwise(values, other):
        return ValueFit.REFUSED
    if one.family == other.family:
        return ValueFit.FITS
    if one.family in ("integer", "number") and other.family in COUNTED:
        return _fit_of_type(values, f"counted {other.family}")
    return _fit_of_type(values, other.family)


@lru_cache(maxsize=10_000)
def _fit_of_type(values: tuple[str, ...], family: str) -> ValueFit:
    """How texts fare as values of a type."""
    reads = READERS.get(family)
    if reads is None:
        return ValueFit.UNKNOWN
    return ValueFit.FITS if all(map(reads, values)) else ValueFit.REFUSED


def _fit_of_names(values: Collection[str], other: Shape) -> ValueFit:
    """How texts fare as names of the rows that a reference may lead to."""
    by = name_of_rows(values, other)
    if by is None:
        return ValueFit.REFUSED
    if not set(values) <= {*other.row_names[by], ""}:
        return ValueFit.MAPPED
    return ValueFit.TELLS if len(set(values) - EVERYDAY) >= 2 else ValueFit.FITS


def name_of_rows(values: Collection[str], other: Shape) -> str | None:
    """The column by which most of the values name rows that the reference may lead to."""
    told = set(values) - {""}
    shares = {by: len(told & names) / len(told) for by, names in other.row_names.items() if told}
    by = max(shares, key=lambda name: shares[name], default=None)
    return by if by is not None and shares[by] >= NAMED else None


def shared_values(one: Shape, other: Shape) -> float | None:
    """The share of the source's values that rows of the target hold; None where that says nothing.

    A few rows that `migrate` wrote are the like of what is to come only where they are words.
    """
    if one.sample is None or other.sample is None or other.family != "text":
        return None
    theirs = {value.lower() for value in other.sample.values} - EVERYDAY
    ours = {value.lower() for value in one.sample.values}
    if len(theirs) < 2 or not ours:
        return None
    return len(ours & theirs) / len(ours) or None


def reads_as_bool(value: str) -> bool:
    """Whether it says yes or no."""
    return value.strip().lower() in TRUE | FALSE


def _reader(read: Callable[[str], object]) -> Callable[[str], bool]:
    def reads(value: str) -> bool:
        try:
            read(value.strip())
        except ValueError:
            return False
        return True

    return reads


def _moment(value: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(re.sub(r"([+-]\d\d)$", r"\1:00", value))


def _array(value: str) -> None:
    if not (value.startswith("{") and value.endswith("}")):
        raise ValueError(value)


_reads_as_json = _reader(json.loads)


def _epoch(value: str) -> None:
    """A moment as seconds or milliseconds since 1970, of the last fifty years or the next."""
    if len(value.lstrip("-").partition(".")[0]) not in EPOCH:
        raise ValueError(value)


def _digits(value: str) -> None:
    """A day as year, month and day in eight digits."""
    datetime.datetime.strptime(value, "%Y%m%d").replace(tzinfo=datetime.UTC)


COUNTED = ("moment", "date")
"""What whole numbers may stand for, if they look like it."""
EPOCH = (9, 10, 12, 13)
"""Digits of the seconds, or milliseconds, since 1970."""
READERS: dict[str, Callable[[str], bool]] = {
    "bool": reads_as_bool,
    "integer": _reader(lambda value: int(float(value)) if "." in value else int(value)),
    "number": _reader(float),
    "uuid": _reader(uuid.UUID),
    "date": _reader(_moment),
    "moment": _reader(_moment),
    "counted date": _reader(_digits),
    "counted moment": _reader(_epoch),
    "network": _reader(ipaddress.ip_interface),
    "document": _reads_as_json,
    "array": _reader(_array),
}
"""Reads a text as PostgreSQL does, roughly; what is refused here may still be written otherwise."""


def holds_documents(shape: Shape) -> bool:
    """Whether every value that was seen is a JSON object or array, and not a word or a number."""
    values = shape.sample.values if shape.sample is not None else ()
    return bool(values) and all(v.lstrip()[:1] in ("{", "[") and _reads_as_json(v) for v in values)


def separated(values: Iterable[str], by: str = ",") -> bool:
    """Whether the values look like lists: some hold the separator, and none looks like a text."""
    some = [value for value in values if by in value]
    return bool(some) and all(len(part.split()) <= 3 for value in some for part in value.split(by))
