"""Samples of rows: many tables in one statement, whatever one of them holds."""

from __future__ import annotations

from contextlib import closing

from segue.database.introspection import read_catalog
from segue.database.names import QualifiedName
from segue.database.session import connect
from segue.database.statistics import TableSample, read_samples, tables_with_rows
from support.databases import Database

SCHEMA = r"""
    CREATE TABLE plain (id int, word text);
    INSERT INTO plain VALUES (1, 'one'), (2, 'two'), (3, 'two'), (4, NULL);
    CREATE TABLE documents (id int, doc json);
    INSERT INTO documents VALUES (1, '{"b": 1, "a": 2}'), (2, '[3]'), (3, '{"c": null}');
    CREATE TABLE odd (id int, word text, doc json);
    INSERT INTO odd VALUES (1, 'still seen', '{"\u0000": 1}');
    CREATE TABLE nothing (id int);
    CREATE VIEW computed AS SELECT 1 / (id - 1) AS share FROM plain;
"""


def samples(database: Database) -> dict[str, TableSample]:
    """The samples of all tables and views, by name."""
    database.execute(SCHEMA)
    with closing(connect(database.endpoint, "source", "test")) as session:
        tables = read_catalog(session).tables
        found = read_samples(session, tables.values())
        return {name.name: sample for name, sample in found.items()}


def test_values_nulls_and_keys_of_all_tables(target_db: Database) -> None:
    found = samples(target_db)
    plain = found["plain"]
    assert (plain.rows, plain.whole) == (4, True)
    assert plain.columns["word"].values == ("two", "one")
    assert plain.columns["word"].nulls
    assert found["documents"].columns["doc"].keys == ("a", "b", "c")
    assert found["nothing"].rows == 0


def test_what_cannot_be_read_hides_nothing_else(target_db: Database) -> None:
    found = samples(target_db)
    assert found["odd"].columns["word"].values == ("still seen",)
    assert "doc" not in found["odd"].columns
    assert "computed" not in found
    assert found["plain"].rows == 4


def test_tables_that_hold_a_row(target_db: Database) -> None:
    target_db.execute(SCHEMA)
    with closing(connect(target_db.endpoint, "source", "test")) as session:
        tables = [t for t in read_catalog(session).tables.values() if t.kind == "r"]
        full = set(tables_with_rows(session, tables))
    assert full == {QualifiedName("public", name) for name in ("plain", "documents", "odd")}
