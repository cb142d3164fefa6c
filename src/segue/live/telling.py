"""What tells a live move of changes: its slot and publication, or its outbox; as they stand."""

from __future__ import annotations

from contextlib import closing

from psycopg import sql

from segue.database.live_journal import LiveRecord
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection, connect, database_identity
from segue.live import objects
from segue.live.outbox import ROWS, make_outbox
from segue.mapping.followed import FollowScope
from segue.move.workspace import Workspace


def telling(source: Connection, slot: str, publication: str) -> str:
    """Stands for what tells of changes: another text where somebody has touched it.

    Empty where it is not there. Without a slot it is the outbox.
    """
    facts = {"slot": slot, "publication": publication, "trigger": ROWS}
    row = source.execute(query("telling" if slot else "telling_outbox"), facts).fetchone()
    return str(row[0] or "") if row is not None else ""


def release(workspace: Workspace, record: LiveRecord, source: Connection) -> None:
    """Take tables out of the publication with which it would refuse the application's writes.

    They join it again when the stream is made again, once they are as they were.
    """
    facts = {"publication": record.publication}
    tables = source.execute(query("unidentified"), facts).fetchall()
    if not tables:
        return
    statement = sql.SQL("ALTER PUBLICATION {} DROP TABLE {}{}")
    with closing(connect(workspace.source, "source", "prepare")) as writing:
        for schema, name, alone in tables:
            table = QualifiedName(schema, name).identifier
            only = sql.SQL("ONLY " if alone else "")
            writing.execute(statement.format(sql.Identifier(record.publication), only, table))


def make_anew(
    workspace: Workspace, record: LiveRecord, scope: FollowScope, target: Connection
) -> None:
    """Make it again. What changed since it went is not told: all rows are to be read after that.

    Raises SlotNotMade, OutboxNotMade, OutboxTaken.
    """
    with closing(connect(workspace.source, "source", "prepare")) as writing:
        if record.outbox:
            own = objects.names_for(database_identity(writing), database_identity(target))
            make_outbox(writing, scope, own.slot)
        else:
            objects.make_stream(writing, objects.Names(record.slot, record.publication), scope)
