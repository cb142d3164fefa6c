"""The servers that tries crash, the lines to them, and fresh databases for each try."""

from __future__ import annotations

import itertools
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from segue.demo.servers import FORGETFUL, PrivateServer, Server, embedded_programs, running
from support import servers
from support.compare import Content, contents
from support.crash import shop, variants
from support.databases import Database
from support.proxy import Proxy, proxied

SETTINGS = {**FORGETFUL, "max_connections": "30", "shared_buffers": "64MB"}
"""Few connections, so that they are soon exhausted."""

DISK = 220 * 2**20
"""Bytes of the small disk on which the target's databases lie."""

RECOVERY = 60.0
"""Seconds that a server may need after a crash."""

PLAIN = "plain"
"""A role that owns the target's tables and may read the source's, and no more."""

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Side:
    """One server, and the line by which movers reach it."""

    server: PrivateServer
    proxy: Proxy
    reached: Server
    """The server as it is reached through the proxy."""
    disk: Path | None = None
    """The small disk of its databases, where one could be mounted."""

    def connect(self) -> psycopg.Connection[TupleRow]:
        """A session past the proxy, as soon as the server takes one: it may be recovering."""
        deadline = time.monotonic() + RECOVERY
        while True:
            try:
                return self.server.connect()
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)


@dataclass(frozen=True)
class Origin:
    """What a try must not change, and what its target has to become."""

    contents: dict[str, Content]
    """Of the source."""
    before: dict[str, Content]
    """Of the target."""
    source_schema: str
    target_schema: str
    arrived: dict[str, Content] | None = None
    """What the target holds after a move that nobody disturbed; None before there was one."""


@dataclass(frozen=True)
class Pair:
    """The two databases of one try: `old` and `new` directly, `*_url` by the line."""

    source: Side
    target: Side
    old: Database
    new: Database
    old_url: str
    new_url: str


class Estate:
    """Both sides, with templates that are filled once."""

    def __init__(self, source: Side, target: Side, folder: Path) -> None:
        self.source, self.target, self.folder = source, target, folder
        self._passfile = self._write_passfile()
        for side in (source, target):
            with side.connect() as session:
                session.execute(f"CREATE ROLE {PLAIN} LOGIN PASSWORD '{PLAIN}'")
                if side.disk is not None:
                    session.execute(f"CREATE TABLESPACE small LOCATION '{side.disk}'")
        old = self._template(
            source, "shop_full", shop.SCHEMA, shop.LOOSE, shop.ROWS, variants.SOURCE, variants.ROWS
        )
        new = self._template(target, "shop_bare", shop.SCHEMA, shop.SEEDS, variants.TARGET)
        self.origin = Origin(_contents(old), _contents(new), old.dump_schema(), new.dump_schema())
        old.close()
        new.close()

    @contextmanager
    def pair(self, user: str) -> Iterator[Pair]:
        """Fresh databases, moved by that role and dropped afterwards."""
        name = f"try_{next(_numbers)}"
        with (
            self._copy(self.source, "shop_full", name) as old,
            self._copy(self.target, "shop_bare", name) as new,
        ):
            urls = (self._url(side, name, user) for side in (self.source, self.target))
            yield Pair(self.source, self.target, old, new, *urls)
            for side in (self.source, self.target):
                side.proxy.cut()

    def _url(self, side: Side, database: str, user: str) -> str:
        parameters = {**side.reached.parameters, "user": user, "passfile": str(self._passfile)}
        return replace(side.reached, parameters=parameters).url(database)

    def _write_passfile(self) -> Path:
        path = self.folder / "pgpass"
        lines = [f"127.0.0.1:*:*:{PLAIN}:{PLAIN}"]
        for side in (self.source, self.target):
            password = Path(side.server.parameters["passfile"]).read_text().strip().split(":")[-1]
            lines.append(f"127.0.0.1:{side.reached.port}:*:postgres:{password}")
        path.touch(0o600)
        path.write_text("\n".join(lines) + "\n")
        return path

    def _template(self, side: Side, name: str, *statements: str) -> Database:
        with side.connect() as session:
            session.execute(f"CREATE DATABASE {name} TEMPLATE template0 OWNER {PLAIN}")
        database = Database(side.server, name)
        with database.connect() as session:
            session.execute(f"SET ROLE {PLAIN}")
            for statement in statements:
                session.execute(statement.encode())
        return database

    @contextmanager
    def _copy(self, side: Side, template: str, name: str) -> Iterator[Database]:
        place = sql.SQL(" TABLESPACE small" if side.disk is not None else "")
        with side.connect() as session:
            session.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}{}").format(
                    *map(sql.Identifier, (name, template, PLAIN)), place
                )
            )
        database = Database(side.server, name)
        try:
            yield database
        finally:
            database.close()
            with side.connect() as session:
                session.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def estate() -> Iterator[Estate]:
    """Two private servers behind proxies, the target's databases on a small disk if possible."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="segue-crash-")))
        source = _side(stack, servers.oldest_programs)
        target = _side(stack, embedded_programs)
        disk = stack.enter_context(small_disk(target.server))
        yield Estate(source, replace(target, disk=disk), folder)


def _side(stack: ExitStack, programs: Callable[[], Path]) -> Side:
    server = stack.enter_context(running(programs(), SETTINGS, servers.memory()))
    return Side(server, *stack.enter_context(proxied(server)))


@contextmanager
def small_disk(server: PrivateServer) -> Iterator[Path | None]:
    """A small file system in memory that the server may write to; None where we may not mount."""
    owner = server.data.stat()
    with tempfile.TemporaryDirectory(prefix="segue-disk-") as folder:
        os.chmod(folder, 0o755)
        options = f"size={DISK},mode=700,uid={owner.st_uid},gid={owner.st_gid}"
        mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder]
        mounted = os.geteuid() == 0 and not subprocess.run(mount, capture_output=True).returncode
        try:
            yield Path(folder) if mounted else None
        finally:
            if mounted:
                subprocess.run(["umount", "--lazy", folder], check=False)


def _contents(database: Database) -> dict[str, Content]:
    with database.connect() as session:
        return contents(session)
