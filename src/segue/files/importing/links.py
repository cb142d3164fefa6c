"""Lists of names in a column: their pairs in the table behind a many-to-many field."""

from __future__ import annotations

from psycopg import Error, errors, sql

from segue.database.session import Connection
from segue.errors import NotAsWritten, TableRefuses
from segue.files.importing.columns import Link
from segue.files.importing.load import FileLoad, written
from segue.files.importing.lookups import by_value, readable_text
from segue.files.importing.same_rows import same_row
from segue.files.importing.spellings.model import TEXTS, base_type
from segue.files.importing.suspicious_values import ValueRemark
from segue.files.importing.values import converted, typed
from segue.files.importing.writing import is_new
from segue.plan.model import ExistingRows
from segue.wording import counted


def _names(link: Link) -> sql.Composed:
    """The names of the list `t` has, as `part`."""
    return sql.SQL(
        "LATERAL (SELECT DISTINCT pg_catalog.btrim(p, E' \\t\\r\\n') AS name"
        " FROM pg_catalog.unnest(pg_catalog.string_to_array(t.{}, {})) AS p"
        " WHERE pg_catalog.btrim(p, E' \\t\\r\\n') <> '') AS part"
    ).format(written(link.feed), link.separator)


def note_unknown(connection: Connection, load: FileLoad) -> None:
    """Note the rows whose list has a name that no row of the other table has, or several."""
    for link in load.layout.links:
        connection.execute(
            sql.SQL(
                "INSERT INTO {wrong} (line, place, kind, told) SELECT t.line, {place}, CASE WHEN"
                " f.rows IS NULL THEN 'link_none' ELSE 'link_several' END,"
                " pg_catalog.string_agg(part.name, ', ' ORDER BY part.name)"
                " FROM {text} CROSS JOIN {names} LEFT JOIN {others} ON {same}"
                " WHERE f.rows IS DISTINCT FROM 1 GROUP BY t.line, f.rows IS NULL"
            ).format(
                wrong=load.wrong,
                place=link.feed.position,
                text=readable_text(load),
                names=_names(link),
                others=_others_before(load, link),
                same=_is_named(link),
            )
        )


def write_links(
    connection: Connection, load: FileLoad, existing: ExistingRows
) -> tuple[ValueRemark, ...]:
    """Bring the pairs of the rows that are in the table, and take away those that an update names
    no more; a remark on each field. Raises TableRefuses, NotAsWritten.
    """
    return tuple(_write(connection, load, link, existing) for link in load.layout.links)


def _write(
    connection: Connection, load: FileLoad, link: Link, existing: ExistingRows
) -> ValueRemark:
    try:
        removed = 0
        if existing is ExistingRows.UPDATE:
            removed = connection.execute(_delete(load, link)).rowcount
        added = connection.execute(_insert(load, link, existing)).rowcount
    except (errors.IntegrityError, errors.RaiseException) as error:
        raise TableRefuses(table=link.through.name, reason=_reason(error)) from error
    (missing,) = connection.execute(_count_absent(load, link, existing)).fetchone() or (0,)
    if missing:
        raise NotAsWritten(count=missing, table=link.through.name)
    removed_remark = f", {counted(removed, 'pair')} taken away" if removed else ""
    (lost,) = connection.execute(_lost(load, link, existing)).fetchone() or (0,)
    if lost:
        removed_remark += f", {counted(lost, 'name')} left out whose row is rejected"
    remark = (
        f"{link.feed.name}: {counted(added, 'pair')} added to {link.through.name}{removed_remark}"
    )
    return ValueRemark("", remark, 0, 0)


def _reason(error: Error) -> str:
    return error.diag.message_primary or str(error)


def _others(load: FileLoad, link: Link) -> sql.Composed:
    assert link.feed.lookup is not None
    return sql.SQL("({}) AS f").format(by_value(load, link.feed.lookup))


def _others_before(load: FileLoad, link: Link) -> sql.Composed:
    """The same while the file's rows are not in the table, where they may be named too."""
    lookup = link.feed.lookup
    assert lookup is not None
    feed = load.feed(lookup.by.name)
    if lookup.table != load.table.name or feed is None or load.feed(lookup.key.name) is not None:
        return _others(load, link)
    return sql.SQL(
        "(SELECT by, pg_catalog.max(rows) AS rows FROM (SELECT by, rows FROM ({}) AS f"
        " UNION ALL SELECT {}, count(*) FROM {} GROUP BY 1) AS n (by, rows) GROUP BY by) AS f"
    ).format(by_value(load, lookup), typed(feed, load), readable_text(load))


