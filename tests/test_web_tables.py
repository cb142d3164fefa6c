"""Tables and Columns: every setting and form of the plan, many at once, whatever the names."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from segue.database.names import QualifiedName
from segue.plan.file import read_plan
from segue.plan.model import (
    Constant,
    DroppedColumn,
    ExistingRows,
    Expression,
    FunctionValue,
    KeepKeys,
    LookupValue,
    MappedValue,
    MatchKeys,
    OffsetKeys,
    OnBadRow,
    Plan,
    ReferenceValue,
    ReferringWithin,
    Renamed,
    TableMapping,
    UuidKeys,
)
from support.databases import Database
from support.pages import Pages, serving, wait_for
from test_web import Strict

pytest.importorskip("waitress")

OLD = """
CREATE TABLE shop_author (id serial PRIMARY KEY, name text NOT NULL UNIQUE, mood text);
CREATE TABLE shop_book (id serial PRIMARY KEY, author_no int, writer text, title text, flag text);
CREATE TABLE shop_gone (id serial PRIMARY KEY, note text);
CREATE TABLE shop_lost (id serial PRIMARY KEY, note text);
INSERT INTO shop_author VALUES (1, 'Ada', 'A'), (2, 'Bob', 'D'), (3, 'Cid', 'A');
INSERT INTO shop_book VALUES (1, 2, 'Ada', 'One', 'x');
INSERT INTO shop_gone VALUES (1, 'a');
INSERT INTO shop_lost VALUES (1, 'b');
"""
NEW = """
CREATE TABLE shop_author (id bigserial PRIMARY KEY, name text NOT NULL UNIQUE, mood text);
CREATE TABLE shop_book (
    id bigserial PRIMARY KEY, author_no bigint, writer bigint, title text, flag text, score int
);
CREATE TABLE shop_archive (id bigserial PRIMARY KEY, note text);
"""


@pytest.fixture
def pages(source_db: Database, target_db: Database, tmp_path: Path) -> Iterator[Pages]:
    source_db.execute(OLD)
    target_db.execute(NEW)
    with let_in(tmp_path, source_db, target_db) as found:
        yield found


class let_in:  # noqa: N801
    """Pages between two databases, with the plan drafted."""

    def __init__(self, folder: Path, source: Database, target: Database) -> None:
        self._serving = serving(folder, "--from", source.url, "--to", target.url)

    def __enter__(self) -> Pages:
        url = self._serving.__enter__()
        pages = Pages(url)
        assert pages.get("/" + url.partition("/")[2].rpartition("/")[2]).status == 200
        drafted = pages.post("/plan/draft")
        assert drafted.status == 200, drafted.text
        return pages

    def __exit__(self, *why: object) -> None:
        self._serving.__exit__(None, None, None)


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    return tmp_path / "segue.toml"


def numbered(plan: Plan, source: str) -> tuple[int, TableMapping]:
    """The place of a mapping in the plan, and the mapping."""
    return next((n, m) for n, m in enumerate(plan.tables) if m.source and m.source.name == source)


def keys_of(text: str) -> list[str]:
    """What the page's rows post."""
    found = re.findall(r'name="table" value="([^"]*)"', text)
    return [html.unescape(key) for key in found]


def test_many_tables_are_skipped_mapped_and_unskipped_at_once(
    pages: Pages, plan_file: Path
) -> None:
    before = plan_file.read_text()
    gone = {QualifiedName("public", "shop_gone"), QualifiedName("public", "shop_lost")}
    chosen = keys_of(pages.get("/tables?tab=needs&q=shop_").text)
    pages.post("/tables/act", action="skip", table=chosen, reason='they said "no"')
    assert {name for name, why in read_plan(plan_file).skip.items() if "no" in why} >= gone
    pages.post("/tables/act", action="unskip", table=["public.shop_gone", "public.shop_lost"])
    assert not gone & set(read_plan(plan_file).skip)
    pages.post("/tables/act", action="map", table="public.shop_gone", target="shop_archive")
    pages.post("/tables/act", action="create", table="public.shop_lost")
    plan = read_plan(plan_file)
    assert numbered(plan, "shop_gone")[1].target == QualifiedName("public", "shop_archive")
    assert numbered(plan, "shop_lost")[1].create
    for _ in range(4):
        pages.post("/undo")
    assert plan_file.read_text() == before


