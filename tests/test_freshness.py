"""A target is fresh when `migrate` alone explains its rows; rows of its own are seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from conftest import MakeDatabase
from segue.database.address import Endpoint
from segue.database.introspection import read_catalog
from segue.database.names import QualifiedName
from segue.demo.servers import Server
from segue.move.freshness import occupied, prove
from support.databases import Database

TYPES, PERMISSIONS, SITES, TOKENS, USERS = (
    QualifiedName("public", name) for name in ("types", "permissions", "sites", "tokens", "users")
)
# What the migrations of a project make and write; moments, uuids and tokens differ each time.
MIGRATIONS = """
CREATE TABLE types (id serial PRIMARY KEY, model text);
CREATE TABLE permissions (id serial PRIMARY KEY, type integer REFERENCES types, code text);
CREATE TABLE sites (id serial PRIMARY KEY, domain text, made timestamptz DEFAULT clock_timestamp());
CREATE TABLE tokens (id uuid DEFAULT gen_random_uuid(), token text, label text);
CREATE TABLE users (id serial PRIMARY KEY, name text);
INSERT INTO types (model) VALUES ('order'), ('item');
INSERT INTO permissions (type, code) VALUES (1, 'add'), (2, 'add');
INSERT INTO sites (domain) VALUES ('example.com');
INSERT INTO tokens (token, label) VALUES (md5(random()::text), 'first');
"""


class Bench:
    """A target, and scratch databases as the same migrations would make them."""

    def __init__(self, server: Server, make: MakeDatabase) -> None:
        self._server, self._make = server, make
        self.target: Database = make(server)
        self.target.execute(MIGRATIONS)
        self.scratches = 0

    @contextmanager
    def scratch(self) -> Iterator[Endpoint]:
        self.scratches += 1
        database = self._make(self._server)
        database.execute(MIGRATIONS)
        yield database.endpoint

    def own(self) -> dict[QualifiedName, int]:
        connection = self.target.connect()
        catalog = read_catalog(connection)
        counts = occupied(connection, catalog, catalog.tables)
        return dict(prove(connection, catalog, counts, [TYPES, PERMISSIONS], self.scratch).own)


@pytest.fixture
def bench(target_server: Server, make_database: MakeDatabase) -> Bench:
    return Bench(target_server, make_database)


def test_only_tables_with_rows_are_occupied_and_counted(bench: Bench) -> None:
    connection = bench.target.connect()
    counts = occupied(
        connection, read_catalog(connection), [TYPES, PERMISSIONS, SITES, TOKENS, USERS]
    )
    assert counts == {TYPES: 2, PERMISSIONS: 2, SITES: 1, TOKENS: 1}


def test_what_migrations_wrote_is_fresh_though_moments_and_tokens_differ(bench: Bench) -> None:
    assert bench.own() == {}
    assert bench.scratches == 2, "the token needs a second look"


def test_without_random_texts_one_scratch_database_is_enough(bench: Bench) -> None:
    bench.target.execute("DELETE FROM tokens")
    assert bench.own() == {}
    assert bench.scratches == 1


def test_ids_of_content_types_may_differ(bench: Bench) -> None:
    bench.target.execute("TRUNCATE types, permissions RESTART IDENTITY")
    bench.target.execute("INSERT INTO types (model) VALUES ('item'), ('order')")
    bench.target.execute("INSERT INTO permissions (type, code) VALUES (2, 'add'), (1, 'add')")
    assert bench.own() == {}


@pytest.mark.parametrize(
    ("change", "table", "rows"),
    [
        ("INSERT INTO users (name) VALUES ('somebody')", USERS, 1),
        ("UPDATE sites SET domain = 'shop.example'", SITES, 1),
        ("INSERT INTO sites (domain) VALUES ('second.example')", SITES, 2),
        ("UPDATE tokens SET label = 'mine'", TOKENS, 1),
        ("INSERT INTO tokens (token, label) VALUES ('x', 'first')", TOKENS, 2),
        ("UPDATE permissions SET code = 'delete' WHERE id = 1", PERMISSIONS, 2),
        ("DELETE FROM permissions WHERE id = 1", PERMISSIONS, 1),
    ],
)
def test_a_row_of_its_own_is_seen(
    bench: Bench, change: str, table: QualifiedName, rows: int
) -> None:
    bench.target.execute(change)
    assert bench.own() == {table: rows}


def test_a_table_that_no_migration_makes_is_its_own(bench: Bench) -> None:
    bench.target.execute("CREATE TABLE extra AS SELECT 1 AS id")
    assert bench.own() == {QualifiedName("public", "extra"): 1}
