"""Databases for one test each: made from a template, dropped afterwards."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import TupleRow

from segue.database.address import Endpoint
from segue.demo.servers import Server
from support.servers import client

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Database:
    """A database of a test server; the end of the test closes its sessions."""

    server: Server
    name: str
    _sessions: list[psycopg.Connection[TupleRow]] = field(default_factory=list, repr=False)

    def connect(self) -> psycopg.Connection[TupleRow]:
        """A new session in autocommit mode."""
        session = self.server.connect(self.name)
        self._sessions.append(session)
        return session

    def execute(self, statement: str, parameters: Sequence[object] | None = None) -> list[TupleRow]:
        """Run one or several statements; the rows of the last one, if it has any."""
        with self.connect() as session:
            cursor = session.execute(statement, parameters)
            while cursor.nextset():
                pass
            return cursor.fetchall() if cursor.description else []

    def value(self, statement: str, parameters: Sequence[object] | None = None) -> Any:
        """The single value that a query gives."""
        ((value,),) = self.execute(statement, parameters)
        return value

    @property
    def endpoint(self) -> Endpoint:
        """The database as Segue addresses it."""
        return self.server.endpoint(self.name)

    @property
    def url(self) -> str:
        """The database as a person types it; names the password's file, never a password."""
        return self.server.url(self.name)

    @property
    def password(self) -> str:
        """The password, for tests about secrets; a made-up one where the server asks for none."""
        passfile = self.server.parameters.get("passfile")
        return Path(passfile).read_text().strip().rpartition(":")[2] if passfile else "hunter2"

    @property
    def dsn(self) -> str:
        """The database as psycopg, `psql` and `pg_dump` take it."""
        return self.server.dsn(self.name)

    def dump_schema(self) -> str:
        """The server's own `pg_dump --schema-only`, without the journal's schema."""
        program = str(client(self.server, "pg_dump"))
        command = [program, "--schema-only", "--exclude-schema=segue", self.dsn]
        dump = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        # Since the August 2025 releases, a random word against injection stands in two lines.
        return re.sub(r"^(\\(?:un)?restrict) \w+$", r"\1", dump, flags=re.MULTILINE)

    def close(self) -> None:
        """Close every session that `connect` gave."""
        for session in self._sessions:
            session.close()


def create_case_blind_collation(database: Database, name: str = "ci") -> None:
    """An ICU collation that takes a and A for equal; skips the test where the server lacks ICU."""
    try:
        database.execute(
            f"CREATE COLLATION {name}"
            " (provider = icu, locale = 'und-u-ks-level2', deterministic = false)"
        )
    except psycopg.errors.FeatureNotSupported:
        pytest.skip("this server was built without ICU")


@contextmanager
def fresh_database(server: Server, template: str | None = None) -> Iterator[Database]:
    """A new database, from `template` or bare, dropped when the block is left."""
    database = Database(server, f"segue_test_{os.getpid()}_{next(_numbers)}")
    _administer(server, "CREATE DATABASE {} TEMPLATE {}", database.name, template or "template0")
    try:
        yield database
    finally:
        database.close()
        _administer(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", database.name)


class Templates:
    """Databases that are costly to fill: filled once per session, then copied for each test."""

    def __init__(self, databases: ExitStack) -> None:
        """`databases` drops them when it is closed."""
        self._databases = databases
        self._ready: dict[tuple[int, str], str] = {}

    def get(self, server: Server, key: str, fill: Callable[[Database], None]) -> str:
        """The name of the template `key` on the server; the first to ask has it filled."""
        place = (server.port, key)
        if place not in self._ready:
            database = self._databases.enter_context(fresh_database(server))
            fill(database)
            database.close()
            self._ready[place] = database.name
        return self._ready[place]


def _administer(server: Server, statement: LiteralString, *names: str) -> None:
    with server.connect() as session:
        session.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
