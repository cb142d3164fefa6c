"""CSV out of the pages: what is chosen is what the command writes, and nothing is hidden."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from segue.files.manifest import read_manifest
from segue.plan.file import read_plan
from segue.web.names import key_of
from support.databases import Database
from support.pages import Pages, serving, wait_for
from test_web import Strict

pytest.importorskip("waitress")

HOSTILE = '<b>&"odd\u202e, =*[x]'
"""A table and a column: markup, quotes, direction, and what patterns and options are made of."""
QUOTED = '"' + HOSTILE.replace('"', '""') + '"'

SHOP = f"""
CREATE TABLE author (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE book (
    id serial PRIMARY KEY, author_id int NOT NULL REFERENCES author, title varchar(20),
    price numeric(8, 2) CHECK (price >= 0), note text
);
CREATE TABLE {QUOTED} (id int PRIMARY KEY, {QUOTED} text, plain text);
INSERT INTO author VALUES (1, 'Ada <script>alert(1)</script>'), (2, 'Bob');
INSERT INTO book VALUES
    (1, 1, 'Żółć; one', 1.50, NULL), (2, 1, 'Two, "quoted"', 2, ''),
    (3, 2, E'three\nlines', 0, 'x');
INSERT INTO {QUOTED} VALUES (1, 'a', 'b'), (2, NULL, 'd');
ANALYZE;
"""
AUTHOR, BOOK, ODD = (key_of(f"public.{name}") for name in ("author", "book", QUOTED))


@pytest.fixture
def pages(source_db: Database, target_db: Database, tmp_path: Path) -> Iterator[Pages]:
    """A session that was let in, between two databases with the same tables."""
    source_db.execute(SHOP.encode())
    target_db.execute(SHOP.encode())
    with serving(tmp_path, "--from", source_db.url, "--to", target_db.url) as url:
        found = Pages(url)
        assert found.get("/" + url.partition("/")[2].rpartition("/")[2]).status == 200
        yield found


def test_tables_are_chosen_shaped_previewed_and_exported(pages: Pages, tmp_path: Path) -> None:
    first = pages.get("/export").text
    assert "No table is chosen yet" in first
    assert "author" in first
    pages.post("/export/choose", shown=[AUTHOR, BOOK], table=[AUTHOR, BOOK])
    saved = pages.post(
        "/export/table/save", of=BOOK, column=["title", "id"], where="price > 0.5"
    ).text
    assert "2 of 5 columns" in saved
    settings = {
        "folder": "out",
        "delimiter": ";",
        "null": "NULL",
        "header": "on",
        "line_end": "crlf",
    }
    page = pages.post("/export/settings", **settings).text
    assert "2 tables" in page
    pages.post("/values", show="on")
    lines = _pre(pages.get(f"/export/preview?table={BOOK}").text)
    pages.post("/export/start")
    done = wait_for(pages, "/export/state", "✓ 2 files with 4 rows")
    assert "public.book.csv" in done
    written = (tmp_path / "out" / "public.book.csv").read_bytes()
    assert written == 'id;title\r\n1;"Żółć; one"\r\n2;"Two, ""quoted"""\r\n'.encode()
    assert lines == written.decode().replace("\r", "\\r")
    manifest = read_manifest(tmp_path / "out")
    assert manifest is not None
    assert [file.where for file in manifest.files] == ["", "price > 0.5"]


def test_the_command_line_shown_does_the_same(
    pages: Pages, source_db: Database, tmp_path: Path
) -> None:
    _choose_everything(pages)
    pages.post("/export/settings", folder="out", header="on", null="'", line_end="crlf")
    pages.post("/export/table/save", of=ODD, column=key_of(HOSTILE), where=f"{QUOTED} = 'a'")
    shown = _pre(pages.get("/export").text)
    pages.post("/export/start")
    wait_for(pages, "/export/state", "✓ 3 files")
    first = {file.name: file.read_bytes() for file in (tmp_path / "out").glob("*.csv")}
    again = shown.replace("segue export out", f"{sys.executable} -m segue export again")
    again = again.replace("\\u202e", "\u202e")
    subprocess.run(["sh", "-c", again], cwd=tmp_path, check=True, timeout=60)
    assert {f.name: f.read_bytes() for f in (tmp_path / "again").glob("*.csv")} == first
    assert len(first) == 3


def test_values_stay_masked_until_they_are_asked_for(pages: Pages) -> None:
    _choose_everything(pages)
    masked = _pre(pages.get(f"/export/preview?table={BOOK}").text)
    assert masked.splitlines()[:2] == ["id,author_id,title,price,note", "•••,•••,•••,•••,"]
    pages.post("/values", show="on")
    text = pages.get(f"/export/preview?table={AUTHOR}").text
    assert "Ada &lt;script&gt;" in text
    assert "<script>alert" not in text


def test_hostile_names_are_text_and_mean_the_table_alone(pages: Pages, tmp_path: Path) -> None:
    page = pages.get("/export").text
    assert "&lt;b&gt;&amp;&quot;" in page
    assert "\u202e" not in page
    panel = pages.get(f"/export/table?table={quote(ODD)}").text
    assert "&lt;b&gt;&amp;&quot;odd\\u202e" in panel
    assert "<b>&" not in panel
    pages.post("/export/table/save", of=ODD, column=key_of(HOSTILE))
    pages.post("/export/settings", folder="out", header="on")
    pages.post("/export/start")
    wait_for(pages, "/export/state", "✓ 1 file with 2 rows")
    manifest = read_manifest(tmp_path / "out")
    assert manifest is not None
    assert [column.name for file in manifest.files for column in file.columns] == [HOSTILE]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"delimiter": "ab"}, "as its delimiter"),
        ({"delimiter": "\x00"}, "cannot be written"),
        ({"encoding": "klingon"}, "no encoding is named"),
        ({"null": 'a"b'}, "as its NULL string"),
        ({"format": "parquet", "delimiter": ";"}, "Parquet has its own form"),
        ({"jobs": "many"}, "--jobs"),
        ({"decimal": "<i>"}, "--decimal"),
    ],
)
def test_a_setting_that_cannot_be_is_said_and_kept(
    pages: Pages, settings: dict[str, str], said: str
) -> None:
    _choose_everything(pages)
    page = pages.post("/export/settings", folder="out", header="on", **settings).text
    assert said in unescape(page)
    assert "<i>" not in page
    assert said in unescape(pages.post("/export/start").text)


