"""Forms do what was typed: Enter, the default button, several deeds, what was not sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from segue.plan.file import read_plan
from support.browser import browser, watched
from support.databases import Database
from support.pages import Pages, serving
from test_web import NEW, OLD

__all__ = ["browser"]
pytest.importorskip("waitress")

WALKED = (
    "/", "/connect", "/tables?tab=all", "/tables?tab=all&focus=public.gone",
    "/tables?tab=skipped&focus=public.post", "/table/0", "/table/0?column=name", "/table/1",
    "/table/0/form?name=name&how=map", "/table/0/form?name=name&how=lookup", "/check",
    "/review/summary", "/rehearsal", "/running", "/live", "/tables/map", "/problems",
    "/sequences?read=now", "/verify",
    "/report", "/export", "/export?focus=public.author", "/export/table?table=public.author",
    "/import", "/import?path=author.csv", "/questions", "/history", "/review", "/verify/rows",
    "/export/running", "/import/running",
)  # fmt: skip
TYPED = frozenset({"text", "search", "number", ""})


@pytest.fixture
def address(source_db: Database, target_db: Database, tmp_path: Path) -> Iterator[str]:
    source_db.execute(OLD)
    target_db.execute(NEW)
    (tmp_path / "author.csv").write_text("id,name,kind\n8,Eve,x\n")
    with serving(tmp_path, "--from", source_db.url, "--to", target_db.url) as url:
        yield url


@pytest.fixture
def pages(address: str) -> Pages:
    found = Pages(address)
    found.get(address.removeprefix(found.base))
    found.post("/plan/draft")
    return found


Deed = tuple[str, str, str, str]


@dataclass
class Form:
    """A form of a page: whether one types into it, and what its buttons do, in tree order."""

    action: str
    method: str
    typed: list[str] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    without_scripts: list[Deed] = field(default_factory=list)
    neutral: bool = False
    """Whether its first button is the hidden one that takes whatever was typed."""


class Forms(HTMLParser):
    """The forms of a page, with and without scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self._open: Form | None = None
        self._noscript = False
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attributes}
        if tag == "noscript":
            self._noscript = True
        if tag == "form":
            assert self._open is None, "a form within a form"
            self._open = Form(said.get("action", ""), said.get("method", "get"))
            self.forms.append(self._open)
            self.by_id[said.get("id", str(len(self.forms)))] = self._open
        owner = self.by_id.get(said["form"]) if "form" in said else self._open
        if owner is None:
            return
        if tag == "textarea" or (tag == "input" and said.get("type", "") in TYPED):
            owner.typed.append(said.get("name", ""))
        if tag == "button" and said.get("type", "submit") == "submit":
            self._button(owner, said)

    def _button(self, owner: Form, said: dict[str, str]) -> None:
        deed = (
            said.get("formaction", owner.action), said.get("formmethod", owner.method),
            said.get("name", ""), said.get("value", ""),
        )  # fmt: skip
        if not owner.without_scripts:
            owner.neutral = said.get("class") == "hidden"
        owner.without_scripts.append(deed)
        if not self._noscript:
            owner.deeds.append(deed)

    def handle_endtag(self, tag: str) -> None:
        if tag == "noscript":
            self._noscript = False
        if tag == "form":
            self._open = None


def test_enter_in_any_form_does_its_one_deed_with_scripts_and_without(pages: Pages) -> None:
    seen = 0
    for path in WALKED:
        answer = pages.get(path)
        assert answer.status == 200, path
        for form in Forms(answer.text).forms:
            where = (path, form.action, form.typed, form.deeds)
            if not form.typed or form.method == "get":
                assert len(set(form.deeds)) <= 1 or form.method == "post", where
                continue
            seen += 1
            assert form.neutral or len(set(form.deeds)) == 1, where
            assert form.without_scripts[0] == form.deeds[0], where
    assert seen > 30


def test_enter_over_chosen_tables_does_what_is_typed(pages: Pages, tmp_path: Path) -> None:
    plan = tmp_path / "segue.toml"
    before = plan.read_text()
    both = pages.post(
        "/tables/act", action="typed", table="public.gone", reason="old", target="author"
    )
    assert both.status == 422
    assert pages.post("/tables/act", action="typed", table="public.gone").status == 422
    assert plan.read_text() == before
    pages.post("/tables/act", action="typed", table="public.gone", target="author", reason="")
    assert read_plan(plan).tables[-1].target.name == "author"
    pages.post("/undo")
    pages.post("/tables/act", action="typed", table="public.gone", reason="nobody reads it")
    assert "nobody reads it" in read_plan(plan).skip.values()


