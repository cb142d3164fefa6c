"""Real Django projects in environments of their own, with the Segue under test beside them."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import segue
from support.databases import Database

PROJECTS = Path(__file__).parents[1] / "projects"
ENVIRONMENTS = Path(__file__).parents[2]

REQUIREMENTS: Mapping[str, tuple[str, ...]] = {
    "django": ("Django==5.2.8", "pillow", "setuptools"),
    "wagtail": ("wagtail==5.2.*", "Django==4.2.*"),
    "oscar": ("django-oscar[sorl-thumbnail]==3.2.6", "Django==4.2.*", "setuptools<81"),
    "wagtail-next": ("wagtail==7.4.*", "Django==5.2.*"),
    "oscar-next": (
        "django-oscar[sorl-thumbnail]==4.1",
        "Django==5.2.*",
        "django-treebeard<5",  # whose checks refuse the categories of oscar 4.1
        "setuptools<81",
    ),
}
"""By environment: what is installed there."""

SOURCES: Mapping[str, str] = {"django": "Django==5.2.8"}
"""By environment: the package whose source archive is unpacked there, in `sources`."""


@dataclass(frozen=True)
class RealProject:
    """A project's folder, its interpreter, and the two databases its settings name."""

    name: str
    old: Database
    new: Database
    beside: Path
    """A folder for the plan, and with Segue on the import path and nothing else."""
    next: bool = False
    """Whether it is the project's later version, whose keys are larger."""

    def run(self, *words: str, new: Database | None = None) -> subprocess.CompletedProcess[str]:
        """Run Python in the project's folder; `new` stands in for the database `default`."""
        return subprocess.run(
            [str(interpreter(self.environment)), *words],
            cwd=PROJECTS / self.name,
            env={**os.environ, **self._variables(new or self.new)},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=1800,
        )

    def must(self, *words: str, new: Database | None = None) -> str:
        """The same, for what has to end well; its standard output."""
        done = self.run(*words, new=new)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def segue(self, *words: str) -> subprocess.CompletedProcess[str]:
        """`manage.py segue`, with the plan in a folder of the test's own."""
        plan = self.beside / "segue.toml"
        return self.run("manage.py", "segue", words[0], "--plan", str(plan), *words[1:])

    @property
    def environment(self) -> str:
        return f"{self.name}-next" if self.next else self.name

    def _paths(self) -> tuple[Path, ...]:
        return self.beside, PROJECTS / self.name, PROJECTS

    def _variables(self, new: Database) -> dict[str, str]:
        sides = {"OLD": self.old, "NEW": new}
        variables = {
            "PYTHONPATH": os.pathsep.join(map(str, self._paths())),
            "AUTO_FIELD": "BigAutoField" if self.next else "AutoField",
        }
        for side, database in sides.items():
            parameters = database.server.parameters
            variables[f"{side}_PORT"] = parameters["port"]
            variables[f"{side}_DB"] = database.name
            variables[f"{side}_PASSFILE"] = parameters.get("passfile", "")
        return variables


def beside(folder: Path) -> Path:
    """A folder that holds the Segue under test and no other package of this environment."""
    (folder / "segue").symlink_to(Path(segue.__file__).parent, target_is_directory=True)
    return folder


def interpreter(name: str) -> Path:
    """The Python of an environment, which is made the first time and then kept."""
    folder = ENVIRONMENTS / f".venv-{name}"
    python = folder / "bin" / "python"
    ready = folder / ".ready"
    wanted = "\n".join([*REQUIREMENTS[name], *_own_requirements()])
    if not ready.exists() or ready.read_text() != wanted:
        bare = ["-m", "venv", "--clear", "--without-pip", str(folder)]
        subprocess.run([sys.executable, *bare], check=True)
        pip = ["-m", "pip", "--python", str(python), "--quiet", "--disable-pip-version-check"]
        # What is used compiles itself; most of what comes along is not.
        install = ["install", "--no-compile", *wanted.splitlines()]
        subprocess.run([sys.executable, *pip, *install], check=True)
        if name in SOURCES:
            _unpack_source(SOURCES[name], folder / "sources")
        ready.write_text(wanted)
    return python


def _unpack_source(package: str, folder: Path) -> None:
    """The archive's files, tests too, which an installed package lacks."""
    pip = ["-m", "pip", "--quiet", "--disable-pip-version-check", "download", "--no-deps"]
    where = ["--no-binary", ":all:", "--dest", str(folder), package]
    subprocess.run([sys.executable, *pip, *where], check=True)
    for archive in folder.glob("*.tar.gz"):
        with tarfile.open(archive) as members:
            members.extractall(folder, filter="data")


def _own_requirements() -> list[str]:
    """What Segue itself needs, without its extras."""
    declared = metadata.requires("django-segue") or []
    return [line for line in declared if "extra ==" not in line]
