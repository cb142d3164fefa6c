"""From a settings module to a `Project`."""

from __future__ import annotations

import os
import sys
import sysconfig
import traceback
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from segue.database.address import libpq_parameters
from segue.database.names import QualifiedName
from segue.errors import ProjectDoesNotLoad
from segue.project.child.urls import import_urlconf
from segue.project.registry import read_models
from segue.project.values import Model, Project

OWN = str(Path(__file__).parents[1])
"""The folder of Segue's own code."""


def load(settings: str | None, pythonpath: str | None = None) -> Project:
    """Load the project, or take the Django that manage.py configured (`settings` is None then).

    `pythonpath` goes to the front of sys.path. Raises ProjectDoesNotLoad with the cause.
    """
    if pythonpath is not None and pythonpath not in sys.path:
        sys.path.insert(0, pythonpath)
    if settings is not None and not django_settings.configured:
        os.environ["DJANGO_SETTINGS_MODULE"] = settings
    try:
        if not apps.ready:
            django.setup()
        import_urlconf()
        return _read_project(str(getattr(django_settings, "SETTINGS_MODULE", "") or settings or ""))
    except (Exception, SystemExit) as error:
        # A settings module is code: it may raise anything, and some call sys.exit.
        raise ProjectDoesNotLoad(
            settings=settings or "of manage.py", place=_place(error)
        ) from error


def _place(error: BaseException) -> str:
    """Where the project's own code came last on the way to the error, as a sentence."""
    outside = (*{sysconfig.get_path(kind) for kind in ("stdlib", "purelib", "platlib")}, OWN)
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if not frame.filename.startswith(("<", *outside)):
            return f"It failed in {frame.filename}, line {frame.lineno}.\n"
    return ""


def _read_project(settings: str) -> Project:
    databases, others = _databases()
    schema = _default_schema(databases)
    models = read_models(schema)
    return Project(
        settings=settings,
        databases=databases,
        other_databases=others,
        models=models,
        apps=tuple(config.label for config in apps.get_app_configs()),
        migrations=_migrations(),
        content_types=_table_of(models, "contenttypes.ContentType"),
        permissions=_table_of(models, "auth.Permission"),
        sites=_table_of(models, "sites.Site"),
        used=_used(models),
        schema=schema,
        time_zone=str(django_settings.TIME_ZONE or "UTC"),
    )


def _databases() -> tuple[dict[str, Mapping[str, str]], dict[str, str]]:
    """Parameters of the PostgreSQL aliases, and the reasons against the others."""
    usable: dict[str, Mapping[str, str]] = {}
    others: dict[str, str] = {}
    for alias in connections:
        try:
            usable[alias] = _parameters(alias)
        except (ImproperlyConfigured, ImportError, _NotPostgreSQL) as error:
            others[alias] = str(error).splitlines()[0]
    return usable, others


class _NotPostgreSQL(Exception):
    """An alias that leads somewhere else."""


def _parameters(alias: str) -> Mapping[str, str]:
    wrapper: Any = connections[alias]
    if wrapper.vendor != "postgresql":
        engine = wrapper.settings_dict["ENGINE"]
        raise _NotPostgreSQL(f"its engine is {engine}, not PostgreSQL")
    parameters = libpq_parameters(wrapper.get_connection_params())
    parameters.pop("client_encoding", None)
    role = wrapper.settings_dict["OPTIONS"].get("assume_role")
    if role:
        parameters["options"] = f"{parameters.get('options', '')} -c role={_escaped(role)}".strip()
    return parameters


def _escaped(value: str) -> str:
    """A value inside libpq's `options`, where spaces and backslashes end or escape."""
    return value.replace("\\", "\\\\").replace(" ", "\\ ")


def _default_schema(databases: Mapping[str, Mapping[str, str]]) -> str:
    """Where a table without a schema lives: the first of the search path in OPTIONS, or public."""
    aliases: Iterable[str] = sorted(databases, key=lambda alias: alias != "default")
    for alias in aliases:
        options = databases[alias].get("options", "").replace("--search_path", "-c search_path")
        _, is_set, path = options.partition("search_path=")
        schemas = (name.strip(" \"'") for name in path.split(" -c")[0].split(","))
        if is_set:
            return next((name for name in schemas if name and name != "$user"), "public")
    return "public"


def _table_of(models: tuple[Model, ...], label: str) -> QualifiedName | None:
    return next((model.table for model in models if model.label == label), None)


def _used(models: tuple[Model, ...]) -> tuple[QualifiedName, ...]:
    """Tables that fill up by use alone: people, what groups they are in, what they did."""
    labels = (str(django_settings.AUTH_USER_MODEL), "sessions.Session", "admin.LogEntry")
    used = [model for label in labels for model in models if model.label == label]
    ties = [field.through for model in used for field in model.many_to_many]
    return tuple(dict.fromkeys([*(model.table for model in used), *ties]))


def _migrations() -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """Every migration on disk with the ones that it replaces; asks no database."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {
        key: tuple(migration.replaces) for key, migration in (loader.disk_migrations or {}).items()
    }
