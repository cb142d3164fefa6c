"""Fences wait for nobody at the end of a cutover, and are those of one live move alone."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from conftest import MakeDatabase
from segue.demo.servers import Server
from support.databases import Database
from support.mover import Mover, wait_until
from support.writing import NEW, OLD, PLAN, different
from test_live import PATIENCE, end, run, start

LEFT = (
    "SELECT (SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'segue%%')"
    " + (SELECT count(*) FROM pg_constraint WHERE condeferrable)"
)
"""In a target whose foreign keys never wait."""


def following(mover: Mover) -> None:
    """Begin a live move and have it follow for once."""
    (mover.folder / "segue.toml").write_text(PLAN)
    follower = start(mover, "move", "--live")
    fenced = "SELECT count(*) > 0 FROM pg_trigger WHERE tgname LIKE 'segue_fence%%'"
    wait_until(lambda: mover.target.value(fenced) or follower.poll() is not None, PATIENCE)
    assert follower.poll() is None, end(follower)
    end(follower)


def test_two_live_moves_share_a_source_and_readers_of_a_target_hold_up_none(
    live_server: Server,
    make_database: MakeDatabase,
    target_db: Database,
    target_server: Server,
    tmp_path: Path,
) -> None:
    source, other = make_database(live_server), make_database(target_server)
    source.execute(OLD)
    movers = [Mover(source, target_db, tmp_path / "one"), Mover(source, other, tmp_path / "two")]
    for mover in movers:
        mover.folder.mkdir()
        mover.target.execute(NEW)
        following(mover)
    one, two = movers
    source.execute("UPDATE tagging SET weight = 5; UPDATE person SET note = 'late' WHERE id = 9")
    with one.target.connect() as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT FROM label, sale, customer LIMIT 1")
        done = run(one, "cutover")
        assert done.status == 0, done.said
        assert "stays until `segue forget`" in done.said
        one.target.execute("UPDATE label SET weight = 6")
        assert one.target.value(LEFT) > 0
    done = run(two, "cutover")
    assert done.status == 0, done.said
    assert different(source, two.target) == []
    assert two.target.value(LEFT) == 0
    assert run(one, "forget").status == 0
    assert one.target.value(LEFT) == 0
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction, match="has moved"):
        source.execute("DELETE FROM tagging")
    assert run(two, "forget").status == 0
    source.execute("DELETE FROM tagging")
    assert source.value("SELECT to_regnamespace('segue_live') IS NULL")
