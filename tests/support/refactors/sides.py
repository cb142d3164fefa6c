"""The two projects of a case: each lives in a process of its own, as one Django does."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from support.refactors.cases import Case

Alias = Mapping[str, Any]
"""A database as an entry of DATABASES."""


def set_up(case: Case, side: str, database: Alias) -> None:
    """Make this process the `old` or the `new` project, with its tables on the database."""
    job = {"apps": case.apps(side), "database": database, "settings": case.settings(side)}
    os.environ["SEGUE_REFACTOR"] = json.dumps(job)
    os.environ["DJANGO_SETTINGS_MODULE"] = "support.refactors.settings"
    sys.path.insert(0, str(case.path / side))
    django.setup()
    for name in case.extensions:
        _execute(f'CREATE EXTENSION "{name}"')
    call_command("migrate", run_syncdb=True, verbosity=0)
    _record_migrations(case.apps(side))


def fill_old(case: Case, database: Alias) -> None:
    """The old project's rows, with the statistics that a database in use has."""
    set_up(case, "old", database)
    case.data().fill()
    _execute("ANALYZE")
    connection.close()


def fill_new(case: Case, database: Alias) -> None:
    """The new project's tables, and its rows where it is in use already."""
    set_up(case, "new", database)
    live = getattr(case.data(), "live", None)
    if live is not None:
        live()


def _record_migrations(apps: list[str]) -> None:
    """Note what made the tables, as `migrate` does where an app has migrations."""
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for name in apps:
        recorder.record_applied(name.rpartition(".")[2], "0001_initial")


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
