"""A merge that ended, undone: exactly what the run brought goes out again, if nothing needs it.

The rows stand in a database that lives on. What others refer to since stays, and is told; what the
run changed gets its former values back, unless it was changed once more since, which is told too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from psycopg import sql

from segue.database.catalog import Catalog, Table
from segue.database.journal import Journal
from segue.database.names import QualifiedName
from segue.database.records import LoadRecord
from segue.database.session import Connection
from segue.database.table_order import order_of
from segue.loading.earlier_runs import brought_by, is_brought
from segue.loading.merging import count_touched, put_back_former
from segue.loading.table import key_columns, of
from segue.mapping.contenttypes import content_type_table, kinds_by_table
from segue.mapping.facts import read_content_types
from segue.mapping.generic_keys import named_pairs
from segue.mapping.identity import BroughtRows
from segue.mapping.keys import KeyKind
from segue.mapping.sql.key_spellings import canonical
from segue.project.values import GenericForeignKey

GOING = sql.Identifier("pg_temp", "segue_going")


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What became of the rows that a finished run brought."""

    deleted: Mapping[QualifiedName, int]
    needed: Mapping[QualifiedName, int]
    """Rows that stay, as others refer to them now."""
    changed_back: int
    """Rows that have their former values again."""
    touched: Mapping[QualifiedName, int]
    """Rows that the run changed and others have written to since: they stay as they are."""
    unknown: tuple[QualifiedName, ...]
    """Tables whose rows cannot be told from others."""


def can_be_undone(journal: Journal) -> bool:
    """Whether the run brought rows beside others, and nothing had to make way for it."""
    return any(load.merge for load in journal.loads()) and not journal.seeds()


def undo(journal: Journal, catalog: Catalog) -> UndoResult:
    """Take the rows out again, all in one transaction, which marks the run as given up."""
    connection = journal.connection
    loads = {load.table: load for load in journal.loads() if load.table in catalog.tables}
    brought_keys = brought_by(connection, journal.run)
    with connection.transaction():
        connection.execute(
            "CREATE TEMPORARY TABLE segue_going (of_table pg_catalog.text, place pg_catalog.tid)"
            " ON COMMIT DROP"
        )
        connection.execute("SET CONSTRAINTS ALL DEFERRED")
        tables = [catalog.tables[name] for name in order_of(loads.keys(), catalog)]
        unknown = tuple(t.name for t in tables if not _is_told(t, loads[t.name], brought_keys))
        for table in tables:
            if table.name not in unknown:
                connection.execute(_going(table, brought_keys[table.name]))
        needed = dict(_keep_what_is_needed(journal, catalog, tables))
        deleted = {
            table.name: connection.execute(_delete(table)).rowcount for table in reversed(tables)
        }
        updated = {t: load.number for t in tables if (load := loads[t.name]).merge == "update"}
        touched = {t.name: _count_touched(connection, t, n) for t, n in updated.items()}
        changed = sum(_change_back(connection, table, n) for table, n in updated.items())
        journal.ended("given up", "taken back")
    return UndoResult(_some(deleted), needed, changed, _some(touched), unknown)


def _is_told(table: Table, load: LoadRecord, brought: Mapping[QualifiedName, BroughtRows]) -> bool:
    """Whether its rows can be told: kept one by one, or all within a range of keys."""
    earlier = brought.get(table.name, BroughtRows())
    return load.merge is not None or bool(earlier.ranges) or not load.rows


def _going(table: Table, earlier: BroughtRows) -> sql.Composed:
    return sql.SQL("INSERT INTO {} SELECT {}, t.ctid FROM {} AS t WHERE {}").format(
        GOING, sql.Literal(str(table.name)), table.only, is_brought(table, earlier)
    )


def _keep_what_is_needed(
    journal: Journal, catalog: Catalog, tables: list[Table]
) -> Iterator[tuple[QualifiedName, int]]:
    """Leave in what rows refer to that stay, until no more such rows are found."""
    counts: dict[QualifiedName, int] = {}
    references = list(_references(journal.connection, catalog, tables))
    again = True
    while again:
        again = False
        for reference in references:
            count = journal.connection.execute(_keep(reference)).rowcount
            if count:
                again = True
                name = reference.table.name
                counts[name] = counts.get(name, 0) + count
    yield from counts.items()


@dataclass(frozen=True, slots=True)
class _RowReference:
    """That rows r of a table refer to rows t of another."""

    table: Table
    other: Table
    same: sql.Composable


def _references(
    connection: Connection, catalog: Catalog, tables: list[Table]
) -> Iterator[_RowReference]:
    """By foreign keys, and by object ids beside a content type."""
    for table in tables:
        for other, key in catalog.referencing(table.name):
            pairs = (
                sql.SQL("{} = {}").format(of("r", own), of("t", there)) for own, there in key.pairs
            )
            yield _RowReference(table, other, sql.SQL(" AND ").join(pairs))
    content_types = content_type_table(catalog)
    if content_types is None:
        return
    kinds = kinds_by_table(read_content_types(connection, catalog, None), catalog, None)
    for other in catalog.tables.values():
        for pair in named_pairs(other, content_types) if other.readable else ():
            for table in tables:
                if table.name in kinds and len(table.primary_key) == 1:
                    yield _RowReference(table, other, _is_object(pair, table, kinds[table.name]))


def _is_object(pair: GenericForeignKey, table: Table, kinds: Sequence[int]) -> sql.Composable:
    (key,) = key_columns(table)
    return sql.SQL("{} = ANY ({}) AND {} = {}::pg_catalog.text").format(
        of("r", pair.content_type_column),
        sql.Literal(list(kinds)),
        canonical(of("r", pair.object_id_column), KeyKind.of(key.type)),
        of("t", key.name),
    )


def _keep(reference: _RowReference) -> sql.Composed:
    return sql.SQL(
        "DELETE FROM {going} AS g USING {table} AS t, {other} AS r"
        " WHERE g.of_table = {name} AND g.place = t.ctid AND {same}"
        " AND NOT EXISTS (SELECT FROM {going} AS o"
        " WHERE o.of_table = {others} AND o.place = r.ctid)"
    ).format(
        going=GOING,
        table=reference.table.only,
        other=reference.other.only,
        name=sql.Literal(str(reference.table.name)),
        others=sql.Literal(str(reference.other.name)),
        same=reference.same,
    )


def _delete(table: Table) -> sql.Composed:
    return sql.SQL(
        "DELETE FROM {} AS t USING {} AS g WHERE g.of_table = {} AND g.place = t.ctid"
    ).format(table.only, GOING, sql.Literal(str(table.name)))


def _count_touched(connection: Connection, table: Table, load: int) -> int:
    row = connection.execute(count_touched(table, load)).fetchone()
    return row[0] if row is not None else 0


def _change_back(connection: Connection, table: Table, load: int) -> int:
    statement = put_back_former(table, load, untouched=True)
    return connection.execute(statement).rowcount if statement is not None else 0


def _some(counts: Mapping[QualifiedName, int]) -> dict[QualifiedName, int]:
    return {table: count for table, count in counts.items() if count}
