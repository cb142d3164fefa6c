"""Columns that the project's own Python functions fill, row by row."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from support.databases import Database
from support.mover import Ended, Mover

SOURCE = """
CREATE TABLE item (id integer PRIMARY KEY, name text, price numeric(8, 2), tags text[],
    made timestamptz, details jsonb, "odd name" integer);
INSERT INTO item SELECT i, E'item\t' || i, i / 4.0, ARRAY['a', i::text],
    '2026-01-01 00:00+00'::timestamptz + i * interval '1 hour', jsonb_build_object('n', i), NULL
    FROM generate_series(1, 3000) i;
"""
TARGET = """
CREATE TABLE item (id bigint PRIMARY KEY, title varchar(30) NOT NULL, score numeric(10, 1),
    labels text[], facts jsonb, fine boolean, price text);
"""
PLAN = """
[[table]]
from = "public.item"
to = "public.item"
[table.columns]
title = "name"
score = { python = "shop.moving:score" }
labels = { python = "shop.moving:labels" }
facts = { python = "shop.moving:facts" }
fine = { python = "shop.moving:Judge.fine" }
tags = { drop = "in labels" }
made = { drop = "in score" }
details = { drop = "in facts" }
"odd name" = { drop = "nothing in it" }
"""
FUNCTIONS = """
from datetime import timedelta
def score(row):
    assert row["odd name"] is None
    return row["price"] * 2 + row["made"].hour
def labels(row):
    return [*row["tags"], "quote\\"d", None]
def facts(row):
    return {"n": row["details"]["n"], "name": row["name"], "é": [1.5, None]}
class Judge:
    @staticmethod
    def fine(row):
        return None if row["id"] == 1 else row["id"] % 2 == 0
"""


@pytest.fixture
def mover(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    source_db.execute(SOURCE)
    target_db.execute(TARGET)
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/__init__.py").write_text("")
    mover = Mover(source_db, target_db, tmp_path)
    _write(mover, FUNCTIONS)
    return mover


def _write(mover: Mover, functions: str, head: str = "", plan: str = PLAN) -> None:
    (mover.folder / "shop/moving.py").write_text(functions)
    (mover.folder / "segue.toml").write_text(
        f'version = 1\nsource = "env:OLD"\ntarget = "env:NEW"\n{head}\n{plan}'
    )


def _move(mover: Mover, *words: str) -> Ended:
    env = {"OLD": mover.source.url, "NEW": mover.target.url}
    return mover.run(*(words or ("move", "--no-input")), env=env)


def test_a_function_gets_the_source_s_row_and_gives_the_column_s_value(mover: Mover) -> None:
    moved = _move(mover)
    assert moved.status == 0, moved.said
    assert mover.target.value("SELECT count(*) FROM item") == 3000
    assert mover.target.execute("SELECT * FROM item WHERE id IN (1, 1000) ORDER BY id") == [
        (1, "item\t1", 1.5, ["a", "1", 'quote"d', None],
         {"n": 1, "name": "item\t1", "é": [1.5, None]}, None, "0.25"),
        (1000, "item\t1000", 516, ["a", "1000", 'quote"d', None],
         {"n": 1000, "name": "item\t1000", "é": [1.5, None]}, True, "250.00"),
    ]  # fmt: skip


def test_check_says_that_it_is_slower_and_not_compared(mover: Mover) -> None:
    told = _move(mover, "check")
    assert told.status == 0, told.answer
    assert "note[V102]: 4 columns are filled by Python functions" in told.answer
    assert "slower" in told.answer


@pytest.mark.parametrize(
    ("functions", "reason"),
    [
        (FUNCTIONS.replace("def score", "def scores"), "has no attribute 'score'"),
        ("import nowhere", "No module named 'nowhere'"),
        (FUNCTIONS + "score = 5", "it cannot be called"),
    ],
)
def test_a_function_that_is_not_there_is_found_by_check(
    mover: Mover, functions: str, reason: str
) -> None:
    _write(mover, functions)
    told = _move(mover, "check")
    assert told.status == 3
    assert "S107" in told.answer
    assert reason in " ".join(told.answer.split())


BROKEN = FUNCTIONS.replace('    assert row["odd name"] is None', '    1 / (row["id"] % 1000)')


def test_a_function_that_fails_is_told_with_the_row_the_column_and_itself(mover: Mover) -> None:
    _write(mover, BROKEN)
    moved = _move(mover)
    assert moved.status == 1
    assert (
        "the function shop.moving:score, for public.item.score, fails for the source row 1000:"
        " ZeroDivisionError: division by zero" in moved.said
    )
    assert mover.target.value("SELECT count(*) FROM item") == 0


@pytest.mark.parametrize("existing", ["stop", "update"])
def test_rows_for_which_it_fails_or_gives_nonsense_can_be_rejected(
    mover: Mover, existing: str
) -> None:
    nonsense = BROKEN.replace("    return row[\"price\"]", "    if row['id'] == 7: return 'seven'\n"
                              "    return row[\"price\"]")  # fmt: skip
    _write(mover, nonsense, f'on_bad_row = "reject"\nexisting_rows = "{existing}"')
    if existing == "update":
        plan = mover.folder / "segue.toml"
        mapped = 'to = "public.item"\n'
        plan.write_text(plan.read_text().replace(mapped, f'{mapped}key = {{ match = ["id"] }}\n'))
    if existing == "update":
        mover.target.execute("INSERT INTO item (id, title) VALUES (3, 'three'), (5000, 'stays')")
    moved = _move(mover)
    assert moved.status == 5, moved.said
    with (mover.folder / "segue-rejects/1/public.item.csv").open(newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert sorted(map(int, rows)) == [7, 1000, 2000, 3000]
    assert rows["1000"]["segue_reason"] == (
        "score: shop.moving:score: ZeroDivisionError: division by zero"
    )
    assert rows["7"]["score"] == "seven"
    assert "invalid input syntax for type numeric" in rows["7"]["segue_reason"]
    assert mover.target.value("SELECT count(*) FROM item WHERE id <= 3000") == 2996
    assert mover.target.value("SELECT score FROM item WHERE id = 3") == 4.5
    assert _move(mover, "verify").status == 0
    again = _move(mover)
    assert again.status == 5
    assert "Nothing to do" in again.answer


def test_a_query_s_rows_can_be_completed_too(mover: Mover) -> None:
    plan = PLAN.replace('from = "public.item"', 'query = "SELECT *, name AS title FROM item"')
    plan = "\n".join(line for line in plan.splitlines() if "drop" not in line)
    plan = plan.replace('title = "name"\n', "") + '\n[skip]\n"public.item" = "in the query"\n'
    _write(mover, FUNCTIONS, plan=plan)
    moved = _move(mover)
    assert moved.status == 0, moved.said
    assert mover.target.value("SELECT count(score) FROM item") == 3000


def test_the_plan_s_sql_can_be_looked_at(mover: Mover) -> None:
    shown = _move(mover, "plan", "--show", "public.item")
    assert shown.status == 0, shown.said
    assert "-- and for each row Python calls shop.moving:score for score" in shown.answer
