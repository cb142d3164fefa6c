"""What a server says against a statement, with nothing left of the try."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import psycopg
from psycopg import sql

from segue.database.session import Connection

REFUSED = (psycopg.ProgrammingError, psycopg.DataError, psycopg.NotSupportedError)


def refusals(connection: Connection, statements: Sequence[sql.SQL | sql.Composed]) -> Iterator[str]:
    """The same for each of many: asked together, and by halves where one of them is refused."""
    if len(statements) < 2:
        yield from (refusal(connection, each) for each in statements)
    elif _all_run(connection, statements):
        yield from [""] * len(statements)
    else:
        half = len(statements) // 2
        yield from refusals(connection, statements[:half])
        yield from refusals(connection, statements[half:])


def _all_run(connection: Connection, statements: Sequence[sql.SQL | sql.Composed]) -> bool:
    try:
        with connection.transaction(force_rollback=True), connection.pipeline():
            for statement in statements:
                connection.execute(statement, binary=True)
    except REFUSED:
        return False
    return True


def refusal(connection: Connection, statement: sql.SQL | sql.Composed) -> str:
    """The server's words; empty where the statement runs. Works inside a transaction too."""
    try:
        with connection.transaction(force_rollback=True):
            # In the binary format several statements in one text are refused.
            connection.execute(statement, binary=True)
    except REFUSED as error:
        return (error.diag.message_primary or str(error)).strip()
    return ""
