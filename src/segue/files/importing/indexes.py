"""Indexes of an empty table, built when its rows are in: that takes half the time.

All of it happens in the import's transaction, so a failure leaves them as they were. Of a table
with rows all stay, since others read it meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.files.importing.load import FileLoad
from segue.move.schema import TakeDown, to_take_down


def indexes_to_take_down(
    load: FileLoad, later: Collection[QualifiedName], *, guarded: bool
) -> tuple[TakeDown, ...]:
    """The indexes of the load's table, where they may and are worth it.

    Of a `guarded` table those stay that tell rows apart, so that the rows to blame can be named.
    """
    table = load.table
    if not table.owned or leaves_events(load, later):
        return ()
    changes = to_take_down(table, load.path.stat().st_size, stay=True, guarded=guarded)
    return tuple(change for change in changes if change.restores[0].kind == "index")


def put_back(connection: Connection, changes: Sequence[TakeDown]) -> None:
    """Build the indexes as they were."""
    for change in changes:
        for definition in change.restores:
            for statement in definition.statements:
                connection.execute(statement.encode())


def leaves_events(load: FileLoad, later: Collection[QualifiedName]) -> bool:
    """Whether checks wait for the commit: PostgreSQL builds no index on such a table."""
    table = load.table
    return (
        any(key.deferrable and key.references in later for key in table.foreign_keys)
        or any(one.deferrable for one in (*table.unique_keys, *table.exclusions))
        or any(trigger.constraint for trigger in table.triggers)
    )