def test_no_button_of_the_export_forgets_what_stands_beside_it(
    pages: Pages, tmp_path: Path
) -> None:
    fields = {
        "shown": "public.author", "table": "public.author", "of": "public.author",
        "column": ["id", "name"], "where": "id > 1", "folder": "out", "header": "on",
    }  # fmt: skip
    taken = pages.post("/export/settings", **fields).text
    assert "--where-of=public.author=id &gt; 1" in taken or "id &gt; 1" in taken
    assert not (tmp_path / "out").exists()
    wrong = pages.post("/export/start", **{**fields, "where": "nonsense"}).text
    assert "That cannot be exported" in wrong
    assert "Nothing was exported" in pages.get("/export/running").text


def test_the_error_page_keeps_what_was_typed_and_no_password(pages: Pages, tmp_path: Path) -> None:
    wrong = pages.post("/tables/query", query="SELECT 1 AS id", target="a.b.c.d")
    assert wrong.status == 422
    (form,) = (f for f in Forms(wrong.text).forms if f.action == "/tables/query")
    assert form.typed == ["query", "target"]
    assert "SELECT 1 AS id" in wrong.text
    secret = pages.post("/tables/query", query="x", target="postgresql://me:hunter2@h/d")
    assert "hunter2" not in secret.text.partition("<textarea")[2]


def test_a_typed_confirmation_and_enter_mean_the_import(pages: Pages, target_db: Database) -> None:
    target_db.execute("INSERT INTO author VALUES (1, 'Ada', 'x')")
    pages.post("/import/file", path="author.csv")
    fields = {"dates": "", "existing": "replace"}
    pages.post("/import/settings", **fields)
    assert "The import ended" not in pages.get("/import/running").text
    kept = pages.post("/import/settings", {"HX-Request": "true"}, confirm="typed", **fields)
    assert 'value="typed"' in kept.text
    started = pages.post("/import/settings", confirm=target_db.name, **fields)
    assert "Importing" in started.text or "1 row" in started.text or "✓" in started.text


def test_enter_in_the_panel_and_over_the_list_does_what_was_typed(
    browser: Any, address: str, tmp_path: Path
) -> None:
    plan = tmp_path / "segue.toml"
    with watched(browser) as page:
        page.goto(address)
        base = page.url.rstrip("/")
        page.request.post(f"{base}/plan/draft")
        page.goto(f"{base}/tables?tab=all&focus=public.gone")
        page.get_by_label("It stays behind, because").fill("nobody reads it")
        page.keyboard.press("Enter")
        page.get_by_text("segue.toml is changed").wait_for()
        assert "nobody reads it" in read_plan(plan).skip.values()
        page.goto(f"{base}/tables?tab=skipped&focus=public.gone")
        page.get_by_label("Its rows go to").fill("public.author")
        page.keyboard.press("Enter")
        page.get_by_text("segue.toml is changed").wait_for()
        assert read_plan(plan).tables[-1].target.name == "author"
        page.goto(f"{base}/export")
        page.get_by_role("textbox", name="Folder").fill("elsewhere")
        page.keyboard.press("Enter")
        page.get_by_text("No table is chosen").wait_for()
        assert not (tmp_path / "elsewhere").exists()


def test_what_was_typed_and_not_sent_is_not_left_without_asking(
    browser: Any, address: str, tmp_path: Path
) -> None:
    with watched(browser) as page:
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.goto(address)
        page.request.post(page.url + "plan/draft")
        page.goto(page.url + "tables?tab=copied")
        page.get_by_role("link", name="public.post", exact=True).first.click()
        page.get_by_label("Only rows where").click()
        page.keyboard.type("id > 1")
        page.get_by_role("link", name="public.author", exact=True).first.click()
        page.get_by_role("link", name="Check", exact=True).click(no_wait_after=True)
        page.wait_for_timeout(300)
        assert asked == ["confirm", "beforeunload"]
        assert page.get_by_label("Only rows where").input_value() == "id > 1"
        page.get_by_label("Only rows where").press("Enter")
        page.get_by_text("segue.toml is changed").wait_for()
        assert len(asked) == 2
    assert [m.where for m in read_plan(tmp_path / "segue.toml").tables if m.where] == ["id > 1"]
