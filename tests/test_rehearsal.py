"""A rehearsal: a whole move into a scratch database, of which nothing stays."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from segue.demo.servers import Server
from support.databases import Database
from support.mover import Mover, wait_until
from support.projects import alias_of, migrate, small_project

SCHEMA = """
    CREATE TABLE customer (id serial PRIMARY KEY, email text UNIQUE);
    CREATE TABLE orders (
        id serial PRIMARY KEY, customer_id integer REFERENCES customer, note varchar(50)
    );
"""
ROWS = """
    INSERT INTO customer (email) SELECT 'c' || i FROM generate_series(1, 2000) AS i;
    INSERT INTO orders (customer_id, note)
        SELECT i % 2000 + 1, repeat('x', i % 40) FROM generate_series(1, 5000) AS i;
    ANALYZE;
"""


@pytest.fixture
def mover(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    source_db.execute(SCHEMA + ROWS)
    target_db.execute(SCHEMA)
    return Mover(source_db, target_db, tmp_path)


def scratch_databases(server: Server) -> list[str]:
    """The databases that rehearsals made and that are still there."""
    made = "SELECT datname FROM pg_database WHERE datname LIKE 'segue_scratch_%'"
    with server.connect() as session:
        return [name for (name,) in session.execute(made)]


def test_a_rehearsal_moves_and_verifies_everything_and_leaves_nothing(mover: Mover) -> None:
    schema = mover.target.dump_schema()
    rehearsed = mover.move("--rehearse", "--json")
    assert rehearsed.status == 0, rehearsed.said
    *_, end = map(json.loads, rehearsed.answer.splitlines())
    assert end["event"] == "rehearsal"
    assert end["verify"]["equal"]
    assert end["verify"]["rows"] == 7_000
    assert end["expected_seconds"] > 0
    assert mover.target.value("SELECT count(*) FROM customer") == 0
    assert mover.target.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'segue'") == 0
    assert mover.target.dump_schema() == schema
    assert scratch_databases(mover.target.server) == []
    assert mover.move().status == 0


def test_a_rehearsal_says_how_long_the_move_will_take(mover: Mover) -> None:
    rehearsed = mover.move("--rehearse")
    assert "Rehearsed: 2 of 2 tables are equal: 7,000 rows." in rehearsed.answer
    assert "from prepare to verify: prepare " in rehearsed.answer
    assert "as rehearsed" in mover.move().answer


def test_a_move_is_held_against_what_its_rehearsal_foretold(mover: Mover) -> None:
    *_, end = map(json.loads, mover.move("--rehearse", "--json").answer.splitlines())
    expected = {int(step): told for step, told in end["expected"].items()}
    assert sorted(expected) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert end["expected_low"] < end["expected_seconds"] < end["expected_high"]
    assert sum(told["likely"] for told in expected.values()) == pytest.approx(
        end["expected_seconds"]
    )
    moved = mover.move("--json")
    assert moved.status == 0, moved.said
    held = [
        line for line in map(json.loads, moved.answer.splitlines())
        if line["event"] == "forecast_held"
    ]  # fmt: skip
    assert [each["step"] for each in held] == sorted(expected)
    for each in held:
        assert each["likely"] == pytest.approx(expected[each["step"]]["likely"])
    (status,) = map(json.loads, mover.on_target("status", "--json").answer.splitlines())
    for step in status["steps"]:
        told = {key: expected[step["number"]][key] for key in ("low", "likely", "high")}
        assert step["expected"] == pytest.approx(told)
        assert step["seconds"] == pytest.approx(held[step["number"] - 1]["seconds"])


def test_a_move_that_nobody_rehearsed_and_one_of_another_plan_are_held_against_nothing(
    mover: Mover,
) -> None:
    assert "as rehearsed" not in mover.move().answer
    other = (
        '{"version": 1, "digest": "other", "seconds": {"5": {"low": 1, "likely": 2, "high": 3}}}'
    )
    (mover.folder / "segue.forecast.json").write_text(other)
    mover.target.execute("TRUNCATE customer, orders; DROP SCHEMA segue CASCADE")
    assert "as rehearsed" not in mover.move().answer
    (status,) = map(json.loads, mover.on_target("status", "--json").answer.splitlines())
    assert {step["expected"] for step in status["steps"]} == {None}


def test_rows_that_would_be_refused_stop_a_rehearsal_too(mover: Mover) -> None:
    mover.target.execute("ALTER TABLE orders ALTER note TYPE varchar(10)")
    rehearsed = mover.move("--rehearse")
    assert rehearsed.status == 3
    assert "S201" in rehearsed.said
    assert scratch_databases(mover.target.server) == []


def test_ctrl_c_ends_a_rehearsal_and_drops_its_database(mover: Mover) -> None:
    blocker = mover.source.connect()
    blocker.execute("BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE")
    sides = ("--from", mover.source.url, "--to", mover.target.url)
    process = mover.start("move", *sides, "--rehearse")
    waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    wait_until(lambda: mover.source.value(waits) > 0)
    assert scratch_databases(mover.target.server) != []
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 6, said
    assert scratch_databases(mover.target.server) == []


@pytest.mark.parametrize("failpoint", ["scratch-created", "rows-copied"])
@pytest.mark.parametrize("words", [["--rehearse"], []])
def test_what_a_killed_rehearsal_left_is_dropped_by_the_next_move(
    mover: Mover, failpoint: str, words: list[str]
) -> None:
    assert mover.move("--rehearse", failpoint=failpoint).killed
    (left,) = scratch_databases(mover.target.server)
    sessions = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
    wait_until(lambda: mover.target.value(sessions, [left]) == 0)
    moved = mover.move(*words)
    assert moved.status == 0, moved.said
    assert f"{left} was left over from a Segue that was killed" in moved.said
    assert scratch_databases(mover.target.server) == []


def test_a_target_that_is_in_use_cannot_be_copied_and_the_way_out_is_told(mover: Mover) -> None:
    mover.target.connect().execute("SELECT 1")
    rehearsed = mover.move("--rehearse")
    assert rehearsed.status == 3
    assert "is being accessed by other users" in rehearsed.said
    assert "while nobody else is connected to it" in rehearsed.said


def test_a_project_rehearses_on_a_target_that_is_not_even_migrated(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    project = small_project(tmp_path)
    migrate(project, source_db)
    source_db.execute("INSERT INTO shop_tag (name) SELECT 'tag' FROM generate_series(1, 30)")
    project.databases(old=alias_of(source_db), default=alias_of(target_db))
    user = target_db.connect()
    user.execute("SELECT 1")
    sides = ("--from", "old", "--to", "default")
    done = project.segue("move", *sides, "--rehearse", "--no-input")
    assert done.returncode == 0, done.stderr
    assert "The scratch database is dropped." in done.stdout
    assert target_db.value("SELECT count(*) FROM pg_class WHERE relname = 'shop_tag'") == 0
    assert scratch_databases(target_db.server) == []


def test_a_rehearsal_may_take_a_sample(mover: Mover) -> None:
    mover.source.execute(
        "INSERT INTO orders (customer_id, note) SELECT 7, 'x' FROM generate_series(1, 20000);"
        "ANALYZE orders"
    )
    rehearsed = mover.move("--rehearse", "--sample", "300", "--json")
    assert rehearsed.status == 0, rehearsed.said
    *_, end = map(json.loads, rehearsed.answer.splitlines())
    assert end["verify"]["equal"]
    assert end["verify"]["rows"] == 2_300
    assert 0 < end["share"] < 1
    assert mover.move("--sample", "300").status == 2


def test_a_dry_run_is_no_rehearsal(mover: Mover) -> None:
    assert mover.move("--rehearse", "--dry-run").status == 2
