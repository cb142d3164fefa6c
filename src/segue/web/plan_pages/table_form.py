"""A table's settings between a form's fields and the plan's text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from segue.errors import UsageError
from segue.plan.entries import key_strategy
from segue.plan.model import KeyStrategy, MatchKeys, OffsetKeys, UuidKeys
from segue.plan.toml import text
from segue.web.names import read_name, read_table, typed

Fields = QueryDict
"""What a form posted."""


@dataclass(frozen=True, slots=True)
class KeyFields:
    """A key strategy as its form's fields hold it."""

    how: str = "keep"
    offset: str = ""
    match: tuple[str, ...] = ()
    empty: bool = False
    """Whether rows that name nobody are meant to be new ones."""
    several: bool = False
    """Whether rows that could be more than one are."""


def key_fields(key: KeyStrategy) -> KeyFields:
    """The fields for a strategy."""
    match key:
        case OffsetKeys(amount):
            return KeyFields("offset", str(amount))
        case UuidKeys():
            return KeyFields("uuid")
        case MatchKeys(columns, offset, empty, several):
            offset_text = "" if offset is None else str(offset)
            return KeyFields(
                "match", offset_text, tuple(map(typed, columns)), bool(empty), bool(several)
            )
    return KeyFields()


def toml_of(option: str, fields: Fields) -> str | None:
    """What the plan shall say of an option, as TOML; None for its default. Raises UsageError."""
    reader = READERS.get(option)
    if reader is None:
        raise UsageError(message=f"a table has no setting {option!r}")
    return reader(fields)


def _text(fields: Fields) -> str | None:
    value = fields.get("value", "").strip().replace("\r\n", "\n")
    return text(value) if value else None


def _one_of(name: str, *words: str) -> Callable[[Fields], str | None]:
    def read(fields: Fields) -> str | None:
        value = fields.get("value", fields.get(name, ""))
        if value and value not in words:
            raise UsageError(message=f"{value!r} is none of {', '.join(words)}")
        return text(value) if value else None

    return read


def _table(fields: Fields) -> str | None:
    return text(str(read_table(fields.get("target") or fields.get("value", ""))))


def _truth(fields: Fields) -> str | None:
    return "true" if fields.get("value") in ("on", "true") else None


def _key(fields: Fields) -> str | None:
    offset = fields.get("offset", "").strip().replace(",", "").replace("_", "")
    if offset and not offset.lstrip("-").isdecimal():
        raise UsageError(message=f"keys move by a whole number, and {offset!r} is none")
    match fields.get("how", "keep"):
        case "uuid":
            return key_strategy(UuidKeys())
        case "offset" if offset:
            return key_strategy(OffsetKeys(int(offset)))
        case "offset":
            raise UsageError(message="say by how much the keys move")
        case "match":
            return key_strategy(_matching(fields, int(offset) if offset else None))
    return None


def _matching(fields: Fields, offset: int | None) -> MatchKeys:
    columns = tuple(read_name(name) for name in fields.getlist("match") if name.strip())
    if not columns:
        raise UsageError(message="say which columns of the target tell that two rows are the same")
    empty, several = (fields.get(name) and "new" for name in ("empty", "several"))
    return MatchKeys(columns, offset, empty or None, several or None)


READERS: Mapping[str, Callable[[Fields], str | None]] = {
    "to": _table,
    "where": _text,
    "query": _text,
    "key": _key,
    "existing_rows": _one_of("existing_rows", "stop", "replace", "keep", "update"),
    "on_bad_row": _one_of("on_bad_row", "stop", "reject"),
    "create": _truth,
}
