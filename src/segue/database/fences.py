"""What whoever writes to a fenced database is told, with SQLSTATE 25006."""

from __future__ import annotations

from psycopg import errors

SQLSTATE = errors.ReadOnlySqlTransaction.sqlstate

HAS_MOVED = "this database has moved to "
"""How the sentence begins that the old database says after a cutover."""

FOLLOWS = (
    "this database follows another one until segue cutover; until then only Segue writes to it"
)
