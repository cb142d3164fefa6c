"""Locks on many tables of an application that writes on: none of its transactions is ended by them.

All locks are given back before `deadlock_timeout`, and tried again later. Whoever waits for one of
them, and holds another that is waited for here, goes on before the server looks for a deadlock.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import LiteralString

import psycopg
from psycopg import sql

from segue.database.names import QualifiedName
from segue.database.session import Connection

SHARE = 0.6
"""Of the server's deadlock_timeout: after so long all locks are given back."""

TRIES = 20
PAUSE = 0.3
"""Seconds between two tries, more or less: who waited meanwhile goes on."""


def deadlock_timeout(connection: Connection) -> int:
    """The server's, in milliseconds."""
    row = connection.execute(
        "SELECT setting FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'"
    ).fetchone()
    return int(row[0]) if row is not None else 1000


def lock(
    connection: Connection, tables: Iterable[QualifiedName], mode: LiteralString, patience: int
) -> None:
    """Within a transaction. Raises QueryCanceled after `patience`, in milliseconds, for all."""
    names = sql.SQL(", ").join(name.identifier for name in tables)
    # lock_timeout would begin anew with every table.
    connection.execute(sql.SQL("SET LOCAL statement_timeout = {}").format(patience))
    connection.execute(sql.SQL("LOCK TABLE {} IN {} MODE").format(names, sql.SQL(mode)))
    connection.execute("SET LOCAL statement_timeout = 0")


@contextmanager
def locked(
    connection: Connection,
    tables: Iterable[QualifiedName],
    mode: LiteralString,
    tries: int = TRIES,
    patience: int | None = None,
) -> Iterator[None]:
    """A transaction in which the tables are locked; name partitions beside their table.

    `patience` is how long a try may take, in milliseconds, where others are to wait even less.

    Each try takes them in another order: one of these is that of whoever writes all the time.
    Raises QueryCanceled where others hold them at each try.
    """
    names = list(tables)
    patience = patience or max(1, round(SHARE * deadlock_timeout(connection)))
    for attempt in range(1, tries + 1):
        connection.execute("BEGIN")
        random.shuffle(names)
        try:
            lock(connection, names, mode, patience)
            break
        except (psycopg.errors.QueryCanceled, psycopg.errors.DeadlockDetected):
            connection.execute("ROLLBACK")
            if attempt == tries:
                raise
            time.sleep(random.uniform(0.5, 1.5) * PAUSE)  # noqa: S311 -- not in step with others
    try:
        yield
    except BaseException:
        if not connection.closed:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
