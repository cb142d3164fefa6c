"""The line that tests cut."""

from __future__ import annotations

import select
from contextlib import closing

import psycopg
import pytest

from segue.demo.servers import Server
from support.proxy import Proxy, proxied


@pytest.fixture
def line(target_server: Server):
    with proxied(target_server) as (proxy, server):
        yield proxy, server


def rows(session: psycopg.Connection, count: int) -> int:
    query = "SELECT repeat('x', 100) FROM generate_series(1, %s)"
    return len(session.execute(query, [count]).fetchall())


def test_bytes_pass_both_ways(line: tuple[Proxy, Server]) -> None:
    proxy, server = line
    with server.connect() as session:
        assert rows(session, 10_000) == 10_000
    assert proxy.accepted == 1


def test_a_cut_line_breaks_open_sessions_and_lets_new_ones_in(line: tuple[Proxy, Server]) -> None:
    proxy, server = line
    with server.connect() as session:
        proxy.cut()
        with pytest.raises(psycopg.OperationalError):
            session.execute("SELECT 1")
    with server.connect() as session:
        assert rows(session, 1) == 1


def test_a_refusing_line_lets_nobody_in_until_it_resumes(line: tuple[Proxy, Server]) -> None:
    proxy, server = line
    proxy.cut(refuse=True)
    with pytest.raises(psycopg.OperationalError):
        server.connect()
    proxy.resume()
    with server.connect() as session:
        assert rows(session, 1) == 1


def test_a_line_is_cut_in_the_middle_of_an_answer(line: tuple[Proxy, Server]) -> None:
    proxy, server = line
    with server.connect() as session:
        proxy.cut_after(100_000)
        assert rows(session, 10) == 10
        with pytest.raises(psycopg.OperationalError):
            rows(session, 10_000)


def test_a_stalled_line_answers_nothing_until_it_resumes(line: tuple[Proxy, Server]) -> None:
    proxy, server = line
    with closing(server.connect()) as session:
        proxy.stall()
        session.pgconn.send_query(b"SELECT 1")
        assert not answers(session, within=0.3)
        proxy.resume()
        assert answers(session, within=10)


def answers(session: psycopg.Connection, within: float) -> bool:
    return bool(select.select([session.fileno()], [], [], within)[0])
