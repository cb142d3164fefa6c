"""Fences: triggers by which nobody but Segue writes to a table.

Those of one live move share a function, which holds what writers are told. Whoever opens them
changes that function alone, and waits for nobody who uses the tables; the triggers go later.
In both databases the schema `segue_live` is Segue's own. Names are made from both databases, so
that two live moves that share one do not meet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import psycopg
from psycopg import sql

from segue.database.catalog import Table
from segue.database.live_journal import SCHEMA
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection
from segue.live.locking import TRIES, locked

FENCE = "segue_fence_"
"""How their names begin."""

_OPEN = "BEGIN RETURN NULL; END"
_CLOSED = (
    "BEGIN IF pg_catalog.current_setting('segue.mover', true) = 'follows' THEN RETURN NULL; END IF;"
    " RAISE EXCEPTION USING ERRCODE = 'read_only_sql_transaction', MESSAGE = {}; END"
)


def make_schema(connection: Connection) -> None:
    """Make Segue's own schema where it is not there."""
    connection.execute("CREATE SCHEMA IF NOT EXISTS segue_live")


def pass_fences(connection: Connection) -> None:
    """Let the session write behind its own fences."""
    connection.execute("SET segue.mover = 'follows'")


class Fences:
    """Those of one live move, there and back, in one of its databases."""

    def __init__(self, connection: Connection, one: str, other: str) -> None:
        """`one` and `other` are the identities of both databases, in any order."""
        self._connection = connection
        identity_text = " ".join(sorted((one, other))).encode()
        self._name = f"{FENCE}{hashlib.sha256(identity_text).hexdigest()[:12]}"
        self._function = sql.Identifier(SCHEMA, self._name)

    def close(self, tables: Iterable[Table], message: str) -> None:
        """Within a transaction: writers get SQLSTATE 25006 with the message from its commit on."""
        self._let(sql.SQL(_CLOSED).format(sql.Literal(message)))
        there = set(self._existing())
        for name in with_leaves(tables):
            trigger = sql.Identifier(self._name), name.identifier
            if name not in there:
                self._connection.execute(
                    sql.SQL(
                        "CREATE TRIGGER {} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {}"
                        " FOR EACH STATEMENT EXECUTE FUNCTION {}();"
                        # Also where a session plays a replica.
                        " ALTER TABLE {} ENABLE ALWAYS TRIGGER {}"
                    ).format(*trigger, self._function, *reversed(trigger))
                )

    def open(self) -> None:
        """Everybody may write again; no table is locked for it."""
        if self._body() is not None:
            self._let(sql.SQL(_OPEN))

    @property
    def closed(self) -> bool:
        """Whether they refuse writers."""
        return self._body() not in (None, _OPEN)

    @property
    def are_there(self) -> bool:
        """Whether anything of them is left, open or closed."""
        return self._body() is not None

    def stand_on(self, tables: Iterable[Table]) -> bool:
        """Whether they refuse writers of all these tables."""
        return self.closed and set(with_leaves(tables)) <= set(self._existing())

    def drop(self, tries: int = TRIES, patience: int | None = None) -> tuple[QualifiedName, ...]:
        """Open them and take them away; the tables that others hold, where they stay for now."""
        self.open()
        names = tuple(n for n in self._existing() if not self._dropped(n, tries, patience))
        if not names:
            with self._connection.transaction():
                function = sql.SQL("DROP FUNCTION IF EXISTS {}()").format(self._function)
                self._connection.execute(function)
                self._connection.execute(query("live_schema_drop"))
        return names

    def _dropped(self, table: QualifiedName, tries: int, patience: int | None) -> bool:
        drop = sql.SQL("DROP TRIGGER IF EXISTS {} ON {}")
        try:
            with locked(self._connection, [table], "ACCESS EXCLUSIVE", tries, patience):
                self._connection.execute(drop.format(sql.Identifier(self._name), table.identifier))
        except (psycopg.errors.QueryCanceled, psycopg.errors.DeadlockDetected):
            return False
        return True

    def _let(self, body: sql.Composable) -> None:
        self._connection.execute(
            sql.SQL(
                "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql"
                " SET search_path = pg_catalog AS {}"
            ).format(self._function, sql.Literal(body.as_string(self._connection)))
        )

    def _body(self) -> str | None:
        """The function's body; None where there is none."""
        row = self._connection.execute(query("fence_body"), {"name": self._name}).fetchone()
        return str(row[0]) if row is not None else None

    def _existing(self) -> list[QualifiedName]:
        rows = self._connection.execute(query("fence_tables"), {"name": self._name})
        return [QualifiedName(*row) for row in rows]


def with_leaves(tables: Iterable[Table]) -> list[QualifiedName]:
    """Each table with its partitions, which may be written to by their own names."""
    return [name for table in tables for name in (table.name, *table.leaves)]
