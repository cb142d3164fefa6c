"""The model of time: what it says follows from what is limited."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from segue.commandline.answers.rehearsal import rehearsal_lines
from segue.events import StepFinished
from segue.move.forecast import (
    BuildWork,
    Conditions,
    Line,
    MeasuredRehearsal,
    MeasuredTable,
    TableWork,
    Workload,
    forecast,
    forecast_path,
    gains,
    keep_forecast,
    kept_forecast,
    predict,
)
from segue.move.run import Outcome, RehearsalResult

FAST = Line(0.0005, 1e9)
APART = Conditions(FAST, FAST, source_cores=8, target_cores=8, lanes=2)
GB = 10**9


def _table(name: str, size: int, rate: float = 50e6, parts: int = 100) -> TableWork:
    """One that a core of each side sends and takes in at that rate."""
    return TableWork(name, size, size / rate, size / rate, parts, size / 4e8, size / 4e8)


BIG = Workload((_table("big", 100 * GB),))


def test_lanes_help_until_something_else_is_full() -> None:
    seconds = [predict(BIG, replace(APART, lanes=lanes)).steps[5] for lanes in (1, 2, 4, 8, 16)]
    assert seconds[0] == pytest.approx(2 * seconds[1], rel=0.01)
    assert seconds[1] == pytest.approx(2 * seconds[2], rel=0.01)
    assert seconds[3:] == pytest.approx([100 * GB / 50e6 / 8] * 2, rel=0.01)
    assert predict(BIG, APART).limits[5] == "lanes"
    assert predict(BIG, replace(APART, lanes=16)).limits[5] == "the source's cores"


@pytest.mark.parametrize("side", ["source", "target"])
def test_a_slow_line_is_the_limit_whatever_else_there_is(side: str) -> None:
    slow = replace(APART, lanes=16, helpers=4, **{f"{side}_line": Line(0.02, 1.25e6)})
    told = predict(BIG, slow)
    assert told.limits[5] == f"the line to the {side}"
    assert told.steps[5] == pytest.approx(100 * GB / 1.25e6)
    assert gains(BIG, slow)[0].change == f"a line to the {side} that is twice as fast"


def test_a_table_that_goes_in_one_part_is_not_shared_out() -> None:
    one = Workload((_table("big", 10 * GB, parts=1), _table("small", GB)))
    told = predict(one, replace(APART, lanes=8))
    assert told.limits[5] == "the rows of big"
    assert told.steps[5] == pytest.approx(200, rel=0.01)


def test_servers_on_one_machine_share_its_cores() -> None:
    apart = predict(BIG, APART).steps[5]
    here = predict(BIG, replace(APART, source_cores=2, target_cores=2, shared=True))
    assert here.limits[5] == "this machine's cores"
    assert here.steps[5] > 2 * apart


def test_helpers_bring_lanes_but_no_line() -> None:
    wide = replace(APART, source_cores=64, target_cores=64)
    alone, helped = (predict(BIG, replace(wide, helpers=count)).steps[5] for count in (0, 3))
    assert helped == pytest.approx(alone / 4, rel=0.01)
    thin = replace(wide, source_line=Line(0.0005, 60e6))
    assert predict(BIG, replace(thin, helpers=15)).limits[5] == "the line to the source"


def test_latency_counts_by_parts() -> None:
    small = Workload(tuple(_table(f"t{n}", 1000, parts=1) for n in range(1000)))
    near, far = (
        predict(small, replace(APART, source_line=Line(latency, 1e9))).steps[5]
        for latency in (0.0, 0.1)
    )
    assert far - near == pytest.approx(1000 * 4 * 0.1 / 2, rel=0.01)


def test_the_longest_index_is_the_limit_where_nothing_else_is_left() -> None:
    builds = (BuildWork("index a", "big", 900.0), BuildWork("index b", "big", 100.0))
    told = predict(replace(BIG, builds=builds), APART)
    assert told.steps[6] == pytest.approx(900)
    assert told.limits[6] == "index a of big"
    named = {gain.change: gain.seconds for gain in gains(replace(BIG, builds=builds), APART)}
    assert named["doing without index a of big"] == pytest.approx(800)


def test_builds_of_full_tables_begin_during_the_copy_where_cores_are_free() -> None:
    tables = (_table("big", 50 * GB), _table("other", 50 * GB))
    load = Workload(tables, (BuildWork("i", "big", 300.0),))
    copy = predict(load, APART).steps[5]
    assert copy > 600
    assert predict(load, APART).steps[6] == 0
    assert predict(load, replace(APART, target_cores=2)).steps[6] == pytest.approx(300)


def test_what_would_not_help_is_not_told() -> None:
    assert gains(Workload(()), APART) == ()
    for gain in gains(BIG, APART):
        assert gain.seconds > 0
    assert "a line" not in " ".join(gain.change for gain in gains(BIG, APART))


def _measured(share: float, conditions: Conditions = APART) -> MeasuredRehearsal:
    grown = 1 / share
    table = MeasuredTable("public.big", int(1e6 * share), int(GB * share), 20 * share, 16, grown,
                          2 * share, 2 * share, True)  # fmt: skip
    sorting = 30 * share * math.log(1e6 * share) / math.log(1e6)
    steps = {1: 3.0, 3: 5.0, 5: 1 + 10 * share, 6: 2 + sorting, 8: 1 + 0.1 * share}
    builds = (BuildWork("index a", "public.big", sorting),)
    return MeasuredRehearsal((table,), builds, steps, conditions, 1e8, 50e6, share)


def test_a_rehearsal_of_everything_is_what_the_move_will_take() -> None:
    told = forecast(_measured(1.0))
    likely = {step: each.likely for step, each in told.steps.items()}
    assert likely == pytest.approx(_measured(1.0).steps)
    for each in told.steps.values():
        assert each.low < each.likely < each.high
    assert told.limits[6] == "index a of public.big"


@pytest.mark.parametrize("share", [0.5, 0.1, 0.02])
def test_a_sample_is_grown_by_what_grows(share: float) -> None:
    """Steps have a part that does not grow, which a share alone would multiply."""
    told, whole = forecast(_measured(share)), _measured(1.0).steps
    assert told.steps[1].likely == whole[1]
    for step in (5, 6, 8):
        assert told.steps[step].likely == pytest.approx(whole[step], rel=0.25)
    full = forecast(_measured(1.0))
    assert told.whole.high / told.whole.low > full.whole.high / full.whole.low


def test_a_rehearsal_says_what_is_the_limit_and_what_would_help() -> None:
    slow = replace(APART, source_line=Line(0.02, 1.25e6))
    steps = tuple(StepFinished(n, "Copy rows", s, "") for n, s in _measured(1.0).steps.items())
    told = rehearsal_lines(
        RehearsalResult(Outcome(1, None), steps, GB, forecast(_measured(1.0, slow)))
    )
    text = "\n".join(told)
    assert "Copy rows, 11.0 s: the limit is the line to the source." in text
    assert "What would help most, by the model: a line to the source that is twice as fast" in text


def test_a_forecast_is_kept_for_the_same_move_alone(tmp_path: Path) -> None:
    path, told = forecast_path(tmp_path / "segue.toml"), forecast(_measured(1.0))
    assert kept_forecast(path, "digest") == {}
    keep_forecast(path, "digest", told)
    assert kept_forecast(path, "digest") == told.steps
    assert kept_forecast(path, "another") == {}
    for broken in ("", "[]", "{}", '{"version": 1, "digest": "digest", "seconds": {"x": {}}}'):
        path.write_text(broken)
        assert kept_forecast(path, "digest") == {}
    keep_forecast(tmp_path / "nowhere" / "x.json", "digest", told)  # no reason for a failure
