"""Values of every type travel from the older server to the newer one, and verify sees each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from psycopg import sql

from segue.database.catalog import Table
from segue.database.names import QualifiedName
from segue.database.session import connect
from segue.demo.servers import Server
from segue.loading.kept_rows import kept_row, kept_value
from segue.loading.table import of
from segue.mapping.sql.checksums import ComparedRows, source_rows
from segue.move.verify import Kind, reads_alike
from support import strategies, types
from support.bench import Bench
from support.compare import differences
from support.comparing import Comparison
from support.databases import Database, Templates, fresh_database
from support.strategies import Change, RandomTable
from support.types import Sort


@contextmanager
def _pair(
    source_server: Server, target_server: Server, templates: Templates
) -> Iterator[Comparison]:
    """Two databases with every extension and type of `support.types`."""
    with ExitStack() as databases:
        source, target = (
            databases.enter_context(fresh_database(server, templates.get(server, key, prepare)))
            for server, key, prepare in (
                (source_server, "types", _create_types),
                (target_server, "types, later", _create_types_later),
            )
        )
        yield Comparison(source, target)


def _create_types(database: Database) -> None:
    for name in types.EXTENSIONS:
        database.execute(f"CREATE EXTENSION {name}")
    database.execute(types.OWN_TYPES)
    database.execute("CREATE SCHEMA made")


def _create_types_later(database: Database) -> None:
    """The same with other oids, even where both servers are of one version."""
    for _ in range(10):
        database.execute("CREATE TABLE one_more (); DROP TABLE one_more")
    _create_types(database)


@pytest.fixture(scope="module")
def both(
    source_server: Server, target_server: Server, templates: Templates
) -> Iterator[Comparison]:
    """For random tables: nothing but types."""
    with _pair(source_server, target_server, templates) as comparison:
        yield comparison


@pytest.fixture(scope="module")
def sorts(source_server: Server, target_server: Server, both: Comparison) -> dict[str, Sort]:
    """Every type that both servers have."""
    version = min(source_server.major, target_server.major)
    return types.sorts(version, xml=all(map(_takes_xml, (both.source, both.target))))


def _takes_xml(database: Database) -> bool:
    try:
        return bool(database.value("SELECT '<a/>'::xml IS DOCUMENT"))
    except psycopg.errors.FeatureNotSupported:
        return False


@pytest.fixture(scope="module")
def filled(
    source_server: Server, target_server: Server, templates: Templates, sorts: dict[str, Sort]
) -> Iterator[Comparison]:
    """A table for each type and one for its arrays, a row for each value, copied."""
    with _pair(source_server, target_server, templates) as comparison:
        _fill(comparison, sorts)
        Bench(comparison.source, comparison.target).copy()
        yield comparison


def _fill(comparison: Comparison, sorts: dict[str, Sort]) -> None:
    with comparison.source.connect() as source, comparison.target.connect() as target:
        source.prepare_threshold = None  # the server infers the type of each value anew
        for name, sort in sorts.items():
            table = sql.Identifier(f"every {name}")
            declared = sql.SQL(sort.declared)
            create = sql.SQL("CREATE TABLE {} (number integer, v {})").format(table, declared)
            source.execute(create)
            target.execute(create)
            insert = sql.SQL("INSERT INTO {} VALUES (%s, %s)").format(table)
            rows = [(0, None), *enumerate(sort.values, 1)]
            source.cursor().executemany(insert, rows)


def test_every_value_of_every_type_arrives(filled: Comparison) -> None:
    with filled.source.connect() as source, filled.target.connect() as target:
        assert differences(source, target) == []


def test_verify_agrees(filled: Comparison) -> None:
    assert filled.verify().differing == ()


def test_every_two_values_of_a_type_are_told_apart(
    filled: Comparison, sorts: dict[str, Sort]
) -> None:
    """Two rows have one hash only where even their text is the same."""
    tables = {QualifiedName("public", f"every {name}") for name in sorts}
    relations = {
        transfer.target.name: source_rows(transfer, transfer.target.columns[1:])
        for transfer in filled.transfers()
        if transfer.target.name in tables
    }
    with connect(filled.source.endpoint, "source", "verify") as session:
        alike = {name: session.execute(_alike(rows)).fetchall() for name, rows in relations.items()}
    assert alike.keys() == tables
    assert {name: found for name, found in alike.items() if found} == {}


def _alike(rows: ComparedRows) -> sql.Composed:
    """What different texts there are of rows that have one hash."""
    return sql.SQL(
        "SELECT array_agg(text) FROM (SELECT {} AS hash, {} AS text {}) AS rows"
        " GROUP BY hash HAVING count(DISTINCT '=' || text) + max((text IS NULL)::int) > 1"
    ).format(rows.hashed(), *rows.texts, rows.origin)


def test_a_row_that_the_journal_keeps_has_the_hash_that_it_had(filled: Comparison) -> None:
    """By it the rows that a merge changed are told to be as they were before."""
    with connect(filled.target.endpoint, "target", "verify") as session:
        targets = [transfer.target for transfer in filled.transfers()]
        tables = [table for table in targets if reads_alike(table.columns)]
        other = {str(table.name): session.execute(_kept(table)).fetchall() for table in tables}
    assert {name: rows for name, rows in other.items() if rows} == {}


def _kept(table: Table) -> sql.Composed:
    """The rows whose hash is another when they are read out of what is kept."""
    own = ComparedRows(tuple((c, of("t", c.name)) for c in table.columns), sql.SQL(""))
    row = sql.SQL("({})::pg_catalog.jsonb").format(kept_row(table.columns, "t"))
    kept = ComparedRows(tuple((c, kept_value(c, row)) for c in table.columns), sql.SQL(""))
    return sql.SQL("SELECT t.*::text FROM {} AS t WHERE {} <> {}").format(
        table.only, own.hashed(), kept.hashed()
    )


def test_no_type_is_forgotten(both: Comparison) -> None:
    """A version of PostgreSQL that brings a new type fails here."""
    found = both.target.execute(
        "SELECT typname::text FROM pg_type AS t WHERE typtype IN ('b', 'r', 'm')"
        " AND NOT EXISTS (SELECT FROM pg_type AS e WHERE e.typarray = t.oid)"
    )
    assert {name for (name,) in found} - types.NO_COLUMN - types.SORTS.keys() == set()


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")  # a long value shown
@settings(
    max_examples=25,
    deadline=None,
    derandomize="CI" in os.environ,
    phases=[Phase.generate],  # an example takes a second: shrinking one would take minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_random_tables_arrive_and_a_changed_value_is_found(
    both: Comparison, sorts: dict[str, Sort], data: st.DataObject
) -> None:
    tables = data.draw(
        st.lists(strategies.tables(sorts), min_size=1, max_size=3, unique_by=lambda t: t.name)
    )
    change = data.draw(strategies.changes(tables[0]))
    try:
        for table in tables:
            _create(both, table)
        Bench(both.source, both.target).copy()
        with both.source.connect() as source, both.target.connect() as target:
            assert differences(source, target) == []
        assert both.verify().differing == ()
        if change is not None and _carry_out(change, both.target):
            _find(change, both)
    finally:
        both.both("DROP SCHEMA made CASCADE; CREATE SCHEMA made")
        both.source.close()
        both.target.close()


def _create(both: Comparison, table: RandomTable) -> None:
    name = sql.Identifier("made", table.name)
    columns = [
        sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(sort.declared))
        for column, sort in table.columns.items()
    ]
    key = sql.SQL("PRIMARY KEY" if table.has_key else "")
    create = sql.SQL("CREATE TABLE {} (number integer {}, {})").format(
        name, key, sql.SQL(", ").join(columns)
    )
    with both.source.connect() as source, both.target.connect() as target:
        source.execute(create)
        target.execute(create)
        for number, row in enumerate(table.rows):
            values = sql.SQL(", ").join(map(sql.Literal, (number, *row)))
            source.execute(sql.SQL("INSERT INTO {} VALUES ({})").format(name, values))


def _carry_out(change: Change, target: Database) -> bool:
    """Whether it made a difference: the new value's text is another one."""
    update = sql.SQL(
        "UPDATE {table} SET {column} = {value}::{type}"
        " WHERE number = {number} AND {column}::text IS DISTINCT FROM {value}::{type}::text"
    ).format(
        table=sql.Identifier("made", change.table.name),
        column=sql.Identifier(change.column),
        type=sql.SQL(change.table.columns[change.column].declared),
        value=sql.Literal(change.value),
        number=sql.Literal(change.number),
    )
    with target.connect() as session:
        return session.execute(update).rowcount == 1


