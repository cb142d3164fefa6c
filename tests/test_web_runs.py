"""Runs on the pages: started, paused, broken off, resumed, put back; what was refused, and why."""

from __future__ import annotations

import csv
import io
import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import pytest

from segue.web import processes
from support.databases import Database
from support.mover import Mover, wait_until
from support.pages import Pages, serving, wait_for

pytest.importorskip("waitress")

OLD = """
CREATE TABLE author (id serial PRIMARY KEY, name text, born text);
CREATE TABLE book (id serial PRIMARY KEY, author int NOT NULL REFERENCES author, title text);
INSERT INTO author (name, born) SELECT 'author ' || i, 1900 + i % 90 FROM generate_series(1, 500) i;
INSERT INTO book (author, title) SELECT i % 500 + 1, 'book ' || i FROM generate_series(1, 3000) i;
"""
NEW = """
CREATE TABLE author (
    id serial PRIMARY KEY, name varchar(20) NOT NULL UNIQUE,
    born int CONSTRAINT author_born_check CHECK (born < 2000)
);
CREATE TABLE book (
    id bigserial PRIMARY KEY, author int NOT NULL REFERENCES author, title text
);
CREATE INDEX book_title_idx ON book (title);
"""


@pytest.fixture
def mover(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    source_db.execute(OLD)
    target_db.execute(NEW)
    return Mover(source_db, target_db, tmp_path)


@contextmanager
def looking(mover: Mover, **environment: str) -> Iterator[Pages]:
    """The pages beside the mover's plan, to somebody who was let in."""
    sides = ("--from", mover.source.url, "--to", mover.target.url)
    with serving(mover.folder, *sides, **environment) as address:
        pages = Pages(address)
        assert pages.get(address.removeprefix(pages.base)).status == 200
        if not (mover.folder / "segue.toml").exists():
            assert pages.post("/plan/draft").status == 200
        yield pages


def rejecting(mover: Mover) -> None:
    """A plan that puts bad rows aside, and rows that are bad."""
    mover.source.execute(
        "UPDATE author SET name = repeat('x', 21) WHERE id IN (5, 15);"
        "UPDATE author SET name = NULL WHERE id = 6;"
        "UPDATE author SET name = 'author 8' WHERE id IN (7, 17);"
        "UPDATE author SET born = '2001' WHERE id = 9;"
        "UPDATE author SET born = 'about <b>1900' WHERE id = 10;"
        "UPDATE author SET born = 'about x' WHERE id = 11"
    )
    assert mover.run("plan", "--from", mover.source.url, "--to", mover.target.url).status == 0
    plan = mover.folder / "segue.toml"
    plan.write_text(plan.read_text().replace("version = 1", 'version = 1\non_bad_row = "reject"'))


def test_a_killed_run_is_resumed_from_the_banner(mover: Mover) -> None:
    schema = mover.target.dump_schema()
    assert mover.move(failpoint="indexes-down").killed
    with looking(mover) as pages:
        banner = pages.get("/").text
        assert "The last run stopped at" in banner
        assert "while 1 foreign key" in banner
        assert "book_author_fkey" in pages.get("/running").text
        assert "broken off" in pages.get("/problems").text
        pages.post("/start")
        wait_for(pages, "/running/state", "✓ Done")
        assert "The last run stopped" not in pages.get("/").text
    assert mover.differences() == []
    assert mover.target.dump_schema() == schema


REFUSED = {
    "a wrong confirmation": ('existing_rows = "stop"', 'existing_rows = "replace"', ""),
    "what blocks": ("version = 1", "version = 1", "UPDATE author SET name = repeat('x', 99)"),
    "rows that differ": ("version = 1", "version = 1", "UPDATE book SET title = 'other'"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_start_that_is_refused_shows_why_and_not_that_the_run_before_went_well(
    mover: Mover, why: str
) -> None:
    old, new, statement = REFUSED[why]
    with looking(mover) as pages:
        assert mover.move().status == 0
        pages.get("/")
        assert "✓ Done" in pages.get("/running").text
        if statement:
            mover.source.execute(statement)
        plan = mover.folder / "segue.toml"
        plan.write_text(plan.read_text().replace(old, new))
        pages.post("/start", confirm="wrong")
        said = wait_for(pages, "/running/state", "✕ Not started")
        assert "✓ Done" not in said
        assert "Report of run 1" in said
        moves = pages.get("/").text
        assert "the start was refused" in moves
        assert "See why the start was refused" in moves
        assert "the last start was refused" in moves  # the mark beside Running


def test_review_tells_beforehand_that_a_start_would_be_refused(mover: Mover) -> None:
    with looking(mover) as pages:
        assert "was not checked yet" in pages.get("/review/summary").text
        mover.target.execute("INSERT INTO author VALUES (1, 'Ada', 1900)")
        review = unescape(pages.get("/review/summary").text)
        assert "1 table of the target holds 1 row. Start goes on only if migrate alone" in review
        assert "You can say that below" in review
        assert "else Start is refused" in review
        mover.target.execute("DELETE FROM author")
        assert mover.move().status == 0
        assert "Run 1 moved this already" in pages.get("/review/summary").text


def test_review_shows_the_run_that_stopped_instead_of_a_start(mover: Mover) -> None:
    assert mover.move(failpoint="indexes-down").killed
    with looking(mover) as pages:
        review = pages.get("/review/summary").text
        assert "The last run stopped at" in review
        assert "Start the move" not in review
        assert "Resume is refused" not in review
        pages.post("/table/0/option", option="where", value="id > 0")
        assert "Resume is refused" in pages.get("/review/summary").text


def test_a_run_that_gets_ready_shows_its_steps_and_can_be_stopped(mover: Mover) -> None:
    with mover.source.connect() as blocker, looking(mover) as pages:
        pages.get("/tables")
        blocker.execute("BEGIN; LOCK TABLE book")
        pages.post("/start")
        ready = wait_for(pages, "/running/state", "Plan</td>")
        assert "Getting ready" in ready
        assert 'id="stop">Stop' in ready
        pages.post("/pause")
        stopped = wait_for(pages, "/running/state", "✕ Not started")
        assert "interrupted" in stopped
        blocker.rollback()


def test_a_killed_run_is_put_back_from_the_banner(mover: Mover) -> None:
    before = mover.target.dump_schema()
    assert mover.move(failpoint="part-copied").killed
    with looking(mover) as pages:
        assert "Put them back" in pages.get("/").text
        pages.post("/restore")
        wait_for(pages, "/running/state", "given up")
        wait_until(lambda: not processes.is_alive(mover.folder / "segue.toml", "move"))
        assert "The last run stopped" not in pages.get("/").text
        assert "Check the plan" in pages.get("/").text
    assert mover.target.value("SELECT count(*) FROM author") == 0
    assert mover.target.dump_schema() == before


def test_a_run_outlives_the_pages_and_is_known_to_those_served_later(mover: Mover) -> None:
    with mover.target.connect() as blocker:
        blocker.execute("BEGIN; LOCK TABLE book IN SHARE MODE")
        with looking(mover) as pages:
            pages.post("/start")
            wait_for(pages, "/running/state", "It waits for a lock")
        with looking(mover) as pages:
            again = pages.post("/start")
            assert again.status == 422
            assert "still at work" in again.text
            blocker.rollback()
            wait_for(pages, "/running/state", "✓ Done")
    assert mover.differences() == []


@pytest.mark.parametrize("side", ["source", "target"])
def test_a_wait_for_a_lock_names_who_holds_it_but_no_value(mover: Mover, side: str) -> None:
    database = mover.source if side == "source" else mover.target
    with database.connect() as blocker, looking(mover) as pages:
        pages.get("/tables")
        blocker.execute("SET application_name TO 'night report'")
        blocker.execute("BEGIN; LOCK TABLE book; SELECT 'hunter2' FROM author WHERE name = 'x'")
        pages.post("/start")
        said = wait_for(pages, "/running/state", "It waits for a lock")
        pid = blocker.info.backend_pid
        assert f"session {pid} of" in said
        assert "night report" in said
        assert f"on the {side} for" in said
        assert f"pg_terminate_backend({pid})" in said
        assert "hunter2" not in said
        blocker.rollback()
        wait_for(pages, "/running/state", "✓ Done")


def test_a_run_is_paused_and_resumed(mover: Mover) -> None:
    with mover.target.connect() as blocker, looking(mover) as pages:
        blocker.execute("BEGIN; LOCK TABLE book IN SHARE MODE")
        pages.post("/start")
        wait_for(pages, "/running/state", 'id="pause"')
        pages.post("/pause")
        wait_for(pages, "/running/state", "‖ stopped")
        blocker.rollback()
        pages.post("/start")
        wait_for(pages, "/running/state", "✓ Done")
        mover.target.execute(
            "INSERT INTO segue.helper (run, attempt, name, lanes, parts)"
            " SELECT id, tries, 'farm <1>:42', 3, 7 FROM segue.run"
        )
        wait_for(pages, "/running/state", "farm &lt;1&gt;:42")
    assert mover.differences() == []


def test_refused_rows_are_told_by_column_and_reason_and_come_in_once_mended(mover: Mover) -> None:
    rejecting(mover)
    with looking(mover) as pages:
        pages.post("/start")
        wait_for(pages, "/running/state", "✓ Done")
        problems = pages.get("/problems").text
        for column, reason, rows in (
            ("name", "value too long for type character varying(20)", 2),
            ("name", "null value in column", 1),
            ("name", "duplicate key value violates unique constraint", 2),
            ("born", "violates check constraint", 1),
            ("born", "invalid input syntax for type integer: &quot;…&quot;", 2),
        ):
            line = next(line for line in problems.split("<tr>") if reason in line)
            assert f"<td><bdi>{column}</bdi></td>" in line
            assert f'<td class="n">{rows}</td>' in line
        assert "about" not in problems
        assert "/import?path=segue-rejects/1/public.author.csv" in problems
        brought = pages.get("/import?path=segue-rejects/1/public.author.csv").text
        assert "public.author" in brought
        pages.post("/values", show="on")
        assert "about &lt;b&gt;1900" in pages.get("/problems").text
        pages.post("/verify/run")
        wait_for(pages, "/verify", "without 8 refused")
        file = pages.get("/problems/rejects.csv?table=public.author")
        assert 'filename="public.author.csv"' in file.headers["Content-Disposition"]
        assert "56 rows were refused" in pages.get("/running").text
        rows = list(csv.DictReader(io.StringIO(file.text)))
        assert len(rows) == 8
        too_long = [r["id"] for r in rows if r["segue_reason"].startswith("value too long")]
        assert sorted(too_long) == ["15", "5"]
        _bring_in(pages, "author", {"name": "mended {id}", "born": "1999"}, file.text)
        assert "8 rows that a move had refused are settled" in pages.get("/import/running").text
        assert mover.target.value("SELECT count(*) FROM author") == 500
        assert "48 rows were refused" in pages.get("/problems").text
        books = pages.get("/problems/rejects.csv?table=public.book").text
        _bring_in(pages, "book", {}, books)
        assert "No problems in run" in pages.get("/problems").text
        assert "Compare again" in pages.get("/verify").text
        assert "Rows were imported since" in pages.get("/verify").text
        pages.post("/verify/run")
        wait_for(pages, "/verify", "2 of 2 tables are equal")
        assert "Read the report" in pages.get("/").text
        pages.post("/start")
        wait_for(pages, "/running/state", "✓ Done")


def _bring_in(pages: Pages, table: str, values: dict[str, str], rejects: str) -> None:
    """Send the rows that were downloaded, mended, as a browser does that renames the copy."""
    rows = list(csv.DictReader(io.StringIO(rejects)))
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    for row in rows:
        given = {name: value.format(id=row["id"]) for name, value in values.items()}
        writer.writerow({**row, **given})
    sent = pages.send("/import/upload", "copy (1).csv", out.getvalue().encode(), table=table)
    assert f"public.{table}" in sent.text
    pages.post("/import/start")
    wait_for(pages, "/import/state", "rejected. ")


def test_rejects_of_a_table_that_has_none_are_not_there(mover: Mover) -> None:
    with looking(mover) as pages:
        assert pages.get("/problems/rejects.csv?table=public.author").status == 404
        assert "No problems" in pages.get("/problems").text


def test_every_run_has_a_report_that_stays_at_its_address(mover: Mover) -> None:
    with looking(mover) as pages:
        pages.get("/tables")
        assert mover.move(failpoint="indexes-down").killed
        assert mover.run("restore", "--to", mover.target.url).status == 0
        assert mover.move("--rehearse").status == 0
        assert mover.move().status == 0
        moves = pages.get("/").text
        assert "Report of run 1" in moves
        assert "Report of run 2" in moves
        first, second = pages.get("/report/1").text, pages.get("/report/2").text
        assert "given up" in first
        assert "As rehearsed" not in first
        assert "✓ done" in second
        assert "As rehearsed" in second
        assert "What the run waited for" not in first
        assert "What the run waited for" in second
        assert "2 of 2 tables are equal" in second
        assert "from = &quot;public.book&quot;" in second
        assert pages.get("/report/3").status == 404
        told = json.loads(pages.get("/report/2.json").text)
        assert {each["step"] for each in told["time_taken"]} <= set(range(1, 9))
        assert sum(each["seconds"] for each in told["time_taken"]) > 0
    assert (told["run"], told["state"], told["rejects"]) == (2, "done", [])
    assert {load["rows"] for load in told["tables"]} == {500, 3000}


def test_a_check_of_another_plan_is_said_to_be_old(mover: Mover) -> None:
    mover.source.execute("UPDATE author SET name = repeat('<b>', 21) WHERE id = 5")
    with looking(mover) as pages:
        pages.post("/check/run")
        found = wait_for(pages, "/check", "Blocks the move")
        assert 'href="/table/0">Look at it' in found
        assert "shown with “Show values”" in found
        plan = mover.folder / "segue.toml"
        plan.write_text(plan.read_text() + "# looked at\n")
        assert "The plan was edited since" in pages.get("/check").text
        assert "On to the review" not in pages.get("/check").text


def test_why_a_check_could_not_look_is_told(mover: Mover) -> None:
    with looking(mover) as pages:
        plan = mover.folder / "segue.toml"
        drafted = plan.read_text()
        plan.write_text(drafted.replace(mover.target.name, "nowhere_at_all"))
        pages.post("/check/run")
        said = wait_for(pages, "/check", "The check did not end")
        assert "nowhere_at_all" in said
        plan.write_text(f"{drafted}\nnonsense = \n")
        refused = pages.post("/check/run")
        assert refused.status == 422
        assert "segue.toml" in refused.text
        assert "nonsense" in refused.text


def test_a_check_is_ended_though_the_pages_were_started_in_the_background(mover: Mover) -> None:
    ignored = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with mover.source.connect() as blocker, looking(mover) as pages:
            pages.get("/tables")
            blocker.execute("BEGIN; LOCK TABLE book")
            pages.post("/check/run")
            wait_for(pages, "/check", "Looking at the schemas")
            pages.post("/check/end")
            wait_for(pages, "/check", "The check did not end")
    finally:
        signal.signal(signal.SIGINT, ignored)


def test_the_sequences_of_one_app_are_set_alone(mover: Mover) -> None:
    with looking(mover) as pages:
        assert mover.move().status == 0
        mover.target.execute(
            "SELECT setval('author_id_seq', 1); CREATE SCHEMA other;"
            "CREATE TABLE other.thing (id serial PRIMARY KEY); INSERT INTO other.thing VALUES (9)"
        )
        behind = pages.get("/sequences?read=now").text
        assert "2 sequences are behind" in behind
        assert "Set those of other (1)" in behind
        assert "-- other.thing_id_seq: behind" in pages.get("/sequences/sql?app=other").text
        assert "author_id_seq" not in pages.get("/sequences/sql?app=other").text
        pages.post("/sequences/reset", app="other")
        left = pages.get("/sequences?read=now").text
        assert "1 sequence is behind" in left
        assert mover.target.value("SELECT nextval('other.thing_id_seq')") == 10
        assert mover.target.value("SELECT last_value FROM author_id_seq") == 1
        pages.post("/sequences/reset")
        assert "No sequence is behind" in pages.get("/sequences?read=now").text


def test_a_side_that_is_called_production_is_marked(mover: Mover) -> None:
    plan = mover.folder / "segue.toml"
    assert mover.run("plan", "--from", mover.source.url, "--to", mover.target.url).status == 0
    said = plan.read_text().replace(f'source = "{mover.source.url}"', 'source = "env:PROD_URL"')
    plan.write_text(said)
    with serving(mover.folder, PROD_URL=mover.source.url) as address:
        pages = Pages(address)
        head = pages.get(address.removeprefix(pages.base)).text
    assert head.count('class="chip">production') == 1
