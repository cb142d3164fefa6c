"""Scratch databases on the target's server: made, or copied from another one, and dropped."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from secrets import token_hex

import psycopg
from psycopg import errors, sql

from segue.checks.servers import sessions_beside
from segue.database.address import Endpoint, database_name
from segue.database.catalog import ServerFacts
from segue.database.journal import drop_journal
from segue.database.queries import query
from segue.database.session import Connection, connect
from segue.errors import CannotClone
from segue.events import Note, Reporter
from segue.failpoints import reach
from segue.move.prepare.target import create_database, drop_database, maintenance

SETTLED = 1.0
"""Seconds after which whoever made a scratch database is connected to it."""


@contextmanager
def scratch_database(target: Endpoint, like: ServerFacts, reporter: Reporter) -> Iterator[Endpoint]:
    """An empty database on the target's server, dropped afterwards. Raises CannotCreateDatabase."""
    scratch = target.in_database(scratch_name())
    create_database(scratch, like, reporter)
    with dropped_afterwards(scratch):
        yield scratch


@contextmanager
def cloned_database(target: Endpoint) -> Iterator[Endpoint]:
    """A copy of the target with its rows, but for the journal; dropped afterwards.

    Raises CannotClone.
    """
    clone = target.in_database(scratch_name())
    clone_database(target, clone)
    with dropped_afterwards(clone):
        with closing(connect(clone, "scratch database", "prepare")) as connection:
            drop_journal(connection)
        yield clone


def clone_database(template: Endpoint, clone: Endpoint) -> None:
    """Make a database that is a copy of another one.

    Raises CannotClone: the server copies a database only for its owner, and only while nobody is
    connected to it.
    """
    names = sql.Identifier(database_name(clone)), sql.Identifier(database_name(template))
    with maintenance(template) as connection:
        try:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        except psycopg.Error as error:
            name = database_name(template)
            raise CannotClone(database=name, reason=str(error).strip()) from error


def drop_leftovers(connection: Connection, reporter: Reporter) -> None:
    """Drop scratch databases on this server that nobody uses, and say so.

    One that has just been made has no session for a moment: only who stays so is taken for left.
    """
    left = _scratch_left(connection)
    if not left:
        return
    time.sleep(SETTLED)
    for name in sorted(left & _scratch_left(connection)):
        with suppress(errors.ObjectInUse):
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            reporter.report(Note(f"{name} was left over from a Segue that was killed: dropped."))


def _scratch_left(connection: Connection) -> set[str]:
    return {name for (name,) in connection.execute(query("scratch_left"))}


def scratch_name() -> str:
    return f"segue_scratch_{token_hex(4)}"


@contextmanager
def dropped_afterwards(scratch: Endpoint) -> Iterator[None]:
    """The database is in use while the block runs, and dropped however it ends."""
    try:
        with in_use(scratch):
            yield
    finally:
        drop_database(scratch)


@contextmanager
def in_use(scratch: Endpoint) -> Iterator[None]:
    """A session shows to `drop_leftovers` that the database is in use.

    Raises TooFewConnections where none can be opened beside it: `migrate` would wait for one.
    """
    reach("scratch-created")
    with closing(connect(scratch, "scratch database", "prepare")) as connection:
        sessions_beside(connection, "target", 1)
        yield
