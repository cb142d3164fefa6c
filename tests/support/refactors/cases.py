"""A case as its folder tells it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from segue.plan.file import parse_plan
from segue.plan.model import Plan

FOLDER = Path(__file__).parents[2] / "refactors"
SOURCE, TARGET = "env:SEGUE_REFACTOR_SOURCE", "django:default"
HEAD = f'version = 1\nsource = "{SOURCE}"\ntarget = "{TARGET}"\n'
KEYS = {"about", "set", "kinds", "asked", "either", "move", "extensions", "old", "new", "missing"}
CONTRIB = ("django.contrib.contenttypes", "django.contrib.auth")


@dataclass(frozen=True)
class Case:
    """One refactor."""

    path: Path
    about: str
    kinds: tuple[str, ...]
    of_set: str = ""
    """The set that it was written with, where it was written before anyone saw a draft of it."""
    asked: frozenset[str] = frozenset()
    """Tables and columns that only a person can place: to be asked about."""
    either: frozenset[str] = frozenset()
    """Those for which a question is as good as the right proposal."""
    move: tuple[str, ...] = ()
    """Further options of `segue move`."""
    extensions: tuple[str, ...] = ()
    """What a database superuser made on both sides before."""
    missing: Mapping[str, str] = field(default_factory=dict)
    """What Segue cannot do yet: `draft` or `move`, with the reason."""
    sides: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.path.name

    def apps(self, side: str) -> list[str]:
        """The installed apps of the `old` or `new` project: a folder with models is an app."""
        own = sorted(found.parent.name for found in (self.path / side).glob("*/models.py"))
        return [*self._side(side).get("contrib", CONTRIB), *own]

    def settings(self, side: str) -> Mapping[str, Any]:
        """Settings of a side beside the usual ones."""
        return dict(self._side(side).get("settings", {}))

    @cached_property
    def answers(self) -> Plan:
        """The finished plan, as far as there is something to say."""
        path = self.path / "plan.toml"
        return parse_plan(HEAD + path.read_text(encoding="utf-8"), str(path))

    def data(self) -> ModuleType:
        """The module with `fill`, `arrived` and, for a target in use, `live`."""
        spec = spec_from_file_location("data", self.path / "data.py")
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def _side(self, side: str) -> Mapping[str, Any]:
        return self.sides.get(side, {})


def all_cases() -> list[Case]:
    """Every case, by name."""
    return [read_case(path.parent) for path in sorted(FOLDER.glob("*/case.toml"))]


def read_case(path: Path) -> Case:
    """The case in a folder. Raises ValueError where its case.toml says what nobody reads."""
    said = tomllib.loads((path / "case.toml").read_text(encoding="utf-8"))
    if unknown := said.keys() - KEYS:
        raise ValueError(f"{path}/case.toml: {', '.join(sorted(unknown))}")
    return Case(
        path=path,
        about=said["about"],
        kinds=tuple(said["kinds"]),
        of_set=said.get("set", ""),
        asked=frozenset(said.get("asked", ())),
        either=frozenset(said.get("either", ())),
        move=tuple(said.get("move", ())),
        extensions=tuple(said.get("extensions", ())),
        missing=said.get("missing", {}),
        sides={side: said[side] for side in ("old", "new") if side in said},
    )
