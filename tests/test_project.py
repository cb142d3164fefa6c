"""What Segue learns of a Django project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from segue.database.names import QualifiedName
from segue.errors import UnknownApp
from segue.project import Field, Model, Project, find_settings
from segue.project.values import ManyToMany, Relation
from support.projects import SmallProject, small_project

LOAD = """
import dataclasses, json
from pathlib import Path
from segue.project import find_settings, load
project = load(find_settings(None, Path.cwd()))
"""


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path, migrations=False)


def postgresql(**settings: Any) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.postgresql", "NAME": "shop", **settings}


def make_project(**facts: Any) -> Project:
    needed = {"settings": "s", "databases": {}, "other_databases": {}, "models": ()}
    return Project(**(needed | {"apps": (), "migrations": {}} | facts))


def test_a_project_in_another_schema_has_every_table_there_but_those_that_name_their_own() -> None:
    """The schema may be named by the role alone, which no setting tells."""
    own, users = QualifiedName("billing", "bill"), QualifiedName("public", "users")
    owner = Field(
        "owner", "owner_id", null=False, kind="ForeignKey", relation=Relation(users, "id")
    )
    models = (
        Model("billing", "Bill", own, (owner,)),
        Model("auth", "User", users, (), many_to_many=(ManyToMany("friends", users),)),
    )
    moved = make_project(models=models, used=(users,), content_types=None).in_schema("app")
    there = QualifiedName("app", "users")
    bill, user = moved.models
    assert bill.table == own
    assert bill.fields[0].relation == Relation(there, "id")
    assert (user.table, user.many_to_many[0].through) == (there, there)
    assert moved.used == (there,)
    assert moved.migrations_table == QualifiedName("app", "django_migrations")
    assert moved.model_of(there) == user


class TestSettings:
    @pytest.fixture(autouse=True)
    def _clean(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
        monkeypatch.setattr("sys.path", ["elsewhere"])

    def test_come_from_manage_py_of_the_folder(self, project: SmallProject) -> None:
        assert find_settings(None, project.path) == "site_.settings"

    def test_of_the_environment_go_before_manage_py(
        self, project: SmallProject, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "site_.production")
        assert find_settings(None, project.path) == "site_.production"

    def test_said_on_the_command_line_go_first(
        self, project: SmallProject, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "site_.production")
        assert find_settings("other", project.path) == "other"

    def test_are_read_from_a_plain_assignment_too(self, tmp_path: Path) -> None:
        text = "import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'\n"
        (tmp_path / "manage.py").write_text(text)
        assert find_settings(None, tmp_path) == "config.settings"

    @pytest.mark.parametrize("text", ["", "def broken(:", "os.environ.setdefault('OTHER', 'x')"])
    def test_are_unknown_where_manage_py_does_not_tell(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "manage.py").write_text(text)
        assert find_settings(None, tmp_path) is None

    def test_are_unknown_without_manage_py(self, tmp_path: Path) -> None:
        assert find_settings(None, tmp_path) is None

    def test_make_the_folder_importable_as_manage_py_does(self, tmp_path: Path) -> None:
        import sys

        find_settings(None, tmp_path)
        assert sys.path[0] == str(tmp_path)

    def test_are_found_without_running_manage_py(self, tmp_path: Path) -> None:
        text = "raise SystemExit\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'a.b')"
        (tmp_path / "manage.py").write_text(text)
        assert find_settings(None, tmp_path) == "a.b"


class TestDatabases:
    def test_become_libpq_parameters(self, project: SmallProject) -> None:
        project.databases(
            default=postgresql(USER="me", PASSWORD="s3cret", HOST="db", PORT=5433),
            ssl=postgresql(OPTIONS={"sslmode": "require"}),
        )
        found = databases(project)
        assert found["default"] == {
            "dbname": "shop", "user": "me", "password": "s3cret", "host": "db", "port": "5433",
        }  # fmt: skip
        assert found["ssl"] == {"dbname": "shop", "sslmode": "require"}

    def test_may_name_a_service_and_a_password_file_in_place_of_a_name(
        self, project: SmallProject
    ) -> None:
        project.databases(default=postgresql(NAME="", OPTIONS={"service": "s", "passfile": "p"}))
        assert databases(project)["default"] == {"service": "s", "passfile": "p"}

    def test_lose_options_that_only_the_driver_knows(self, project: SmallProject) -> None:
        options = {
            "isolation_level": 3, "pool": True, "server_side_binding": True,
            "cursor_factory": "psycopg2.extras.DictCursor", "prepare_threshold": 5,
        }  # fmt: skip
        project.databases(default=postgresql(OPTIONS=options))
        assert databases(project)["default"] == {"dbname": "shop"}

    def test_take_on_the_role_that_django_would_assume(self, project: SmallProject) -> None:
        project.databases(default=postgresql(OPTIONS={"assume_role": "the owner"}))
        assert databases(project)["default"]["options"] == "-c role=the\\ owner"

    def test_of_an_engine_derived_from_postgresql_count(self, project: SmallProject) -> None:
        project.write("wrapped/__init__.py", "")
        project.write("wrapped/base.py", "from django.db.backends.postgresql.base import *\n")
        project.databases(default=postgresql(ENGINE="wrapped"))
        assert databases(project)["default"] == {"dbname": "shop"}

    @pytest.mark.parametrize(
        ("settings", "reason"),
        [
            ({"ENGINE": "django.db.backends.sqlite3", "NAME": "x"}, "sqlite3, not PostgreSQL"),
            (postgresql(NAME=""), "supply the NAME"),
            ({"ENGINE": "django.db.backends.missing", "NAME": "x"}, "missing"),
        ],
    )
    def test_that_cannot_be_used_are_named_with_the_reason(
        self, project: SmallProject, settings: dict[str, Any], reason: str
    ) -> None:
        project.databases(default=postgresql(), other=settings)
        found = project.python(LOAD + "print(json.dumps(project.other_databases))")
        assert reason in found["other"]
        assert list(found) == ["other"]

    def test_never_show_their_passwords(self, project: SmallProject) -> None:
        project.databases(default=postgresql(PASSWORD="s3cret"))
        assert "s3cret" not in project.python(LOAD + "print(json.dumps(repr(project)))")


def databases(project: SmallProject) -> Any:
    return project.python(LOAD + "print(json.dumps(project.databases))")


class TestModels:
    MODELS = """
        import datetime, decimal, uuid
        from django.contrib.contenttypes.fields import GenericForeignKey
        from django.contrib.contenttypes.models import ContentType
        from django.contrib.postgres.fields import HStoreField
        from django.db import models
        from django.utils import timezone

        def code():
            return "x"

        class Kind(models.TextChoices):
            BOOK = "b", "Book"
            DISC = "d", "Disc"

        class Joined(models.TextField):
            def get_prep_value(self, value):
                return "|".join(value)

        class Tag(models.Model):
            name = models.CharField(max_length=10, db_column="Tag Name")
            class Meta:
                db_table = 'extra"."Tags'

        class Item(models.Model):
            required = models.CharField(max_length=5)
            blank = models.CharField(max_length=5, blank=True)
            kind = models.CharField(max_length=1, choices=Kind.choices, default=Kind.BOOK)
            price = models.DecimalField(
                max_digits=5, decimal_places=2, default=decimal.Decimal("1.5")
            )
            stock = models.IntegerField(default=0)
            day = models.DateField(default=datetime.date(2020, 2, 29))
            length = models.DurationField(default=datetime.timedelta(days=-1, seconds=5))
            data = models.JSONField(default=dict)
            raw = models.BinaryField(default=b"\\x00a")
            labels = HStoreField(default={"a": 'b"c', "d": None})
            none_yet = HStoreField(default=dict)
            level = models.IntegerField(null=True, choices=[(None, "As above"), (1, "One")])
            paid = models.BooleanField(null=True, choices=[(False, "No"), (True, "Yes")])
            rate = models.DecimalField(
                max_digits=5, decimal_places=2, choices=[(decimal.Decimal("1.5"), "Most")]
            )
            span = models.DurationField(choices=[(datetime.timedelta(days=1), "A day")])
            sorts = Joined(choices=[(["a", "b"], "Both"), (["a"], "One")])
            points = models.JSONField(choices=[(object(), "Nothing that can be stored")])
            joined = Joined(default=["p", "n"])
            nothing = models.JSONField(null=True, default=None)
            made = models.DateTimeField(auto_now_add=True)
            seen = models.DateTimeField(default=timezone.now)
            born = models.DateField(default=datetime.date.today)
            token = models.UUIDField(default=uuid.uuid4)
            code = models.CharField(max_length=1, default=code)
            tags = models.ManyToManyField(Tag)
            parent = models.ForeignKey("self", models.CASCADE, null=True)
            content_type = models.ForeignKey(ContentType, models.CASCADE)
            object_id = models.IntegerField()
            thing = GenericForeignKey()

        class Book(Item):
            pages = models.IntegerField()

        class Cheap(Item):
            class Meta:
                proxy = True

        class Foreign(models.Model):
            class Meta:
                managed = False
                db_table = "foreign.dotted"
        """

    @pytest.fixture
    def models(self, project: SmallProject) -> dict[str, Any]:
        project.write("shop/models.py", self.MODELS)
        found = project.python(
            LOAD
            + """
