"""Values of the source for the pages: few, as text, and masked until a person wants to see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from psycopg import sql

from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.mapping.sql import source_relation, source_values
from segue.mapping.transfer import Transfer
from segue.web.masking import MASK, discreet
from segue.web.names import plain
from segue.web.session import WebSession

ROWS = 5
"""Before and after."""
BESIDE = 3
"""Samples beside a column."""
FEW = 30
"""Distinct values that are offered for a map; of more, a map is not the way."""
LOOKED_AT = 100_000
"""Rows among which they are looked for."""
PATIENCE = "2s"
"""For what a person only tries; the source has other work."""
LONGEST = 60
"""Characters of a value that are shown."""

Values = list[tuple[str | None, ...]]


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value of one row, as a page shows it."""

    before: str
    """Empty where no single column of the source is what it is made from."""
    after: str
    """Empty where it stays behind."""
    same: bool


@dataclass(frozen=True, slots=True)
class ComparedColumn:
    """One column of some rows, before and after."""

    column: str
    """Of the target; empty where the values stay behind."""
    origin: str
    """Of the source; empty where the value is made of no single column."""
    cells: tuple[ShownValue, ...]


@contextmanager
def hasty_source(session: WebSession) -> Iterator[Connection]:
    """A READ ONLY session on the source that gives up soon."""
    with session.on("source") as source:
        impatient(source)
        yield source


def impatient(connection: Connection) -> None:
    """Have the session give up soon."""
    connection.execute(sql.SQL("SET statement_timeout = {}").format(sql.Literal(PATIENCE)))


def compared(source: Connection, transfer: Transfer, *, show: bool) -> list[ComparedColumn]:
    """Some rows of the source, column by column, before and after: one look at each row.

    Columns that stay behind come last. `show` is whether values are shown.
    """
    names = [column.name for column in transfer.source.columns] if transfer.source else []
    values = [*map(sql.Identifier, names), *source_values(transfer)]
    rows = _rows(source, values, source_relation(transfer), ROWS)
    first = len(names)
    feeds = [
        ComparedColumn(
            feed.column.name, feed.origin, _cells(rows, _place(names, feed.origin), at, show)
        )
        for at, feed in enumerate(transfer.feeds, start=first)
    ]
    used = {feed.origin for feed in transfer.feeds}
    left = (
        ComparedColumn("", name, _cells(rows, at, None, show))
        for at, name in enumerate(names)
        if name not in used
    )
    return [*feeds, *left]


def _place(names: Sequence[str], name: str) -> int | None:
    return names.index(name) if name in names else None


def _cells(
    rows: Values, before: int | None, after: int | None, show: bool
) -> tuple[ShownValue, ...]:
    return tuple(
        ShownValue(
            "" if before is None else _display(row[before], show=show),
            "" if after is None else _display(row[after], show=show),
            before is not None and after is not None and row[before] == row[after],
        )
        for row in rows
    )


def beside(
    source: Connection, table: QualifiedName, columns: Sequence[str]
) -> dict[str, list[str]]:
    """A few values of each column."""
    origin = sql.SQL("FROM {}").format(table.identifier)
    rows = _rows(source, [sql.Identifier(name) for name in columns], origin, BESIDE)
    return {name: [value(row[place]) for row in rows] for place, name in enumerate(columns)}


def distinct(source: Connection, table: QualifiedName, column: str) -> list[str] | None:
    """The values of a column; None where there are too many of them to be mapped one by one."""
    statement = sql.SQL(
        "SELECT DISTINCT value FROM"
        " (SELECT {}::pg_catalog.text AS value FROM {} LIMIT {}) AS looked_at"
        " WHERE value IS NOT NULL ORDER BY value LIMIT {}"
    ).format(sql.Identifier(column), table.identifier, LOOKED_AT, FEW + 1)
    values = [row[0] for row in source.execute(statement)]
    return values if len(values) <= FEW else None


def tried(source: Connection, table: QualifiedName, expression: str) -> Values:
    """What an expression is for a few rows. Raises psycopg.Error."""
    statement = sql.SQL("SELECT (\n{}\n)::pg_catalog.text FROM {} LIMIT {}").format(
        sql.SQL(expression), table.identifier, BESIDE
    )
    return source.execute(statement, binary=True).fetchall()


def counted(source: Connection, table: QualifiedName, condition: str) -> int:
    """How many rows a condition lets through. Raises psycopg.Error."""
    statement = sql.SQL("SELECT count(*) FROM {} WHERE (\n{}\n)").format(
        table.identifier, sql.SQL(condition)
    )
    row = source.execute(statement, binary=True).fetchone()
    return int(row[0]) if row else 0


def require_condition(source: Connection, table: QualifiedName, condition: str) -> None:
    """Raises psycopg.Error where the source cannot read it."""
    statement = sql.SQL("SELECT FROM {} WHERE (\n{}\n) LIMIT 0").format(
        table.identifier, sql.SQL(condition)
    )
    source.execute(statement, binary=True)


def value(text: str | None) -> str:
    """A value as a page shows it."""
    if text is None:
        return "NULL"
    return plain(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


def masked(rows: Values, *, show: bool) -> list[list[str]]:
    """Rows as a page shows them; whether a value is there at all is no secret."""
    return [[_display(each, show=show) for each in row] for row in rows]


def _display(text: str | None, *, show: bool) -> str:
    return value(text) if show or text is None else MASK


def told(error: Exception, *, show: bool) -> str:
    """The first line of what the source says."""
    return discreet(str(error).strip().partition("\n")[0], show=show)


def _rows(
    source: Connection, columns: Sequence[sql.Composable], origin: sql.Composable, count: int
) -> Values:
    texts = sql.SQL(", ").join(sql.SQL("({})::pg_catalog.text").format(c) for c in columns)
    query = sql.SQL("SELECT {} {} LIMIT {}").format(texts, origin, count)
    return source.execute(query).fetchall()
