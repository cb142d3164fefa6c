"""From text to the table's types, by the server, with every value that does not fit found.

All rows are tried at once. Only where that fails is each column tried, and only in those that fail
each value, in a block of its own that catches what the type's input says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import psycopg
from psycopg import errors, sql

from segue.database.attempts import RowAttempt, block
from segue.database.decisions import VALUE_REFUSED, refuses_question
from segue.database.session import Connection
from segue.events import Asker
from segue.files.importing.columns import FileFeed
from segue.files.importing.load import FileLoad, read, written
from segue.files.importing.lookups import joins, key_of, note_failed, readable_text
from segue.files.importing.suspicious_values import ValueRemark, look_at_rounding, look_at_text
from segue.files.importing.values import converted, given, stored, target_of, typed
from segue.mapping.sql import as_written
from segue.wording import counted

NOTICES = 5
"""Different notices of the server that are told."""


def read_rows(
    connection: Connection, load: FileLoad, asker: Asker, *, trusting: bool = False
) -> tuple[FileLoad, tuple[ValueRemark, ...]]:
    """Fill `rows` with what can be read and `wrong` with what cannot.

    Returns the load with how its values are spelled, and what is to be told of them. `trusting`
    leaves it to the caller to undo all and come again where the server refuses a value.
    """
    remarks: tuple[ValueRemark, ...] = ()
    statement = _insert(connection, load) if trusting else _filled(connection, load)
    if statement is None:
        load, remarks = look_at_text(connection, load, asker, late=True)
        _find_unreadable(connection, load)
        statement = _insert(connection, load)
    remarks += (*look_at_rounding(connection, load), *statement)
    if any(feed.lookup is not None for feed in load.layout.feeds):
        note_failed(connection, load)
        drop_wrong(connection, load)
    return load, remarks


def drop_wrong(connection: Connection, load: FileLoad) -> int:
    """Take the rows that something was said against out of `rows`; how many they are."""
    return connection.execute(
        sql.SQL("DELETE FROM {} WHERE line IN (SELECT line FROM {})").format(load.rows, load.wrong)
    ).rowcount


def _filled(connection: Connection, load: FileLoad) -> list[ValueRemark] | None:
    """What the server remarked while it read all rows at once; None where it could not."""
    try:
        with connection.transaction():
            return _insert(connection, load)
    except psycopg.Error as error:
        if not refuses_question(error):
            raise
        return None


def _insert(connection: Connection, load: FileLoad) -> list[ValueRemark]:
    """Read the rows; a remark on each notice of the server's."""
    with heard(connection) as remarks:
        connection.execute(_insertion(load))
    return remarks


@contextmanager
def heard(connection: Connection) -> Iterator[list[ValueRemark]]:
    """A remark, at the end, on each notice of the server's, as where a type changes a value."""
    notices: Counter[str] = Counter()
    remarks: list[ValueRemark] = []

    def hear(diagnostic: psycopg.errors.Diagnostic) -> None:
        notices[diagnostic.message_primary or ""] += 1

    connection.add_notice_handler(hear)
    try:
        yield remarks
    finally:
        connection.remove_notice_handler(hear)
    for text, count in notices.most_common(NOTICES):
        remark = f"the server says of {counted(count, 'value')}: {text}"
        remarks.append(ValueRemark("", remark, 0, 0))


def _insertion(load: FileLoad) -> sql.Composed:
    feeds = load.layout.feeds
    values = [typed(feed, load) if feed.lookup is None else key_of(feed) for feed in feeds]
    return sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} {}").format(
        load.rows,
        sql.SQL(", ").join([sql.Identifier("line"), *map(read, feeds)]),
        sql.SQL(", ").join([sql.Identifier("t", "line"), *values]),
        readable_text(load),
        joins(load),
    )


def read_later(connection: Connection, load: FileLoad) -> FileLoad | None:
    """The load with its rows read where they are wanted, which saves writing them once more.

    None where a value may change as it is read, so that what was read has to be kept.
    """
    values = [stored(feed, load) for feed in load.layout.feeds if feed.lookup is None]
    values_left = [value for value in values if value is not None]
    if len(values_left) < len(load.layout.feeds):
        return None
    listed = [
        sql.SQL("{} AS {}").format(value, read(feed))
        for value, feed in zip(values_left, load.layout.feeds, strict=True)
    ]
    noted = connection.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(load.wrong))
    whole = sql.SQL("{} AS t").format(load.text)
    query = sql.SQL("(SELECT {} FROM {})").format(
        sql.SQL(", ").join([sql.Identifier("t", "line"), *listed]),
        whole if noted.fetchone() == (False,) else readable_text(load),
    )
    load = replace(load, reading=query)
    return None if look_at_rounding(connection, load) else load


def _find_unreadable(connection: Connection, load: FileLoad) -> None:
    for feed in load.layout.feeds:
        if not _column_is_readable(connection, load, feed):
            connection.execute(_try_each(connection, load, feed))


def _column_is_readable(connection: Connection, load: FileLoad, feed: FileFeed) -> bool:
    """Whether all values of the column can be read: they are, into a table that is given up."""
    probe = sql.Identifier("pg_temp", "segue_probe")
    create = sql.SQL("CREATE TEMPORARY TABLE {} (value {})").format(
        probe, as_written(target_of(feed).type.text)
    )
    fill = sql.SQL("INSERT INTO {} SELECT {} FROM {}").format(probe, typed(feed, load), load.text)
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(create)
            connection.execute(fill)
    except psycopg.Error as error:
        if not refuses_question(error):
            raise
        return False
    return True


def _try_each(connection: Connection, load: FileLoad, feed: FileFeed) -> sql.Composed:
    """A block that reads each value alone and notes what the type's input says of it."""
    refuses_null = any(domain.refuses_null for domain in target_of(feed).type.domains)
    present = sql.SQL("{} IS NOT NULL").format(written(feed))
    attempt = RowAttempt(
        rows=sql.SQL(
            "SELECT line, {written} AS value FROM {text} AS t WHERE {tried}"
            " AND NOT EXISTS (SELECT FROM {wrong} AS w WHERE w.line = t.line AND w.place = {place})"
        ).format(
            written=written(feed),
            text=load.text,
            tried=sql.SQL("true") if refuses_null else present,
            wrong=load.wrong,
            place=feed.position,
        ),
        attempt=sql.SQL("DECLARE parsed {} := {}; BEGIN END;").format(
            as_written(target_of(feed).type.text),
            converted(given(feed, load, sql.SQL("segue_one.value")), feed),
        ),
        refused=sql.SQL(
            "INSERT INTO {} (line, place, kind, told)"
            " VALUES (segue_one.line, {}, CASE WHEN segue_state = {} THEN 'null'"
            " ELSE 'unreadable' END, pg_catalog.left(segue_reason, 300));"
        ).format(load.wrong, feed.position, sql.Literal(errors.NotNullViolation.sqlstate)),
        blamed=VALUE_REFUSED,
    )
    return block(attempt.each())
