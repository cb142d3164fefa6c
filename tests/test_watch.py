"""While a move lasts: who keeps it waiting is named, and so is what its snapshot holds back."""

from __future__ import annotations

import threading
import time
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from segue.database.introspection import read_server
from segue.database.session import connect
from segue.demo.servers import FORGETFUL, embedded_programs, running
from segue.events import Event, Note
from segue.move import watch
from support import servers
from support.databases import Database
from support.mover import PATIENCE, Mover, wait_until

LEDGER = """
CREATE TABLE account (id int PRIMARY KEY, balance bigint NOT NULL, note text);
CREATE TABLE entry (
    id bigserial PRIMARY KEY, account int NOT NULL REFERENCES account, delta bigint NOT NULL
);
CREATE INDEX entry_account ON entry (account);
"""
BUSINESS = """
INSERT INTO account SELECT i, 0, repeat('x', i % 50) FROM generate_series(1, 200) i;
INSERT INTO entry (account, delta) SELECT i % 200 + 1, 1 FROM generate_series(1, 300000) i;
UPDATE account SET balance = 1500;
"""
OFF_BALANCE = """
SELECT count(*) FROM account
LEFT JOIN (SELECT account, sum(delta) AS total FROM entry GROUP BY 1) AS entries ON account = id
WHERE balance <> coalesce(total, 0)
"""
STEP = """
WITH chosen AS (SELECT 1 + (random() * 199)::int AS account, (random() * 10)::int - 5 AS delta),
gone AS (
    DELETE FROM entry WHERE id = (SELECT 1 + (random() * 300000)::int) RETURNING account, delta
),
new AS (
    INSERT INTO entry (account, delta) SELECT account, delta FROM chosen RETURNING account, delta
)
UPDATE account SET balance = balance + change FROM (
    SELECT account, sum(delta) AS change FROM (
        SELECT account, delta FROM new UNION ALL SELECT account, -delta FROM gone
    ) AS both_of_them GROUP BY 1
) AS changes WHERE id = changes.account
"""
WRITERS = 3