def _is_named(link: Link) -> sql.Composed:
    """Whether `f` is what a name stands for; texts are compared as their column does."""
    assert link.feed.lookup is not None
    name = sql.SQL("part.name")
    if base_type(link.feed.lookup.by) in TEXTS:
        return sql.SQL("f.by = {}").format(converted(name, link.feed))
    return sql.SQL("f.by::pg_catalog.text = {}").format(name)


def _owners(load: FileLoad, link: Link, existing: ExistingRows) -> sql.Composed:
    """The rows of the file that are in the table, with their keys and their lists."""
    keeps = existing is ExistingRows.KEEP
    return sql.SQL(
        "(SELECT r.line, x.{list}, t.{key} AS own FROM {rows} AS r JOIN {text} AS x"
        " ON x.line = r.line JOIN {table} AS t ON {same} WHERE {wanted}) AS t"
    ).format(
        list=written(link.feed),
        key=sql.Identifier(link.key),
        rows=load.rows,
        text=load.text,
        table=load.table.only,
        same=same_row(load),
        wanted=is_new(load) if keeps else sql.SQL("true"),
    )


def _pairs(load: FileLoad, link: Link, existing: ExistingRows) -> sql.Composed:
    listed = sql.SQL("SELECT t.own, f.key AS other FROM {} CROSS JOIN {} JOIN {} ON {}").format(
        _owners(load, link, existing), _names(link), _others(load, link), _is_named(link)
    )
    if not link.symmetrical:
        return listed
    return sql.SQL("WITH p AS ({}) SELECT own, other FROM p UNION SELECT other, own FROM p").format(
        listed
    )


def _absent(load: FileLoad, link: Link, existing: ExistingRows) -> sql.Composed:
    """The pairs of the file that the table lacks."""
    own, other = sql.Identifier(link.own), sql.Identifier(link.feed.column.name)
    return sql.SQL(
        "SELECT DISTINCT p.own, p.other FROM ({}) AS p WHERE NOT EXISTS"
        " (SELECT FROM {} AS h WHERE h.{} = p.own AND h.{} = p.other)"
    ).format(_pairs(load, link, existing), link.through.only, own, other)


def _insert(load: FileLoad, link: Link, existing: ExistingRows) -> sql.Composed:
    return sql.SQL("INSERT INTO {} ({}, {}) {}").format(
        link.through.name.identifier,
        sql.Identifier(link.own),
        sql.Identifier(link.feed.column.name),
        _absent(load, link, existing),
    )


def _count_absent(load: FileLoad, link: Link, existing: ExistingRows) -> sql.Composed:
    return sql.SQL("SELECT count(*) FROM ({}) AS a").format(_absent(load, link, existing))


def _lost(load: FileLoad, link: Link, existing: ExistingRows) -> sql.Composed:
    """How many names stand for rows of the file that did not come in."""
    return sql.SQL(
        "SELECT count(*) FROM {} CROSS JOIN {} LEFT JOIN {} ON {} WHERE f.key IS NULL"
    ).format(_owners(load, link, existing), _names(link), _others(load, link), _is_named(link))


def _delete(load: FileLoad, link: Link) -> sql.Composed:
    """Take away the pairs of the file's rows that their lists do not name."""
    existing = ExistingRows.UPDATE
    own, other = sql.Identifier(link.own), sql.Identifier(link.feed.column.name)
    mine = (
        sql.SQL("h.{}, h.{}").format(own, other)
        if link.symmetrical
        else sql.SQL("h.{}").format(own)
    )
    return sql.SQL(
        "DELETE FROM {through} AS h WHERE EXISTS (SELECT FROM {owners} WHERE t.own IN ({mine}))"
        " AND NOT EXISTS (SELECT FROM ({pairs}) AS p WHERE p.own = h.{own} AND p.other = h.{other})"
    ).format(
        through=link.through.only,
        owners=_owners(load, link, existing),
        mine=mine,
        own=own,
        other=other,
        pairs=_pairs(load, link, existing),
    )
