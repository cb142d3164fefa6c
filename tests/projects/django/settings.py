"""All apps of Django's own tests that load together in one project: some 1,750 tables.

They have no migrations; their tables come from `migrate --run-syncdb`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from databases import DATABASES, DEFAULT_AUTO_FIELD, TEMPLATES
from django.db.backends.postgresql.features import DatabaseFeatures

__all__ = ["DATABASES", "DEFAULT_AUTO_FIELD", "TEMPLATES"]

TESTS = next(Path(sys.prefix, "sources").glob("*/tests"))
"""The folder of Django's source archive that holds an app for each subject."""
sys.path.append(str(TESTS))

REFUSING = {
    "admin_autodiscover",  # its admin raises on purpose
    "admin_checks",  # its checks fail on purpose
    "admin_scripts",
    "check_framework",
    "gis_tests",  # PostGIS has a project of its own
    "i18n",  # translates before apps are ready
    "migrations",  # halves of projects
    "migrations2",
    "proxy_model_inheritance",  # expects another import path
}


def _apps() -> Iterator[str]:
    for models in sorted([*TESTS.rglob("models.py"), *TESTS.rglob("models/__init__.py")]):
        package = models.relative_to(TESTS).with_suffix("").parts[:-1]
        names = package[:-1] if models.name == "__init__.py" else package
        if names and names[0] not in REFUSING and (TESTS.joinpath(*names) / "__init__.py").exists():
            yield ".".join(names)


class NoMigrations:
    """Whatever the app, it has none."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


# Not every server under test knows ICU's collations.
DatabaseFeatures.test_collations = dict.fromkeys(DatabaseFeatures.test_collations, "C")

SECRET_KEY = "tests"
SITE_ID = 1
USE_TZ = False
MIGRATION_MODULES = NoMigrations()
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "urls"
SILENCED_SYSTEM_CHECKS = ["fields.W342"]
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "django.contrib.flatpages",
    "django.contrib.redirects",
    "django.contrib.postgres",
    "segue",
    *_apps(),
]
