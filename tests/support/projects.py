"""Small Django projects written for one test, and commands run beside their manage.py."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path
from textwrap import dedent
from typing import Any

from support import forked
from support.databases import Database

MANAGE = """\
import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
"""

SETTINGS = """\
import json
from pathlib import Path

SECRET_KEY = "not a secret"
USE_TZ = True
SITE_ID = 1
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sites",
    "shop",
    "segue",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = json.loads((Path(__file__).parent / "databases.json").read_text())
"""

MODELS = """\
from django.db import models


class Tag(models.Model):
    name = models.CharField(max_length=50)


class Item(models.Model):
    title = models.CharField(max_length=50)
    tags = models.ManyToManyField(Tag)
"""

MIGRATION = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel(
            "Tag",
            [
                ("id", models.BigAutoField(primary_key=True, auto_created=True, serialize=False)),
                ("name", models.CharField(max_length=50)),
            ],
        ),
        migrations.CreateModel(
            "Item",
            [
                ("id", models.BigAutoField(primary_key=True, auto_created=True, serialize=False)),
                ("title", models.CharField(max_length=50)),
                ("tags", models.ManyToManyField(to="shop.tag")),
            ],
        ),
    ]
"""


@dataclass(frozen=True)
class SmallProject:
    """A folder with manage.py, the package site_ and the app shop."""

    path: Path

    def write(self, name: str, text: str) -> None:
        """Write a file of the project."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text))
        # Python takes a file of the same second and length for the one that it has compiled.
        Path(cache_from_source(str(file))).unlink(missing_ok=True)

    def databases(self, **aliases: Mapping[str, Any]) -> None:
        """Set DATABASES."""
        self.write("site_/databases.json", json.dumps(aliases))

    def python(self, code: str, **environment: str) -> Any:
        """Run code beside manage.py and return the JSON that it prints."""
        done = self.run("-c", dedent(code), **environment)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run manage.py."""
        return self.run("manage.py", *arguments)

    def segue(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the command segue beside manage.py."""
        return self.run("-m", "segue", *arguments, **environment)

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run this Python in the project's folder, without a terminal."""
        clean = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        return forked.run(arguments, self.path, clean | environment)


def small_project(path: Path, *, migrations: bool = True) -> SmallProject:
    """Write a project whose DATABASES are empty; with `migrations`, the app has its first."""
    project = SmallProject(path)
    files = {
        "manage.py": MANAGE,
        "site_/__init__.py": "",
        "site_/settings.py": SETTINGS,
        "shop/__init__.py": "",
        "shop/models.py": MODELS,
    }
    if migrations:
        files |= {"shop/migrations/__init__.py": "", "shop/migrations/0001_initial.py": MIGRATION}
    for name, text in files.items():
        project.write(name, text)
    project.databases(default={})
    return project


def migrate(project: SmallProject, database: Database) -> None:
    """Run the project's migrations on a database."""
    project.databases(default=alias_of(database))
    done = project.manage("migrate", "-v", "0")
    assert done.returncode == 0, done.stderr


def alias_of(database: Database, **more: Any) -> dict[str, Any]:
    """The database as an entry of DATABASES."""
    parameters = dict(database.endpoint.parameters)
    names = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    entry = {setting: parameters.pop(key, "") for key, setting in names.items()}
    options = parameters | more.pop("OPTIONS", {})
    return {"ENGINE": "django.db.backends.postgresql", **entry, "OPTIONS": options, **more}
