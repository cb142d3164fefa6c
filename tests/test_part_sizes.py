"""Parts are sized by time: a death costs about a minute, however slow the line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count
from types import SimpleNamespace

import pytest

from segue.database.catalog import Table
from segue.database.names import QualifiedName
from segue.database.session import connect, exported_snapshot
from segue.move.copying import loads, probing
from segue.move.copying.loads import PART_BYTES, PART_SECONDS, PartRates
from segue.move.copying.probing import LONG_ENOUGH, Prober, ProbeResult, part_rates, probe
from segue.plan.model import FunctionValue
from support.bench import Bench
from support.databases import Database, Server

MB = 1024 * 1024
PAGE = 8192


def _line(rate: float, latency: float) -> tuple[Callable[[int, int], ProbeResult], list[float]]:
    """A line of so many bytes a second, and what each try over it took."""
    tries: list[float] = []

    def bring(first: int, pages: int) -> ProbeResult:
        tries.append(latency + pages * PAGE / rate)
        return ProbeResult(pages, tries[-1], pages * 50, pages * PAGE)

    return bring, tries


def _table(size: float) -> Table:
    return Table(QualifiedName("public", "t"), "r", (), pages=int(size / PAGE), bytes=int(size))


@pytest.mark.parametrize("latency", [0.0005, 0.08])
@pytest.mark.parametrize("rate", [20_000, 300_000, 5e6, 2e8])
def test_a_look_at_the_rate_is_short_and_tells_it(rate: float, latency: float) -> None:
    bring, tries = _line(rate, latency)
    found = probe(bring, _table(8e9), 1e12)
    assert found is not None
    assert found.pages * PAGE / found.seconds == pytest.approx(rate, rel=0.35)
    assert sum(tries) < 4 + 2 * 64 * 1024 / rate


def test_a_look_ends_as_soon_as_the_rate_is_enough_and_where_the_table_ends() -> None:
    bring, tries = _line(1e8, 0)
    probe(bring, _table(8e9), 1e6)
    assert len(tries) == 1
    bring, tries = _line(1e12, 0)
    found = probe(bring, _table(1e6), 1e15)
    assert found is not None
    assert sum(tries) < LONG_ENOUGH
    assert probe(bring, _table(0), 1) is None


@pytest.fixture
def both(
    source_db: Database, target_db: Database, source_server: Server
) -> tuple[Database, Database]:
    if source_server.major * 10_000 < loads.PAGE_RANGES_FROM:
        pytest.skip("a server before 14 would read the whole table for each part")
    for database in (source_db, target_db):
        database.execute("CREATE TABLE thing (id integer PRIMARY KEY, text text)")
    source_db.execute(
        "INSERT INTO thing SELECT i, repeat('x', 200) FROM generate_series(1, 12000) i"
    )
    source_db.execute("VACUUM ANALYZE thing")
    return source_db, target_db


@pytest.mark.parametrize("split", [True, False])
@pytest.mark.parametrize("rate", [2_000, 8_000, 1e9])
def test_parts_take_a_minute_at_the_rate_that_is_known(
    both: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch, split: bool, rate: float
) -> None:
    monkeypatch.setattr(loads, "LEAST_PART_BYTES", 64 * 1024)
    (load,) = Bench(*both, split=split, rates=PartRates(rate)).loads
    slowest = max(piece.part.bytes for piece in load.slices) / rate
    assert slowest <= PART_SECONDS
    if rate * PART_SECONDS < load.bytes:
        assert slowest > PART_SECONDS / 2
        assert not load.can_be_frozen
    else:
        assert len(load.slices) == 1


def test_a_table_that_takes_little_longer_goes_as_a_whole_where_that_is_faster(
    both: tuple[Database, Database],
) -> None:
    size = Bench(*both).loads[0].bytes
    (load,) = Bench(*both, split=False, rates=PartRates(size / PART_SECONDS / 1.4)).loads
    assert load.can_be_frozen
    (load,) = Bench(*both, split=False, rates=PartRates(size / PART_SECONDS / 1.6)).loads
    assert len(load.slices) == 2


def test_a_limit_of_the_rate_counts_and_dear_rows_have_a_rate_of_their_own() -> None:
    rates = PartRates(1e6, {1: 2e4}, 5e5)
    plain, dear, other = (_transfer(number, dear) for number, dear in enumerate((0, 1, 1)))
    assert [rates.of(each) for each in (plain, dear, other)] == [5e5, 2e4, 5e5]


def _transfer(number: int, dear: bool) -> SimpleNamespace:
    feed = SimpleNamespace(keys=None, mapping=FunctionValue("a:b") if dear else None)
    return SimpleNamespace(number=number, feeds=[feed])


@pytest.mark.parametrize("computed", [False, True])
def test_the_rate_is_measured_on_the_way_that_rows_go(
    both: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch, computed: bool
) -> None:
    """By a clock on which each try takes ten seconds; nothing of it stays in the target."""
    monkeypatch.setattr(probing, "WORTH_IT", MB)
    columns = {"text": FunctionValue("operator:length_hint")} if computed else {}
    bench = Bench(*both, columns=columns)
    ticks = count(step=10)
    with exported_snapshot(bench.keeper) as snapshot:
        prober = Prober(
            partial(connect, both[0].endpoint, "source", "probe", read_only=True),
            partial(connect, both[1].endpoint, "target", "probe"),
            snapshot,
            bench.stop.check,
            lambda: next(ticks),
        )
        rates = part_rates(bench.loads, bench.catalog, prober, 2, None, split=True)
    rate = rates.of(bench.loads[0].transfers[0])
    assert rate == pytest.approx(64 * 1024 / 10 / 2, rel=0.1)
    assert min(rate * PART_SECONDS, PART_BYTES) < MB
    assert both[1].value("SELECT count(*) FROM thing") == 0


def test_rows_that_do_not_come_through_leave_the_rate_open(
    both: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probing, "WORTH_IT", MB)
    bench = Bench(
        *both, columns={"text": FunctionValue("operator:truth")}, where="1 / (id - 7) < 5"
    )
    with exported_snapshot(bench.keeper) as snapshot:
        prober = Prober(
            partial(connect, both[0].endpoint, "source", "probe", read_only=True),
            partial(connect, both[1].endpoint, "target", "probe"),
            snapshot,
            bench.stop.check,
        )
        rates = part_rates(bench.loads, bench.catalog, prober, 2, 3_000_000, split=True)
    assert rates == PartRates(None, {}, 1_500_000)
