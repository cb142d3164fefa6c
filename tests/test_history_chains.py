"""Chains of migrations, stopped at a random node: a move by the history equals an upgrade."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from conftest import MakeDatabase
from segue.demo.servers import Server
from support.chains import APP, chain
from support.databases import fresh_database
from support.histories import Story, drop, lived_in, new_database, story, unlike

LENGTH = 8


@pytest.fixture
def told(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    source_server: Server,
    target_server: Server,
    make_database: MakeDatabase,
) -> Iterator[Story]:
    """A source that stopped at a node of the chain that the seed gives."""
    random = Random(request.param)
    files = chain(random, LENGTH)
    stopped = random.choice(sorted(files)[:-1])
    new = new_database(target_server, f"chain_{request.param}")
    found = story(tmp_path, make_database(source_server), new, files)
    found.migrate(found.old, APP, stopped)
    lived_in(found.old)
    yield found
    drop(new)


@pytest.mark.parametrize("told", [1, 2], indirect=True)
def test_a_move_by_the_history_equals_an_upgrade_in_place(told: Story) -> None:
    moved = told.move()
    assert moved.returncode == 0, moved.stderr
    with fresh_database(told.old.server, told.old.name) as upgraded:
        told.migrate(upgraded)
        assert unlike(upgraded, told.new) == []
    told.is_migrated()


@pytest.mark.parametrize("told", [3], indirect=True)
@pytest.mark.parametrize(
    "place",
    ["state-migrated", "state-settled", "rows-copied", "migration-started", "migration-finished"],
)
def test_one_that_dies_goes_on_to_the_same_end(told: Story, place: str) -> None:
    died = told.move(SEGUE_FAILPOINT=place)
    assert died.returncode == -9
    moved = told.move()
    assert moved.returncode == 0, moved.stderr
    with fresh_database(told.old.server, told.old.name) as upgraded:
        told.migrate(upgraded)
        assert unlike(upgraded, told.new) == []
