"""Columns that became rows: a table of the target that may hold a row for each of several columns.

`mon`, `tue` and `wed` of a sheet are rows of a weekday and its hours now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import LiteralString

from psycopg import sql

from segue.database.names import QualifiedName
from segue.drafting.expressions import expression, name
from segue.drafting.matching import Entity, Side
from segue.drafting.matching.names import words
from segue.drafting.matching.shapes import Shape, kinship
from segue.drafting.values import ColumnChoice, RowsOffer, TableChoice
from segue.plan.model import Renamed
from segue.plan.toml import text

FEWEST = 3
"""Fewer columns of one kind are more often two things than a list."""
FITTING = 0.9
"""The kinship from which on a value goes into a column as it is."""
ROWS: LiteralString = (
    "SELECT {key}s.{id} AS {owner}, t.{label}, t.{value}\n"
    "FROM {table} s CROSS JOIN LATERAL (VALUES {values}) AS t (n, {label}, {value})\n"
    "WHERE {kept}"
)
NUMBERED: LiteralString = "row_number() OVER (ORDER BY s.{}, t.n) AS {}, "
RANDOM: LiteralString = "gen_random_uuid() AS {}, "


@dataclass(frozen=True)
class _LabelledRows:
    """The columns of a table each of whose rows holds one value of another table's row."""

    owner: Shape
    label: Shape
    value: Shape


def rows_offers(
    choices: Collection[TableChoice],
    source: Side,
    target: Side,
    unfed: Collection[QualifiedName],
) -> Iterator[RowsOffer]:
    """Unfed tables that have a place for each value of columns which a mapped table left over."""
    for choice in choices:
        one = source.entities.get(choice.mapping.source) if choice.mapping.source else None
        groups = _groups(choice, one) if one is not None else []
        for half in sorted(unfed) if groups else ():
            rows = _rows(target.entities[half], choice.mapping.target)
            group = _fitting(groups, rows) if rows is not None else None
            if one is not None and rows is not None and group is not None:
                query = _query(one, target.entities[half], rows, group)
                yield RowsOffer(one.name, half, tuple(shape.name for shape in group), query)


def with_places(
    choices: Sequence[TableChoice], offers: Sequence[RowsOffer]
) -> tuple[TableChoice, ...]:
    """The choices, with what is to be said of columns that may be rows now."""
    rows = {(o.source, column): o.target for o in offers for column in o.columns}
    return tuple(
        replace(
            choice, columns=tuple(_placed(c, choice.mapping.source, rows) for c in choice.columns)
        )
        for choice in choices
    )


def _placed(
    column: ColumnChoice,
    source: QualifiedName | None,
    rows: Mapping[tuple[QualifiedName, str], QualifiedName],
) -> ColumnChoice:
    place = rows.get((source, column.column)) if source is not None and column.question else None
    if place is None or not column.homeless:
        return column
    entry_text = f"{{ drop = {text(f'rows of {place}')} }}"
    return replace(column, reason=f"does it make rows of {place}, as below?", suggestion=entry_text)


def _groups(choice: TableChoice, one: Entity) -> list[list[Shape]]:
    """Columns without a place that hold the same kind of value."""
    if len(one.table.primary_key) != 1:
        return []
    lost = {column.column for column in choice.columns if column.homeless}
    lost -= {how.source for how in choice.mapping.columns.values() if isinstance(how, Renamed)}
    alike: defaultdict[object, list[Shape]] = defaultdict(list)
    for shape in one.shapes:
        if shape.name in lost and shape.references is None:
            alike[shape.column.type.text].append(shape)
    return [group for group in alike.values() if len(group) >= FEWEST]


def _rows(half: Entity, owner: QualifiedName) -> _LabelledRows | None:
    """Where the table has one reference to the owner, one label and one value, and no more."""
    leading = [shape for shape in half.references if shape.references == owner]
    rest = [
        shape
        for shape in half.shapes
        if not shape.primary and shape.references is None and not shape.filled
    ]
    if len(leading) != 1 or len(rest) != 2 or len(half.references) != 1:
        return None
    labels = [shape for shape in rest if shape.family in ("text", "enum")]
    labels = labels if len(labels) == 1 else [s for s in labels if s.allowed] or labels[:1]
    if len(labels) != 1:
        return None
    (value,) = (shape for shape in rest if shape is not labels[0])
    return _LabelledRows(leading[0], labels[0], value)


def _fitting(groups: Sequence[list[Shape]], rows: _LabelledRows) -> list[Shape] | None:
    """The columns whose values go into the rows, where only one kind does."""
    kind = rows.value.family
    groups_that_fit = [group for group in groups if kinship(group[0].family, kind) >= FITTING]
    return groups_that_fit[0] if len(groups_that_fit) == 1 else None


def _query(one: Entity, half: Entity, rows: _LabelledRows, group: Sequence[Shape]) -> str:
    """A row for each value that there is."""
    labels = _labels(group, rows.label)
    values = sql.SQL(", ").join(
        sql.SQL("({}, {}, s.{})").format(sql.Literal(number), sql.Literal(label), name(shape.name))
        for number, (shape, label) in enumerate(zip(group, labels, strict=True), 1)
    )
    condition = expression("t.{} IS NOT NULL", name(rows.value.name))
    if group[0].family == "text":
        condition = expression("t.{} <> ''", name(rows.value.name))
    (primary,) = one.table.primary_key
    return (
        sql.SQL(ROWS)
        .format(
            key=_key(half, primary),
            id=name(primary),
            owner=name(rows.owner.name),
            label=name(rows.label.name),
            value=name(rows.value.name),
            table=sql.SQL("{}.{}").format(name(one.name.schema), name(one.name.name)),
            values=values,
            kept=sql.SQL(condition),
        )
        .as_string(None)
    )


def _key(half: Entity, primary: str) -> sql.Composable:
    """What makes the keys of the new rows, where the database does not."""
    own = next((shape for shape in half.shapes if shape.primary), None)
    if own is not None and own.family == "integer":
        return sql.SQL(NUMBERED).format(name(primary), name(own.name))
    if own is not None and own.family == "uuid":
        return sql.SQL(RANDOM).format(name(own.name))
    return sql.SQL("")


def _labels(group: Sequence[Shape], label: Shape) -> list[str]:
    """What tells each column from the others, as one of the label's choices where it has any."""
    words_of_shapes = [words(shape.name) for shape in group]
    first = _common(words_of_shapes)
    last = _common([tuple(reversed(name[first:])) for name in words_of_shapes])
    own = ["_".join(name[first : len(name) - last]) for name in words_of_shapes]
    return [_choice_for(said, label.allowed) for said in own]


def _common(names: Sequence[tuple[str, ...]]) -> int:
    """With how many words all of them begin; the last word of none is counted."""
    shortest = min(map(len, names)) - 1
    at = 0
    while at < shortest and len({name[at] for name in names}) == 1:
        at += 1
    return at


def _choice_for(said: str, choices: Collection[str]) -> str:
    alike = [choice for choice in choices if choice and choice.lower().startswith(said)]
    return alike[0] if len(alike) == 1 else said
