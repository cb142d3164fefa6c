"""What a live move makes beside rows, but for fences: slot and publication, and a quiet target.

Names are made from both databases, so that two live moves do not meet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import psycopg
from psycopg import sql

from segue.database.catalog import Catalog, Table
from segue.database.lock import end_sessions
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.records import Definition, Phase
from segue.database.replication import make_slot
from segue.database.session import Connection, DatabaseIdentity
from segue.errors import SlotNotMade
from segue.failpoints import reach
from segue.live.fences import FENCE
from segue.live.locking import TRIES, locked
from segue.mapping.followed import Followed, FollowScope
from segue.move.rebuild import put_back
from segue.move.schema import TakeDown, triggers_to_take_down

LOCK_TIMEOUT = "10s"
"""How long the making of a slot may wait for older transactions, and a publication for locks."""

TIMING = "foreign key's timing"
"""The kind of definitions that may wait until nobody uses their table."""

COLUMN_LISTS = 150000
"""The first version that publishes some columns only."""


@dataclass(frozen=True, slots=True)
class Names:
    """What slot and publication are called."""

    slot: str
    publication: str


def names_for(source: DatabaseIdentity, target: DatabaseIdentity, *, back: bool = False) -> Names:
    """The same for the same two databases, so that what was left is found again."""
    identity_text = f"{source} {target}".encode()
    name = f"segue_{'back' if back else 'live'}_{hashlib.sha256(identity_text).hexdigest()[:12]}"
    return Names(name, name)


def make_stream(writing: Connection, names: Names, scope: FollowScope) -> None:
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
    sessions = [f"process {pid} of {user}, for {seconds:.0f} s" for pid, user, seconds in rows[:5]]
    return "; ".join(sessions) or "none now"


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


# The target while it follows


def quieted(catalog: Catalog, tables: Collection[QualifiedName]) -> tuple[TakeDown, ...]:
    """What is off while batches come in: the project's triggers, foreign keys that do not wait.

    Each is saved in the journal with what puts it back.
    """
    own = (each for name in sorted(tables) for each in triggers_to_take_down(catalog.tables[name]))
    changes = [change for change in own if not change.restores[0].name.startswith(FENCE)]
    for table in catalog.tables.values():
        for key in table.foreign_keys:
            near = table.name in tables or key.references in tables
            if near and not key.deferrable and not key.inherited and key.enforced:
                changes.append(_deferred_key(table, key.name))
    return tuple(changes)


def _deferred_key(table: Table, key: str) -> TakeDown:
    """A foreign key that is looked at when the batch ends, and not at each statement."""
    alter = sql.SQL("ALTER TABLE {} ALTER CONSTRAINT {} {}")
    name = sql.Identifier(key)
    back = alter.format(table.name.identifier, name, sql.SQL("NOT DEFERRABLE"))
    definition = Definition(table.name, TIMING, key, Phase.FOREIGN_KEY, (back.as_string(None),))
    waits = sql.SQL("DEFERRABLE INITIALLY DEFERRED")
    return TakeDown(alter.format(table.name.identifier, name, waits), (definition,))


def restore_patiently(
    connection: Connection,
    definitions: Iterable[Definition],
    tries: int = TRIES,
    patience: int | None = None,
) -> set[QualifiedName]:
    """Put back what was off, table by table; the tables that others hold, where it stays off."""
    failed_names = set()
    for definition in definitions:
        try:
            with locked(connection, [definition.table], "ACCESS EXCLUSIVE", tries, patience):
                put_back(connection, [definition])
        except (psycopg.errors.QueryCanceled, psycopg.errors.DeadlockDetected):
            failed_names.add(definition.table)
    return failed_names
