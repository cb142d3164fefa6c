"""How columns are fed, between the plan's words and a form's fields."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from segue.database.catalog import Catalog, Column, Table
from segue.drafting.values import TableChoice
from segue.errors import UsageError
from segue.mapping.gaps import homeless, unfed
from segue.plan.entries import entry
from segue.plan.model import (
    ColumnMapping,
    Constant,
    DroppedColumn,
    Expression,
    FunctionValue,
    LookupValue,
    MappedValue,
    Plan,
    ReferenceValue,
    ReferringWithin,
    Renamed,
    TableMapping,
)
from segue.web.names import read_name, read_table, typed

YOU = "you"
"""The reason of what a person said on the pages or in the file."""

WAYS = {
    "column": "a column",
    "sql": "SQL",
    "constant": "a constant",
    "map": "values mapped",
    "lookup": "a row looked up",
    "refers_to": "a reference",
    "within": "references in JSON",
    "python": "Python",
    "default": "nothing said",
}
"""How a target column may be fed, as the form calls it."""


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of the target, or a source column without a place."""

    name: str
    type: str
    how: str
    """A key of WAYS; drop for a source column."""
    said: ColumnMapping | None = None
    source_name: str = ""
    """The source column that feeds it, where one does by itself."""
    source_type: str = ""
    homeless: bool = False
    attention: str = ""
    reason: str = ""
    """Why it is so, where it was drafted."""
    required: bool = False
    suggested: ColumnMapping | None = None
    """What may be meant, where it is asked."""

    @property
    def entry(self) -> str:
        """The plan's own words."""
        return entry(self.name, self.said) if self.said is not None else ""


@dataclass(frozen=True, slots=True)
class Fields:
    """What the form's fields hold."""

    value: str = ""
    origin: str = ""
    """The source column."""
    table: str = ""
    by: str = ""
    path: str = ""
    """Where in a JSON value the keys are."""
    pairs: tuple[tuple[str, str], ...] = ()
    otherwise: str = ""


def lines(
    plan: Plan,
    mapping: TableMapping,
    source: Table | None,
    target: Table | None,
    catalog: Catalog,
    drafted: TableChoice | None,
) -> Iterator[ColumnLine]:
    """Every column of the target, then the source's without a place; `catalog` is the target's."""
    reasons = _reasons(mapping, drafted)
    questions = {c.column: c.suggestion for c in drafted.columns if c.question} if drafted else {}
    lost: dict[str, Column] = {}
    hungry: set[str] = set()
    if source is not None:
        lost = {column.name: column for column in homeless(plan, source, catalog)}
        hungry = {c.name for c in unfed(mapping, source, target)} if target else set()
    theirs = {column.name: column for column in source.columns} if source is not None else {}
    for column in target.columns if target is not None else ():
        line = _line(column, theirs, mapping, reasons, hungry, query=source is None)
        suggested = _suggested(questions.get(column.name, "")) if line.attention else None
        yield replace(line, suggested=suggested)
    names = {column.name for column in target.columns} if target is not None else set()
    for name, column in theirs.items():
        how = mapping.columns.get(name)
        if name in lost or (isinstance(how, DroppedColumn) and name not in names):
            yield ColumnLine(
                name, "", "drop", how, name, column.type.text, homeless=True,
                attention="it has no place in the target" if name in lost else "",
                reason=reasons.get(name, ""),
            )  # fmt: skip


def _reasons(mapping: TableMapping, drafted: TableChoice | None) -> dict[str, str]:
    """Why each column is fed as it is, as far as anybody said: the draft, or the person."""
    before = drafted.mapping.columns if drafted else {}
    reasons = {choice.column: choice.reason for choice in drafted.columns} if drafted else {}
    yours = {name: YOU for name, how in mapping.columns.items() if before.get(name) != how}
    return reasons | yours


def _suggested(toml: str) -> ColumnMapping | None:
    """A suggestion of the draft, where it says all; one that holds a gap is for people to fill."""
    match tomllib.loads(f"it = {toml}")["it"] if toml else None:
        case str(column) if column:
            return Renamed(column)
        case {"sql": str(expression)} if expression and "..." not in expression:
            return Expression(expression)
    return None


