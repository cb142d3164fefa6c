"""Rows tried one after another, for rules that no query can foresee.

Checks, triggers, exclusions and indexes over expressions speak only when a row is written. So every
row is written in a block of its own, what the table says against it is remembered, and at the end
all of it is undone: the rows go in together, without those that were refused.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import LiteralString

from psycopg import sql

from segue.database.decisions import ROW_REFUSED
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.files.importing.casting import drop_wrong
from segue.files.importing.load import Load
from segue.files.importing.writing import insert, update

# A foreign key may wait for rows that come later, and was looked at by `rules` before.
BLOCK: LiteralString = """
    DECLARE
        one record;
        said text;
        rule text;
        at_fault text;
        definition text;
        lines bigint[] := '{{}}';
        places int[] := '{{}}';
        words text[] := '{{}}';
    BEGIN
        BEGIN
            FOR one IN SELECT line FROM {rows} ORDER BY line LOOP
                BEGIN
                    {insert};
                    {update};
                EXCEPTION
                    WHEN foreign_key_violation THEN
                        NULL;
                    WHEN OTHERS THEN
                        IF SQLSTATE !~ {refusals} THEN
                            RAISE;
                        END IF;
                        GET STACKED DIAGNOSTICS said = MESSAGE_TEXT, rule = CONSTRAINT_NAME,
                            at_fault = COLUMN_NAME;
                        SELECT pg_catalog.pg_get_constraintdef(oid) INTO definition
                        FROM pg_catalog.pg_constraint
                        WHERE conname = rule AND conrelid = {table}::pg_catalog.regclass;
                        lines := lines || one.line;
                        places := places || ({columns}::pg_catalog.jsonb ->> at_fault)::int;
                        words := words
                            || pg_catalog.left(pg_catalog.concat_ws(': ', said, definition), 400);
                END;
            END LOOP;
            RAISE EXCEPTION USING ERRCODE = 'SEGUE';
        EXCEPTION WHEN SQLSTATE 'SEGUE' THEN
            NULL;
        END;
        INSERT INTO {wrong} (line, place, kind, told)
        SELECT found.line, found.place, 'rule', found.words
        FROM ROWS FROM (
            pg_catalog.unnest(lines), pg_catalog.unnest(places), pg_catalog.unnest(words)
        ) AS found (line, place, words);
    END
"""


def find_refused_alone(
    connection: Connection, load: Load, later: Collection[QualifiedName], *, updates: bool
) -> int:
    """Note and drop every row that the table refuses by itself; how many they are."""
    line = sql.SQL("one.line")
    columns = {feed.column.name: feed.position for feed in load.layout.feeds}
    body = sql.SQL(BLOCK).format(
        rows=load.rows,
        insert=insert(load, line),
        update=update(load, line) if updates and load.updated else sql.SQL("NULL"),
        table=sql.Literal(load.table.name.identifier.as_string(connection)),
        columns=sql.Literal(json.dumps(columns)),
        wrong=load.wrong,
        refusals=sql.Literal(ROW_REFUSED),
    )
    connection.execute(sql.SQL("DO {}").format(sql.Literal(body.as_string(connection))))
    return drop_wrong(connection, load)
