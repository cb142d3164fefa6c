"""Several statements in one round trip, with nothing left of them."""

from __future__ import annotations

import psycopg
import pytest

from segue.database.session import is_idle
from segue.database.turns import read_in_one_turn, reading
from support.databases import Database

SETTING = b"SET LOCAL work_mem = '12MB'"
SHOWN = b"SELECT pg_catalog.current_setting('work_mem')"


@pytest.mark.parametrize("open_before", [False, True])
def test_what_is_set_is_undone(source_db: Database, open_before: bool) -> None:
    session = source_db.connect()
    before = session.execute(SHOWN).fetchall()
    if open_before:
        session.execute("BEGIN")
    assert read_in_one_turn(session, SETTING, SHOWN) == [[], [("12MB",)]]
    assert session.execute(SHOWN).fetchall() == before
    assert is_idle(session) is not open_before


@pytest.mark.parametrize("open_before", [False, True])
def test_after_a_refusal_the_session_is_as_before(source_db: Database, open_before: bool) -> None:
    session = source_db.connect()
    if open_before:
        session.execute("BEGIN")
    with pytest.raises(psycopg.errors.DivisionByZero):
        read_in_one_turn(session, SETTING, b"SELECT 1 / 0", SHOWN)
    assert session.execute("SELECT 1").fetchall() == [(1,)]
    assert is_idle(session) is not open_before


def test_several_turns_see_one_moment(source_db: Database) -> None:
    source_db.execute("CREATE TABLE t (a int)")
    count = b"SELECT count(*) FROM t"
    with reading(source_db.connect(), SETTING) as turns:
        assert turns.rows([count]) == [[(0,)]]
        source_db.execute("INSERT INTO t VALUES (1)")
        assert turns.rows([count, SHOWN]) == [[(0,)], [("12MB",)]]


def test_a_block_that_asks_nothing_leaves_nothing(source_db: Database) -> None:
    session = source_db.connect()
    with reading(session):
        pass
    assert is_idle(session)
    session.execute("BEGIN")
    with reading(session):
        pass
    assert session.execute("SELECT 1").fetchall() == [(1,)]


def test_a_session_outside_autocommit_is_idle_again(source_db: Database) -> None:
    session = source_db.connect()
    session.autocommit = False
    assert read_in_one_turn(session, b"SHOW transaction_read_only") == [[("on",)]]
    assert is_idle(session)
