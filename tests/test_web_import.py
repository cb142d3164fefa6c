"""CSV in of the pages: what a file is taken for is shown, asked and changed beforehand."""

from __future__ import annotations

import csv
import gzip
import io
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from segue.web.names import key_of, typed
from support.databases import Database
from support.pages import Pages, wait_for
from test_web import Strict
from test_web_csv import AUTHOR, BOOK, HOSTILE, QUOTED, pages

pytest.importorskip("waitress")

__all__ = ["pages"]  # the fixture
FORM: dict[str, Any] = {"dates": "", "table": "", "existing": ""}
"""What a form of settings always posts."""


def test_what_was_exported_is_edited_rehearsed_and_imported_with_rejects(
    pages: Pages, target_db: Database, tmp_path: Path
) -> None:
    pages.post("/export/choose", shown=[AUTHOR, BOOK], table=[AUTHOR, BOOK])
    pages.post("/export/settings", folder="out", header="on")
    pages.post("/export/start")
    assert "/import?path=" in wait_for(pages, "/export/state", "✓ 2 files")
    _edit(tmp_path / "out" / "public.book.csv")
    folder = pages.post("/import/file", path="out").text
    assert "2 files" in folder
    assert "untouched" in folder
    assert "<b>edited</b>" in folder
    settings = FORM | {"existing": "update", "aside": "on", "reject": "bad"}
    assert "--existing=update --reject=bad" in pages.post("/import/settings", **settings).text
    pages.post("/import/start", rehearse="on", **settings)
    rehearsed = wait_for(pages, "/import/state", "Nothing was changed")
    assert "1 new + 1 changed + 4 unchanged + 2 rejected" in rehearsed
    assert "other &lt;b&gt;" not in rehearsed
    assert "cheap" not in rehearsed
    pages.post("/values", show="on")
    shown = pages.get("/import/state").text
    assert "<bdi>Two, &quot;quoted&quot;</bdi></td><td><bdi>other &lt;b&gt;</bdi>" in shown
    assert "<bdi>cheap</bdi>" in shown
    assert target_db.value("SELECT count(*) FROM book") == 3
    pages.post("/import/start", **settings)
    done = wait_for(pages, "/import/state", "✓ 8 rows")
    assert "1 new + 1 changed + 4 unchanged + 2 rejected" in done
    assert target_db.execute("SELECT id, title FROM book ORDER BY id")[1:] == [
        (2, "other <b>"), (3, "three\nlines"), (4, "new"),
    ]  # fmt: skip
    number = 0 if "/import/rejects/0" in done else 1
    rejects = pages.get(f"/import/rejects/{number}")
    assert rejects.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(rejects.text)))
    assert [row["id"] for row in rows] == ["5", "6"]
    assert "author" in rows[1]["segue_reason"]
    assert pages.get(f"/import/rejects/{1 - number}").status == 404
    assert pages.get("/import/rejects/7").status == 404


def _edit(path: Path) -> None:
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    rows[2][2] = "other <b>"
    rows += [
        ["4", "1", "new", "1", ""], ["5", "1", "bad", "cheap", ""], ["6", "99", "bad", "1", ""],
    ]  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def test_a_file_is_sent_by_the_browser_and_its_size_told(pages: Pages, target_db: Database) -> None:
    page = pages.send("/import/upload", "author.csv.gz", gzip.compress(b"id,name\n7,Eve\n")).text
    assert "author.csv.gz" in page
    assert "sent by the browser" in page
    pages.post("/import/start", **FORM)
    wait_for(pages, "/import/state", "✓ 1 row = 1 new")
    assert target_db.value("SELECT name FROM author WHERE id = 7") == "Eve"
    assert pages.post("/import/upload").status == 422
    odd = pages.send("/import/upload", "../../author.csv", b"id,name\n8,Mal\n").text
    assert "/author.csv" in odd
    assert "/../" not in odd


