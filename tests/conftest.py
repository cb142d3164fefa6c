"""Fixtures for all tests: two real servers per session, fresh databases per test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from segue.demo.servers import Server, embedded_programs
from support import servers
from support.databases import Database, Templates, fresh_database

MakeDatabase = Callable[..., Database]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what faces the older server: that is what another version may behave otherwise for."""
    for item in items:
        if {"source_server", "live_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("server")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What commands remember of each other, for this test alone."""
    folder = tmp_path / ".cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def source_server() -> Iterator[Server]:
    """The older server; see support/servers.py for how to use one of your own."""
    with servers.source() as server:
        yield server


@pytest.fixture(scope="session")
def target_server() -> Iterator[Server]:
    """The newer server."""
    with servers.target() as server:
        yield server


@pytest.fixture(scope="module")
def live_server() -> Iterator[Server]:
    """The older server, with a WAL that tells which rows changed."""
    with servers.telling_changes("SEGUE_TEST_SOURCE", servers.oldest_programs) as server:
        yield server


@pytest.fixture(scope="module")
def live_target() -> Iterator[Server]:
    """The newer server, with such a WAL too."""
    with servers.telling_changes("SEGUE_TEST_TARGET", embedded_programs) as server:
        yield server


@pytest.fixture(scope="session")
def every_server(source_server: Server, target_server: Server) -> list[Server]:
    """Both, and those that SEGUE_TEST_MORE names: for what must be equal on every version."""
    return [source_server, target_server, *servers.more()]


@pytest.fixture(scope="session")
def templates(source_server: Server, target_server: Server) -> Iterator[Templates]:
    """`templates.get(server, key, fill)` fills a database once; give its name to make_database.

    The servers come first, so that they outlive the databases.
    """
    with ExitStack() as databases:
        yield Templates(databases)


@pytest.fixture
def make_database() -> Iterator[MakeDatabase]:
    """`make_database(server, template=None)` makes databases that live as long as the test."""
    with ExitStack() as databases:

        def make(server: Server, template: str | None = None) -> Database:
            return databases.enter_context(fresh_database(server, template))

        yield make


@pytest.fixture
def source_db(source_server: Server, make_database: MakeDatabase) -> Database:
    """An empty database on the older server."""
    return make_database(source_server)


@pytest.fixture
def target_db(target_server: Server, make_database: MakeDatabase) -> Database:
    """An empty database on the newer server."""
    return make_database(target_server)
