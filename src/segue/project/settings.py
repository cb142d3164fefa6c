"""Which settings module a person means."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterator
from pathlib import Path

VARIABLE = "DJANGO_SETTINGS_MODULE"


def find_settings(explicit: str | None, cwd: Path) -> str | None:
    """The settings module: `explicit`, else DJANGO_SETTINGS_MODULE, else what manage.py sets.

    Puts `cwd` on sys.path first, as running its manage.py does. None where nothing names one.
    """
    if str(cwd) not in sys.path:
        sys.path.insert(0, str(cwd))
    return explicit or os.environ.get(VARIABLE) or settings_of_manage_py(cwd / "manage.py")


def settings_of_manage_py(path: Path) -> str | None:
    """What a manage.py gives as the default, read without running it."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None
    return next(_named_settings(tree), None)


def _named_settings(tree: ast.Module) -> Iterator[str]:
    """Values of `os.environ.setdefault(VARIABLE, value)` and `os.environ[VARIABLE] = value`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="setdefault"),
                args=[ast.Constant(value=key), ast.Constant(value=str(value)), *_],
            ) if key == VARIABLE:
                yield value
            case ast.Assign(
                targets=[ast.Subscript(slice=ast.Constant(value=key))],
                value=ast.Constant(value=str(value)),
            ) if key == VARIABLE:
                yield value
