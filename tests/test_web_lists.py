"""Tables and Columns in a real browser, by mouse and by keys alone, for everybody's eyes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from segue.plan.file import read_plan
from segue.plan.model import Constant, ExistingRows, Expression, MappedValue
from support.browser import browser, kept
from support.databases import Database
from support.pages import serving
from test_web_tables import NEW, OLD

__all__ = ["browser"]

ODD = '"<b>שלום\u202e&😀"'


@pytest.fixture
def address(source_db: Database, target_db: Database, tmp_path: Path) -> Iterator[str]:
    source_db.execute(f"{OLD}; CREATE TABLE {ODD} (id int PRIMARY KEY, {ODD} text)".encode())
    source_db.execute(f"INSERT INTO {ODD} VALUES (1, '<script>x</script>')".encode())
    target_db.execute(f"{NEW}; CREATE TABLE {ODD} (id int PRIMARY KEY, {ODD} text)".encode())
    with serving(tmp_path, "--from", source_db.url, "--to", target_db.url) as url:
        yield url


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """The page Tables; whatever the browser complains of fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    page.request.post(page.url + "plan/draft")
    page.goto(page.url + "tables?tab=copied")
    yield page
    context.close()
    assert complaints == []


def test_settings_and_maps_by_mouse(page: Any, tmp_path: Path) -> None:
    page.get_by_role("link", name="public.shop_book", exact=True).click()
    focus = page.locator("#focus")
    focus.get_by_label("Only rows where").fill("flag = 'x'")
    focus.get_by_text("1 row").wait_for()
    focus.get_by_text('from = "public.shop_book"').wait_for()
    kept(page, "table-in-focus")
    focus.get_by_label("Rows that the target holds already").select_option("keep")
    focus.locator("form", has=page.get_by_label("Rows that the target holds already")).get_by_role(
        "button"
    ).click()
    page.get_by_role("button", name="Show values").click()
    page.get_by_role("link", name="Columns of public.shop_author").click()
    page.get_by_role("link", name="mood", exact=True).click()
    page.locator("#focus h2:focus").wait_for()
    focus.get_by_label("How mood is fed").select_option("map")
    right = focus.get_by_label("Value of the target")
    focus.locator("input[name=left][value=A]").wait_for()
    right.nth(0).fill("active")
    right.nth(1).fill("draft")
    kept(page, "column-mapped")
    focus.get_by_role("button", name="Set").click()
    page.get_by_text('map = { "A" = "active"').first.wait_for()
    plan = read_plan(tmp_path / "segue.toml")
    columns = {m.source.name: m for m in plan.tables if m.source}
    assert columns["shop_book"].existing_rows is ExistingRows.KEEP
    assert columns["shop_author"].columns["mood"] == MappedValue(
        "mood", (("A", "active"), ("D", "draft"))
    )


def test_tables_and_columns_by_keys_alone(page: Any, tmp_path: Path) -> None:
    keys = page.keyboard
    keys.press("/")
    keys.type("writer")
    page.get_by_text("public.shop_author").first.wait_for(state="detached")
    keys.press("Tab")
    page.get_by_role("link", name="Needs you").focus()
    keys.press("j")
    assert page.evaluate("document.activeElement.textContent") == "public.shop_book"
    keys.press("x")
    assert page.get_by_label("Choose public.shop_book").is_checked()
    keys.press("Enter")
    page.locator("#focus h2:focus").wait_for()
    keys.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "public.shop_book"
    keys.press("Tab")
    keys.press("Enter")
    page.get_by_role("link", name="title", exact=True).wait_for()
    for _ in range(5):
        keys.press("j")
    assert page.evaluate("document.activeElement.textContent") == "flag"
    keys.press("k")
    keys.press("Enter")
    page.locator("#focus h2:focus").wait_for()
    keys.press("Tab")
    keys.type("SQL")
    area = page.locator("#focus textarea")
    area.wait_for()
    keys.press("Tab")
    keys.type("upper(title)")
    page.locator("#focus").get_by_text("✓").wait_for()
    keys.press("Tab")
    keys.press("Enter")
    page.get_by_text('title = { sql = "upper(title)" }').first.wait_for()
    plan = read_plan(tmp_path / "segue.toml")
    (book,) = (m for m in plan.tables if m.source and m.source.name == "shop_book")
    assert book.columns["title"] == Expression("upper(title)")


def test_an_odd_name_moves_no_letter_around_it_and_its_column_is_edited(
    page: Any, tmp_path: Path
) -> None:
    link = page.get_by_role("link", name="public.<b>שלום")
    assert link.last.locator("bdi").count() == 1
    link.last.click()
    page.get_by_role("heading", level=1).wait_for()
    page.locator("a.look").nth(1).click()
    page.locator("#focus h2:focus").wait_for()
    page.locator("#focus select").select_option("constant")
    page.locator("#focus").get_by_placeholder("the same value").fill('"<i>\u202e')
    page.locator("#focus").get_by_role("button", name="Set").click()
    page.get_by_text("In segue.toml").wait_for()
    kept(page, "odd-names")
    plan = read_plan(tmp_path / "segue.toml")
    said = [m.columns for m in plan.tables if m.columns]
    assert {ODD.strip('"'): Constant('"<i>\u202e')} in said
