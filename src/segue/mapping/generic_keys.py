"""Object ids beside a content type: of generic foreign keys, and wherever the pair is plain to see.

The admin's log, audit logs, revisions, comments and permissions by object keep such a pair without
a foreign key, under many names; the object id is often text.
"""

from __future__ import annotations

from collections.abc import Iterator

from segue.database.catalog import Column, Table
from segue.database.names import QualifiedName
from segue.project.values import GenericForeignKey, Model

CONTENT_TYPE = (
    "content_type_id", "contenttype_id", "content_type", "contenttype", "ctype_id", "ctype",
    "ct_id", "_type_id", "_type",
)  # fmt: skip
"""How the name of a column with a content type ends; the longest first."""

OBJECT = (
    "object_id", "object_pk", "object_uuid", "object_key", "objectid", "obj_id", "obj_pk",
    "object", "id", "pk", "uuid",
)  # fmt: skip
"""How the name of a column with an object id ends, after what stands before the other's end."""

HOLDING = frozenset({"int2", "int4", "int8", "text", "varchar", "bpchar", "uuid", "citext"})
"""Types of columns with object ids."""


def generic_key(
    table: Table, column: str, model: Model | None, content_types: QualifiedName | None
) -> GenericForeignKey | None:
    """The pair whose object ids the column holds: as the model says, or else by the names."""
    declared = model.generic_foreign_keys if model is not None else ()
    pair_declared = next((pair for pair in declared if pair.object_id_column == column), None)
    if pair_declared is not None or content_types is None:
        return pair_declared
    return next(
        (p for p in named_pairs(table, content_types) if p.object_id_column == column), None
    )


def named_pairs(table: Table, content_types: QualifiedName) -> Iterator[GenericForeignKey]:
    """Pairs that names and foreign keys show: a reference to a content type, and what goes by it.

    A column without a prefix of its own goes by `content_type_id`, or by the only such reference.
    """
    kinds = [c for c in table.columns if _is_content_type(table, c, content_types)]
    kinds.sort(key=lambda column: (column.name != "content_type_id", column.number))
    columns: set[str] = set()
    for kind in kinds:
        for name in _objects_of(table, kind.name):
            if name not in columns:
                columns.add(name)
                yield GenericForeignKey(name, kind.name, name)


def _is_content_type(table: Table, column: Column, content_types: QualifiedName) -> bool:
    keys = [key for key in table.foreign_keys if key.columns == (column.name,)]
    if keys:
        return any(key.references == content_types for key in keys)
    whole = column.type.resolved.name.name in ("int2", "int4", "int8")
    return whole and column.name.endswith(CONTENT_TYPE[:7])


def _objects_of(table: Table, kind: str) -> Iterator[str]:
    ending = next((end for end in CONTENT_TYPE if kind.endswith(end)), "")
    prefix = kind.removesuffix(ending) if ending else kind.removesuffix("id")
    prefix += "_" if prefix and not prefix.endswith("_") else ""
    for start in dict.fromkeys((prefix, "")):
        for end in OBJECT if start else OBJECT[:7]:
            column = table.column(start + end)
            if column is not None and column.name != kind and _may_hold_ids(table, column):
                yield column.name


def _may_hold_ids(table: Table, column: Column) -> bool:
    refers = any(column.name in key.columns for key in table.foreign_keys)
    return (
        not refers
        and (column.name,) != table.primary_key
        and column.type.resolved.name.name in HOLDING
    )
