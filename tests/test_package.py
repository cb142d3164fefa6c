"""The wheel and the source archive, built: what users get, and no more."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path, PurePosixPath

import pytest

import segue

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "segue"

KINDS = {".css", ".html", ".js", ".md", ".py", ".sql", ".toml", ".typed"}
"""What an installed Segue may consist of."""

ABOUT = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}


def build(kind: str, tree: Path, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(command, cwd=tree, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def source_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


def files_of(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def metadata_of(wheel: Path) -> Message:
    (text,) = (text for name, text in files_of(wheel).items() if name.endswith("/METADATA"))
    return message_from_bytes(text)


def package_files() -> set[str]:
    files = (path for path in PACKAGE.rglob("*") if path.is_file())
    return {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in files
        if "__pycache__" not in path.parts
    }


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    about = f"django_segue-{segue.__version__}.dist-info"
    assert files_of(wheel).keys() == package_files() | {f"{about}/{name}" for name in ABOUT}


def test_every_file_of_the_wheel_is_of_a_kind_that_segue_reads(wheel: Path) -> None:
    files = (PurePosixPath(name) for name in files_of(wheel) if name.startswith("segue/"))
    assert {file.suffix or f".{file.name.rpartition('.')[2]}" for file in files} == KINDS


def test_the_version_is_that_of_the_package_and_written_nowhere_else(wheel: Path) -> None:
    assert metadata_of(wheel)["Version"] == segue.__version__
    written = re.compile(rf"""["']{re.escape(segue.__version__)}["']""")
    texts = [ROOT / "pyproject.toml", *PACKAGE.rglob("*.py")]
    assert [path for path in texts if written.search(path.read_text(encoding="utf-8"))] == [
        PACKAGE / "__init__.py"
    ]


def test_what_is_released_is_in_the_changelog() -> None:
    headings = re.findall(r"^## (.*)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ - \d{4}-\d\d-\d\d", line) for line in headings[1:])
    if ".dev" not in segue.__version__:
        assert headings[1].startswith(f"{segue.__version__} - ")


def test_the_command_starts_where_the_wheel_says(wheel: Path) -> None:
    (text,) = (text for name, text in files_of(wheel).items() if name.endswith("entry_points.txt"))
    assert text.decode().split() == ["[console_scripts]", "segue", "=", "segue.__main__:main"]


def test_the_source_archive_makes_the_same_wheel(
    wheel: Path, source_archive: Path, tmp_path: Path
) -> None:
    subprocess.run(["tar", "-xzf", source_archive, "-C", tmp_path], check=True)
    (tree,) = tmp_path.iterdir()
    assert files_of(build("wheel", tree, tmp_path / "again")) == files_of(wheel)
    assert {"Makefile", "tools", "tests", "docs", "ARCHITECTURE.md"} <= {
        path.name for path in tree.iterdir()
    }
