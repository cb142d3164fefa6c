"""Rows are not decoded in Python: what is called grows with the bytes, never with the rows."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import FrameType

import pytest

from segue.commandline.cli import main
from support.databases import Database

ROW_COUNT = 400_000
"""Far more than there are calls in a whole move, the imports among them."""

PLAN = """
version = 1
source = "env:OLD"
target = "env:NEW"
[[table]]
from = "public.old"
to = "public.new"
[table.columns]
number = { sql = "n * 2" }
state = { map = { "A" = "active", "D" = "done" }, from = "flag" }
label = "name"
kind = { value = "thing" }
"""
OLD = "CREATE TABLE old (id int PRIMARY KEY, n int, flag text, name text, born timestamp)"
NEW = """CREATE TABLE new (id bigint PRIMARY KEY, number bigint, state text, label varchar(40),
    kind text, born timestamptz)"""
ROWS = """INSERT INTO old SELECT i, i, CASE WHEN i %% 2 = 0 THEN 'A' ELSE 'D' END, 'n' || i, now()
    FROM generate_series(1, %s) i"""


@contextmanager
def calls_counted() -> Iterator[list[int]]:
    """How many functions written in Python are called meanwhile, in all threads that begin."""
    calls, found = count(), [0]

    def noticed(frame: FrameType, event: str, argument: object) -> None:
        if event == "call":
            next(calls)

    threading.setprofile(noticed)
    sys.setprofile(noticed)
    try:
        yield found
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
        found[0] = next(calls)


def test_a_mapped_move_calls_no_function_for_a_row(
    source_db: Database, target_db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source_db.execute(OLD)
    source_db.execute(ROWS, (ROW_COUNT,))
    source_db.execute("VACUUM ANALYZE old")
    target_db.execute(NEW)
    monkeypatch.setenv("OLD", source_db.url)
    monkeypatch.setenv("NEW", target_db.url)
    plan = tmp_path / "segue.toml"
    plan.write_text(PLAN)
    with calls_counted() as calls:
        assert main(["move", "--plan", str(plan), "--no-input", "--quiet"]) == 0
    assert target_db.value("SELECT count(*) FROM new WHERE number = id * 2") == ROW_COUNT
    assert 0 < calls[0] < ROW_COUNT
