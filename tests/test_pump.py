"""Bytes from one COPY to the other."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from psycopg import pq

from segue.database.copy_protocol import CopyConnection, leave_copy
from segue.database.pump import Pump, PumpResult
from support.databases import Database


def pumped(
    source: Database,
    target: Database,
    query: str,
    told: Callable[[int], None] = lambda count: None,
) -> PumpResult:
    """The rows of a query, which have two columns, into the target's table `arrived`."""
    target.execute("DROP TABLE IF EXISTS arrived; CREATE TABLE arrived (n bigint, t text)")
    out, into = f"COPY ({query}) TO STDOUT", "COPY arrived FROM STDIN"
    with source.connect() as left, target.connect() as right:
        pump = Pump(left.pgconn, right.pgconn, lambda: None)
        try:
            return pump.run(out.encode(), into.encode(), told)
        except psycopg.Error as error:
            error.add_note(pump.failed_side)
            raise


@pytest.mark.parametrize("rows", [0, 1, 100_000])
def test_all_rows_arrive_and_are_counted(
    source_db: Database, target_db: Database, rows: int
) -> None:
    query = f"SELECT n::bigint, repeat('x', (n % 700)::int) FROM generate_series(1, {rows}) n"
    told: list[int] = []
    done = pumped(source_db, target_db, query, told=told.append)
    assert (done.rows, done.bytes) == (rows, sum(told))
    arrived = "SELECT count(*), coalesce(sum(n), 0), coalesce(sum(length(t)), 0) FROM arrived"
    sums = (
        f"SELECT count(*), coalesce(sum(n), 0), coalesce(sum(length(t)), 0) FROM ({query}) r (n, t)"
    )
    assert target_db.execute(arrived) == source_db.execute(sums)


def test_rows_far_larger_than_any_buffer_pass_between_small_ones(
    source_db: Database, target_db: Database
) -> None:
    large = "n % 10 = 5"
    size = f"CASE WHEN {large} THEN 5000000 ELSE 3 END"
    query = f"SELECT n::bigint, repeat('y', {size}) FROM generate_series(1, 30) n"
    assert pumped(source_db, target_db, query).rows == 30
    assert target_db.value(f"SELECT count(*) FROM arrived AS r (n, t) WHERE {large}") == 3
    assert target_db.value("SELECT sum(length(t)) FROM arrived") == 3 * 5_000_000 + 27 * 3


def test_the_source_says_itself_why_it_failed_in_mid_stream(
    source_db: Database, target_db: Database
) -> None:
    with pytest.raises(psycopg.errors.DivisionByZero, match="division by zero") as caught:
        pumped(source_db, target_db, "SELECT 1 / (50000 - n), '' FROM generate_series(1, 60000) n")
    assert caught.value.__notes__ == ["source"]
    assert "COPY in progress" not in str(caught.value)


INTO = "COPY arrived_{} FROM STDIN"


def pumped_together(
    source: Database, target: Database, queries: list[str], into: str = INTO
) -> list[PumpResult]:
    """The rows of each query, which have one column, into a table of its own."""
    for number in range(len(queries)):
        target.execute(f"CREATE TABLE arrived_{number} (n bigint)")
    copies = [
        (f"COPY ({query}) TO STDOUT".encode(), into.format(number).encode(), lambda count: None)
        for number, query in enumerate(queries)
    ]
    done: list[PumpResult] = []
    with source.connect() as left, target.connect() as right:
        pump = Pump(left.pgconn, right.pgconn, lambda: None)
        try:
            done.extend(pump.run_all(copies))
            assert left.execute("SELECT 1").fetchone() == right.execute("SELECT 1").fetchone()
        except psycopg.Error as error:
            error.add_note(f"{pump.failed_side} {pump.done}")
            raise
    return done


def test_many_copies_cross_in_one_message_each_its_own_rows(
    source_db: Database, target_db: Database
) -> None:
    counts = [3, 0, 200_000, 1, 0]
    queries = [f"SELECT n FROM generate_series(1, {count}) n" for count in counts]
    assert [done.rows for done in pumped_together(source_db, target_db, queries)] == counts
    arrived = [target_db.value(f"SELECT count(*) FROM arrived_{n}") for n in range(len(counts))]
    assert arrived == counts


@pytest.mark.parametrize(
    ("wrong", "into", "told"),
    [
        ("SELECT 1 / (5 - n) FROM generate_series(1, 9) n", INTO, "source 1"),
        ("SELECT n FROM nowhere", INTO, "source 1"),
        ("SELECT 'x'", INTO, "target 1"),
        ("SELECT 1", "COPY arrived_{0} FROM STDIN {0}", "target 0"),
    ],
)
def test_of_many_copies_the_one_that_fails_is_told(
    source_db: Database, target_db: Database, wrong: str, into: str, told: str
) -> None:
    with pytest.raises(psycopg.Error) as caught:
        pumped_together(source_db, target_db, ["SELECT 1", wrong, "SELECT 2"], into)
    assert caught.value.__notes__ == [told]


@pytest.mark.parametrize("awaited", [False, True], ids=["sent", "begun"])
@pytest.mark.parametrize(
    ("statement", "begun"),
    [
        ("COPY arrived FROM STDIN", pq.ExecStatus.COPY_IN),
        ("COPY (SELECT generate_series(1, 100000)) TO STDOUT", pq.ExecStatus.COPY_OUT),
        ("COPY (SELECT 1 / (500 - n) FROM generate_series(1, 600) n) TO STDOUT",
         pq.ExecStatus.COPY_OUT),
        ("COPY absent FROM STDIN", pq.ExecStatus.FATAL_ERROR),
    ],
    ids=["in", "out", "failing", "refused"],
)  # fmt: skip
def test_a_copy_that_is_left_at_any_moment_leaves_its_session_ready(
    target_db: Database, statement: str, begun: pq.ExecStatus, awaited: bool
) -> None:
    target_db.execute("CREATE TABLE arrived (n bigint)")
    with target_db.connect() as session:
        session.pgconn.nonblocking = 1
        session.pgconn.send_query(statement.encode())
        if awaited and begun != pq.ExecStatus.FATAL_ERROR:
            CopyConnection(session.pgconn, lambda: None).begins(begun)
        leave_copy(session.pgconn)
        session.rollback()
        assert session.execute("SELECT count(*) FROM arrived").fetchone() == (0,)