def _find(change: Change, both: Comparison) -> None:
    name = QualifiedName("made", change.table.name)
    assert both.verify().differing == (name,)
    found = both.rows(str(name))
    assert found.complete
    if change.table.has_key:
        (row,) = found.rows
        assert (row.kind, row.key) == (Kind.CHANGED, {"number": str(change.number)})
        assert [column.column for column in row.columns] == [change.column]
    else:
        assert {row.kind for row in found.rows} == {Kind.MISSING, Kind.EXTRA}
        assert found.count == 2


def test_types_that_live_in_another_schema_arrive(source_db: Database, target_db: Database) -> None:
    """Vendors put extensions into schemas of their own."""
    values = {
        "hstore": """'"a"=>NULL'""",
        "hstore[]": """'{"a=>NULL"}'""",
        "citext": "'It''s'",
        "mood": "'glad'",
        "span": "'[0,1)'",
    }
    for database, schema in ((source_db, "vendor"), (target_db, "public")):
        database.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        database.execute(f"CREATE EXTENSION hstore SCHEMA {schema}")
        database.execute(f"CREATE EXTENSION citext SCHEMA {schema}")
        database.execute(f"CREATE TYPE {schema}.mood AS ENUM ('sad', 'glad')")
        database.execute(f"CREATE TYPE {schema}.span AS RANGE (subtype = float8)")
        for name in values:
            database.execute(f'CREATE TABLE public."of {name}" (v {schema}.{name})')
    for name, value in values.items():
        source_db.execute(f'INSERT INTO "of {name}" VALUES ({value})')
    Bench(source_db, target_db).copy()
    with source_db.connect() as source, target_db.connect() as target:
        assert differences(source, target) == []
    assert Comparison(source_db, target_db).verify().differing == ()