def test_a_column_without_a_place_is_asked_about_and_never_left_out_unsaid(
    pages: Pages, tmp_path: Path
) -> None:
    (tmp_path / "author.csv").write_text("id,name,shoe size\n9,Ann,40\n")
    page = pages.post("/import/file", path="author.csv").text
    assert "has no place for the file&#x27;s column <bdi>" in page or "no place" in page
    assert "? say where it goes" in page
    names = [key_of(name) for name in ("shoe size", "id", "name")]
    columns = {"name": names, "goes": ["", "id", "name"], "was": ["", "id", "name"]}
    still = pages.post("/import/settings", **FORM, **columns, timezone="UTC").text
    assert "? say where it goes" in still
    assert "Rehearse" not in still
    left = pages.post("/import/settings", **FORM, **columns, leave=key_of("shoe size")).text
    assert "--ignore=shoe size" in left
    assert "Rehearse" in left
    swapped = columns | {"goes": ["name", "id", ""]}
    changed = pages.post("/import/settings", **FORM, **swapped).text
    assert "--map=shoe size=name" in unescape(changed)
    assert "--ignore=name" in changed


def test_what_is_not_sure_is_asked_and_the_answer_stands_in_the_command(
    pages: Pages, target_db: Database, tmp_path: Path
) -> None:
    (tmp_path / "author.csv").write_bytes("id;nam\n9;Żaneta\n".encode("cp1250") * 1)
    page = pages.post("/import/file", path="author.csv").text
    assert "Segue is not sure" in page
    assert "? Answer the questions above first" in page
    assert "--map=nam=name" in page
    assert "Answer the questions" in pages.post("/import/start", **FORM).text
    questions = _values(page, "agreed")
    assert len(questions) == 2
    answered = pages.post("/import/settings", **FORM, agreed=questions, encoding="cp1250").text
    assert "Answer the questions" not in answered
    questions = _values(answered, "agreed")
    assert "--encoding=cp1250" in answered
    pages.post("/import/start", **FORM, agreed=questions, encoding="cp1250")
    wait_for(pages, "/import/state", "✓ 1 row = 1 new")
    assert target_db.value("SELECT name FROM author WHERE id = 9") == "Żaneta"


def _values(page: str, name: str) -> list[str]:
    """The values of the page's boxes of that name."""
    parts = page.split(f'name="{name}" value="')[1:]
    return [part.partition('"')[0] for part in parts]


def test_names_and_values_of_files_are_shown_as_text(pages: Pages, tmp_path: Path) -> None:
    name = "<script>alert(1)</script>.csv"
    with (tmp_path / name.replace("/", "")).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([[HOSTILE, "id"], ["<i>\u202e", "5"]])
    pages.post("/values", show="on")
    pages.post("/import/file", path=name.replace("/", ""))
    page = pages.post("/import/settings", **(FORM | {"table": typed(f"public.{QUOTED}")})).text
    assert "<script>alert" not in page
    assert "<i>" not in page
    assert "\u202e" not in page
    assert "&lt;i&gt;" in page
    parsed = Strict(page)
    assert parsed.open == []
    assert len(set(parsed.ids)) == len(parsed.ids)
    pages.post("/import/start", **(FORM | {"table": typed(f"public.{QUOTED}")}))
    wait_for(pages, "/import/state", "✓ 1 row = 1 new")


