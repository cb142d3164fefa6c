"""Rows tried one after another, for rules that no query can foresee.

Checks, triggers, exclusions and indexes over expressions speak only when a row is written. So every
row is written in a block of its own, what the table says against it is remembered, and at the end
all of it is undone: the rows go in together, without those that were refused.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import LiteralString

from psycopg import errors, sql

from segue.database.attempts import RowAttempt, block
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.files.importing.casting import drop_wrong
from segue.files.importing.load import FileLoad
from segue.files.importing.writing import insert, update

# A foreign key may wait for rows that come later, and was looked at by a query before.
REFUSED: LiteralString = """
            IF segue_state <> {orphan} THEN
                SELECT pg_catalog.pg_get_constraintdef(oid) INTO segue_detail
                FROM pg_catalog.pg_constraint
                WHERE conname = segue_constraint AND conrelid = {table}::pg_catalog.regclass;
                segue_lines := segue_lines || segue_one.line;
                segue_places := segue_places || ({columns}::pg_catalog.jsonb ->> segue_column)::int;
                segue_words := segue_words || pg_catalog.left(
                    pg_catalog.concat_ws(': ', segue_reason, segue_detail), 400
                );
            END IF;
"""

DECLARED: LiteralString = """
    segue_lines bigint[] := '{}';
    segue_places int[] := '{}';
    segue_words text[] := '{}';
"""

UNDONE: LiteralString = """
    BEGIN
        {set_immediate}
        {each}
        RAISE EXCEPTION USING ERRCODE = 'SEGUE';
    EXCEPTION WHEN SQLSTATE 'SEGUE' THEN
        NULL;
    END;
    INSERT INTO {wrong} (line, place, kind, told)
    SELECT refused.line, refused.place, 'rule', refused.words
    FROM ROWS FROM (
        pg_catalog.unnest(segue_lines), pg_catalog.unnest(segue_places),
        pg_catalog.unnest(segue_words)
    ) AS refused (line, place, words);
"""


def find_refused_alone(
    connection: Connection, load: FileLoad, later: Collection[QualifiedName], *, updates: bool
) -> int:
    """Note and drop every row that the table refuses by itself; how many they are."""
    line = sql.SQL("segue_one.line")
    columns = {feed.column.name: feed.position for feed in load.layout.feeds}
    changed = update(load, line) if updates and load.updated else sql.SQL("NULL")
    attempt = RowAttempt(
        rows=sql.SQL("SELECT line FROM {} ORDER BY line").format(load.rows),
        attempt=sql.SQL("{}; {};").format(insert(load, line), changed),
        refused=sql.SQL(REFUSED).format(
            table=sql.Literal(load.table.name.identifier.as_string(connection)),
            columns=sql.Literal(json.dumps(columns)),
            orphan=sql.Literal(errors.ForeignKeyViolation.sqlstate),
        ),
    )
    body = sql.SQL(UNDONE).format(
        set_immediate=_told_at_once(load), each=attempt.each(), wrong=load.wrong
    )
    connection.execute(block(body, DECLARED))
    return drop_wrong(connection, load)


def _told_at_once(load: FileLoad) -> sql.Composable:
    """Exclusions that would wait for the commit speak at each row; of keys a query told before."""
    keys = (key for key in load.table.unique_keys if key.without_overlaps)
    names = [
        sql.Identifier(load.table.name.schema, rule.name)
        for rule in (*load.table.exclusions, *keys)
        if rule.deferrable
    ]
    if not names:
        return sql.SQL("")
    return sql.SQL("SET CONSTRAINTS {} IMMEDIATE;").format(sql.SQL(", ").join(names))
