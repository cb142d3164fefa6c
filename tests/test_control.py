"""What `status` makes of a run's journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from segue.commandline.answers.status import status_lines, status_object
from segue.database.activity import BuildProgress, TableInProgress
from segue.database.names import QualifiedName
from segue.database.records import LoadRecord, RunRecord, StepRecord
from segue.move.control import RunStatus

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def load(name: str, size: int, finished: datetime | None) -> LoadRecord:
    state = "copied" if finished else "copying"
    return LoadRecord(
        QualifiedName("public", name),
        state,
        size,
        1,
        0,
        None,
        None,
        NOON,
        finished,
        1,
        None,
        0,
        0,
        (),
    )


RUN = RunRecord(
    1, "running", "", "", "old", "new", "host:1", 2, False, False, 1000, 700, None,
    NOON, after(50), None, 1.0,
)  # fmt: skip


@pytest.fixture
def running() -> RunStatus:
    """Ten seconds into copying in its second try, which found 200 bytes brought by the first."""
    steps = (StepRecord(5, "Copy rows", after(40), None, None),)
    loads = (load("kept", 200, after(30)), load("new", 800, None))
    return RunStatus(RUN, steps, loads, (), mover_lives=True)


def test_the_rate_is_that_of_this_try_up_to_its_last_sign_of_life(running: RunStatus) -> None:
    assert running.rate == 50
    assert running.seconds_left == 6
    assert "  50 B/s, about 5 s left until all rows are in" in status_lines(running)
    told = status_object(running)
    assert (told["rate"], told["seconds_left"]) == (50, 6)


def test_what_a_death_now_would_cost_is_told(running: RunStatus) -> None:
    stream = TableInProgress(QualifiedName("public", "new"), 500, 5, 40.0)
    index = BuildProgress("new_a", None, "", None, 20.0)
    busy = replace(running, copying=(stream,), building=(index,))
    assert (
        "  if it died now, at least 5 rows (500 B, 40.0 s of work) would be copied and 20.0 s of"
        " index builds would be done again" in status_lines(busy)
    )
    told = status_object(busy)
    assert (told["at_stake"], told["at_stake_rows"], told["at_stake_bytes"]) == (60, 5, 500)
    assert not any("died" in line for line in status_lines(running))


def test_parts_that_are_in_are_at_stake_where_they_could_not_stay(running: RunStatus) -> None:
    half = replace(
        load("new", 800, None), state="copying", started=after(10), parts=4, parts_done=3
    )
    assert replace(running, loads=(half,)).at_stake.bytes == 0
    for merged in (replace(half, merge="keep"), replace(half, columns=("id",))):
        stake = replace(running, loads=(merged,)).at_stake
        assert (stake.bytes, stake.copying) == (600, 40)


def test_a_run_that_copies_nothing_now_has_no_rate(running: RunStatus) -> None:
    steps = (replace(running.steps[0], finished=after(45)),)
    for other in (replace(running, mover_lives=False), replace(running, steps=steps)):
        assert other.rate is None
        assert other.seconds_left is None
        assert not any("left" in line for line in status_lines(other))


def test_nothing_copied_yet_tells_no_time(running: RunStatus) -> None:
    fresh = replace(running, run=replace(RUN, done_bytes=200))
    assert fresh.rate == 0
    assert fresh.seconds_left is None
