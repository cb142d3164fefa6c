"""Small projects whose source stopped somewhere on the way: moved by the history, and upgraded."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from segue.checks.drift import drift
from segue.database.introspection import read_catalog
from segue.database.session import connect
from segue.demo.servers import Server
from support.compare import differences
from support.databases import Database
from support.projects import SmallProject, alias_of, small_project

APPS = """
INSTALLED_APPS += ["django.contrib.postgres", "chain"]
"""

RECORDS = ["public.django_migrations"]
"""The moments at which migrations were run are not compared."""


@dataclass(frozen=True)
class Story:
    """A project, its source, and a target that is not there yet."""

    project: SmallProject
    old: Database
    new: Database

    def migrate(self, database: Database, *words: str) -> None:
        """`manage.py migrate` on a database that takes the name `default` for it."""
        self.project.databases(default=alias_of(database))
        done = self.project.manage("migrate", "-v", "0", *words)
        assert done.returncode == 0, done.stderr
        self.settle()

    def settle(self) -> None:
        """DATABASES as a move wants them."""
        self.project.databases(default=alias_of(self.new), old=alias_of(self.old))

    def segue(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        self.settle()
        return self.project.segue(*words, **environment)

    def move(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """The command that a person types, again and again."""
        sides = ("--from", "old", "--to", "default", "--create-database", "--no-input")
        return self.segue("move", *sides, *words, **environment)

    def is_migrated(self) -> None:
        """Nothing is left to run, for Django itself."""
        self.project.databases(default=alias_of(self.new))
        done = self.project.manage("migrate", "--check")
        assert done.returncode == 0, done.stdout + done.stderr


def story(folder: Path, old: Database, new: Database, migrations: Mapping[str, str]) -> Story:
    """A project with the app `chain`, which has these migrations and no models of today."""
    project = small_project(folder)
    settings = folder / "site_/settings.py"
    settings.write_text(settings.read_text() + APPS)
    files = {"__init__": "", "migrations/__init__": "", "models": ""}
    files |= {f"migrations/{name}": text for name, text in migrations.items()}
    for name, text in files.items():
        project.write(f"chain/{name}.py", text)
    return Story(project, old, new)


def lived_in(database: Database) -> None:
    """Rows as use leaves them: changed since migrations wrote them."""
    with database.connect() as session:
        tables = session.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relkind = 'r'"
            " AND c.relnamespace = 'public'::regnamespace AND c.relname ~ '^(chain|table)_'"
        ).fetchall()
        for (table,) in tables:
            texts = session.execute(
                "SELECT attname::text FROM pg_attribute WHERE attrelid = %s::regclass"
                " AND atttypid = 'text'::regtype AND attnum > 0 AND NOT attisdropped",
                (f'"{table}"',),
            ).fetchall()
            for (column,) in texts:
                session.execute(f'UPDATE "{table}" SET "{column}" = "{column}" || \' used\'')
        session.execute("ANALYZE")


def unlike(one: Database, other: Database) -> list[str]:
    """In what two databases differ, rows and schema; empty where they are the same."""
    with one.connect() as left, other.connect() as right:
        told = differences(left, right, RECORDS)
    with (
        closing(connect(one.endpoint, "one", "test")) as left_session,
        closing(connect(other.endpoint, "other", "test")) as right_session,
    ):
        return [*told, *map(str, drift(read_catalog(left_session), read_catalog(right_session)))]


def drop(database: Database) -> None:
    """The target that a move made."""
    database.close()
    with database.server.connect() as session:
        session.execute(f'DROP DATABASE IF EXISTS "{database.name}" WITH (FORCE)')


def new_database(server: Server, word: str) -> Database:
    """A name for a database that is not there."""
    return Database(server, f"segue_test_{word}_{os.getpid()}")
