"""A merge that ended, undone: exactly what the run brought goes out again, if nothing needs it.

The rows stand in a database that lives on. What others refer to since stays, and is told; what the
run changed gets its former values back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from psycopg import sql

from segue.database.catalog import Catalog, Table
from segue.database.journal import Journal
from segue.database.names import QualifiedName
from segue.database.records import LoadRecord
from segue.database.table_order import order_of
from segue.loading.earlier_runs import brought_by, is_brought
from segue.loading.merging import put_back_former
from segue.loading.table import key_columns, of
from segue.mapping.identity import Brought

GOING = sql.Identifier("pg_temp", "segue_going")


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of the rows that a finished run brought."""

    deleted: Mapping[QualifiedName, int]
    needed: Mapping[QualifiedName, int]
    """Rows that stay, as others refer to them now."""
    changed_back: int
    """Rows that have their former values again."""
    unknown: tuple[QualifiedName, ...]
    """Tables whose rows cannot be told from others."""


def can_be_undone(journal: Journal) -> bool:
    """Whether the run brought rows beside others, and nothing had to make way for it."""
    return any(load.merge for load in journal.loads()) and not journal.seeds()


def undo(journal: Journal, catalog: Catalog) -> Undone:
    """Take the rows out again, all in one transaction, which marks the run as given up."""
    connection = journal.connection
    loads = {load.table: load for load in journal.loads() if load.table in catalog.tables}
    brought = brought_by(connection, journal.run)
    with connection.transaction():
        connection.execute(
            "CREATE TEMPORARY TABLE segue_going (of_table pg_catalog.text, place pg_catalog.tid)"
            " ON COMMIT DROP"
        )
        connection.execute("SET CONSTRAINTS ALL DEFERRED")
        tables = [catalog.tables[name] for name in order_of(loads.keys(), catalog)]
        unknown = tuple(t.name for t in tables if not _is_told(t, loads[t.name], brought))
        for table in tables:
            if table.name not in unknown:
                connection.execute(_going(table, brought[table.name]))
        needed = dict(_keep_what_is_needed(journal, catalog, tables))
        deleted = {
            table.name: connection.execute(_delete(table)).rowcount for table in reversed(tables)
        }
        changed = sum(_change_back(journal, table, loads[table.name]) for table in tables)
        journal.ended("given up", "taken back")
    return Undone({t: n for t, n in deleted.items() if n}, needed, changed, unknown)


def _is_told(table: Table, load: LoadRecord, brought: Mapping[QualifiedName, Brought]) -> bool:
    """Whether its rows can be told: kept one by one, or all within a range of keys."""
    known = brought.get(table.name, Brought())
    return load.merge is not None or bool(known.ranges) or not load.rows


def _going(table: Table, brought: Brought) -> sql.Composed:
    return sql.SQL("INSERT INTO {} SELECT {}, t.ctid FROM {} AS t WHERE {}").format(
        GOING, sql.Literal(str(table.name)), table.only, is_brought(table, brought)
    )


def _keep_what_is_needed(
    journal: Journal, catalog: Catalog, tables: list[Table]
) -> Iterator[tuple[QualifiedName, int]]:
    """Leave in what rows refer to that stay, until no more such rows are found."""
    counts: dict[QualifiedName, int] = {}
    again = True
    while again:
        again = False
        for table in tables:
            for other, key in catalog.referencing(table.name):
                count = journal.connection.execute(
                    sql.SQL(
                        "DELETE FROM {going} AS g USING {table} AS t, {other} AS r"
                        " WHERE g.of_table = {name} AND g.place = t.ctid AND {same}"
                        " AND NOT EXISTS (SELECT FROM {going} AS o"
                        " WHERE o.of_table = {others} AND o.place = r.ctid)"
                    ).format(
                        going=GOING,
                        table=table.only,
                        other=other.only,
                        name=sql.Literal(str(table.name)),
                        others=sql.Literal(str(other.name)),
                        same=sql.SQL(" AND ").join(
                            sql.SQL("{} = {}").format(of("r", own), of("t", there))
                            for own, there in key.pairs
                        ),
                    )
                ).rowcount
                if count:
                    again = True
                    counts[table.name] = counts.get(table.name, 0) + count
    yield from counts.items()


def _delete(table: Table) -> sql.Composed:
    return sql.SQL(
        "DELETE FROM {} AS t USING {} AS g WHERE g.of_table = {} AND g.place = t.ctid"
    ).format(table.only, GOING, sql.Literal(str(table.name)))


def _change_back(journal: Journal, table: Table, load: LoadRecord) -> int:
    if load.merge != "update" or not key_columns(table):
        return 0
    statement = put_back_former(table, load.number)
    return journal.connection.execute(statement).rowcount if statement is not None else 0