@pytest.fixture
def mover(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    source_db.execute(LEDGER + BUSINESS)
    target_db.execute(LEDGER)
    return Mover(source_db, target_db, tmp_path)


class Business:
    """Writers on the source that never rest; each transaction leaves every account in balance."""

    def __init__(self, source: Database) -> None:
        self._source, self._over, self.done = source, threading.Event(), 0
        self._threads = [threading.Thread(target=self._write) for _ in range(WRITERS)]

    def __enter__(self) -> Business:
        for thread in self._threads:
            thread.start()
        wait_until(lambda: self.done > WRITERS)
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _write(self) -> None:
        with self._source.connect() as session:
            while not self._over.is_set():
                try:
                    session.execute(STEP)
                    self.done += 1
                except psycopg.errors.DeadlockDetected:
                    continue


def test_a_source_that_is_written_to_arrives_as_it_was_at_one_moment(mover: Mover) -> None:
    with Business(mover.source) as business:
        before = business.done
        moved = mover.move()
        during = business.done - before
    assert moved.status == 0, moved.said
    assert "2 of 2 tables are equal" in moved.answer + moved.said
    assert during > 50
    assert mover.source.value(OFF_BALANCE) == 0
    assert mover.target.value(OFF_BALANCE) == 0
    assert mover.differences() != [], "nothing was written meanwhile"
    newest = "SELECT max(id) FROM entry"
    assert mover.target.value(newest) < mover.source.value(newest)


@pytest.mark.parametrize("side", ["source", "target"])
def test_who_holds_a_lock_is_named_but_no_value(mover: Mover, side: str) -> None:
    database = mover.source if side == "source" else mover.target
    with database.connect() as blocker:
        pid = blocker.info.backend_pid
        blocker.execute("SET application_name TO 'night report'")
        blocker.execute("BEGIN; LOCK TABLE entry; SELECT 'hunter2' FROM account WHERE id = 1")
        process = mover.start("move", "--from", mover.source.url, "--to", mover.target.url)
        assert process.stderr is not None
        said = next(line for line in process.stderr if "night report" in line)
        blocker.rollback()
        rest = process.communicate(timeout=60)
    assert f"on the {side} for a lock of session {pid}" in said
    assert "hunter2" not in said + "".join(rest)
    assert process.returncode == 0, rest


def test_who_waits_to_alter_a_table_and_blocks_every_lane_is_named(mover: Mover) -> None:
    """Nobody else can untie that: the one waits for the move's lock, its lanes wait for the one."""
    holder, altering = mover.source.connect(), mover.source.connect()
    holder.execute("BEGIN; LOCK TABLE entry IN ACCESS SHARE MODE")
    altering.execute("SET application_name TO 'migration'")
    thread = threading.Thread(target=_alter, args=(altering,))
    thread.start()
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    wait_until(lambda: mover.source.value(waiting) > 0)
    process = mover.start("move", "--from", mover.source.url, "--to", mover.target.url)
    assert process.stderr is not None
    said = next(line for line in process.stderr if "(migration)" in line)
    altering.cancel()
    thread.join()
    holder.rollback()
    rest = process.communicate(timeout=60)
    assert "ALTER TABLE entry ADD" in said
    assert process.returncode == 0, rest


def _alter(session: psycopg.Connection[tuple[object, ...]]) -> None:
    with pytest.raises(psycopg.errors.QueryCanceled):
        session.execute("ALTER TABLE entry ADD note text")


class Heard:
    """A reporter that remembers."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def report(self, event: Event) -> None:
        assert isinstance(event, Note)
        self.notes.append(event.text)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "INTERVAL", 0.05)
    monkeypatch.setattr(watch, "MANY", 10)


@pytest.mark.parametrize(("written", "told"), [(3, 0), (20, 1)])
def test_a_snapshot_that_holds_much_back_is_told_once(
    source_db: Database, quick: None, written: int, told: int
) -> None:
    source_db.execute("CREATE TABLE thing (id int)")
    held = connect(source_db.endpoint, "source", "snapshot", read_only=True)
    held.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM thing")
    with source_db.connect() as session:
        for number in range(written):
            session.execute("INSERT INTO thing VALUES (%s)", [number])
    heard = Heard()

    def opened() -> psycopg.Connection[tuple[object, ...]]:
        return connect(source_db.endpoint, "source", "watch", read_only=True)

    with watch.Watch((("source", opened),), heard):
        time.sleep(0.5)
    held.close()
    assert len(heard.notes) == told
    assert all("vacuum cannot remove" in note for note in heard.notes)


def test_a_commit_that_waits_for_a_standby_is_told(tmp_path: Path) -> None:
    """No error ever comes of it, and no lock shows it."""
    reported: list[Event] = []
    with running(embedded_programs(), FORGETFUL, servers.memory()) as server:
        with server.connect() as session:
            session.execute("CREATE DATABASE waits")
            session.execute("ALTER SYSTEM SET synchronous_standby_names = 'away'")
            session.execute("SELECT pg_reload_conf()")
        waits = Database(server, "waits")
        wait_until(lambda: read_server(waits.connect()).lacks_standby)
        committing = threading.Thread(target=_commit, args=(waits,), daemon=True)
        committing.start()
        opener = partial(connect, waits.endpoint, "target", "watch")
        with watch.Watch([("target", opener)], SimpleNamespace(report=reported.append)):
            wait_until(lambda: bool(reported))
        with server.connect() as session:
            session.execute("ALTER SYSTEM RESET synchronous_standby_names")
            session.execute("SELECT pg_reload_conf()")
        committing.join(PATIENCE)
        assert not committing.is_alive()
        waits.close()
    (note,) = reported
    assert isinstance(note, Note)
    assert "synchronous_standby_names" in note.text


def _commit(database: Database) -> None:
    with connect(database.endpoint, "target", "lane") as session:
        session.execute("CREATE TABLE slow ()")