def test_all_that_a_search_finds_are_acted_on_and_nothing_else(
    pages: Pages, plan_file: Path
) -> None:
    fields = {"everything": "on", "tab": "copied", "q": "writer"}
    assert keys_of(pages.get("/tables?tab=copied&q=writer").text)[0].startswith("1 ")
    pages.post("/tables/act", action="on_bad_row", on_bad_row="reject", **fields)
    pages.post("/tables/act", action="existing_rows", existing_rows="keep", **fields)
    plan = read_plan(plan_file)
    assert numbered(plan, "shop_book")[1].on_bad_row is OnBadRow.REJECT
    assert numbered(plan, "shop_book")[1].existing_rows is ExistingRows.KEEP
    assert numbered(plan, "shop_author")[1].on_bad_row is None
    pages.post("/tables/act", action="on_bad_row", on_bad_row="", **fields)
    assert numbered(read_plan(plan_file), "shop_book")[1].on_bad_row is None


def test_nothing_is_done_to_a_table_that_moved_in_the_plan_meanwhile(
    pages: Pages, plan_file: Path
) -> None:
    (key,) = keys_of(pages.get("/tables?tab=copied&q=shop_author").text)
    text = plan_file.read_text()
    first, second = text.index("[[table]]"), text.index("[[table]]", text.index("[[table]]") + 1)
    end = text.index("# ?") if "# ?" in text else len(text)
    plan_file.write_text(text[:first] + text[second:end] + text[first:second] + text[end:])
    refused = pages.post("/tables/act", action="skip", table=key, reason="why not")
    assert refused.status == 422
    assert "changed meanwhile" in refused.text


def test_a_form_made_for_another_state_of_the_plan_changes_nothing(
    pages: Pages, plan_file: Path
) -> None:
    number, _ = numbered(read_plan(plan_file), "shop_book")
    page = pages.get(f"/table/{number}").text
    row = html.unescape(re.findall(r'name="row" value="([^"]*)"', page)[0])
    added = '[[table]]\nfrom = "public.shop_gone"\nto = "public.shop_archive"\n\n[[table]]\n'
    changed = plan_file.read_text().replace("[[table]]\n", added, 1)
    plan_file.write_text(changed)
    for path, fields in (
        ("column", {"name": "title", "how": "sql", "value": "upper(title)"}),
        ("option", {"option": "where", "value": "id > 1"}),
        ("option", {"option": "remove"}),
    ):
        assert pages.post(f"/table/{number}/{path}", row=row, **fields).status == 422
    assert plan_file.read_text() == changed


def test_undo_never_takes_back_what_was_written_outside(pages: Pages, plan_file: Path) -> None:
    pages.post("/table/1/option", option="where", value="id > 0")
    outside = plan_file.read_text() + "# by hand\n"
    plan_file.write_text(outside)
    refused = pages.post("/undo")
    assert refused.status == 422
    assert "edited outside" in refused.text
    assert plan_file.read_text() == outside


def test_one_source_feeds_several_tables_and_a_query_one(pages: Pages, plan_file: Path) -> None:
    (key,) = keys_of(pages.get("/tables?tab=copied&q=shop_author").text)[:1]
    pages.post("/tables/act", action="also", table=key, target="shop_archive")
    pages.post("/tables/query", query="SELECT 9 AS id,\r\n'n' AS note", target="shop_archive")
    plan = read_plan(plan_file)
    into = plan.mappings_into(QualifiedName("public", "shop_archive"))
    assert [m.source.name if m.source else m.query for m in into] == [
        "shop_author", "SELECT 9 AS id,\n'n' AS note",
    ]  # fmt: skip


def test_the_table_in_focus_stays_in_focus_after_an_edit(pages: Pages) -> None:
    (key,) = keys_of(pages.get("/tables?tab=all&q=writer").text)
    panel = pages.get(f"/tables?tab=all&q=writer&focus={quote(key)}").text
    again = html.unescape(re.findall(r'name="next" value="([^"]*focus=[^"]*)"', panel)[0])
    after = pages.post("/table/1/option", option="where", value="id > 0", next=again).text
    assert 'value="id &gt; 0"' in after
    assert "where = &quot;id &gt; 0&quot;" in after


