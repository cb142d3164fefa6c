"""Rows whose values the source cannot work out: a cast, a division by zero, a damaged value.

A block of the source, which writes nothing, tries some pages at a time, then one by one the rows
of those that fail, and tells of each in a notice: its place, the reason, and its values, with the
raw one of the source where a column cannot be worked out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import LiteralString

import psycopg
from psycopg import sql

from segue.database.attempts import RowAttempt, block
from segue.database.rejects import SourceFault
from segue.database.session import Connection
from segue.mapping.sql import row_place, source_relation, source_values
from segue.mapping.sql.values import is_direct
from segue.mapping.transfer import Feed, Part, Transfer

MARK = "segue fault "
"""What the notices begin with."""

TOGETHER = 16
"""Rows that are tried at once, where they are chosen by a condition."""

PAGES = 8
"""Pages of the source that are tried at once."""

REFUSED: LiteralString = """
                    segue_columns := ARRAY[]::pg_catalog.text[];
                    segue_damaged := false;
                    BEGIN
                        SELECT {safe} INTO segue_texts {anyway};
                    EXCEPTION WHEN OTHERS THEN
                        segue_damaged := true;
                        segue_texts := pg_catalog.array_fill(
                            NULL::pg_catalog.text, ARRAY[{count}]);
                    END;
                    {columns}
                    SELECT {key} INTO segue_text {anyway};
                    RAISE NOTICE '%', {mark} || pg_catalog.json_build_object(
                        'place', segue_text, 'state', segue_state, 'reason', segue_reason,
                        'texts', segue_texts, 'columns', segue_columns);
"""
"""What is told of a row."""

COLUMN: LiteralString = """
                    IF segue_damaged OR {may_fail} THEN BEGIN
                        SELECT ({value})::pg_catalog.text || '' INTO segue_text {anyway};
                    EXCEPTION WHEN OTHERS THEN
                        segue_columns := pg_catalog.array_append(segue_columns, {name});
                        BEGIN
                            SELECT ({raw})::pg_catalog.text || '' INTO segue_text {anyway};
                        EXCEPTION WHEN OTHERS THEN
                            segue_text := NULL;
                        END;
                    END;
                    segue_texts[{place}] := segue_text;
                    END IF;
"""
"""A value of a row that is to blame; one that cannot fail does so where it is damaged.

