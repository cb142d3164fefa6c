"""Moves by the project's own history, and what may stand in their way."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import MakeDatabase
from segue.demo.servers import Server
from support.databases import Database
from support.histories import Story, drop, new_database, story
from support.projects import alias_of

MIGRATION = """\
from django.db import migrations, models
{code}

class Migration(migrations.Migration):
    atomic = {atomic}
    dependencies = {before}
    operations = [{operations}]
"""

THING = (
    'migrations.CreateModel("Thing", [("id", models.BigAutoField(primary_key=True)),'
    ' ("name", models.CharField(max_length=50)), ("size", models.IntegerField(default=1))])'
)
RENAMED = (
    'migrations.RenameModel("Thing", "Object"), '
    'migrations.RenameField("Object", "name", "title"), '
    'migrations.AddField("Object", "slug", models.CharField(max_length=50, default=""))'
)
SLUGS = """
def slugs(apps, schema_editor):
    for one in apps.get_model("chain", "Object").objects.using(schema_editor.connection.alias):
        one.slug = one.title.lower()
        one.save()
"""


def migration(before: str | None, operations: str, code: str = "", *, atomic: bool = True) -> str:
    return MIGRATION.format(
        code=code,
        atomic=atomic,
        before=[("chain", before)] if before else [],
        operations=operations,
    )


CHAIN = {
    "0001_initial": migration(None, THING),
    "0002_renamed": migration("0001_initial", RENAMED),
    "0003_slugs": migration("0002_renamed", "migrations.RunPython(slugs)", SLUGS),
}


@pytest.fixture
def told(
    tmp_path: Path, source_server: Server, target_server: Server, make_database: MakeDatabase
) -> Iterator[Story]:
    """A source at the first of three migrations, with rows; a target that is not there yet."""
    new = new_database(target_server, "by_history")
    found = story(tmp_path, make_database(source_server), new, CHAIN)
    found.migrate(found.old, "chain", "0001_initial")
    found.old.execute("INSERT INTO chain_thing (name, size) VALUES ('One', 1), ('Two', 2)")
    yield found
    drop(new)


def rows(database: Database) -> list[Any]:
    return database.execute("SELECT title, slug, size FROM chain_object ORDER BY id")


def said_of(lines: str, event: str) -> dict[str, Any]:
    """The last line of that kind."""
    found = [json.loads(line) for line in lines.splitlines() if line.startswith("{")]
    return [one for one in found if one["event"] == event][-1]


MOVED = [("One", "one", 1), ("Two", "two", 2)]


def test_it_is_told_renamed_and_computed_by_the_project_itself(told: Story) -> None:
    checked = told.segue("check", "--history", "--from", "old", "--to", "default", "--json")
    assert checked.returncode == 0, checked.stderr
    answer = said_of(checked.stdout, "history")
    assert (answer["standing"], answer["way"]) == ("behind", "history")
    missing = [m for m in answer["missing"] if m["app"] == "chain"]
    assert [m["name"] for m in missing] == ["0002_renamed", "0003_slugs"]
    assert missing[1]["operations"][0]["tables"] == ["public.chain_object"]
    traces = {trace["from"]: trace["to"] for trace in answer["traces"]}
    assert traces["public.chain_thing.name"] == "public.chain_object.title"
    assert told.segue("plan", "--from", "old", "--to", "default").returncode == 0
    left_alone = told.move("--no-migrate")
    assert (left_alone.returncode, "leave them alone" in left_alone.stderr) == (2, True)
    moved = told.move()
    assert moved.returncode == 0, moved.stderr
    assert "chain.0003_slugs in" in moved.stderr
    assert rows(told.new) == MOVED
    told.is_migrated()
    again = told.move()
    assert (again.returncode, "Nothing to do" in again.stdout) == (0, True)
    verified = told.segue("verify")
    assert (verified.returncode, "by the history" in verified.stderr) == (3, True)


def test_a_migration_that_fails_is_mended_and_the_same_command_goes_on(told: Story) -> None:
    broken = migration("0002_renamed", "migrations.RunPython(slugs)", "def slugs(a, s): 1 / 0")
    told.project.write("chain/migrations/0003_slugs.py", broken)
    failed = told.move()
    assert failed.returncode == 1
    assert "chain.0003_slugs failed on the rows that were moved" in failed.stderr
    assert "ZeroDivisionError" in failed.stderr
    told.project.write("chain/migrations/0003_slugs.py", CHAIN["0003_slugs"])
    moved = told.move()
    assert moved.returncode == 0, moved.stderr
    assert rows(told.new) == MOVED


def test_one_that_fails_can_be_given_up_with_all_rows_where_they_are(told: Story) -> None:
    broken = migration("0002_renamed", "migrations.RunPython(slugs)", "def slugs(a, s): 1 / 0")
    told.project.write("chain/migrations/0003_slugs.py", broken)
    assert told.move().returncode == 1
    restored = told.segue("restore", "--to", "default")
    assert restored.returncode == 0, restored.stderr
    assert [row[0] for row in rows(told.new)] == ["One", "Two"]
    refused = told.move()
    assert refused.returncode == 3
    assert "--remake" in refused.stderr


def test_a_target_at_another_state_is_made_anew_only_when_its_name_is_given(told: Story) -> None:
    with told.new.server.connect() as session:
        session.execute(f'CREATE DATABASE "{told.new.name}"')
    told.migrate(told.new, "chain", "0002_renamed")
    told.new.execute("INSERT INTO chain_object (title, size, slug) VALUES ('Mine', 3, '')")
    refused = told.move()
    assert refused.returncode == 3
    assert "is migrated, but not to the newest state: it lacks" in refused.stderr
    assert f"--remake {told.new.name}" in refused.stderr
    assert [row[0] for row in rows(told.new)] == ["Mine"]
    assert told.move("--remake", "another").returncode == 2
    told.new.close()
    moved = told.move("--remake", told.new.name)
    assert moved.returncode == 0, moved.stderr
    assert "is dropped and created again; it held" in moved.stderr
    assert rows(told.new) == MOVED


TENFOLD = """
def tenfold(apps, schema_editor):
    for one in apps.get_model("chain", "Thing").objects.all():
        one.size *= 10
        one.save()
