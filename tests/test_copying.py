"""The pump and the lanes: bytes from one COPY to the other, in parts, under one snapshot."""

from __future__ import annotations

import threading
from collections.abc import Callable

import psycopg
import pytest

from segue.database.journal import Journal
from segue.database.names import QualifiedName
from segue.database.pump import Pump
from segue.database.records import PartCounts
from segue.database.session import exported_snapshot
from segue.demo.servers import Server
from segue.errors import CopyFailed, SnapshotLost
from segue.events import Event
from segue.move.copying import loads
from segue.move.copying.lanes import copy_rows
from segue.move.copying.progress import CopyProgress
from segue.plan.model import Expression, FunctionValue, UuidKeys
from segue.workers import Stopped, StopSignal
from support.bench import Bench, Heard
from support.databases import Database

OUT = b"COPY (SELECT * FROM thing) TO STDOUT (FORMAT binary)"
IN = b"COPY thing FROM STDIN (FORMAT binary)"


def _fill(database: Database, rows: int) -> None:
    database.execute("CREATE TABLE thing (id integer, text text)")
    database.execute(
        "INSERT INTO thing SELECT i, repeat(md5(i::text), 8) FROM generate_series(1, %s) i", (rows,)
    )


@pytest.fixture
def both(source_db: Database, target_db: Database) -> tuple[Database, Database]:
    _fill(source_db, 20_000)
    target_db.execute("CREATE TABLE thing (id integer, text text)")
    return source_db, target_db


def _pump(both: tuple[Database, Database], check: Callable[[], None] = lambda: None) -> Pump:
    source, target = both
    return Pump(source.connect().pgconn, target.connect().pgconn, check)


def test_every_row_and_byte_goes_through(both: tuple[Database, Database]) -> None:
    counted: list[int] = []
    pumped = _pump(both).run(OUT, IN, counted.append)
    assert pumped.rows == 20_000
    assert pumped.bytes == sum(counted) > 20_000 * 256
    for database in both:
        assert database.value("SELECT sum(hashtext(thing::text)) FROM thing") == both[0].value(
            "SELECT sum(hashtext(thing::text)) FROM thing"
        )


def test_an_empty_table_goes_through(both: tuple[Database, Database]) -> None:
    both[0].execute("TRUNCATE thing")
    assert _pump(both).run(OUT, IN, lambda size: None).rows == 0


def test_both_connections_can_pump_again(both: tuple[Database, Database]) -> None:
    pump = _pump(both)
    for _ in range(3):
        pump.run(OUT, IN, lambda size: None)
    assert both[1].value("SELECT count(*) FROM thing") == 60_000


def test_a_refusal_of_the_target_is_raised_in_its_words(both: tuple[Database, Database]) -> None:
    both[1].execute("ALTER TABLE thing ADD CHECK (id <> 15000)")
    pump = _pump(both)
    with pytest.raises(psycopg.errors.CheckViolation, match="thing_id_check"):
        pump.run(OUT, IN, lambda size: None)
    assert pump.failed_side == "target"


def test_a_failure_of_the_source_is_raised_and_nothing_stays(
    both: tuple[Database, Database],
) -> None:
    pump = _pump(both)
    broken = b"COPY (SELECT id, (1 / (15000 - id))::text FROM thing) TO STDOUT (FORMAT binary)"
    with pytest.raises(psycopg.errors.DivisionByZero):
        pump.run(broken, IN, lambda size: None)
    assert pump.failed_side == "source"


def test_a_check_that_raises_ends_the_pump_within_a_wait(both: tuple[Database, Database]) -> None:
    stop = StopSignal()
    threading.Timer(0.2, stop.set, ("enough",)).start()
    slow = b"COPY (SELECT 1, pg_sleep(20)::text) TO STDOUT (FORMAT binary)"
    with pytest.raises(Stopped, match="enough"):
        _pump(both, stop.check).run(slow, IN, lambda size: None)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loads, "PART_BYTES", 512 * 1024)


@pytest.fixture
def shared_out(source_server: Server) -> None:
    """Large tables go in parts, as from every server that reads a range of pages alone."""
    if source_server.major * 10_000 < loads.PAGE_RANGES_FROM:
        pytest.skip("a server before 14 would read the whole table for each part")


