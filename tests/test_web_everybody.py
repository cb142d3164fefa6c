"""Every page, as people with other eyes and windows meet it: contrast, structure, width."""

from __future__ import annotations

import inspect
import os
import re
from pathlib import Path
from typing import Any

import pytest

from segue.web.urls import urlpatterns
from support.browser import browser, faults
from support.databases import Database
from support.mover import Mover
from support.pages import serving
from test_web_forms import WALKED

__all__ = ["browser"]
pytest.importorskip("waitress")

OLD = """
CREATE TABLE author (id serial PRIMARY KEY, name text NOT NULL, born text);
CREATE TABLE a_table_with_a_name_that_is_as_long_as_postgresql_lets_it_be_x (
    id serial PRIMARY KEY, author_id int REFERENCES author,
    a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_x text
);
CREATE TABLE gone (id serial PRIMARY KEY);
INSERT INTO author VALUES (1, 'Ada <script>alert(1)</script>', '1815'), (4, 'Bob', 'about 1900');
INSERT INTO a_table_with_a_name_that_is_as_long_as_postgresql_lets_it_be_x
    VALUES (1, 4, repeat('x', 200)), (7, 1, NULL);
INSERT INTO gone VALUES (1);
"""
NEW = OLD.partition("CREATE TABLE gone")[0].replace("name text", "name text CHECK (name <> 'Bob')")
DRAFTED = (
    "", "connect", "tables?tab=needs", "tables?tab=all&q=id", "tables?tab=all&focus=public.gone",
    "tables/map", "table/0", "table/0?column=name", "table/0/form?name=name&how=map", "questions",
    "check", "review", "rehearsal", "running", "live", "problems", "sequences?read=now", "verify",
    "report", "export", "export?focus=public.author", "export/running", "import",
    "import?path=author.csv", "import/running", "nowhere", "history",
    "review/summary", "export/table?table=public.author",
)  # fmt: skip
AFTER = ("", "tables/map", "check", "review", "rehearsal", "running", "problems", "report/1",
         "verify", "verify/rows")  # fmt: skip
IN_OTHERS = {"export/preview", "tables/focus"}
"""What browsers without scripts get as pages of their own; others have it within a page."""
WITHOUT = "document.querySelectorAll('noscript').forEach(n => n.outerHTML = n.textContent)"
PANELS = (("table/0", "map"), ("table/0", "sql"), ("table/0", "lookup"), ("tables?tab=all", ""))


def plain(path: str) -> str:
    """An address without its number, its query and what leads to it."""
    return re.sub(r"\d+", "0", path.partition("?")[0]).removesuffix("/0").removeprefix("/")


def pages_with(word: str) -> set[str]:
    """The addresses of the pages whose views say so; numbers stand as 0."""
    return {
        plain(re.sub(r"<int:\w+>", "0", str(each.pattern)))
        for each in urlpatterns
        if word in inspect.getsource(inspect.unwrap(each.callback))
        and not hasattr(each.callback, "__wrapped__")
    }


def test_no_page_is_left_out_of_the_walks() -> None:
    found = pages_with("shown(")
    assert len(found) > 20
    assert found - set(map(plain, (*DRAFTED, *AFTER))) - IN_OTHERS == set()
    assert found - set(map(plain, WALKED)) - IN_OTHERS == set()


def shot(name: str) -> str:
    """Where a picture of each page is wanted, its name."""
    letters = "".join(c if c.isalnum() else "-" for c in name)
    return f"walk-{letters}" if os.environ.get("SEGUE_SCREENSHOTS") else ""


def settle(page: Any) -> None:
    """Wait for what a page asks for once it is there."""
    if page.locator("[hx-trigger~=load]").count():
        page.wait_for_load_state("networkidle")


def test_every_page_fits_every_window_and_everybodys_eyes(
    browser: Any, source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    source_db.execute(OLD)
    target_db.execute(NEW)
    (tmp_path / "author.csv").write_text("id;nam;born;shoes\n1;Eve;x;40\n")
    mover = Mover(source_db, target_db, tmp_path)
    with serving(tmp_path, "--from", source_db.url, "--to", target_db.url) as address:
        page = browser.new_context(bypass_csp=True).new_page()
        page.goto(address)
        base = page.url
        found: dict[str, list[str]] = {}

        def walk(stage: str, *paths: str) -> None:
            for path in paths:
                page.goto(base + path)
                settle(page)
                found[f"{stage}: {path}"] = faults(page, shot(f"{stage}-{path}"))

        walk("new", "", "tables")
        page.request.post(base + "plan/draft")
        walk("drafted", *DRAFTED)
        for path, way in PANELS:
            page.goto(base + path)
            page.locator("a.look").nth(0).click()
            page.locator("#focus h2:focus").wait_for()
            if way:
                page.locator("#focus select").select_option(way)
                settle(page)
            found[f"panel: {path} {way}"] = faults(page, shot(f"panel-{path}-{way}"))
        plan = tmp_path / "segue.toml"
        skip = {"action": "typed", "table": "public.gone", "reason": "nobody reads it"}
        page.request.post(base + "tables/act", form=skip)
        plan.write_text(plan.read_text().replace("\n\n", '\non_bad_row = "reject"\n\n', 1))
        assert mover.run("move", "--no-input").status == 5
        mover.run("check")
        target_db.execute("UPDATE author SET name = 'Eve'")
        page.goto(base + "verify")
        page.get_by_role("button", name="Compare now").click()
        page.get_by_text("✕ differs").first.wait_for(timeout=60_000)
        page.get_by_role("button", name="Show the rows").first.click()
        page.get_by_text("1 row differs").wait_for(timeout=60_000)
        walk("moved", *AFTER)
        page.route("**/*.js", lambda route: route.abort())
        for path in (*DRAFTED[:9], "export?focus=public.author", "import?path=author.csv"):
            page.goto(base + path)
            page.evaluate(WITHOUT)
            found[f"without scripts: {path}"] = faults(page)
        page.context.close()
    assert {path: said for path, said in found.items() if said} == {}
