"""Static SQL by name, out of the `.sql` files beside this module.

A file holds blocks: a line `-- name: tables`, a line `-- What it answers.`, then the statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_HEAD = "-- name: "
_COMMENT = "-- "


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One block of a `.sql` file."""

    name: str
    description: str
    sql: str


def query(name: str) -> bytes:
    """The statement of that name, for psycopg to execute. Raises KeyError for an unknown name."""
    try:
        return named_queries()[name].sql.encode()
    except KeyError:
        names = ", ".join(sorted(named_queries()))
        raise KeyError(f"no query is named {name!r}; there are {names}") from None


@cache
def named_queries() -> dict[str, NamedQuery]:
    """Every named query. Raises ValueError where two have one name or a description is missing."""
    queries: dict[str, NamedQuery] = {}
    for file in sorted(files("segue.database").joinpath("sql").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".sql"):
            continue
        for block in parse(file.read_text(encoding="utf-8")):
            if block.name in queries:
                raise ValueError(f"{file.name} names a second query {block.name!r}")
            queries[block.name] = block
    return queries


def parse(text: str) -> Iterator[NamedQuery]:
    """The blocks of one file. Raises ValueError where one lacks a description or a statement."""
    for block in ("\n" + text).split("\n" + _HEAD)[1:]:
        name, _, rest = block.partition("\n")
        description, _, statement = rest.partition("\n")
        if not description.startswith(_COMMENT) or not statement.strip():
            raise ValueError(f"the query {name!r} lacks its description or its statement")
        yield NamedQuery(name.strip(), description[len(_COMMENT) :].strip(), statement.strip())
