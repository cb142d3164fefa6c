"""How many sessions each side allows: a move takes so few that all of them fit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import product

import pytest

from segue.database.address import Endpoint
from segue.database.allowance import Allowance, allowance
from segue.database.session import connect
from segue.move.run.sessions import Sessions, shared_out, wanted
from support.databases import Database


@pytest.mark.parametrize(
    ("on_source", "on_target", "lanes"), list(product(range(2, 12), range(2, 12), (1, 2, 4)))
)
def test_what_is_shared_out_never_needs_more_than_is_allowed(
    on_source: int, on_target: int, lanes: int
) -> None:
    shared = shared_out(Allowance(on_source, ""), Allowance(on_target, ""), lanes)
    assert 1 <= shared.lanes <= lanes
    # Lanes, builders and who compares beside them, and the one that holds the snapshot or the lock.
    working = {"source": 2 * shared.lanes, "target": 3 * shared.lanes}
    for side, permits in (("source", shared.source), ("target", shared.target)):
        if permits:
            working[side] = permits[0].count
    watching = {side: side in shared.watched for side in working}
    assert 1 + working["source"] + watching["source"] <= on_source
    assert 1 + working["target"] + watching["target"] + shared.own_heartbeat <= on_target


def test_nobody_waits_where_there_is_enough() -> None:
    enough = Allowance(wanted(4), "")
    assert shared_out(enough, enough, 4) == Sessions(4)


@pytest.fixture
def limited(target_db: Database) -> Iterator[Endpoint]:
    """An ordinary role in the database."""
    role = f"few_{target_db.name}"
    target_db.execute(f"CREATE ROLE \"{role}\" LOGIN PASSWORD 'only for tests'")
    yield Endpoint(
        "few", {**target_db.endpoint.parameters, "user": role, "password": "only for tests"}
    )
    target_db.execute(f'DROP ROLE "{role}"')


@pytest.mark.parametrize("kind", ["role", "database"])
def test_a_limit_is_seen_and_what_is_open_counts(
    target_db: Database, limited: Endpoint, kind: str
) -> None:
    name = limited.parameters["user"] if kind == "role" else target_db.name
    target_db.execute(f'ALTER {kind} "{name}" CONNECTION LIMIT 4')
    target_db.close()
    with closing(connect(limited, "target", "test")) as session:
        allowed = allowance(session, 10)
        assert (allowed.sessions, allowed.limit) == (4, f"the CONNECTION LIMIT of {kind} {name}")
        with closing(connect(limited, "target", "test")):
            assert allowance(session, 10).sessions == 3
    target_db.execute(f'ALTER {kind} "{name}" CONNECTION LIMIT -1')


def test_without_limits_of_its_own_the_server_s_count(target_db: Database) -> None:
    with closing(connect(target_db.endpoint, "target", "test")) as session:
        ((most,),) = session.execute("SHOW max_connections").fetchall()
        allowed = allowance(session, 1000)
    assert 2 < allowed.sessions <= int(most)
    assert allowed.limit == "max_connections of the server"
