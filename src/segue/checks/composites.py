"""SQL that gives a composite its attributes in the order of the target's type."""

from __future__ import annotations

from segue.database.catalog import DataType, TypeKind
from segue.database.fits import same_inside
from segue.database.names import quoted


def by_name(value: str, ours: DataType, target_type: DataType) -> str | None:
    """A row of the value's attributes as the target names them, those within attributes too.

    None where an attribute of the target has no namesake, or holds what a row cannot: an array of
    composites, say.
    """
    have = dict(ours.resolved.attributes)
    names = [name for name, _ in target_type.resolved.attributes]
    if not names or not have.keys() >= set(names):
        return None
    parts = [
        _part(f"({value}).{quoted(name)}", have[name], kind)
        for name, kind in target_type.resolved.attributes
    ]
    if None in parts:
        return None
    return f"CASE WHEN {value} IS DISTINCT FROM NULL THEN ROW({', '.join(map(str, parts))}) END"


def _part(value: str, ours: DataType, target_type: DataType) -> str | None:
    kinds = {ours.resolved.kind, target_type.resolved.kind}
    if same_inside(ours, target_type) or not kinds & {TypeKind.COMPOSITE, TypeKind.ARRAY}:
        return value
    return by_name(value, ours, target_type) if kinds == {TypeKind.COMPOSITE} else None
