"""One table decides: try again, or stop with a remedy."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import errors

from segue.database.decisions import DECISIONS, PATIENCE, decide


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
    assert decide(errors.SyntaxError("odd")).state == "42"


def test_no_state_is_decided_twice_and_each_has_its_remedy() -> None:
    states = [decision.state for decision in DECISIONS]
    assert len(states) == len(set(states))
    assert all(decision.remedy for decision in DECISIONS)
