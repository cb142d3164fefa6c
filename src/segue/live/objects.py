"""What a live move makes beside rows: slot, publication and fences; and how each goes again.

In the source it has a schema of its own, `segue_live`, with the function of the fences. Names are
made from both databases, so that two live moves do not meet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import psycopg
from psycopg import sql

from segue.database.catalog import Catalog, Table
from segue.database.live_journal import SCHEMA
from segue.database.lock import end_sessions
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.records import Definition, Phase
from segue.database.replication import make_slot
from segue.database.session import Connection, DatabaseIdentity
from segue.errors import SlotNotMade
from segue.failpoints import reach
from segue.mapping.followed import Followed, Scope
from segue.move.schema import TakeDown, triggers_to_take_down

FENCE = "segue_fence"
LOCK_TIMEOUT = "10s"
"""How long the making of a slot may wait for older transactions, and a publication for locks."""

COLUMN_LISTS = 150000
"""The first version that publishes some columns only."""


@dataclass(frozen=True, slots=True)
class Names:
    """What slot and publication are called."""

    slot: str
    publication: str


def names_for(source: DatabaseIdentity, target: DatabaseIdentity, *, back: bool = False) -> Names:
    """The same for the same two databases, so that what was left is found again."""
    told = f"{source} {target}".encode()
    name = f"segue_{'back' if back else 'live'}_{hashlib.sha256(told).hexdigest()[:12]}"
    return Names(name, name)


def make_stream(writing: Connection, names: Names, scope: Scope) -> None:
    """Publication and slot, for the tables that are followed. Raises SlotNotMade.

    What an earlier start left is taken away first.
    """
    drop_stream(writing, names)
    try:
        with writing.transaction():
            writing.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(LOCK_TIMEOUT))
            writing.execute(_publication(writing, names.publication, scope.tables.values()))
        reach("publication-made")
        with writing.transaction():
            # A statement_timeout does not end the waiting for older transactions.
            writing.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(LOCK_TIMEOUT))
            make_slot(writing, names.slot)
    except (psycopg.errors.LockNotAvailable, psycopg.errors.OperationalError) as error:
        drop_stream(writing, names)
        raise SlotNotMade(reason=str(error).strip(), waits=_older(writing)) from error
    except psycopg.Error:
        drop_stream(writing, names)
        raise
    reach("slot-made")


def _older(connection: Connection) -> str:
    rows = connection.execute(query("live_old_transactions")).fetchall()
    told = [f"process {pid} of {user}, for {seconds:.0f} s" for pid, user, seconds in rows[:5]]
    return "; ".join(told) or "none now"


def _publication(connection: Connection, name: str, tables: Iterable[Followed]) -> sql.Composed:
    lists = connection.info.server_version >= COLUMN_LISTS
    listed = sql.SQL(", ").join(_published(followed, columns=lists) for followed in tables)
    return sql.SQL(
        "CREATE PUBLICATION {} FOR TABLE {} WITH (publish_via_partition_root = true)"
    ).format(sql.Identifier(name), listed)


def _published(followed: Followed, *, columns: bool) -> sql.Composable:
    only = sql.SQL("ONLY " if followed.table.kind == "r" else "")
    table = sql.SQL("{}{}").format(only, followed.table.name.identifier)
    if not columns or followed.whole:
        return table
    listed = sql.SQL(", ").join(map(sql.Identifier, followed.key))
    return sql.SQL("{} ({})").format(table, listed)


def advance(connection: Connection, names: Names) -> None:
    """What was written until now need not be kept for the slot: it is Segue's own."""
    connection.execute(query("slot_advance"), {"slot": names.slot})


def drop_stream(writing: Connection, names: Names) -> None:
    """Take slot and publication away, as far as they are there."""
    end_sessions(writing, "slot_free", {"slot": names.slot})
    writing.execute(query("slot_drop"), {"slot": names.slot})
    statement = sql.SQL("DROP PUBLICATION IF EXISTS {}").format(sql.Identifier(names.publication))
    writing.execute(statement)


# Fences


