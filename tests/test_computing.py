"""Columns that the project's own Python functions fill, row by row."""

from __future__ import annotations

import csv
import os
import signal
import sys
import types
from collections.abc import Mapping
from pathlib import Path

import pytest

from segue.project.rows import PythonColumn, RowCalls, RowPool, RowWork
from support.databases import Database
from support.mover import Ended, Mover, wait_until
from support.projects import small_project

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


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_function_that_fails_is_told_with_the_row_the_column_and_itself(
    mover: Mover, processes: str
) -> None:
    _write(mover, BROKEN)
    moved = _move(mover, "move", "--no-input", "--processes", processes)
    assert moved.status == 1
    assert (
        "the function shop.moving:score, for public.item.score, fails for the source row 1000:"
        " ZeroDivisionError: division by zero" in moved.said
    )
    assert mover.target.value("SELECT count(*) FROM item") == 0


@pytest.mark.parametrize(("existing", "processes"), [("stop", "1"), ("stop", "2"), ("update", "2")])
def test_rows_for_which_it_fails_or_gives_nonsense_can_be_rejected(
    mover: Mover, existing: str, processes: str
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
    moved = _move(mover, "move", "--no-input", "--processes", processes)
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


# In processes of their own

NUMBERED = """
import os, signal, time
def score(row):
    return row["id"] % 1000
def labels(row):
    return [str(os.getpid())]
def facts(row):
    return None
class Judge:
    fine = staticmethod(lambda row: True)
"""
"""Each row tells the process that its functions were called in."""

ONE_LANE = ("move", "--no-input", "--jobs", "1", "--processes", "2")


def _dying(mover: Mover, when: str, how: str = "os.kill(os.getpid(), signal.SIGKILL)") -> None:
    """The functions, of which one ends its process when a row is so."""
    dies = f"def score(row):\n    if {when}:\n        {how}"
    _write(mover, NUMBERED.replace("def score(row):", dies))


MEET = """
    open(f"called in {os.getpid()}", "w").close()
    while sum(name.startswith("called in") for name in os.listdir()) < 2:
        time.sleep(0.01)
"""
"""Where a process waits for the other, so that neither does all by itself."""


def test_one_table_is_shared_out_to_processes_and_comes_in_order(mover: Mover) -> None:
    _write(mover, NUMBERED.replace("def labels(row):", f"def labels(row):{MEET.rstrip()}"))
    moved = _move(mover, *ONE_LANE)
    assert moved.status == 0, moved.said
    placed = "SELECT array_agg(id ORDER BY ctid) = array_agg(id ORDER BY id), count(*) FROM item"
    assert mover.target.execute(placed) == [(True, 3000)]
    assert mover.target.value("SELECT count(DISTINCT labels) FROM item") == 2
    assert mover.target.value("SELECT bool_and(score = id % 1000) FROM item")


def test_a_process_that_dies_once_costs_nothing(mover: Mover) -> None:
    _dying(mover, "row['id'] in (20, 2000) and not os.path.exists(f'died {row[\"id\"]}')",
           "open(f'died {row[\"id\"]}', 'w'); os.kill(os.getpid(), signal.SIGKILL)")  # fmt: skip
    moved = _move(mover, *ONE_LANE)
    assert moved.status == 0, moved.said
    told = " ".join(moved.said.split())
    assert told.count("is gone: it was ended by SIGKILL. Its rows are handed to another") == 2
    assert mover.target.execute("SELECT count(*), count(DISTINCT id) FROM item") == [(3000, 3000)]


@pytest.mark.parametrize("rejects", [False, True])
def test_a_row_that_processes_die_of_is_told(mover: Mover, rejects: bool) -> None:
    _dying(mover, "row['id'] == 1000", "os._exit(3)")
    plan = mover.folder / "segue.toml"
    if rejects:
        plan.write_text(plan.read_text().replace("\n\n", '\non_bad_row = "reject"\n\n', 1))
    moved = _move(mover, *ONE_LANE)
    reason = "the process that calls it died of it, twice: it ended with status 3"
    if not rejects:
        assert moved.status == 1
        assert f"fails for the source row 1000: {reason}" in " ".join(moved.said.split())
        assert mover.target.value("SELECT count(*) FROM item") == 0
        return
    assert moved.status == 5, moved.said
    with (mover.folder / "segue-rejects/1/public.item.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["id"] == "1000"
    assert row["segue_reason"].endswith(reason)
    assert mover.target.value("SELECT count(*) FROM item") == 2999


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 6), (signal.SIGKILL, -9)])
def test_processes_end_with_the_command(mover: Mover, number: int, status: int) -> None:
    _dying(mover, "row['id'] > 500", "open(f'at {os.getpid()}', 'w'); time.sleep(600)")
    environment = {"OLD": mover.source.url, "NEW": mover.target.url}
    moving = mover.start(*ONE_LANE, env=environment)
    wait_until(lambda: len(list(mover.folder.glob("at *"))) == 2)
    moving.send_signal(number)
    moving.communicate(timeout=60)
    assert moving.wait() == status
    processes = [int(path.name.removeprefix("at ")) for path in mover.folder.glob("at *")]
    wait_until(lambda: not any(map(_lives, processes)))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text().split(") ")[1][0] != "Z"


def test_what_another_process_cannot_import_is_called_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "of_this_process", types.SimpleNamespace(twice=_twice))
    work = RowWork(1, ("id",), (("n", 23),), ("twice", "id"),
                   (PythonColumn("twice", "of_this_process:twice"),))  # fmt: skip
    told: list[str] = []
    with RowPool(2, at_once=True, tell=told.append) as pool:
        called = [pool.submit(RowCalls(work), [b"-\t1\t21\n", b"-\t2\t\\N\n"]) for _ in range(4)]
        assert {future.result().lines for future in called} == {b"42\t1\n\\N\t2\n"}
    (sentence,) = told
    assert "No module named 'of_this_process'. This one does." in sentence


def _twice(row: Mapping[str, int | None]) -> int | None:
    return None if row["n"] is None else 2 * row["n"]


def test_functions_that_take_little_are_called_by_the_command_itself(mover: Mover) -> None:
    _write(mover, NUMBERED)
    moved = _move(mover, "move", "--no-input", "--jobs", "1")
    assert moved.status == 0, moved.said
    assert mover.target.value("SELECT count(DISTINCT labels) FROM item") == 1


def test_processes_hold_the_project_as_the_command_does(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    project.write(
        "shop/naming.py",
        """
        import os, sys
        from django.conf import settings
        from shop.models import Item

        def named(row):
            print("no answer")
            title = Item(title=row["title"]).title
            return f"{title} {settings.SITE_ID} {sys.argv[1]} {os.getpid()}"
        """,
    )
    called = project.python(
        """
        import json, os
        os.environ["DJANGO_SETTINGS_MODULE"] = "site_.settings"
        import django
        from segue.project.rows import PythonColumn, RowCalls, RowPool, RowWork
        django.setup()
        import sys
        sys.argv[1:] = ["words"]
        work = RowWork(0, (), (("title", 25),), ("t",), (PythonColumn("t", "shop.naming:named"),))
        with RowPool(2, at_once=True) as pool:
            told = pool.submit(RowCalls(work), [b"Lamp"]).result()
            print(json.dumps([told.lines.decode().split(), os.getpid()]))
        """
    )
    (title, site, word, process), own = called
    assert (title, site, word) == ("Lamp", "1", "words")
    assert int(process) != own
