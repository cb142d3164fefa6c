"""Is the target fresh? Proved by migrating a scratch database and comparing.

Most people run `migrate` by hand first; the rows it wrote are seed rows, which may be set aside for
the source's. A target with rows of its own is never taken for fresh.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, replace

from psycopg import sql

from segue.database.address import Endpoint
from segue.database.batches import batches
from segue.database.catalog import Catalog, Column, Table
from segue.database.names import QualifiedName
from segue.database.session import Connection, connect
from segue.project.values import MIGRATIONS_TABLE
from segue.seed_rows.digests import SeedDigest, digest_of

SEEDS_AT_MOST = 50_000
"""Rows of one table above which nobody has to look: no migration seeds so many."""

OF_PEOPLE = (
    {"password", "last_login"},
    {"session_key", "session_data", "expire_date"},
    {"action_time", "action_flag", "object_repr"},
)
"""The columns by which Django's users, sessions and the admin's log are known."""

TIE = 3
"""Columns that a many-to-many table has at most."""

Scratch = Callable[[], AbstractContextManager[Endpoint]]
"""Makes a migrated scratch database and drops it afterwards."""

Rows = Counter[tuple[str | None, ...]]


def occupied(
    connection: Connection, catalog: Catalog, tables: Collection[QualifiedName]
) -> dict[QualifiedName, int]:
    """The exact number of rows of each table that has any, without those of tables that inherit."""
    catalog_tables = [catalog.tables[name] for name in tables]
    return dict(_counts(connection, list(_with_rows(connection, catalog_tables))))


@dataclass(frozen=True, slots=True)
class Proof:
    """What a comparison with scratch databases told."""

    own: Mapping[QualifiedName, int]
    """The tables whose rows `migrate` alone does not explain, with their number; empty is fresh."""
    digests: Mapping[str, SeedDigest]
    """What another command may compare the target's rows with, by table."""


def remembered(
    target: Connection,
    catalog: Catalog,
    seeds: Mapping[QualifiedName, int],
    digests: Mapping[str, SeedDigest],
) -> dict[QualifiedName, int] | None:
    """The tables of `Proof.own`, by what an earlier proof told; None where it does not know them
    all. `seeds` has the counts.
    """
    if any(str(name) not in digests for name in seeds):
        return None
    return {
        name: rows
        for name, rows in seeds.items()
        if rows > SEEDS_AT_MOST
        or _digest(target, catalog.tables[name], (known := digests[str(name)]).columns) != known
    }


def prove(
    target: Connection,
    catalog: Catalog,
    seeds: Mapping[QualifiedName, int],
    renumbered: Collection[QualifiedName],
    scratch: Scratch,
) -> Proof:
    """Whether `migrate` alone wrote the rows of these tables, whose numbers `seeds` tells.

    `renumbered` are the tables (content types, permissions) whose ids depend on the order in which
    migrations were run. A tenant's schema, which the scratch database lacks, was made by the same
    migrations: its tables are compared with those of the same names there. What differs between
    two scratch databases, such as random tokens, is left out of the comparison; the second one is
    only made where the first one differs.
    """
    unstable: Mapping[QualifiedName, Collection[str]] = {}
    with scratch() as first:
        differing = _differing(target, first, catalog, seeds, renumbered, {})
        if differing:
            with scratch() as second:
                unstable = _unstable(first, second, catalog, differing)
            differing = _differing(target, first, catalog, differing, renumbered, unstable)
        stable = {
            name: _stable_columns(catalog.tables[name], renumbered, unstable.get(name, ()))
            for name in seeds
        }
        digests = _digests(first, catalog, stable)
    return Proof({table: seeds[table] for table in differing}, digests)


def not_seeded(
    counts: Mapping[QualifiedName, int], used: Collection[QualifiedName]
) -> dict[QualifiedName, int]:
    """Those tables whose rows no migration wrote, whatever a person says: too many, or of users.

    `used` are the tables that fill up by use alone.
    """
    return {
        table: count for table, count in counts.items() if count > SEEDS_AT_MOST or table in used
    }


def tables_of_people(catalog: Catalog) -> tuple[QualifiedName, ...]:
    """Tables that fill up by use alone, by their columns: for want of a project that names them."""
    names = [
        table
        for table in catalog.tables.values()
        if any(columns <= {c.name for c in table.columns} for columns in OF_PEOPLE)
    ]
    people = {table.name for table in names}
    ties = [
        table.name
        for table in catalog.tables.values()
        if len(table.columns) <= TIE and any(key.references in people for key in table.foreign_keys)
    ]
    return tuple(dict.fromkeys([*(table.name for table in names), *ties]))


def _differing(
    target: Connection,
    scratch: Endpoint,
    catalog: Catalog,
    tables: Collection[QualifiedName],
    renumbered: Collection[QualifiedName],
    unstable: Mapping[QualifiedName, Collection[str]],
) -> list[QualifiedName]:
    with closing(connect(scratch, "scratch database", "freshness")) as other:
        return [
            name
            for name in tables
            if not _same_rows(
                target,
                other,
                catalog.tables[name],
                _stable_columns(catalog.tables[name], renumbered, unstable.get(name, ())),
            )
        ]


