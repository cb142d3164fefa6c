"""Helpers: processes that lend lanes to a running move, and what their death leaves."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from segue.database.later_tables import LENDING
from segue.database.lending import Claim, Lending, LendingJournal, close_lending
from segue.database.records import PartCounts
from segue.database.session import Connection, connect, exported_snapshot
from segue.demo.servers import Server
from segue.errors import LockLost, UsageError
from segue.events import Note, SilentReporter
from segue.move.copying import loads
from segue.move.copying.lane import Lane, PartOutcome
from segue.move.copying.lanes import copy_rows
from segue.move.copying.lent import digest_of, lent_parts_of
from segue.move.copying.loads import tasks_of
from segue.move.copying.pace import Pace, parse_rate
from segue.move.copying.progress import CopyProgress
from segue.move.copying.source_load import SourceLoad
from segue.workers import StopSignal
from support.bench import Bench, Heard
from support.databases import Database
from support.forked import Forked
from support.mover import Ended, Mover, wait_until

MakeDatabase = Callable[..., Database]
Process = subprocess.Popen[str] | Forked

TABLES = {"a": 6000, "b": 3000, "c": 2500, "d": 2000}
"""Rows of each; none has an index, so that the lock of a test stops the copy alone."""

PATIENCE = 60


@pytest.fixture
def mover(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    for name, rows in TABLES.items():
        for database in (source_db, target_db):
            database.execute(f"CREATE TABLE {name} (id integer, text text)")
        source_db.execute(
            f"INSERT INTO {name} SELECT i, repeat(md5(i::text), 8)"
            f" FROM generate_series(1, {rows}) AS i"
        )
        source_db.execute(f"ANALYZE {name}")
    (tmp_path / "here").mkdir()
    return Mover(source_db, target_db, tmp_path / "here")


@pytest.fixture
def helper(mover: Mover) -> Mover:
    """Another machine, which has the same plan under other names of the databases."""
    elsewhere = mover.folder.parent / "elsewhere"
    elsewhere.mkdir()
    return replace(mover, folder=elsewhere)


@contextmanager
def locked(database: Database, *tables: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """Nobody writes into these tables until the block ends; everybody may read them."""
    with database.connect() as session, session.transaction():
        session.execute(f"LOCK TABLE {', '.join(tables)} IN SHARE MODE".encode())
        yield session


@contextmanager
def busy(database: Database) -> Iterator[None]:
    """A session of somebody else is active there until the block ends."""
    session = database.connect()
    worker = threading.Thread(target=_sleep, args=(session,))
    worker.start()
    try:
        yield
    finally:
        session.cancel_safe()
        worker.join(PATIENCE)
        session.close()


def _sleep(session: psycopg.Connection[tuple[Any, ...]]) -> None:
    with suppress(psycopg.errors.QueryCanceled):
        session.execute("SELECT pg_sleep(600)")


def begin(mover: Mover, *words: str) -> Process:
    sides = ("--from", mover.source.url, "--to", mover.target.url)
    return mover.start("move", *sides, "--no-input", "--jobs", "1", *words)


def join(helper: Mover, mover: Mover, *words: str, failpoint: str = "") -> Process:
    shutil.copy(mover.folder / "segue.toml", helper.folder)
    sides = ("--from", "env:THERE", "--to", "env:HERE")
    env = {"THERE": helper.source.url, "HERE": helper.target.url}
    if failpoint:
        env["SEGUE_FAILPOINT"] = failpoint
    return helper.start("join", *sides, "--jobs", "1", *words, env=env)


def wait_for(database: Database, condition: str) -> None:
    wait_until(lambda: bool(database.value(f"SELECT {condition}")), PATIENCE)


LENT = "to_regclass('segue.lent_part') IS NOT NULL"


def waiting_for(table: str) -> str:
    """Whether a lane waits for the lock of a test."""
    return f"EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = '{table}'::regclass)"


def ended(process: Process) -> tuple[int, str, str]:
    answer, said = process.communicate(timeout=PATIENCE)
    return process.wait(), answer, said


def status(mover: Mover) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(mover.on_target("status", "--json").answer)
    return told


def test_a_helper_brings_what_the_mover_is_not_at(mover: Mover, helper: Mover) -> None:
    with locked(mover.target, "a"):
        moving = begin(mover)
        wait_for(mover.target, LENT)
        wait_for(mover.target, waiting_for("a"))
        helping = join(helper, mover)
        wait_for(mover.target, "(SELECT sum(parts) = 3 FROM segue.helper)")
    assert ended(helping)[0] == 0
    code, _, said = ended(moving)
    assert code == 0, said
    assert "helps with 1 lane" in said
    assert mover.differences() == []
    (told,) = status(mover)["helpers"]
    assert (told["parts"], told["ended"]) == (3, True)
    assert told["rows"] == sum(TABLES.values()) - TABLES["a"]


def test_a_helper_that_dies_in_the_middle_of_a_part_leaves_nothing(
    mover: Mover, helper: Mover
) -> None:
    with locked(mover.target, "a"):
        moving = begin(mover)
        wait_for(mover.target, LENT)
        wait_for(mover.target, waiting_for("a"))
        assert ended(join(helper, mover, failpoint="part-streamed:2"))[0] == -signal.SIGKILL
        assert mover.target.value("SELECT sum(parts) FROM segue.helper") == 1
    code, _, said = ended(moving)
    assert code == 0, said
    assert mover.differences() == []


def test_when_the_mover_dies_its_helper_helps_the_next_try(mover: Mover, helper: Mover) -> None:
    with locked(mover.target, "a", "b"):
        moving = begin(mover)
        wait_for(mover.target, LENT)
        wait_for(mover.target, waiting_for("a"))
        helping = join(helper, mover, "--wait")
        wait_for(mover.target, waiting_for("b"))
        moving.kill()
        ended(moving)
    with busy(mover.source):
        moving = begin(mover, "--max-source-load", "0", "--max-rate", "50MB")
        wait_for(mover.target, "EXISTS (SELECT FROM segue.helper WHERE attempt = 2)")
        wait_for(mover.target, "EXISTS (SELECT FROM segue.lending WHERE waits IS NOT NULL)")
        told = status(mover)
        assert (told["max_rate"], told["max_source_load"]) == (50_000_000, 0)
        assert told["waits_for"].startswith("waits for the source: ")
    code, _, said = ended(helping)
    assert code == 0, said
    code, _, said = ended(moving)
    assert code == 0, said
    assert "waits for the source: " in said
    assert mover.differences() == []


def test_stop_ends_the_helper_too_and_a_run_that_is_done_has_nothing_to_lend(
    mover: Mover, helper: Mover
) -> None:
    assert join_alone(helper, mover) == (3, "no run into this target has begun")
    with locked(mover.target, "a", "b", "c", "d"):
        moving = begin(mover)
        wait_for(mover.target, LENT)
        wait_for(mover.target, waiting_for("a"))
        helping = join(helper, mover)
        wait_for(mover.target, waiting_for("b"))
        assert mover.on_target("stop").status == 0
        wait_for(mover.target, "(SELECT state = 'stopped' FROM segue.run)")
    assert ended(moving)[0] == 6
    code, _, said = ended(helping)
    assert code == 6, said
    assert "segue stop" in said
    assert join_alone(helper, mover) == (3, "run 1 is stopped")
    assert mover.move().status == 0
    assert join_alone(helper, mover)[0] == 0
    assert mover.differences() == []


def join_alone(helper: Mover, mover: Mover) -> tuple[int, str]:
    """Where nothing is lent: how it ends, and why."""
    if not (mover.folder / "segue.toml").exists():
        (mover.folder / "segue.toml").write_text(
            f'version = 1\nsource = "{mover.source.url}"\ntarget = "{mover.target.url}"\n'
        )
    code, _, said = ended(join(helper, mover))
    shutil.rmtree(helper.folder)
    helper.folder.mkdir()
    (mover.folder / "segue.toml").unlink() if "no run" in said else None
    return code, said.partition("help with: ")[2].partition("\n")[0]


def test_a_helper_of_another_plan_source_or_version_is_refused(
    mover: Mover, helper: Mover, make_database: MakeDatabase, source_server: Server
) -> None:
    with locked(mover.target, "a"):
        moving = begin(mover)
        wait_for(mover.target, LENT)
        shutil.copy(mover.folder / "segue.toml", helper.folder)
        plan = helper.folder / "segue.toml"
        other_rows = 'to = "public.b"\nwhere = "id > 5"'
        plan.write_text(plan.read_text().replace('to = "public.b"', other_rows))
        other = replace(helper, source=make_database(source_server))
        refused = [
            (run_join(helper), "its plan is another"),
            (run_join(replace(helper, folder=mover.folder.parent)), "there is no plan"),
            (run_join(replace(other, folder=mover.folder)), "leads to another database"),
        ]
        mover.target.execute("UPDATE segue.lending SET version = '0.0.1'")
        refused.append((run_join(replace(helper, folder=mover.folder)), "a run of Segue 0.0.1"))
    for ending, why in refused:
        assert ending.status == 2
        assert why in ending.said
    assert ended(moving)[0] == 0


def run_join(helper: Mover) -> Ended:
    env = {"THERE": helper.source.url, "HERE": helper.target.url}
    return helper.run("join", "--from", "env:THERE", "--to", "env:HERE", env=env)


class TestFence:
    """What keeps a helper of a try that is over from writing."""

    @pytest.fixture
    def session(self, target_db: Database) -> Iterator[Callable[[], Connection]]:
        """Opens sessions on the target."""
        with ExitStack() as stack:
            yield lambda: stack.enter_context(closing(connect(target_db.endpoint, "target", "t")))

    @pytest.fixture
    def bench(self, source_db: Database, target_db: Database) -> Bench:
        for database in (source_db, target_db):
            database.execute("CREATE TABLE thing (id integer)")
        source_db.execute("INSERT INTO thing SELECT generate_series(1, 100000)")
        bench = Bench(source_db, target_db)
        LENDING.add_to(bench.journal.connection)
        lending = Lending(bench.journal.run, 1, 0, "", "", None, None)
        parts = lent_parts_of(tasks_of(bench.loads, 1))
        LendingJournal(bench.journal).open(lending, parts)
        return bench

    def test_one_part_is_taken_once(self, bench: Bench, session: Callable[[], Connection]) -> None:
        name = bench.loads[0].name
        first, second = (bench.journal.over(session()) for _ in range(2))
        assert Claim(1).begin(first, name, 0) == (True, False)
        assert Claim(2).begin(second, name, 0) == (False, False)
        assert LendingJournal(second).next_part([digest_of(bench.loads[0])]) is None
        first.part_done(name, 0, PartCounts(1, 1))
        first.connection.execute("COMMIT")
        second.connection.execute("ROLLBACK")
        assert Claim(2).begin(second, name, 0) == (True, True)

    def test_a_lane_that_gives_a_session_up_waits_until_the_server_has_noticed(
        self, bench: Bench, session: Callable[[], Connection]
    ) -> None:
        name = bench.loads[0].name
        before, after = (bench.journal.over(session()) for _ in range(2))
        assert Claim().begin(before, name, 0) == (True, False)
        with ThreadPoolExecutor(1) as pool:
            taken = pool.submit(Claim().begin, after, name, 0, wait=True)
            wait_for(bench.target, "EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
            before.connection.close()
            assert taken.result(PATIENCE) == (True, False)

    def test_a_later_try_waits_for_what_is_under_way_and_then_it_cannot_be_told(
        self, bench: Bench, session: Callable[[], Connection]
    ) -> None:
        name = bench.loads[0].name
        helping = bench.journal.over(session())
        assert Claim(1).begin(helping, name, 0) == (True, False)
        later = bench.journal.resumed()
        ending = threading.Thread(target=close_lending, args=(later.connection, later.run))
        ending.start()
        wait_for(bench.target, "EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        with pytest.raises(LockLost):
            helping.part_done(name, 0, PartCounts(1, 1))
        helping.connection.execute("ROLLBACK")
        ending.join(PATIENCE)
        assert not ending.is_alive()
        assert Claim(1).begin(helping, name, 0) == (False, False)

    def test_of_a_run_that_was_given_up_nothing_is_told(self, bench: Bench) -> None:
        bench.target.execute("UPDATE segue.run SET state = 'given up'")
        with pytest.raises(LockLost):
            bench.journal.part_done(bench.loads[0].name, 0, PartCounts(1, 1))

    def test_the_sessions_of_a_silent_helper_are_ended(self, bench: Bench) -> None:
        lane = connect(bench.target.endpoint, "target", "lane")
        lent = LendingJournal(bench.journal)
        number = lent.join(1)
        lent.beat(number, [lane.info.backend_pid])
        assert lent.end_silent() == []
        bench.target.execute("UPDATE segue.helper SET heartbeat = now() - interval '1 hour'")
        assert lent.end_silent() == [lent.helpers()[0].name]
        with pytest.raises(psycopg.OperationalError):
            lane.execute("SELECT 1")


def test_a_table_in_parts_is_shared_by_the_parts(
    source_db: Database, target_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mover leaves what a helper brought, and waits for what one is at: it may die."""
    monkeypatch.setattr(loads, "PART_BYTES", 256 * 1024)
    for database in (source_db, target_db):
        database.execute("CREATE TABLE thing (id integer, text text)")
    source_db.execute(
        "INSERT INTO thing SELECT i, repeat(md5(i::text), 8) FROM generate_series(1, 9000) AS i"
    )
    bench = Bench(source_db, target_db)
    (load,) = bench.loads
    LENDING.add_to(bench.journal.connection)
    with exported_snapshot(bench.keeper) as snapshot:
        lending = Lending(bench.journal.run, 1, 0, snapshot.identifier, "", None, None)
        copying = replace(bench.copying(snapshot), lending=lending)
        copying.pace.waits = "for the helpers of this test"
        moving = threading.Thread(target=copy_rows, args=(bench.loads, copying, 2))
        moving.start()
        wait_for(target_db, "EXISTS (SELECT FROM segue.lent_part)")
        lent = LendingJournal(bench.journal.over(target_db.connect()))
        number = lent.join(1)
        dying = bench.journal.over(target_db.connect())
        assert Claim(number).begin(dying, load.name, 1) == (True, False)
        own = CopyProgress(SilentReporter())
        own.expect(str(load.name), load.bytes)
        lane = Lane(replace(copying, helper=number, progress=own, pace=Pace(bench.stop)))
        assert lane.bring(load, load.slices[2]) is PartOutcome.BROUGHT
        assert lane.bring(load, load.slices[1]) is PartOutcome.TAKEN
        copying.pace.waits = None
        others = len(load.slices) - 1
        wait_for(target_db, f"(SELECT count(*) = {others} FROM segue.part)")
        assert bench.heard.finished() == {}
        dying.connection.close()
        moving.join(PATIENCE)
        lane.close()
    assert bench.heard.finished() == {"public.thing": 9000}
    assert bench.progress.done == sum(piece.part.bytes for piece in load.slices)
    assert target_db.value("SELECT count(DISTINCT id) FROM thing") == 9000
    assert [helper.parts for helper in lent.helpers()] == [1]


