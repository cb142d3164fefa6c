"""How messages name single rows of a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import sql

from segue.database.session import Connection
from segue.mapping.sql import row_place, source_relation
from segue.mapping.transfer import Transfer

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Key:
    """What tells one row of a source from another."""

    text: sql.Composable
    """An expression over the source row, such as id = 17 as text."""


def key_of(transfer: Transfer) -> Key:
    """The source's primary key, or what stands in for it."""
    if transfer.source is None:
        return Key(sql.SQL("pg_catalog.left(query::pg_catalog.text, 60)"))
    columns = transfer.source.primary_key
    if not columns:
        has_pages = transfer.source.kind in "rpm"
        place = sql.SQL("'row ' || {}").format(row_place(transfer))
        return Key(place if has_pages else sql.SQL("'a row'"))
    return Key(said([(name, sql.Identifier(name)) for name in columns]))


def said(columns: Sequence[tuple[str, sql.Composable]]) -> sql.Composable:
    """An expression whose text is like `a = 1, b = 2`; NULL is said too."""
    parts = [
        sql.SQL("{} || coalesce(pg_catalog.left({}::pg_catalog.text, 60), 'NULL')").format(
            f"{name} = ", value
        )
        for name, value in columns
    ]
    return sql.SQL("({})").format(sql.SQL(" || ', ' || ").join(parts))


def examples(
    connection: Connection,
    transfer: Transfer,
    key: Key,
    bad: sql.Composable,
    shown: sql.Composable | None,
) -> str:
    """The keys of a few rows that fulfil a condition, each with what is to be shown of it."""
    extra = shown if shown is not None else sql.NULL
    # OFFSET 0 keeps the condition apart from that of the mapping, whose rows alone it is fit for.
    statement = sql.SQL(
        "SELECT said, extra FROM (SELECT {} AS said, {} AS extra, {} AS bad {} OFFSET 0) AS asked"
        " WHERE bad LIMIT {}"
    ).format(key.text, extra, bad, source_relation(transfer), EXAMPLES)
    return "; ".join(
        f"{row} ({extra})" if extra is not None else row
        for row, extra in connection.execute(statement).fetchall()
    )
