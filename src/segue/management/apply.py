"""`python -m segue.management.apply`: migrate a target where no other database can be reached.

Before Django is set up, the settings' DATABASES are replaced by the job's: one alias is the
target, `default` and read replicas lead there too, and all others are closed. The job is a line of
JSON on standard input (see `segue.project.applying`); the answer is JSON on standard output;
everything that migrations print goes to standard error.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from typing import IO, Any

import django
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.recorder import MigrationRecorder

from segue.database.address import libpq_keywords
from segue.project.urls import import_urlconf

Job = Mapping[str, Any]
Answer = dict[str, Any]

CLOSED = {"ENGINE": "segue.management.closed"}

# Parameters that have a setting of their own beside OPTIONS.
SETTING = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def main() -> int:
    """Do the job and answer; 0 where it was done."""
    job: Job = json.loads(sys.stdin.readline())
    _end_with_the_parent(os.dup(0))
    answer_to = _keep_stdout_for_the_answer()
    try:
        answer = _do(job)
    except (Exception, SystemExit) as error:
        answer = {"error": _in_a_line(error), "traceback": traceback.format_exc()}
    with answer_to:
        json.dump(answer, answer_to)
    return 1 if "error" in answer else 0


def _end_with_the_parent(line: int) -> None:
    """End at once when the parent is gone: whoever runs it again must not meet this process.

    The parent holds the other end of `line` until this process has ended, or it dies itself.
    """

    def listen() -> None:
        while os.read(line, 1):
            pass
        os._exit(1)

    threading.Thread(target=listen, daemon=True).start()


def _keep_stdout_for_the_answer() -> IO[str]:
    """The real standard output; what anything else prints from now on goes to standard error."""
    answer_to = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    with open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 0)
    return answer_to


def _in_a_line(error: BaseException) -> str:
    first = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}: {first}".rstrip(": ")


def _do(job: Job) -> Answer:
    sys.path[:] = job["path"]
    os.environ["DJANGO_SETTINGS_MODULE"] = job["settings"]
    _replace_databases(job)
    django.setup()
    import_urlconf()
    return VERBS[job["verb"]](job["alias"])


def _replace_databases(job: Job) -> None:
    databases: dict[str, Any] = django_settings.DATABASES
    replaced = replaced_databases(databases, job)
    # In place, as the settings module and others may hold on to the very same dictionary.
    databases.clear()
    databases.update(replaced)
    # A settings module that used a connection has left it, and filled a cache.
    for used in connections.all(initialized_only=True):
        used.close()
        del connections[used.alias]
    connections.__dict__.pop("settings", None)


def replaced_databases(databases: Mapping[str, Any], job: Job) -> dict[str, Any]:
    """DATABASES as the job wants them; a project without `default` gets one, as Django needs it."""
    target = _leading_to(job["target"], databases.get(job["like"], {}))
    closed = {alias: dict(CLOSED) for alias in {*databases, *job["stand_ins"], DEFAULT_DB_ALIAS}}
    opened = [alias for alias, is_open in job["stand_ins"].items() if is_open]
    return closed | {alias: dict(target) for alias in [*opened, job["alias"]]}


def _leading_to(parameters: Mapping[str, str], like: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of one alias, led to the target; its other settings and options stay."""
    postgresql = like.get("ENGINE") or "django.db.backends.postgresql"
    own = {key: value for key, value in like.items() if key not in SETTING.values()}
    options = {
        key: value
        for key, value in like.get("OPTIONS", {}).items()
        if key not in libpq_keywords() - {"options"} and key != "pool"
    }
    options |= {key: value for key, value in parameters.items() if key not in SETTING}
    named = {setting: parameters.get(key, "") for key, setting in SETTING.items()}
    return {**own, **named, "ENGINE": postgresql, "OPTIONS": options}


def _migrate(alias: str) -> Answer:
    recorder = MigrationRecorder(connections[alias])
    before = set(recorder.applied_migrations())
    call_command(
        "migrate", database=alias, interactive=False, run_syncdb=True, no_color=True, verbosity=1
    )
    return _answer(migrations=sorted(set(recorder.applied_migrations()) - before))


def _create(alias: str) -> Answer:
    before = {label: _ids(label, alias) for label in ADDED}
    for config in apps.get_app_configs():
        if config.models_module is not None:
            _create_for(config, alias)
    return _answer(
        **{key: sorted(_ids(label, alias) - before[label]) for label, key in ADDED.items()}
    )


ADDED = {"contenttypes.ContentType": "content_types", "auth.Permission": "permissions"}


def _ids(label: str, alias: str) -> set[Any]:
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


def _answer(**found: list[Any]) -> Answer:
    return {"migrations": [], "content_types": [], "permissions": [], **found}


VERBS: Mapping[str, Callable[[str], Answer]] = {"migrate": _migrate, "create": _create}

if __name__ == "__main__":
    sys.exit(main())
