"""Columns such as regclass, which hold the names of things that the target has to have too."""

from __future__ import annotations

from collections.abc import Iterator

from psycopg import sql

from segue.checks.rows.arriving_rows import ArrivingTable
from segue.checks.rows.columns import FedColumn
from segue.checks.rows.failing_rows import answer
from segue.checks.rows.parallel import SourceReading
from segue.checks.rows.rules import REFUSED, UNREADABLE, FailingCondition, RowRule
from segue.checks.rows.trying import refusal
from segue.database.catalog import OBJECTS, STRINGS
from segue.mapping.sql import source_relation

MOST = 1000
"""Different names that are looked for."""


def name_rules(table: ArrivingTable, reading: SourceReading) -> Iterator[RowRule]:
    """The names that the target does not know."""
    for column in table.columns:
        target_type = column.column.type.resolved
        if target_type.builtin and target_type.name.name in OBJECTS:
            given = column.given
            written = given.type is not None and given.type.is_one_of(STRINGS)
            value = given.value if written else column.safe
            text = sql.SQL("({})::pg_catalog.text").format(value)
            missing = _missing_names(table, target_type.name.name, text, reading)
            if missing:
                yield _rule(column, target_type.name.name, text, missing)


def _missing_names(
    table: ArrivingTable, kind: str, text: sql.Composed, reading: SourceReading
) -> list[str]:
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


def _rule(column: FedColumn, kind: str, text: sql.Composed, missing: list[str]) -> RowRule:
    names = sql.SQL(", ").join(map(sql.Literal, missing))
    return RowRule(
        FailingCondition(
            UNREADABLE,
            sql.SQL("{} IN ({})").format(text, names),
            f"no {kind} of the target",
            REFUSED,
            shown=text,
        ),
        f"values of {column.given.subject}",
        f'make what they name, or say what happens to them: {column.entry} = {{ sql = "..." }}',
        frozenset({column.column.name}),
        column.column.name,
    )
