"""Seed rows set aside in the journal, and given back by `restore`."""

from __future__ import annotations

from collections.abc import Collection

from psycopg import sql

from segue.database.catalog import Catalog, Table
from segue.database.journal import Journal
from segue.database.session import Connection
from segue.loading.kept_rows import kept_row, kept_value
from segue.seed_rows.naming import referenced_first


def set_aside(journal: Journal, table: Table) -> None:
    """Save the table's rows in the journal, within the transaction that empties it."""
    rows = journal.connection.execute(
        sql.SQL("SELECT {} FROM {} AS t").format(kept_row(table.columns, "t"), table.only)
    )
    journal.seeds_saved(table.name, (row[0] for row in rows.fetchall()))


def empty(connection: Connection, tables: Collection[Table], *, restart: bool) -> None:
    """Delete every row of the tables at once; foreign keys to them must be down.

    Inheritance children, which are tables of their own, keep theirs. `restart` makes their
    sequences begin again, as on a new database.
    """
    if tables:
        names = sql.SQL(", ").join(table.only for table in tables)
        ending = sql.SQL(" RESTART IDENTITY") if restart else sql.SQL("")
        connection.execute(sql.SQL("TRUNCATE {}{}").format(names, ending))


def give_back(journal: Journal, catalog: Catalog) -> int:
    """Put the seed rows back into their tables, which must be empty; returns their number.

    Those of tables that are gone are forgotten.
    """
    seeds = {name: count for name, count in journal.seeds().items() if name in catalog.tables}
    for table in referenced_first([catalog.tables[name] for name in seeds]):
        known = journal.seed_columns(table.name)
        columns = [c for c in table.columns if c.name in known and not c.generated]
        names = [sql.Identifier(column.name) for column in columns]
        journal.connection.execute(
            sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {} AS s").format(
                table.name.identifier,
                sql.SQL(", ").join(names),
                sql.SQL(", ").join(sql.SQL("s.{}").format(name) for name in names),
                kept_seeds(journal, table),
            )
        )
    journal.forget_seeds()
    return sum(seeds.values())


def kept_seeds(journal: Journal, table: Table) -> sql.Composable:
    """A table's set-aside rows as a relation with the table's columns."""
    return sql.SQL(
        "(SELECT {} FROM (SELECT row::pg_catalog.jsonb AS kept FROM segue.seed"
        " WHERE run = {} AND target_schema = {} AND target_table = {}) AS k)"
    ).format(
        sql.SQL(", ").join(
            sql.SQL("{} AS {}").format(
                kept_value(column, sql.SQL("k.kept")), sql.Identifier(column.name)
            )
            for column in table.columns
        ),
        journal.run,
        table.name.schema,
        table.name.name,
    )
