"""What a column looks like beside its name: what it holds, and what holds true of it."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import cache, cached_property

from segue.database.catalog import (
    INTEGERS,
    NUMBERS,
    STRINGS,
    Column,
    DataType,
    Table,
    TypeKind,
)
from segue.database.names import QualifiedName
from segue.database.statistics import ColumnSample, TableSample
from segue.drafting.matching.names import Words, is_one_of, words
from segue.drafting.matching.words import COMMON
from segue.project.values import Field, Model, NoDefault

FAMILIES: dict[str, str] = {
    **dict.fromkeys(INTEGERS, "integer"),
    **dict.fromkeys(NUMBERS - INTEGERS, "number"),
    **dict.fromkeys(STRINGS | {"citext", "name"}, "text"),
    **dict.fromkeys(("timestamp", "timestamptz"), "moment"),
    **dict.fromkeys(("time", "timetz"), "time"),
    **dict.fromkeys(("json", "jsonb", "hstore"), "document"),
    **dict.fromkeys(("inet", "cidr"), "network"),
}
"""What types are for; every other type is a family of its own."""

NEIGHBOURS: dict[frozenset[str], float] = {
    frozenset(pair.split()): fit
    for fit, pairs in {
        0.9: ("integer number", "date moment"),
        0.8: ("text enum", "text uuid", "integer bool"),
        0.6: ("text integer", "text number", "text bool", "text document", "text moment"),
        0.4: ("integer moment", "integer date", "integer interval", "number interval"),
        0.5: ("text date", "text network", "text array", "document array", "integer uuid"),
    }.items()
    for pair in pairs
}
"""How well values of one family take to the other, 0 to 1; others not at all."""


MARKS: dict[str, frozenset[str]] = {
    family: frozenset(marks.split())
    for family, marks in {
        "text": "str txt chr vc",
        "integer": "int lng num fk",
        "number": "dec dbl flt cur num",
        "bool": "bool bln bit flg",
        "date": "dt dat dte",
        "moment": "dt dtm ts dat",
    }.items()
}
"""What names of columns begin with where a project marks them by their types; `fk` refers."""
MARKED = 3
"""So many columns of a table that begin with their types' marks are no accident."""


