"""Servers that speak other languages: what they say is understood by its code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from segue.database.address import Endpoint
from segue.database.refusal_codes import TRACED_SINCE
from segue.database.session import connect
from segue.demo import temporary_folder
from segue.demo.servers import FORGETFUL, PrivateServer, Server, running
from segue.errors import CannotConnect
from support.databases import Database, fresh_database
from support.importer import Importer, faults

LOCALE = "C.UTF-8"
"""Of every system; which language is meant then stands in LANGUAGE."""

traced = pytest.mark.skipif(
    psycopg.pq.version() < TRACED_SINCE, reason="this libpq tells no code of refused sessions"
)


@pytest.fixture(scope="module", params=["de", "fr", "ja"])
def foreign(request: pytest.FixtureRequest, source_server: Server) -> Iterator[Server]:
    """A server that speaks German, French or Japanese, of the older one's programs."""
    if not isinstance(source_server, PrivateServer):
        pytest.skip("the older server is not ours to start")
    with pytest.MonkeyPatch.context() as patch:
        spoken = {**temporary_folder.ENVIRONMENT, "LANGUAGE": request.param, "LC_ALL": LOCALE}
        patch.setattr(temporary_folder, "ENVIRONMENT", spoken)
        with running(source_server.programs, {**FORGETFUL, "lc_messages": LOCALE}) as server:
            with server.connect() as session, pytest.raises(psycopg.Error) as told:
                session.execute("SELECT 1/0")
            if "division by zero" in str(told.value):
                pytest.skip("its messages are not installed")
            yield server


@pytest.fixture
def database(foreign: Server) -> Iterator[Database]:
    with fresh_database(foreign) as made:
        yield made


def refused(database: Database, **changed: str) -> CannotConnect:
    endpoint = database.endpoint
    other = Endpoint("other", {**endpoint.parameters, **changed})
    with pytest.raises(CannotConnect) as caught:
        connect(other, "target", "test").close()
    return caught.value


@traced
def test_a_refused_session_is_told_with_its_remedy(database: Database) -> None:
    missing = refused(database, dbname="nowhere")
    assert "the server has no database nowhere (" in str(missing)
    assert "can be created" in str(missing.advice)
    role = f"{database.name}_few"
    database.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'b2b2' CONNECTION LIMIT 0")
    try:
        wrong = refused(database, user=role, password="a1a1")
        assert f"the password is wrong, or there is no role {role} (" in str(wrong)
        full = refused(database, user=role, password="b2b2")
        assert "the server has no connection left (" in str(full)
        assert "max_connections" in str(full.advice)
    finally:
        database.execute(f"DROP ROLE {role}")


def test_rows_that_a_table_refuses_are_told_one_by_one(database: Database, tmp_path: Path) -> None:
    database.execute(
        "CREATE TABLE parent (id int PRIMARY KEY); INSERT INTO parent VALUES (1);"
        "CREATE TABLE item (id int PRIMARY KEY, n int CHECK (n > 0), day date NOT NULL,"
        " parent_id int REFERENCES parent, word varchar(3))"
    )
    data = (
        "id,n,day,parent_id,word\n1,1,2025-01-01,1,abc\n1,1,2025-01-01,1,abc\n2,0,2025-01-01,1,\n"
        "3,x,2025-01-01,1,\n4,1,,1,\n5,1,2025-01-01,7,\n6,1,2025-13-01,1,\n7,1,2025-01-01,1,abcd\n"
    )
    result = Importer(database, tmp_path).csv(data, table="item", reject=tmp_path / "bad.csv")
    lines = {(line, column) for line, column in faults(result)}
    assert {line for line, _ in lines} == {3, 4, 5, 6, 7, 8, 9}
    assert database.value("SELECT count(*) FROM item") == 1
