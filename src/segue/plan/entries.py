"""A column mapping, or how a table's keys travel, as the plan's text."""

from __future__ import annotations

from segue.plan.model import (
    ColumnMapping,
    Computed,
    Constant,
    Dropped,
    Expression,
    KeepKeys,
    KeyStrategy,
    LookedUp,
    Mapped,
    MatchKeys,
    OffsetKeys,
    Referring,
    Renamed,
    UuidKeys,
)
from segue.plan.toml import key, literal, text


def entry(name: str, how: ColumnMapping) -> str:
    """One line of a mapping's columns."""
    match how:
        case Renamed(source):
            value = text(source)
        case Expression(sql):
            value = f"{{ sql = {text(sql)} }}"
        case Constant(None):
            value = '{ sql = "NULL" }'
        case Constant(constant):
            value = f"{{ value = {literal(constant)} }}"
        case Dropped(reason):
            value = f"{{ drop = {text(reason)} }}"
        case Computed(function):
            value = f"{{ python = {text(function)} }}"
        case Mapped(source, values, otherwise):
            pairs = ", ".join(f"{text(old)} = {literal(new)}" for old, new in values)
            other = f", else = {literal(otherwise)}" if otherwise is not None else ""
            value = f"{{ map = {{ {pairs} }}{_origin(name, source)}{other} }}"
        case LookedUp(source, table, by):
            where = f"lookup = {text(str(table))}, by = {text(by)}"
            value = f"{{ {where}{_origin(name, source)} }}"
        case Referring(source, table, path):
            within = f", path = {text(path)}" if path is not None else ""
            value = f"{{ refers_to = {text(str(table))}{_origin(name, source)}{within} }}"
    return f"{key(name)} = {value}"


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
    said = "".join(f", {name} = {text(word)}" for name, word in asides.items() if word)
    return f"{{ columns = {columns}{said} }}" if said else columns
