"""While a move lasts: who keeps it waiting is named, and so is what its snapshot holds back."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psycopg
import pytest

from segue.database.introspection import read_server
from segue.database.session import connect
from segue.demo.servers import FORGETFUL, PrivateServer, embedded_programs, running
from segue.events import Event, Note
from segue.move import watch
from support import servers
from support.databases import Database, fresh_database
from support.mover import PATIENCE, Mover, wait_until
from support.proxy import proxied

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


@pytest.mark.parametrize(
    ("command", "mode"), [("import", "ACCESS EXCLUSIVE"), ("import", "SHARE"), ("export", "")]
)
def test_imports_and_exports_name_who_holds_a_lock_too(
    mover: Mover, command: str, mode: str
) -> None:
    side = mover.source if command == "export" else mover.target
    (mover.folder / "more.csv").write_text("id,balance,note\n900,1,x\n")
    words = (
        ("export", "out", "--from")
        if command == "export"
        else ("import", "more.csv", "--table", "account", "--to")
    )
    with side.connect() as blocker:
        blocker.execute("SET application_name TO 'night report'")
        blocker.execute(f"BEGIN; LOCK TABLE account IN {mode or 'ACCESS EXCLUSIVE'} MODE".encode())
        process = mover.start(*words, side.url)
        assert process.stderr is not None
        said = next(line for line in process.stderr if "night report" in line)
        blocker.rollback()
        rest = process.communicate(timeout=PATIENCE)
    assert f"{command} waits on the" in said
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
    monkeypatch.setattr(watch, "SILENCE", 0.2)


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
    assert all("Vacuum cannot remove" in note for note in heard.notes)


@pytest.fixture(scope="module")
def unarchived() -> Iterator[PrivateServer]:
    """A server of these tests' own, whose WAL goes nowhere."""
    settings = {**FORGETFUL, "archive_mode": "on", "archive_command": "false"}
    with running(embedded_programs(), settings, servers.memory()) as server:
        yield server


@contextmanager
def _watched(database: Database) -> Iterator[list[str]]:
    heard = Heard()
    with watch.Watch([("target", partial(connect, database.endpoint, "target", "watch"))], heard):
        yield heard.notes


def test_a_commit_that_waits_for_a_standby_is_told(unarchived: PrivateServer) -> None:
    """No error ever comes of it, and no lock shows it."""
    with fresh_database(unarchived) as waits:
        _set_standby(waits, "'away'")
        wait_until(lambda: read_server(waits.connect()).lacks_standby)
        committing = threading.Thread(target=_commit, args=(waits,), daemon=True)
        committing.start()
        with _watched(waits) as notes:
            wait_until(lambda: bool(notes))
        _set_standby(waits, "''")
        committing.join(PATIENCE)
        assert not committing.is_alive()
    assert "synchronous_standby_names" in notes[0]


def _set_standby(database: Database, name: str) -> None:
    with database.server.connect() as session:
        session.execute(f"ALTER SYSTEM SET synchronous_standby_names = {name}".encode())
        session.execute("SELECT pg_reload_conf()")


def test_wal_that_is_not_archived_and_stays_on_the_disk_is_told_once(
    unarchived: PrivateServer, quick: None
) -> None:
    with fresh_database(unarchived) as database:
        database.execute("SELECT pg_switch_wal()")
        with _watched(database) as notes:
            wait_until(lambda: bool(notes))
            time.sleep(0.3)
    (note,) = notes
    assert "cannot archive its WAL" in note


def test_a_side_that_does_not_answer_is_told_once(target_db: Database, quick: None) -> None:
    looks = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE application_name = 'segue watch' AND query LIKE '%pg_stat_archiver%'"
    )
    with (
        proxied(target_db.server) as (proxy, reached),
        _watched(Database(reached, target_db.name)) as notes,
    ):
        wait_until(lambda: target_db.value(looks) > 0)
        for _ in range(2):
            proxy.stall()
            wait_until(lambda: bool(notes))
            time.sleep(0.3)
            proxy.resume()
    (note,) = notes
    assert note.startswith("the target has not answered for")


def _commit(database: Database) -> None:
    with connect(database.endpoint, "target", "lane") as session:
        session.execute("CREATE TABLE slow ()")
