"""A live move: the application writes on, its changes follow, and the cutover loses nothing."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from segue.demo.servers import FORGETFUL, Server, running
from support import servers
from support.databases import Database
from support.mover import Ended, Mover, wait_until
from support.writing import NEW, OLD, PLAN, different, writing


@pytest.fixture(scope="module")
def live_server() -> Iterator[Server]:
    """The older server, with a WAL that tells which rows changed."""
    settings = {**FORGETFUL, "wal_level": "logical", "max_connections": "60"}
    with running(servers.oldest_programs(), settings) as server:
        yield server


@pytest.fixture
def mover(live_server: Server, make_database, target_db: Database, tmp_path: Path) -> Mover:
    source = make_database(live_server)
    source.execute(OLD)
    target_db.execute(NEW)
    (tmp_path / "segue.toml").write_text(PLAN)
    return Mover(source, target_db, tmp_path)


def env(mover: Mover, failpoint: str = "") -> dict[str, str]:
    return {
        "OLD": mover.source.url,
        "NEW": mover.target.url,
        **({"SEGUE_FAILPOINT": failpoint} if failpoint else {}),
    }


def run(mover: Mover, *words: str, failpoint: str = "") -> Ended:
    return mover.run(*words, "--no-input", env=env(mover, failpoint))


def start(mover: Mover, *words: str, failpoint: str = "") -> subprocess.Popen[str]:
    return mover.start(*words, "--no-input", env=env(mover, failpoint))


def state(mover: Mover) -> str:
    if mover.target.value("SELECT to_regclass('segue.live') IS NULL"):
        return ""
    found = mover.target.execute("SELECT state FROM segue.live ORDER BY id DESC LIMIT 1")
    return found[0][0] if found else ""


def end(process: subprocess.Popen[str]) -> tuple[str, str]:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    return process.communicate(timeout=30)


def test_what_the_application_writes_follows_and_the_cutover_loses_nothing(mover: Mover) -> None:
    with writing(mover.source) as application:
        follower = start(mover, "move", "--live")
        try:
            wait_until(lambda: state(mover) == "following" or follower.poll() is not None, 60)
            assert follower.poll() is None, follower.communicate()
            rehearsed = run(mover, "cutover", "--rehearse", "--json")
            assert rehearsed.status == 0, rehearsed.said
            assert application.refused == 0
            assert state(mover) == "following"
            done = run(mover, "cutover", "--json")
            assert done.status == 0, done.said
            wait_until(lambda: application.refused > 0)
        finally:
            said = end(follower)
            print(said)
        assert application.written > 0
        assert application.others == []
    answer = json.loads(done.answer.splitlines()[-1])
    assert answer["event"] == "cutover"
    assert answer["pause_ms"] > 0
    assert different(mover.source, mover.target) == [], said
    assert mover.target.value("SELECT count(*) FROM heard") == 0
    assert state(mover) == "moved"
