"""One run has one number of everything, wherever a person or a program reads it."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from segue.commandline.terminal.text import duration
from support.databases import Database
from support.mover import Mover
from support.pages import Pages, serving

pytest.importorskip("waitress")

OLD = """
CREATE TABLE author (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE former (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE post (id serial PRIMARY KEY, author_id int REFERENCES author, title text);
INSERT INTO author SELECT n, 'author ' || n FROM generate_series(1, 1200) n;
INSERT INTO former SELECT n, 'former ' || n FROM generate_series(2001, 2030) n;
INSERT INTO post SELECT n, n % 1000 + 1, repeat('title ', 30) FROM generate_series(1, 30000) n;
"""
NEW = """
CREATE TABLE author (id serial PRIMARY KEY, name text NOT NULL CHECK (name <> 'author 7'));
CREATE TABLE post (id serial PRIMARY KEY, author_id int, title text, CHECK (id > 0));
CREATE INDEX ON post (author_id);
CREATE INDEX ON post (title);
"""
PLAN = """version = 1
on_bad_row = "reject"
source = "{}"
target = "{}"
[[table]]
from = "public.author"
to = "public.author"
[[table]]
from = "public.former"
to = "public.author"
[[table]]
from = "public.post"
to = "public.post"
"""
TABLES, ROWS, REJECTED = 2, 31229, 1
"""The second of them is fed by two mappings."""


def words(page: str) -> str:
    """What a person reads."""
    main = page.partition("<main")[2].partition("</main")[0]
    return " ".join(unescape(re.sub(r"<[^>]*>", "", re.sub(r"<t[dh]", " <", main))).split())


def test_tables_rows_rejects_definitions_and_seconds_are_equal_everywhere(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    source_db.execute(OLD)
    target_db.execute(NEW)
    (tmp_path / "segue.toml").write_text(PLAN.format(source_db.url, target_db.url))
    mover = Mover(source_db, target_db, tmp_path)
    assert mover.run("move", "--no-input", env={"SEGUE_FAILPOINT": "indexes-down"}).killed
    moved = mover.run("move", "--no-input", "--json")
    assert moved.status == 5, moved.said
    lines = [json.loads(line) for line in moved.answer.splitlines()]
    told = {line["event"]: line for line in lines}
    steps = {line["number"]: line for line in lines if line["event"] == "step_finished"}

    journal = target_db.execute(
        "SELECT number, summary, extract(epoch FROM finished - started)::float8 FROM segue.step"
    )
    down = target_db.value(
        "SELECT count(DISTINCT name) FROM segue.definition WHERE kind NOT IN ('mark', 'validation')"
    )
    assert down > 0, "some index was taken down by the first try"
    assert steps[4]["summary"].startswith(f"{down} index")
    status = json.loads(mover.run("status", "--json").answer)
    began, ended = target_db.execute("SELECT started, finished FROM segue.run")[0]
    whole = (ended - began).total_seconds()
    assert told["run_finished"]["seconds"] == status["seconds"] == pytest.approx(whole, abs=1e-5)
    assert told["run_finished"]["tries"] == status["tries"] == 2
    assert status["started"] == began.isoformat()
    first = steps[1]["seconds"] + steps[2]["seconds"] + steps[3]["seconds"]
    assert whole > first + steps[4]["seconds"], "the steps before the run are part of it"
    for number, summary, seconds in journal:
        (said,) = (step for step in status["steps"] if step["number"] == number)
        assert said["summary"] == steps[number]["summary"] == summary
        assert said["seconds"] == pytest.approx(steps[number]["seconds"], abs=0.002)
        assert said["seconds"] == pytest.approx(seconds, abs=1e-5)

    assert (told["run_finished"]["tables"], told["run_finished"]["rows"]) == (TABLES, ROWS)
    assert (told["verify"]["rows"], len(told["verify"]["tables"])) == (ROWS, TABLES)
    assert told["rejects"]["rows"] == REJECTED
    assert sum(table["rows"] for table in status["tables"]) == ROWS
    assert sum(table["rejected"] for table in status["tables"]) == REJECTED
    text = mover.run("status").answer
    assert f", after {duration(whole)}" in text
    assert f"All {TABLES} tables are in: {ROWS:,} rows." in text
    verified = mover.run("verify").answer
    assert f"{TABLES} of {TABLES} tables are equal: {ROWS:,} rows; 1 row rejected" in verified

    with serving(tmp_path) as address:
        pages = Pages(address)
        pages.get(address.removeprefix(pages.base))
        running, report = words(pages.get("/running").text), words(pages.get("/report/1").text)
        assert f"✓ Done. {TABLES} tables, {ROWS:,} rows, verified." in running
        assert f"{TABLES} tables are in, with {ROWS:,} rows as the target counts them" in running
        assert f"{ROWS:,} into {TABLES} tables, as the target counts them" in report
        assert f"took{duration(whole)}, all tries and what lay between them" in report
        assert f"started{began:%Y-%m-%d %H:%M:%S}" in report
        for page in (running, report):
            assert "Steps of the last of 2 tries" in page
            for number, summary, _ in journal:
                assert f"{summary} {duration(steps[number]['seconds'])}" in page, (number, page)
        for path in ("/", "/running", "/report/1", "/problems"):
            seen = words(pages.get(path).text)
            assert re.search(r"(?<!\d)1 row\b(,| was)? (refused|by reason)", seen), (path, seen)
        kept = json.loads(pages.get("/report/1.json").text)
        assert [step["seconds"] for step in kept["steps"]] == [
            step["seconds"] for step in status["steps"]
        ]
        assert kept["tables"] == status["tables"]