@pytest.mark.usefixtures("shared_out")
def test_a_large_table_is_copied_in_parts_each_in_the_journal(
    both: tuple[Database, Database],
) -> None:
    bench = Bench(*both)
    assert len(bench.loads[0].slices) > 5
    bench.copy()
    (record,) = bench.journal.loads()
    assert (record.state, record.rows) == ("copied", 20_000)
    assert record.parts_done == record.parts == len(bench.loads[0].slices)
    assert bench.heard.finished() == {"public.thing": 20_000}
    assert bench.progress.done == bench.loads[0].bytes
    assert [load.name for load in bench.loaded] == [QualifiedName("public", "thing")]


def test_a_table_in_one_part_arrives_frozen(both: tuple[Database, Database]) -> None:
    both[1].execute("CREATE EXTENSION pg_visibility")
    bench = Bench(*both, split=False)
    assert len(bench.loads[0].slices) == 1
    bench.copy()
    assert both[1].value("SELECT count(*) FROM thing") == 20_000
    assert both[1].value("SELECT all_frozen FROM pg_visibility_map_summary('thing')") > 100


def test_a_table_whose_columns_are_worked_out_by_sql_arrives_in_one_part_too(
    both: tuple[Database, Database],
) -> None:
    columns = {"text": Expression("upper(text)")}
    bench = Bench(*both, split=False, columns=columns)
    assert len(bench.loads[0].slices) == 1
    bench.copy()
    assert both[1].value("SELECT count(*) FROM thing WHERE text = upper(text)") == 20_000


@pytest.mark.usefixtures("shared_out")
def test_a_table_whose_rows_are_dear_to_make_is_shared_out(both: tuple[Database, Database]) -> None:
    columns = {"text": FunctionValue("shop.words:upper")}
    assert len(Bench(*both, split=False, columns=columns).loads[0].slices) > 5
    for database, key in zip(both, ("integer", "uuid"), strict=True):
        database.execute("DROP TABLE thing")
        database.execute(f"CREATE TABLE thing (id {key} PRIMARY KEY, text text)")
    both[0].execute("INSERT INTO thing SELECT i, repeat('x', 200) FROM generate_series(1, 9999) i")
    bench = Bench(*both, split=False, key=UuidKeys())
    assert len(bench.loads[0].slices) > 3


def test_rows_that_somebody_wrote_before_the_only_part_stay(
    both: tuple[Database, Database],
) -> None:
    bench = Bench(*both, split=False)
    both[1].execute("INSERT INTO thing VALUES (-1, 'by somebody else')")
    bench.copy()
    assert both[1].value("SELECT count(*) FROM thing") == 20_001


@pytest.mark.usefixtures("shared_out")
def test_a_part_that_is_in_is_not_copied_again(both: tuple[Database, Database]) -> None:
    Bench(*both).copy()
    bench = Bench(*both)
    bench.journal.part_done(bench.loads[0].name, 0, PartCounts(0, 0))
    bench.copy()
    missing = 40_000 - both[1].value("SELECT count(*) FROM thing")
    assert 0 < missing < 20_000


def test_a_part_that_the_journal_does_not_take_leaves_no_rows(
    both: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*facts: object) -> None:
        raise psycopg.errors.CheckViolation("no")

    bench = Bench(*both)
    monkeypatch.setattr(Journal, "part_done", refuse)
    with pytest.raises(CopyFailed):
        bench.copy()
    assert both[1].value("SELECT count(*) FROM thing") == 0


def test_rows_that_come_after_the_snapshot_stay_behind(both: tuple[Database, Database]) -> None:
    bench = Bench(*both)
    with exported_snapshot(bench.keeper) as snapshot:
        both[0].execute("INSERT INTO thing SELECT i, 'late' FROM generate_series(1, 5000) i")
        both[0].execute("DELETE FROM thing WHERE id % 3 = 0")
        copy_rows(bench.loads, bench.copying(snapshot), 2)
    assert both[1].value("SELECT count(*) FROM thing WHERE text <> 'late'") == 20_000
    assert both[1].value("SELECT count(*) FROM thing WHERE text = 'late'") == 0