def test_a_condition_is_checked_by_the_source_before_it_is_taken(pages: Pages) -> None:
    refused = pages.post("/export/table/save", of=BOOK, column="id", where="prize > 1")
    assert "prize" in refused.text
    assert "does not exist" in refused.text
    assert "No table is chosen" in pages.get("/export").text
    ended = pages.post("/export/table/save", of=BOOK, column="id", where="true); DROP TABLE a; --")
    assert "That cannot be exported" in ended.text
    assert "✓ <bdi>2 rows" in pages.get(f"/export/count?of={BOOK}&where=author_id=1").text
    nothing = pages.post("/export/table/save", of=BOOK, where="true")
    assert "choose at least one" in nothing.text


def test_what_goes_wrong_stays_on_the_page(pages: Pages, tmp_path: Path) -> None:
    assert "No table is chosen yet" in pages.post("/export/start").text
    _choose_everything(pages)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").touch()
    pages.post("/export/settings", folder="full", header="on")
    pages.post("/export/start")
    assert "mine.txt" in wait_for(pages, "/export/state", "✕ Not exported")
    pages.post("/export/settings", folder="full/new", header="on", encoding="latin-1")
    pages.post("/values", show="on")
    assert "has no place for" in pages.get(f"/export/preview?table={BOOK}").text
    pages.post("/export/start")
    lacking = wait_for(pages, "/export/state", "lacks characters")
    assert "public.book.title" in lacking
    assert not (tmp_path / "full" / "new").exists()


def test_an_export_that_was_killed_is_told_by_pages_that_were_started_anew(
    source_db: Database, tmp_path: Path
) -> None:
    source_db.execute(SHOP.encode())
    slow = "CREATE VIEW slow AS SELECT g, pg_sleep(0.02) IS NULL FROM generate_series(1, 5000) AS g"
    source_db.execute(slow)
    with serving(tmp_path, "--from", source_db.url, "--to", source_db.url) as url:
        pages = Pages(url)
        pages.get("/" + url.partition("/")[2].rpartition("/")[2])
        pages.post("/export/choose", shown="public.slow", table="public.slow")
        pages.post("/export/settings", folder="out", header="on")
        pages.post("/export/start")
        assert "still at work" in pages.post("/export/start").text
    with serving(tmp_path, "--from", source_db.url, "--to", source_db.url) as url:
        pages = Pages(url)
        pages.get("/" + url.partition("/")[2].rpartition("/")[2])
        wait_for(pages, "/export/state", "Under way")
        assert "Stop" in pages.get("/export/running").text
        pages.post("/export/stop")
        wait_for(pages, "/export/state", "✕ Not exported")
        assert not (tmp_path / "out").exists()


def test_pages_of_csv_are_strict_and_light(pages: Pages) -> None:
    _choose_everything(pages)
    table = f"/export/table?table={quote(ODD)}"
    preview = f"/export/preview?table={BOOK}"
    for path in ("/export", f"/export?focus={BOOK}", table, preview, "/export/running"):
        answer = pages.get(path)
        assert answer.status == 200, path
        parsed = Strict(answer.text)
        assert parsed.open == [], path
        assert len(set(parsed.ids)) == len(parsed.ids), path
        assert len(answer.text) < 100_000


def test_rows_leave_in_the_plans_shape(pages: Pages, target_db: Database, tmp_path: Path) -> None:
    target_db.execute("ALTER TABLE author RENAME name TO full_name")
    pages.post("/read-again")
    pages.post("/plan/draft")
    number = [str(table.target) for table in read_plan(tmp_path / "segue.toml").tables].index(
        AUTHOR
    )
    pages.post(f"/table/{number}/column", name="full_name", how="column", value="name")
    page = pages.post("/export/settings", folder="out", header="on", through_plan="on").text
    assert "No table is chosen" in page
    assert "as the plan makes them" in page
    pages.post("/export/choose", shown=[AUTHOR], table=[AUTHOR])
    pages.post("/export/start")
    wait_for(pages, "/export/state", "✓ 1 file with 2 rows")
    assert (tmp_path / "out" / "public.author.csv").read_text().startswith("id,full_name\n")


def _choose_everything(pages: Pages) -> None:
    assert "3 tables" in pages.post("/export/choose", all="on").text


def _pre(text: str) -> str:
    """What stands in the page's first block of text."""
    found = re.search(r"<pre[^>]*>(.*?)</pre>", text, re.DOTALL)
    assert found is not None, text
    return unescape(re.sub(r"</?bdi>", "", found[1]))
