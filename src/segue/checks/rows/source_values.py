"""Values as the source gives them, before they are cast for the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psycopg import sql

from segue.database.catalog import DataType
from segue.database.introspection import read_types
from segue.database.names import quoted
from segue.database.session import Connection
from segue.mapping.sql import source_relation, source_values
from segue.mapping.sql.values import is_direct, raw_value
from segue.mapping.transfer import Feed, Lookup, Transfer
from segue.plan.model import Constant, Expression, FunctionValue


@dataclass(frozen=True, slots=True)
class SourceValue:
    """What feeds one column."""

    feed: Feed
    value: sql.Composable
    """Over the source row, not cast yet where a column or a person's SQL gives it."""
    type: DataType | None
    """The value's own; None where it is of the target column's type already."""
    final: sql.Composable
    """As it leaves the source."""
    subject: str
    """What messages call it: the source column, or the target's where there is no one column."""
    written: str
    """What a person would write for the value in the plan's SQL."""
    may_be_null: bool
    computed: bool = False
    """Whether it is the column of a view, whose SQL may fail for some rows."""


def in_sql(transfer: Transfer) -> Transfer:
    """The transfer without the columns that Python fills, of which the source knows nothing."""
    return transfer.in_sql


def is_python(mapping: object) -> bool:
    """Whether a Python function fills the column."""
    return isinstance(mapping, FunctionValue)


def given_values(transfer: Transfer, connection: Connection) -> tuple[SourceValue, ...]:
    """One for each feed. Asks the source for the types of SQL that a person wrote.

    Raises psycopg.Error where that SQL does not run.
    """
    raws = [raw_value(feed, place) for place, feed in enumerate(transfer.feeds)]
    expressions = [raw for raw, feed in zip(raws, transfer.feeds, strict=True) if _is_sql(feed)]
    types = _described(connection, transfer, expressions)
    return tuple(
        _source_value(transfer, feed, raw, final, next(types) if _is_sql(feed) else None)
        for feed, raw, final in zip(transfer.feeds, raws, source_values(transfer), strict=True)
    )


def _source_value(
    transfer: Transfer,
    feed: Feed,
    raw: sql.Composable,
    final: sql.Composable,
    described: DataType | None,
) -> SourceValue:
    name, target = feed.origin, f"{transfer.label}.{feed.column.name}"
    if is_direct(feed):
        assert feed.source is not None
        assert transfer.source is not None
        subject, null = f"{transfer.source.name}.{name}", feed.source.holds_null
        computed = transfer.source.kind == "v"
        return SourceValue(
            feed, raw, feed.source.type, final, subject, quoted(name), null, computed
        )
    if isinstance(feed.mapping, Expression):
        return SourceValue(feed, raw, described, final, target, feed.mapping.sql.strip(), True)
    null = feed.mapping.value is None if isinstance(feed.mapping, Constant) else _may_be_null(feed)
    return SourceValue(feed, raw, described, final, target, quoted(name or feed.column.name), null)


def _may_be_null(feed: Feed) -> bool:
    return isinstance(feed.mapping, Lookup) or feed.source is None or feed.source.holds_null


def _is_sql(feed: Feed) -> bool:
    """Whether only the server knows the type of what feeds the column."""
    if feed.keys is not None:
        return False
    return isinstance(feed.mapping, Expression) or (feed.mapping is None and feed.source is None)


def _described(
    connection: Connection, transfer: Transfer, values: Sequence[sql.Composable]
) -> Iterator[DataType]:
    """The types that the server gives to SQL of the plan."""
    if not values:
        return
    statement = sql.SQL("SELECT {} {} LIMIT 0").format(
        sql.SQL(", ").join(values), source_relation(transfer)
    )
    with connection.transaction(force_rollback=True):
        result = connection.execute(statement).pgresult
        assert result is not None
        columns = [(result.ftype(n), result.fmod(n)) for n in range(result.nfields)]
    yield from read_types(connection, columns)
