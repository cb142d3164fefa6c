"""Step 1 by the history: the target at the source's state, with its records and without rows."""

from __future__ import annotations

from psycopg import sql

from segue.database.batches import batches
from segue.database.catalog import Catalog
from segue.database.journal import finish_preparation
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.failpoints import reach

RECORDS = ("id", "app", "name", "applied")


def settle_state(
    source: Connection, target: Connection, catalog: Catalog, records: QualifiedName
) -> None:
    """Empty every table that migrations filled, take over the source's records, and write down that
    the state is made; in one transaction.

    The source's rows have all that its migrations wrote, as far as it is still there. `records` is
    the table of migrations.
    """
    with target.transaction():
        for some in batches(rows_of_migrations(catalog)):
            names = sql.SQL(", ").join(name.identifier for name in some)
            # Tables refer to each other across batches.
            target.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(names))
        _copy_records(source, target, records)
        finish_preparation(target)
    reach("state-settled")


def rows_of_migrations(catalog: Catalog) -> list[QualifiedName]:
    """The tables that hold rows of the project: partitions go with what they are parts of."""
    return [
        name
        for name, table in catalog.tables.items()
        if table.kind in "rp" and not table.is_partition and table.extension is None
    ]


def _copy_records(source: Connection, target: Connection, table: QualifiedName) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, RECORDS))
    read = sql.SQL("SELECT {} FROM {} ORDER BY id").format(columns, table.identifier)
    rows = source.execute(read).fetchall()
    write = sql.SQL("INSERT INTO {} ({}) VALUES (%s, %s, %s, %s)").format(table.identifier, columns)
    target.cursor().executemany(write, rows)
    target.execute(
        "SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence(%s, 'id'), %s)",
        (table.identifier.as_string(None), max((row[0] for row in rows), default=1)),
    )
