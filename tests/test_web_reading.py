"""Reading changes nothing: no GET writes a file, and no plan is drafted by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern

from segue.plan.file import read_plan
from segue.web.application import configure
from support.databases import Database
from support.mover import Mover
from support.pages import Pages, serving
from test_web import NEW, OLD

pytest.importorskip("waitress")


def everything() -> list[str]:
    """Every address of the pages, with numbers that exist and queries that mean something."""
    configure()
    from segue.web.urls import urlpatterns

    patterns = [each for each in urlpatterns if isinstance(each, URLPattern)]
    paths = ["/" + str(each.pattern).replace("<int:number>", "0") for each in patterns]
    queries = (
        "/problems/rejects.csv?table=public.author", "/table/0/form?name=name&how=sql",
        "/table/0/distinct?from=name", "/export/preview?table=public.author", "/report/1",
        "/tables/focus?table=public.gone", "/export/table?table=public.author",
        "/import?path=x.csv",
    )  # fmt: skip
    return [*paths, *queries]


def folder_of(path: Path) -> dict[str, tuple[int, bytes]]:
    """Each file below, with when it was written and what it holds."""
    files = (file for file in path.rglob("*") if file.is_file())
    return {str(f): (f.stat().st_mtime_ns, f.read_bytes()) for f in files}


@pytest.fixture
def pages(source_db: Database, target_db: Database, tmp_path: Path) -> Iterator[Pages]:
    source_db.execute(OLD)
    target_db.execute(NEW)
    (tmp_path / "x.csv").write_text("id,name\n8,Eve\n")
    with serving(tmp_path, "--from", source_db.url, "--to", target_db.url) as url:
        found = Pages(url)
        assert found.get(url.removeprefix(found.base)).status == 200
        yield found


def test_no_address_writes_a_file_where_it_is_only_read(pages: Pages, tmp_path: Path) -> None:
    before = folder_of(tmp_path)
    for path in everything():
        assert pages.get(path).status < 500, path
    assert folder_of(tmp_path) == before
    pages.post("/plan/draft")
    with_plan = folder_of(tmp_path)
    assert with_plan != before
    for path in everything():
        assert pages.get(path).status < 500, path
    assert folder_of(tmp_path) == with_plan


def test_a_reject_file_that_is_gone_is_downloaded_and_not_put_back(
    pages: Pages, source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    target_db.execute("ALTER TABLE author ALTER kind SET DEFAULT 'x', ADD CHECK (name <> 'Bob')")
    source_db.execute("DROP TABLE gone")
    mover = Mover(source_db, target_db, tmp_path)
    assert mover.run("plan", "--from", source_db.url, "--to", target_db.url).status == 0
    plan = tmp_path / "segue.toml"
    plan.write_text(plan.read_text().replace("version = 1", 'version = 1\non_bad_row = "reject"'))
    assert mover.run("move", "--no-input").status == 5
    (file,) = (tmp_path / "segue-rejects").rglob("public.author.csv")
    text = file.read_text()
    file.unlink()
    assert pages.get("/problems/rejects.csv?table=public.author").text == text
    assert not file.exists()


def test_a_plan_that_is_deleted_is_drafted_again_only_when_asked(
    pages: Pages, tmp_path: Path
) -> None:
    plan = tmp_path / "segue.toml"
    pages.post("/plan/draft")
    drafted = plan.read_text()
    pages.get("/tables")
    plan.unlink()
    for path in ("/tables", "/table/0", "/review", "/review/summary"):
        assert "There is no plan yet" in pages.get(path).text, path
    for path in ("/start", "/check/run", "/rehearsal/start", "/table/0/option"):
        refused = pages.post(path, option="where", value="id > 1")
        assert "There is no plan yet" in refused.text, path
        assert refused.status == 422
    assert not plan.exists()
    assert "public.author" in pages.post("/plan/draft").text
    assert plan.read_text() == drafted


def test_a_plan_of_an_empty_target_is_drafted_anew_from_nothing(
    pages: Pages, target_db: Database, tmp_path: Path
) -> None:
    plan = tmp_path / "segue.toml"
    target_db.execute("DROP TABLE post, author")
    pages.post("/plan/draft")
    assert len(read_plan(plan).tables) == 0
    before = plan.read_text() + "# mine\n"
    plan.write_text(before)
    target_db.execute(NEW)
    pages.post("/plan/draft", **{"from": "nothing"})
    assert len(read_plan(plan).tables) == 2
    assert "# mine" not in plan.read_text()
    pages.post("/undo")
    assert plan.read_text() == before
    pages.post("/plan/draft")
    assert "# mine" in plan.read_text()
    assert {m.target.name for m in read_plan(plan).tables} == {"author", "post"}


def test_connect_creates_the_target_that_is_missing(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    source_db.execute(OLD)
    missing = target_db.url.replace(target_db.name, f"{target_db.name}_new")
    try:
        with serving(tmp_path) as url:
            pages = Pages(url)
            pages.get(url.removeprefix(pages.base))
            tried = pages.post("/connect/test", source=source_db.url, target=missing)
            assert "Create the target database" in tried.text
            made = pages.post("/connect/prepare", source=source_db.url, target=missing)
            assert "It has no tables yet" in made.text
            assert "Create the target database" not in made.text
    finally:
        target_db.execute(f'DROP DATABASE IF EXISTS "{target_db.name}_new"'.encode())
