"""The commands of README, tutorial and how-tos do what these pages say, typed in their order."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from segue.demo.servers import Server
from support.databases import Database
from support.histories import drop, new_database
from support.projects import SmallProject, alias_of, migrate, small_project

ROOT = Path(__file__).parent.parent
MODELS = """\
from django.contrib.auth.models import User
from django.db import models


class Order(models.Model):
    user = models.ForeignKey(User, models.CASCADE)
    note = models.TextField()
"""
ROWS = """
INSERT INTO auth_user (id, username, password, is_superuser, first_name, last_name, email,
    is_staff, is_active, date_joined) VALUES (7, 'ada', '', false, '', '', '', false, true, now());
INSERT INTO shop_order (id, user_id, note) VALUES (40, 7, 'first'), (42, 7, 'second');
"""
APART = ("segue demo", "segue web")
"""What starts servers of its own has its own tests."""


def typed(page: str, after: str, before: str) -> Iterator[list[str]]:
    """The commands of a page's blocks between two of its lines, without their comments."""
    text = (ROOT / page).read_text(encoding="utf-8").partition(after)[2].partition(before)[0]
    for block in re.findall(r"```\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            command = line.strip()
            if command.startswith("segue ") and not command.startswith(APART):
                yield shlex.split(command, comments=True)[1:]


@pytest.fixture
def project(tmp_path: Path, source_db: Database) -> SmallProject:
    project = small_project(tmp_path, migrations=False)
    project.write("shop/models.py", MODELS)
    project.databases(default=alias_of(source_db))
    made = project.manage("makemigrations", "shop", "-v", "0")
    assert made.returncode == 0, made.stderr
    migrate(project, source_db)
    source_db.execute(ROWS)
    return project


WAYS = {
    "README": ("README.md", "## The afternoon it replaces", "## When the schema", False),
    "all at once": ("docs/tutorial.md", "## 2.", "## The other two ways", True),
    "table by table": ("docs/tutorial.md", "**Table by table.**", "**By CSV.**", True),
    "by CSV": ("docs/tutorial.md", "**By CSV.**", "## What about rows", True),
    "through a plan": ("docs/how-to/csv-through-a-plan.md", "# ", "\0", True),
    "after a crash": ("docs/how-to/after-a-crash.md", "# ", "## Give up", True),
}


def test_each_way_that_is_shown_brings_every_row_and_sets_the_sequences(
    project: SmallProject, source_db: Database, target_server: Server
) -> None:
    for way, (page, after, before, migrated) in WAYS.items():
        target = new_database(target_server, f"docs_{way.partition(' ')[0].lower()}")
        try:
            if migrated:
                with target_server.connect() as session:
                    session.execute(f'CREATE DATABASE "{target.name}"'.encode())
                migrate(project, target)
            project.databases(default=alias_of(target), old=alias_of(source_db))
            (project.path / "segue.toml").unlink(missing_ok=True)
            commands = list(typed(page, after, before))
            assert commands, way
            if way in ("table by table", "after a crash"):
                project.segue("plan", "--from", "old", "--to", "default")
            if way == "after a crash":
                assert project.segue("move", SEGUE_FAILPOINT="rows-copied").returncode == -9
            for words in commands:
                done = project.segue(*words)
                assert done.returncode == 0, (way, words, done.stdout, done.stderr)
            assert target.execute("SELECT id, note FROM shop_order ORDER BY id") == [
                (40, "first"), (42, "second"),
            ]  # fmt: skip
            assert target.value("SELECT nextval(pg_get_serial_sequence('shop_order', 'id'))") > 42
        finally:
            drop(target)
