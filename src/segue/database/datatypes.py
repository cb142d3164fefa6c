"""The types that columns use, resolved to the bottom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from segue.database.catalog import DataType, TypeKind
from segue.database.constraints import Check
from segue.database.names import QualifiedName

_KINDS = {
    "b": TypeKind.BASE,
    "A": TypeKind.ARRAY,
    "d": TypeKind.DOMAIN,
    "e": TypeKind.ENUM,
    "c": TypeKind.COMPOSITE,
    "r": TypeKind.RANGE,
    "m": TypeKind.MULTIRANGE,
    "p": TypeKind.PSEUDO,
}


class TypeRegistry:
    """Types by object id; a type with the same modifier is one value, however often it is used."""

    def __init__(self, rows: Iterable[Any]) -> None:
        """`rows` are those of the query `types`."""
        self._rows = {row.oid: row for row in rows}
        self._known: dict[tuple[int, int, str], DataType] = {}

    def type(self, oid: int, modifier: int, text: str) -> DataType:
        """The type with that modifier, which `format_type` writes as `text`."""
        key = (oid, modifier, text)
        if key not in self._known:
            self._known[key] = self._resolve(oid, modifier, text)
        return self._known[key]

    def _resolve(self, oid: int, modifier: int, text: str) -> DataType:
        row = self._rows[oid]
        return DataType(
            name=QualifiedName(row.schema, row.name),
            text=text,
            kind=_KINDS[row.kind],
            inner=self._inner(row, modifier, text),
            attributes=tuple((name, self.type(*rest)) for name, *rest in row.attributes),
            labels=tuple(row.labels),
            rules=tuple(map(_rule, row.rules)),
            refuses_null=row.refuses_null,
            extension=row.extension,
            modifier=modifier,
            default=row.default_value,
        )

    def _inner(self, row: Any, modifier: int, text: str) -> DataType | None:
        if row.inner_oid is None:
            return None
        if row.kind == "A":  # the modifier of an array is its element's
            return self.type(row.inner_oid, modifier, text.removesuffix("[]"))
        return self.type(row.inner_oid, row.inner_modifier, row.inner_text)


def _rule(facts: tuple[str, str, str, bool, bool]) -> Check:
    name, definition, expression, validated, immutable = facts
    return Check(
        name=name,
        definition=definition,
        expression=expression,
        validated=validated,
        immutable=immutable,
    )