def test_rows_go_only_when_the_databases_name_is_typed(
    pages: Pages, target_db: Database, tmp_path: Path
) -> None:
    (tmp_path / "book.csv").write_text("id,author_id,title,price,note\n8,1,only,1,\n")
    pages.post("/import/file", path="book.csv")
    replace = FORM | {"existing": "replace"}
    page = pages.post("/import/settings", **replace).text
    assert "<bdi>public.book</bdi>: 3 rows" in page
    pages.post("/import/start", confirm="", **replace)
    wait_for(pages, "/import/state", "✕ Nothing was imported")
    pages.post("/import/start", confirm="wrong", **replace)
    wait_for(pages, "/import/state", "✕ Nothing was imported")
    assert target_db.value("SELECT count(*) FROM book") == 3
    pages.post("/import/start", confirm=target_db.name, **replace)
    wait_for(pages, "/import/state", "3 rows were deleted before")
    assert target_db.execute("SELECT title FROM book") == [("only",)]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"delimiter": "ab"}, "has to be one character"),
        ({"encoding": "klingon"}, "no such encoding"),
        ({"skip": "many"}, "--skip"),
        ({"table": "public.nowhere"}, "has no table public.nowhere"),
        ({"existing": "burn"}, "--existing"),
        ({"match": "shoes"}, "--match shoes"),
        ({"lacked": "kind", "given": "x"}, "--set kind"),
    ],
)
def test_a_setting_that_cannot_be_is_said_and_the_page_stays(
    pages: Pages, tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    (tmp_path / "author.csv").write_text("id,name\n9,Ann\n")
    pages.post("/import/file", path="author.csv")
    page = unescape(pages.post("/import/settings", **(FORM | settings)).text)
    assert said in page
    assert "How the file is written" in page
    assert "Rehearse" not in page


@pytest.mark.parametrize(
    "path", ["nothing.csv", "empty.csv", "book.xlsx", "a\x00b", "-h", "x" * 5000]
)
def test_what_is_no_file_of_rows_is_said(pages: Pages, tmp_path: Path, path: str) -> None:
    (tmp_path / "empty.csv").touch()
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04")
    assert "✕ It cannot be imported so" in pages.post("/import/file", path=path).text


def test_a_file_without_a_header_goes_where_its_columns_are_told(
    pages: Pages, target_db: Database, tmp_path: Path
) -> None:
    (tmp_path / "author.csv").write_text("Ann,21,x\n")
    pages.post("/import/file", path="author.csv")
    form = FORM | {"header": "no-header", "headless": "on"}
    columns = {"name": ["a", "b", "c"], "goes": ["name", "id", ""], "was": ["id", "name", "c"]}
    page = pages.post("/import/settings", **form, **columns).text
    assert "--columns=name,id" in page
    pages.post("/import/start", **form, **columns)
    wait_for(pages, "/import/state", "✓ 1 row = 1 new")
    assert target_db.value("SELECT name FROM author WHERE id = 21") == "Ann"


def test_rejects_refuse_it_all_unless_they_are_put_aside(
    pages: Pages, target_db: Database, tmp_path: Path
) -> None:
    (tmp_path / "book.csv").write_text(f"id,author_id,title,price\n8,1,{'x' * 30},1\n9,1,y,1\n")
    pages.post("/import/file", path="book.csv")
    pages.post("/import/start", **FORM)
    refused = wait_for(pages, "/import/state", "✕ Nothing was imported: 1 row")
    assert "Download" not in refused
    assert target_db.value("SELECT count(*) FROM book") == 3


def test_a_header_of_several_lines_can_be_agreed_to(
    pages: Pages, target_db: Database, tmp_path: Path
) -> None:
    (tmp_path / "author.csv").write_text('id,"na\nme","a=b ""c"""\n9,Ann,x\n')
    page = pages.post("/import/file", path="author.csv").text
    columns = {"name": [key_of('a=b "c"')], "goes": ["name"], "was": [""], "by": [""]}
    page = pages.post("/import/settings", **FORM, **columns, leave=key_of("na\nme")).text
    assert """'--map="a=b ""c""\"=name'""" in unescape(page)
    pages.post("/import/start", **FORM, agreed=_values(page, "agreed"))
    wait_for(pages, "/import/state", "✓ 1 row = 1 new")
    assert target_db.value("SELECT name FROM author WHERE id = 9") == "x"


def test_what_numbers_and_doubtful_values_are_is_said_beforehand(
    pages: Pages, tmp_path: Path
) -> None:
    (tmp_path / "public.book.csv").write_text('id,author_id,title,price\n9,1,a,"1,50"\n')
    pages.post("/import/file", path="public.book.csv")
    settings = FORM | {"decimal": ",", "thousands": ".", "read": "title=plain, price=thousands"}
    answer = unescape(pages.post("/import/settings", **settings).text)
    assert "--decimal=, --thousands=." in answer
    assert "--read=title=plain --read=price=thousands" in answer
    assert 'value="title=plain, price=thousands"' in answer
    (tmp_path / "author.csv").write_text("Authors of 2025\nid,name\n9,Ann\n")
    asked = pages.post("/import/file", path="author.csv").text
    told = pages.post("/import/settings", **FORM, agreed=_values(asked, "agreed")).text
    assert "--skip=1" in told
