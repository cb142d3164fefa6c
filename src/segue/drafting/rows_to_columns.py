"""Columns whose values stood in rows of another table: asked, with the SQL that finds them.

Rows of a key and a value, such as settings, became columns; or pairs of a many-to-many field of
which each row had one became a plain reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString

from psycopg import sql

from segue.database.names import QualifiedName
from segue.drafting.documents import UNTYPED
from segue.drafting.expressions import entry, name
from segue.drafting.knowledge import Knowledge
from segue.drafting.matching import ColumnMatches, Entity, names
from segue.drafting.matching.shapes import Shape
from segue.drafting.values import ColumnChoice
from segue.plan.toml import literal
from segue.project.values import PlainDefault

MOST_KEYS = 60
"""A column with more different texts holds no names of columns."""
VALUE_OF: LiteralString = (
    "(SELECT f.{value}{cast} FROM {table} f WHERE f.{owner} = {own} AND f.{key} = {name})"
)
PAIRED: LiteralString = "(SELECT min(j.{}) FROM {} j WHERE j.{} = {})"


def out_of_rows(shape: Shape, matches: ColumnMatches, knowledge: Knowledge) -> ColumnChoice | None:
    """A question about an unfed column that rows of another table may hold."""
    offers = [*_values(shape, matches, knowledge), *_pairs(shape, matches, knowledge)]
    if not offers:
        return None
    (table, reason, entry_text), *others = offers
    further = [(why, line) for _, why, line in others]
    default = shape.field.default if shape.field is not None else None
    if isinstance(default, PlainDefault):
        further.append(("the model's default", f"{{ value = {literal(default.value)} }}"))
    return ColumnChoice(
        shape.name,
        reason,
        question=True,
        suggestion=entry_text,
        further=tuple(further),
        reads=table,
    )


def named_by_rows(one: Entity, shape: Shape) -> Iterator[tuple[Shape, Shape, str]]:
    """Of a table of keys and values: both columns, and the key that has the column's name."""
    plain = [s for s in one.shapes if s.references is None and not s.primary]
    texts = [s for s in plain if s.family == "text"]
    for keys in texts:
        seen = keys.sample.values if keys.sample is not None else ()
        if not seen or len(seen) > MOST_KEYS or len(seen) >= one.rows > 1:
            continue
        values = [s for s in plain if s is not keys and (s.family == "text" or len(plain) == 2)]
        alike = [key for key in seen if names.compare(names.words(key), shape.words) >= names.SURE]
        if len(values) == 1:
            yield from ((keys, values[0], key) for key in alike)


def _values(
    shape: Shape, matches: ColumnMatches, knowledge: Knowledge
) -> Iterator[tuple[QualifiedName, str, str]]:
    """The value below the key that has the column's name."""
    if shape.references is not None:
        return
    for one in knowledge.entities.values():
        for owner in _leading(one, matches.source):
            for keys, values, key in named_by_rows(one, shape):
                expression_text = sql.SQL(VALUE_OF).format(
                    value=name(values.name),
                    cast=_cast(values, shape),
                    table=_table(one),
                    owner=name(owner.name),
                    own=_own_key(matches.source),
                    key=name(keys.name),
                    name=sql.Literal(key),
                )
                reason = f"perhaps what {one.name} holds where {keys.name} is {key}"
                yield one.name, reason, _never_null(shape, expression_text)


def _cast(values: Shape, shape: Shape) -> sql.Composable:
    """What reads the value as the column's type, where that needs saying."""
    if shape.column.type.resolved.name.name in UNTYPED and values.family == "text":
        return sql.SQL("")
    return sql.SQL("::{}").format(sql.SQL(shape.column.type.text))


def _pairs(
    shape: Shape, matches: ColumnMatches, knowledge: Knowledge
) -> Iterator[tuple[QualifiedName, str, str]]:
    """The one row that a many-to-many field joined with the row."""
    if shape.references is None:
        return
    for one in knowledge.entities.values():
        leading = _leading(one, matches.source) if one.joins else []
        for owner in leading:
            (other,) = (s for s in one.references if s is not owner)
            there = other.references
            if there is None or knowledge.links.same(there, shape.references) is not True:
                continue
            parts = name(other.name), _table(one), name(owner.name), _own_key(matches.source)
            reason = f"perhaps what {one.name} joins it with, where that is one"
            yield one.name, reason, entry(PAIRED, *parts)


def _leading(one: Entity, owner: Entity) -> list[Shape]:
    """The only column by which the one table refers to the other."""
    if one is owner or len(owner.table.primary_key) != 1:
        return []
    shapes = [shape for shape in one.references if shape.references == owner.name]
    return shapes if len(shapes) == 1 else []


def _table(one: Entity) -> sql.Composable:
    return sql.SQL("{}.{}").format(name(one.name.schema), name(one.name.name))


def _own_key(owner: Entity) -> sql.Composable:
    return sql.SQL("{}.{}").format(name(owner.name.name), name(owner.table.primary_key[0]))


def _never_null(shape: Shape, said: sql.Composable) -> str:
    """With what stands where no row has the key, if the column takes no NULL."""
    if not shape.column.refuses_null:
        return entry("{}", said)
    default = shape.field.default if shape.field is not None else None
    if isinstance(default, PlainDefault):
        return entry("coalesce({}, {})", said, sql.Literal(default.value))
    empty = {"text": "", "bool": False, "integer": 0, "number": 0}.get(shape.family)
    if empty is None:
        return entry("{}", said)
    return entry("coalesce({}, {})", said, sql.Literal(empty))
