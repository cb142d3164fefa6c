"""A look at the texts before they are read: what is mangled, what will be rounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import sql

from segue.database.session import Connection
from segue.files.importing.load import Load, written
from segue.files.importing.values import (
    WHOLE_WITH_POINT,
    Suspicion,
    rounded,
    suspicions,
)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a column's values that people should know; the rows go in."""

    column: str
    text: str
    rows: int
    line: int
    """The first of them."""


def look_at_text(connection: Connection, load: Load) -> tuple[Remark, ...]:
    """Note suspicious texts as wrong; remark on those that the column rounds."""
    suspected = list(_suspected(load))
    rounding = [
        (feed, condition)
        for feed in load.layout.feeds
        if (condition := rounded(feed, load)) is not None
    ]
    conditions = [suspicion.condition for _, suspicion in suspected]
    conditions += [condition for _, condition in rounding]
    if not conditions:
        return ()
    found = _fulfilled(connection, load, conditions)
    for number, (place, suspicion) in enumerate(suspected):
        if number in found:
            _note(connection, load, place, suspicion)
    return tuple(
        Remark(feed.column.name, f"rounded to {feed.column.type.text}", *found[number])
        for number, (feed, _) in enumerate(rounding, len(suspected))
        if number in found
    )


def _suspected(load: Load) -> list[tuple[int, Suspicion]]:
    """Positions in the file, each with something to be wary of."""
    found = [(feed.position, s) for feed in load.layout.feeds for s in suspicions(feed, load)]
    found += [
        (ignored.position, _filled(ignored.position, "unplaced"))
        for ignored in load.layout.ignored
        if ignored.must_be_empty
    ]
    if load.layout.raw is not None:
        found.append((load.layout.raw, _filled(load.layout.raw, "unmended")))
    return found


def _filled(position: int, kind: str) -> Suspicion:
    return Suspicion(kind, sql.SQL("{} <> ''").format(sql.Identifier(f"c{position}")))


def _fulfilled(
    connection: Connection, load: Load, conditions: Sequence[sql.Composable]
) -> dict[int, tuple[int, int]]:
    """By their number the conditions that rows fulfil: how many, and the first one's line.

    One scan counts them all, which clean files leave it at.
    """
    counts = sql.SQL(", ").join(
        sql.SQL("count(*) FILTER (WHERE {})").format(condition) for condition in conditions
    )
    row = connection.execute(sql.SQL("SELECT {} FROM {}").format(counts, load.text)).fetchone()
    assert row is not None
    found = {}
    for number, count in enumerate(row):
        if count:
            first = sql.SQL("SELECT min(line) FROM {} WHERE {}").format(
                load.text, conditions[number]
            )
            (line,) = connection.execute(first).fetchone() or (0,)
            found[number] = (count, line)
    return found


def _note(connection: Connection, load: Load, place: int, suspicion: Suspicion) -> None:
    connection.execute(
        sql.SQL("INSERT INTO {} (line, place, kind) SELECT line, {}, {} FROM {} WHERE {}").format(
            load.wrong, place, suspicion.kind, load.text, suspicion.condition
        )
    )


def whole_with_point(connection: Connection, load: Load) -> tuple[Remark, ...]:
    """A remark on each column of whole numbers in which some are written as `12.0`."""
    feeds = [
        feed for feed in load.layout.feeds if feed.lookup is None and feed.column.type.is_integer
    ]
    if not feeds:
        return ()
    conditions = [
        sql.SQL("{} ~ '" + WHOLE_WITH_POINT + "'").format(written(feed)) for feed in feeds
    ]
    found = _fulfilled(connection, load, conditions)
    return tuple(
        Remark(feeds[number].column.name, "12.0 read as 12", *counted)
        for number, counted in found.items()
    )
