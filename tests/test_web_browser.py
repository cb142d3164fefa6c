"""The pages in a real browser: keys, searches, closed windows, everybody's eyes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.browser import browser, kept, watched
from support.databases import Database
from support.mover import Mover
from support.pages import serving
from test_web import NEW, OLD

__all__ = ["browser"]


@pytest.fixture
def address(source_db: Database, target_db: Database, tmp_path: Path) -> Iterator[str]:
    source_db.execute(OLD)
    target_db.execute(NEW)
    with serving(tmp_path, "--from", source_db.url, "--to", target_db.url) as url:
        yield url


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page that was let in; whatever the browser complains of fails the test."""
    with watched(browser) as page:
        page.goto(address)
        yield page


def test_tables_are_exported_by_mouse_and_by_keys(page: Any, tmp_path: Path) -> None:
    page.keyboard.press("g")
    page.keyboard.press("e")
    page.get_by_label("Choose all that are shown").check()
    page.get_by_text("3 tables chosen").wait_for()
    page.get_by_label("Choose all that are shown").uncheck()
    page.get_by_text("No table is chosen yet").wait_for()
    page.get_by_label("Choose public.author").check()
    page.get_by_text("1 table chosen").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.get_by_text("2 tables chosen").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="public.gone").wait_for()
    page.get_by_label("Only rows for which this holds").fill("id < 1")
    page.get_by_text("0 rows").wait_for()
    kept(page, "export")
    page.get_by_role("button", name="Take it").click()
    page.get_by_text("some rows").wait_for()
    page.get_by_label("Delimiter").fill(";")
    page.get_by_label("NULL is written as").fill("NULL")
    page.get_by_text("--delimiter=;").wait_for()
    page.get_by_role("button", name="Start the export").click()
    page.get_by_text("✓ 2 files with 2 rows").wait_for(timeout=60_000)
    kept(page, "exported")
    assert (tmp_path / "segue-export" / "public.gone.csv").read_text() == "id\n"
    author = (tmp_path / "segue-export" / "public.author.csv").read_text()
    assert author.startswith("id;name\n1;Ada <script>")


def test_a_file_is_imported_by_mouse_and_by_keys(
    page: Any, target_db: Database, tmp_path: Path
) -> None:
    target_db.execute("INSERT INTO author VALUES (1, 'Ada', 'x')")
    (tmp_path / "author.csv").write_text("id;Nam;kind;what\n1;Eve;y;1\n2;Bob;;2\n3;Cy\n")
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.get_by_label("File or folder").fill("author.csv")
    page.keyboard.press("Enter")
    page.get_by_text("? say where it goes").wait_for()
    kept(page, "import")
    page.get_by_label("or leave it out").press("Space")
    page.get_by_text("? Answer the questions").wait_for()
    page.get_by_label("is the column 'Nam' the table's name?").check()
    page.get_by_text("? Answer the questions").wait_for(state="detached")
    page.get_by_role("button", name="Show values").click()
    page.get_by_text("Eve · Bob").wait_for()
    page.get_by_label("They", exact=True).select_option("update")
    page.get_by_text("--existing=update").wait_for()
    page.get_by_label("NULL is").select_option("text")
    page.get_by_label("Text for NULL").fill("-")
    page.get_by_role("button", name="Rehearse").click()
    page.get_by_text("It would be: 3 rows").wait_for(timeout=60_000)
    kept(page, "rehearsed")
    assert page.get_by_role("cell", name="Ada", exact=True).is_visible()
    page.get_by_role("link", name="Back to CSV in").click()
    page.get_by_label("Import the good rows").check()
    page.get_by_text("--reject=author.rejects.csv").wait_for()
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_text("✓ 3 rows").wait_for(timeout=60_000)
    kept(page, "imported")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download them as CSV").click()
    assert "segue_reason" in download.value.path().read_text()
    found = target_db.execute("SELECT id, name, kind FROM author ORDER BY id")
    assert found == [(1, "Eve", "y"), (2, "Bob", "")]


def test_the_way_from_page_to_page_by_keys_alone(page: Any) -> None:
    for key, title in (("t", "Tables"), ("k", "Check"), ("s", "Sequences"), ("m", "Moves")):
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.get_by_role("heading", name=title, exact=True).wait_for()
    page.keyboard.press("?")
    assert page.get_by_role("heading", name="Keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("heading", name="Keys").is_visible()


def test_a_search_shows_what_is_found_while_one_types(page: Any) -> None:
    page.request.post(page.url + "plan/draft")
    page.goto(page.url + "tables?tab=all")
    page.keyboard.press("/")
    page.keyboard.type("auth")
    page.get_by_text("public.gone").wait_for(state="detached")
    assert page.get_by_role("link", name="public.author", exact=True).is_visible()


def test_a_closed_browser_harms_no_run(
    browser: Any, page: Any, source_db: Database, target_db: Database
) -> None:
    target_db.execute("ALTER TABLE author ALTER kind SET DEFAULT 'x'")
    page.request.post(page.url + "plan/draft")
    page.goto(page.url + "tables")
    page.get_by_label("Choose public.gone").check()
    page.get_by_placeholder("why they stay behind").fill("nobody reads it")
    page.get_by_role("button", name="Skip", exact=True).click()
    page.goto(page.url.partition("/tables")[0] + "/review")
    page.get_by_role("button", name="Start the move").click()
    state = page.context.storage_state()
    base = page.url.partition("/running")[0]
    page.close()
    again = browser.new_context(storage_state=state).new_page()
    again.goto(f"{base}/running")
    again.get_by_text("✓ Done.").wait_for(timeout=60_000)
    assert target_db.value("SELECT count(*) FROM post") == 2


@pytest.fixture
def mover(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    return Mover(source_db, target_db, tmp_path)


def test_a_killed_run_is_resumed_from_the_banner(
    page: Any, mover: Mover, source_db: Database, target_db: Database
) -> None:
    target_db.execute("ALTER TABLE author ALTER kind SET DEFAULT 'x'")
    source_db.execute("DROP TABLE gone")
    assert mover.move(failpoint="indexes-down").killed
    page.reload()
    page.get_by_text("The last run stopped at").wait_for()
    kept(page, "moves-broken-off")
    page.get_by_role("link", name="Show them").click()
    page.get_by_text("post_author_id_fkey").first.wait_for()
    kept(page, "running-broken-off")
    page.get_by_role("link", name="Moves", exact=True).click()
    page.get_by_role("button", name="Resume").click()
    page.get_by_text("✓ Done.").wait_for(timeout=60_000)
    assert target_db.value("SELECT count(*) FROM post") == 2