"""


def test_a_source_that_is_migrated_meanwhile_has_no_migration_run_twice_on_its_rows(
    told: Story,
) -> None:
    tenfold = migration("0001_initial", "migrations.RunPython(tenfold)", TENFOLD)
    told.project.write("chain/migrations/0002_tenfold.py", tenfold)
    renamed = CHAIN["0002_renamed"].replace("0001_initial", "0002_tenfold")
    told.project.write("chain/migrations/0002_renamed.py", renamed)
    assert told.move(SEGUE_FAILPOINT="state-settled").returncode == -9
    assert told.move(SEGUE_FAILPOINT="rows-copied").returncode == -9
    told.migrate(told.old, "chain", "0002_tenfold")
    refused = told.move()
    assert refused.returncode == 3
    assert "the source was migrated since" in refused.stderr
    assert "it ran chain.0002_tenfold" in refused.stderr
    assert told.segue("restore", "--to", "default").returncode == 0
    told.new.close()
    died = told.move("--remake", told.new.name, SEGUE_FAILPOINT="state-settled")
    assert died.returncode == -9
    told.migrate(told.old, "chain", "0003_slugs")
    (told.project.path / "segue.toml").unlink()
    moved = told.move()
    assert moved.returncode == 0, moved.stderr
    assert [(row[0], row[2]) for row in rows(told.new)] == [("One", 10), ("Two", 20)]


def test_what_no_migration_makes_comes_as_it_is(told: Story) -> None:
    told.old.execute(
        "CREATE TABLE by_hand (id serial PRIMARY KEY, thing bigint REFERENCES chain_thing, x text);"
        "INSERT INTO by_hand (thing, x) VALUES (1, 'kept'); CREATE INDEX by_hand_x ON by_hand (x);"
        "CREATE INDEX sizes ON chain_thing (size)"
    )
    moved = told.move()
    assert moved.returncode == 0, moved.stderr
    assert "public.chain_thing: no migration makes the index btree (size)" in moved.stderr
    assert "make it afterwards: CREATE INDEX sizes ON public.chain_thing" in moved.stderr
    assert told.new.execute("SELECT id, thing, x FROM by_hand") == [(1, 1, "kept")]
    assert told.new.value("SELECT count(*) FROM pg_indexes WHERE indexname = 'by_hand_x'") == 1
    assert rows(told.new) == MOVED


GONE = "def first(apps, s):\n    import chain_helpers\n"


def test_code_that_cannot_make_the_old_state_leaves_it_to_the_catalog_or_to_older_code(
    told: Story, tmp_path: Path
) -> None:
    initial = migration(None, f"{THING}, migrations.RunPython(first)", GONE)
    older = tmp_path / "older"
    for part in ("chain", "site_", "shop"):
        shutil.copytree(tmp_path / part, older / part)
    told.project.write("chain/migrations/0001_initial.py", initial)
    moved = told.move()
    assert moved.returncode == 0, moved.stderr
    assert "cannot make the source's state (ModuleNotFoundError" in moved.stderr
    assert rows(told.new) == MOVED
    told.is_migrated()
    told.new.close()
    (tmp_path / "segue.toml").unlink()
    moved = told.move("--remake", told.new.name, "--old-code", str(older))
    assert moved.returncode == 0, moved.stderr
    assert "cannot make" not in moved.stderr
    assert rows(told.new) == MOVED


def test_no_migration_writes_to_the_source_whatever_it_ignores(told: Story) -> None:
    dsn = told.old.dsn
    code = (
        "def careless(apps, s):\n"
        "    from django.db import connection\n"
        '    connection.cursor().execute("CREATE TABLE careless (id int)")\n'
        "def headstrong(apps, s):\n"
        "    import psycopg\n"
        f"    with psycopg.connect({dsn!r}, autocommit=True) as own:\n"
        "        try:\n"
        '            own.execute("CREATE TABLE headstrong (id int)")\n'
        "        except psycopg.errors.ReadOnlySqlTransaction:\n"
        '            s.execute("CREATE TABLE was_refused (id int)")\n'
    )
    run = "migrations.RunPython(careless), migrations.RunPython(headstrong)"
    told.project.write("chain/migrations/0004_careless.py", migration("0003_slugs", run, code))
    moved = told.move()
    assert moved.returncode == 0, moved.stderr
    there = "SELECT count(*) FROM pg_tables WHERE tablename IN ('careless', 'headstrong')"
    assert told.old.value(there) == 0
    assert told.new.value(there) == 1
    assert told.new.value("SELECT to_regclass('was_refused') IS NOT NULL")


def test_a_source_that_is_ahead_is_told_with_app_and_migration(told: Story) -> None:
    told.migrate(told.old)
    for name in ("0002_renamed", "0003_slugs"):
        (told.project.path / f"chain/migrations/{name}.py").unlink()
    checked = told.segue("check", "--history", "--from", "old", "--to", "default")
    assert checked.returncode == 3, checked.stderr
    assert "chain has run 0002_renamed, 0003_slugs" in checked.stdout.replace("\n", " ")
    assert "newer code" in checked.stdout


def test_two_last_migrations_and_a_migration_that_cannot_be_read_are_told(told: Story) -> None:
    second = migration("0002_renamed", "")
    told.project.write("chain/migrations/0003_other.py", second)
    checked = told.segue("check", "--history", "--from", "old", "--to", "default")
    assert (checked.returncode, "makemigrations --merge" in checked.stdout) == (3, True)
    told.project.write("chain/migrations/0003_other.py", "import no_such_package\n")
    checked = told.segue("check", "--history", "--from", "old", "--to", "default")
    assert checked.returncode == 1
    assert "no_such_package" in checked.stderr


def test_a_squashed_migration_that_the_source_has_half_of_is_told_with_the_rest(
    told: Story,
) -> None:
    names = [("chain", name) for name in CHAIN]
    for _, name in names:
        (told.project.path / f"chain/migrations/{name}.py").unlink()
    squashed = migration(None, f"{THING}, {RENAMED}") + f"    replaces = {names}\n"
    told.project.write("chain/migrations/0001_squashed.py", squashed)
    checked = told.segue("check", "--history", "--from", "old", "--to", "default")
    assert checked.returncode == 3, checked.stderr
    said = " ".join(checked.stdout.split())
    assert "chain.0001_squashed replaces chain.0002_renamed, chain.0003_slugs, which the" in said


def test_a_schema_of_the_search_path_is_made_in_the_new_database(told: Story) -> None:
    path = {"options": "-c search_path=app,public"}
    told.old.execute(
        "CREATE SCHEMA app; ALTER TABLE chain_thing SET SCHEMA app;"
        "ALTER TABLE django_migrations SET SCHEMA app"
    )
    told.project.databases(
        default=alias_of(told.new, OPTIONS=path), old=alias_of(told.old, OPTIONS=path)
    )
    moved = told.project.segue(*"move --from old --to default --create-database".split())
    assert moved.returncode == 0, moved.stderr
    assert told.new.execute("SELECT title, slug, size FROM app.chain_object ORDER BY id") == MOVED
    assert told.new.value("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


def test_by_mapping_the_operations_outrank_every_likeness(told: Story) -> None:
    with told.new.server.connect() as session:
        session.execute(f'CREATE DATABASE "{told.new.name}"')
    told.migrate(told.new)
    drafted = told.segue("plan", "--from", "old", "--to", "default")
    assert drafted.returncode == 0, drafted.stderr
    plan = (told.project.path / "segue.toml").read_text()
    assert "chain.0002_renamed renames it" in plan
    assert 'title = "name"' in plan
    assert "chain.0003_slugs, Run Python: slugs (public.chain_object)" in plan
    assert "by =" not in plan
    checked = told.segue("check", "--json")
    assert checked.returncode == 3, checked.stderr  # how slugs are made is asked
    found = said_of(checked.stdout, "finding_reported")
    assert (found["code"], found["table"]) == ("M103", "public.chain_object")
    assert "chain.0003_slugs has not run on the rows of public.chain_object" in found["title"]
    path = told.project.path / "segue.toml"
    path.write_text(path.read_text() + '"chain.0003_slugs" = "slugs are made by hand"\n')
    assert told.segue("plan").returncode == 0
    assert "These data migrations" not in path.read_text()
    assert '"chain.0003_slugs" = "slugs are made by hand"' in path.read_text()
    assert "# gone" not in path.read_text()
    checked = told.segue("check", "--json")
    codes = {json.loads(line).get("code") for line in checked.stdout.splitlines()}
    assert not codes & {"M103", "T108"}