@dataclass(frozen=True, eq=False)
class Shape:
    """A column of one table, with what the whole table tells about it; one for each column."""

    column: Column
    table: Table
    field: Field | None = None
    """What Django knows of it, on the target's side."""
    sample: ColumnSample | None = None
    """Some of its values; on the target's side those that `migrate` wrote."""
    place: float = 0.0
    """Where it stands among the columns, 0 for the first to 1 for the last."""
    row_names: Mapping[str, frozenset[str]] = attribute(default_factory=dict)
    """Of a reference: what the rows that it may refer to are called, by their own column."""
    marked: bool = False
    """Whether its name begins with the mark of its type, as those of the whole table do."""

    @property
    def name(self) -> str:
        return self.column.name

    @cached_property
    def words(self) -> Words:
        """Of its name, without its type; of a reference without the `_id` that Django adds."""
        all_words = words(self.name)[self.marked :]
        keyed = self.references is not None and all_words[1:] and all_words[-1] == "id"
        return all_words[:-1] if keyed else all_words

    @cached_property
    def role(self) -> Words:
        """The words that are none of the table's that it refers to: `billing` of an address."""
        if self.references is None:
            return self.words
        after = words(self.references.name)
        return tuple(word for word in self.words if not is_one_of(word, after))

    @cached_property
    def family(self) -> str:
        return family(self.column.type)

    @property
    def form(self) -> Hashable:
        """What is left of it without its name; keys and references may have grown."""
        kind = "reference" if self.references is not None else self.column.type.text
        return kind, self.column.not_null, self.unique

    @property
    def has_decimals(self) -> bool:
        """Whether it holds numbers that need not be whole."""
        scale = self.column.type.scale
        return self.family == "number" and (scale is None or scale > 0)

    @cached_property
    def primary(self) -> bool:
        """Whether it is the primary key all by itself."""
        return self.table.primary_key == (self.name,)

    @cached_property
    def unique(self) -> bool:
        """Whether no two rows have the same value in it."""
        return any(key.columns == (self.name,) for key in self.table.unique_keys)

    @cached_property
    def references(self) -> QualifiedName | None:
        """The table that it refers to, by a constraint or as Django sees it."""
        for key in self.table.foreign_keys:
            if key.columns == (self.name,):
                return key.references
        relation = self.field.relation if self.field is not None else None
        return relation.table if relation is not None else None

    @cached_property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The stored values and labels of the field, as Django knows them.

        Only of texts and whole numbers: of other types one value has several texts.
        """
        may_have_choices = self.field is not None and self.family in ("text", "integer")
        return self.field.choices if self.field is not None and may_have_choices else ()

    @cached_property
    def allowed(self) -> frozenset[str]:
        """The labels of an enum, or the choices of a field; empty where any value will do."""
        labels = self.column.type.resolved.labels
        if labels:
            return frozenset(labels)
        choices = frozenset(value for value, _ in self.choices)
        # A text that may be left blank is empty then, which no list of choices says.
        return choices | {""} if choices else choices

    @property
    def filled_by_model(self) -> bool:
        """Whether the model's field has a default."""
        return self.field is not None and not isinstance(self.field.default, NoDefault)

    @property
    def filled(self) -> bool:
        """Whether the database fills it where nothing else does, if only with NULL."""
        return self.column.filled or not self.column.refuses_null

    @cached_property
    def weight(self) -> float:
        """How much it says about a table that it has a column of this name."""
        if self.primary:
            return 0.2
        return 0.5 if self.name.removesuffix("_at") in COMMON else 1.0


def shapes_of(
    table: Table, model: Model | None = None, sample: TableSample | None = None
) -> tuple[Shape, ...]:
    """Every column of a table that holds values of its own."""
    fields: Mapping[str, Field] = {f.column: f for f in model.fields} if model is not None else {}
    samples = sample.columns if sample is not None else {}
    own = [column for column in table.columns if not column.generated]
    last = max(len(own) - 1, 1)
    marked = _marked(table, own)
    return tuple(
        Shape(
            column,
            table,
            fields.get(column.name),
            samples.get(column.name),
            number / last,
            marked=column.name in marked,
        )
        for number, column in enumerate(own)
    )


def _marked(table: Table, columns: Iterable[Column]) -> frozenset[str]:
    """The columns whose names begin with a mark of their type, where nearly all of a table do."""
    plain = [column for column in columns if (column.name,) != table.primary_key]
    marked = [
        column.name for column in plain if _mark(column.name) in MARKS.get(family(column.type), ())
    ]
    return frozenset(marked if len(marked) >= max(MARKED, 0.75 * len(plain)) else ())


def _mark(name: str) -> str:
    """`str` of `str_name` and `strName`; empty where nothing stands before the name itself."""
    found = re.match(r"([a-z]{2,4})(?=_[A-Za-z]|[A-Z])", name)
    return found[1] if found else ""


def family(data_type: DataType) -> str:
    """What a type is for, in a word."""
    resolved = data_type.resolved
    if resolved.kind in (TypeKind.ARRAY, TypeKind.ENUM):
        return str(resolved.kind.value)
    if resolved.kind in (TypeKind.RANGE, TypeKind.MULTIRANGE) and resolved.inner is not None:
        return f"{resolved.kind.value} of {family(resolved.inner)}"
    return FAMILIES.get(resolved.name.name, resolved.name.name)


@cache
def kinship(one: str, other: str) -> float:
    """How well values of one family take to the other: 1 for the same, 0 for not at all."""
    return 1.0 if one == other else NEIGHBOURS.get(frozenset((one, other)), 0.0)
