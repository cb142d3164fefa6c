"""Tables of any types with hostile values and names, for hypothesis.

A value is the text that the type's input reads; None is NULL.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from support.literals import Element, array
from support.types import Sort

Value = str | None
Texts = st.SearchStrategy[str]

NAMES = (
    "select", "order", "User", "with space", " ", "per%cent", "%s", "%(a)s", "{}", "{0}", "{name}",
    'quo"te', "it's", "back\\slash", "a.b", "😀", "ü", "é" * 31, "x" * 63, "$1", "--", "/*", ";",
    "key", "hash", "rows", "given", "id", "value", "count", "\n", "NULL",
)  # fmt: skip

SYSTEM_COLUMNS = frozenset({"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"})


@dataclass(frozen=True)
class RandomTable:
    """A table with its rows; its first column is `number`, counting from 0."""

    name: str
    has_key: bool
    columns: Mapping[str, Sort]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True)
class Change:
    """A new value in one row."""

    table: RandomTable
    number: int
    column: str
    value: Value


CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = st.text(CHARACTERS, max_size=30)
INTEGERS = {bits: st.integers(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for bits in (16, 32, 64)}
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
MOMENTS = st.datetimes().map(str)

GENERATED: Mapping[str, Texts] = {
    "smallint": INTEGERS[16].map(str),
    "integer": INTEGERS[32].map(str),
    "bigint": INTEGERS[64].map(str),
    "oid": st.integers(0, 2**32 - 1).map(str),
    "numeric": st.decimals(allow_infinity=False, allow_nan=False).map(str),
    "real": st.floats(width=32, allow_subnormal=False).map(str),
    "double precision": st.floats(allow_subnormal=False).map(str),
    "text": TEXTS,
    "varchar": TEXTS,
    "bpchar": TEXTS,
    "citext": TEXTS,
    "bytea": st.binary(max_size=40).map(lambda value: "\\x" + value.hex()),
    "date": st.dates().map(str) | st.dates(max_value=date(4700, 1, 1)).map(lambda day: f"{day} BC"),
    "timestamp": MOMENTS,
    "timestamptz": MOMENTS.map(lambda moment: f"{moment}+00"),
    "interval": st.tuples(INTEGERS[32], INTEGERS[32], INTEGERS[32]).map(
        lambda parts: "{} months {} days {} microseconds".format(*parts)
    ),
    "uuid": st.uuids().map(str),
    "inet": st.ip_addresses().map(str),
    "bit varying": st.text("01", max_size=70),
    "json": DOCUMENTS.map(json.dumps),
    "jsonb": DOCUMENTS.map(lambda document: json.dumps(document).replace("\\u0000", "")),
}
"""Random values, by what a column declares; other types have those of their list alone."""


def values(sort: Sort) -> st.SearchStrategy[Value]:
    """NULL, an extreme, something random, or an array of such."""
    listed = st.none() | st.sampled_from(sort.values)
    if sort.declared in GENERATED:
        return listed | GENERATED[sort.declared]
    element = sort.declared.removesuffix("[]")
    if element != sort.declared and element in GENERATED:
        return listed | arrays(GENERATED[element])
    return listed


def arrays(elements: Texts) -> Texts:
    """Arrays of one to three dimensions, with NULLs and any lower bounds."""
    return st.lists(st.integers(1, 3), min_size=1, max_size=3).flatmap(
        lambda sizes: st.builds(
            array,
            _nested(st.none() | elements, sizes),
            bounds=st.tuples(*(_bounds(size) for size in sizes)).map("".join),
        )
    )


def _nested(
    elements: st.SearchStrategy[Element], sizes: Sequence[int]
) -> st.SearchStrategy[list[Element]]:
    inner = _nested(elements, sizes[1:]) if len(sizes) > 1 else elements
    return st.lists(inner, min_size=sizes[0], max_size=sizes[0])


def _bounds(size: int) -> Texts:
    return st.integers(-5, 5).map(lambda first: f"[{first}:{first + size - 1}]")


def names() -> Texts:
    """Identifiers of up to 63 bytes."""
    random = st.text(CHARACTERS, min_size=1, max_size=63).filter(lambda n: len(n.encode()) <= 63)
    return (st.sampled_from(NAMES) | random).filter(lambda name: name not in SYSTEM_COLUMNS)


@st.composite
def tables(draw: st.DrawFn, sorts: Mapping[str, Sort]) -> RandomTable:
    """A table of some of the types."""
    columns = draw(
        st.dictionaries(
            names().filter(lambda name: name != "number"),
            st.sampled_from(sorted(sorts)).map(sorts.__getitem__),
            min_size=1,
            max_size=6,
        )
    )
    row = st.tuples(*map(values, columns.values()))
    rows = draw(st.lists(row, max_size=6))
    return RandomTable(draw(names()), draw(st.booleans()), columns, rows)


@st.composite
def changes(draw: st.DrawFn, table: RandomTable) -> Change | None:
    """One value of the table to be replaced by another, or by the same; None if it has no rows."""
    if not table.rows:
        return None
    column = draw(st.sampled_from(sorted(table.columns)))
    number = draw(st.integers(0, len(table.rows) - 1))
    return Change(table, number, column, draw(values(table.columns[column])))
