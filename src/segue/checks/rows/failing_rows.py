"""Which rows a cast or a person's SQL fails on: found by trying, never by guessing.

The server undoes each failed try by itself, in a block of PL/pgSQL that writes nothing; parts of
a table in which all goes well are tried at once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from segue.checks.rows.rows import Key
from segue.database.attempts import RowAttempt, block
from segue.database.decisions import VALUE_REFUSED, refuses_question
from segue.database.session import Connection
from segue.database.turns import read_in_one_turn
from segue.mapping.sql import row_place, source_relation
from segue.mapping.transfer import Part, Transfer

FEW_PAGES = 128
"""Pages that are looked at row by row once a row in them failed."""

MANY = 10_000
"""Failures after which no more are looked for: each takes the server some 10 microseconds."""


@dataclass(frozen=True, slots=True)
class Failures:
    """Rows on which an expression fails."""

    count: int = 0
    examples: tuple[str, ...] = ()
    """Keys of the first of them, each with what the server says."""
    complete: bool = True
    """False where there may be more of them."""


def failures(
    connection: Connection, transfer: Transfer, key: Key, value: sql.Composable, parts: list[Part]
) -> Failures:
    """Try the value on every row of the parts. Works inside an open transaction."""
    result = Failures()
    for part in parts:
        if result.count >= MANY:
            return replace(result, complete=False)
        result = _together(result, _in_part(connection, transfer, key, value, part))
    return result


def answer(connection: Connection, statement: sql.Composed) -> tuple[Any, ...] | str:
    """The row that the statement gives, or what the server says against it or the data it reads."""
    try:
        ((row,),) = read_in_one_turn(connection, statement)
    except psycopg.Error as error:
        return of_the_data(error)
    return tuple(row)


def of_the_data(error: psycopg.Error) -> str:
    """What the server says against a question; an error of any other kind is raised again."""
    if not refuses_question(error):
        raise error
    return (error.diag.message_primary or str(error)).strip()


def _in_part(
    connection: Connection, transfer: Transfer, key: Key, value: sql.Composable, part: Part
) -> Failures:
    whole = sql.SQL("SELECT pg_catalog.count({}) {}").format(value, source_relation(transfer, part))
    reply = answer(connection, whole)
    if not isinstance(reply, str):
        return Failures()
    if part.relation is None:
        return Failures(1, (reply,), complete=False)
    first, end = part.first_page, part.end_page
    if first is None or end is None or end - first <= FEW_PAGES:
        return _row_by_row(connection, transfer, key, value, part)
    middle = (first + end) // 2
    halves = [Part(part.relation, first, middle), Part(part.relation, middle, end)]
    return failures(connection, transfer, key, value, halves)


def _together(one: Failures, other: Failures) -> Failures:
    examples = (one.examples + other.examples)[:3]
    return Failures(one.count + other.count, examples, one.complete and other.complete)


_REFUSED: LiteralString = """
            segue_failed := segue_failed + 1;
            IF segue_failed <= 3 THEN
                segue_examples := segue_examples || pg_catalog.jsonb_build_array(
                    pg_catalog.format('%s: %s', segue_one.key, segue_reason)
                );
            END IF;
            EXIT WHEN segue_failed >= {many};
"""

_TOLD: LiteralString = """
    PERFORM pg_catalog.set_config(
        'segue.tried',
        pg_catalog.jsonb_build_array(segue_failed, segue_examples)::pg_catalog.text,
        true
    );
"""


def _row_by_row(
    connection: Connection, transfer: Transfer, key: Key, value: sql.Composable, part: Part
) -> Failures:
    assert part.relation is not None
    one = sql.SQL("PERFORM {} {} AND {} = segue_one.place;").format(
        value,
        # With a first page there is a condition to which another one can be added.
        source_relation(transfer, Part(part.relation, first_page=0)),
        row_place(transfer),
    )
    rows = sql.SQL("SELECT {} AS place, {} AS key {}").format(
        row_place(transfer), key.text, source_relation(transfer, part)
    )
    return _count_failures(connection, rows, one)


def read_texts(
    connection: Connection, texts: sql.Composable, value: sql.Composable
) -> tuple[int, Failures]:
    """How many rows there are, and those whose `value` cannot be read; they have a `key` too."""
    whole = sql.SQL("SELECT count(*), count({}) FROM {}").format(value, texts)
    if not isinstance(counts := answer(connection, whole), str):
        return counts[0], Failures()
    count, *_ = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(texts)).fetchall()[0]
    rows = sql.SQL("SELECT key, value FROM {}").format(texts)
    one = sql.SQL("PERFORM {} FROM (SELECT segue_one.value) AS one;").format(value)
    return count, _count_failures(connection, rows, one)


def _count_failures(connection: Connection, rows: sql.Composable, one: sql.Composable) -> Failures:
    """The rows, each with a `key`, for which the statement fails."""
    attempt = RowAttempt(
        rows=rows,
        attempt=one,
        refused=sql.SQL(_REFUSED).format(many=MANY),
        blamed=VALUE_REFUSED,
    )
    declared = "segue_failed bigint := 0; segue_examples jsonb := '[]';"
    body = sql.Composed([attempt.each(), sql.SQL(_TOLD)])
    with connection.transaction(force_rollback=True):
        connection.execute(block(body, declared))
        row = connection.execute("SELECT pg_catalog.current_setting('segue.tried')").fetchone()
    assert row is not None
    count, examples = json.loads(row[0])
    return Failures(count, tuple(examples), complete=count < MANY)
