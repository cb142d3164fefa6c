"""A try that died in the midst of a table leaves its parts to the next, where they still hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.databases import Database
from support.mover import Mover

OLD = """
CREATE TABLE event (id int, place int, note text, PRIMARY KEY (id, place))
    PARTITION BY LIST (place);
CREATE TABLE event_0 PARTITION OF event FOR VALUES IN (0);
CREATE TABLE event_1 PARTITION OF event FOR VALUES IN (1);
CREATE TABLE event_2 PARTITION OF event FOR VALUES IN (2);
CREATE TABLE event_3 PARTITION OF event FOR VALUES IN (3);
CREATE TABLE event_4 PARTITION OF event FOR VALUES IN (4);
INSERT INTO event SELECT n, n % 5, repeat('note ' || n, 10) FROM generate_series(1, 20000) n;
"""
NEW = "CREATE TABLE event (id int, place int, note text, PRIMARY KEY (id, place))"
PARTS = "SELECT number, xmin::text FROM segue.part ORDER BY number"
HELD = "SELECT place, min(xmin::text), max(xmin::text) FROM event GROUP BY place ORDER BY place"


@pytest.fixture
def broken_off(source_db: Database, target_db: Database, tmp_path: Path) -> Mover:
    """A move that died when four of five parts were in."""
    source_db.execute(OLD)
    target_db.execute(NEW)
    mover = Mover(source_db, target_db, tmp_path)
    assert mover.move("--jobs", "1", failpoint="part-copied:4").killed
    assert len(target_db.execute(PARTS)) == 4
    return mover


def kept(mover: Mover) -> list[int]:
    """Go on, and end well; the places whose rows came with the first try."""
    before = {(writer, writer) for _, writer in mover.target.execute(PARTS)}
    moved = mover.move("--jobs", "1")
    assert moved.status == 0, moved.said
    assert mover.differences() == []
    return [place for place, *writers in mover.target.execute(HELD) if tuple(writers) in before]


def test_parts_stay_that_hold_what_the_source_holds(broken_off: Mover) -> None:
    assert kept(broken_off) == [0, 1, 2, 3]
    ((rows, parts),) = broken_off.target.execute(
        "SELECT rows, (SELECT count(*) FROM segue.part) FROM segue.load"
    )
    assert (rows, parts) == (20000, 5)


def test_what_changed_in_the_source_is_copied_again(broken_off: Mover) -> None:
    broken_off.source.execute(
        "UPDATE event SET note = 'x' WHERE id = 10; UPDATE event SET place = 4 WHERE id = 11;"
        "DELETE FROM event WHERE place = 4 AND id > 9000"
    )
    assert kept(broken_off) == [2, 3]


def test_rows_that_were_changed_in_the_target_are_copied_again(broken_off: Mover) -> None:
    broken_off.target.execute("DELETE FROM event WHERE id = 12")
    assert kept(broken_off) == [0, 1, 3]


def test_rows_of_others_leave_nothing(broken_off: Mover) -> None:
    broken_off.target.execute("UPDATE event SET note = note WHERE id = 12")
    assert kept(broken_off) == []


def test_partitions_that_came_are_not_forgotten(broken_off: Mover) -> None:
    broken_off.source.execute(
        "CREATE TABLE event_5 PARTITION OF event FOR VALUES IN (5); INSERT INTO event VALUES (1, 5)"
    )
    assert kept(broken_off) == []


def test_a_try_that_dies_again_and_again_goes_on(broken_off: Mover) -> None:
    assert broken_off.move("--jobs", "1", failpoint="tables-emptied").killed
    assert broken_off.move("--jobs", "1", failpoint="part-streamed").killed
    assert kept(broken_off) == [0, 1, 2, 3]


def test_what_was_kept_is_given_up_with_the_rest(broken_off: Mover) -> None:
    assert broken_off.move("--jobs", "1", failpoint="tables-emptied").killed
    restored = broken_off.on_target("restore")
    assert restored.status == 0, restored.said
    assert broken_off.target.value("SELECT count(*) FROM event") == 0
