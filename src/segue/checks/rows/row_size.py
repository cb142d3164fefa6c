"""Rows that no COPY can send: a server builds a row in one piece of memory, of 1 GB at most."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from psycopg import sql

from segue.checks.rows.arriving_rows import ArrivingTable
from segue.checks.rows.rules import STOPPED, TOO_LARGE, FailingCondition, RowRule
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection
from segue.mapping.sql import is_binary
from segue.mapping.sql.values import is_direct

MOST = 2**30 - 1
"""Bytes that PostgreSQL allocates at once."""

LENGTH = 4
"""Bytes before each value of a binary row."""

LEAST_OUTSIDE = 4 * 1024 * 1024
"""Bytes outside a table's own pages without which none of its rows can be so large: the best that
compression makes of a gigabyte."""

UNBOUNDED = frozenset({"text", "varchar", "bytea", "json", "xml", "bpchar"})


def read_tables_with_large_values(
    connection: Connection, tables: Sequence[ArrivingTable]
) -> frozenset[QualifiedName]:
    """Sources of the tables that keep so much outside their pages that a look is worth it."""
    names = {
        leaf: source.name
        for source in (table.transfer.source for table in tables)
        if source is not None
        for leaf in source.leaves or (source.name,)
    }
    facts = {
        "schemas": [name.schema for name in names],
        "tables": [name.name for name in names],
        "least": LEAST_OUTSIDE,
    }
    rows = connection.execute(query("large_outside"), facts)
    return frozenset(names[QualifiedName(*row)] for row in rows)


def sending_rules(table: ArrivingTable, large: Collection[QualifiedName]) -> Iterator[RowRule]:
    """That a row is not too large to be sent, where there may be one that is."""
    transfer = table.transfer
    if transfer.source is None or transfer.source.name not in large:
        return
    binary = is_binary(transfer)
    lengths = [
        _length(feed.origin, feed.source.type.resolved.name.name, binary=binary)
        for feed in transfer.feeds
        if is_direct(feed)
        and feed.source is not None
        and feed.source.type.resolved.name.name in UNBOUNDED
    ]
    if not lengths:
        return
    size = sql.SQL(" + ").join([sql.Literal(LENGTH * len(transfer.feeds)), *lengths])
    yield RowRule(
        FailingCondition(
            TOO_LARGE,
            sql.SQL("{} > {}").format(size, MOST),
            "larger than the 1 GB that a server sends in one piece",
            STOPPED,
            rejectable=False,
            shown=sql.SQL("pg_catalog.pg_size_pretty({})").format(size),
        ),
        f"rows of {transfer.label}",
        "leave them out with a where and carry them by hand, or drop the largest column",
        frozenset(),
    )


def _length(column: str, kind: str, *, binary: bool) -> sql.Composable:
    """A value's bytes on the line, told without reading the value; text spells bytea in hex."""
    times = 1 if binary or kind != "bytea" else 2
    length = sql.SQL("pg_catalog.octet_length({}::{})").format(
        sql.Identifier(column), sql.SQL("bytea") if kind == "bytea" else sql.SQL("text")
    )
    return sql.SQL("{}::bigint * coalesce({}, 0)").format(times, length)
