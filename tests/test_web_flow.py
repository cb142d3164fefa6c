"""From page to page: what was changed, what comes next, what is said when something is amiss."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from segue.commandline.terminal.text import ago
from segue.database.address import nameable
from segue.plan.file import read_plan
from segue.web import names
from segue.web.access import Access
from segue.web.application import Application, configure
from segue.web.move_pages.run_state import JournalState
from segue.web.plan_pages.differences import difference
from segue.web.rendering import fragment
from segue.web.session import WebSession
from support.databases import Database
from support.pages import Pages, serving, wait_for

pytest.importorskip("waitress")

OLD = """
CREATE TABLE shop_buyer (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE shop_line (id serial PRIMARY KEY, buyer_id int REFERENCES shop_buyer, price float8);
CREATE TABLE shop_refund (id serial PRIMARY KEY, buyer_id int, amount int, paid date);
CREATE TABLE shop_payment (id serial PRIMARY KEY, buyer_id int, amount int, paid date);
INSERT INTO shop_buyer VALUES (1, 'Ada'), (2, 'Bob');
INSERT INTO shop_line VALUES (1, 1, 2.5), (2, 2, 3);
INSERT INTO shop_refund VALUES (1, 1, 5, NULL);
INSERT INTO shop_payment VALUES (1, 1, 5, NULL);
"""
NEW = """
CREATE TABLE shop_buyer (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE shop_line (
    id serial PRIMARY KEY, buyer_id int REFERENCES shop_buyer, unit_price float8 NOT NULL
);
CREATE TABLE shop_payment (id serial PRIMARY KEY, buyer_id int, amount int, paid date);
"""
NOWHERE = "postgresql://postgres@127.0.0.1:1/nowhere"


@pytest.fixture
def pages(source_db: Database, target_db: Database, tmp_path: Path) -> Iterator[Pages]:
    source_db.execute(OLD)
    target_db.execute(NEW)
    with serving(tmp_path, "--from", source_db.url, "--to", target_db.url) as url:
        found = Pages(url)
        found.get(f"/?token={url.partition('token=')[2]}")
        found.post("/plan/draft")
        yield found


def words(page: str) -> str:
    """What a person reads."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


def number_of(plan: Path, source: str) -> int:
    tables = read_plan(plan).tables
    return next(n for n, m in enumerate(tables) if m.source and m.source.name == source)


def answer_all(pages: Pages, plan: Path) -> None:
    """Everything that the draft asks."""
    pages.post("/tables/act", action="skip", table="public.shop_refund", reason="none were paid")
    number = number_of(plan, "shop_line")
    pages.post(f"/table/{number}/column", name="unit_price", how="column", value="price")


def test_an_edit_is_told_with_its_lines_once_and_so_is_taking_it_back(pages: Pages) -> None:
    skipped = {"action": "skip", "table": "public.shop_refund", "reason": "none"}
    said = words(pages.post("/tables/act", **skipped, next="/tables?tab=all").text)
    assert "segue.toml is changed: 0 lines removed, 1 added. Undo" in said
    assert '+ "public.shop_refund" = "none"' in said
    assert "is changed" not in pages.get("/tables").text
    said = words(pages.post("/undo").text)
    assert "segue.toml is as it was before: 1 line removed, 0 added." in said


def test_what_was_edited_outside_is_shown(pages: Pages, tmp_path: Path) -> None:
    plan = tmp_path / "segue.toml"
    plan.write_text(plan.read_text() + '[skip]\n"public.shop_refund" = "by hand"\n')
    said = words(pages.get("/check").text)
    assert "was edited outside these pages" in said
    assert '+ "public.shop_refund" = "by hand"' in said


def test_a_difference_is_of_lines_and_not_of_their_places() -> None:
    found = difference("a\nb\nc\n\n", "c\na\nd\n")
    assert (found.gone, found.new) == (("b",), ("d",))
    assert difference("", "\n".join(map(str, range(100)))).more == 60


def test_a_suggestion_says_whose_rows_go_there_too(pages: Pages) -> None:
    asked = words(pages.get("/tables?tab=needs").text)
    assert "public.shop_payment goes there too" in asked


def test_questions_are_answered_one_by_one_as_in_the_terminal(pages: Pages, tmp_path: Path) -> None:
    plan = tmp_path / "segue.toml"
    asked = pages.get("/questions").text
    ids = [html.unescape(each) for each in re.findall(r'name="id" value="([^"]*)"', asked)]
    assert "table public.shop_refund" in ids
    assert "column public.shop_line -> public.shop_line: unit_price" in ids
    refused = pages.post("/questions/answer", id=ids[0], own='to = "public.nowhere"')
    assert refused.status == 422
    assert 'to = "public.nowhere"' in html.unescape(refused.text)  # what was typed is kept
    assert pages.post("/questions/answer", id=ids[0]).status == 422
    pages.post(
        "/questions/answer", id="table public.shop_refund", kind="table", reason='none "paid"'
    )
    assert read_plan(plan).skip
    assert "shop_refund" not in pages.get("/questions").text
    pages.post(
        "/questions/answer",
        id="column public.shop_line -> public.shop_line: unit_price",
        option='unit_price = "price"',
    )
    assert "The draft leaves nothing open" in words(pages.get("/questions").text)
    assert read_plan(plan).tables[number_of(plan, "shop_line")].columns
    pages.post("/undo")
    assert "unit_price" in pages.get("/questions").text
    pages.post("/questions/accept")
    assert "The draft leaves nothing open" in words(pages.get("/questions").text)
    assert "to be reviewed" in plan.read_text()


def test_what_may_be_meant_stands_in_the_field_already(pages: Pages, tmp_path: Path) -> None:
    number = number_of(tmp_path / "segue.toml", "shop_line")
    page = pages.get(f"/table/{number}").text
    field = re.search(r"<input[^>]*name=\"value\"[^>]*value=\"price\"[^>]*>", page)
    assert field, page
    assert "nothing feeds it" in page  # until the person says so
    pages.post(f"/table/{number}/column", name="unit_price", how="column", value="price")
    page = pages.get(f"/table/{number}").text
    row = re.search(r"<tr[^>]*><td><a[^>]*name=unit_price.*?</tr>", page, re.DOTALL)
    assert row is not None
    assert "you" in words(row[0])


def test_rows_of_other_tables_are_not_missed_where_one_table_is_looked_at(
    pages: Pages, tmp_path: Path
) -> None:
    plan = tmp_path / "segue.toml"
    answer_all(pages, plan)
    fits = words(pages.get(f"/table/{number_of(plan, 'shop_line')}/fits").text)
    assert "Every value fits" in fits


def test_the_review_says_what_blocks_and_a_move_is_rehearsed_from_it(
    pages: Pages, target_db: Database, tmp_path: Path
) -> None:
    blocked = words(pages.get("/review/summary").text)
    assert "things block the move" in blocked
    assert "public.shop_refund holds" in blocked
    answer_all(pages, tmp_path / "segue.toml")
    assert "4 tables" not in (seen := words(pages.get("/review/summary").text))
    assert "3 tables get about" in seen
    assert target_db.name in seen
    assert "is not a number" in pages.post("/rehearsal/start", sample="many").text
    pages.post("/rehearsal/start", sample="50 %")
    rehearsed = words(wait_for(pages, "/rehearsal/state", "It went well"))
    assert "3 of 3 tables are equal" in rehearsed
    assert target_db.execute("SELECT count(*) FROM shop_line") == [(0,)]
    assert "The last rehearsal" in pages.get("/review/summary").text


def test_what_blocks_a_rehearsal_is_told(pages: Pages) -> None:
    pages.post("/rehearsal/start")
    told = words(wait_for(pages, "/rehearsal/state", "did not go through"))
    assert "public.shop_refund holds" in told


def test_the_steps_say_how_far_they_are_when_something_ends(pages: Pages, tmp_path: Path) -> None:
    answer_all(pages, tmp_path / "segue.toml")
    pages.post("/check/run")
    ended = wait_for(pages, "/check/state", 'id="steps" hx-swap-oob="true"')
    assert "Check ✓ nothing stands in the way" in words(ended)
    pages.post("/start")
    ended = words(wait_for(pages, "/running/state", "hx-swap-oob"))
    assert "✓ Done." in ended
    assert "Running ✓ done" in ended
    assert "Verify ✓ the run compared them" in ended
    assert "done and verified just now" in words(pages.get("/").text)
    assert "The run itself compared them" in words(pages.get("/verify").text)
    assert "Checked just now" in words(pages.get("/check").text)


def test_nothing_is_claimed_of_a_target_that_does_not_answer(pages: Pages, tmp_path: Path) -> None:
    plan = tmp_path / "segue.toml"
    plan.write_text(re.sub(r'target = "[^"]*"', f'target = "{NOWHERE}"', plan.read_text()))
    for path in ("/problems", "/running", "/report"):
        said = pages.get(path).text
        assert "cannot connect to the target" in said, path
        assert not re.search("No problems|No run was started|no run to report", said), path
    assert 'hx-trigger="every 1s"' in pages.get("/running").text  # it may come back
    assert "cannot connect" in pages.get("/tables").text  # what was read was of another database


def test_a_mistake_in_the_plan_is_shown_among_its_lines(pages: Pages, tmp_path: Path) -> None:
    plan = tmp_path / "segue.toml"
    lines = plan.read_text().splitlines()
    at = next(n for n, line in enumerate(lines, 1) if line.startswith("[[table]]"))
    lines[at - 1] = "[[table]"
    plan.write_text("\n".join(lines))
    refused = pages.get("/tables")
    assert refused.status == 422
    assert f"✕ {at} [[table]" in words(refused.text)


def test_an_error_leads_back_to_where_it_was_made(pages: Pages) -> None:
    refused = pages.post("/tables/act", action="skip", table="x", next="/tables?tab=all")
    assert 'href="/tables?tab=all">← Back' in refused.text
    refused = pages.post("/tables/act", action="skip", table="x", next="//evil.example")
    assert "evil.example" not in refused.text


def test_pages_that_need_both_databases_lead_to_connect(tmp_path: Path) -> None:
    with serving(tmp_path) as url:
        pages = Pages(url)
        pages.get(f"/?token={url.partition('token=')[2]}")
        assert "Connect the two databases" in pages.get("/tables").text


def test_what_can_be_named_is_listed_and_chosen_by_a_link(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    (tmp_path / "services").write_text("[old]\nhost=db\n\n[new shop]\n")
    given = {"PGSERVICEFILE": str(tmp_path / "services"), "SHOP_URL": target_db.url}
    with serving(tmp_path, **given) as url:
        pages = Pages(url)
        pages.get(f"/?token={url.partition('token=')[2]}")
        page = pages.get("/connect?source=service:old").text
        assert 'id="source" name="source" list="aliases" value="service:old"' in page
        assert "service:new shop" in words(page)
        assert "env:SHOP_URL" in words(page)
        assert target_db.name in words(page)
        wrong = pages.post("/connect/test", source=source_db.url, target="env:NOT_SET").text
        assert "Draft the plan" not in wrong
        right = pages.post("/connect/test", source=source_db.url, target="env:SHOP_URL").text
        assert "Draft the plan" in right
        assert "It has no tables yet" in right


def test_no_password_is_told_of_what_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_URL", "postgresql://me:very-secret@db/shop")
    monkeypatch.setenv("BROKEN_URL", "postgresql://me:very-secret@db/shop?nonsense=1")
    found = list(nameable({"default": {"dbname": "shop", "password": "very-secret"}}))
    assert [each.label for each in found][:1] == ["django:default"]
    assert "env:SOME_URL" in [each.label for each in found]
    assert "very-secret" not in repr(found)


def test_another_target_is_written_into_the_plan_and_read(
    pages: Pages, source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    plan = tmp_path / "segue.toml"
    before = plan.read_text()
    other = f"{target_db.url}&application_name=other"
    assert (
        "On to the tables" in pages.post("/connect/test", source=source_db.url, target=other).text
    )
    assert read_plan(plan).target == other
    assert set(before.splitlines()) - set(plan.read_text().splitlines()) == {
        line for line in before.splitlines() if line.startswith("target")
    }
    assert "segue.toml is changed" in pages.get("/tables").text


def test_files_that_browsers_keep_have_another_address_when_they_change(pages: Pages) -> None:
    found = re.search(r'href="(/static/segue\.css\?[0-9a-f]{12})"', pages.get("/").text)
    assert found is not None
    assert "immutable" in pages.get(found[1]).headers["Cache-Control"]


def test_a_mistake_of_segues_own_is_a_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("with 'a value'")

    configure()
    monkeypatch.setattr("segue.web.move_pages.run_state.see", fail)
    gate = Access(80)
    application = Application(WebSession(None, tmp_path / "segue.toml"), gate)
    told: list[str] = []

    def ask(path: str, **further: str) -> str:
        environ = {"PATH_INFO": path, "HTTP_HOST": "127.0.0.1:80", **further}
        setup_testing_defaults(environ)
        heads: list[tuple[str, str]] = []
        answer = application(
            environ, lambda status, head, *_: told.append(status) or heads.extend(head)
        )
        told.extend(value for name, value in heads if name == "Set-Cookie")
        return b"".join(answer).decode()

    ask("/", QUERY_STRING=f"token={gate.token}")
    cookie = next(each for each in told if "=" in each).partition(";")[0]
    page = ask("/", HTTP_COOKIE=cookie)
    assert told[-1].startswith("500")
    assert "a mistake in Segue itself" in page
    assert "a value" not in page
    assert "a value" in capsys.readouterr().err


def test_parts_that_are_in_count_before_the_mover_says_so() -> None:
    loads = [
        SimpleNamespace(bytes=60, parts=2, parts_done=1),
        SimpleNamespace(bytes=40, parts=0, parts_done=0),
    ]
    run = SimpleNamespace(state="running", copied=None, done_bytes=0, total_bytes=100)
    status: Any = SimpleNamespace(run=run, loads=loads)
    assert JournalState(status).copied == 30
    run.done_bytes = 45
    assert JournalState(status).copied == 45


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("public.shop_line", '<span class="schema">public.</span>shop_<wbr>line'),
        ('"a.b".c', '<span class="schema">&quot;a.b&quot;.</span>c'),
        ("a query", '<span class="schema"></span>a query'),
        ("<b>.x", '<span class="schema">&lt;b&gt;.</span>x'),
    ],
)
def test_a_tables_schema_stands_back_and_long_names_break(name: str, shown: str) -> None:
    assert names.table(name) == f"<bdi>{shown}</bdi>"


def test_times_are_told_as_people_do() -> None:
    told = [ago(seconds) for seconds in (3, 300, 7200, 200_000)]
    assert told == ["just now", "5 min ago", "2 h ago", "2 days ago"]
    page = fragment("moves.html", {"connected": True, "run": {"state": "done", "run": {
        "finished": datetime.now(UTC) - timedelta(hours=3)}}})  # fmt: skip
    assert "3 h ago" in page
