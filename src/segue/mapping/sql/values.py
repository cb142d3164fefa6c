"""What fills each column: an expression over the source row, of the target column's type."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg import sql

from segue.database.catalog import DataType
from segue.database.conversions import conversion
from segue.mapping.sql.keys import joined, travelled
from segue.mapping.transfer import Feed, Lookup, ReplacedValue, Transfer
from segue.plan.model import Constant, Expression, FunctionValue, MappedValue, Scalar

TEXT = sql.SQL("pg_catalog.text")

_ROUNDED = ("numeric", "timestamp", "timestamptz", "time", "timetz", "interval")
ROUNDED = frozenset(_ROUNDED) | {f"_{name}" for name in _ROUNDED}
"""Types whose modifier rounds a value that is assigned, on any server alike; and their arrays."""


def source_values(transfer: Transfer) -> tuple[sql.Composable, ...]:
    """One expression over the source row for each feed, of the target column's type.

    They need the joins of `relations.source_relation`. Raises ValueError for a column that a
    Python function fills.
    """
    return tuple(_value(feed, place) for place, feed in enumerate(transfer.feeds))


def is_direct(feed: Feed) -> bool:
    """Whether a column of the source goes as it is, but for a cast."""
    return feed.source is not None and feed.mapping is None and feed.keys is None


def given_type(feed: Feed) -> DataType | None:
    """The type of what `raw_value` makes; None where the server alone knows it."""
    return feed.source.type.resolved if feed.source is not None and feed.mapping is None else None


def raw_value(feed: Feed, place: int) -> sql.Composable:
    """The value before keys travel and types are cast."""
    column = sql.Identifier(feed.origin)
    match feed.mapping:
        case None:
            return column
        case Expression(text):
            return sql.SQL("(\n{}\n)").format(as_written(text))
        case Constant(value):
            return literal(value)
        case MappedValue(values=values, otherwise=otherwise):
            whens = [sql.SQL("WHEN {} THEN {}").format(old, literal(new)) for old, new in values]
            rest = _text(column) if otherwise is None else _not_null(column, literal(otherwise))
            return _case(_text(column), whens, rest)
        case ReplacedValue(columns, cases):
            whens = [
                sql.SQL("WHEN {} THEN {}").format(_all_are(columns, texts), new)
                for texts, new in cases
            ]
            return _case(sql.SQL(""), whens, _text(column))
        case Lookup():
            return joined(str(place))
        case FunctionValue(function):
            raise ValueError(f"{feed.column.name} is filled by {function}, not by SQL")


def literal(value: Scalar | None) -> sql.Composable:
    """A value of the plan as a literal of unknown type, to be cast."""
    if isinstance(value, bool):
        return sql.Literal(str(value).lower())
    return sql.Literal(None if value is None else str(value))


def text_of(values: Sequence[sql.Composable]) -> sql.Composable:
    """A key's values as one text."""
    if len(values) == 1:
        return sql.SQL("({})::pg_catalog.text").format(values[0])
    return sql.SQL("ROW({})::pg_catalog.text").format(sql.SQL(", ").join(values))


def as_written(text: str) -> sql.SQL:
    """SQL that a person wrote into the plan, taken as it is."""
    return sql.SQL(text)


def _value(feed: Feed, place: int) -> sql.Composable:
    raw, target_type = raw_value(feed, place), feed.column.type.resolved
    have = given_type(feed)
    if feed.keys is not None:
        return _cast(travelled(raw, have, feed.keys, target_type, str(place)), None, target_type)
    if feed.through is not None:
        return _text(sql.SQL("{}::{}").format(_text(raw), feed.through.identifier))
    return _cast(raw, have, target_type)


def _cast(value: sql.Composable, have: DataType | None, target_type: DataType) -> sql.Composable:
    """Cast to the type without its modifier: that would cut in silence, the target refuses.

    Where the target rounds, its modifier is kept, so that both sides compare what will be there.
    """
    rounds = target_type.builtin and target_type.name.name in ROUNDED and target_type.modifier != -1
    if have is not None and have.name == target_type.name:
        return (
            _rounded(value, target_type)
            if rounds and have.modifier != target_type.modifier
            else value
        )
    if not target_type.builtin:
        # The source may not know the type; its text form is what the target reads.
        return _text(value)
    template = conversion(have, target_type) if have is not None else None
    prepared = value if template is None else sql.SQL(template).format(value)
    whole = sql.SQL("{}::{}").format(prepared, target_type.name.identifier)
    return _rounded(whole, target_type) if rounds else whole


def _rounded(value: sql.Composable, target_type: DataType) -> sql.Composable:
    return sql.SQL("{}::{}").format(value, as_written(target_type.text))


def _text(value: sql.Composable) -> sql.Composable:
    return sql.SQL("{}::{}").format(value, TEXT)


def _not_null(column: sql.Composable, value: sql.Composable) -> sql.Composable:
    return sql.SQL("CASE WHEN {} IS NOT NULL THEN {} END").format(column, value)


def _all_are(columns: Sequence[str], texts: Sequence[str]) -> sql.Composable:
    pairs = zip(columns, texts, strict=True)
    return sql.SQL(" AND ").join(
        sql.SQL("{} = {}").format(_text(sql.Identifier(column)), sql.Literal(text))
        for column, text in pairs
    )


def _case(
    subject: sql.Composable, whens: Sequence[sql.Composable], rest: sql.Composable
) -> sql.Composable:
    return sql.SQL("CASE {} {} ELSE {} END").format(subject, sql.SQL(" ").join(whens), rest)
