"""A journal and a plan that an earlier release left are still understood.

Each file of journals/ is a target as that release left it when it was killed; shop.sql is the
schema of both sides and segue.toml the plan of the run.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from segue.database.journal import VERSION
from support.databases import Database
from support.mover import Ended, Mover

JOURNALS = Path(__file__).parent / "journals"
RELEASES = sorted(path.stem for path in JOURNALS.glob("[0-9]*.sql"))
ROWS = """
INSERT INTO author (id, name) SELECT i, 'author ' || i FROM generate_series(1, 10) i;
INSERT INTO book (id, author, title) SELECT i, i % 10 + 1, 'title ' || i
    FROM generate_series(1, 50) i;
"""
IDENTITY = "SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || oid \
    FROM pg_database WHERE datname = current_database()"

VALID = "SELECT convalidated FROM pg_constraint WHERE conname = 'book_author_fkey'"


@pytest.fixture(params=RELEASES)
def mover(
    request: pytest.FixtureRequest, source_db: Database, target_db: Database, tmp_path: Path
) -> Mover:
    """The interrupted run of that release, as if its source had been this one."""
    source_db.execute((JOURNALS / "shop.sql").read_text() + ROWS)
    target_db.execute((JOURNALS / f"{request.param}.sql").read_text())
    identity = source_db.value(IDENTITY)
    target_db.execute("UPDATE segue.run SET source_identity = %s", [identity])
    (tmp_path / "segue.toml").write_text((JOURNALS / "segue.toml").read_text())
    return Mover(source_db, target_db, tmp_path)


def run(mover: Mover, *words: str) -> Ended:
    return mover.run(*words, env={"OLD": mover.source.url, "NEW": mover.target.url})


def test_it_is_there() -> None:
    assert "0.1.0" in RELEASES


def test_the_run_is_read(mover: Mover) -> None:
    status = run(mover, "status", "--json")
    assert status.status == 0, status.said
    assert '"run": 1' in status.answer
    assert '"public.book"' in status.answer
    assert "book_author_fkey" in status.answer


def test_the_same_command_goes_on_with_the_same_run(mover: Mover) -> None:
    moved = run(mover, "move", "--no-input")
    assert moved.status == 0, moved.said
    assert mover.target.execute("SELECT id, state, tries FROM segue.run") == [(1, "done", 2)]
    assert mover.differences() == []
    assert mover.target.value(VALID)
    assert mover.target.value("SELECT version FROM segue.version") == VERSION


def test_it_can_be_given_up_and_forgotten(mover: Mover) -> None:
    restored = run(mover, "restore")
    assert restored.status == 0, restored.said
    assert mover.target.value(VALID)
    forgotten = run(mover, "forget")
    assert forgotten.status == 0, forgotten.said
    assert mover.target.value("SELECT to_regnamespace('segue') IS NULL")


def test_the_plan_of_that_release_is_read(mover: Mover) -> None:
    checked = run(mover, "check", "--json")
    assert checked.status in (0, 3), checked.said
    assert '"event": "check"' in checked.answer
