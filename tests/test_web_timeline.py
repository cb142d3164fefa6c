"""The picture of a run: every step and table has a bar of its own, where and as long as it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from segue.database.names import QualifiedName
from segue.database.records import LoadRecord, RunRecord, StepRecord
from segue.move.control import RunStatus
from segue.web.move_pages.timeline import MOST, WIDTH, timeline
from segue.web.rendering import fragment

START = datetime(2026, 11, 29, 12, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def load(name: str, began: float | None, ended: float | None) -> LoadRecord:
    return LoadRecord(
        QualifiedName("public", name), "copied", 8, 1, 1, 1, 8,
        None if began is None else at(began), None if ended is None else at(ended),
        1, None, 0, 0, (),
    )  # fmt: skip


def status(state: str, steps: list[StepRecord], loads: list[LoadRecord]) -> RunStatus:
    run = RunRecord(
        1, state, "", "", "old", "new", "me", 1, True, False, 8, 8, None, START, at(9), None, 0.0
    )
    return RunStatus(run, tuple(steps), tuple(loads), (), mover_lives=True)


def test_tables_at_work_at_once_are_in_lanes_of_their_own() -> None:
    loads = [load("a", 0, 10), load("b", 0, 4), load("c", 4, 8), load("waits", None, None)]
    step = StepRecord(5, "Copy rows", at(0), at(10), "")
    seen = timeline(status("done", [step], loads), at(60))
    assert seen is not None
    bars = {bar.name: bar for bar in seen.bars}
    assert set(bars) == {"Copy rows", "public.a", "public.b", "public.c"}
    assert (bars["public.a"].x, bars["public.a"].width) == (0, WIDTH)
    assert (bars["public.c"].x, bars["public.c"].width) == (400, 400)
    assert bars["public.b"].y == bars["public.c"].y != bars["public.a"].y
    assert bars["Copy rows"].y < bars["public.a"].y
    assert seen.ticks[-1] == (WIDTH, "10.0 s")


def test_bars_of_one_lane_never_overlap_and_stay_within_the_picture() -> None:
    loads = [load(f"t{n}", n % 97 / 7, n % 97 / 7 + n % 13 / 5) for n in range(1000)]
    seen = timeline(status("done", [], loads), at(0))
    assert seen is not None
    assert len(seen.bars) == MOST
    lanes: dict[int, list[tuple[int, int]]] = {}
    for bar in seen.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH
        lanes.setdefault(bar.y, []).append((bar.x, bar.width))
    for lane in lanes.values():
        assert all(x + width <= after + 2 for (x, width), (after, _) in pairwise(sorted(lane)))


def test_what_is_under_way_reaches_to_now_and_names_are_text() -> None:
    loads = [load("<b>&", 0, None)]
    seen = timeline(status("running", [], loads), at(20))
    assert seen is not None
    (bar,) = seen.bars
    assert (bar.under_way, bar.seconds) == (True, 20)
    drawn = fragment("_timeline.html", {"timeline": seen})
    assert "&lt;b&gt;&amp;: 20.0 s so far" in drawn
    assert "<b>" not in drawn
    assert "style=" not in drawn  # the pages' policy refuses it


def test_a_run_that_has_not_begun_has_no_picture() -> None:
    assert timeline(status("running", [], [load("waits", None, None)]), at(1)) is None
