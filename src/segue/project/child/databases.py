"""DATABASES in the closed process: the target, and doors that lead nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

CLOSED = {"ENGINE": f"{__package__}.closed"}

# Parameters that have a setting of their own beside OPTIONS.
SETTING = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def replace_databases(job: Mapping[str, Any]) -> None:
    """Put the job's databases in place of those of the settings, before Django is set up."""
    databases = settings.DATABASES
    replaced = replaced_databases(databases, job)
    # In place, as the settings module and others may hold on to the very same dictionary.
    databases.clear()
    databases.update(replaced)
    # A settings module that used a connection has left it, and filled a cache.
    for alias in list(databases):
        if hasattr(connections._connections, alias):  # type: ignore[attr-defined]  # noqa: SLF001
            connections[alias].close()
            del connections[alias]
    for attribute in ("settings", "databases"):
        connections.__dict__.pop(attribute, None)


def share_connection(job: Mapping[str, Any]) -> None:
    """One session for all aliases of the target.

    Two would wait for each other where a migration that ignores the alias reads a table that
    another one has just altered.
    """
    for alias, is_open in job["stand_ins"].items():
        if is_open:
            connections[alias] = connections[job["alias"]]


def replaced_databases(databases: Mapping[str, Any], job: Mapping[str, Any]) -> dict[str, Any]:
    """DATABASES as the job wants them; a project without `default` gets one, as Django needs it."""
    target = _leading_to(job, databases.get(job["like"], {}))
    closed = {alias: dict(CLOSED) for alias in {*databases, *job["stand_ins"], DEFAULT_DB_ALIAS}}
    opened = [alias for alias, is_open in job["stand_ins"].items() if is_open]
    return {**closed, **{alias: dict(target) for alias in [*opened, job["alias"]]}}


def _leading_to(job: Mapping[str, Any], like: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of one alias, led to the target; its other settings and options stay."""
    parameters: Mapping[str, str] = job["target"]
    postgresql = like.get("ENGINE") or "django.db.backends.postgresql"
    own = {key: value for key, value in like.items() if key not in SETTING.values()}
    options = {
        key: value
        for key, value in like.get("OPTIONS", {}).items()
        if key not in set(job["libpq_keywords"]) - {"options"} and key != "pool"
    }
    options.update({key: value for key, value in parameters.items() if key not in SETTING})
    # Else libpq would take what closes every other session of this process: see `applying`.
    options.setdefault("options", job.get("options", ""))
    settings = {setting: parameters.get(key, "") for key, setting in SETTING.items()}
    return {**own, **settings, "ENGINE": postgresql, "OPTIONS": options}
