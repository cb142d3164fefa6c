"""PgBouncer in its three modes, with small pools: moved through, or refused before it is harmed."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from segue.database.pooler import PATIENCE, lends_by_transaction
from segue.demo.servers import Server
from support import pgbouncer
from support.databases import Database
from support.mover import Mover, wait_until

pytestmark = pytest.mark.skipif(pgbouncer.PROGRAM is None, reason="there is no PgBouncer here")

SCHEMA = "CREATE TABLE a (id bigint PRIMARY KEY, t text); CREATE TABLE b (id bigint REFERENCES a);"
ROWS = """
    INSERT INTO a SELECT n, md5(n::text) FROM generate_series(1, 500) AS n;
    INSERT INTO b SELECT n FROM generate_series(1, 500) AS n;
"""
OURS = {
    "default_transaction_read_only": "off",
    "row_security": "on",
    "bytea_output": "hex",
    "statement_timeout": "7s",
}
"""What the application's sessions have, the last as its role has it set."""

LOCK_WAITS = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
SOON = 15
"""Seconds after which a command that was told to end has ended, on a busy machine too."""


@pytest.fixture
def mover(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    source_db.execute(SCHEMA + ROWS)
    target_db.execute(SCHEMA)
    folder = tmp_path / "plan"
    folder.mkdir()
    return Mover(source_db, target_db, folder)


def through(mover: Mover, reached: Server) -> Mover:
    """The same move, its target reached through the pooler."""
    return Mover(mover.source, Database(reached, mover.target.name), mover.folder)


@pytest.fixture(scope="module", params=["transaction", "statement"])
def shared(
    request: pytest.FixtureRequest, source_server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A pool of two sessions that the application uses too."""
    folder = tmp_path_factory.mktemp("pool")
    with pgbouncer.bounced(source_server, folder, request.param, 2) as reached:
        yield reached


@pytest.mark.parametrize(
    "words",
    [
        ("check", "--from", "POOL", "--to", "TARGET"),
        ("move", "--from", "POOL", "--to", "TARGET", "--no-input"),
        ("export", "out", "--from", "POOL"),
        ("import", "a.csv", "--table", "a", "--to", "POOL"),
        ("sequences", "--to", "POOL"),
        ("status", "--to", "POOL"),
    ],
    ids=lambda words: words[0],
)
def test_one_that_lends_by_the_transaction_is_refused_and_its_sessions_stay_as_they_were(
    mover: Mover, shared: Server, words: tuple[str, ...]
) -> None:
    """A setting of ours, such as READ ONLY, would reach the application that comes next."""
    name = mover.source.name
    mover.source.execute(f"ALTER DATABASE \"{name}\" SET statement_timeout = '7s'")
    addresses = {"POOL": shared.url(name), "TARGET": mover.target.url}
    (mover.folder / "a.csv").write_text("id,t\n1000,x\n")
    refused = mover.run(*(addresses.get(word, word) for word in words))
    assert refused.status == 3, refused.said
    assert "error[D104]" in refused.said
    with ExitStack() as stack:
        for _ in range(2):
            client = stack.enter_context(shared.connect(name))
            assert {each: _setting(client, each) for each in OURS} == OURS
    assert mover.source.value("SELECT count(*) FROM a") == 500


def test_one_that_answers_late_is_not_taken_for_one_that_lends_by_the_session(
    mover: Mover, shared: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a busy machine, or far away."""
    opened = psycopg.connect

    def late(*address: Any, **options: Any) -> psycopg.Connection[tuple[Any, ...]]:
        time.sleep(1.3 * PATIENCE)
        return opened(*address, **options)

    with shared.connect(mover.source.name) as session:
        session.autocommit = True
        monkeypatch.setattr(psycopg, "connect", late)
        shown_by = lends_by_transaction(session)
    assert shown_by is not None
    assert "server process" in shown_by


def _setting(client: psycopg.Connection[tuple[str, ...]], name: str) -> str:
    row = client.execute(f"SHOW {name}".encode()).fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize("size", [2, 5])
def test_one_that_lends_by_the_session_is_moved_through(
    mover: Mover, target_server: Server, tmp_path: Path, size: int
) -> None:
    with pgbouncer.bounced(target_server, tmp_path, "session", size) as reached:
        moved = through(mover, reached).move()
    assert moved.status == 0, moved.said
    assert mover.differences() == []


def test_a_pool_of_one_session_is_told(mover: Mover, target_server: Server, tmp_path: Path) -> None:
    with pgbouncer.bounced(target_server, tmp_path, "session", 1) as reached:
        refused = through(mover, reached).move()
    assert refused.status == 3
    assert "error[D114]" in refused.said
    assert "the pooler in between" in refused.said


@pytest.mark.parametrize("end", ["SIGTERM", "stop"])
def test_a_move_that_waits_in_the_queue_of_a_pool_says_so_and_ends_when_it_is_told(
    mover: Mover, target_server: Server, tmp_path: Path, end: str
) -> None:
    """Others take what is left of the pool after the move has counted it."""
    with pgbouncer.bounced(target_server, tmp_path, "session", 8) as reached:
        pooled = through(mover, reached)
        sides = ("--from", mover.source.url, "--to", pooled.target.url, "--no-input")
        with mover.target.connect() as blocker, ExitStack() as stack:
            blocker.execute("BEGIN; LOCK TABLE b IN SHARE MODE")
            process = mover.start("move", *sides)
            wait_until(lambda: mover.target.value(LOCK_WAITS) > 0)
            taken = stack.enter_context(_filled(pooled.target, 8))
            wait_until(lambda: len(taken) >= 4)
            blocker.rollback()
            assert process.stderr is not None
            assert next(line for line in process.stderr if "(lane) is being waited for" in line)
            asked = time.monotonic()
            if end == "stop":
                assert mover.on_target("stop").status == 0
            else:
                process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=60)
            assert process.returncode == 6, said
            assert time.monotonic() - asked < SOON
        again = pooled.move()
        assert again.status == 0, again.said
    assert mover.differences() == []


@contextmanager
def _filled(database: Database, count: int) -> Iterator[list[int]]:
    """Sessions of others, as many as the pool has for them; the rest of them queue.

    Yields the server processes that they were given so far.
    """
    taken: list[int] = []
    over = threading.Event()

    def take() -> None:
        with suppress(psycopg.Error), database.connect() as session:
            session.execute("SELECT 1")
            taken.append(session.info.backend_pid)
            over.wait()

    threads = [threading.Thread(target=take, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield taken
    finally:
        over.set()
        for thread in threads:
            thread.join()