# The type in the source, the type in the target, a value, and its text in the target.
CASTS = [
    ("integer", "bigint", "-7", "-7"),
    ("integer[]", "bigint[]", "'{1,NULL}'", "{1,NULL}"),
    ("integer", "numeric(8,2)", "5", "5.00"),
    ("integer", "boolean", "1", "true"),
    ("char(5)", "varchar(9)", "' a '", " a"),
    ("text", "char(3)", "'a'", "a"),
    ("varchar(3)[]", "text[]", "'{a}'", "{a}"),
    ("json", "jsonb", """'{"b":1.0,"a":2}'""", '{"a": 2, "b": 1.0}'),
    ("jsonb", "text", """'{"a":1}'""", '{"a": 1}'),
    ("text", "citext", "'Ab'", "Ab"),
    ("citext", "text", "'Ab'", "Ab"),
    ("text", "mood", "'sad'", "sad"),
    ("text[]", "mood[]", "'{sad}'", "{sad}"),
    ("mood", "varchar(9)", "'so so'", "so so"),
    ("text", "ltree", "'a.b'", "a.b"),
    ("real", "double precision", "0.5", "0.5"),
    ("timestamp", "timestamptz", "'2020-01-01'", "2020-01-01 00:00:00+00"),
    ("timestamptz", "date", "'2020-01-01 23:30-01'", "2020-01-02"),
    ("date", "timestamp", "'infinity'", "infinity"),
    ("cidr", "inet", "'10.0.0.0/8'", "10.0.0.0/8"),
    ("text", "uuid", "repeat('A', 32)", "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa"),
]


def test_a_value_of_another_type_arrives_as_the_target_has_it(
    source_server: Server, target_server: Server, templates: Templates
) -> None:
    """The cast is the source's, written once for the copy and the checksum."""
    with _pair(source_server, target_server, templates) as pair:
        for old, new, value, _ in CASTS:
            table = sql.Identifier(f"{old} to {new}").as_string()
            pair.source.execute(f"CREATE TABLE {table} (v {old})")
            pair.source.execute(f"INSERT INTO {table} SELECT {value}::{old}")
            pair.target.execute(f"CREATE TABLE {table} (v {new})")
        Bench(pair.source, pair.target).copy()
        pair.target.execute(f"ALTER DATABASE {pair.target.name} SET timezone = 'UTC'")
        for old, new, _, text in CASTS:
            table = sql.Identifier(f"{old} to {new}").as_string()
            assert pair.target.value(f"SELECT v::text FROM {table}") == text
        assert pair.verify().differing == ()
