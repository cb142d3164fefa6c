"""Values arrive in the target's types, and what it rounds on arrival is equal on both sides."""

from __future__ import annotations

from pathlib import Path

import pytest
from psycopg import sql

from segue.database.introspection import read_catalog
from segue.database.names import QualifiedName
from segue.mapping.sql import source_relation, source_values
from segue.mapping.transfer import Part, resolve
from segue.plan.file import parse_plan
from support.databases import Database
from support.mover import Mover

CASES = [
    ("float8", "1.005", "numeric(10,2)", "1.01"),
    ("numeric", "2.345", "numeric(6,2)", "2.35"),
    ("numeric(8,4)", "2.3456", "numeric(6,1)", "2.3"),
    ("timestamp", "2024-01-01 10:00:00.51", "timestamp(0)", "2024-01-01 10:00:01"),
    ("timestamp", "2024-01-01 10:00:00.51", "timestamptz(0)", "2024-01-01 10:00:01+00"),
    ("interval", "1.26 s", "interval(1)", "00:00:01.3"),
    ("int8", "2", "bool", "true"),
    ("int2", "0", "bool", "false"),
    ("bool", "true", "int2", "1"),
    ("bool", "true", "int8", "1"),
    ("text", "yes", "bool", "true"),
    ("float8", "1.5", "money", "$1.50"),
    ("text", '{"a": 1}', "jsonb", '{"a": 1}'),
    ("int[]", "{1,2}", "jsonb", "[1, 2]"),
    ("text", "{a,b}", "text[]", "{a,b}"),
    ("int4range", "[1,5)", "int8range", "[1,5)"),
    ("varchar(20)", "10.0.0.1/8", "inet", "10.0.0.1/8"),
    ("inet", "10.0.0.1", "text", "10.0.0.1"),
    ("inet", "10.0.0.1/8", "text", "10.0.0.1/8"),
    (
        "uuid",
        "6d0f1b1c-9e6e-4c0e-8f3a-000000000001",
        "text",
        "6d0f1b1c-9e6e-4c0e-8f3a-000000000001",
    ),
    ("text", "6d0f1b1c9e6e4c0e8f3a000000000001", "uuid", "6d0f1b1c-9e6e-4c0e-8f3a-000000000001"),
    ("date", "2024-02-29", "timestamp", "2024-02-29 00:00:00"),
    ("timestamp", "2024-02-29 23:59", "date", "2024-02-29"),
    ("text", "sad", "mood", "sad"),
    ("char(5)", "ab", "varchar(2)", "ab"),
]


@pytest.mark.parametrize(("old", "value", "new", "arrived"), CASES)
def test_a_value_arrives_in_the_new_type_and_is_found_equal(
    source_db: Database, target_db: Database, tmp_path: Path,
    old: str, value: str, new: str, arrived: str,
) -> None:  # fmt: skip
    target_db.execute("CREATE TYPE mood AS ENUM ('sad', 'glad')")
    source_db.execute(f"CREATE TABLE t (id int PRIMARY KEY, v {old})")
    source_db.execute("INSERT INTO t VALUES (1, %s), (2, NULL)", (value,))
    target_db.execute(f"CREATE TABLE t (id int PRIMARY KEY, v {new})")
    mover = Mover(source_db, target_db, tmp_path)
    ended = mover.move()
    assert ended.status == 0, ended.said
    assert target_db.execute("SELECT v::text FROM t ORDER BY id") == [(arrived,), (None,)]


def test_a_part_of_a_table_whose_values_are_looked_up_can_be_read(
    source_db: Database, target_db: Database
) -> None:
    """A row's place has to be named with its table, as a join hides it."""
    tags = "CREATE TABLE tag (id int PRIMARY KEY, name text);"
    source_db.execute(tags + "CREATE TABLE t (id int PRIMARY KEY, tag text)")
    source_db.execute("INSERT INTO tag VALUES (7, 'a'); INSERT INTO t VALUES (1, 'a')")
    target_db.execute(tags + "CREATE TABLE t (id int PRIMARY KEY, tag_id int)")
    plan = parse_plan(
        'version = 1\nsource = "env:OLD"\ntarget = "env:NEW"\n'
        '[[table]]\nfrom = "t"\nto = "t"\n'
        'columns.tag_id = { lookup = "tag", by = "name", from = "tag" }\n'
        '[[table]]\nfrom = "tag"\nto = "tag"\n'
    )
    with source_db.connect() as one, target_db.connect() as other:
        transfer, _ = resolve(plan, read_catalog(one), read_catalog(other))
        part = Part(QualifiedName("public", "t"), 0, 5)
        values = sql.SQL(", ").join(source_values(transfer))
        statement = sql.SQL("SELECT {} {}").format(values, source_relation(transfer, part))
        assert one.execute(statement).fetchall() == [(1, 7)]
