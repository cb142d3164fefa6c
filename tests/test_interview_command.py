"""The interview as programs use it: the walk of docs/how-to/automation.md, by `--json` alone."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from segue.commandline.cli import main
from segue.drafting.interview import FOR_REVIEW
from segue.errors import ExitStatus
from support.databases import Database

SOURCE = """
    CREATE TABLE author (id int PRIMARY KEY, name text NOT NULL);
    CREATE TABLE post (id int PRIMARY KEY, title text NOT NULL, blurb text NOT NULL,
                       author_id int NOT NULL REFERENCES author, mood int NOT NULL);
    CREATE TABLE scrap (x int, y text);
    INSERT INTO author VALUES (1, 'Ada');
    INSERT INTO post VALUES (1, 'One', 'Call 555', 1, 5);
    INSERT INTO scrap VALUES (1, 'b');
    ANALYZE;
"""
TARGET = """
    CREATE TABLE author (id int PRIMARY KEY, name text NOT NULL);
    CREATE TABLE post (id int PRIMARY KEY, title text NOT NULL, gist text NOT NULL,
                       author_id int NOT NULL REFERENCES author);
"""
POST = "public.post -> public.post"
GIST = f"column {POST}: gist"


@dataclass(frozen=True)
class Ended:
    """How a command ended, with its lines for programs and its words for people."""

    status: int
    lines: list[str]
    said: str

    def events(self, name: str) -> list[dict[str, Any]]:
        told = [json.loads(line) for line in self.lines]
        return [event for event in told if event["event"] == name]


Segue = Callable[..., Ended]


@pytest.fixture
def segue(
    source_db: Database,
    target_db: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Segue:
    """`segue("plan", ...)` between the two databases, in a folder of its own."""
    source_db.execute(SOURCE)
    target_db.execute(TARGET)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)

    def run(command: str, *words: str) -> Ended:
        status = main([command, "--from", source_db.url, "--to", target_db.url, *words])
        told = capsys.readouterr()
        return Ended(status, told.out.splitlines(), told.err)

    return run


def answer(segue: Segue, *answers: dict[str, str]) -> Ended:
    Path("answers.json").write_text(json.dumps(answers), encoding="utf-8")
    return segue("plan", "--answer", "answers.json", "--json")


def plan_text() -> str:
    return Path("segue.toml").read_text(encoding="utf-8")


def test_a_program_drafts_asks_answers_checks_and_moves(segue: Segue, target_db: Database) -> None:
    drafted = segue("plan", "--json")
    assert drafted.status == ExitStatus.DONE
    assert drafted.events("plan")[0]["open_questions"] == 4
    assert segue("move", "--no-input", "--json").status == ExitStatus.BLOCKED

    asked = {
        event["id"]: event for event in segue("plan", "--questions", "--json").events("question")
    }
    assert list(asked) == ["table public.scrap", GIST, f"drop {POST}: blurb", f"drop {POST}: mood"]
    assert asked[GIST]["options"][0]["line"] == 'gist = "blurb"'
    assert asked[GIST]["samples"]["blurb"] == ["xxxx 000"]

    half = answer(
        segue,
        {"id": "table public.scrap", "skip": "never used"},
        {"id": GIST, "line": 'gist = "nothing"'},
    )
    assert half.status == ExitStatus.USAGE
    (told,) = half.events("answers")
    assert (told["taken"], told["refused"][0]["id"], told["open_questions"]) == (1, GIST, 3)

    rest = answer(
        segue,
        {"id": GIST, "line": asked[GIST]["options"][0]["line"], "reason": "asked Ada"},
        {"id": f"drop {POST}: mood", "drop": "gone since 2.0"},
    )
    assert rest.status == ExitStatus.DONE
    assert rest.events("answers")[0]["open_questions"] == 0
    assert 'gist = "blurb"  # asked Ada' in plan_text()

    moved = segue("move", "--no-input", "--json", "--target-is-fresh")
    assert moved.status == ExitStatus.DONE, moved.said
    assert target_db.value("SELECT gist FROM post") == "Call 555"


def test_values_are_shown_when_a_program_asks_for_them(segue: Segue) -> None:
    asked = segue("plan", "--questions", "--json", "--values").events("question")
    assert next(q for q in asked if q["id"] == GIST)["samples"]["blurb"] == ["Call 555"]


def test_nobody_is_asked_without_a_terminal(segue: Segue) -> None:
    ended = segue("plan", "--ask")
    assert ended.status == ExitStatus.ANSWER_NEEDED
    assert "table public.scrap" in ended.said


class Typing(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


def test_why_a_column_stays_behind_is_asked_where_that_is_chosen_by_its_number(
    segue: Segue, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = 'skip = "never used"', "1", "1", "", "1", "gone since 2.0"
    monkeypatch.setattr(sys, "stdin", Typing("\n".join(typed) + "\n"))
    ended = segue("plan", "--ask")
    assert ended.status == ExitStatus.DONE, ended.said
    assert "what is left behind needs a reason" in ended.said
    assert 'mood = { drop = "gone since 2.0" }' in plan_text()


def test_the_best_is_taken_for_review_and_the_rest_left_open(segue: Segue) -> None:
    ended = segue("plan", "--accept", "BEST", "--json")
    assert ended.status == ExitStatus.DONE
    assert ended.events("answers")[0]["open_questions"] == 1
    assert f'gist = "blurb"  # {FOR_REVIEW}' in plan_text()


def test_a_file_that_holds_no_answers_is_told(segue: Segue) -> None:
    Path("answers.json").write_text('{"id": "table public.scrap"}')
    ended = segue("plan", "--answer", "answers.json")
    assert ended.status == ExitStatus.USAGE
    assert "answers.json holds no answers" in ended.said
