"""Keys in texts, however these spell them: looked up in one form, and given back in their own.

Writers of object ids and of references without a constraint have their ways: a uuid as bare digits,
in capitals, in braces or as a URN, a number with zeros or blanks before it.
"""

from __future__ import annotations

from typing import LiteralString

from psycopg import sql

from segue.database.catalog import STRINGS, DataType, TypeKind
from segue.mapping.keys import KeyKind

_BLANKS: LiteralString = r"[ \t\r\n]*"
_HEX: LiteralString = "[0-9a-fA-F]{{8}}-?([0-9a-fA-F]{{4}}-?){{3}}[0-9a-fA-F]{{12}}"
_NUMBER: LiteralString = "{text} ~ '^" + _BLANKS + "[-+]?0*[0-9]{{1,18}}" + _BLANKS + "$'"
_UUID: LiteralString = (
    "{text} ~* '^" + _BLANKS + "((urn:)?uuid:)?([{{]" + _HEX + "[}}]|" + _HEX + ")" + _BLANKS + "$'"
)
_BARE: LiteralString = (
    r"pg_catalog.right(pg_catalog.regexp_replace({text}, '[-{{}} \t\r\n]', '', 'g'), 32)"
)
"""The 32 digits of what is a uuid."""

_SPELLING: dict[KeyKind, LiteralString] = {KeyKind.NUMBER: _NUMBER, KeyKind.UUID: _UUID}
_CANONICAL: dict[KeyKind, LiteralString] = {
    KeyKind.NUMBER: "CASE WHEN " + _NUMBER + " THEN {text}::pg_catalog.int8::pg_catalog.text"
    " ELSE {text} END",
    KeyKind.UUID: "CASE WHEN " + _UUID + " THEN " + _BARE
    + "::pg_catalog.uuid::pg_catalog.text ELSE {text} END",
    KeyKind.CITEXT: "pg_catalog.lower({text})",
}  # fmt: skip
_RESPELLED: dict[KeyKind, LiteralString] = {
    KeyKind.NUMBER: "CASE WHEN {text} ~ '^(0|-?[1-9][0-9]*)$' THEN {key}"
    " ELSE pg_catalog.regexp_replace({text}, '[-+]?[0-9]+', CASE"
    " WHEN {text} ~ '^[^0-9]*0' THEN pg_catalog.lpad({key}, greatest(pg_catalog.length({key}),"
    " pg_catalog.length(pg_catalog.substring({text}, '[0-9]+'))), '0') ELSE {key} END) END",
    KeyKind.UUID: "CASE WHEN {text} ~ '^[0-9a-f]{{8}}-[0-9a-f-]{{27}}$' THEN {key}"
    " ELSE pg_catalog.regexp_replace({text}, '" + _HEX + "', pg_catalog.translate({key},"
    " CASE WHEN " + _BARE + " ~ '[A-F]' AND " + _BARE + " !~ '[a-f]' THEN 'abcdef-' ELSE '-' END,"
    " CASE WHEN " + _BARE + " ~ '[A-F]' AND " + _BARE + " !~ '[a-f]' THEN 'ABCDEF' ELSE '' END"
    " || CASE WHEN {text} ~ '[0-9a-fA-F]-' THEN '-' ELSE '' END)) END",
}  # fmt: skip


def may_spell(data_type: DataType | None) -> bool:
    """Whether values of a type, None for one that is not known, may spell keys in several ways."""
    if data_type is None:
        return True
    resolved = data_type.resolved
    if resolved.kind is TypeKind.ARRAY and resolved.inner is not None:
        resolved = resolved.inner.resolved
    return resolved.name.name in STRINGS | {"citext"}


def is_spelling(text: sql.Composable, kind: KeyKind) -> sql.Composable:
    """Whether a text may be a key at all."""
    return sql.SQL(_SPELLING.get(kind, "true")).format(text=_text(text))


def canonical(text: sql.Composable, kind: KeyKind) -> sql.Composable:
    """What all spellings of one key have in common, as text; what is no key stays as it is."""
    return sql.SQL(_CANONICAL.get(kind, "{text}")).format(text=_text(text))


def respelled(text: sql.Composable, key: sql.Composable, kind: KeyKind) -> sql.Composable:
    """Another key, spelled as the text spells its own; NULL where there is none."""
    return sql.SQL(_RESPELLED.get(kind, "{key}")).format(text=_text(text), key=key)


def _text(value: sql.Composable) -> sql.Composable:
    return sql.SQL("{}::pg_catalog.text").format(value)
