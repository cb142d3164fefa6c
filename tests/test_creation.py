"""Tables that Django does not manage are made in the target as the source has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from segue.database.catalog import Table
from segue.database.constraints import Constraint, NotNull
from segue.database.introspection import read_catalog
from segue.database.names import QualifiedName
from support.databases import Database
from support.mover import Ended, Mover

OLD = """
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE person (id serial PRIMARY KEY, name text NOT NULL);
INSERT INTO person VALUES (1, 'Ada'), (5, 'Bob');
CREATE TABLE log (
    id serial PRIMARY KEY, person_id int REFERENCES person ON DELETE CASCADE DEFERRABLE,
    parent_id int REFERENCES log, feeling mood DEFAULT 'sad', feelings mood[], seen timestamptz(3),
    price numeric(8, 2) CHECK (price > 0), code varchar(5) COLLATE "C" UNIQUE,
    doubled numeric GENERATED ALWAYS AS (price * 2) STORED
);
CREATE INDEX log_seen ON log (seen DESC) WHERE feeling = 'glad';
CREATE INDEX log_lower ON log (lower(code));
CREATE TABLE place (
    no bigint GENERATED ALWAYS AS IDENTITY (START 100 INCREMENT 10) PRIMARY KEY,
    log_id int REFERENCES log
);
COMMENT ON TABLE log IS 'What people''s moods were';
COMMENT ON COLUMN log.seen IS 'when';
COMMENT ON CONSTRAINT log_price_check ON log IS 'nothing is free';
COMMENT ON INDEX log_lower IS 'for searches';
INSERT INTO log (id, person_id, parent_id, feeling, feelings, price, code)
    VALUES (3, 5, NULL, 'glad', '{sad,NULL}', 1.5, 'a'), (4, 1, 3, NULL, NULL, 2, 'B');
INSERT INTO place (log_id) VALUES (4), (NULL);
"""

PLAN = """\
version = 1
source = "env:OLD"
target = "env:NEW"
[[table]]
from = "public.log"
to = "stats.journal"
create = true
[[table]]
from = "public.place"
to = "public.place"
create = true
[[table]]
from = "public.person"
to = "public.people"
"""


@pytest.fixture
def mover(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    source_db.execute(OLD)
    target_db.execute("CREATE TABLE people (id bigint PRIMARY KEY, name text NOT NULL)")
    (tmp_path / "segue.toml").write_text(PLAN)
    return Mover(source_db, target_db, tmp_path)


def _named(table: Table) -> list[Constraint]:
    """Its constraints but for those on NOT NULL, which only newer servers name."""
    return [each for each in table.constraints if not isinstance(each, NotNull)]


def run(mover: Mover, *words: str, failpoint: str = "") -> Ended:
    env = {"OLD": mover.source.url, "NEW": mover.target.url}
    return mover.run(*words, env={**env, "SEGUE_FAILPOINT": failpoint} if failpoint else env)


def test_a_table_is_made_with_all_that_belongs_to_it(mover: Mover) -> None:
    for words in (["check"], ["move", "--no-input"], ["verify"]):
        ended = run(mover, *words)
        assert ended.status == 0, ended.said
    with mover.source.connect() as old, mover.target.connect() as new:
        before, after = read_catalog(old), read_catalog(new)
    log = before.tables[QualifiedName("public", "log")]
    journal = after.tables[QualifiedName("stats", "journal")]
    assert [(c.name, c.type.text, c.not_null, c.generation) for c in journal.columns] == [
        (c.name, c.type.text, c.not_null, c.generation) for c in log.columns
    ]
    assert {(c.name, type(c), c.columns, c.comment) for c in _named(journal)} == {
        (c.name, type(c), c.columns, c.comment) for c in _named(log)
    }
    assert {(i.name, i.comment) for i in journal.indexes} == {
        (i.name, i.comment) for i in log.indexes
    }
    assert journal.comment == "What people's moods were"
    assert [c.comment for c in journal.columns] == [c.comment for c in log.columns]
    assert {str(key.references) for key in journal.foreign_keys} == {
        "public.people",
        "stats.journal",
    }
    assert mover.target.execute("SELECT person_id, feeling::text, doubled FROM stats.journal") == [
        (5, "glad", 3),
        (1, None, 4),
    ]
    assert mover.target.execute(
        "INSERT INTO stats.journal (price) VALUES (1) RETURNING id, feeling::text"
    ) == [(5, "sad")]
    assert mover.target.execute("INSERT INTO place DEFAULT VALUES RETURNING no") == [(120,)]


@pytest.mark.parametrize("failpoint", ["tables-created", "part-copied:2"])
def test_a_killed_move_goes_on_with_the_tables_that_it_made(mover: Mover, failpoint: str) -> None:
    assert run(mover, "move", "--no-input", failpoint=failpoint).killed
    ended = run(mover, "move", "--no-input")
    assert ended.status == 0, ended.said
    assert mover.target.value("SELECT count(*) FROM stats.journal") == 2


def test_restore_takes_the_tables_away_again(mover: Mover) -> None:
    before = mover.target.dump_schema()
    assert run(mover, "move", "--no-input", failpoint="part-copied:2").killed
    assert run(mover, "restore").status == 0
    assert mover.target.dump_schema() == before


def test_a_sequence_that_belongs_to_no_column_is_made_once_and_taken_away(mover: Mover) -> None:
    mover.source.execute(
        "CREATE SEQUENCE numbers; ALTER TABLE log ALTER id SET DEFAULT nextval('numbers');"
        "ALTER TABLE place ALTER no DROP IDENTITY, ALTER no SET DEFAULT nextval('numbers')"
    )
    plan = mover.folder / "segue.toml"
    plan.write_text(plan.read_text().replace("stats.journal", "public.journal"))
    before = mover.target.dump_schema()
    killed = run(mover, "move", "--no-input", failpoint="part-copied:2")
    assert killed.killed, killed.said
    assert run(mover, "restore").status == 0
    assert mover.target.dump_schema() == before
    moved = run(mover, "move", "--no-input")
    assert moved.status == 0, moved.said
    following = mover.target.value("INSERT INTO journal DEFAULT VALUES RETURNING id")
    assert following > mover.target.value("SELECT max(no) FROM place")
    assert mover.target.value("INSERT INTO place DEFAULT VALUES RETURNING no") == following + 1


def test_a_type_that_nobody_can_guess_is_asked_for(mover: Mover) -> None:
    mover.source.execute("CREATE DOMAIN positive AS int CHECK (VALUE > 0)")
    mover.source.execute("ALTER TABLE place ADD size positive")
    ended = run(mover, "move", "--no-input")
    assert ended.status == 3
    assert "error[T111]: public.place is to be created and needs the type" in ended.said
