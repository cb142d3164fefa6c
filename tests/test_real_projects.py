"""Real projects, moved from the older server to the newer one by one command.

`make test-projects` tries them all; else there is the first.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import MakeDatabase
from segue.demo.servers import Server
from support.compare import differences
from support.databases import Database, Templates
from support.realproject import RealProject, beside

ALL = os.environ.get("SEGUE_PROJECTS") == "all"
PROJECTS = ["wagtail", "oscar"][: None if ALL else 1]


@pytest.fixture(params=PROJECTS)
def project(
    request: pytest.FixtureRequest,
    source_server: Server,
    target_server: Server,
    templates: Templates,
    make_database: MakeDatabase,
    tmp_path: Path,
) -> Iterator[RealProject]:
    """A filled old database and a new one that is not there yet."""
    name, folder = request.param, beside(tmp_path)
    new = Database(target_server, f"segue_test_new_{os.getpid()}")

    def fill(database: Database) -> None:
        filling = RealProject(name, database, database, folder)
        filling.must("manage.py", "migrate", "--verbosity", "0")
        filling.must("fill.py")
        database.execute("ANALYZE")

    old = make_database(source_server, templates.get(source_server, name, fill))
    yield RealProject(name, old, new, folder)
    new.close()
    _drop(new)


def _drop(database: Database) -> None:
    with database.server.connect() as session:
        session.execute(f'DROP DATABASE IF EXISTS "{database.name}" WITH (FORCE)')


@pytest.fixture
def migrated(project: RealProject, templates: Templates, make_database: MakeDatabase) -> Database:
    """A new database as a person's own `migrate` leaves it."""

    def migrate(database: Database) -> None:
        project.must("manage.py", "migrate", "--verbosity", "0", new=database)

    server = project.new.server
    return make_database(server, templates.get(server, project.name, migrate))


def _given_again(old: Database, new: Database) -> dict[str, tuple[int, int]]:
    """Sequences of both that would give a number that the old one gave: where each goes on."""
    before, after = _next_numbers(old), _next_numbers(new)
    return {
        name: (before[name], after[name])
        for name in (before.keys() & after.keys()) - {"django_migrations_id_seq"}
        if after[name] < before[name]
    }


def _next_numbers(database: Database) -> dict[str, int]:
    asked = "SELECT sequencename, coalesce(last_value + 1, start_value) FROM pg_sequences"
    return dict(database.execute(f"{asked} WHERE schemaname = 'public'"))


def _is_moved(project: RealProject, new: Database, schema: str) -> None:
    """Everything that the issue's text promises of a move."""
    with project.old.connect() as left, new.connect() as right:
        assert differences(left, right, ["public.django_migrations"]) == []
    assert new.dump_schema() == schema
    assert project.must("../reset_sequences.py", new=new) == ""
    assert _given_again(project.old, new) == {}
    assert "no issues" in project.must("manage.py", "check", new=new)
    assert project.must("../look.py", new=new) == project.must("../look.py", new=project.old)
    assert " 0 refused" in project.must("../create_every_model.py", new=new)


def test_one_command_moves_it_to_a_database_that_was_not_there(
    project: RealProject, migrated: Database
) -> None:
    schema = migrated.dump_schema()
    words = ("move", "--from", "old", "--to", "default", "--no-input")
    moved = project.segue(*words, "--create-database")
    assert moved.returncode == 0, moved.stderr
    assert moved.stderr.count("Seed rows:") == 1
    _is_moved(project, project.new, schema)
    again = project.segue(*words)
    assert again.returncode == 0, again.stderr
    assert "nothing to do" in (again.stdout + again.stderr).lower()


@pytest.mark.skipif(not ALL, reason="small projects tell it as well; make test-projects")
def test_a_target_that_a_person_migrated_is_taken_for_fresh(
    project: RealProject, migrated: Database
) -> None:
    schema = migrated.dump_schema()
    by_hand = RealProject(project.name, project.old, migrated, project.beside)
    moved = by_hand.segue("move", "--from", "old", "--to", "default", "--no-input")
    assert moved.returncode == 0, moved.stderr
    _is_moved(by_hand, migrated, schema)
    scratch = "SELECT count(*) FROM pg_database WHERE datname LIKE 'segue_scratch%'"
    assert migrated.value(scratch) == 0