@pytest.mark.parametrize(
    ("text", "rate"),
    [("500kB", 500_000), ("20MB", 20_000_000), ("1.5 GB/s", 1_500_000_000), ("100000B", 100_000)],
)
def test_a_rate_is_read_as_people_write_it(text: str, rate: int) -> None:
    assert parse_rate(text) == rate


@pytest.mark.parametrize("text", ["fast", "20", "20 Mbit", "10B", "-5MB", "0MB", ""])
def test_what_is_no_rate_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match="such as 500kB, 20MB or 1GB"):
        parse_rate(text)


class Waits(StopSignal):
    """Adds up what is waited for, and waits for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)


def test_lanes_share_a_rate_among_themselves_and_with_other_processes() -> None:
    stop = Waits()
    pace = Pace(stop, 1_000_000)
    for _ in range(10):
        pace.streamed(100_000)
    assert 0.5 < stop.seconds[-1] <= 1  # a megabyte, less what may go at once
    alone = stop.seconds[-1]
    pace.share_with(2)
    pace.streamed(100_000)
    assert 0.2 < stop.seconds[-1] - alone <= 0.3


def test_lanes_rest_while_the_source_is_busy_and_say_why(source_db: Database) -> None:
    heard, pace, source = Heard(), Pace(StopSignal()), source_db
    gauge = SourceLoad(partial(connect, source.endpoint, "source", "load"), 1, [pace], heard)
    with busy(source), gauge:
        with busy(source):
            wait_until(lambda: pace.waits is not None, PATIENCE)
            assert pace.waits is not None
            assert pace.waits.startswith("waits for the source: ")
            assert pace.waits.endswith(" active sessions, at most 1")
        wait_until(lambda: pace.waits is None, PATIENCE)
    first = next(event.text for event in heard.events if isinstance(event, Note))
    assert first.startswith("waits for the source: ")
