"""For unchanged code scratch databases are made once, however many commands look at them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import MakeDatabase
from segue.demo.servers import Server
from support.histories import Story, drop, new_database, story
from test_by_history import CHAIN, MOVED, THING, migration, rows

COUNTED = """
def count(apps, schema_editor):
    open({path!r}, "a").write("run\\n")
    apps.get_model("chain", "Thing")(name="seed").save()
"""
SIDES = ("--from", "old", "--to", "default")


class Counted:
    """A source at its first migration, which counts how often it is run."""

    def __init__(self, told: Story, path: Path) -> None:
        self.told, self._path = told, path
        self.write("")
        told.migrate(told.old, "chain", "0001_initial")
        told.old.execute(
            "TRUNCATE chain_thing RESTART IDENTITY;"
            "INSERT INTO chain_thing (name, size) VALUES ('One', 1), ('Two', 2)"
        )
        self.since()

    def write(self, more: str) -> None:
        """The first migration anew, with some more in it."""
        code = COUNTED.format(path=str(self._path)) + more
        initial = migration(None, f"{THING}, migrations.RunPython(count)", code)
        self.told.project.write("chain/migrations/0001_initial.py", initial)

    def since(self) -> int:
        """How often the migration has run since this was asked last."""
        found = self._path.read_text().count("run") if self._path.exists() else 0
        self._path.write_text("")
        return found

    def left(self) -> list[str]:
        """The databases of ours on the target's server, for this target."""
        with self.told.new.server.connect() as session:
            found = session.execute(
                "SELECT datname FROM pg_database WHERE datname ~ '^segue_(kept|scratch)_'"
            ).fetchall()
        return [name for (name,) in found]

    def run(self, *words: str, exits: int = 0, **environment: str) -> str:
        """What a command says."""
        done = self.told.segue(*words, **environment)
        assert done.returncode == exits, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def counted(
    tmp_path: Path, source_server: Server, target_server: Server, make_database: MakeDatabase
) -> Iterator[Counted]:
    new = new_database(target_server, "kept")
    found = story(tmp_path, make_database(source_server), new, CHAIN)
    counting = Counted(found, tmp_path / "runs.log")
    yield counting
    counting.run("forget", "--to", "default")
    drop(new)


def test_all_commands_before_a_move_and_the_move_share_one_run_of_the_migrations(
    counted: Counted,
) -> None:
    before = counted.left()
    said = counted.run("check", "--history", *SIDES)
    assert counted.since() == 1
    (kept,) = set(counted.left()) - set(before)
    assert f"is kept on the target's server as {kept}" in said
    said = counted.run("plan", *SIDES)
    assert f"a copy of {kept} is taken" in said
    counted.run("check")
    counted.run("move", "--create-database", "--dry-run")
    counted.run("move", "--create-database", "--rehearse")
    assert counted.since() == 0
    died = {"SEGUE_FAILPOINT": "copied-from-kept"}
    counted.run("move", "--create-database", exits=-9, **died)
    counted.run("move", "--create-database")
    assert counted.since() == 0
    assert rows(counted.told.new) == MOVED
    counted.told.is_migrated()
    assert counted.left() == before


def test_what_other_code_made_is_not_taken_and_forget_leaves_nothing(counted: Counted) -> None:
    before = counted.left()
    counted.run("check", "--history", *SIDES)
    (kept,) = set(counted.left()) - set(before)
    counted.write("# changed")
    said = counted.run("check", "--history", *SIDES)
    assert f"{kept} was made by other code" in said
    assert counted.since() == 2
    settings = counted.told.project.path / "site_/settings.py"
    settings.write_text(settings.read_text() + "SITE_ID = 2\n")
    counted.run("check", "--history", *SIDES)
    assert counted.since() == 1
    counted.told.migrate(counted.told.old, "chain", "0002_renamed")
    counted.run("plan", *SIDES)
    assert counted.since() == 1
    assert len(set(counted.left()) - set(before)) == 1
    assert "1 kept scratch database dropped" in counted.run("forget", "--to", "default")
    assert counted.left() == before


def test_a_target_that_is_migrated_is_proved_once_whatever_it_holds(counted: Counted) -> None:
    told = counted.told
    with told.new.server.connect() as session:
        session.execute(f'CREATE DATABASE "{told.new.name}"')
    told.migrate(told.new)
    counted.since()
    sides = ("plan", *SIDES, "--by", "mapping")
    counted.run(*sides)
    mapped = told.project.path / "segue.toml"
    mapped.write_text(mapped.read_text().replace("# slug = ", "slug = "))
    told.new.execute("INSERT INTO chain_object (title, size, slug) VALUES ('Mine', 3, '')")
    for _ in range(2):
        assert "chain_object" in counted.run("check", exits=3)
    assert counted.since() == 2, "the rows that differ are looked at in two scratch databases"
    told.new.execute("DELETE FROM chain_object WHERE title = 'Mine'")
    counted.run("check")
    counted.run("move", "--rehearse")
    counted.run("move")
    assert counted.since() == 0
    assert {"One", "Two"} <= {row[0] for row in rows(told.new)}


def test_a_digest_holds_no_secret(counted: Counted) -> None:
    """A password in a setting changes nothing, so it cannot be guessed from the name either."""
    read = "from segue.project import load; from segue.project.code_digest import code_digest;"
    code = f"import json; {read} load('site_.settings'); print(json.dumps(code_digest(None)))"
    first = counted.told.project.python(code)
    settings = counted.told.project.path / "site_/more.py"
    assert first
    counted.told.project.write("site_/more.py", "")
    before = counted.told.project.python(code)
    variable = "from os import environ\nAPI_KEY = BROKER = environ.get('SECRET_URL')\n"
    settings.write_text(variable)
    extended = counted.told.project.path / "site_/settings.py"
    extended.write_text(extended.read_text() + "from site_.more import *  # noqa\n")
    one, other = (
        counted.told.project.python(code, SECRET_URL=f"redis://:{secret}@cache")
        for secret in ("first", "second")
    )
    assert one == other != before