def _same_rows(
    target: Connection, scratch: Connection, table: Table, columns: Sequence[Column]
) -> bool:
    counterpart = _counterpart(scratch, table)
    if counterpart is None:
        return False
    count = _count(target, table)
    if count > SEEDS_AT_MOST or count != _count(scratch, counterpart):
        return False
    return _rows(target, table, columns) == _rows(scratch, counterpart, columns)


def _counterpart(scratch: Connection, table: Table) -> Table | None:
    """The table that the same migrations made: of the same name, in its schema or the first."""
    names = (table.name, QualifiedName(_first_schema(scratch), table.name.name))
    name_there = next((name for name in names if _exists(scratch, name)), None)
    return replace(table, name=name_there) if name_there is not None else None


def _first_schema(connection: Connection) -> str:
    """Where tables live whose names say no schema."""
    row = connection.execute(
        "SELECT nspname::text FROM pg_catalog.pg_class c"
        " JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace"
        " WHERE relname = %s ORDER BY nspname <> 'public', nspname LIMIT 1",
        (MIGRATIONS_TABLE,),
    ).fetchone()
    return str(row[0]) if row is not None else "public"


def _unstable(
    first: Endpoint, second: Endpoint, catalog: Catalog, tables: Collection[QualifiedName]
) -> dict[QualifiedName, set[str]]:
    """The columns in which two freshly migrated databases differ."""
    with (
        closing(connect(first, "scratch database", "freshness")) as one,
        closing(connect(second, "scratch database", "freshness")) as other,
    ):
        return {
            name: {
                column.name
                for column in catalog.tables[name].columns
                if _rows(one, first_made, [column]) != _rows(other, second_made, [column])
            }
            for name in tables
            if (first_made := _counterpart(one, catalog.tables[name])) is not None
            and (second_made := _counterpart(other, catalog.tables[name])) is not None
        }


def _stable_columns(
    table: Table, renumbered: Collection[QualifiedName], unstable: Collection[str]
) -> list[Column]:
    names = {name.name for name in renumbered}
    pointing = {
        column
        for key in table.foreign_keys
        if key.references.name in names
        for column in key.columns
    }
    own = set(table.primary_key) if table.name.name in names else set()
    return [
        column
        for column in table.columns
        if not column.type.made_anew
        and column.name not in pointing | own
        and column.name not in unstable
    ]


def _digests(
    scratch: Endpoint, catalog: Catalog, stable: Mapping[QualifiedName, Sequence[Column]]
) -> dict[str, SeedDigest]:
    """What the scratch database holds of these tables; of one that it lacks, no row."""
    with closing(connect(scratch, "scratch database", "freshness")) as connection:
        found: dict[str, SeedDigest] = {}
        for name, columns in stable.items():
            names = [column.name for column in columns]
            made = _counterpart(connection, catalog.tables[name])
            none = digest_of(names, ())
            found[str(name)] = none if made is None else _digest(connection, made, names)
    return found


def _digest(connection: Connection, table: Table, names: Collection[str]) -> SeedDigest:
    columns = [column for column in table.columns if column.name in names]
    rows = _rows(connection, table, columns)
    return digest_of([column.name for column in columns], rows.elements())


def _rows(connection: Connection, table: Table, columns: Sequence[Column]) -> Rows:
    shown = sql.SQL(", ").join(
        sql.SQL("{}::text").format(sql.Identifier(column.name)) for column in columns
    )
    statement = sql.SQL("SELECT {} FROM {}").format(shown, table.only)
    return Counter(connection.execute(statement).fetchall())


def _with_rows(connection: Connection, tables: Sequence[Table]) -> Iterator[Table]:
    """Those of the tables that hold any row; asked of many at once."""
    for batch in batches(tables):
        statement = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {}::int WHERE EXISTS (SELECT FROM {})").format(n, table.only)
            for n, table in enumerate(batch)
        )
        for (number,) in connection.execute(statement).fetchall():
            yield batch[number]


def _counts(connection: Connection, tables: Sequence[Table]) -> Iterator[tuple[QualifiedName, int]]:
    for batch in batches(tables):
        statement = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {}::int, count(*) FROM {}").format(n, table.only)
            for n, table in enumerate(batch)
        )
        for number, rows in connection.execute(statement).fetchall():
            yield batch[number].name, rows


def _count(connection: Connection, table: Table) -> int:
    return next(rows for _, rows in _counts(connection, [table]))


def _exists(connection: Connection, table: QualifiedName) -> bool:
    row = connection.execute(
        "SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace"
        " WHERE nspname = %s AND relname = %s",
        (table.schema, table.name),
    ).fetchone()
    return row is not None
