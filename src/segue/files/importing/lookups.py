"""Values that stand for rows of other tables: joined when rows are read, noted where they fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from psycopg import sql

from segue.database.session import Connection
from segue.files.importing.columns import FileFeed, FileLookup
from segue.files.importing.load import FileLoad
from segue.files.importing.values import given, typed


def readable_text(load: FileLoad) -> sql.Composed:
    """The rows of `text`, as `t`, that nothing was said against yet.

    OFFSET 0 keeps the server from reading values of the others before they are left out.
    """
    return sql.SQL(
        "(SELECT * FROM {} AS t WHERE NOT EXISTS"
        " (SELECT FROM {} AS w WHERE w.line = t.line) OFFSET 0) AS t"
    ).format(load.text, load.wrong)


def key_of(feed: FileFeed) -> sql.Composed:
    """The key of the row that the feed's value stands for, where `joins` are made."""
    return sql.SQL("{}.key").format(_name(feed))


def joins(load: FileLoad) -> sql.Composed:
    """For each lookup the other table's rows by the value, with how many have it."""
    return sql.SQL(" ").join(
        sql.SQL("LEFT JOIN ({}) AS {} ON {}.by = {}").format(
            by_value(load, feed.lookup), _name(feed), _name(feed), typed(feed, load)
        )
        for feed in load.layout.feeds
        if feed.lookup is not None
    )


def by_value(load: FileLoad, lookup: FileLookup) -> sql.Composed:
    """The other table's values, each with the key of a row that has it, and how many have it."""
    return sql.SQL(
        "SELECT by, (pg_catalog.array_agg(key))[1] AS key, count(*) AS rows"
        " FROM ({}) AS f (by, key) GROUP BY by"
    ).format(sql.SQL(" UNION ").join(_rows(load, lookup)))


def note_failed(connection: Connection, load: FileLoad) -> None:
    """Note the rows whose value stands for no row of the other table, or for several."""
    for feed in load.layout.feeds:
        if feed.lookup is None:
            continue
        alone = replace(load, layout=replace(load.layout, feeds=(feed, *_own(load, feed.lookup))))
        connection.execute(
            sql.SQL(
                "INSERT INTO {wrong} (line, place, kind, told) SELECT t.line, {place},"
                " CASE WHEN {name}.rows IS NULL THEN 'lookup_none' ELSE 'lookup_several' END,"
                " {name}.rows FROM {text} {joins}"
                " WHERE {value} IS NOT NULL AND {name}.rows IS DISTINCT FROM 1"
            ).format(
                wrong=load.wrong,
                place=feed.position,
                name=_name(feed),
                text=readable_text(load),
                joins=joins(alone),
                value=given(feed, load),
            )
        )


def _name(feed: FileFeed) -> sql.Identifier:
    return sql.Identifier(f"l{feed.position}")


def _rows(load: FileLoad, lookup: FileLookup) -> Iterator[sql.Composed]:
    """The other table's values and keys; of the same table, those in the file too."""
    yield sql.SQL("SELECT {}, {} FROM {}").format(
        sql.Identifier(lookup.by.name), sql.Identifier(lookup.key.name), lookup.table.identifier
    )
    own = _own(load, lookup)
    if own:
        by, key = (typed(feed, load) for feed in own)
        yield sql.SQL("SELECT {}, {} FROM {}").format(by, key, readable_text(load))


def _own(load: FileLoad, lookup: FileLookup) -> tuple[FileFeed, ...]:
    """The feeds of value and key, where the file fills the very table that is looked in."""
    feeds = load.feed(lookup.by.name), load.feed(lookup.key.name)
    if lookup.table != load.table.name or None in feeds:
        return ()
    return tuple(feed for feed in feeds if feed is not None and feed.lookup is None)
