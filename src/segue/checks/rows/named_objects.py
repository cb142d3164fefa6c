"""Columns such as regclass, which hold the names of things that the target has to have too."""

from __future__ import annotations

from collections.abc import Iterator

from psycopg import sql

from segue.checks.rows.arriving_rows import Arriving
from segue.checks.rows.columns import Fed
from segue.checks.rows.parallel import SourceReading
from segue.checks.rows.rules import REFUSED, UNREADABLE, Failing, RowRule
from segue.checks.rows.trying import refusal
from segue.checks.rows.values import shown
from segue.mapping.sql import source_relation

NAMES = frozenset(
    "regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc"
    " regprocedure regrole regtype".split()
)
"""Types whose values are written as names, and read by looking for what is called so."""
MOST = 1000
"""Different names that are looked for."""


def name_rules(table: Arriving, reading: SourceReading) -> Iterator[RowRule]:
    """The names that the target does not know."""
    for fed in table.columns:
        wanted = fed.column.type.resolved
        if wanted.builtin and wanted.name.name in NAMES:
            text = sql.SQL("({})::pg_catalog.text").format(fed.safe)
            missing = _missing(table, wanted.name.name, text, reading)
            if missing:
                yield _rule(fed, wanted.name.name, text, missing)


def _missing(table: Arriving, kind: str, text: sql.Composed, reading: SourceReading) -> list[str]:
    relation = source_relation(table.transfer)
    statement = sql.SQL("SELECT DISTINCT name FROM (SELECT {} AS name {}) AS used LIMIT {}").format(
        text, relation, MOST
    )
    names = [row[0] for row in reading.session.execute(statement) if row[0] is not None]
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
            shown=shown(fed.safe),
        ),
        f"values of {fed.given.subject}",
        f'make what they name, or say what happens to them: {fed.entry} = {{ sql = "..." }}',
        frozenset({fed.column.name}),
        fed.column.name,
    )
