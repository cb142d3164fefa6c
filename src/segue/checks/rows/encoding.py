"""Text that the target's encoding does not hold, or that is no text at all."""

from __future__ import annotations

from collections.abc import Iterator

from psycopg import sql

from segue.checks.rows.arriving_rows import ArrivingTable
from segue.checks.rows.columns import FedColumn
from segue.checks.rows.rules import UNENCODED, ValueTrial
from segue.database.catalog import STRINGS, DataType, ServerFacts, TypeKind
from segue.plan.toml import text

TEXTUAL = STRINGS | {"json", "jsonb", "xml", "name"}
ALL = "UTF8"
"""What rows travel in: each session converts from and to it."""


def encoding_trials(
    table: ArrivingTable, source: ServerFacts, target: ServerFacts
) -> Iterator[ValueTrial]:
    """One for each column that holds text, where the two databases encode it in different ways."""
    if source.encoding == target.encoding and source.encoding != "SQL_ASCII":
        return
    if target.encoding == ALL and source.encoding not in ("SQL_ASCII", *PATCHY):
        return
    for column in table.columns:
        if _holds_text(column.column.type):
            yield _trial(column, source.encoding, target.encoding)


UTF8_IN_HEX = "^([0-7].|(c[2-9a-f]|d.)[89ab].|e.([89ab].){2}|f[0-4]([89ab].){3})*$"
"""The bytes of UTF-8 as `encode(..., 'hex')` shows them."""

PATCHY = tuple("WIN1250 WIN1251 WIN1252 WIN1253 WIN1254 WIN1255 WIN1256 WIN1257 WIN1258".split())
"""Encodings in which some bytes stand for no character."""


def _holds_text(data_type: DataType) -> bool:
    resolved = data_type.resolved
    if resolved.kind is TypeKind.ARRAY and resolved.inner is not None:
        return _holds_text(resolved.inner)
    return not resolved.builtin or resolved.name.name in TEXTUAL


def _trial(column: FedColumn, given: str, encoding: str) -> ValueTrial:
    text = sql.SQL("({})::pg_catalog.text").format(column.safe)
    travelling = sql.SQL("pg_catalog.convert_to({}, {})").format(text, ALL)
    return ValueTrial(
        UNENCODED,
        column.column.name,
        sql.SQL("pg_catalog.convert({}, {}, {})").format(travelling, ALL, encoding),
        f"values of {column.given.subject}",
        f"hold what {encoding} does not",
        "the target has no way to store them",
        _help(column, given, encoding),
    )


def _help(column: FedColumn, given: str, encoding: str) -> str:
    """What heals it; a database in UTF8 is as Django wants it."""
    if encoding != ALL:
        entry = f'{column.entry} = {{ sql = "..." }}'
        return f"create the target with ENCODING 'UTF8', or map the values: {entry}"
    if given != "SQL_ASCII":
        return f'map the values that are not characters: {column.entry} = {{ sql = "..." }}'
    value = f"({column.given.written})::text"
    raw = f"convert_to({value}, 'SQL_ASCII')"
    read = f"convert_from(convert({raw}, 'WIN1252', 'UTF8'), 'SQL_ASCII')"
    whole = f"CASE WHEN encode({raw}, 'hex') ~ '{UTF8_IN_HEX}' THEN {value} ELSE {read} END"
    return (
        "the source never checked its bytes: say in which encoding those that are not UTF-8 were"
        f" written, most likely WIN1252 or LATIN1: {column.entry} = {{ sql = {text(whole)} }}"
    )
