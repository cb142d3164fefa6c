"""The apps of Django's own tests, some 1,750 tables, moved as they are; `make test-projects`.

Every kind of key, relation and field that Django knows is among them.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from conftest import MakeDatabase
from segue.demo.servers import Server
from support.compare import differences
from support.databases import Database
from support.realproject import RealProject, beside

pytestmark = pytest.mark.skipif(
    os.environ.get("SEGUE_PROJECTS") != "all", reason="takes minutes: make test-projects"
)

MIGRATE = ("manage.py", "migrate", "--run-syncdb", "--skip-checks", "--verbosity", "0")


@pytest.fixture
def project(
    source_server: Server, target_server: Server, make_database: MakeDatabase, tmp_path: Path
) -> RealProject:
    """Filled on the one side, migrated by a person on the other."""
    old, new = make_database(source_server), make_database(target_server)
    project = RealProject("django", old, new, beside(tmp_path))
    for database in (old, new):
        database.execute("CREATE EXTENSION hstore")
        project.must(*MIGRATE, new=database)
    project.must("fill.py", new=old)
    old.execute("ANALYZE")
    return project


def _rows(database: Database) -> dict[str, int]:
    with database.connect() as session:
        tables = session.execute(
            "SELECT relname::text FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace"
        ).fetchall()
        asked = " UNION ALL ".join(
            f"SELECT '{name}', count(*) FROM public.\"{name}\"" for (name,) in tables
        )
        return dict(session.execute(asked).fetchall())


def _refusals(project: RealProject, database: Database) -> list[str]:
    """The models of which no object can be created, without the values that were tried."""
    told = project.run("../create_every_model.py", new=database).stdout
    return [re.sub(r"DETAIL.*|\d+", "", line) for line in told.splitlines()]


def test_they_move_without_a_question_or_a_warning_and_arrive_equal(project: RealProject) -> None:
    filled = _rows(project.old)
    assert len(filled) > 1_700
    assert sum(rows > 0 for rows in filled.values()) > len(filled) * 0.97, "most hold rows"

    drafted = project.segue("plan", "--from", "old", "--to", "default")
    assert drafted.returncode == 0, drafted.stderr
    assert "# ?" not in (project.beside / "segue.toml").read_text()
    checked = project.segue("check", "--json")
    assert checked.returncode == 0, checked.stderr
    told = map(json.loads, checked.stdout.splitlines())
    found = [line for line in told if line["event"] == "finding_reported"]
    assert {finding["severity"] for finding in found} == {"note"}, found
    moved = project.segue("move", "--no-input")
    assert moved.returncode == 0, moved.stderr

    with project.old.connect() as left, project.new.connect() as right:
        assert differences(left, right, []) == []
    assert _rows(project.new) == filled
    assert project.must("../reset_sequences.py") == ""
    assert _refusals(project, project.new) == _refusals(project, project.old)
