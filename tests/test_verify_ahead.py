"""What was compared ahead of step 8 stands only while nothing has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from psycopg import sql

from segue.database.introspection import read_catalog
from segue.database.names import QualifiedName
from segue.errors import VerifyFailed
from segue.events import TableVerified
from segue.mapping.transfer import Part, Transfer
from segue.move.copying.loads import parts_of
from segue.move.verify import AheadComparison, KnownSums, SpareCapacity, reads_alike, verify
from segue.plan.model import Expression, TableMapping
from segue.workers import StopSignal
from support.comparing import Comparison
from support.databases import Database
from support.mover import Mover, wait_until


@pytest.fixture
def comparison(source_db: Database, target_db: Database) -> Comparison:
    return Comparison(source_db, target_db)


# What is done to a table of rows (1, 'a', 'x') to (3, 'c', 'x') after it was compared: whether its
# rows differ then, and whether they were known to be the same without being compared again.
CHANGES = [
    ("nothing", "SELECT", False, True),
    ("a value", "UPDATE {} SET a = 'z' WHERE id = 2", True, False),
    ("a value and back", "UPDATE {0} SET a = 'z'; UPDATE {0} SET a = chr(96 + id)", False, False),
    ("a row less", "DELETE FROM {} WHERE id = 2", True, False),
    ("a row more", "INSERT INTO {} VALUES (4, 'd', 'x')", True, False),
    ("a row less and one more", "DELETE FROM {0} WHERE id = 2; INSERT INTO {0} VALUES (4, 'd')",
     True, False),
    ("values exchanged", "UPDATE {} SET a = CASE id WHEN 1 THEN 'b' ELSE 'a' END WHERE id < 3",
     True, False),
    ("emptied", "TRUNCATE {}", True, False),
    ("filled anew", "BEGIN; CREATE TEMP TABLE now ON COMMIT DROP AS TABLE {0}; TRUNCATE {0};"
     " INSERT INTO {0} SELECT id, a, 'y' FROM now; COMMIT", True, False),
    ("columns that change names", "ALTER TABLE {0} RENAME a TO c; ALTER TABLE {0} RENAME b TO a;"
     " ALTER TABLE {0} RENAME c TO b", True, False),
    ("a wider type", "ALTER TABLE {} ALTER b TYPE text", False, False),
    ("locked rows", "SELECT FROM {} FOR UPDATE", False, True),
    ("frozen rows", "VACUUM (FREEZE) {}", False, True),
    ("statistics", "ANALYZE {}", False, True),
    ("an index", "CREATE INDEX ON {} (a)", False, True),
    ("a key", "ALTER TABLE {} ADD PRIMARY KEY (id)", False, True),
    ("a trigger", "CREATE TRIGGER t BEFORE UPDATE ON {} FOR EACH ROW"
     " EXECUTE FUNCTION suppress_redundant_updates_trigger()", False, True),
    ("rows written anew", "VACUUM FULL {}", False, False),
]  # fmt: skip


def test_whatever_changes_afterwards_is_found_and_nothing_else_is_compared_again(
    comparison: Comparison,
) -> None:
    for what, *_ in CHANGES:
        table = sql.Identifier(what).as_string()
        comparison.both(f"CREATE TABLE {table} (id int NOT NULL, a text, b varchar(9))")
        comparison.both(f"INSERT INTO {table} VALUES (1, 'a', 'x'), (2, 'b', 'x'), (3, 'c', 'x')")
    known = KnownSums({QualifiedName("public", what) for what, *_ in CHANGES})
    first = comparison.verify(known=known)
    assert first.equal
    assert not any(report.ahead for report in first.tables)
    for what, change, _, _ in CHANGES:
        comparison.target.execute(change.format(sql.Identifier(what).as_string()))
    again = {report.table.name: report for report in comparison.verify(known=known).tables}
    told = [(what, not again[what].equal, again[what].ahead) for what, *_ in CHANGES]
    assert told == [(what, differs, stood) for what, _, differs, stood in CHANGES]


def test_a_savepoint_of_a_transaction_under_way_is_found_when_it_commits(
    comparison: Comparison,
) -> None:
    comparison.both("CREATE TABLE thing (id int, a text)")
    comparison.both("INSERT INTO thing SELECT n, 'a' FROM generate_series(1, 10) n")
    known = KnownSums({QualifiedName("public", "thing")})
    with comparison.target.connect() as session:
        session.execute(
            "BEGIN; INSERT INTO thing VALUES (11, 'b'); DELETE FROM thing WHERE id > 10"
        )
        session.execute("SAVEPOINT one; UPDATE thing SET a = 'b' WHERE id = 5; RELEASE one")
        comparison.target.execute("CREATE TABLE later (id int)")  # takes a number after that
        comparison.source.execute("CREATE TABLE later (id int)")
        assert comparison.verify(known=known).equal
        session.execute("COMMIT")
    assert comparison.verify(known=known).differing == (QualifiedName("public", "thing"),)


def test_partitions_and_labels_that_change_are_found(comparison: Comparison) -> None:
    comparison.both(
        "CREATE TYPE mood AS ENUM ('sad', 'glad');"
        "CREATE TABLE felt (id int, mood mood); INSERT INTO felt VALUES (1, 'sad');"
        "CREATE TABLE kept (id int, a text) PARTITION BY LIST (id);"
        "CREATE TABLE kept_1 PARTITION OF kept FOR VALUES IN (1);"
        "INSERT INTO kept VALUES (1, 'a');"
        "CREATE TABLE named (id int, of regclass); INSERT INTO named VALUES (1, 'kept')"
    )
    comparison.target.execute(
        "CREATE TABLE other (id int, a text); INSERT INTO other VALUES (1, 'b')"
    )
    comparison.source.execute(
        "CREATE TABLE other (id int, a text); INSERT INTO other VALUES (1, 'b')"
    )
    felt, kept = QualifiedName("public", "felt"), QualifiedName("public", "kept")
    known = KnownSums({felt, kept})
    assert comparison.verify(known=known).equal
    assert {r.table for r in comparison.verify(known=known).tables if r.ahead} == {felt, kept}
    comparison.target.execute(
        "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';"
        "ALTER TABLE kept DETACH PARTITION kept_1; DROP TABLE kept_1;"
        "ALTER TABLE kept ATTACH PARTITION other FOR VALUES IN (1)"
    )
    transfers = [t for t in comparison.transfers() if t.target.name in (felt, kept)]
    assert {t.target.name for t in transfers} == {felt, kept}
    assert set(comparison.verify(known=known).differing) >= {felt, kept}
    (named,) = (t for t in comparison.transfers() if t.target.name.name == "named")
    assert not reads_alike(named.target.columns)
    assert reads_alike(transfers[0].target.columns)


def test_another_question_is_asked_anew(comparison: Comparison) -> None:
    comparison.both("CREATE TABLE thing (id int PRIMARY KEY, a text)")
    comparison.both("INSERT INTO thing VALUES (1, 'a'), (2, 'b')")
    known = KnownSums({QualifiedName("public", "thing")})
    assert comparison.verify(known=known).equal
    comparison.source.execute("DELETE FROM thing WHERE id = 2")  # the sum of its snapshot stands
    without = comparison.verify(known=known, added={QualifiedName("public", "thing"): ["2"]})
    assert [(r.target.rows, r.ahead) for r in without.tables] == [(1, False)]


def test_what_is_refused_ahead_is_left_to_the_closing_comparison(comparison: Comparison) -> None:
    comparison.both("CREATE TABLE bad (id int); INSERT INTO bad VALUES (1)")
    comparison.both("CREATE TABLE good (id int, a text) WITH (autovacuum_enabled = off)")
    comparison.both("INSERT INTO good SELECT n, repeat('a', 500) FROM generate_series(1, 900) n")
    bad, good = QualifiedName("public", "bad"), QualifiedName("public", "good")
    transfers = comparison.transfers(
        [
            TableMapping(bad, bad, columns={"id": Expression("1 / (id - 1)")}),
            TableMapping(good, good),
        ]
    )
    with comparison.source.connect() as session:
        catalog = read_catalog(session)
    asked: list[Part] = []

    def paced(transfer: Transfer) -> Iterator[Part]:
        for part in parts_of(transfer, catalog, 64 * 1024):
            asked.append(part)
            yield part

    known = KnownSums({bad, good})
    with comparison.comparing({}, known) as comparing:
        room = SpareCapacity(2, None, False, lambda: 0, lambda: 0)
        behind = replace(comparing, stop=StopSignal(), paced=paced)
        with AheadComparison(transfers, behind, room, comparing.stop) as ahead:
            for table in (bad, good, QualifiedName("public", "other")):
                ahead.table(table)
            ahead.copied()
            ahead.finish()
        assert sum(part.relation == good for part in asked) > 5, "piece by piece"
        assert not any(isinstance(event, TableVerified) for event in comparison.events)
        (report,) = verify([t for t in transfers if t.target.name == good], comparing).tables
        assert (report.equal, report.ahead, report.source.rows) == (True, True, 900)
        with pytest.raises(VerifyFailed, match=r"public\.bad"):
            verify(transfers, comparing)


# Lanes, builders and comparers at work, whether all rows are in; room on the source, the target.
ROOMS = [
    ("servers of their own", 2, 2, 0, False, (True, True)),
    ("servers of their own", 2, 1, 1, False, (False, False)),
    ("servers of their own", 0, 0, 1, True, (True, True)),
    ("servers of their own", 0, 1, 1, True, (True, False)),
    ("few cores", 1, 0, 0, False, (False, False)),
    ("few cores", 0, 1, 0, False, (True, True)),
    ("few cores", 0, 0, 1, True, (False, False)),
    ("few sessions", 1, 0, 0, False, (False, False)),
    ("few sessions", 0, 0, 0, True, (True, False)),
]


@pytest.mark.parametrize(("where", "lanes", "builders", "at_work", "copied", "expected"), ROOMS)
def test_room_is_what_lanes_and_builders_leave(
    where: str, lanes: int, builders: int, at_work: int, copied: bool, expected: tuple[bool, bool]
) -> None:
    room = SpareCapacity(
        2,
        2 if where == "few cores" else None,
        where == "few sessions",
        lambda: lanes,
        lambda: builders,
        lambda: (at_work, at_work),
        copied=copied,
    )
    assert (room.on_source(), room.on_target()) == expected
    room.closing = True
    assert (room.on_source(), room.on_target()) == (True, True)


TABLES = """
CREATE TABLE author (id int PRIMARY KEY, name text);
CREATE TABLE post (id int PRIMARY KEY, author int REFERENCES author, title text);
"""
ROWS = """
INSERT INTO author SELECT n, repeat('author ' || n, 20) FROM generate_series(1, 4000) n;
INSERT INTO post SELECT n, n % 4000 + 1, repeat('title ', 20) FROM generate_series(1, 20000) n;
"""
SLOW = """
CREATE FUNCTION slowly(id int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
    $$ BEGIN IF id = 13579 THEN PERFORM pg_catalog.pg_advisory_xact_lock_shared(4711); END IF;
    RETURN id; END $$;
CREATE INDEX ON post (slowly(id));
CREATE FUNCTION retouch() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN UPDATE author SET name = 'x' WHERE id = 7; RETURN NULL; END $$;
CREATE TABLE note (id int);
CREATE TRIGGER retouch AFTER INSERT ON note FOR EACH STATEMENT EXECUTE FUNCTION retouch();
"""
KEPT = "SELECT xmin::text, target_table, versions FROM segue.target_sum ORDER BY target_table"
SUMMED = "SELECT count(*) FROM segue.target_sum"


@pytest.fixture
def mover(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    source_db.execute(TABLES + ROWS)
    target_db.execute(TABLES)
    return Mover(source_db, target_db, tmp_path)


def summed(mover: Mover) -> bool:
    there = mover.target.value("SELECT to_regclass('segue.target_sum') IS NOT NULL")
    return bool(there) and mover.target.value(SUMMED) == 2


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ("UPDATE author SET name = name WHERE id = 7", 0),
        ("INSERT INTO note VALUES (1)", 4),
    ],
)
def test_a_change_beside_the_building_of_indexes_is_found(
    mover: Mover, change: str, status: int
) -> None:
    mover.target.execute(SLOW)
    sides = ("--from", mover.source.url, "--to", mover.target.url)
    with mover.target.connect() as holder:
        holder.execute("SELECT pg_advisory_lock(4711)")
        process = mover.start("move", *sides, "--no-input", "--json")
        wait_until(lambda: summed(mover))
        mover.target.execute(change)
    answer, said = process.communicate(timeout=60)
    assert process.wait() == status, said
    lines = [json.loads(line) for line in answer.splitlines()]
    told = {line["table"]: line["equal"] for line in lines if line["event"] == "table_verified"}
    assert told == {"public.author": status == 0, "public.post": True}


def test_a_try_that_died_after_a_sum_leaves_it_to_the_next(mover: Mover) -> None:
    assert mover.move(failpoint="table-summed-up:2").killed
    before = mover.target.execute(KEPT)
    assert len(before) == 2
    mover.target.execute("UPDATE author SET name = 'x' WHERE id = 7")
    moved = mover.move("--json")
    assert moved.status == 0, moved.said
    assert mover.differences() == []
    (report,) = (
        line for line in map(json.loads, moved.answer.splitlines()) if line["event"] == "verify"
    )
    assert {table["table"]: table["ahead"] for table in report["tables"]} == {
        "public.author": True,
        "public.post": True,
    }
    after = mover.target.execute(KEPT)
    assert [row == old for row, old in zip(after, before, strict=True)] == [False, True]


def test_what_the_source_has_since_is_found_by_the_next_try(mover: Mover) -> None:
    assert mover.move(failpoint="table-summed-up:2").killed
    mover.source.execute("UPDATE post SET title = 'y' WHERE id = 7")
    moved = mover.move()
    assert moved.status == 0, moved.said
    assert mover.differences() == []