ANSWERS = {
    "wagtail": {
        '# permission_type = { drop = "" }': 'permission_type = { drop = "permission is new" }',
        '# submitted_for_moderation = { drop = "" }': (
            'submitted_for_moderation = { drop = "workflows took its place" }'
        ),
    },
    "oscar": {},
}
"""What a person has to look up, by the line that asks."""

MOVED_AWAY = {
    "wagtail": [
        "public.wagtaildocs_uploadeddocument",
        "public.wagtailimages_uploadedimage",
        "public.wagtailsearch_query",
        "public.wagtailsearch_querydailyhits",
    ],
    "oscar": [],
}
"""The tables whose place a person has to look up."""


@pytest.fixture
def successor(
    project: RealProject, templates: Templates, make_database: MakeDatabase
) -> RealProject:
    """The later version of the project beside the old database, and migrated by hand."""
    later = replace(project, next=True)

    def migrate(database: Database) -> None:
        later.must("manage.py", "migrate", "--verbosity", "0", new=database)

    server = project.new.server
    new = make_database(server, templates.get(server, later.environment, migrate))
    return replace(later, new=new)


def _answer(name: str, drafted: str) -> str:
    """The draft with a person's answers; each has been asked for."""
    for asked, answer in ANSWERS[name].items():
        assert asked in drafted
        drafted = drafted.replace(asked, answer)
    places = [line.split()[2].rstrip(":") for line in drafted.splitlines() if "# ? public." in line]
    assert places == MOVED_AWAY[name]
    return drafted + "".join(f'"{table}" = "not used any more"\n' for table in places)


BROUGHT = {"wagtail": set(), "oscar": {"All Oscar Dashboard Permissions"}}
"""The groups that a migration of the later version brings, and that stay."""


def _sights(told: str, later: str = "") -> list[str]:
    """What is to be seen, without the groups that the later version brought."""
    brought = BROUGHT.get(later, set())
    return [line for line in told.splitlines() if not any(name in line for name in brought)]


def _entries(drafted: str) -> set[tuple[str, str]]:
    """The source and target tables of the draft that are not the same."""
    tables = tomllib.loads(drafted)["table"]
    return {(table["from"], table["to"]) for table in tables if table["from"] != table["to"]}


def test_it_moves_into_a_later_version_of_itself_after_what_a_person_has_to_look_up(
    project: RealProject, successor: RealProject
) -> None:
    schema = successor.new.dump_schema()
    plan = successor.beside / "segue.toml"
    drafted = successor.segue("plan", "--from", "old", "--to", "default")
    assert drafted.returncode == 0, drafted.stderr
    assert _entries(plan.read_text()) == set()
    plan.write_text(_answer(project.name, plan.read_text()))
    moved = successor.segue("move", "--no-input")
    assert moved.returncode == 0, moved.stderr
    assert successor.segue("verify").returncode == 0
    assert successor.new.dump_schema() == schema
    assert successor.must("../reset_sequences.py") == ""
    assert _given_again(project.old, successor.new) == {}
    assert _sights(successor.must("../sights.py"), project.name) == _sights(
        project.must("../sights.py", new=project.old)
    )
    assert " 0 refused" in successor.must("../create_every_model.py")


@pytest.fixture
def upgraded(project: RealProject, make_database: MakeDatabase) -> Database:
    """A copy of the old database that the later version's own `migrate` upgraded where it is."""
    project.old.close()
    copied = make_database(project.old.server, project.old.name)
    replace(project, next=True).must("manage.py", "migrate", "--verbosity", "0", new=copied)
    return copied


def test_an_upgrade_and_a_move_in_one_equal_an_upgrade_in_place(
    project: RealProject, upgraded: Database
) -> None:
    """The later version's own migrations are the mapping, and no plan is edited."""
    later = replace(project, next=True)
    words = ("move", "--from", "old", "--to", "default", "--no-input")
    moved = later.segue(*words, "--create-database")
    assert moved.returncode == 0, moved.stderr
    with upgraded.connect() as left, later.new.connect() as right:
        # Migrations that ran here and there did so at another moment.
        assert differences(left, right, ["public.django_migrations"]) == []
    later.must("manage.py", "migrate", "--check")
    assert " 0 refused" in later.must("../create_every_model.py")
    assert "Nothing to do" in later.segue(*words).stdout
