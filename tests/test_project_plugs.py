"""A Django project's move that is killed while Django itself is at work in the target."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.databases import Database
from support.mover import wait_until
from support.projects import SmallProject, alias_of, migrate, small_project

SIDES = ("--from", "old", "--to", "default", "--no-input")
SLOW = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [migrations.RunSQL("SELECT pg_sleep(%s)")]
"""
ADDED = "SELECT count(*) FROM auth_permission WHERE codename = 'add_tag'"
AT_WORK = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%'
"""


@pytest.fixture
def project(source_db: Database, tmp_path: Path) -> SmallProject:
    """Of which the source lacks a permission that Django adds again."""
    project = small_project(tmp_path)
    migrate(project, source_db)
    source_db.execute(
        "INSERT INTO shop_tag (name) SELECT 'tag' FROM generate_series(1, 30);"
        "DELETE FROM auth_permission WHERE codename = 'add_tag'"
    )
    return project


def _between(project: SmallProject, source: Database, target: Database) -> None:
    project.databases(old=alias_of(source), default=alias_of(target))


def _is_moved(project: SmallProject, target: Database) -> None:
    assert target.value("SELECT count(*) FROM shop_tag") == 30
    assert target.value(ADDED) == 1
    verified = project.segue("verify", *SIDES)
    assert verified.returncode == 0, verified.stderr
    again = project.segue("move", *SIDES)
    assert again.returncode == 0, again.stderr
    assert "Nothing to do" in again.stdout


@pytest.mark.parametrize("failpoint", ["migrated", "scratch-created",
                                       "types-added"])  # fmt: skip
def test_killed_beside_django_the_same_command_finishes_the_move(
    project: SmallProject, source_db: Database, target_db: Database, failpoint: str
) -> None:
    if failpoint == "scratch-created":
        migrate(project, target_db)  # whose seed rows a scratch database has to explain
    _between(project, source_db, target_db)
    killed = project.segue("move", *SIDES, SEGUE_FAILPOINT=failpoint)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    resumed = project.segue("move", *SIDES, "--by", "mapping")
    assert resumed.returncode == 0, resumed.stderr
    _is_moved(project, target_db)
    left = "SELECT datname FROM pg_database WHERE datname LIKE 'segue_scratch_%'"
    assert target_db.execute(left) == []


def test_killed_between_the_making_of_the_database_and_migrate(
    project: SmallProject, source_db: Database, target_db: Database
) -> None:
    made = Database(target_db.server, f"{target_db.name}_made")
    _between(project, source_db, made)
    try:
        words = ("move", *SIDES, "--create-database")
        killed = project.segue(*words, SEGUE_FAILPOINT="database-created")
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        resumed = project.segue(*words)
        assert resumed.returncode == 0, resumed.stderr
        _is_moved(project, made)
    finally:
        made.close()
        target_db.execute(f"DROP DATABASE IF EXISTS {made.name} WITH (FORCE)")


@contextmanager
def _moving(project: SmallProject) -> Iterator[subprocess.Popen[str]]:
    clean = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    with subprocess.Popen(
        [sys.executable, "-m", "segue", "move", *SIDES, "--by", "mapping"],
        cwd=project.path, env=clean, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        yield process


def test_a_migration_of_a_mover_that_died_is_ended_by_the_next(
    project: SmallProject, source_db: Database, target_db: Database
) -> None:
    project.write("shop/migrations/0002_slow.py", SLOW % 600)
    _between(project, source_db, target_db)
    with _moving(project) as process:
        wait_until(lambda: target_db.value(AT_WORK) > 0)
        process.kill()
    assert target_db.value(AT_WORK) > 0  # the server does not notice by itself
    project.write("shop/migrations/0002_slow.py", SLOW % 0)
    resumed = project.segue("move", *SIDES, "--by", "mapping")
    assert resumed.returncode == 0, resumed.stderr
    assert target_db.value(AT_WORK) == 0
    _is_moved(project, target_db)
