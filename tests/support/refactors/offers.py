"""What a draft offers below its questions: lines that only want their comment sign taken off."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from segue.errors import SegueError
from segue.plan.file import parse_plan
from support.refactors.cases import HEAD
from support.refactors.claims import comparable

T = TypeVar("T")
NO_COLUMNS = {"from", "to", "query", "where", "key", "create"}


@dataclass
class Offers:
    """Candidates in the order in which they stand in the draft, the likeliest first."""

    tables: dict[str, list[str]] = field(default_factory=dict)
    """The tables of the target that are offered for one of the source."""
    columns: dict[tuple[str, str], list[object]] = field(default_factory=dict)
    """What is offered for a column, by source table and column, as claims say it."""


def offers(text: str) -> Offers:
    """Everything that the draft's text has ready in comments."""
    found, source = Offers(), ""
    for commented, name, value in _entries(text):
        if name == "from":
            source = _short(value)
        elif name == "to" and commented and value:
            _add(found.tables.setdefault(source, []), _short(value))
        elif name == "create" and commented:
            found.tables[source].pop()  # the source's own name: a table that the target lacks
        elif commented and name not in NO_COLUMNS:
            feed = _feed(name, value)
            if feed is not None:
                _add(found.columns.setdefault((source, name), []), feed)
    return found


def _entries(text: str) -> Iterator[tuple[bool, str, object]]:
    """Each line that is TOML, whether a comment sign stands before it, its key and its value."""
    for line in text.splitlines():
        bare = line.lstrip("# ")
        try:
            said = tomllib.loads(bare)
        except tomllib.TOMLDecodeError:
            continue
        for name, value in said.items():
            yield line.startswith("#"), name, value


def _feed(name: str, value: object) -> object:
    """The entry as the plan's own reader takes it; none where it still lacks its answer."""
    body = f"{_key(name)} = {_toml(value)}"
    plan = f'{HEAD}[[table]]\nfrom = "public.a"\nto = "public.b"\n[table.columns]\n{body}\n'
    try:
        return comparable(parse_plan(plan, "offer").tables[0].columns[name])
    except (SegueError, KeyError):
        return None


def _toml(value: object) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(name)} = {_toml(own)}" for name, own in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, bool):
        return str(value).lower()
    return _key(value) if isinstance(value, str) else str(value)


def _key(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _short(name: object) -> str:
    return str(name).replace('"', "").removeprefix("public.")


def _add(candidates: list[T], one: T) -> None:
    if one not in candidates:
        candidates.append(one)
