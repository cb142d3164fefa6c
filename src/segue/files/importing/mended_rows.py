"""Rows that an earlier move refused and that a mended reject file brings: the journal is told.

What counts is which refused rows are settled and which rows of the target took their places; which
of both belong together matters only as far as the keys tell it.
"""

from __future__ import annotations

from psycopg import errors, sql

from segue.database.journal import journal_exists, journal_is_current
from segue.database.session import Connection
from segue.files.importing.columns import OWN_PREFIX
from segue.files.importing.load import FileLoad, read
from segue.mapping.sql import text_of


def settle(connection: Connection, load: FileLoad) -> int:
    """Settle the refused rows in whose place the file's rows are in the table; their number.

    A refused row is known again by its key, or else by its reason. A file that gives no reasons is
    no reject file, and a role without rights on the journal settles nothing.
    """
    reason, key = _reason(load), _key(load)
    if reason is None or key is None:
        return 0
    try:
        with connection.transaction():
            if not journal_exists(connection) or not journal_is_current(connection):
                return 0
            return connection.execute(_settled(load, reason, key)).rowcount
    except errors.InsufficientPrivilege:
        return 0


def _reason(load: FileLoad) -> sql.Identifier | None:
    """The column of `text` that says why a row was refused."""
    places = (one.position for one in load.layout.ignored if one.name == f"{OWN_PREFIX}reason")
    place = next(places, None)
    return sql.Identifier("t", f"c{place}") if place is not None else None


def _key(load: FileLoad) -> sql.Composable | None:
    """What tells a row from all others of its table, as the journal keeps it."""
    own = tuple(column.name for column in load.table.columns if not column.generated)
    feeds = [load.feed(name) for name in load.table.primary_key or own]
    key_feeds = [feed for feed in feeds if feed is not None]
    values = [sql.SQL("r.{}").format(read(feed)) for feed in key_feeds]
    return text_of(values) if len(key_feeds) == len(feeds) else None


def _settled(load: FileLoad, reason: sql.Composable, key: sql.Composable) -> sql.Composed:
    """Pairs rows with refused ones by key, then by reason; moves those from `reject` to `mended`.

    A row that was in the table before takes no other's place, unless the run merged into it.
    """
    return sql.SQL(
        "WITH refused AS ("
        " SELECT x.load, x.number, x.key, x.reason, l.run, l.merge IS NOT NULL AS merged"
        " FROM segue.reject AS x JOIN segue.load AS l ON l.number = x.load"
        " JOIN segue.run AS s ON s.id = l.run AND s.state = 'done'"
        " WHERE l.target_schema = {schema} AND l.target_table = {table}"
        "), mended AS ("
        " SELECT r.line, {key} AS key, {reason} AS reason,"
        " EXISTS (SELECT FROM {known} AS k WHERE k.line = r.line) AS known"
        " FROM {rows} AS r JOIN {text} AS t ON t.line = r.line"
        " WHERE NOT EXISTS (SELECT FROM {wrong} AS w WHERE w.line = r.line)"
        "), by_key AS ("
        " SELECT load, number, run, line, m.key FROM ("
        "  SELECT *, row_number() OVER (PARTITION BY key ORDER BY number) AS nth FROM refused) AS f"
        " JOIN (SELECT *, row_number() OVER (PARTITION BY key ORDER BY line) AS nth FROM mended)"
        "  AS m USING (nth)"
        " WHERE f.key = m.key AND (f.merged OR NOT m.known)"
        "), by_reason AS ("
        " SELECT load, number, run, line, m.key FROM ("
        "  SELECT *, row_number() OVER (PARTITION BY reason ORDER BY number) AS nth FROM refused"
        "  WHERE (load, number) NOT IN (SELECT load, number FROM by_key)) AS f"
        " JOIN (SELECT *, row_number() OVER (PARTITION BY reason ORDER BY line) AS nth FROM mended"
        "  WHERE line NOT IN (SELECT line FROM by_key)) AS m USING (nth)"
        " WHERE f.reason = m.reason AND (f.merged OR NOT m.known)"
        "), paired AS (SELECT * FROM by_key UNION ALL SELECT * FROM by_reason"
        "), settled AS ("
        " DELETE FROM segue.reject AS x USING paired AS p"
        " WHERE x.load = p.load AND x.number = p.number"
        " RETURNING p.run, x.load, x.mapping, x.place, x.key AS refused, x.hash, p.key"
        ") INSERT INTO segue.mended (run, load, mapping, place, refused, hash, key)"
        " SELECT * FROM settled"
    ).format(
        schema=sql.Literal(load.table.name.schema),
        table=sql.Literal(load.table.name.name),
        key=key, reason=reason, known=load.known, rows=load.rows, text=load.text, wrong=load.wrong,
    )  # fmt: skip
