"""Rows that people keep in tables of extensions travel as pg_dump carries them."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import MakeDatabase
from segue.demo.servers import Server
from support.databases import Database
from support.mover import Mover

PLACE = "CREATE TABLE place (id integer PRIMARY KEY, name text);"

# An extension that is nothing but a table, made of a schema's objects as a script would make it.
MEMBER = """
CREATE EXTENSION pg_trgm;
CREATE TABLE systems (id integer PRIMARY KEY, name text);
INSERT INTO systems SELECT n, 'built in ' || n FROM generate_series(1, 3) AS n;
ALTER EXTENSION pg_trgm ADD TABLE systems;
UPDATE pg_extension SET extconfig = ARRAY['systems'::regclass::oid], extcondition = ARRAY[{}]
    WHERE extname = 'pg_trgm';
"""


@pytest.fixture
def mover(
    source_server: Server, target_server: Server, make_database: MakeDatabase, tmp_path: Path
) -> Mover:
    source, target = make_database(source_server), make_database(target_server)
    for database in (source, target):
        database.execute(PLACE + MEMBER.format("'WHERE id >= 100'"))
    source.execute("INSERT INTO place VALUES (1, 'x')")
    return Mover(source, target, tmp_path)


def _systems(database: Database) -> list[tuple[object, ...]]:
    return database.execute("SELECT id, name FROM systems ORDER BY id")


def test_rows_of_people_come_beside_the_extensions_own(mover: Mover) -> None:
    mover.source.execute("INSERT INTO systems VALUES (100, 'ours'), (101, 'ours too')")
    mover.source.execute("UPDATE systems SET name = 'of an older version' WHERE id = 1")
    ended = mover.move()
    assert ended.status == 0, ended.said
    assert _systems(mover.target) == [
        (1, "built in 1"),
        (2, "built in 2"),
        (3, "built in 3"),
        (100, "ours"),
        (101, "ours too"),
    ]
    plan = (mover.folder / "segue.toml").read_text()
    assert "rows that people keep in a table of pg_trgm" in plan
    assert 'where = "id >= 100"' in plan
    assert mover.run("verify").status == 0


def test_a_table_in_which_nobody_keeps_anything_is_skipped(mover: Mover) -> None:
    ended = mover.move()
    assert ended.status == 0, ended.said
    plan = (mover.folder / "segue.toml").read_text()
    assert '"public.systems" = "belongs to the extension pg_trgm"' in plan
    assert len(_systems(mover.target)) == 3


def test_without_a_condition_every_row_is_of_people(mover: Mover) -> None:
    for database in (mover.source, mover.target):
        database.execute("DELETE FROM systems; UPDATE pg_extension SET extcondition = ARRAY['']")
    mover.source.execute("INSERT INTO systems VALUES (1, 'ours')")
    ended = mover.move()
    assert ended.status == 0, ended.said
    assert _systems(mover.target) == [(1, "ours")]