def _line(
    column: Column,
    theirs: Mapping[str, Column],
    mapping: TableMapping,
    reasons: Mapping[str, str],
    hungry: set[str],
    *,
    query: bool,
) -> ColumnLine:
    how = mapping.columns.get(column.name)
    same = column.name in theirs or query
    origin = getattr(how, "source", column.name if how is None and same else "")
    return ColumnLine(
        column.name,
        column.type.text,
        way_of(how) if how is not None else "column" if same else "default",
        how,
        origin,
        theirs[origin].type.text if origin in theirs else "",
        attention="nothing feeds it, and it must not be empty" if column.name in hungry else "",
        reason=reasons.get(column.name, ""),
        required=column.not_null,
    )


def way_of(how: ColumnMapping) -> str:
    """The form's word for a column mapping."""
    return {
        Renamed: "column", Expression: "sql", Constant: "constant", MappedValue: "map",
        LookupValue: "lookup", ReferenceValue: "refers_to", ReferringWithin: "within",
        FunctionValue: "python", DroppedColumn: "drop",
    }[type(how)]  # fmt: skip


def fields_of(line: ColumnLine) -> Fields:
    """The fields for what the plan says now, or for a fresh form."""
    origin = typed(line.source_name) if line.source_name else ""
    match line.said:
        case Expression(text):
            return Fields(text)
        case Constant(value):
            return Fields("" if value is None else str(value))
        case MappedValue(_, pairs, otherwise):
            pairs_text = tuple((old, str(new)) for old, new in pairs)
            return Fields(
                "", origin, pairs=pairs_text, otherwise="" if otherwise is None else str(otherwise)
            )
        case LookupValue(_, table, by):
            return Fields("", origin, typed(table), typed(by))
        case ReferenceValue(_, table, path):
            return Fields("", origin, typed(table), path=path or "")
        case ReferringWithin(_, tables):
            said = (f"{path} = {typed(table)}" for path, table in tables)
            return Fields("\n".join(said), origin)
        case FunctionValue(function):
            return Fields(function)
        case DroppedColumn(reason):
            return Fields(reason)
    return Fields("" if line.homeless else origin, origin)


def read_mapping(name: str, how: str, fields: QueryDict) -> ColumnMapping:
    """What a form says of the column. Raises UsageError where it says too little."""
    reader = READERS.get(how)
    if reader is None:
        raise UsageError(message=f"{name}: say what feeds it")
    return reader(name, fields)


def _value(name: str, fields: QueryDict) -> str:
    value = fields.get("value", "").strip().replace("\r\n", "\n")
    if not value:
        raise UsageError(message=f"{name}: say what feeds it, or why it is left behind")
    return value


def _origin(name: str, fields: QueryDict) -> str:
    return read_name(fields.get("from", "")) or name


def _mapped(name: str, fields: QueryDict) -> MappedValue:
    pairs = zip(fields.getlist("left"), fields.getlist("right"), strict=False)
    values = {old: new for old, new in pairs if old or new}
    if not values:
        raise UsageError(message=f"{name}: say which value becomes which")
    return MappedValue(_origin(name, fields), tuple(values.items()), fields.get("else") or None)


def _looked_up(name: str, fields: QueryDict) -> LookupValue:
    table, by = fields.get("table", ""), fields.get("by", "")
    if not table or not by:
        raise UsageError(message=f"{name}: say in which table it is looked up, and by which column")
    return LookupValue(_origin(name, fields), read_table(table), read_name(by))


def _referring(name: str, fields: QueryDict) -> ReferenceValue:
    table = fields.get("table", "")
    if not table:
        raise UsageError(message=f"{name}: say which table's keys it holds")
    path = fields.get("path", "").strip()
    return ReferenceValue(_origin(name, fields), read_table(table), path or None)


def _referring_within(name: str, fields: QueryDict) -> ReferringWithin:
    lines = (line.rpartition("=") for line in _value(name, fields).splitlines() if line.strip())
    places = {path.strip(): table.strip() for path, _, table in lines}
    if not all(path and table for path, table in places.items()):
        raise UsageError(message=f"{name}: write one place a line: path = table")
    return ReferringWithin(
        _origin(name, fields), tuple((path, read_table(table)) for path, table in places.items())
    )


READERS: Mapping[str, Callable[[str, QueryDict], ColumnMapping]] = {
    "column": lambda name, said: Renamed(read_name(_value(name, said))),
    "sql": lambda name, said: Expression(_value(name, said)),
    "constant": lambda name, said: Constant(said.get("value", "").strip()),
    "map": _mapped,
    "lookup": _looked_up,
    "refers_to": _referring,
    "within": _referring_within,
    "python": lambda name, said: FunctionValue(_value(name, said)),
    "drop": lambda name, said: DroppedColumn(_value(name, said)),
}