def make_fence_function(connection: Connection) -> None:
    """The function that refuses writes; its schema is Segue's own."""
    with connection.transaction():
        connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(SCHEMA)))
        connection.execute(
            "CREATE OR REPLACE FUNCTION segue_live.fence() RETURNS trigger LANGUAGE plpgsql"
            " SET search_path = pg_catalog AS $segue$ BEGIN"
            " IF pg_catalog.current_setting('segue.mover', true) = 'follows' THEN"
            " RETURN NULL; END IF;"
            " RAISE EXCEPTION USING ERRCODE = 'read_only_sql_transaction', MESSAGE = TG_ARGV[0];"
            " END $segue$"
        )


def pass_fences(connection: Connection) -> None:
    """Let the session write behind its own fences."""
    connection.execute("SET segue.mover = 'follows'")


def fence(connection: Connection, tables: Iterable[Table], message: str) -> None:
    """Within a transaction: nobody but Segue writes to the tables any more.

    Writers get SQLSTATE 25006 with the message.
    """
    for name in _with_leaves(tables):
        connection.execute(
            sql.SQL(
                "CREATE TRIGGER {} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {}"
                " FOR EACH STATEMENT EXECUTE FUNCTION segue_live.fence({})"
            ).format(sql.Identifier(FENCE), name.identifier, sql.Literal(message))
        )


def is_fenced(connection: Connection, tables: Iterable[Table]) -> bool:
    """Whether a fence stands on one of the tables."""
    names = [name.identifier.as_string(None) for name in _with_leaves(tables)]
    row = connection.execute(
        "SELECT count(*) FROM pg_catalog.pg_trigger WHERE tgname = %s"
        " AND tgrelid = ANY (%s::text[]::regclass[])",
        (FENCE, names),
    ).fetchone()
    return row is not None and row[0] > 0


def drop_fences(connection: Connection) -> None:
    """Take all of Segue's fences and what they stand on out of the database."""
    with connection.transaction():
        rows = connection.execute(
            "SELECT n.nspname, c.relname FROM pg_catalog.pg_trigger AS t"
            " JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid"
            " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
            " WHERE t.tgname = %s AND NOT t.tgisinternal",
            (FENCE,),
        ).fetchall()
        for schema, table in rows:
            connection.execute(
                sql.SQL("DROP TRIGGER IF EXISTS {} ON {}").format(
                    sql.Identifier(FENCE), sql.Identifier(schema, table)
                )
            )
        connection.execute("DROP FUNCTION IF EXISTS segue_live.fence()")
        row = connection.execute("SELECT pg_catalog.to_regclass('segue_live.outbox')").fetchone()
        if row is None or row[0] is None:
            connection.execute("DROP SCHEMA IF EXISTS segue_live")


def _with_leaves(tables: Iterable[Table]) -> list[QualifiedName]:
    """Each table with its partitions, which may be written to by their own names."""
    return [name for table in tables for name in (table.name, *table.leaves)]


# The target while it follows


def quieted(catalog: Catalog, tables: Collection[QualifiedName]) -> tuple[TakeDown, ...]:
    """What is off while batches come in: the project's triggers, foreign keys that do not wait.

    Each is saved in the journal with what puts it back.
    """
    own = (each for name in sorted(tables) for each in triggers_to_take_down(catalog.tables[name]))
    changes = [change for change in own if change.restores[0].name != FENCE]
    for table in catalog.tables.values():
        for key in table.foreign_keys:
            near = table.name in tables or key.references in tables
            if near and not key.deferrable and not key.inherited and key.enforced:
                changes.append(_waiting(table, key.name))
    return tuple(changes)


def _waiting(table: Table, key: str) -> TakeDown:
    """A foreign key that is looked at when the batch ends, and not at each statement."""
    alter = sql.SQL("ALTER TABLE {} ALTER CONSTRAINT {} {}")
    name = sql.Identifier(key)
    back = alter.format(table.name.identifier, name, sql.SQL("NOT DEFERRABLE"))
    definition = Definition(
        table.name, "foreign key's timing", key, Phase.FOREIGN_KEY, (back.as_string(None),)
    )
    waits = sql.SQL("DEFERRABLE INITIALLY DEFERRED")
    return TakeDown(alter.format(table.name.identifier, name, waits), (definition,))
