"""Definitions in the journal: of what was taken down, until it is back."""

from __future__ import annotations

from collections.abc import Iterable

from psycopg.types.json import Jsonb

from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.records import Definition, Phase
from segue.database.session import Connection


def definitions_down(connection: Connection) -> tuple[Definition, ...]:
    """Everything that is down and not yet back, in the order to put it back."""
    return tuple(
        Definition(
            QualifiedName(schema, table), kind, name, Phase(phase), tuple(statements), facts,
            number, run,
        )
        for number, run, schema, table, kind, name, phase, statements, facts in connection.execute(
            query("definition_down")
        )
    )  # fmt: skip


def save_definitions(connection: Connection, run: int, definitions: Iterable[Definition]) -> None:
    """Save definitions within the transaction that takes them down."""
    rows = [
        {
            "run": run,
            "schema": definition.table.schema,
            "table": definition.table.name,
            "kind": definition.kind,
            "name": definition.name,
            "phase": int(definition.phase),
            "statements": list(definition.statements),
            "facts": Jsonb(definition.facts) if definition.facts is not None else None,
        }
        for definition in definitions
    ]
    connection.cursor().executemany(query("definition_saved"), rows)


def which_are_down(connection: Connection, definitions: Iterable[Definition]) -> set[int]:
    """The numbers of those still down; their rows are locked until the transaction ends."""
    facts = {"ids": [definition.id for definition in definitions]}
    return {number for (number,) in connection.execute(query("definitions_still_down"), facts)}


def mark_restored(connection: Connection, definitions: Iterable[Definition]) -> None:
    """Within the transaction that puts the definitions back."""
    facts = {"ids": [definition.id for definition in definitions]}
    connection.execute(query("definitions_restored"), facts)
