"""When a row of the file and one of the table are the same row, and when they are alike."""

from __future__ import annotations

from collections.abc import Iterable

from psycopg import sql

from segue.database.catalog import DAYS, INTEGERS
from segue.files.importing.columns import FileFeed
from segue.files.importing.load import FileLoad, read
from segue.files.importing.spellings.model import TEXTS, base_type
from segue.loading.constraint_violations import all_of

EXACT = INTEGERS | DAYS | {"bool", "uuid"}
"""Types whose own equality misses nothing, as that of numeric (1.0) and citext (case) does."""


def same_row(load: FileLoad) -> sql.Composed:
    """Whether `t` of the table has the match columns' values of `r` of `rows`."""
    return all_of(
        sql.SQL("t.{} = r.{}").format(sql.Identifier(feed.column.name), read(feed))
        for feed in load.matched
    )


def differs(feed: FileFeed, load: FileLoad) -> sql.Composed:
    """Whether the values of `t` and `r` differ in anything that can be seen.

    Where the file cannot tell NULL from the empty text, an empty cell is neither's change.
    """
    distinct = sql.SQL("{} IS DISTINCT FROM {}").format(*comparable(feed))
    if load.tells_null or base_type(feed.column) not in TEXTS:
        return distinct
    ours = sql.SQL("t.{}").format(sql.Identifier(feed.column.name))
    return sql.SQL("({} AND NOT ({} = '' AND r.{} IS NULL))").format(distinct, ours, read(feed))


def wanted(feed: FileFeed, load: FileLoad) -> sql.Composable:
    """The value that `t` gets from `r` in an update."""
    value = sql.SQL("r.{}").format(read(feed))
    if load.tells_null or base_type(feed.column) not in TEXTS:
        return value
    ours = sql.SQL("t.{}").format(sql.Identifier(feed.column.name))
    return sql.SQL("CASE WHEN {} THEN {} ELSE {} END").format(differs(feed, load), value, ours)


def comparable(feed: FileFeed) -> tuple[sql.Composable, sql.Composable]:
    """The values of `t` and `r` in a form whose equality misses nothing."""
    ours = sql.SQL("t.{}").format(sql.Identifier(feed.column.name))
    theirs = sql.SQL("r.{}").format(read(feed))
    name = base_type(feed.column)
    plain_text = name in TEXTS - {"citext", "bpchar"} and feed.column.collation_deterministic
    if feed.column.type.resolved.builtin and (name in EXACT or plain_text):
        return ours, theirs
    return as_text(ours), as_text(theirs)


def hashed(values: Iterable[sql.Composable]) -> sql.Composed:
    """One number for the values of a row, by which rows can be joined that have no key."""
    row = sql.SQL(", ").join(values)
    return sql.SQL("pg_catalog.hash_record_extended(ROW({}), 0)").format(row)


def as_text(value: sql.Composable) -> sql.Composed:
    return sql.SQL("({})::pg_catalog.text").format(value)
