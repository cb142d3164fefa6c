"""Columns such as regclass, which hold the names of things that the target has to have too."""

from __future__ import annotations

from collections.abc import Iterator

from psycopg import sql

from segue.checks.rows.arriving_rows import Arriving
from segue.checks.rows.columns import Fed
from segue.checks.rows.failing_rows import answer
from segue.checks.rows.parallel import SourceReading
from segue.checks.rows.rules import REFUSED, UNREADABLE, Failing, RowRule
from segue.checks.rows.trying import refusal
from segue.database.catalog import OBJECTS, STRINGS
from segue.mapping.sql import source_relation

MOST = 1000
"""Different names that are looked for."""


def name_rules(table: Arriving, reading: SourceReading) -> Iterator[RowRule]:
    """The names that the target does not know."""
    for fed in table.columns:
        wanted = fed.column.type.resolved
        if wanted.builtin and wanted.name.name in OBJECTS:
            given = fed.given
            written = given.type is not None and given.type.is_one_of(STRINGS)
            value = given.value if written else fed.safe
            text = sql.SQL("({})::pg_catalog.text").format(value)
            missing = _missing(table, wanted.name.name, text, reading)
            if missing:
                yield _rule(fed, wanted.name.name, text, missing)


def _missing(table: Arriving, kind: str, text: sql.Composed, reading: SourceReading) -> list[str]:
    relation = source_relation(table.transfer)
    different = sql.SQL("SELECT DISTINCT name FROM (SELECT {} AS name {}) AS used LIMIT {}")
    statement = sql.SQL("SELECT pg_catalog.array_agg(name) FROM ({}) AS names").format(
        different.format(text, relation, MOST)
    )
    if isinstance(told := answer(reading.session, statement), str):
        return []  # a value cannot be worked out: trying the column's values tells which
    names = [name for name in told[0] or () if name is not None]
    cast = sql.SQL("SELECT {}::pg_catalog.{}")
    return [
        name
        for name in names
        if refusal(reading.target, cast.format(sql.Literal(name), sql.Identifier(kind)))
    ]


def _rule(fed: Fed, kind: str, text: sql.Composed, missing: list[str]) -> RowRule:
    known = sql.SQL(", ").join(map(sql.Literal, missing))
    return RowRule(
        Failing(
            UNREADABLE,
            sql.SQL("{} IN ({})").format(text, known),
            f"no {kind} of the target",
            REFUSED,
            shown=text,
        ),
        f"values of {fed.given.subject}",
        f'make what they name, or say what happens to them: {fed.entry} = {{ sql = "..." }}',
        frozenset({fed.column.name}),
        fed.column.name,
    )
