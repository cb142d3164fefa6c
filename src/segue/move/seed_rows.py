"""Seed rows: what `migrate` wrote into the target makes way for the source's rows, ids and all.

Before rows are copied, what such a table holds is set aside in the journal and the table is
emptied, in one transaction. Afterwards the seed rows that the source
lacked are named, and `restore` can give all of them back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from psycopg import sql

from segue.database.catalog import Catalog, Column, Table
from segue.database.constraints import UniqueKey
from segue.database.journal import Journal
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.loading.kept_rows import kept_row, kept_value

SHOWN = 3
"""Columns of a seed row that are enough to recognise it."""


@dataclass(frozen=True, slots=True)
class SeedRow:
    """A row that `migrate` wrote and the source lacks, told by the columns that name it."""

    table: QualifiedName
    values: Mapping[str, str | None]
    edited: bool = False
    """Whether the source has another row under its primary key: most likely the same, edited."""

    def __str__(self) -> str:
        return f"{self.table}: " + ", ".join(f"{key} = {text}" for key, text in self.values.items())


def set_aside(journal: Journal, table: Table) -> None:
    """Save the table's rows in the journal, within the transaction that empties it."""
    rows = journal.connection.execute(
        sql.SQL("SELECT {} FROM {} AS t").format(
            kept_row(table.columns, "t"), table.name.identifier
        )
    )
    journal.seeds_saved(table.name, (row[0] for row in rows.fetchall()))


def empty(connection: Connection, tables: Collection[QualifiedName], *, restart: bool) -> None:
    """Delete every row of the tables at once; foreign keys to them must be down.

    `restart` makes their sequences begin again, as on a new database.
    """
    if tables:
        names = sql.SQL(", ").join(table.identifier for table in tables)
        ending = sql.SQL(" RESTART IDENTITY") if restart else sql.SQL("")
        connection.execute(sql.SQL("TRUNCATE {}{}").format(names, ending))


def give_back(journal: Journal, catalog: Catalog) -> int:
    """Put the seed rows back into their tables, which must be empty; returns their number.

    Those of tables that are gone are forgotten.
    """
    seeds = {name: count for name, count in journal.seeds().items() if name in catalog.tables}
    for table in _referenced_first([catalog.tables[name] for name in seeds]):
        known = journal.seed_columns(table.name)
        columns = [c for c in table.columns if c.name in known and not c.generated]
        names = [sql.Identifier(column.name) for column in columns]
        journal.connection.execute(
            sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {} AS s").format(
                table.name.identifier,
                sql.SQL(", ").join(names),
                sql.SQL(", ").join(sql.SQL("(s.seed).{}").format(name) for name in names),
                _seeds_of(journal, table),
            )
        )
    journal.forget_seeds()
    return sum(seeds.values())


def missing_seeds(
    journal: Journal, catalog: Catalog, renumbered: Collection[QualifiedName] = ()
) -> tuple[SeedRow, ...]:
    """The seed rows that no row of the source stands for, by their natural keys.

    A row is recognised by a unique constraint beside the primary key where the table has one (ids
    differ between databases), with references followed to the rows that took the seeds' places.
    In `renumbered` tables (content types, permissions) the same id says nothing.
    """
    connection = journal.connection
    tables = [catalog.tables[name] for name in journal.seeds() if name in catalog.tables]
    with connection.transaction():
        connection.execute(
            "CREATE TEMPORARY TABLE segue_adopted"
            " (of text, seed text, adopted text, PRIMARY KEY (of, seed)) ON COMMIT DROP"
        )
        found: list[SeedRow] = []
        for table in _referenced_first(tables):
            _match(journal, table, {t.name for t in tables})
            found.extend(_unmatched(journal, table, by_key=table.name not in renumbered))
    return tuple(found)


def _referenced_first(tables: Sequence[Table]) -> Iterator[Table]:
    """The tables with the ones they point at before them; a circle is cut anywhere."""
    waiting = {table.name: table for table in tables}
    while waiting:
        ready = [t for t in waiting.values() if not _points_at(t) & (waiting.keys() - {t.name})]
        for table in ready or [next(iter(waiting.values()))]:
            del waiting[table.name]
            yield table


def _points_at(table: Table) -> set[QualifiedName]:
    return {key.references for key in table.foreign_keys}