def shown(value):
    if isinstance(value, tuple): return [shown(v) for v in value]
    if type(value).__name__ == "QualifiedName": return str(value)
    if type(value).__name__.endswith("Default"):
        return [type(value).__name__, *dataclasses.astuple(value)]
    if dataclasses.is_dataclass(value):
        return {f.name: shown(getattr(value, f.name)) for f in dataclasses.fields(value)}
    return value
print(json.dumps({m.label: shown(m) for m in project.models}))
"""
        )
        assert isinstance(found, dict)
        return found

    def test_tell_their_tables(self, models: dict[str, Any]) -> None:
        tables = {label: model["table"] for label, model in models.items() if "shop." in label}
        assert tables == {
            "shop.Tag": "extra.Tags",
            "shop.Item": "public.shop_item",
            "shop.Item_tags": "public.shop_item_tags",
            "shop.Book": "public.shop_book",
            "shop.Cheap": "public.shop_item",
            "shop.Foreign": 'public."foreign.dotted"',
        }

    def test_tell_what_made_them(self, models: dict[str, Any]) -> None:
        assert models["shop.Item_tags"]["auto_created"]
        assert models["shop.Cheap"]["proxy"]
        assert models["shop.Cheap"]["fields"] == []
        assert not models["shop.Foreign"]["managed"]
        assert models["shop.Book"]["parents"] == ["public.shop_item"]

    def test_tell_what_fills_a_field(self, models: dict[str, Any]) -> None:
        defaults = {f["name"]: f["default"] for f in models["shop.Item"]["fields"]}
        assert defaults == {
            "id": ["NoDefault"],
            "required": ["NoDefault"],
            "blank": ["PlainDefault", ""],
            "kind": ["PlainDefault", "b"],
            "price": ["PlainDefault", "1.5"],
            "stock": ["PlainDefault", 0],
            "day": ["PlainDefault", "2020-02-29"],
            "length": ["PlainDefault", "-1 days 5 seconds 0 microseconds"],
            "data": ["PlainDefault", "{}"],
            "raw": ["PlainDefault", "\\x0061"],
            "labels": ["PlainDefault", '"a"=>"b\\"c", "d"=>NULL'],
            "none_yet": ["PlainDefault", ""],
            "level": ["NoDefault"],
            "joined": ["PlainDefault", "p|n"],
            "nothing": ["NoDefault"],
            "paid": ["NoDefault"],
            "rate": ["NoDefault"],
            "span": ["NoDefault"],
            "sorts": ["NoDefault"],
            "points": ["NoDefault"],
            "made": ["NowDefault"],
            "seen": ["NowDefault"],
            "born": ["NowDefault"],
            "token": ["UuidDefault"],
            "code": ["CallableDefault", "shop.models.code"],
            "parent": ["NoDefault"],
            "content_type": ["NoDefault"],
            "object_id": ["NoDefault"],
        }

    def test_tell_where_foreign_keys_lead(self, models: dict[str, Any]) -> None:
        fields = {f["column"]: f for f in models["shop.Item_tags"]["fields"]}
        assert fields["tag_id"]["relation"] == {"table": "extra.Tags", "column": "id"}
        assert fields["item_id"]["relation"] == {"table": "public.shop_item", "column": "id"}
        assert fields["id"]["auto"]
        assert fields["id"]["relation"] is None

    def test_tell_columns_and_choices(self, models: dict[str, Any]) -> None:
        assert models["shop.Tag"]["fields"][1]["column"] == "Tag Name"
        kind = next(f for f in models["shop.Item"]["fields"] if f["name"] == "kind")
        assert kind["choices"] == [["b", "Book"], ["d", "Disc"]]
        level = next(f for f in models["shop.Item"]["fields"] if f["name"] == "level")
        assert level["choices"] == [["1", "One"]]  # NULL is no value to be told by

    def test_tell_choices_as_the_database_reads_them(self, models: dict[str, Any]) -> None:
        fields = {field["name"]: field["choices"] for field in models["shop.Item"]["fields"]}
        assert fields["paid"] == [["false", "No"], ["true", "Yes"]]
        assert fields["rate"] == [["1.5", "Most"]]
        assert fields["span"] == [["1 days 0 seconds 0 microseconds", "A day"]]
        assert fields["sorts"] == [["a|b", "Both"], ["a", "One"]]
        assert fields["points"] == []

    def test_tell_generic_foreign_keys_where_the_columns_are(self, models: dict[str, Any]) -> None:
        assert models["shop.Item"]["generic_foreign_keys"] == [
            {
                "name": "thing",
                "content_type_column": "content_type_id",
                "object_id_column": "object_id",
            }
        ]
        assert models["shop.Book"]["generic_foreign_keys"] == []
        assert models["shop.Cheap"]["generic_foreign_keys"] == []

    def test_live_in_the_first_schema_of_the_search_path(self, project: SmallProject) -> None:
        project.databases(default=postgresql(OPTIONS={"options": "-c search_path=app,public"}))
        found = project.python(LOAD + "print(json.dumps([str(m.table) for m in project.models]))")
        assert "app.shop_item" in found


class TestApps:
    def test_tell_their_tables_as_sqlsequencereset_counts_them(self, project: SmallProject) -> None:
        project.databases(default=postgresql())
        found = project.python(
            LOAD
            + "print(json.dumps([project.labels(), [str(t) for t in project.tables_of('shop')],"
            " str(project.content_types), str(project.permissions), str(project.sites)]))"
        )
        assert found[0] == ["auth", "contenttypes", "shop", "sites"]
        assert set(found[1]) == {"public.shop_tag", "public.shop_item", "public.shop_item_tags"}
        assert found[2:] == [
            "public.django_content_type", "public.auth_permission", "public.django_site",
        ]  # fmt: skip

    def test_that_do_not_exist_are_met_with_the_likely_one(self) -> None:
        tag = Model(
            "shop", "Tag", QualifiedName("public", "shop_tag"), (Field("id", "id", False, ""),)
        )
        project = make_project(models=(tag,), apps=("shop", "staticfiles"))
        with pytest.raises(UnknownApp) as caught:
            project.tables_of("shpo")
        assert caught.value.advice == "Did you mean shop?"
        assert project.tables_of("staticfiles") == ()


class TestMigrations:
    SQUASHED = ("shop", "0001_squashed_0002")
    FIRST, SECOND, THIRD = (("shop", f"000{n}") for n in (1, 2, 3))

    @pytest.fixture
    def squashed(self) -> Project:
        both = (self.FIRST, self.SECOND)
        return make_project(migrations={self.SQUASHED: both, self.FIRST: (), self.THIRD: ()})

    def test_are_all_lacking_in_a_new_database(self, squashed: Project) -> None:
        assert squashed.unapplied_migrations(set()) == (self.SQUASHED, self.THIRD)

    def test_that_replace_applied_ones_count_as_applied(self, squashed: Project) -> None:
        assert squashed.unapplied_migrations({self.FIRST, self.SECOND, self.THIRD}) == ()

    def test_that_replace_half_applied_ones_give_way_to_the_rest(self, squashed: Project) -> None:
        assert squashed.unapplied_migrations({self.FIRST, self.THIRD}) == (self.SECOND,)

    def test_that_replace_others_may_be_applied_themselves(self, squashed: Project) -> None:
        assert squashed.unapplied_migrations({self.SQUASHED}) == (self.THIRD,)

    def test_squashed_again_count_too(self) -> None:
        outer = ("shop", "0001_outer")
        project = make_project(
            migrations={
                outer: (self.SQUASHED, self.THIRD),
                self.SQUASHED: (self.FIRST, self.SECOND),
            }
        )
        assert project.unapplied_migrations({self.FIRST, self.SECOND, self.THIRD}) == ()
        assert project.unapplied_migrations({self.FIRST, self.SECOND}) == (self.THIRD,)
        assert project.unapplied_migrations(set()) == (outer,)

    def test_are_read_without_a_connection(self, tmp_path: Path) -> None:
        project = small_project(tmp_path)
        project.databases(default=postgresql(HOST="nowhere.invalid"))
        found = project.python(
            LOAD + "print(json.dumps(project.unapplied_migrations({('sites', '0001_initial')})))"
        )
        assert ["shop", "0001_initial"] in found
        assert ["sites", "0001_initial"] not in found
        assert ["sites", "0002_alter_domain_unique"] in found


class TestAProjectThatDoesNotLoad:
    @pytest.mark.parametrize(
        ("settings", "cause"),
        [
            ("import missing_thing", "No module named 'missing_thing'"),
            ("raise SystemExit('no .env file')", "no .env file"),
            ("INSTALLED_APPS = ['nonesuch']", "nonesuch"),
        ],
    )
    def test_says_why(self, project: SmallProject, settings: str, cause: str) -> None:
        project.write("site_/settings.py", settings)
        done = project.segue("sequences")
        assert done.returncode == 1
        assert "error: the Django project site_.settings does not load" in done.stderr
        assert cause in done.stderr.partition("because: ")[2].splitlines()[0]
        assert "Traceback" not in done.stderr

    @pytest.mark.parametrize("settings", ["", "from site_.secrets import KEY"])
    def test_says_where(self, project: SmallProject, settings: str) -> None:
        """A KeyError alone leaves a person searching."""
        project.write("site_/secrets.py", "import os\n\n\nKEY = os.environ['NONE_SUCH_KEY']\n")
        project.write("site_/settings.py", settings or "\nKEY = {}['NONE_SUCH_KEY']\n")
        said = " ".join(project.segue("sequences").stderr.split())
        assert "because: KeyError: 'NONE_SUCH_KEY'" in said
        assert ("secrets.py, line 4." if settings else "settings.py, line 2.") in said
