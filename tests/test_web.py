"""The pages edit the plan, start and watch runs, and answer only to whom they were given."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import pytest

from segue.plan.file import read_plan
from segue.plan.model import Constant, Expression
from support.databases import Database
from support.pages import Pages, serving, wait_for

pytest.importorskip("waitress")

OLD = """
CREATE TABLE author (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE post (
    id serial PRIMARY KEY, author_id int REFERENCES author, title text, "<b>&""odd" text
);
CREATE TABLE gone (id serial PRIMARY KEY);
INSERT INTO author VALUES (1, 'Ada <script>alert(1)</script>'), (4, 'Bob');
INSERT INTO post VALUES (1, 4, 'One', 'x'), (7, 1, NULL, NULL);
INSERT INTO gone VALUES (1);
"""
NEW = """
CREATE TABLE author (id bigserial PRIMARY KEY, name text NOT NULL, kind text NOT NULL);
CREATE TABLE post (
    id bigserial PRIMARY KEY, author_id bigint REFERENCES author, title text, "<b>&""odd" text
);
"""
PAGES = ("/", "/connect", "/tables", "/tables?tab=all", "/table/0", "/table/1", "/check", "/review",
         "/review/summary", "/running", "/problems", "/sequences", "/sequences?read=now", "/verify",
         "/verify/rows", "/report", "/rehearsal", "/history", "/live",
         "/tables/map",
         "/questions")  # fmt: skip


@pytest.fixture
def address(source_db: Database, target_db: Database, tmp_path: Path) -> Iterator[str]:
    source_db.execute(OLD)
    target_db.execute(NEW)
    with serving(tmp_path, "--from", source_db.url, "--to", target_db.url) as url:
        yield url


@pytest.fixture
def pages(address: str) -> Pages:
    """A session that was let in."""
    found = Pages(address)
    assert found.get("/" + address.partition("/")[2].rpartition("/")[2]).status == 200
    assert found.post("/plan/draft").status == 200
    return found


class Strict(HTMLParser):
    """Notices tags that are not closed, and scripts and styles that stand in the page."""

    VOID = frozenset({"meta", "link", "input", "br", "img", "hr", "wbr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = dict(attributes)
        assert len(names) == len(attributes), (tag, attributes)
        assert not [n for n in names if n.startswith("on") or n == "style"], (tag, attributes)
        assert tag != "style" and (tag != "script" or "src" in names)  # noqa: PT018
        self.ids += [names["id"] or ""] if "id" in names else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag


def test_only_the_browser_with_the_token_is_let_in_and_only_once(address: str) -> None:
    stranger, guest = Pages(address), Pages(address)
    assert stranger.get("/").status == 403
    assert guest.get(f"/?token={address.partition('token=')[2]}").status == 200
    assert guest.get("/tables").status == 200
    assert stranger.get(f"/?token={address.partition('token=')[2]}").status == 403
    assert stranger.get("/tables").status == 403
    assert stranger.get("/static/segue.css").status == 403


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
)
def test_another_host_or_origin_is_refused(pages: Pages, headers: dict[str, str]) -> None:
    assert pages.post("/check/run", headers).status == 403
    if "Host" in headers:
        assert pages.get("/", **headers).status == 403


POSTED = ("/start", "/pause", "/restore", "/check/run", "/check/end", "/verify/run", "/verify/end",
          "/history/run", "/history/move", "/history/end", "/questions/answer", "/questions/accept",
          "/verify/name-rows", "/sequences/reset", "/tables/act", "/tables/query",
          "/tables/setting", "/table/0/option", "/table/0/also", "/table/0/column", "/undo",
          "/connect/test", "/read-again", "/values", "/export/start", "/export/stop",
          "/import/start", "/import/stop", "/import/upload", "/import/forget", "/rehearsal/start",
          "/rehearsal/end", "/plan/draft", "/connect/prepare", "/export/choose",
          "/export/settings", "/export/table/save", "/import/file", "/import/settings")  # fmt: skip


def test_a_link_changes_nothing(pages: Pages, tmp_path: Path) -> None:
    pages.get("/tables")
    before = (tmp_path / "segue.toml").read_text()
    for path in POSTED:
        assert pages.get(path).status == 405, path
    assert (tmp_path / "segue.toml").read_text() == before
    assert "No run was started" in pages.get("/running").text


def test_every_page_is_strict_html_under_its_policy(pages: Pages) -> None:
    for path in PAGES:
        answer = pages.get(path)
        assert answer.status == 200, path
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
        parsed = Strict(answer.text)
        assert parsed.open == [], path
        assert len(set(parsed.ids)) == len(parsed.ids), path
        assert len(answer.text) < 100_000


def test_names_and_values_are_shown_as_text(pages: Pages) -> None:
    pages.get("/tables")
    assert "&lt;b&gt;&amp;&quot;odd" in pages.get("/table/1").text
    masked = pages.get("/table/0/preview").text
    assert "Bob" not in masked
    assert "•••" in masked
    pages.post("/values", show="on", next="/table/0")
    shown = pages.get("/table/0/preview").text
    assert "Ada &lt;script&gt;" in shown
    assert "<script>alert" not in shown


def test_a_move_from_the_tables_to_the_proof(
    pages: Pages, source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    assert "public.gone" in pages.get("/tables?tab=needs").text
    refused = pages.post("/tables/act", action="skip", table="public.gone")
    assert refused.status == 422
    assert "say why" in refused.text
    pages.post("/tables/act", action="skip", table="public.gone", reason="nobody reads it")
    assert "nothing feeds it" in pages.get("/table/0").text
    pages.post("/table/0/column", name="kind", how="constant", value="person")
    pages.post("/table/1/column", name="title", how="sql", value="upper(title)")
    plan = read_plan(tmp_path / "segue.toml")
    assert plan.tables[0].columns["kind"] == Constant("person")
    assert plan.tables[1].columns["title"] == Expression("upper(title)")
    assert "nobody reads it" in plan.skip.values()
    pages.post("/check/run")
    wait_for(pages, "/check", "Nothing stands in the way")
    assert "0 rows deleted" in pages.get("/review/summary").text
    pages.post("/start")
    wait_for(pages, "/running/state", "✓ Done")
    assert target_db.execute("SELECT title FROM post ORDER BY id") == [("ONE",), (None,)]
    pages.post("/verify/run")
    wait_for(pages, "/verify/state", "2 of 2 tables are equal: 4 rows")
    assert "No sequence is behind" in pages.get("/sequences?read=now").text
    assert "public.post" in pages.get("/report").text
    target_db.execute("UPDATE post SET title = 'other' WHERE id = 1")
    pages.post("/verify/run")
    wait_for(pages, "/verify/state", "differs")
    pages.post("/verify/name-rows", table="public.post")
    masked = wait_for(pages, "/verify/rows", "1 row differs")
    assert "title" in masked
    assert "other" not in masked
    pages.post("/values", show="on")
    assert "<bdi>other</bdi>" in pages.get("/verify/rows").text


def test_an_edit_is_taken_back_and_one_made_elsewhere_is_noticed(
    pages: Pages, tmp_path: Path
) -> None:
    pages.get("/tables")
    plan = tmp_path / "segue.toml"
    before = plan.read_text()
    pages.post("/table/0/column", name="kind", how="constant", value="person")
    assert plan.read_text() != before
    pages.post("/undo")
    assert plan.read_text() == before
    plan.write_text(before + "# looked at\n")
    assert "was edited outside" in pages.get("/tables").text
    assert "was edited outside" not in pages.get("/tables").text


def test_an_expression_is_tried_by_the_source_while_it_is_typed(pages: Pages) -> None:
    pages.get("/tables")
    assert "does not exist" in pages.get("/table/0/try?how=sql&value=nonsense").text
    refused = pages.get("/table/0/try?how=sql&value=name%3A%3Aint").text
    assert "invalid input syntax" in refused
    assert "•••" in refused  # the value that the server quotes
    assert "✓" in pages.get("/table/0/try?how=sql&value=lower(name)").text
    assert "✕" in pages.get("/table/0/try?how=sql&value=1)%3B+DELETE+FROM+author%3B+--").text


def test_sides_that_do_not_answer_or_are_one_are_told(
    pages: Pages, source_db: Database, tmp_path: Path
) -> None:
    wrong = pages.post("/connect/test", source=source_db.url, target="service:nowhere").text
    assert "✕ Error" in wrong
    assert "It answers" in wrong
    same = pages.post("/connect/test", source=source_db.url, target=source_db.url).text
    assert "one and the same database" in same


def test_a_mistake_in_the_plan_is_shown_with_its_line(pages: Pages, tmp_path: Path) -> None:
    pages.get("/tables")
    plan = tmp_path / "segue.toml"
    plan.write_text(plan.read_text().replace('existing_rows = "stop"', 'existing_rows = "halt"'))
    answer = pages.get("/tables")
    assert answer.status == 422
    assert "existing_rows cannot be" in answer.text


HELD = (
    "postgresql://me:hunter2@h/d", "postgresql://h/d?password=hunter2", "me:hunter2@h/d",
    "host=h password=hunter2", "postgresql://me:hunter2?x@h/d", "mysql://me:hunter2@h/d",
)  # fmt: skip


def test_a_password_that_was_typed_is_never_shown_again(pages: Pages) -> None:
    for typed in HELD:
        for side, other in (("source", "target"), ("target", "source")):
            tried = pages.post("/connect/test", **{side: typed, other: "service:nowhere"})
            assert "hunter2" not in tried.text, typed
            assert "✕ Error" in tried.text
            assert "hunter2" not in pages.get(f"/connect?{urlencode({side: typed})}").text


def test_two_servers_in_one_browser_do_not_shut_each_other_out(
    pages: Pages, source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    sides = ("--from", source_db.url, "--to", target_db.url)
    with serving(tmp_path, *sides) as second:
        other = Pages(second)
        other._opener = pages._opener  # one browser: its cookies go to every port of the host
        assert other.get(second.removeprefix(other.base)).status == 200
        assert pages.get("/").status == other.get("/").status == 200
