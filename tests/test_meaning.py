"""What check calls free moves, and what moved is the same, by a comparison of its own.

`make test-meaning` draws many more worlds; SEGUE_WORLDS and SEGUE_FIRST_WORLD say which.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from conftest import MakeDatabase
from segue.commandline.cli import main
from segue.demo.servers import Server
from support.meaning import draw, make, plan_of, wrongs

FIRST = int(os.environ.get("SEGUE_FIRST_WORLD", "1"))
WORLDS = range(FIRST, FIRST + int(os.environ.get("SEGUE_WORLDS", "3")))


@pytest.mark.parametrize("seed", WORLDS)
def test_a_move_that_check_lets_pass_means_the_same_afterwards(
    source_server: Server,
    target_server: Server,
    make_database: MakeDatabase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    seed: int,
) -> None:
    world = draw(seed)
    source, target = make_database(source_server), make_database(target_server)
    make(world, source, target, seed)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "segue.toml").write_text(plan_of(world))
    monkeypatch.setenv("S", source.url)
    monkeypatch.setenv("T", target.url)
    assert main(["check", "--target-is-fresh"]) == 0, capfd.readouterr()
    assert main(["move", "--no-input", "--target-is-fresh"]) == 0, capfd.readouterr()
    assert main(["verify"]) == 0, capfd.readouterr()
    assert list(wrongs(world, source, target)) == []