def _match(journal: Journal, table: Table, seeded: Collection[QualifiedName]) -> None:
    """Note which row of the table took each seed row's place."""
    for columns in _natural_keys(table):
        conditions = sql.SQL(" AND ").join(
            sql.SQL("t.{} = {}" if column.not_null else "t.{} IS NOT DISTINCT FROM {}").format(
                sql.Identifier(column.name), _followed(table, column, seeded)
            )
            for column in columns
        )
        journal.connection.execute(
            sql.SQL(
                "INSERT INTO segue_adopted SELECT {of}, ({seed})::text, ({adopted})::text"
                " FROM {seeds} AS s JOIN {table} AS t ON {conditions}"
                " ON CONFLICT DO NOTHING"
            ).format(
                of=str(table.name),
                seed=_key_of(table, "(s.seed)"),
                adopted=_key_of(table, "t"),
                seeds=_seeds_of(journal, table),
                table=table.name.identifier,
                conditions=conditions,
            )
        )


def _unmatched(journal: Journal, table: Table, *, by_key: bool) -> Iterator[SeedRow]:
    shown = _natural_columns(table)[:SHOWN]
    same_key = _same_key(table) if by_key else sql.SQL("false")
    rows = journal.connection.execute(
        sql.SQL(
            "SELECT {same_key}, {shown} FROM {seeds} AS s WHERE NOT EXISTS"
            " (SELECT FROM segue_adopted a WHERE a.of = {of} AND a.seed = ({seed})::text)"
        ).format(
            same_key=same_key,
            shown=sql.SQL(", ").join(
                sql.SQL("(s.seed).{}::text").format(sql.Identifier(c.name)) for c in shown
            ),
            seeds=_seeds_of(journal, table),
            of=str(table.name),
            seed=_key_of(table, "(s.seed)"),
        )
    )
    for edited, *row in rows:
        yield SeedRow(table.name, dict(zip((c.name for c in shown), row, strict=True)), edited)


def _same_key(table: Table) -> sql.Composable:
    """Whether the table holds a row under the seed row's primary key."""
    if not table.primary_key:
        return sql.SQL("false")
    return sql.SQL("EXISTS (SELECT FROM {} AS t WHERE ({}) = ({}))").format(
        table.name.identifier,
        sql.SQL(", ").join(_columns_of(table.primary_key, "t")),
        sql.SQL(", ").join(_columns_of(table.primary_key, "(s.seed)")),
    )


def _key_of(table: Table, alias: str) -> sql.Composable:
    """What other rows point at, or for want of it the natural columns together; never NULL."""
    if len(table.primary_key) == 1:
        return _columns_of(table.primary_key, alias)[0]
    natural = _columns_of([column.name for column in _natural_columns(table)], alias)
    return sql.SQL("ROW({})").format(sql.SQL(", ").join(natural))


def _natural_keys(table: Table) -> list[tuple[Column, ...]]:
    """Unique constraints beside the primary key, or else the primary key, or else the whole row."""
    unique = [_columns(table, key) for key in table.unique_keys if not key.primary]
    primary = [_columns(table, key) for key in table.unique_keys if key.primary]
    whole = [tuple(column for column in table.columns if not column.generated)]
    return unique or primary or whole


def _natural_columns(table: Table) -> tuple[Column, ...]:
    return _natural_keys(table)[0]


def _columns(table: Table, constraint: UniqueKey) -> tuple[Column, ...]:
    found = (table.column(name) for name in constraint.columns)
    return tuple(column for column in found if column is not None)


def _followed(table: Table, column: Column, seeded: Collection[QualifiedName]) -> sql.Composable:
    """A seed row's value, or, for a reference to a seed row, the key that took its place."""
    value = sql.SQL("(s.seed).{}").format(sql.Identifier(column.name))
    for key in table.foreign_keys:
        if key.columns == (column.name,):
            if key.references == table.name or key.references not in seeded:
                return value
            return sql.SQL(
                "(SELECT a.adopted FROM segue_adopted a WHERE a.of = {} AND a.seed = {}::text)::{}"
            ).format(str(key.references), value, column.type.name.identifier)
    return value


def _columns_of(columns: Sequence[str], alias: str) -> list[sql.Composable]:
    return [sql.SQL("{}.{}").format(sql.SQL(alias), sql.Identifier(name)) for name in columns]


def _seeds_of(journal: Journal, table: Table) -> sql.Composable:
    """A table's set-aside rows as a relation with one column `seed` of its row type."""
    return sql.SQL(
        "(SELECT ROW({})::{} AS seed FROM (SELECT row::pg_catalog.jsonb AS kept FROM segue.seed"
        " WHERE run = {} AND target_schema = {} AND target_table = {}) AS k)"
    ).format(
        sql.SQL(", ").join(kept_value(c, sql.SQL("k.kept")) for c in table.columns),
        table.name.identifier,
        journal.run,
        table.name.schema,
        table.name.name,
    )