def test_a_row_the_target_refuses_names_the_table_and_leaves_nothing_of_its_part(
    both: tuple[Database, Database],
) -> None:
    both[1].execute("ALTER TABLE thing ADD CHECK (id <> 15000)")
    bench = Bench(*both)
    with pytest.raises(CopyFailed, match=r"copying public\.thing failed on the target.*check"):
        bench.copy()
    assert both[1].value("SELECT count(*) FROM thing WHERE id = 15000") == 0
    rows_told = sum(row[0] for row in both[1].execute("SELECT rows FROM segue.part"))
    assert both[1].value("SELECT count(*) FROM thing") == rows_told


def test_lanes_whose_sessions_are_ended_go_on(both: tuple[Database, Database]) -> None:
    bench = Bench(*both)
    killed: list[int] = []

    class Killer(Heard):
        def report(self, event: Event) -> None:
            super().report(event)
            if len(killed) < 3 and type(event).__name__ == "TableProgress":
                killed.append(1)
                for database in both:
                    database.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE application_name = 'segue lane' AND datname = current_database()"
                    )

    bench.heard = Killer()
    bench.progress = CopyProgress(bench.heard)
    for load in bench.loads:
        bench.progress.expect(str(load.name), load.bytes)
    bench.copy()
    assert killed
    found = both[1].execute("SELECT count(*), count(DISTINCT id) FROM thing")
    assert found == [(20_000, 20_000)]


def test_a_lost_snapshot_is_said_so(both: tuple[Database, Database]) -> None:
    bench = Bench(*both)
    with exported_snapshot(bench.keeper) as snapshot:
        gone = snapshot
    with pytest.raises(SnapshotLost):
        copy_rows(bench.loads, bench.copying(gone), 1)


def test_a_stop_ends_the_lanes(both: tuple[Database, Database]) -> None:
    bench = Bench(*both)
    bench.stop.set("asked")
    with pytest.raises(Stopped, match="asked"):
        bench.copy()


def test_partitions_and_inheritance_children_are_copied_once(
    source_db: Database, target_db: Database
) -> None:
    schema = """
    CREATE TABLE parted (id integer, kind text) PARTITION BY LIST (kind);
    CREATE TABLE parted_a PARTITION OF parted FOR VALUES IN ('a');
    CREATE TABLE parted_b PARTITION OF parted FOR VALUES IN ('b') PARTITION BY RANGE (id);
    CREATE TABLE parted_b1 PARTITION OF parted_b FOR VALUES FROM (0) TO (100000);
    CREATE TABLE parent (id integer);
    CREATE TABLE child (extra text) INHERITS (parent);
    """
    source_db.execute(schema)
    target_db.execute(schema)
    source_db.execute(
        "INSERT INTO parted SELECT i, chr(97 + i %% 2) FROM generate_series(1, 30000) i", ()
    )
    source_db.execute("INSERT INTO parent VALUES (1), (2); INSERT INTO child VALUES (3, 'x')")
    bench = Bench(source_db, target_db)
    bench.copy()
    assert bench.heard.finished() == {
        "public.parted": 30_000, "public.parent": 2, "public.child": 1,
    }  # fmt: skip
    assert target_db.value("SELECT count(*) FROM parted") == 30_000
    assert target_db.value("SELECT count(*) FROM parent") == 3


def test_a_condition_limits_what_is_copied(both: tuple[Database, Database]) -> None:
    bench = Bench(*both, where="id <= 100 -- the first ones")
    bench.copy()
    assert both[1].value("SELECT max(id) FROM thing") == 100


def test_wide_rows_arrive(source_db: Database, target_db: Database) -> None:
    for database in (source_db, target_db):
        database.execute("CREATE TABLE wide (id integer, body text)")
    source_db.execute(
        "INSERT INTO wide SELECT i, repeat(chr(96 + i), 9000000) FROM generate_series(1, 4) i"
    )
    Bench(source_db, target_db).copy()
    assert target_db.execute("SELECT id, length(body) FROM wide ORDER BY 1") == [
        (number, 9_000_000) for number in range(1, 5)
    ]
