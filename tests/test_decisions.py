"""One table decides: try again, or stop with a remedy."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

import segue
from segue.database.decisions import (
    DECISIONS,
    PATIENCE,
    ROW_REFUSED,
    VALUE_REFUSED,
    Blame,
    decide,
    of_state,
)
from support.databases import Database


@pytest.mark.parametrize(
    "error",
    [
        errors.AdminShutdown("terminated"),
        errors.CrashShutdown("crashed"),
        errors.CannotConnectNow("starting up"),
        errors.ConnectionFailure("gone"),
        errors.TooManyConnections("full"),
        errors.DeadlockDetected("circle"),
        psycopg.OperationalError("server closed the connection unexpectedly"),
    ],
)
def test_what_passes_is_tried_again(error: psycopg.Error) -> None:
    assert decide(error).wait_before(1) is not None


@pytest.mark.parametrize(
    "error",
    [
        errors.DiskFull("no space"),
        errors.UniqueViolation("twice"),
        errors.StringDataRightTruncation("too long"),
        errors.InsufficientPrivilege("no"),
        errors.UndefinedTable("dropped"),
        errors.QueryCanceled("cancelled"),
        ValueError("not the server's"),
    ],
)
def test_what_stays_stops_at_once_with_a_remedy(error: Exception) -> None:
    decision = decide(error)
    assert decision.wait_before(1) is None
    assert decision.remedy.endswith(".")


def test_patience_is_that_of_a_failover_and_ends() -> None:
    lost = decide(psycopg.OperationalError("lost"))
    assert sum(PATIENCE) > 240
    assert lost.wait_before(len(PATIENCE)) == PATIENCE[-1]
    assert lost.wait_before(len(PATIENCE) + 1) is None


def test_the_cause_of_an_error_decides() -> None:
    wrapped = RuntimeError("wrapped")
    wrapped.__cause__ = errors.DiskFull("no space")
    assert decide(wrapped).state == "53100"


def test_a_whole_state_wins_over_its_class() -> None:
    assert decide(errors.UndefinedTable("gone")).state == "42P01"
    assert decide(errors.DuplicateAlias("odd")).state == "42"


def test_no_state_is_decided_twice_and_each_has_its_remedy() -> None:
    states = [decision.state for decision in DECISIONS]
    assert len(states) == len(set(states))
    assert all(decision.remedy and decision.means for decision in DECISIONS)


CONDITIONS = sorted(
    condition.sqlstate
    for condition in vars(errors).values()
    if isinstance(condition, type) and isinstance(getattr(condition, "sqlstate", None), str)
)
"""All that PostgreSQL's own list has, as the driver knows it."""


def test_for_every_condition_of_postgresql_a_decision_was_made() -> None:
    assert len(CONDITIONS) > 200
    undecided = {state for state in CONDITIONS if of_state(state).state not in (state, state[:2])}
    assert not undecided
    assert {state[:2] for state in CONDITIONS} == {d.state[:2] for d in DECISIONS if d.state}


@pytest.mark.parametrize(
    ("blame", "states"),
    [
        (
            Blame.ROW,
            "21000 22003 22P02 23502 23503 23505 23514 23P01 0A000 42601 44000 54000 P0001",
        ),
        (Blame.ROW, "XX000 XX001 38000 39004 2F005 20000"),
        (Blame.STATEMENT, "42P01 42703 42883 42501 3F000 0Z002"),
        (Blame.SERVER, "08006 22P04 25006 40001 40P01 53100 53200 55P03 57014 57P01 58030 XX002"),
    ],
)
def test_who_is_to_blame_is_told(blame: Blame, states: str) -> None:
    assert {state: of_state(state).blame for state in states.split()} == dict.fromkeys(
        states.split(), blame
    )


def test_the_server_blames_the_same_by_the_patterns(target_db: Database) -> None:
    for refused, blames in ((ROW_REFUSED, {Blame.ROW}), (VALUE_REFUSED, {*Blame} - {Blame.SERVER})):
        matched = target_db.execute(
            "SELECT state FROM pg_catalog.unnest(%s::text[]) AS state WHERE state ~ %s",
            [CONDITIONS, refused],
        )
        expected = [state for state in CONDITIONS if of_state(state).blame in blames]
        assert sorted(state for (state,) in matched) == expected


def test_what_no_list_has_blames_no_row() -> None:
    assert of_state("ZZ999").blame is Blame.SERVER
    assert of_state(None).blame is Blame.SERVER


def test_sqlstates_stand_in_one_table() -> None:
    """Elsewhere an error has psycopg's name; the demo's project stands for that of a user."""
    known = {getattr(error, "sqlstate", None) for error in vars(errors).values()}
    source = Path(segue.__file__).parent
    told = {
        f"{path.relative_to(source)}: {state}"
        for path in (*source.rglob("*.py"), *source.rglob("*.sql"))
        if path.name != "decisions.py" and "demo" not in path.parts
        for state in re.findall(r"[\"']([0-9A-Z]{5})[\"']", path.read_text())
        if state in known
    }
    assert told == set()