def test_every_setting_of_a_table_is_set_and_left_to_its_default(
    pages: Pages, plan_file: Path
) -> None:
    number, _ = numbered(read_plan(plan_file), "shop_author")

    def setting(option: str, **fields: object) -> TableMapping:
        answer = pages.post(f"/table/{number}/option", option=option, **fields)
        assert answer.status == 200, answer.text
        return read_plan(plan_file).tables[number]

    assert setting("where", value="id > 1").where == "id > 1"
    assert setting("where", value="").where is None
    assert setting("key", how="offset", offset="1,000").key == OffsetKeys(1000)
    assert setting("key", how="uuid").key == UuidKeys()
    assert setting("key", how="match", match=["name", ""]).key == MatchKeys(("name",))
    matched = setting("key", how="match", match=["name"], offset="7")
    assert matched.key == MatchKeys(("name",), 7)
    matched = setting("key", how="match", match=["name"], empty="on", several="on")
    assert matched.key == MatchKeys(("name",), None, "new", "new")
    shown = pages.get(f"/table/{number}").text
    assert 'name="empty" checked' in shown
    assert 'name="several" checked' in shown
    assert setting("key", how="keep").key == KeepKeys()
    assert setting("existing_rows", value="update").existing_rows is ExistingRows.UPDATE
    assert setting("existing_rows", value="").existing_rows is None
    assert setting("on_bad_row", value="reject").on_bad_row is OnBadRow.REJECT
    assert setting("create", value="on").create
    assert not setting("create").create
    assert setting("to", target="public.shop_archive").target.name == "shop_archive"
    for wrong in (
        {"option": "key", "how": "offset", "offset": "many"},
        {"option": "key", "how": "match"},
        {"option": "existing_rows", "value": "burn"},
        {"option": "colour", "value": "red"},
    ):
        assert pages.post(f"/table/{number}/option", **wrong).status == 422


def test_what_holds_for_all_tables_is_set_and_every_comment_stays(
    pages: Pages, plan_file: Path
) -> None:
    plan_file.write_text("# ours\n" + plan_file.read_text())
    for option, value in (("existing_rows", "keep"), ("on_bad_row", "reject")):
        answer = pages.post("/tables/setting", option=option, value=value)
        assert answer.status == 200, answer.text
    plan = read_plan(plan_file)
    assert (plan.existing_rows, plan.on_bad_row) == (ExistingRows.KEEP, OnBadRow.REJECT)
    said = plan_file.read_text()
    assert said.startswith("# ours\n")
    assert 'existing_rows = "keep"  # stop | replace | keep | update\n' in said
    assert said.count("existing_rows") == said.count("on_bad_row") == 1
    for wrong in ({"option": "existing_rows", "value": "burn"}, {"option": "to", "value": "x"}):
        assert pages.post("/tables/setting", **wrong).status == 422
    pages.post("/undo")
    assert read_plan(plan_file).on_bad_row is OnBadRow.STOP


def test_a_query_is_edited_where_the_plan_has_one(pages: Pages, plan_file: Path) -> None:
    asked = '[[table]]\nquery = "SELECT 1 AS id"\nto = "public.shop_archive"\n\n[[table]]\n'
    plan_file.write_text(plan_file.read_text().replace("[[table]]\n", asked, 1))
    assert "SELECT 1 AS id" in pages.get("/table/0").text
    pages.post("/table/0/option", option="query", value="SELECT 2 AS id,\r\n 'x' AS note")
    assert read_plan(plan_file).tables[0].query == "SELECT 2 AS id,\n 'x' AS note"
    assert "Before ▸ after" in pages.get("/table/0/preview").text


