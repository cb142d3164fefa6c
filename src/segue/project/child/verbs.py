"""What the closed process does: each verb takes the job and returns the answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.core.management import call_command, get_commands, load_command_class
from django.core.management.base import BaseCommand
from django.core.management.sql import emit_pre_migrate_signal
from django.db import connections
from django.db.backends.signals import connection_created
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from .databases import share_connection
from .history import read_history
from .recorded import RecordedLoader

Job = Mapping[str, Any]
Tell = Callable[..., None]
Answer = dict[str, Any]


class MigrationProgress:
    """Tells of each migration as it begins and ends; Django calls it."""

    def __init__(self, tell: Tell, total: int) -> None:
        self._tell = tell
        self._total = total
        self._number = 0
        self._began = 0.0

    def __call__(self, action: str, migration: Any = None, fake: bool = False) -> None:
        if action == "apply_start":
            self._number += 1
            self._began = time.monotonic()
            self._tell(
                kind="started",
                app=migration.app_label,
                name=migration.name,
                number=self._number,
                total=self._total,
                atomic=migration.atomic,
            )
        elif action == "apply_success":
            seconds = time.monotonic() - self._began
            self._tell(
                kind="finished", app=migration.app_label, name=migration.name, seconds=seconds
            )


def migrate(job: Job, tell: Tell) -> Answer:
    """`manage.py migrate`, as the project has it, with the tables of apps without migrations."""
    share_connection(job)
    _make_schema(job)
    recorder = MigrationRecorder(connections[job["alias"]])
    before = set(recorder.applied_migrations())
    progress = MigrationProgress(tell, len(RecordedLoader(before).missing()))
    command = _command("migrate")
    # One that goes through schemas runs other commands for each, and has no progress of its own.
    own = getattr(command, "migration_progress_callback", progress)

    def both(action: str, *more: Any, **named: Any) -> None:
        progress(action, *more, **named)
        own(action, *more, **named)

    if own is not progress:
        command.migration_progress_callback = both
    call_command(
        command, database=job["alias"], interactive=False, run_syncdb=True, no_color=True,
        verbosity=1,
    )  # fmt: skip
    return _answer(migrations=sorted(set(recorder.applied_migrations()) - before))


def _make_schema(job: Job) -> None:
    """The one in which the project's tables are, where the target lacks it: else they would all be
    made in the next one of the search path.
    """
    connection = connections[job["alias"]]
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_catalog.pg_namespace WHERE nspname = %s", [job["home"]])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE SCHEMA {connection.ops.quote_name(job['home'])}")


def migrate_schema(job: Job, tell: Tell) -> Answer:
    """Make the tables of one tenant's schema, which is there: by the project's own command, or by
    `migrate` with that schema in the place of the first one.
    """
    share_connection(job)
    alias, schema = job["alias"], job["schema"]
    options = {"database": alias, "interactive": False, "run_syncdb": True, "verbosity": 1}
    if "migrate_schemas" in get_commands():
        call_command("migrate_schemas", schema_name=schema, **options)
        return _answer()

    def lead(connection: Any, **_: Any) -> None:
        name = connection.ops.quote_name(schema)
        with connection.cursor() as cursor:
            cursor.execute(f"SET search_path TO {name}")

    connections[alias].close()
    connection_created.connect(lead, weak=False)
    call_command("migrate", no_color=True, **options)
    return _answer()


def _command(name: str) -> Any:
    command: Any = get_commands()[name]
    return command if isinstance(command, BaseCommand) else load_command_class(command, name)


def make_state(job: Job, tell: Tell) -> Answer:
    """Run the migrations that a database with these records has run, and no other.

    What was run before is kept, so that it may go on where it broke off.
    """
    share_connection(job)
    connection = connections[job["alias"]]
    _make_schema(job)
    loader = RecordedLoader(job["records"])
    if job["knows_all"] and loader.strangers():
        label = ".".join(loader.strangers()[0])
        raise LookupError(f"this code does not know {label}, which the source has run")
    targets = loader.targets()
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    before = set(recorder.applied_migrations())
    own = {key for key in loader.whole_graph.nodes if key in before}
    own |= {key for key in loader.whole_graph.nodes if loader.amounts_to(key, before)}
    migrations = loader.leading_to(targets, own)
    progress: Any = MigrationProgress(tell, len(migrations))
    executor = MigrationExecutor(None, progress)
    executor.connection, executor.recorder, executor.loader = connection, recorder, loader
    loader.for_database_with(own)
    plan = [(migration, False) for migration in migrations]
    connection.prepare_database()
    emit_pre_migrate_signal(1, False, job["alias"], apps=loader.state(own).apps, plan=plan)
    if plan:
        executor.migrate(targets, plan=plan)
    return _answer(migrations=sorted(set(recorder.applied_migrations()) - before))


def create(job: Job, tell: Tell) -> Answer:
    """Only the content types and permissions that `post_migrate` would add."""
    alias = job["alias"]
    before = {label: _ids(label, alias) for label in ADDED}
    for config in apps.get_app_configs():
        if config.models_module is not None:
            _create_for(config, alias)
    return _answer(
        **{key: sorted(_ids(label, alias) - before[label]) for label, key in ADDED.items()}
    )


ADDED = {"contenttypes.ContentType": "content_types", "auth.Permission": "permissions"}


def _ids(label: str, alias: str) -> Any:
    if not apps.is_installed(f"django.contrib.{label.split('.')[0]}"):
        return set()
    rows = apps.get_model(label).objects.using(alias)
    return set(rows.values_list("pk", flat=True))


def _create_for(config: Any, alias: str) -> None:
    """What these two apps do when `post_migrate` is sent for an app."""
    if apps.is_installed("django.contrib.contenttypes"):
        from django.contrib.contenttypes.management import create_contenttypes

        create_contenttypes(config, verbosity=0, interactive=False, using=alias)
    if apps.is_installed("django.contrib.auth"):
        from django.contrib.auth.management import create_permissions

        create_permissions(config, verbosity=0, interactive=False, using=alias)


def _answer(**found: Any) -> Answer:
    return {"migrations": [], "content_types": [], "permissions": [], **found}


VERBS: Mapping[str, Callable[[Job, Tell], Answer]] = {
    "migrate": migrate,
    "schema": migrate_schema,
    "create": create,
    "history": read_history,
    "state": make_state,
}
