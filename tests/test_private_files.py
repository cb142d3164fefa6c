"""What Segue writes of rows can be read by nobody else on the machine."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from segue.private_files import make_private_folder, open_private
from support.databases import Database
from support.mover import Mover


@pytest.fixture(autouse=True)
def generous_mask() -> object:
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> set[tuple[str, int]]:
    """What each file and folder below may be used for, with its name."""
    return {(p.name, stat.S_IMODE(p.stat().st_mode)) for p in [folder, *folder.rglob("*")]}


def test_folders_and_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "a" / "b")
    open_private(tmp_path / "a" / "b" / "rows.csv").close()
    assert modes(tmp_path / "a") == {("a", 0o700), ("b", 0o700), ("rows.csv", 0o600)}
    (tmp_path / "there").mkdir(0o755)
    (tmp_path / "there" / "old.csv").touch(0o644)
    make_private_folder(tmp_path / "there")
    open_private(tmp_path / "there" / "old.csv").close()
    assert modes(tmp_path / "there") == {("there", 0o755), ("old.csv", 0o600)}


def test_exports_and_rejects_are_private(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    source_db.execute("CREATE TABLE t (id int PRIMARY KEY, a text); INSERT INTO t VALUES (1, 'xx')")
    target_db.execute("CREATE TABLE t (id int PRIMARY KEY, a varchar(1))")
    mover = Mover(source_db, target_db, tmp_path)
    exported = mover.run("export", "out", "--from", source_db.url)
    assert exported.status == 0, exported.said
    assert mover.run("plan", "--from", source_db.url, "--to", target_db.url).status == 0
    plan = tmp_path / "segue.toml"
    plan.write_text(plan.read_text().replace("version = 1", 'version = 1\non_bad_row = "reject"'))
    assert mover.run("move", "--no-input").status == 5
    again = mover.on_target("import", "out", "--reject", "bad")
    assert again.status == 5, again.said
    for folder in ("out", "segue-rejects", "bad"):
        found = modes(tmp_path / folder)
        assert found
        assert {mode for _, mode in found} <= {0o700, 0o600}, found