def test_every_form_of_a_column_is_written_and_shown_again(pages: Pages, plan_file: Path) -> None:
    number, _ = numbered(read_plan(plan_file), "shop_book")
    author = QualifiedName("public", "shop_author")
    told = {
        "title": ({"how": "sql", "value": "upper(title)"}, Expression("upper(title)")),
        "flag": (
            {"how": "map", "left": ["x", "", "y"], "right": ["yes", "", "no"], "else": "none"},
            MappedValue("flag", (("x", "yes"), ("y", "no")), "none"),
        ),
        "writer": (
            {"how": "lookup", "table": "shop_author", "by": "name"},
            LookupValue("writer", author, "name"),
        ),
        "author_no": (
            {"how": "refers_to", "table": "public.shop_author", "path": "about.author"},
            ReferenceValue("author_no", author, "about.author"),
        ),
        "score": (
            {"how": "python", "value": "shop.moving:score"},
            FunctionValue("shop.moving:score"),
        ),
    }
    for name, (fields, _) in told.items():
        assert pages.post(f"/table/{number}/column", name=name, **fields).status == 200
    columns = read_plan(plan_file).tables[number].columns
    assert {name: columns[name] for name in told} == {name: how for name, (_, how) in told.items()}
    for name, (fields, _) in told.items():
        form = pages.get(f"/table/{number}/form?name={name}").text
        assert Strict(form).open == []
        for value in fields.values():
            for each in [value] if isinstance(value, str) else value:
                assert html.escape(each) in form
    places = (("by", author), ("list.id", author))
    within = {"how": "within", "value": "by = shop_author\nlist.id = public.shop_author"}
    for name, fields, how in (
        ("title", within, ReferringWithin("title", places)),
        ("title", {"how": "column", "value": "flag"}, Renamed("flag")),
        ("title", {"how": "constant", "value": 'a "b"'}, Constant('a "b"')),
    ):
        pages.post(f"/table/{number}/column", name=name, **fields)
        assert read_plan(plan_file).tables[number].columns[name] == how
    pages.post(f"/table/{number}/column", name="title", how="default")
    assert "title" not in read_plan(plan_file).tables[number].columns
    for wrong in ("map", "lookup", "refers_to", "within", "python", "sql", "magic"):
        assert pages.post(f"/table/{number}/column", name="title", how=wrong).status == 422


def test_the_few_values_of_a_column_are_offered_only_once_values_are_shown(pages: Pages) -> None:
    offered = "/table/0/distinct?name=mood&from=mood&left=D&right=draft"
    assert 'value="A"' not in pages.get(offered).text
    pages.post("/values", show="on", next="/")
    shown = pages.get(offered).text
    assert re.findall(r'name="(?:left|right)" value="(.*?)"', shown) == [
        "A", "", "D", "draft",
    ], shown  # fmt: skip


def test_a_condition_is_counted_while_it_is_typed(pages: Pages) -> None:
    assert "2 rows" in pages.get("/table/0/count?value=mood+%3D+%27A%27").text
    assert "does not exist" in pages.get("/table/0/count?value=nonsense").text


def test_values_that_do_not_fit_are_counted_for_one_table(
    pages: Pages, source_db: Database, target_db: Database, plan_file: Path
) -> None:
    target_db.execute("ALTER TABLE shop_author ALTER name TYPE varchar(2)")
    pages.post("/read-again")
    number, _ = numbered(read_plan(plan_file), "shop_author")
    assert "3 of 3 values of public.shop_author.name" in re.sub(
        r"<[^>]*>", "", pages.get(f"/table/{number}/fits").text
    )


def test_tables_are_offered_with_those_first_that_get_no_rows(pages: Pages) -> None:
    offered = pages.get("/tables/targets?target=shop_").text
    assert re.findall(r'value="([^"]*)"', offered)[0] == "public.shop_archive"
    assert "gets no rows yet" in offered


def test_a_move_is_started_with_as_many_jobs_as_are_said(
    pages: Pages, target_db: Database, plan_file: Path
) -> None:
    chosen = keys_of(pages.get("/tables?tab=needs").text)
    pages.post("/tables/act", action="create", table=chosen)
    number, _ = numbered(read_plan(plan_file), "shop_book")
    pages.post(
        f"/table/{number}/column", name="writer", how="lookup", table="shop_author", by="name"
    )
    assert pages.post("/start", jobs="none").status == 422
    assert pages.post("/start", jobs="1", fresh="on").status == 200
    wait_for(pages, "/running/state", "✓ Done")
    assert target_db.execute("SELECT writer FROM shop_book") == [(1,)]
    assert target_db.value("SELECT note FROM shop_gone") == "a"


