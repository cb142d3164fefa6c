"""Names within options: between commas, or before an equals sign; quoted where need be."""

from __future__ import annotations

import re
from collections.abc import Iterable

NAME = re.compile(r'\s*"((?:[^"]|"")+)"\s*(?:,|$)|([^,]+)')
PAIR = re.compile(r'(?:"((?:[^"]|"")*)"|([^=]*))=(.*)', re.DOTALL)
ODD = re.compile(r'^\s|\s$|[,"=]')


def names_in(text: str) -> tuple[str, ...]:
    """Names between commas; one that holds a comma, or blanks at its ends, is in double quotes."""
    names = (_plain(m[1]) if m[1] else m[2].strip() for m in NAME.finditer(text))
    return tuple(name for name in names if name)


def listed(names: Iterable[str]) -> str:
    """Names as `names_in` reads them."""
    return ",".join(map(quoted, names))


def pair_in(text: str) -> tuple[str, str] | None:
    """NAME=VALUE; a name that holds an equals sign is in double quotes. None where it is none."""
    match = PAIR.fullmatch(text)
    if match is None:
        return None
    return (match[2] if match[1] is None else _plain(match[1])), match[3]


def quoted(name: str) -> str:
    """A name as the others here read it."""
    return '"' + name.replace('"', '""') + '"' if ODD.search(name) else name


def _plain(name: str) -> str:
    return name.replace('""', '"')