What is stored elsewhere is read only when something is made of it.
"""


def search(
    source: Connection,
    transfer: Transfer,
    part: Part,
    columns: Sequence[str],
    also: sql.Composable | None = None,
) -> list[SourceFault]:
    """The rows of a part that the source cannot work out; `columns` is the order of their texts.

    The part has a relation; `also` is one more condition on its rows.
    """
    faults: list[SourceFault] = []

    def hear(notice: psycopg.errors.Diagnostic) -> None:
        message = notice.message_primary or ""
        if message.startswith(MARK):
            faults.append(_fault(json.loads(message.removeprefix(MARK)), transfer, columns))

    source.add_notice_handler(hear)
    try:
        source.execute(find_faults(transfer, part, also))
    finally:
        source.remove_notice_handler(hear)
    return faults


def _fault(told: dict[str, object], transfer: Transfer, columns: Sequence[str]) -> SourceFault:
    names = [feed.column.name for feed in transfer.in_sql.feeds]
    texts = dict(zip(names, _strings(told["texts"]), strict=True))
    failing = ", ".join(str(name) for name in _strings(told["columns"]))
    reason = f"{failing}: {told['reason']}" if failing else str(told["reason"])
    values = [texts.get(name) for name in columns]
    return SourceFault(str(told["place"]), str(told["state"]), reason, values)


def _strings(value: object) -> list[str | None]:
    assert isinstance(value, list)
    return value


def find_faults(transfer: Transfer, part: Part, also: sql.Composable | None = None) -> sql.Composed:
    """A block that finds the rows of a part which cannot be worked out."""
    transfer, whole = transfer.in_sql, Part(part.relation)
    values = source_values(transfer)
    one = sql.SQL("{} = segue_one.place").format(row_place(transfer))
    some = sql.SQL("{} = ANY (segue_block.places)").format(row_place(transfer))
    lenient = replace(transfer, mapping=replace(transfer.mapping, where=None))
    anyway = source_relation(lenient, whole, one)
    row = sql.SQL("PERFORM pg_catalog.count(ROW({})::pg_catalog.text) {};")
    listed = sql.SQL(", ").join(values)
    attempt = RowAttempt(
        rows=sql.SQL("SELECT place FROM pg_catalog.unnest(segue_block.places) AS place"),
        attempt=row.format(listed, source_relation(transfer, whole, one)),
        refused=sql.SQL(REFUSED).format(
            safe=_safe(transfer),
            count=sql.Literal(len(transfer.feeds)),
            columns=sql.SQL("").join(_columns(transfer, values, anyway)),
            key=place_text(transfer),
            anyway=anyway,
            mark=sql.Literal(MARK),
        ),
    )
    blocks = _neighbours(source_relation(replace(lenient, feeds=()), part, also))
    if also is not None:
        blocks = _some(source_relation(replace(lenient, feeds=()), part, also))
    together = row.format(listed, source_relation(transfer, whole, some))
    return block(
        attempt.by_blocks(blocks, together),
        "segue_text text; segue_texts text[]; segue_columns text[]; segue_damaged boolean;",
    )


def _neighbours(rows: sql.Composable) -> sql.Composable:
    """The rows of some pages at a time."""
    return sql.SQL(
        "SELECT pg_catalog.array_agg(ctid) AS places {} GROUP BY"
        " (ctid::pg_catalog.text::pg_catalog.point)[0]::pg_catalog.int8 / {}"
    ).format(rows, sql.Literal(PAGES))


def _some(rows: sql.Composable) -> sql.Composable:
    """So many rows at a time, where few are spread over many pages."""
    return sql.SQL(
        "SELECT pg_catalog.array_agg(place) AS places FROM (SELECT ctid AS place,"
        " pg_catalog.row_number() OVER () AS number {}) AS x GROUP BY number / {}"
    ).format(rows, sql.Literal(TOGETHER))


def place_columns(transfer: Transfer) -> tuple[str, ...]:
    """What tells a row of the source: its primary key, or for want of one its place on disk."""
    assert transfer.source is not None
    return transfer.source.primary_key or ("ctid",)


def place_text(transfer: Transfer) -> sql.Composable:
    """A source row's place, as `Transfer.left_out` has it."""
    name = transfer.source.name.name if transfer.source is not None else "query"
    values = [sql.Identifier(name, column) for column in place_columns(transfer)]
    if len(values) == 1:
        return sql.SQL("{}::pg_catalog.text").format(values[0])
    return sql.SQL("ROW({})::pg_catalog.text").format(sql.SQL(", ").join(values))


def _safe(transfer: Transfer) -> sql.Composable:
    """The values that cannot fail, and NULL in the place of the others."""
    return sql.SQL("ARRAY[{}]::pg_catalog.text[]").format(
        sql.SQL(", ").join(
            _raw(feed) if _cannot_fail(feed) else sql.SQL("NULL") for feed in transfer.feeds
        )
    )


def _columns(
    transfer: Transfer, values: tuple[sql.Composable, ...], anyway: sql.Composable
) -> Iterator[sql.Composable]:
    for place, (feed, value) in enumerate(zip(transfer.feeds, values, strict=True), start=1):
        yield sql.SQL(COLUMN).format(
            may_fail=sql.SQL("false" if _cannot_fail(feed) else "true"),
            value=value,
            anyway=anyway,
            name=sql.Literal(feed.column.name),
            raw=_raw(feed),
            place=sql.Literal(place),
        )


def _cannot_fail(feed: Feed) -> bool:
    """Whether the source's own value goes as it is."""
    target_type = feed.column.type.resolved
    return (
        is_direct(feed)
        and feed.source is not None
        and feed.source.type.resolved.name == target_type.name
        and feed.source.type.resolved.modifier == target_type.modifier
    )


def _raw(feed: Feed) -> sql.Composable:
    """The value of the one column that it is made from, where there is one."""
    if not feed.origin:
        return sql.SQL("NULL")
    return sql.SQL("{}::pg_catalog.text").format(sql.Identifier(feed.origin))