ODD = (
    "<b>&\"'odd",
    "line\nbreak",
    "carriage\rreturn",
    "\u202egnp.evil",
    "שלום עולם",
    "😀🧑‍🚀",
    "a.b c",
    " spaces ",
    '"quoted"',
    "100%20 of it",
    "x" * 63,
    "back\\slash",
    "{{ 7|add:7 }}",
)


@pytest.fixture
def odd(source_db: Database, target_db: Database, tmp_path: Path) -> Iterator[Pages]:
    """Tables and columns of every odd name; the target's lack the columns."""
    for place, name in enumerate(ODD):
        quoted = '"' + name.replace('"', '""') + '"'
        source_db.execute(f"CREATE TABLE {quoted} (id int PRIMARY KEY, {quoted} text)".encode())
        source_db.execute(f"INSERT INTO {quoted} VALUES (1, '<i>\u202e😀</i>')".encode())
        target_db.execute(f"CREATE TABLE target_{place} (id int PRIMARY KEY)")
    with let_in(tmp_path, source_db, target_db) as found:
        yield found


def test_odd_names_are_shown_as_text_and_can_be_used_in_every_form(
    odd: Pages, target_db: Database, plan_file: Path
) -> None:
    listed = odd.get("/tables?tab=all").text
    assert "<b>&" not in listed
    assert "\u202e" not in listed
    assert Strict(listed).open == []
    for place, name in enumerate(ODD):
        (key,) = (
            key for key in keys_of(listed) if key == quote(f"public.{_shown(name)}", safe=".")
        )
        assert odd.get(f"/tables/focus?table={quote(key)}").status == 200
        odd.post("/tables/act", answer=f"{key} public.target_{place}")
        (number,) = (
            n for n, m in enumerate(read_plan(plan_file).tables)
            if m.source == QualifiedName("public", name)
        )  # fmt: skip
        page = odd.get(f"/table/{number}").text
        assert Strict(page).open == []
        column = re.findall(r'name="name" value="([^"]*)"', page)[0]
        odd.post(f"/table/{number}/column", name=column, how="drop", value=name.strip())
        odd.post(f"/table/{number}/option", option="key", how="match", match=["id"])
        mapping = read_plan(plan_file).tables[number]
        assert mapping.target == QualifiedName("public", f"target_{place}")
        assert mapping.columns == {name: DroppedColumn(name.strip().replace("\r\n", "\n"))}
    odd.post("/values", show="on", next="/")
    preview = odd.get("/table/0/preview").text
    assert "&lt;i&gt;\\u202e😀&lt;/i&gt;" in preview
    assert Strict(preview).open == []


def _shown(name: str) -> str:
    return str(QualifiedName("public", name)).removeprefix("public.")


def test_columns_of_odd_names_are_offered_so_that_a_field_can_hold_them(
    odd: Pages, target_db: Database, plan_file: Path
) -> None:
    target_db.execute("ALTER TABLE target_0 ADD note text")
    odd.post("/read-again")
    for name in ODD:
        source = quote(f"public.{_shown(name)}", safe=".")
        odd.post("/tables/act", answer=f"{source} public.target_0")
        number = len(read_plan(plan_file).tables) - 1
        offered = odd.get(f"/table/{number}/names").text
        held = html.unescape(re.findall(r'value="([^"]*)"', offered)[0])
        assert not set(held) & set("\r\n\u202e")
        odd.post(f"/table/{number}/column", name="note", how="column", value=held)
        assert read_plan(plan_file).tables[number].columns["note"] == Renamed(name)


def test_a_merge_is_asked_which_rows_are_the_same(pages: Pages, target_db: Database) -> None:
    """As `segue plan` asks beside existing_rows = "keep"."""
    target_db.execute("INSERT INTO shop_author VALUES (1, 'Eva', 'D'), (2, 'Ada', 'A')")
    assert pages.post("/tables/setting", option="existing_rows", value="keep").status == 200
    assert "? 1 open" not in pages.get("/tables?tab=all").text
    assert pages.post("/plan/draft").status == 200
    assert "? 1 open" in pages.get("/tables?tab=all").text
    asked = pages.get("/questions").text
    assert "what is the same row?" in asked
    assert html.escape('key = { match = ["name"] }') in asked
