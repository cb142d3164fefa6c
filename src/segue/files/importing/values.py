"""Expressions that read a value's text as the type of its column, as the type's own input does.

The server reads and checks; nothing is decoded here. A text that PostgreSQL would take in another
meaning than its writer's is not handed to it: `suspicions` finds those.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import LiteralString

from psycopg import sql

from segue.database.catalog import (
    DAYS,
    INTEGERS,
    NUMBERS,
    STRINGS,
    Column,
    DataType,
    TypeKind,
)
from segue.files.importing.columns import Feed
from segue.files.importing.load import Load, written

TEXTS = STRINGS | {"citext", "name"}
FRACTIONS = NUMBERS - INTEGERS

WHOLE_WITH_POINT: LiteralString = r"^\s*[-+]?[0-9]{{1,15}}\.0*\s*$"
"""`12.0`: how pandas writes whole numbers of a column with gaps. Up to 15 digits it is exact."""

NUMBER: LiteralString = r"^\s*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{{1,3}})?\s*$"
"""What numeric takes for a number, but for the words NaN and Infinity."""

SPREADSHEET_NUMBER: LiteralString = r"^\s*[-+]?[0-9]([.,][0-9]{{1,14}})?E[+-][0-9]{{2,3}}\s*$"
"""`1.23E+15`: what a spreadsheet shows, and saves, of a long number."""

SPREADSHEET_ERROR: LiteralString = r"^#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|#{{3,}})$"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A condition under which a value is not what the server would take it for."""

    kind: str
    """A key of `faults.FAULTS`."""
    condition: sql.Composable


def base_type(column: Column) -> str:
    """The built-in type's name below domains, or the type's own."""
    return column.type.resolved.name.name


def target_of(feed: Feed) -> Column:
    """The column whose type the file's values have."""
    return feed.lookup.by if feed.lookup is not None else feed.column


def given(feed: Feed, load: Load) -> sql.Composable:
    """The value's text in PostgreSQL's own way of writing.

    An empty cell is NULL, but in a text column that takes no NULL it can only be the empty text.
    """
    value: sql.Composable = written(feed)
    column, manner = target_of(feed), load.head.manner
    if manner.decimal == "," and base_type(column) in FRACTIONS:
        value = sql.SQL("pg_catalog.replace({}, ',', '.')").format(value)
    if manner.null == "" and takes_empty(feed):
        value = sql.SQL("coalesce({}, '')").format(value)
    return value


def takes_empty(feed: Feed) -> bool:
    """Whether an empty cell is the empty text."""
    return feed.lookup is None and feed.column.not_null and base_type(feed.column) in TEXTS


def typed(feed: Feed, load: Load, *, whole: bool = False) -> sql.Composable:
    """The value in the column's type without its modifier, which the assignment heeds.

    `whole` reads `12.0` as 12 in a column of whole numbers.
    """
    return converted(given(feed, load), feed, whole=whole)


def converted(value: sql.Composable, feed: Feed, *, whole: bool = False) -> sql.Composable:
    """A text that `given` made, in the column's type."""
    column = target_of(feed)
    if whole and column.type.is_integer:
        value = sql.SQL(
            "CASE WHEN {0} ~ '" + WHOLE_WITH_POINT + "'"
            " THEN pg_catalog.split_part({0}, '.', 1) ELSE {0} END"
        ).format(value)
    return _cast(value, column.type.resolved)


def _cast(value: sql.Composable, wanted: DataType) -> sql.Composable:
    if wanted.builtin and wanted.name.name == "regclass":
        # The cast from text reads neither numbers nor the dash; the type's input does.
        return sql.SQL("pg_catalog.regclassin(pg_catalog.textout({}))").format(value)
    return sql.SQL("({})::{}").format(value, wanted.name.identifier)


def suspicions(feed: Feed, load: Load) -> Iterator[Suspicion]:
    """What to be wary of in a column's values. NULL fulfils none of them."""
    if load.verbatim:
        return
    value, name, manner = written(feed), base_type(target_of(feed)), load.head.manner
    if target_of(feed).type.resolved.kind is not TypeKind.BASE:
        return
    if name in DAYS:
        yield from _days(value, manner.dates)
    if name in FRACTIONS and manner.decimal == ",":
        yield _when("point_for_comma", "pg_catalog.strpos({0}, '.') > 0", value)
    if name in FRACTIONS or name in TEXTS:
        pattern: LiteralString = "pg_catalog.strpos({0}, 'E') > 0 AND {0} ~ '" + SPREADSHEET_NUMBER
        yield _when("spreadsheet_number", pattern + "'", value)
    if name in TEXTS:
        error: LiteralString = "pg_catalog.left({0}, 1) = '#' AND {0} ~ '" + SPREADSHEET_ERROR
        yield _when("spreadsheet_error", error + "'", value)


def _days(value: sql.Composable, order: str) -> Iterator[Suspicion]:
    iso: LiteralString = r"^\s*([0-9]{{4,7}}-[0-9]{{1,2}}-[0-9]{{1,2}}|[-+]?infinity)"
    told: LiteralString = r"^\s*[0-9]{{1,2}}[./-][0-9]{{1,2}}[./-][0-9]{{4}}"
    unusual: LiteralString = "{0} NOT LIKE '____-__-__%' AND {0} !~* '" + iso + "'"
    if order == "YMD":
        yield _when("other_date", unusual, value)
    else:
        yield _when("other_date", unusual + " AND {0} !~ '" + told + "'", value)


def _when(kind: str, template: LiteralString, value: sql.Composable) -> Suspicion:
    return Suspicion(kind, sql.SQL(template).format(value))


def rounded(feed: Feed, load: Load) -> sql.Composable | None:
    """The condition under which the column keeps fewer decimals than the value has."""
    scale = feed.column.type.scale
    if scale is None or feed.lookup is not None:
        return None
    if scale < 0:
        return sql.SQL(
            "CASE WHEN {0} ~ '" + NUMBER + "' THEN {0}::pg_catalog.numeric"
            " <> pg_catalog.round({0}::pg_catalog.numeric, {1}) END"
        ).format(given(feed, load), scale)
    decimals = sql.SQL(
        "pg_catalog.length(pg_catalog.rtrim(pg_catalog.split_part({}, '.', 2), '0'))"
    ).format(given(feed, load))
    return sql.SQL("{} > {}").format(decimals, sql.Literal(scale))
