"""The pages within a project's own URLs: below any address, for those whom the project allows."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.databases import Database
from support.projects import SETTINGS, SmallProject, alias_of, migrate, small_project

MOUNTED = """
INSTALLED_APPS = ["django.contrib.sessions", *INSTALLED_APPS]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "site_.urls"
ALLOWED_HOSTS = ["testserver"]
LOGIN_URL = "/log-in"
"""
URLS = """
from pathlib import Path

from django.urls import include, path

from segue.web.mounting import pages

plan = Path(__file__).parent.parent / "segue.toml"
urlpatterns = [
    path("ops/move/", include(pages(plan))),
    path("staff/", include(pages(plan, allowed=lambda user: user.is_staff))),
]
"""
CLIENT = """
import json
import time

import django

django.setup()
from django.contrib.auth.models import User
from django.test import Client

HERE = {"HTTP_ORIGIN": "http://testserver"}


def logged_in(name, **more):
    user, _ = User.objects.get_or_create(username=name, **more)
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def told(answer):
    return [answer.status_code, answer.headers.get("Location")]


chief = logged_in("chief", is_superuser=True)
"""


@pytest.fixture
def project(tmp_path: Path, source_db: Database, target_db: Database) -> SmallProject:
    """Mounted in the project that runs on the old database; the new one is migrated."""
    made = small_project(tmp_path)
    made.write("site_/settings.py", SETTINGS + MOUNTED)
    made.write("site_/urls.py", URLS)
    for database in (target_db, source_db):
        migrate(made, database)
    made.databases(default=alias_of(source_db), new=alias_of(target_db))
    return made


def asked(project: SmallProject, code: str) -> object:
    return project.python(CLIENT + code, DJANGO_SETTINGS_MODULE="site_.settings")


def test_whoever_is_not_allowed_sees_nothing(project: SmallProject) -> None:
    found = asked(
        project,
        """
everybody = Client()
plain, staff = logged_in("plain"), logged_in("staff", is_staff=True)
print(json.dumps({
    "everybody": told(everybody.get("/ops/move/tables")),
    "everybody's static": told(everybody.get("/ops/move/static/segue.css")),
    "plain": told(plain.get("/ops/move/")),
    "staff": told(staff.get("/ops/move/")),
    "staff where they may": told(staff.get("/staff/")),
    "chief": told(chief.get("/ops/move/")),
}))
""",
    )
    assert found == {
        "everybody": [302, "/log-in?next=/ops/move/tables"],
        "everybody's static": [302, "/log-in?next=/ops/move/static/segue.css"],
        "plain": [403, None],
        "staff": [403, None],
        "staff where they may": [200, None],
        "chief": [200, None],
    }


def test_a_request_from_another_page_changes_nothing(project: SmallProject) -> None:
    found = asked(
        project,
        """
form = {"source": "default", "target": "new"}
print(json.dumps([
    told(chief.post("/ops/move/connect/test", form, **headers))
    for headers in (
        {}, {"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"},
        {**HERE, "HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_REFERER": "http://evil.example/testserver"},
        {"HTTP_REFERER": "http://testserver/ops/move/connect"}, HERE,
    )
]))
""",
    )
    assert found == [[403, None]] * 5 + [[200, None]] * 2


def test_a_whole_move_below_the_projects_address(
    project: SmallProject, source_db: Database, target_db: Database
) -> None:
    source_db.execute("INSERT INTO shop_item (id, title) VALUES (7, 'One'), (9, 'Two')")
    found = asked(
        project,
        """
import re

form = {"source": "default", "target": "new"}
tried = chief.post("/ops/move/connect/test", form, **HERE).content.decode()
chief.post("/ops/move/plan/draft", **HERE)
texts = [chief.get("/ops/move/" + name).content.decode() for name in
         ("", "connect", "tables?tab=all", "table/0", "check", "review", "running", "sequences")]
addresses = {found for text in texts for found in re.findall(
    r'(?:href|action|src|hx-get|hx-post)="(/[^"]*)"', text)}
started = told(chief.post("/ops/move/start", **HERE))
deadline = time.monotonic() + 60
while "Done." not in (said := chief.get("/ops/move/running/state").content.decode()):
    assert time.monotonic() < deadline, said
    time.sleep(0.2)
print(json.dumps({
    "tried": "It answers" in tried,
    "astray": sorted(a for a in addresses if not a.startswith("/ops/move/")),
    "links": len(addresses),
    "policy": chief.get("/ops/move/").headers["Content-Security-Policy"],
    "style": told(chief.get("/ops/move/static/segue.css")),
    "started": started,
}))
""",
    )
    assert isinstance(found, dict)
    assert found.pop("links") > 20
    assert found.pop("policy").startswith("default-src 'self'")
    assert found == {
        "tried": True, "astray": [], "style": [200, None],
        "started": [302, "/ops/move/running"],
    }  # fmt: skip
    assert target_db.execute("SELECT title FROM shop_item ORDER BY id") == [("One",), ("Two",)]


def test_files_are_read_and_written_below_the_plans_folder_alone(project: SmallProject) -> None:
    project.write("auth_group.csv", "id,name\n77,Movers\n")
    said = asked(
        project,
        """
from pathlib import Path

def page(address, **fields):
    return chief.post(address, fields, follow=True, **HERE).content.decode()

chief.post("/ops/move/connect/test", {"source": "default", "target": "new"}, **HERE)
page("/ops/move/tables")
chosen = {"shown": "public.auth_group", "table": "public.auth_group"}
page("/ops/move/export/choose", **chosen)
print(json.dumps([
    "keep to the folder" in page("/ops/move/export/settings", folder="/tmp/elsewhere", header="on"),
    "keep to the folder" in page("/ops/move/export/settings", folder="../elsewhere", header="on"),
    "keep to the folder" in page("/ops/move/export/settings", folder="out", header="on"),
    "keep to the folder" in page("/ops/move/import/file", path="/etc/passwd"),
    "keep to the folder" in page("/ops/move/import/file", path="auth_group.csv"),
    'action="/ops/move/import/settings"' in page("/ops/move/import/file", path="auth_group.csv"),
    "keep to the folder" in page("/ops/move/import/settings", aside="on", reject="/tmp/bad"),
]))
""",
    )
    assert said == [True, True, False, True, False, True, True]
