"""A move that the workers of a Dask cluster help, and what the death of one leaves."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.dask_cluster import dask_cluster
from support.databases import Database
from support.mover import Mover, wait_until

TABLES = {"a": 4000, "b": 3000, "c": 2000, "d": 1500}
"""Rows of each, the largest first; none has an index, so that a lock stops the copy alone."""


@pytest.fixture
def mover(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    for name, rows in TABLES.items():
        for database in (source_db, target_db):
            database.execute(f"CREATE TABLE {name} (id integer, text text)")
        source_db.execute(
            f"INSERT INTO {name} SELECT i, repeat(md5(i::text), 8)"
            f" FROM generate_series(1, {rows}) AS i"
        )
    source_db.execute("ANALYZE")
    return Mover(source_db, target_db, tmp_path)


@contextmanager
def locked(database: Database, tables: str) -> Iterator[None]:
    """Nobody writes into these tables until the block ends; everybody may read them."""
    with database.connect() as session, session.transaction():
        session.execute(f"LOCK TABLE {tables} IN SHARE MODE".encode())
        yield


def wait_for(database: Database, condition: str) -> None:
    wait_until(lambda: bool(database.value(f"SELECT {condition}")), 120)


def waited_for(table: str) -> str:
    return f"EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = '{table}'::regclass)"


def die(worker: int) -> None:
    """A worker and what it has started, as by the death of its machine."""
    threads = Path(f"/proc/{worker}/task").glob("*/children")
    children = [child for thread in threads for child in thread.read_text().split()]
    assert children
    for process in (worker, *map(int, children)):
        os.kill(process, signal.SIGKILL)


def test_helpers_beside_workers_bring_parts_and_lost_ones_are_replaced(mover: Mover) -> None:
    """The mover is kept at one table, a helper at another, until both workers have died."""
    sides = ("--from", mover.source.url, "--to", mover.target.url)
    with dask_cluster(mover.folder) as cluster:
        options = ("--jobs", "1", "--dask", cluster.address, "--no-input", "--json")
        with locked(mover.target, "a, b"):
            moving = mover.start("move", *sides, *options)
            for table in "ab":
                wait_for(mover.target, waited_for(table))
            wait_for(mover.target, "(SELECT sum(parts) = 2 FROM segue.helper)")
            for worker in cluster.workers.values():
                die(worker)
            wait_for(mover.target, f"NOT {waited_for('b')}")
            wait_for(mover.target, waited_for("b"))
        answer, said = moving.communicate(timeout=300)
    assert moving.wait() == 0, said
    assert mover.differences() == []
    notes = [
        line["text"] for line in map(json.loads, answer.splitlines()) if line["event"] == "note"
    ]
    assert "1 helper on the cluster brought 1 part, 3,000 rows." in notes
