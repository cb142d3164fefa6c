"""Where a server runs: what parts and helpers are worth depends on whose processors it uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from segue.database import machine
from support.databases import Database


def test_a_server_whose_process_is_seen_runs_here(target_db: Database) -> None:
    assert machine.runs_here(target_db.connect())


def test_a_server_whose_process_is_not_seen_runs_elsewhere(
    target_db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "PROCESSES", tmp_path)
    assert not machine.runs_here(target_db.connect())


def test_a_process_of_the_same_number_that_is_no_server_is_not_taken_for_one(
    target_db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "PROCESSES", tmp_path)
    connection = target_db.connect()
    process = tmp_path / str(connection.info.backend_pid)
    process.mkdir()
    (process / "cmdline").write_bytes(b"/usr/bin/python3\0-m\0http.server\0")
    assert not machine.runs_here(connection)


@pytest.mark.parametrize(("cores", "expected"), [(1, False), (2, False), (3, False), (4, True)])
def test_streams_side_by_side_need_two_processors_each(
    source_db: Database,
    target_db: Database,
    monkeypatch: pytest.MonkeyPatch,
    cores: int,
    expected: bool,
) -> None:
    monkeypatch.setattr(machine, "cores", lambda: cores)
    found = machine.streams_side_by_side(source_db.connect(), target_db.connect())
    assert found is expected


def test_servers_elsewhere_have_processors_of_their_own(
    source_db: Database, target_db: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(machine, "PROCESSES", tmp_path)
    monkeypatch.setattr(machine, "cores", lambda: 1)
    assert machine.streams_side_by_side(source_db.connect(), target_db.connect())
