"""A digest of all that decides what a project's migrations make: the same for unchanged code.

It is made of file contents, versions of packages and settings, and of nothing secret: settings that
may hold one are left out.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import site
import sys
import sysconfig
from collections.abc import Collection, Iterator, Mapping
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings as django_settings
from django.db.migrations.loader import MigrationLoader

from segue.project.applying import ProjectCode

READ = frozenset((".py", ".sql", ".json", ".xml", ".yaml", ".yml", ".csv", ".txt"))
"""Endings of files that migrations are made of, or read."""

MOST = 20_000
"""Files above which no digest is made: the settings may stand beside all that a machine has."""

LARGE = 5_000_000
"""Bytes above which a file is known by its size and time of change."""

SECRET = re.compile("API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|CREDENTIAL|DSN", re.IGNORECASE)
"""What the name of a setting that may be secret has in it, as Django's debug page hides them."""

ADDRESSES = frozenset(("DATABASES", "CACHES"))
"""Settings of nothing but addresses, with their passwords."""

OWN = Path(__file__).parents[1]


def code_digest(code: ProjectCode | None) -> str | None:
    """Of the project that is loaded, or of older code beside it.

    None where it cannot be told: another interpreter has other packages, a folder is too large.
    """
    if code is not None and code.python != sys.executable:
        return None
    folder = code.folder if code is not None else None
    digest = hashlib.sha256()
    try:
        for part in (_packages(), _settings(), _files(folder)):
            digest.update(json.dumps([sys.version, *part]).encode())
    except _TooLarge:
        return None
    return digest.hexdigest()


class _TooLarge(Exception):
    """There are more files than a command should wait for."""


def _packages() -> list[str]:
    return sorted(f"{one.name} {one.version}" for one in metadata.distributions())


def _settings() -> list[Any]:
    names = sorted({name for name in dir(django_settings) if name.isupper()} - ADDRESSES)
    told = ((name, _plain(getattr(django_settings, name))) for name in names if _is_shown(name))
    return [[name, value] for name, value in told if value is not None]


def _is_shown(name: object) -> bool:
    return name == "AUTH_USER_MODEL" or not SECRET.search(str(name))


def _plain(value: object) -> Any:
    """A value that is the same in every process; None for any other, and for an address, which may
    hold a password.
    """
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return None if "://" in value else str(value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(str(_plain(one)) for one in value)
    if isinstance(value, Mapping):
        shown = ((str(key), _plain(one)) for key, one in value.items() if _is_shown(key))
        return sorted(([key, one] for key, one in shown if one is not None), key=str)
    return None


def _files(older: Path | None) -> list[str]:
    """The migrations of all apps, and the code of those that are no installed packages."""
    found = _below(older, READ) if older is not None else _of_the_project()
    files = sorted(set(islice(found, MOST + 1)))
    if len(files) > MOST:
        raise _TooLarge
    named = {path: path.relative_to(older) if older is not None else path for path in files}
    return [f"{name} {_content(path)}" for path, name in named.items()]


def _of_the_project() -> Iterator[Path]:
    settings = getattr(django_settings, "SETTINGS_MODULE", "").partition(".")[0]
    place = getattr(sys.modules.get(settings), "__file__", None)
    if place is not None:
        above = Path(place).parents[Path(place).name == "__init__.py"]
        if _is_of_the_project(above):
            yield from _below(above, {".py"})
    for config in apps.get_app_configs():
        module, _ = MigrationLoader.migrations_module(config.label)
        if _is_of_the_project(Path(config.path)):
            yield from _below(Path(config.path), READ)
        loaded = sys.modules.get(module or "")
        for folder in getattr(loaded, "__path__", ()):
            yield from _below(Path(folder), READ)


def _is_of_the_project(path: Path) -> bool:
    return not any(path.is_relative_to(root) for root in _installed())


def _installed() -> list[Path]:
    """Where packages are that are known by their versions, and Segue."""
    kinds = ("stdlib", "platstdlib", "purelib", "platlib")
    folders = [sysconfig.get_path(kind) for kind in kinds]
    return [OWN, *map(Path, (*folders, *site.getsitepackages(), site.getusersitepackages()))]


def _below(root: Path, endings: Collection[str]) -> Iterator[Path]:
    """Files of the code; not what builds, editors and virtual environments put beside it."""
    for folder, folders, names in os.walk(root):
        folders[:] = [
            name
            for name in folders
            if not name.startswith((".", "__pycache__", "node_modules"))
            and not Path(folder, name, "pyvenv.cfg").exists()
        ]
        yield from (Path(folder, name) for name in names if Path(name).suffix in endings)


def _content(path: Path) -> str:
    try:
        told = path.stat()
        if told.st_size > LARGE:
            return f"{told.st_size} {told.st_mtime_ns}"
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "unreadable"
