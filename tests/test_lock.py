"""One mover a target: living ones are refused, what dead ones left is ended."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import psycopg
import pytest

from segue.database import lock
from segue.database.journal import Journal, begin_run, create_journal
from segue.database.lock import lock_holder, take_target
from segue.database.names import QualifiedName
from segue.database.records import PartCounts, PlannedLoad
from segue.database.session import Connection, connect
from segue.errors import AnotherMover, LockLost
from segue.events import Event, Note
from support.databases import Database
from support.mover import wait_until


class Heard:
    def __init__(self) -> None:
        self.said: list[str] = []

    def report(self, event: Event) -> None:
        assert isinstance(event, Note)
        self.said.append(event.text)


@pytest.fixture
def first(target_db: Database) -> Iterator[Connection]:
    """The session of a mover that holds the target and has begun a run."""
    connection = connect(target_db.endpoint, "target", "control")
    take_target(connection, Heard())
    create_journal(connection)
    begin_run(connection, plan_digest="", source_identity="", source_label="", target_label="")
    yield connection
    with suppress(psycopg.Error):
        connection.close()


@pytest.fixture
def second(target_db: Database) -> Iterator[Connection]:
    with connect(target_db.endpoint, "target", "control") as connection:
        yield connection


def test_a_living_mover_is_not_disturbed(first: Connection, second: Connection) -> None:
    over = threading.Event()

    def beat() -> None:
        while not over.wait(0.1):
            Journal(first, 1).heartbeat(0)

    heart = threading.Thread(target=beat)
    heart.start()
    try:
        with pytest.raises(AnotherMover, match="run 1 of"):
            take_target(second, Heard())
    finally:
        over.set()
        heart.join()
    assert lock_holder(second) == first.info.backend_pid


def test_of_a_mover_that_has_no_run_yet_nothing_is_assumed(target_db: Database) -> None:
    with connect(target_db.endpoint, "target", "control") as checking:
        take_target(checking, Heard())
        with (
            connect(target_db.endpoint, "target", "control") as second,
            pytest.raises(AnotherMover, match="not written"),
        ):
            take_target(second, Heard())


def test_a_mover_that_checks_before_it_resumes_is_not_taken_for_the_dead_one(
    first: Connection, target_db: Database
) -> None:
    first.execute("UPDATE segue.run SET heartbeat = now() - interval '1 hour'")
    first.close()
    test_of_a_mover_that_has_no_run_yet_nothing_is_assumed(target_db)


def test_the_sessions_of_a_mover_that_fell_silent_are_ended(
    first: Connection,
    target_db: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lock, "STALE_AFTER", 4.0)
    lane = connect(target_db.endpoint, "target", "lane")
    stranger = connect(target_db.endpoint, "target", "status")
    heard = Heard()
    with connect(target_db.endpoint, "target", "control") as second:
        assert take_target(second, heard) == second.info.backend_pid
    assert "last heard" in heard.said[0]
    for gone in (first, lane):
        with pytest.raises(psycopg.OperationalError):
            gone.execute("SELECT 1")
    stranger.execute("SELECT 1")
    stranger.close()


def test_what_a_mover_of_another_role_left_is_ended_as_far_as_one_may(
    target_db: Database,
) -> None:
    roles = [f"{target_db.name}_{name}" for name in ("worker", "stranger")]
    with target_db.connect() as admin:
        for role in roles:
            admin.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'p'".encode())
        admin.execute(f"GRANT {roles[0]} TO {roles[1]}".encode())
    endpoints = [
        replace(target_db.endpoint, parameters={**_without_passfile(target_db), "user": role})
        for role in roles
    ]
    try:
        lane = connect(target_db.endpoint, "target", "lane")
        left = connect(endpoints[0], "target", "lane")
        with connect(endpoints[1], "target", "control") as second:
            take_target(second, Heard())
        with pytest.raises(psycopg.OperationalError):
            left.execute("SELECT 1")
        lane.execute("SELECT 1")  # a superuser's, which no other may end
        left = connect(endpoints[1], "target", "lane")
        with connect(target_db.endpoint, "target", "control") as third:
            take_target(third, Heard())
        for gone in (left, lane):
            with pytest.raises(psycopg.OperationalError):
                gone.execute("SELECT 1")
    finally:
        for role in roles:
            target_db.execute(f"DROP ROLE {role}")


def _without_passfile(database: Database) -> dict[str, str]:
    known = {k: v for k, v in database.endpoint.parameters.items() if k != "passfile"}
    return {**known, "password": "p"}


def test_a_session_that_ends_makes_room_at_once(first: Connection, second: Connection) -> None:
    threading.Timer(0.2, first.close).start()
    take_target(second, Heard())
    wait_until(lambda: lock_holder(second) == second.info.backend_pid)


def test_a_mover_that_wakes_when_another_took_over_writes_nothing_that_counts(
    first: Connection,
) -> None:
    table = QualifiedName("public", "t")
    old = Journal(first, 1)
    old.loads_planned([PlannedLoad(table, 1, 1)])
    new = old.resumed()
    for write in (
        lambda: old.part_done(table, 0, PartCounts(1, 1)),
        lambda: old.heartbeat(0),
        lambda: old.ended("failed", "too late"),
    ):
        with pytest.raises(LockLost):
            write()
    new.part_done(table, 0, PartCounts(1, 1))
    assert new.heartbeat(0) is False
    new.ended("done")
