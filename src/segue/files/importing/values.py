"""Expressions that read a value's text as the type of its column, as the type's own input does.

The server reads and checks; nothing is decoded here. What a text means that the type's input would
take in another meaning, or for nothing, stands in `spellings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from psycopg import sql

from segue.database.catalog import DAYS, NUMBERS, Column, DataType
from segue.files.importing.columns import FileFeed
from segue.files.importing.load import FileLoad, written
from segue.files.importing.spellings import spellings_of
from segue.files.importing.spellings.model import TEXTS, Spelling, base_type
from segue.files.importing.spellings.plain import PlainPatterns, plain
from segue.mapping.sql import as_written
from segue.mapping.sql.values import ROUNDED

USUAL_DELIMITERS = frozenset(",;\t|")
"""Those that no plain value of numbers or days holds."""


def target_of(feed: FileFeed) -> Column:
    """The column whose type the file's values have."""
    return feed.lookup.by if feed.lookup is not None else feed.column


def given(feed: FileFeed, load: FileLoad, value: sql.Composable | None = None) -> sql.Composable:
    """The value's text in PostgreSQL's own way of writing, of the feed's column or of `value`.

    An empty cell is NULL, but in a text column that takes no NULL it can only be the empty text.
    """
    value = written(feed) if value is None else value
    for spelling in spellings_of(target_of(feed), load.conventions):
        reading = load.read_as.get((feed.position, spelling.kind))
        if spelling.always:
            value = _read_value(value, spelling.condition, spelling.reading)
        elif reading is not None:
            value = _read_value(value, spelling.condition, reading)
    if load.head.file_format.null == "" and takes_empty(feed):
        value = sql.SQL("coalesce({}, '')").format(value)
    return value


def _read_value(value: sql.Composable, condition: str, reading: str) -> sql.Composable:
    return sql.SQL("CASE WHEN {} THEN {} ELSE {} END").format(
        sql.SQL(condition).format(value), sql.SQL(reading).format(value), value
    )


def looked_for(
    feed: FileFeed, load: FileLoad, *, late: bool
) -> Iterator[tuple[Spelling, sql.Composable]]:
    """The spellings to look for in the feed's values, before PostgreSQL reads them or late.

    With each comes the text to look at: the cell's, read as it was told so far.
    """
    value: sql.Composable = written(feed)
    for spelling in spellings_of(target_of(feed), load.conventions):
        if spelling.always:
            value = _read_value(value, spelling.condition, spelling.reading)
        elif spelling.late is late and (late or not load.verbatim):
            yield spelling, value
        elif (reading := load.read_as.get((feed.position, spelling.kind))) is not None:
            value = _read_value(value, spelling.condition, reading)


def plain_of(feed: FileFeed, load: FileLoad) -> PlainPatterns | None:
    """How the feed's plain values look; None where only the server can tell."""
    if load.head.file_format.delimiter not in USUAL_DELIMITERS:
        return None
    return plain(target_of(feed), load.conventions, verbatim=load.verbatim)


def takes_empty(feed: FileFeed) -> bool:
    """Whether an empty cell is the empty text."""
    return feed.lookup is None and feed.column.not_null and base_type(feed.column) in TEXTS


def typed(feed: FileFeed, load: FileLoad) -> sql.Composable:
    """The value in the column's type without its modifier, which the assignment heeds."""
    return converted(given(feed, load), feed)


def stored(feed: FileFeed, load: FileLoad) -> sql.Composed | None:
    """The value as the column keeps it, if nothing of it is rounded or cut.

    None for types of which a cast alone would shorten a value that an assignment refuses.
    """
    column = target_of(feed)
    target_type, value = column.type.resolved, typed(feed, load)
    if target_type.modifier != -1 and base_type(column) not in TEXTS:
        if not target_type.is_one_of(ROUNDED):
            return None
        value = sql.SQL("({})::{}").format(value, as_written(target_type.text))
    if column.collation is None:
        return sql.SQL("{}").format(value)
    return sql.SQL("{} COLLATE {}").format(value, column.collation.identifier)


def converted(value: sql.Composable, feed: FileFeed) -> sql.Composable:
    """A text that `given` made, in the column's type."""
    return _cast(value, target_of(feed).type.resolved)


def _cast(value: sql.Composable, target_type: DataType) -> sql.Composable:
    if target_type.builtin and target_type.name.name == "regclass":
        # The cast from text reads neither numbers nor the dash; the type's input does.
        return sql.SQL("pg_catalog.regclassin(pg_catalog.textout({}))").format(value)
    if target_type.builtin and target_type.name.name == "money":
        # The type's input takes points and commas as the server's locale has them.
        return sql.SQL(
            "CASE WHEN {0} ~ '^\\s*[-+]?[0-9]+([.][0-9]+)?\\s*$'"
            " THEN ({0})::pg_catalog.numeric::pg_catalog.money ELSE ({0})::pg_catalog.money END"
        ).format(value)
    return sql.SQL("({})::{}").format(value, target_type.name.identifier)


TYPED_SHAPES = {
    **dict.fromkeys(NUMBERS, re.compile(r"\s*[-+]?\d+([.,]\d+)?\s*")),
    **dict.fromkeys(DAYS, re.compile(r"\s*\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\b.*", re.DOTALL)),
    "uuid": re.compile(r"[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}"),
}
"""What values of a type look like that no piece of a text is taken for."""


def looks_typed(feed: FileFeed, text: str) -> bool:
    """Whether the text is plainly a value of a type that texts are not of."""
    shape = TYPED_SHAPES.get(base_type(target_of(feed)))
    return shape is not None and shape.fullmatch(text) is not None
