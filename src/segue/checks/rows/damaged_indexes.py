"""Unique indexes of the source that may have let equal rows pass.

An index that lost entries, or whose order is another since the system's collations changed, still
says that it is valid; what it was to hold apart is then counted from the rows themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg
from psycopg import sql

from segue.checks.rows.unique_keys import unique_keys
from segue.database.batches import batches
from segue.database.catalog import STRINGS, Table
from segue.database.constraints import Index
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.database.turns import read_in_one_turn

QUICK_BYTES = 64 * 1024 * 1024
"""Size up to which the entries of a table's indexes are counted whatever it costs."""
KEYS_AT_ONCE = 250
COLLATION_VERSIONS_SINCE = 150000

_HEAP = "enable_indexscan, enable_indexonlyscan, enable_bitmapscan".split(", ")
_INDEX = "enable_seqscan, enable_sort, enable_incremental_sort, enable_bitmapscan".split(", ")

Untrue = frozenset[tuple[QualifiedName, str]]
"""Indexes that may not hold apart what they should, by table and name."""
Key = tuple[Table, Index]


def untrue_indexes(connection: Connection, tables: Sequence[Table]) -> Untrue:
    """The unique indexes of the tables that may not be true to their rows any more."""
    keys = [(table, key) for table in tables for key in unique_keys(table) if key.plain]
    stale = _order_changed(connection)
    stale_keys = {
        (table.name, key.name) for table, key in keys if stale and _holds_text(table, key)
    }
    countable = [each for each in keys if each[0].kind == "r" and _is_quick(each[0])]
    for some in batches(countable, KEYS_AT_ONCE):
        stale_keys |= {(table.name, key.name) for table, key in _damaged(connection, some)}
    return frozenset(stale_keys)


@contextmanager
def from_the_rows(connection: Connection) -> Iterator[None]:
    """Whatever is asked meanwhile is answered without an index."""
    with connection.transaction(force_rollback=True):
        connection.execute(_switched(off=_HEAP))
        yield


def _is_quick(table: Table) -> bool:
    return table.bytes <= QUICK_BYTES


def _holds_text(table: Table, key: Index) -> bool:
    columns = (table.column(name or "") for name in key.columns)
    names = {column.type.resolved.name.name for column in columns if column is not None}
    return bool(names & (STRINGS | {"citext"}))


def _order_changed(connection: Connection) -> bool:
    """Whether the system orders text in another way than when the database was made."""
    if connection.info.server_version < COLLATION_VERSIONS_SINCE:
        return False  # nobody wrote down how it was
    row = connection.execute(
        "SELECT datcollversion <> pg_catalog.pg_database_collation_actual_version(oid)"
        " FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()"
    ).fetchone()
    return row is not None and bool(row[0])


def _damaged(connection: Connection, keys: Sequence[Key]) -> list[Key]:
    """Those whose index has not as many entries as the table has rows."""
    rows = [
        sql.SQL("(SELECT pg_catalog.count(*) FROM {})").format(table.name.identifier)
        for table, _ in keys
    ]
    entries = [
        sql.SQL(
            "(SELECT pg_catalog.count(*) FROM (SELECT FROM {} ORDER BY {} OFFSET 0) AS i)"
        ).format(
            table.name.identifier,
            sql.SQL(", ").join(sql.Identifier(name) for name in key.columns if name is not None),
        )
        for table, key in keys
    ]
    try:
        _, in_tables, _, in_indexes = read_in_one_turn(
            connection,
            _switched(off=_HEAP),
            _counts(rows),
            _switched(_HEAP, _INDEX),
            _counts(entries),
        )
    except (psycopg.ProgrammingError, psycopg.DataError, psycopg.InternalError):
        return []  # it cannot count
    pairs = zip(keys, *in_tables, *in_indexes, strict=True)
    return [key for key, in_table, in_index in pairs if in_table != in_index]


def _counts(counts: Sequence[sql.Composed]) -> sql.Composed:
    return sql.SQL("SELECT {}").format(sql.SQL(", ").join(counts))


def _switched(on: Sequence[str] = (), off: Sequence[str] = ()) -> sql.Composed:
    """Ways of the server's, so that it does not choose them; `on` are switched back first."""
    states = {**dict.fromkeys(on, "on"), **dict.fromkeys(off, "off")}
    calls = (
        sql.SQL("pg_catalog.set_config({}, {}, true)").format(setting, state)
        for setting, state in states.items()
    )
    return sql.SQL("SELECT {}").format(sql.SQL(", ").join(calls))
