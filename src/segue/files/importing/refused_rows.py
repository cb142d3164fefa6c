"""Which rows a table would refuse, found with one query for each of its rules.

This is looked for only when the table has refused: one row is then to blame, and people want to
hear of all of them at once. What no query can foresee (checks, triggers, exclusions, indexes over
expressions) is found in `merging`, row by row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from psycopg import sql

from segue.database.constraints import ForeignKey, UniqueKey
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.files.importing.casting import drop_wrong
from segue.files.importing.columns import FileFeed
from segue.files.importing.load import FileLoad, read
from segue.files.importing.same_rows import as_text, same_row
from segue.loading.constraint_violations import all_of, in_part, is_orphan, is_told_apart, same_key


def find_refused(connection: Connection, load: FileLoad, later: Collection[QualifiedName]) -> int:
    """Note and drop every row that breaks a rule; how many.

    `later` are the tables that this transaction fills afterwards.
    """
    for feed in load.layout.feeds:
        if feed.column.not_null:
            connection.execute(_null(load, feed))
    dropped = drop_wrong(connection, load)
    for key, feeds in unique_feeds(load):
        connection.execute(_taken_values(load, key, feeds))
        dropped += drop_wrong(connection, load)
        dropped += find_repeated(connection, load, feeds, nulls_equal=key.nulls_equal)
    while count := _find_orphans(connection, load, later):
        dropped += count  # a row that is gone may leave others of the same table as orphans
    return dropped


def find_repeated(
    connection: Connection, load: FileLoad, feeds: Sequence[FileFeed], *, nulls_equal: bool = False
) -> int:
    """Note and drop the rows whose values another row of the file has before them."""
    connection.execute(_repeated(load, feeds, nulls_equal=nulls_equal))
    return drop_wrong(connection, load)


def find_unmatched_keys(connection: Connection, load: FileLoad) -> int:
    """Note and drop the rows without a value to be found again by."""
    for feed in load.matched:
        connection.execute(
            sql.SQL(
                "INSERT INTO {} (line, place, kind) SELECT line, {}, 'match_null' FROM {}"
                " WHERE {} IS NULL"
            ).format(load.wrong, feed.position, load.rows, read(feed))
        )
    return drop_wrong(connection, load)


def unique_feeds(load: FileLoad) -> Iterator[tuple[UniqueKey, tuple[FileFeed, ...]]]:
    """Each primary key and unique constraint that the file fills entirely, with the feeds."""
    for key in load.table.unique_keys:
        feeds = _feeds_of(load, key.columns)
        if feeds:
            yield key, feeds


def _feeds_of(load: FileLoad, columns: Sequence[str]) -> tuple[FileFeed, ...]:
    """The feeds of these columns, or none where not all are filled."""
    feeds = [feed for column in columns if (feed := load.feed(column)) is not None]
    return tuple(feeds) if len(feeds) == len(columns) else ()


def _null(load: FileLoad, feed: FileFeed) -> sql.Composed:
    return sql.SQL(
        "INSERT INTO {} (line, place, kind) SELECT line, {}, 'null' FROM {} WHERE {} IS NULL"
    ).format(load.wrong, feed.position, load.rows, read(feed))


def _repeated(load: FileLoad, feeds: Sequence[FileFeed], *, nulls_equal: bool) -> sql.Composed:
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
        is_told_apart(values, nulls_equal=nulls_equal),
    )


def _taken_values(load: FileLoad, key: UniqueKey, feeds: Sequence[FileFeed]) -> sql.Composed:
    """Rows whose unique values another row of the table has than the one they are matched with."""
    same = same_key(
        [(sql.Identifier("t", feed.column.name), _of_file(feed)) for feed in feeds],
        nulls_equal=key.nulls_equal,
    )
    other = sql.SQL("NOT {}").format(same_row(load)) if load.match else sql.SQL("true")
    return sql.SQL(
        "INSERT INTO {} (line, place, kind, told) SELECT r.line, {}, 'taken', {} FROM {} AS r"
        " JOIN {} AS t ON {} WHERE {} IS NOT FALSE"
    ).format(
        load.wrong, feeds[0].position, _key_of_row(load), load.rows, load.table.only, same, other
    )


def _key_of_row(load: FileLoad) -> sql.Composable:
    """The primary key of `t` as `id 5`."""
    parts = [
        sql.SQL("pg_catalog.concat({}, ' ', {})").format(
            sql.Literal(column), as_text(sql.SQL("t.{}").format(sql.Identifier(column)))
        )
        for column in load.table.primary_key
    ]
    return sql.SQL(" || ', ' || ").join(parts) if parts else sql.SQL("'the values'")


def _find_orphans(connection: Connection, load: FileLoad, later: Collection[QualifiedName]) -> int:
    for key in load.table.foreign_keys:
        feeds = _feeds_of(load, key.columns)
        if feeds and key.enforced and key.references not in later:
            connection.execute(_orphans(load, key, feeds))
    return drop_wrong(connection, load)


def _orphans(load: FileLoad, key: ForeignKey, feeds: Sequence[FileFeed]) -> sql.Composed:
    values = {feed.column.name: _of_file(feed) for feed in feeds}
    orphan = is_orphan(key, values, list(_parents(load, key)))
    table_text = sql.Literal(str(key.references))
    kind: sql.Composable = sql.Literal("orphan")
    if key.match_full:
        kind = sql.SQL("CASE WHEN {} THEN 'in_part' ELSE 'orphan' END").format(in_part(key, values))
    return sql.SQL(
        "INSERT INTO {} (line, place, kind, told) SELECT line, {}, {}, {} FROM {} AS r WHERE {}{}"
    ).format(
        load.wrong, feeds[0].position, kind, table_text, load.rows, orphan, _held_to_it(load, feeds)
    )


def _held_to_it(load: FileLoad, feeds: Sequence[FileFeed]) -> sql.Composable:
    """Not the rows that the table has with the same values: the server asks nothing of those."""
    if not load.match:
        return sql.SQL("")
    same = all_of(
        sql.SQL("{} IS NOT DISTINCT FROM {}").format(
            sql.Identifier("t", feed.column.name), _of_file(feed)
        )
        for feed in feeds
    )
    return sql.SQL(" AND NOT EXISTS (SELECT FROM {} AS t WHERE {} AND {})").format(
        load.table.only, same_row(load), same
    )


def _parents(load: FileLoad, key: ForeignKey) -> Iterator[sql.Composable]:
    """The table that is referred to, and the file's own rows where it is the same."""
    yield key.references.identifier
    within = _feeds_of(load, key.referenced_columns)
    if key.references == load.table.name and within:
        columns = [
            sql.SQL("{} AS {}").format(read(feed), sql.Identifier(feed.column.name))
            for feed in within
        ]
        yield sql.SQL("(SELECT {} FROM {})").format(sql.SQL(", ").join(columns), load.rows)


def _of_file(feed: FileFeed) -> sql.Composable:
    return sql.SQL("r.{}").format(read(feed))
