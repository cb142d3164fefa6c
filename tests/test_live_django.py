"""A running Django process goes through a cutover without a failed request."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from conftest import MakeDatabase
from segue.demo.servers import Server
from support.databases import Database
from support.mover import Mover, wait_until

TABLE = "CREATE TABLE entry (id serial PRIMARY KEY, said text UNIQUE NOT NULL);"
SITE = Path(__file__).parent / "projects" / "cutover_site.py"
PATIENCE = 120.0


def address(database: Database) -> str:
    known = database.server.parameters
    return f"{known['host']} {known['port']} {database.name} {known['user']} {known['passfile']}"


def test_no_request_fails_while_the_database_is_exchanged(
    source_server: Server, target_server: Server, make_database: MakeDatabase, tmp_path: Path
) -> None:
    old, new = make_database(source_server), make_database(target_server)
    old.execute(TABLE + "INSERT INTO entry (said) SELECT 'x' || i FROM generate_series(1, 500) i")
    new.execute(TABLE)
    mover = Mover(old, new, tmp_path)
    sides = ("--from", old.url, "--to", new.url, "--no-input")
    assert mover.run("plan", *sides).status == 0
    site = subprocess.Popen(
        [sys.executable, str(SITE)],
        env={**os.environ, "OLD": address(old), "NEW": address(new)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    follower = mover.start("move", "--live", "--outbox", *sides)
    try:
        there = "SELECT to_regclass('segue.live') IS NOT NULL"
        wait_until(lambda: new.value(there) or follower.poll() is not None, PATIENCE)
        following = "SELECT state = 'following' FROM segue.live"
        wait_until(lambda: new.value(following) or follower.poll() is not None, PATIENCE)
        wait_until(lambda: old.value("SELECT count(*) > 550 FROM entry"), PATIENCE)
        done = mover.run("cutover", *sides, patience=PATIENCE)
        assert done.status == 0, done.said
        ours = new.value("SELECT count(*) FROM entry")
        wait_until(lambda: new.value("SELECT count(*) FROM entry") > ours + 30, PATIENCE)
        told, _ = site.communicate("over\n", timeout=PATIENCE)
    finally:
        site.kill()
        follower.kill()
        follower.communicate()
    answers = json.loads(told)
    assert {status for status, _ in answers} == {200}
    written = {said for (said,) in new.execute("SELECT said FROM entry WHERE said LIKE '%-%'")}
    assert written == {said for _, said in answers}
