"""The outbox: a table of Segue's in the source to which triggers write the keys of what changes.

For sources that give no logical slot. It costs each changed row one more row, so it is made on
request only. A row of the outbox is committed with the change that it tells, so a snapshot that
sees the one sees the other, in whatever order sequences and commits come.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import psycopg
from psycopg import sql

from segue.database.live_journal import SCHEMA
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection
from segue.errors import LockedOut, OutboxNotMade, OutboxTaken
from segue.failpoints import reach
from segue.live.locking import locked
from segue.mapping.followed import Followed, FollowScope

ROWS, EMPTIED = "segue_outbox", "segue_outbox_truncate"
"""The triggers: of rows, and of TRUNCATE."""


def make_outbox(writing: Connection, scope: FollowScope, owner: str) -> None:
    """The table, and triggers on each table that is followed, for one live move: the `owner`.

    What an earlier start left is taken away first. Raises OutboxTaken, OutboxNotMade.
    """
    row = writing.execute(query("outbox_owner")).fetchone()
    if row is not None and row[0] not in (None, owner):
        raise OutboxTaken
    drop_outbox(writing)
    writing.execute("CREATE SCHEMA IF NOT EXISTS segue_live")
    writing.execute(query("outbox_create"))
    comment = sql.SQL("COMMENT ON TABLE segue_live.outbox IS {}").format(sql.Literal(owner))
    writing.execute(comment)
    for followed in scope.tables.values():
        _watch_patiently(writing, followed)
    reach("outbox-made")


def _watch_patiently(writing: Connection, followed: Followed) -> None:
    """Each table by itself, so that writers wait for one only."""
    table = followed.table
    try:
        # What is locked first is not waited for later, partition by partition.
        with locked(writing, [table.name, *table.leaves], "SHARE ROW EXCLUSIVE"):
            _watch(writing, followed)
    except (psycopg.errors.QueryCanceled, psycopg.errors.DeadlockDetected) as error:
        drop_outbox(writing)
        raise OutboxNotMade(table=table.name) from error


def _watch(writing: Connection, followed: Followed) -> None:
    table = followed.table
    function = sql.Identifier(SCHEMA, _function_name(table.name))
    writing.execute(_function(function, followed))
    timing = "AFTER INSERT OR UPDATE OR DELETE", "FOR EACH ROW"
    _trigger(writing, ROWS, table.name, function, *timing)
    for name in (table.name, *table.leaves):
        _trigger(writing, EMPTIED, name, function, "AFTER TRUNCATE", "FOR EACH STATEMENT")


def _trigger(
    writing: Connection, name: str, table: QualifiedName, function: sql.Identifier, *timing: str
) -> None:
    when, each = timing
    trigger = sql.Identifier(name)
    writing.execute(
        sql.SQL("CREATE TRIGGER {} {} ON {} {} EXECUTE FUNCTION {}()").format(
            trigger, sql.SQL(when), table.identifier, sql.SQL(each), function
        )
    )
    # Also where a session plays a replica.
    writing.execute(
        sql.SQL("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}").format(table.identifier, trigger)
    )


def _function_name(table: QualifiedName) -> str:
    return f"changed_{hashlib.sha256(str(table).encode()).hexdigest()[:12]}"


def _function(name: sql.Identifier, followed: Followed) -> sql.Composed:
    """Writes the key as it was and the key as it is; nothing of what Segue itself writes.

    It runs with the rights of its owner: who writes to the table need not know of the outbox.
    """
    table = followed.table.name
    insert = sql.SQL(
        "INSERT INTO segue_live.outbox (source_schema, source_table, key) VALUES ({}, {}, {});"
    )
    statements = [
        insert.format(sql.Literal(table.schema), sql.Literal(table.name), key)
        for key in (sql.SQL("NULL"), _key("OLD", followed.key), _key("NEW", followed.key))
    ]
    body = sql.SQL(
        "BEGIN IF pg_catalog.current_setting('segue.mover', true) = 'follows' THEN RETURN NULL;"
        " END IF; IF TG_OP = 'TRUNCATE' THEN {} RETURN NULL; END IF;"
        " IF TG_OP <> 'INSERT' THEN {} END IF;"
        " IF TG_OP = 'INSERT' THEN {} ELSIF TG_OP = 'UPDATE' THEN"
        " IF {} IS DISTINCT FROM {} THEN {} END IF; END IF; RETURN NULL; END"
    ).format(
        statements[0],
        statements[1],
        statements[2],
        _key("NEW", followed.key),
        _key("OLD", followed.key),
        statements[2],
    )
    return sql.SQL(
        "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
        " SET search_path = pg_catalog SET datestyle = 'ISO, YMD' SET intervalstyle = postgres"
        " SET timezone = 'UTC' SET extra_float_digits = 3 SET bytea_output = hex AS {}"
    ).format(name, sql.Literal(body.as_string(None)))


def _key(row: str, columns: Iterable[str]) -> sql.Composed:
    texts = (
        sql.SQL("{}.{}::pg_catalog.text").format(sql.SQL(row), sql.Identifier(column))
        for column in columns
    )
    return sql.SQL("ARRAY[{}]").format(sql.SQL(", ").join(texts))


def watched(connection: Connection) -> set[QualifiedName]:
    """The tables whose changes the outbox tells."""
    return {QualifiedName(*row) for row in _having(connection, ROWS)}


def drop_outbox(writing: Connection) -> None:
    """Take triggers, functions and table out of the source, as far as they are there.

    Raises LockedOut where others hold a table for long; the same again finishes it.
    """
    for trigger in (ROWS, EMPTIED):
        for row in _having(writing, trigger):
            _drop_patiently(writing, trigger, QualifiedName(*row))
    for (name,) in writing.execute(query("outbox_functions")).fetchall():
        function = sql.Identifier(SCHEMA, name)
        writing.execute(sql.SQL("DROP FUNCTION IF EXISTS {}()").format(function))
    writing.execute("DROP TABLE IF EXISTS segue_live.outbox")


def _drop_patiently(writing: Connection, trigger: str, table: QualifiedName) -> None:
    drop = sql.SQL("DROP TRIGGER IF EXISTS {} ON {}")
    try:
        parts = writing.execute(query("partitions_of"), {"table": table.identifier.as_string()})
        names = {table, *(QualifiedName(*row) for row in parts)}
        with locked(writing, sorted(names), "ACCESS EXCLUSIVE"):
            writing.execute(drop.format(sql.Identifier(trigger), table.identifier))
    except (psycopg.errors.QueryCanceled, psycopg.errors.DeadlockDetected) as error:
        raise LockedOut(blockers=f"transactions that use {table}") from error


def _having(connection: Connection, trigger: str) -> list[tuple[str, str]]:
    return connection.execute(query("outbox_tables"), {"trigger": trigger}).fetchall()
