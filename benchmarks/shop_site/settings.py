"""Settings: the two databases that SOURCE and TARGET name as libpq's connection strings."""

from __future__ import annotations

import os

from psycopg.conninfo import conninfo_to_dict


def _database(variable: str) -> dict[str, object]:
    parameters = conninfo_to_dict(os.environ[variable])
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parameters.pop("dbname"),
        "OPTIONS": parameters,
    }


SECRET_KEY = "benchmarks"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["shop"]
DATABASES = {"old": _database("SOURCE"), "default": _database("TARGET")}
