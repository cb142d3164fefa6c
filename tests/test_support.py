"""The tests' own tools, which everything else is believed upon."""

from __future__ import annotations

import psycopg
import pytest

from support.compare import differences
from support.databases import Database, Templates

TABLES = """
    CREATE TABLE shop (id int PRIMARY KEY, name text);
    INSERT INTO shop VALUES (1, 'Ärmel'), (2, NULL), (3, '');
    CREATE TABLE nothing ();
    INSERT INTO nothing DEFAULT VALUES;
"""


@pytest.fixture
def pair(source_db: Database, target_db: Database) -> tuple[Database, Database]:
    """The same tables on both servers."""
    source_db.execute(TABLES)
    target_db.execute(TABLES)
    return source_db, target_db


def seen(pair: tuple[Database, Database], *ignore: str) -> list[str]:
    left, right = pair
    return differences(left.connect(), right.connect(), ignore)


def test_equal_tables_show_no_difference_whatever_the_order_of_rows_and_columns(
    pair: tuple[Database, Database],
) -> None:
    pair[1].execute("DROP TABLE shop; CREATE TABLE shop (name text, id int PRIMARY KEY)")
    pair[1].execute("INSERT INTO shop (id, name) VALUES (3, ''), (2, NULL), (1, 'Ärmel')")
    assert seen(pair) == []


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        ("UPDATE shop SET name = '' WHERE id = 2", "3 rows on both sides, but not the same"),
        ("DELETE FROM shop WHERE id = 2", "3 rows on the left, 2 on the right"),
        ("INSERT INTO shop VALUES (4, 'x')", "3 rows on the left, 4 on the right"),
        ("ALTER TABLE shop ADD colour text", "columns on one side only: colour"),
        ("DROP TABLE shop", "only on the left"),
    ],
)
def test_a_changed_table_shows_as_one_difference(
    pair: tuple[Database, Database], change: str, difference: str
) -> None:
    pair[1].execute(change)
    assert seen(pair) == [f"public.shop: {difference}"]
    assert seen(pair, "public.shop") == []


def test_two_rows_that_swap_a_value_are_a_difference(pair: tuple[Database, Database]) -> None:
    pair[1].execute("UPDATE shop SET name = CASE id WHEN 1 THEN '' ELSE 'Ärmel' END WHERE id <> 2")
    assert seen(pair) == ["public.shop: 3 rows on both sides, but not the same"]


def test_a_schema_dump_is_the_same_each_time_and_shows_a_dropped_index(target_db: Database) -> None:
    target_db.execute(TABLES + "CREATE INDEX by_name ON shop (name); CREATE SCHEMA segue")
    before = target_db.dump_schema()
    assert target_db.dump_schema() == before
    assert "by_name" in before
    assert "SCHEMA segue" not in before
    target_db.execute("DROP INDEX by_name")
    assert target_db.dump_schema() != before


def test_a_template_is_filled_once_and_copied_to_every_database(
    target_server, make_database, templates: Templates
) -> None:
    filled: list[str] = []

    def fill(database: Database) -> None:
        filled.append(database.name)
        database.execute(TABLES)

    for _ in range(2):
        copy = make_database(target_server, templates.get(target_server, "shop", fill))
        assert copy.value("SELECT count(*) FROM shop") == 3
    assert len(filled) == 1


def test_no_address_of_a_test_database_holds_its_password(target_db: Database) -> None:
    address = target_db.url + target_db.dsn + repr(dict(target_db.endpoint.parameters))
    assert "password" not in address
    with psycopg.connect(target_db.url) as session:
        assert session.info.dbname == target_db.name
