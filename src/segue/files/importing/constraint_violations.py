"""Which rows a table would refuse, found with one query for each of its rules.

This is looked for only when the table has refused: one row is then to blame, and people want to
hear of all of them at once. What no query can foresee (checks, triggers, exclusions, indexes over
expressions) is found in `merging`, row by row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from psycopg import sql

from segue.database.constraints import ForeignKey
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.files.importing.casting import drop_wrong
from segue.files.importing.columns import Feed
from segue.files.importing.load import Load, read
from segue.files.importing.same_rows import as_text, both, same_row


def find_refused(connection: Connection, load: Load, later: Collection[QualifiedName]) -> int:
    """Note and drop every row that breaks a rule; how many.

    `later` are the tables that this transaction fills afterwards.
    """
    for feed in load.layout.feeds:
        if feed.column.not_null:
            connection.execute(_null(load, feed))
    dropped = drop_wrong(connection, load)
    for feeds in unique_feeds(load):
        connection.execute(_taken(load, feeds))
        dropped += drop_wrong(connection, load)
        dropped += find_repeated(connection, load, feeds)
    while found := _find_orphans(connection, load, later):
        dropped += found  # a row that is gone may leave others of the same table as orphans
    return dropped


def find_repeated(connection: Connection, load: Load, feeds: Sequence[Feed]) -> int:
    """Note and drop the rows whose values another row of the file has before them."""
    connection.execute(_repeated(load, feeds))
    return drop_wrong(connection, load)


def find_unmatched_keys(connection: Connection, load: Load) -> int:
    """Note and drop the rows without a value to be found again by."""
    for feed in load.matched:
        connection.execute(
            sql.SQL(
                "INSERT INTO {} (line, place, kind) SELECT line, {}, 'match_null' FROM {}"
                " WHERE {} IS NULL"
            ).format(load.wrong, feed.position, load.rows, read(feed))
        )
    return drop_wrong(connection, load)


def unique_feeds(load: Load) -> Iterator[tuple[Feed, ...]]:
    """The feeds of each primary key and unique constraint that the file fills entirely."""
    for key in load.table.unique_keys:
        feeds = _fed(load, key.columns)
        if feeds:
            yield feeds


def _fed(load: Load, columns: Sequence[str]) -> tuple[Feed, ...]:
    """The feeds of these columns, or none where not all are filled."""
    feeds = [feed for column in columns if (feed := load.feed(column)) is not None]
    return tuple(feeds) if len(feeds) == len(columns) else ()


def _null(load: Load, feed: Feed) -> sql.Composed:
    return sql.SQL(
        "INSERT INTO {} (line, place, kind) SELECT line, {}, 'null' FROM {} WHERE {} IS NULL"
    ).format(load.wrong, feed.position, load.rows, read(feed))


def _repeated(load: Load, feeds: Sequence[Feed]) -> sql.Composed:
    values = [read(feed) for feed in feeds]
    return sql.SQL(
        "INSERT INTO {} (line, place, kind, told) SELECT line, {}, 'repeated', first FROM (SELECT"
        " line, pg_catalog.min(line) OVER (PARTITION BY {}) AS first FROM {} WHERE {}) AS r"
        " WHERE line > first"
    ).format(
        load.wrong,
        feeds[0].position,
        sql.SQL(", ").join(values),
        load.rows,
        both(sql.SQL("{} IS NOT NULL").format(value) for value in values),
    )


def _taken(load: Load, feeds: Sequence[Feed]) -> sql.Composed:
    """Rows whose unique values another row of the table has than the one they are matched with."""
    same = both(
        sql.SQL("t.{} = r.{}").format(sql.Identifier(feed.column.name), read(feed))
        for feed in feeds
    )
    other = sql.SQL("NOT {}").format(same_row(load)) if load.match else sql.SQL("true")
    return sql.SQL(
        "INSERT INTO {} (line, place, kind, told) SELECT r.line, {}, 'taken', {} FROM {} AS r"
        " JOIN {} AS t ON {} WHERE {} IS NOT FALSE"
    ).format(
        load.wrong, feeds[0].position, _key_of_row(load), load.rows, load.table.only, same, other
    )


def _key_of_row(load: Load) -> sql.Composable:
    """The primary key of `t` as `id 5`."""
    parts = [
        sql.SQL("pg_catalog.concat({}, ' ', {})").format(
            sql.Literal(column), as_text(sql.SQL("t.{}").format(sql.Identifier(column)))
        )
        for column in load.table.primary_key
    ]
    return sql.SQL(" || ', ' || ").join(parts) if parts else sql.SQL("'the values'")


def _find_orphans(connection: Connection, load: Load, later: Collection[QualifiedName]) -> int:
    for key in load.table.foreign_keys:
        if key.references not in later:
            feeds = _fed(load, key.columns)
            if feeds:
                connection.execute(_orphans(load, key, feeds))
    return drop_wrong(connection, load)


def _orphans(load: Load, constraint: ForeignKey, feeds: Sequence[Feed]) -> sql.Composed:
    pairs = list(zip(constraint.referenced_columns, feeds, strict=True))
    there = [
        sql.SQL("SELECT FROM {} AS f WHERE {}").format(
            constraint.references.identifier,
            both(
                sql.SQL("f.{} = r.{}").format(sql.Identifier(column), read(feed))
                for column, feed in pairs
            ),
        )
    ]
    within = [(load.feed(column), feed) for column, feed in pairs]
    if constraint.references == load.table.name and all(one for one, _ in within):
        there.append(
            sql.SQL("SELECT FROM {} AS f WHERE {}").format(
                load.rows,
                both(
                    sql.SQL("f.{} = r.{}").format(read(one), read(feed))
                    for one, feed in within
                    if one is not None
                ),
            )
        )
    return sql.SQL(
        "INSERT INTO {} (line, place, kind, told) SELECT line, {}, 'orphan', {} FROM {} AS r"
        " WHERE {} AND {}"
    ).format(
        load.wrong,
        feeds[0].position,
        str(constraint.references),
        load.rows,
        both(sql.SQL("r.{} IS NOT NULL").format(read(feed)) for feed in feeds),
        both(sql.SQL("NOT EXISTS ({})").format(one) for one in there),
    )
