"""Plain ways between built-in types for which PostgreSQL itself has no cast."""

from __future__ import annotations

from typing import LiteralString

from segue.database.catalog import NUMBERS, DataType, TypeKind

_NUMBERS = NUMBERS - {"money"}

_BETWEEN: dict[tuple[str, str], LiteralString] = {
    **{(number, "bool"): "(({0}) <> 0)" for number in _NUMBERS if number != "int4"},
    **{("bool", number): "({0})::pg_catalog.int4" for number in _NUMBERS if number != "int4"},
    ("float4", "money"): "({0})::pg_catalog.numeric",
    ("float8", "money"): "({0})::pg_catalog.numeric",
    ("money", "float4"): "({0})::pg_catalog.numeric",
    # The cast to text adds a mask that nobody is shown.
    **{("inet", text): "pg_catalog.abbrev({0})" for text in ("text", "varchar", "bpchar")},
    ("char", "bpchar"): "({0})::pg_catalog.text",  # its own cast keeps a byte of 0
    ("money", "float8"): "({0})::pg_catalog.numeric",
}

_RANGES = (TypeKind.RANGE, TypeKind.MULTIRANGE)
_BY_TEXT: LiteralString = "({0})::pg_catalog.text"


def conversion(have: DataType, target_type: DataType) -> LiteralString | None:
    """What to write around a value ({0}) before it is cast; None where nothing is known.

    Both types are resolved and differ; the wanted one is built in.
    """
    if target_type.name.name in ("json", "jsonb") and have.kind in (
        TypeKind.ARRAY,
        TypeKind.COMPOSITE,
    ):
        return "pg_catalog.to_jsonb({0})"
    if have.kind in _RANGES and target_type.kind is have.kind:
        return _BY_TEXT
    return _BETWEEN.get((have.name.name, target_type.name.name)) if have.builtin else None
