"""What no stream tells of partitioned tables; and writers of whom no session tells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from conftest import MakeDatabase
from segue.demo.servers import Server
from support.databases import Database
from support.mover import Mover, wait_until
from test_live import PATIENCE, end, run, start

OLD = """
CREATE TABLE visit (id int, year int, said text, PRIMARY KEY (id, year)) PARTITION BY LIST (year);
CREATE TABLE visit_1 PARTITION OF visit FOR VALUES IN (1);
CREATE TABLE visit_2 PARTITION OF visit FOR VALUES IN (2);
CREATE TABLE visit_3 PARTITION OF visit FOR VALUES IN (3);
CREATE TYPE feeling AS ENUM ('well', 'ill');
CREATE TABLE mood (id int PRIMARY KEY, feels feeling NOT NULL, said text);
INSERT INTO mood SELECT i, 'well', 'x' FROM generate_series(1, 9) i;
CREATE TABLE visit_4 (LIKE visit INCLUDING ALL);
INSERT INTO visit SELECT i, 1 + i % 3, 'x' FROM generate_series(1, 30) i;
INSERT INTO visit_4 VALUES (400, 4, 'came');
"""
NEW = """
CREATE TABLE visit (id int, year int, said text, PRIMARY KEY (id, year));
CREATE TABLE mood (id int PRIMARY KEY, feels text NOT NULL, said text);
CREATE TABLE early (id int, year int, said text, PRIMARY KEY (id, year));
"""
PLAN = """version = 1
source = "env:OLD"
target = "env:NEW"

[[table]]
from = "public.visit"
to = "public.visit"

[[table]]
from = "public.visit"
to = "public.early"
where = "year IN (1, 4)"

[[table]]
from = "public.mood"
to = "public.mood"

[skip]
"public.visit_4" = "no partition yet"
"""
STEPS = (
    "TRUNCATE visit_1",
    "INSERT INTO visit_1 VALUES (77, 1, 'leaf'); UPDATE visit_2 SET said = 'told'",
    "ALTER TABLE visit DETACH PARTITION visit_3",
    "ALTER TABLE visit ATTACH PARTITION visit_4 FOR VALUES IN (4)",
    "BEGIN; TRUNCATE visit_2; INSERT INTO visit VALUES (1, 2, 'anew'); COMMIT",
    "CREATE TABLE visit_5 PARTITION OF visit FOR VALUES IN (5);"
    "INSERT INTO visit VALUES (500, 5, 'new')",
    "DROP TABLE visit_1",
    "BEGIN; ALTER TABLE visit DETACH PARTITION visit_4; UPDATE visit_4 SET said = 'unseen';"
    "ALTER TABLE visit ATTACH PARTITION visit_4 FOR VALUES IN (4); COMMIT",
    "ALTER TABLE visit ALTER said TYPE text USING said || '!'",
    "UPDATE mood SET said = 'told'; ALTER TABLE mood ALTER said TYPE text USING upper(said)",
    "ALTER TYPE feeling RENAME VALUE 'well' TO 'good'",
)


@pytest.fixture
def mover(
    live_server: Server, make_database: MakeDatabase, target_db: Database, tmp_path: Path
) -> Iterator[Mover]:
    source = make_database(live_server)
    source.execute(OLD)
    target_db.execute(NEW)
    (tmp_path / "segue.toml").write_text(PLAN)
    yield Mover(source, target_db, tmp_path)
    for (name,) in source.execute("SELECT gid FROM pg_prepared_xacts"):
        with source.connect() as session:
            session.execute(f"ROLLBACK PREPARED '{name}'")


def test_partitions_that_come_go_and_are_emptied_follow(mover: Mover) -> None:
    source, target = mover.source, mover.target
    rows = (
        "SELECT id, year::text, said FROM visit UNION ALL SELECT id, feels::text, said FROM mood"
        " ORDER BY 1, 2"
    )
    follower = start(mover, "move", "--live")
    try:
        fenced = "SELECT count(*) > 0 FROM pg_trigger WHERE tgname LIKE 'segue_fence%%'"
        wait_until(lambda: target.value(fenced) or follower.poll() is not None, PATIENCE)
        for step in STEPS:
            source.execute(step)
            want = source.execute(rows)
            wait_until(lambda want=want: target.execute(rows) == want, PATIENCE)
            early = "SELECT * FROM {} WHERE year IN (1, 4) ORDER BY 1, 2"
            assert source.execute(early.format("visit")) == target.execute(early.format("early"))
        with source.connect() as session:
            session.execute("BEGIN")
            session.execute("UPDATE visit SET said = 'two phases' WHERE year = 2")
            session.execute("PREPARE TRANSACTION 'two'")
        held = run(mover, "cutover", "--max-pause", "100ms")
        assert held.status == 1
        assert "they are held by the prepared transaction two of postgres" in held.said
        source.execute("COMMIT PREPARED 'two'")
        assert run(mover, "cutover").status == 0
    finally:
        said = end(follower)
    assert source.execute(rows) == target.execute(rows), said
    for table in ("visit", "visit_5"):
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            source.execute(
                f"SET session_replication_role = replica; INSERT INTO {table} VALUES (9, 5, 'late')"
            )
