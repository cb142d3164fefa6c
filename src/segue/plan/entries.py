"""A column mapping, or how a table's keys travel, as the plan's text."""

from __future__ import annotations

from segue.plan.model import (
    ColumnMapping,
    Constant,
    DroppedColumn,
    Expression,
    FunctionValue,
    KeepKeys,
    KeyStrategy,
    LookupValue,
    MappedValue,
    MatchKeys,
    OffsetKeys,
    ReferenceValue,
    ReferringWithin,
    Renamed,
    UuidKeys,
)
from segue.plan.toml import key, literal, text


def entry(name: str, how: ColumnMapping) -> str:
    """One line of a mapping's columns."""
    return f"{key(name)} = {feed(name, how)}"


def feed(name: str, how: ColumnMapping) -> str:
    """What stands after the `=` of such a line."""
    match how:
        case Renamed(source):
            return text(source)
        case Expression(sql):
            return f"{{ sql = {text(sql)} }}"
        case Constant(None):
            return '{ sql = "NULL" }'
        case Constant(constant):
            return f"{{ value = {literal(constant)} }}"
        case DroppedColumn(reason):
            return f"{{ drop = {text(reason)} }}"
        case FunctionValue(function):
            return f"{{ python = {text(function)} }}"
        case MappedValue(source, values, otherwise):
            pairs = ", ".join(f"{text(old)} = {literal(new)}" for old, new in values)
            other = f", else = {literal(otherwise)}" if otherwise is not None else ""
            return f"{{ map = {{ {pairs} }}{_origin(name, source)}{other} }}"
        case LookupValue(source, table, by):
            where = f"lookup = {text(str(table))}, by = {text(by)}"
            return f"{{ {where}{_origin(name, source)} }}"
        case ReferenceValue() | ReferringWithin():
            return _referring(name, how)


def _referring(name: str, how: ReferenceValue | ReferringWithin) -> str:
    origin = _origin(name, how.source)
    if isinstance(how, ReferringWithin):
        places = ", ".join(f"{text(path)} = {text(str(table))}" for path, table in how.tables)
        return f"{{ refers_to = {{ {places} }}{origin} }}"
    within = f", path = {text(how.path)}" if how.path is not None else ""
    return f"{{ refers_to = {text(str(how.table))}{origin}{within} }}"


def _origin(name: str, source: str) -> str:
    """The source column, where it is of another name."""
    return f", from = {text(source)}" if source != name else ""


def key_strategy(strategy: KeyStrategy) -> str:
    """The value of a table's `key`; of keys that are kept, it need not be said."""
    match strategy:
        case KeepKeys():
            return text("keep")
        case OffsetKeys(amount):
            return f"{{ offset = {amount} }}"
        case MatchKeys(offset=offset):
            further = f", offset = {offset}" if offset is not None else ""
            return f"{{ match = {_match(strategy)}{further} }}"
        case UuidKeys():
            return text("uuid")


def _match(strategy: MatchKeys) -> str:
    columns = f"[{', '.join(map(text, strategy.columns))}]"
    asides = {"empty": strategy.empty, "several": strategy.several}
    options = "".join(f", {name} = {text(word)}" for name, word in asides.items() if word)
    return f"{{ columns = {columns}{options} }}" if options else columns
