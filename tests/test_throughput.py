"""How fast rows came in: every row counts once, in the slices of time in which it came."""

from __future__ import annotations

import pytest

from segue.database.activity import TableInProgress
from segue.database.journal import begin_run, create_journal
from segue.database.names import QualifiedName
from segue.database.throughput import SLICES, throughput
from support.databases import Database

LOADS = "INSERT INTO segue.load (run, target_schema, target_table, bytes, parts, state, started) "
PARTS = (
    "INSERT INTO segue.part (run, target_schema, target_table, number, rows, streamed, finished) "
)


def test_parts_are_spread_over_their_time_and_what_an_earlier_try_brought_is_left_out(
    target_db: Database,
) -> None:
    with target_db.connect() as target:
        create_journal(target)
        facts = {"plan_digest": "", "source_identity": "", "source_label": "", "target_label": ""}
        run = begin_run(target, **facts)
        assert throughput(target, run) == ()
        target.execute(
            "INSERT INTO segue.step (run, number, name, started)"
            " VALUES (%s, 5, 'Copy rows', now() - interval '60 s')", [run],
        )  # fmt: skip
        for table, began in (("a", 50), ("b", 60)):
            target.execute(
                LOADS + "VALUES (%s, 'public', %s, 1, 1, 'copying', now() - %s * interval '1 s')",
                [run, table, began],
            )
        for table, number, rows, ago in (
            ("a", 0, 1_000_000, 90),  # an earlier try's
            ("a", 1, 300, 20),  # 30 seconds
            ("a", 2, 100, 10),  # 10 seconds
            ("b", 0, 600, 0),  # 60 seconds
        ):
            target.execute(
                PARTS + "VALUES (%s, 'public', %s, %s, %s, %s, now() - %s * interval '1 s')",
                [run, table, number, rows, rows * 8, ago],
            )
        found = throughput(target, run)
        assert len(found) == SLICES
        assert sum(each.rows for each in found) == pytest.approx(1000)
        assert sum(each.bytes for each in found) == pytest.approx(8000)
        a_second = [each.rows_a_second for each in found]
        assert a_second[5] == pytest.approx(10, rel=0.05)
        assert [a_second[15], a_second[45]] == pytest.approx([20, 20], rel=0.05)
        assert a_second[55] == pytest.approx(10, rel=0.05)
        copying = [TableInProgress(QualifiedName("public", "c"), 8, 40, 0.5)]
        assert sum(each.rows for each in throughput(target, run, copying)) == pytest.approx(1040)
