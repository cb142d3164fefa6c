"""Keys and values as TOML writes them, and what one would write for an unfed column."""

from __future__ import annotations

import json
import re
from typing import Any, Literal, LiteralString

from segue.database.catalog import DAYS, NUMBERS, STRINGS, DataType, TypeKind

Value = tuple[Literal["value"], object]
Code = tuple[Literal["sql"], LiteralString]

FILLERS: dict[str, Value | Code] = {
    "bool": ("value", False),
    "uuid": ("sql", "gen_random_uuid()"),
    "json": ("value", "{}"),
    "jsonb": ("value", "{}"),
    "hstore": ("value", ""),
    "citext": ("value", ""),
}


def key(name: str) -> str:
    """A TOML key."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else text(name)


def text(value: str) -> str:
    """A TOML string on one line; a literal one where that spares escapes, as in SQL."""
    if ('"' in value or "\\" in value) and "'" not in value and value.isprintable():
        return f"'{value}'"
    # JSON's escapes are TOML's, but for the one control character that JSON leaves as it is.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def remark(words: object) -> str:
    """Words as a comment can hold them: a name may have line ends, which would end it."""
    return re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]", lambda c: text(c[0])[1:-1], str(words))


def literal(value: Any) -> str:
    """A TOML string, boolean or number."""
    if isinstance(value, bool):
        return str(value).lower()
    return text(value) if isinstance(value, str) else repr(value)


def filler(data_type: DataType, *, refers: bool = False) -> str:
    """What a person would look at first for a new column of the type, as TOML after the `=`.

    To which row a column refers (`refers`) is for the person to say.
    """
    how, said = ("value", "...") if refers else stand_in(data_type)
    return f"{{ {how} = {literal(said)} }}"


def now_as(data_type: DataType) -> str:
    """SQL for the moment as a column of the type has it, of which no cast cuts off anything."""
    return _NOW.get(data_type.resolved.name.name, "now()")


_NOW = {"date": "current_date", "time": "localtime", "timestamp": "localtimestamp"}


def stand_in(data_type: DataType) -> Value | Code:
    """The same as a value or as SQL."""
    resolved = data_type.resolved
    name = resolved.name.name
    if resolved.kind is TypeKind.ARRAY:
        return "value", "{}"
    if resolved.kind is TypeKind.ENUM and resolved.labels:
        return "value", resolved.labels[0]
    if name in NUMBERS | {"oid"}:
        return "value", 0
    if name in DAYS | {"time", "timetz"}:
        return "sql", now_as(data_type)
    return FILLERS.get(name, ("value", "") if name in STRINGS else ("sql", "..."))
