"""What a column keeps less of than the value has."""

from __future__ import annotations

from typing import LiteralString

from psycopg import sql

from segue.database.catalog import Column
from segue.mapping.sql.documents import REPEATED_KEYS
from segue.mapping.sql.values import ROUNDED as SHORTENED

UNIQUE_KEYS_SINCE = 160000
"""The server's version that tells repeated keys at the price of parsing a document."""


def rounding(column: Column) -> tuple[LiteralString, str] | None:
    """When the column keeps a rounded value, and what is told of it; None for other types."""
    resolved = column.type.resolved
    name, modifier = resolved.name.name, resolved.modifier
    if resolved.scale is not None:
        return ROUNDED[name], f"rounded to {column.type.text}"
    if name == "varchar" and modifier != -1:
        return ROUNDED[name], f"cut to {column.type.text}: blanks at the end"
    if name in ROUNDED and name not in ("numeric", "varchar"):
        return ROUNDED[name], f"rounded to {column.type.text}"
    return None


def is_shortened(column: Column) -> bool:
    """Whether the type's modifier may change a value in a way that only the server can tell."""
    resolved = column.type.resolved
    return resolved.is_one_of(SHORTENED) and resolved.modifier != -1 and resolved.scale is None


_PLAIN: LiteralString = r"^\s*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[-+]?[0-9]{{1,3}})?\s*$"

ROUNDED: dict[str, LiteralString] = {
    "numeric": (
        "({1} < 0 OR {0} LIKE ('%.' || pg_catalog.repeat('_', {1} + 1) || '%') OR {0} LIKE '%e%'"
        " OR {0} LIKE '%E%') AND CASE WHEN {0} ~* '" + _PLAIN + "'"
        " THEN pg_catalog.round(({0})::pg_catalog.numeric, {1}) <> ({0})::pg_catalog.numeric"
        " ELSE false END"
    ),
    "float8": (
        "pg_catalog.octet_length({0}) > 16 AND CASE WHEN {0} ~* '"
        + _PLAIN
        + "' THEN ({0})::numeric"
        " <> (({0})::pg_catalog.numeric::pg_catalog.float8)::pg_catalog.text::numeric"
        " ELSE false END"
    ),
    "float4": (
        "pg_catalog.octet_length({0}) > 7 AND CASE WHEN {0} ~* '" + _PLAIN + "' THEN ({0})::numeric"
        " <> (({0})::pg_catalog.numeric::pg_catalog.float4)::pg_catalog.text::numeric"
        " ELSE false END"
    ),
    "money": r"{0} ~ '\.[0-9]{{2}}[0-9]*[1-9]'",
    "timestamp": r"pg_catalog.octet_length({0}) > 26 AND {0} ~ '[.,][0-9]{{6}}[0-9]*[1-9]'",
    "timestamptz": r"pg_catalog.octet_length({0}) > 26 AND {0} ~ '[.,][0-9]{{6}}[0-9]*[1-9]'",
    "time": r"pg_catalog.octet_length({0}) > 15 AND {0} ~ '[.,][0-9]{{6}}[0-9]*[1-9]'",
    "interval": r"pg_catalog.octet_length({0}) > 15 AND {0} ~ '[.,][0-9]{{6}}[0-9]*[1-9]'",
    "varchar": "pg_catalog.octet_length({0}) > {1} AND pg_catalog.length({0}) > {1}",
}
"""By type; `{1}` is what its modifier allows."""


def allowed(column: Column) -> sql.Literal:
    """What the modifier allows: the decimals of a number, the characters of a text."""
    resolved = column.type.resolved
    return sql.Literal(resolved.modifier - 4 if resolved.scale is None else resolved.scale)


_UNIQUE: LiteralString = "{0} IS NOT JSON WITH UNIQUE KEYS"
_AS_MANY_COLONS: LiteralString = (
    r"{0} NOT LIKE '%\\u003%'"
    " AND pg_catalog.cardinality(pg_catalog.string_to_array({0}, ':')) = pg_catalog.cardinality("
    "pg_catalog.string_to_array(({0})::pg_catalog.jsonb::pg_catalog.text, ':'))"
)


def loses_keys(text: sql.Composable, version: int) -> sql.Composed:
    """That a document has a key more than once, of which jsonb keeps the last.

    Older servers look closely only where a colon is lost.
    """
    if version >= UNIQUE_KEYS_SINCE:
        return sql.SQL(_UNIQUE).format(sql.SQL("({})").format(text))
    document = sql.SQL("(({})::pg_catalog.json)").format(text)
    return sql.SQL("CASE WHEN {} THEN false ELSE {} END").format(
        sql.SQL(_AS_MANY_COLONS).format(text), sql.SQL(REPEATED_KEYS).format(value=document)
    )
