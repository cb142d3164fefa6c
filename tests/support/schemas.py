"""Catalogs in a line a table, for what is decided on values alone.

A column is `name:type` and marks: `pk`, `uq`, `null`, `default`, `fk=table`; `tz` is timestamptz.
Columns are NOT NULL unless they say `null`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from segue.database.catalog import Catalog, Column, DataType, ServerFacts, Table, TypeKind
from segue.database.constraints import Constraint, ForeignKey, UniqueKey
from segue.database.names import QualifiedName

SERVER = ServerFacts(
    180000, "18.0", "test", 1, "1", "UTF8", "C", "C", "c", None, None, "UTC", False, False, False,
    "postgres", True, True, True, 100,
)  # fmt: skip


def catalog(tables: Mapping[str, str]) -> Catalog:
    """`{table: columns}` as a catalog."""
    made = [table(name, columns) for name, columns in tables.items()]
    return Catalog(SERVER, ("public",), {t.name: t for t in made}, {}, {})


def table(name: str, columns: str) -> Table:
    """A table that holds some rows."""
    parsed = [column.split(":") for column in columns.split()]
    return Table(
        QualifiedName.parse(name),
        "r",
        tuple(_column(number, *parts) for number, parts in enumerate(parsed, 1)),
        tuple(constraint for parts in parsed for constraint in _constraints(*parts)),
        rows_estimate=100,
        pages=1,
        bytes=8192,
    )


def _column(number: int, name: str, type: str, *marks: str) -> Column:
    default = "0" if "default" in marks else None
    return Column(name, number, data_type(type), "null" not in marks, default)


def data_type(text: str) -> DataType:
    """`varchar(20)`, `int4`, `text[]`, `tz`."""
    found = re.fullmatch(r"(\w+?)(?:\((\d+)\))?(\[\])?", {"tz": "timestamptz"}.get(text, text))
    assert found is not None
    name, length, array = found.groups()
    if array:
        inner = data_type(name)
        return DataType(QualifiedName("pg_catalog", f"_{name}"), f"{name}[]", TypeKind.ARRAY, inner)
    modifier = int(length) + 4 if length else -1
    return DataType(QualifiedName("pg_catalog", name), text, TypeKind.BASE, modifier=modifier)


def _constraints(name: str, _type: str, *marks: str) -> Iterator[Constraint]:
    for mark in marks:
        kind, _, other = mark.partition("=")
        if kind in ("pk", "uq"):
            yield UniqueKey(name=f"{name}_{kind}", columns=(name,), primary=kind == "pk")
        if kind == "fk":
            references = QualifiedName.parse(other)
            yield ForeignKey(
                name=f"{name}_fk",
                columns=(name,),
                references=references,
                referenced_columns=("id",),
            )
