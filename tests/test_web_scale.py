"""The pages stay light, and ask the databases little, with 1,000 tables and 20,000 columns.

How long they take is measured by `python -m benchmarks.pages`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver

from segue.database.catalog import Table
from segue.database.names import QualifiedName
from segue.demo.servers import Server
from segue.plan.file import read_plan
from segue.web.answering import URLS
from segue.web.application import configure
from segue.web.session import WebSession
from support.databases import fresh_database

MANY = Path(__file__).parents[1] / "benchmarks" / "many.sql"
HEAVIEST = 100_000
"""Bytes that no page may exceed."""
LISTS = (
    "/tables", "/tables?tab=all", "/tables?tab=all&page=6", "/tables?tab=all&q=field_7",
    "/tables?tab=all&app=app03", "/tables/targets?target=model", "/table/0", "/table/WIDE",
    "/table/WIDE?page=3", "/table/WIDE?q=measure_3", "/table/WIDE/names?value=measure",
    "/table/0/form?name=field_3&how=sql", "/export", "/export?page=6", "/export?q=field_7",
    "/export/table?table=public.wide_reading", "/export?focus=public.wide_reading", "/import",
)  # fmt: skip


class Asking:
    """A person at a desk, and how many statements each page sends to the databases."""

    def __init__(self, session: WebSession, monkeypatch: pytest.MonkeyPatch) -> None:
        self.session, self.statements = session, 0
        original = psycopg.Cursor.execute

        def counted(cursor: Any, *words: Any, **named: Any) -> Any:
            self.statements += 1
            return original(cursor, *words, **named)

        monkeypatch.setattr(psycopg.Cursor, "execute", counted)

    def get(self, path: str) -> HttpResponse:
        return self._ask(RequestFactory().get(path))

    def post(self, path: str, **fields: object) -> HttpResponse:
        return self._ask(RequestFactory().post(path, fields))

    def _ask(self, request: Any) -> HttpResponse:
        self.statements = 0
        found = get_resolver(URLS).resolve(request.path)
        answer: HttpResponse = found.func(request, self.session, **found.kwargs)
        return answer


@pytest.fixture(scope="module")
def session(
    source_server: Server, target_server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WebSession]:
    """A plan drafted between two databases of 1,000 tables."""
    configure()
    path = tmp_path_factory.mktemp("many") / "segue.toml"
    with fresh_database(source_server) as source, fresh_database(target_server) as target:
        for side, database in (("source", source), ("target", target)):
            database.execute(f"ALTER DATABASE {database.name} SET segue.side = '{side}'".encode())
            database.execute(MANY.read_text(encoding="utf-8").encode())
            database.execute("ANALYZE")
        session = WebSession(None, path, source.url, target.url)
        session.draft_plan(keep_edits=True)
        session.overview()
        yield session


@pytest.fixture
def asking(session: WebSession, monkeypatch: pytest.MonkeyPatch) -> Iterator[Asking]:
    text = session.plan_text()
    yield Asking(session, monkeypatch)
    session.plan_path.write_text(text, encoding="utf-8")


def number_of(session: WebSession, source: str) -> int:
    plan = read_plan(session.plan_path)
    return plan.numbers_from(QualifiedName("public", source))[0]


def test_lists_are_light_and_ask_the_databases_nothing(asking: Asking) -> None:
    wide = number_of(asking.session, "wide_reading")
    for path in LISTS:
        answer = asking.get(path.replace("WIDE", str(wide)))
        assert answer.status_code == 200, path
        assert len(answer.content) < HEAVIEST, path
        assert asking.statements == 0, path


def test_pages_whose_answers_take_long_are_there_before_them(asking: Asking) -> None:
    for path in ("/check", "/review", "/sequences", "/verify", "/connect"):
        answer = asking.get(path)
        assert answer.status_code == 200, path
        assert asking.statements == 0, path


def test_what_the_databases_answer_is_light_too(asking: Asking) -> None:
    for path in ("/", "/check", "/review/summary", "/running", "/problems", "/sequences?read=now",
                 "/verify", "/report"):  # fmt: skip
        answer = asking.get(path)
        assert answer.status_code == 200, path
        assert len(answer.content) < HEAVIEST, path
    found = asking.get("/sequences?read=now&q=app03_model123").content.decode()
    assert "app03_model123" in found
    assert "app03_model124" not in found


def test_an_edit_is_answered_without_a_look_at_the_databases(asking: Asking) -> None:
    number = number_of(asking.session, "app03_model123")
    asking.post(f"/table/{number}/column", name="field_3", how="sql", value="1")
    assert asking.statements == 0
    page = asking.get("/tables?tab=yours").content.decode()
    assert asking.statements == 0
    assert "public.app03_model123" in page
    assert "public.app03_model124" not in page


def test_a_thousand_tables_are_changed_by_one_edit(asking: Asking) -> None:
    asking.post(
        "/tables/act", action="on_bad_row", on_bad_row="reject", everything="on", tab="copied"
    )
    assert {m.on_bad_row is not None for m in read_plan(asking.session.plan_path).tables} == {True}
    asking.session.undo()
    assert {m.on_bad_row is not None for m in read_plan(asking.session.plan_path).tables} == {False}


def test_samples_of_a_wide_table_are_one_statement(asking: Asking) -> None:
    wide = number_of(asking.session, "wide_reading")
    asking.session.show_values = True
    one = asking.get(f"/table/{wide}?q=measure_11")
    few = asking.statements
    many = asking.get(f"/table/{wide}")
    asking.session.show_values = False
    assert asking.statements == few > 0
    assert len(one.content) < len(many.content) < HEAVIEST


def test_every_table_can_be_reached_screen_by_screen(asking: Asking) -> None:
    seen: set[str] = set()
    for page in range(1, 11):
        text = asking.get(f"/tables?tab=all&page={page}").content.decode()
        seen |= {part.partition('"')[0] for part in text.split('name="table" value="')[1:]}
    assert len(seen) == asking.session.overview().counts["all"] == 1000


def test_a_thousand_tables_are_chosen_and_exported_by_one_command(asking: Asking) -> None:
    asking.post("/export/choose", all="on")
    asking.post("/export/choose", shown="public.wide_reading")
    page = asking.get("/export").content.decode()
    assert "999 tables" in page
    assert len(page) < HEAVIEST
    assert asking.statements == 0
    words = asking.get("/export/command").content.decode()
    assert words.count("--table=") == 999
    lines = asking.get("/export/preview?table=public.app03_model123").content.decode()
    assert "id," in lines
    asking.post("/export/choose", none="on")


def _wide(session: WebSession) -> Table:
    return session.catalog("target").tables[QualifiedName("public", "wide_reading")]


def test_a_file_with_very_many_columns_is_light(asking: Asking, tmp_path: Path) -> None:
    names = [column.name for column in _wide(asking.session).columns]
    rows = [",".join(names), ",".join("1" for _ in names)]
    (tmp_path / "wide_reading.csv").write_text("\n".join(rows) + "\n")
    page = asking.get(f"/import?path={tmp_path}/wide_reading.csv").content.decode()
    assert "further columns" in page
    assert len(page) < HEAVIEST
    assert asking.statements == 0
