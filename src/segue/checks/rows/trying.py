"""What a server says against a statement, with nothing left of the try."""

from __future__ import annotations

import psycopg
from psycopg import sql

from segue.database.session import Connection


def refusal(connection: Connection, statement: sql.SQL | sql.Composed) -> str:
    """The server's words; empty where the statement runs. Works inside a transaction too."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement)
    except (psycopg.ProgrammingError, psycopg.DataError, psycopg.NotSupportedError) as error:
        return (error.diag.message_primary or str(error)).strip()
    return ""
