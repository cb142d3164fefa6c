"""migrate runs on the target, in a process that cannot reach the source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from segue.database.address import Endpoint
from segue.errors import MigrateFailed
from segue.project import AppliedMigrations, Project, Verb, apply, applying
from segue.project.child.databases import replaced_databases
from support.databases import Database
from support.projects import SmallProject, alias_of, small_project

TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"


def project_of(small: SmallProject, *aliases: str, **databases: dict[str, str]) -> Project:
    """What `load` would give, without setting up Django in the tests' own process."""
    known = {alias: {} for alias in aliases} | databases
    return Project("site_.settings", known, {}, (), (), {})


def named(alias: str, database: Database) -> Endpoint:
    return Endpoint(f"django:{alias}", database.endpoint.parameters)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    small = small_project(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    return small


class Sides:
    """A project with the source as `old` and the target as `default`."""

    def __init__(self, small: SmallProject, source: Database, target: Database) -> None:
        self.small, self.source, self.target = small, source, target
        small.databases(default=alias_of(target), old=alias_of(source))
        parameters = {"default": target, "old": source}
        self.project = project_of(
            small, **{alias: dict(db.endpoint.parameters) for alias, db in parameters.items()}
        )

    def apply(self, verb: Verb = Verb.MIGRATE, **more: Any) -> AppliedMigrations:
        source, target = named("old", self.source), named("default", self.target)
        return apply(self.project, target, verb, source=source, **more)


@pytest.fixture
def sides(small: SmallProject, source_db: Database, target_db: Database) -> Sides:
    return Sides(small, source_db, target_db)


class TestMigrate:
    def test_runs_on_the_target_and_tells_every_line(self, sides: Sides) -> None:
        lines: list[str] = []
        applied = sides.apply(on_line=lines.append)
        assert ("shop", "0001_initial") in applied.migrations
        assert "  Applying shop.0001_initial... OK" in lines
        assert sides.target.value(TABLES) > 5
        assert sides.source.value(TABLES) == 0

    def test_run_again_applies_nothing(self, sides: Sides) -> None:
        sides.apply()
        assert sides.apply() == AppliedMigrations()

    def test_creates_the_tables_of_apps_without_migrations(self, sides: Sides) -> None:
        for file in sides.small.path.glob("shop/migrations/*"):
            if file.is_file():
                file.unlink()
        sides.small.path.joinpath("shop/migrations").rename(sides.small.path / "gone")
        sides.apply()
        assert sides.target.value("SELECT to_regclass('shop_item')::text") == "shop_item"

    def test_that_ignores_the_database_option_reaches_the_target_all_the_same(
        self, small: SmallProject, source_db: Database, target_db: Database
    ) -> None:
        """The source is `default` here, where careless migrations write."""
        small.databases(default=alias_of(source_db), new=alias_of(target_db))
        project = project_of(small, "default", "new")
        data_migration(small, "from django.db import connection as c; c.cursor().execute('{}')")
        applied = apply(project, named("new", target_db), source=named("default", source_db))
        assert ("shop", "0002_data") in applied.migrations
        assert target_db.value("SELECT count(*) FROM written") == 1
        assert source_db.value(TABLES) == 0

    def test_that_asks_for_the_source_by_its_alias_is_refused(self, sides: Sides) -> None:
        code = "from django.db import connections; connections['old'].cursor().execute('{}')"
        data_migration(sides.small, code)
        with pytest.raises(MigrateFailed) as caught:
            sides.apply()
        assert "'old' is closed while Segue prepares the target" in str(caught.value.__cause__)
        assert sides.source.value(TABLES) == 0

    def test_cannot_find_the_source_in_the_settings(self, sides: Sides) -> None:
        code = (
            "import json; from django.conf import settings; from site_.settings import DATABASES;"
            "open('seen.json', 'w').write(json.dumps([settings.DATABASES, DATABASES]))"
        )
        data_migration(sides.small, code.replace("seen.json", f"{sides.small.path}/seen.json"))
        sides.apply()
        seen = (sides.small.path / "seen.json").read_text()
        assert sides.target.name in seen
        assert sides.source.name not in seen

    def test_that_fails_is_told_with_its_last_lines_and_cause(self, sides: Sides) -> None:
        data_migration(sides.small, "raise RuntimeError('no such thing as a free row')")
        with pytest.raises(MigrateFailed) as caught:
            sides.apply()
        assert "Applying shop.0002_data..." in str(caught.value)
        assert str(caught.value.__cause__) == "RuntimeError: no such thing as a free row"
        assert any("0002_data.py" in note for note in caught.value.__cause__.__notes__)

    def test_that_kills_its_process_is_told(self, sides: Sides) -> None:
        data_migration(sides.small, "import os; os._exit(9)")
        with pytest.raises(MigrateFailed) as caught:
            sides.apply()
        assert "status 9" in str(caught.value.__cause__)

    def test_that_prints_its_settings_shows_no_password(self, sides: Sides) -> None:
        data_migration(
            sides.small,
            "from django.conf import settings; print(settings.DATABASES); raise OSError",
        )
        target = named("default", sides.target)
        password = sides.target.password
        secret = Endpoint(target.label, {**target.parameters, "password": password})
        lines: list[str] = []
        with pytest.raises(MigrateFailed) as caught:
            apply(sides.project, secret, on_line=lines.append)
        assert password not in f"{lines} {caught.value} {caught.value.__cause__}"
        assert "********" in str(lines)

    def test_that_asks_a_question_gets_no_answer(self, sides: Sides) -> None:
        data_migration(sides.small, "input('go on?')")
        with pytest.raises(MigrateFailed) as caught:
            sides.apply()
        assert "EOFError" in str(caught.value.__cause__)


class TestCreate:
    def test_adds_what_post_migrate_would_and_tells_the_ids(self, sides: Sides) -> None:
        sides.apply()
        gone = "DELETE FROM auth_permission WHERE codename = 'add_tag' RETURNING id"
        assert len(sides.target.execute(gone)) == 1
        created = sides.apply(Verb.CREATE)
        assert created.content_types == ()
        assert created.migrations == ()
        added = sides.target.execute("SELECT id FROM auth_permission WHERE codename = 'add_tag'")
        assert [created.permissions] == added

    def test_with_nothing_to_add_adds_nothing(self, sides: Sides) -> None:
        sides.apply()
        assert sides.apply(Verb.CREATE) == AppliedMigrations()


class TestTheAliasThatBecomesTheTarget:
    @pytest.mark.parametrize(
        ("source", "target", "alias"),
        [
            ("django:old", "django:default", "default"),
            ("django:default", "django:new", "default"),
            ("django:default", "service:new", "default"),
            ("django:legacy", "django:warehouse", "warehouse"),
            ("django:legacy", "env:NEW", "legacy"),
            ("service:old", "env:NEW", "default"),
        ],
    )
    def test_is_the_one_that_routers_and_migrations_mean(
        self, source: str, target: str, alias: str
    ) -> None:
        project = Project("s", {}, {}, (), (), {})
        found = applying.semantic_alias(project, Endpoint(target, {}), Endpoint(source, {}))
        assert found == alias

    def test_leaves_no_way_to_the_source_and_other_databases(self) -> None:
        new = {"dbname": "shop", "host": "new"}
        old = {"dbname": "shop", "host": "old"}
        databases = {
            "default": new, "replica": {"dbname": "shop", "host": "new2"}, "old": old,
            "old_too": dict(old), "stock": {"dbname": "stock", "host": "new"},
        }  # fmt: skip
        project = Project("s", databases, {"lite": "its engine is sqlite"}, (), (), {})
        target, source = Endpoint("django:default", new), Endpoint("django:old", old)
        assert applying.stand_ins(project, target, source, "default") == {
            "replica": True, "old": False, "old_too": False, "stock": False, "lite": False,
        }  # fmt: skip

    def test_makes_default_lead_to_the_target_where_neither_side_is_default(self) -> None:
        databases = {name: {"dbname": name} for name in ("default", "legacy", "warehouse")}
        project = Project("s", databases, {}, (), (), {})
        target = Endpoint("django:warehouse", databases["warehouse"])
        source = Endpoint("django:legacy", databases["legacy"])
        opened = applying.stand_ins(project, target, source, "warehouse")
        assert opened == {"default": True, "legacy": False}


class TestReplacedDatabases:
    def replaced(self, target: dict[str, str], **databases: dict[str, Any]) -> dict[str, Any]:
        job = {
            "target": target, "like": "default", "alias": "default", "stand_ins": {},
            "libpq_keywords": ["dbname", "host", "options", "service", "sslmode"], "options": "",
        }  # fmt: skip
        return replaced_databases(databases, job)["default"]

    def test_keep_the_engine_and_the_options_that_are_no_address(self) -> None:
        options = {"sslmode": "require", "isolation_level": 2, "pool": True, "assume_role": "me"}
        found = self.replaced(
            {"dbname": "new", "host": "h", "port": "5433", "sslmode": "disable"},
            default={
                "ENGINE": "wrapped", "NAME": "old", "PASSWORD": "old", "CONN_MAX_AGE": 5,
                "OPTIONS": options,
            },
        )  # fmt: skip
        assert found == {
            "ENGINE": "wrapped", "NAME": "new", "HOST": "h", "PORT": "5433", "USER": "",
            "PASSWORD": "", "CONN_MAX_AGE": 5,
            "OPTIONS": {
                "isolation_level": 2, "assume_role": "me", "sslmode": "disable", "options": "",
            },
        }  # fmt: skip

    def test_keep_the_search_path_for_a_target_that_names_none(self) -> None:
        options = {"options": "-c search_path=app"}
        found = self.replaced({"dbname": "new"}, default={"OPTIONS": options})
        assert found["OPTIONS"] == options

    def test_name_a_service_where_the_target_is_one(self) -> None:
        found = self.replaced({"service": "new"}, default={"NAME": "old"})
        assert (found["NAME"], found["OPTIONS"]) == ("", {"service": "new", "options": ""})


def test_no_secret_stands_in_the_child_s_arguments(
    sides: Sides, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []
    popen = applying.subprocess.Popen

    def watched(command: list[str], **more: Any) -> Any:
        commands.append(command)
        return popen(command, **more)

    monkeypatch.setattr(applying.subprocess, "Popen", watched)
    target = named("default", sides.target)
    password = sides.target.password
    apply(sides.project, Endpoint(target.label, {**target.parameters, "password": password}))
    assert len(commands) == 1
    assert password not in json.dumps(commands)


def data_migration(small: SmallProject, code: str) -> None:
    """Add a migration that runs `code`; `{}` in it becomes SQL that leaves a trace."""
    trace = "CREATE TABLE written AS SELECT 1"
    small.write(
        "shop/migrations/0002_data.py",
        f"""
        from django.db import migrations

        def forwards(apps, schema_editor):
            {code.format(trace) if "{}" in code else code}

        class Migration(migrations.Migration):
            dependencies = [("shop", "0001_initial")]
            operations = [migrations.RunPython(forwards)]
        """,
    )
