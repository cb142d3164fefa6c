"""A mover whose line broke tries again by itself: with patience, and only what it had begun."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from segue.database.decisions import decide
from segue.demo.servers import (
    FORGETFUL,
    HOST,
    PrivateServer,
    Server,
    embedded_programs,
    running,
)
from segue.move.run.attempts import _Patience
from support import servers
from support.databases import Database
from support.mover import Mover, wait_until
from support.proxy import proxied
from support.standby import standby_of

SCHEMA = """
CREATE TABLE author (id integer PRIMARY KEY, name text);
CREATE TABLE book (id integer PRIMARY KEY, author integer REFERENCES author);
"""
ROWS = """
INSERT INTO author SELECT i, 'author ' || i FROM generate_series(1, 10) i;
INSERT INTO book SELECT i, i % 10 + 1 FROM generate_series(1, 1000) i;
"""
LOCKED = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
END_SESSIONS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND application_name LIKE 'segue %'
"""
STILL = re.compile("has not answered|is being waited for")
AWAY = 3.0
"""Seconds that a server is down: longer than a second try waits."""


@pytest.fixture
def mover(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    source_db.execute(SCHEMA + ROWS)
    target_db.execute(SCHEMA)
    return Mover(source_db, target_db, tmp_path)


@contextmanager
def _held_up(mover: Mover) -> Iterator[subprocess.Popen[str]]:
    """A mover that has begun its run and waits for a lock until the block ends."""
    with mover.target.connect() as blocker:
        blocker.execute("BEGIN; LOCK TABLE book IN SHARE MODE")
        words = ("--from", mover.source.url, "--to", mover.target.url, "--no-input")
        process = mover.start("move", *words)
        wait_until(lambda: mover.target.value(LOCKED) > 0)
        yield process


@pytest.fixture(scope="module")
def private() -> Iterator[PrivateServer]:
    """A server that a test may stop."""
    with running(embedded_programs(), FORGETFUL, servers.memory()) as server:
        yield server


@pytest.mark.parametrize("side", ["source", "target"])
def test_a_server_that_is_away_for_a_while_is_waited_for(
    private: PrivateServer, source_db: Database, target_db: Database, tmp_path: Path, side: str
) -> None:
    with private.connect() as session:
        session.execute(f"CREATE DATABASE {side}".encode())
    other = Database(private, side)
    source, target = (other, target_db) if side == "source" else (source_db, other)
    source.execute(SCHEMA + ROWS)
    target.execute(SCHEMA)
    mover = Mover(source, target, tmp_path)
    with _held_up(mover) as process:
        other.close()
        private.stop("immediate")
        time.sleep(AWAY)
        private.start()
        if side == "source":
            target.execute(END_SESSIONS)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert "Run 1 goes on" in said
    assert mover.differences() == []


def test_a_target_that_fails_over_to_the_second_host_of_its_address_is_gone_on_with(
    source_db: Database, source_server: Server, tmp_path: Path
) -> None:
    settings = {**FORGETFUL, "wal_level": "replica", "hot_standby": "on"}
    with running(source_server.programs, settings, servers.memory()) as primary:
        with primary.connect() as session:
            session.execute("CREATE DATABASE shop")
        shop = Database(primary, "shop")
        source_db.execute(SCHEMA + ROWS)
        shop.execute(SCHEMA)
        with standby_of(primary) as second:
            both = f"{primary.parameters['port']},{second.parameters['port']}"
            hosts = {"host": f"{HOST},{HOST}", "port": both, "target_session_attrs": "read-write"}
            pair = Server(primary.programs, primary.version, {**primary.parameters, **hosts})
            parameters = "&".join(f"{key}={value}" for key, value in pair.parameters.items())
            mover = Mover(source_db, shop, tmp_path)
            with shop.connect() as blocker:
                blocker.execute("BEGIN; LOCK TABLE book IN SHARE MODE")
                words = ("--from", source_db.url, "--to", f"postgresql:///shop?{parameters}")
                process = mover.start("move", *words, "--no-input")
                wait_until(lambda: shop.value(LOCKED) > 0)
                shop.close()
                primary.stop("immediate")
            second.promote()
            _, said = process.communicate(timeout=60)
            assert process.returncode == 0, said
            assert Mover(source_db, Database(second, "shop"), tmp_path).differences() == []


def test_a_move_whose_line_stands_still_says_so_and_ends_when_it_is_told(mover: Mover) -> None:
    """Nothing that is asked over such a line is ever answered, the end of a transaction neither."""
    with proxied(mover.source.server) as (proxy, reached):
        sides = ("--from", reached.url(mover.source.name), "--to", mover.target.url)
        process = mover.start("move", *sides)
        assert process.stderr is not None
        assert next(line for line in process.stderr if "Copy rows ..." in line)
        proxy.stall()
        assert next(line for line in process.stderr if STILL.search(line))
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 6, said


def test_a_far_line_that_breaks_now_and_then_is_moved_over(mover: Mover) -> None:
    mover.source.execute(
        "INSERT INTO author SELECT i, repeat('x', 900) FROM generate_series(11, 999) i"
    )
    with proxied(mover.source.server, latency=0.005) as (proxy, reached):
        words = ("--from", reached.url(mover.source.name), "--to", mover.target.url, "--no-input")
        process = mover.start("move", *words)
        for _ in range(2):
            accepted = proxy.accepted
            proxy.cut_after(400_000)
            wait_until(lambda before=accepted: proxy.accepted > before + 2)  # type: ignore[misc]
        _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert "goes on" in said
    assert mover.differences() == []


def test_a_run_that_was_given_up_meanwhile_is_not_begun_anew(mover: Mover) -> None:
    """The mover hung, somebody put everything back, and then it woke up."""
    with _held_up(mover) as process:
        process.send_signal(signal.SIGSTOP)
        mover.target.execute(END_SESSIONS)
    restored = mover.on_target("restore")
    assert restored.status == 0, restored.said
    process.send_signal(signal.SIGCONT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 6, said
    assert "run 1 was given up in the target while this mover could not reach it" in said
    assert mover.target.value("SELECT count(*) FROM author") == 0
    assert mover.target.execute("SELECT state FROM segue.run") == [("given up",)]


def test_a_further_try_drafts_no_plan_over_a_person_s_edits(mover: Mover) -> None:
    plan = mover.folder / "segue.toml"
    with _held_up(mover) as process:
        edited = plan.read_text() + "\n# to be looked at again tomorrow\n"
        plan.write_text(edited)
        mover.target.execute(END_SESSIONS)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert "Run 1 goes on" in said
    assert plan.read_text() == edited


@pytest.mark.parametrize("at", ["a check", "its first try"])
def test_a_mover_that_only_checks_can_be_asked_to_stop_once_it_has_a_run(
    mover: Mover, at: str
) -> None:
    sides = ("--from", mover.source.url, "--to", mover.target.url, "--no-input")
    if at == "a check":
        assert mover.move(failpoint="rows-copied").killed
        mover.target.execute("UPDATE segue.run SET heartbeat = now() - interval '1 hour'")
    with mover.source.connect() as blocker:
        blocker.execute("BEGIN; LOCK TABLE book")
        process = mover.start("move", *sides)
        wait_until(lambda: mover.source.value(LOCKED) > 0)
        told = mover.on_target("status")
        stopped = mover.on_target("stop")
    _, said = process.communicate(timeout=60)
    if at == "a check":
        assert "Run 1 is broken off" in told.answer + told.said
        assert stopped.status == 0, stopped.said
        assert process.returncode == 6, said
        assert "`segue stop` asked for it" in said
        assert mover.move().status == 0
    else:
        assert stopped.status == 3
        assert "one checks, and has changed nothing yet: Ctrl-C ends it" in stopped.said
        assert process.returncode == 0


def test_a_mover_that_waits_to_try_again_hears_that_it_shall_stop(mover: Mover) -> None:
    with _held_up(mover) as process:
        process.send_signal(signal.SIGSTOP)
        mover.target.execute(END_SESSIONS)
        stopped = mover.on_target("stop")
        assert stopped.status == 3
        assert "one that waits to try again will stop when it does" in stopped.said
    process.send_signal(signal.SIGCONT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 6, said
    assert mover.target.execute("SELECT state FROM segue.run") == [("stopped",)]
    assert mover.move().status == 0


def test_what_another_command_left_is_told_from_what_another_plan_left(mover: Mover) -> None:
    sides = ("--from", mover.source.url, "--to", mover.target.url, "--no-input")
    assert mover.run("plan", *sides).status == 0
    schema = mover.target.dump_schema()
    only = ("copy", *sides, "--only", "public.author")
    assert mover.run(*only, env={"SEGUE_FAILPOINT": "part-copied"}).killed
    moved = mover.move()
    assert moved.status == 3
    assert "it copies public.author alone (--only)" in moved.said
    assert mover.run(*only).status == 0
    assert mover.target.dump_schema() == schema


def _tried(*finished: int, standby: bool = False, **facts: Any) -> Any:
    """A try; `finished` are the tables that are in whenever somebody asks."""
    numbers = iter(finished)
    return SimpleNamespace(
        cancelled_by_standby=lambda _: standby, tables_finished=lambda: next(numbers), **facts
    )


def test_a_standby_that_cancels_a_try_that_came_no_further_ends_the_move() -> None:
    """Each try from the beginning would be cancelled in the same way."""
    patience, cancelled = _Patience(), psycopg.errors.SerializationFailure("conflict")
    attempted = _tried(3, 5, 5, standby=True, began=True, run_number=1)
    assert patience.before_next(attempted, cancelled) is not None
    assert patience.before_next(attempted, cancelled) is not None
    assert patience.before_next(attempted, cancelled) is None
    assert "hot_standby_feedback" in decide(cancelled).remedy


def test_a_target_that_takes_no_writes_yet_is_waited_for_once_there_is_a_run() -> None:
    """After a failover it may be a standby for some seconds more."""
    refusal = psycopg.errors.ReadOnlySqlTransaction("cannot execute UPDATE")
    begun: Any = _tried(began=True, run_number=1)
    assert _Patience().before_next(begun, refusal) is not None
    before_any_run: Any = _tried(began=False, run_number=None)
    assert _Patience().before_next(before_any_run, refusal) is None
    assert decide(refusal).wait_before(1) is None  # so SQL of a plan that writes is told at once
