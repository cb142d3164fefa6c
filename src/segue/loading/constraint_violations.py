"""Which rows violate which constraint, as conditions: for check, move and import alike.

The rows are whatever relation the caller has; what a column holds there is the caller's to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from psycopg import sql

from segue.database.constraints import ForeignKey

Values = Mapping[str, sql.Composable]
"""By column: the expression for its value."""


def all_of(conditions: Iterable[sql.Composable]) -> sql.Composed:
    """All conditions; true where there are none."""
    return sql.SQL("({})").format(sql.SQL(" AND ").join([*conditions] or [sql.SQL("true")]))


def any_of(conditions: Iterable[sql.Composable]) -> sql.Composed:
    """One condition at least; false where there are none."""
    return sql.SQL("({})").format(sql.SQL(" OR ").join([*conditions] or [sql.SQL("false")]))


def is_orphan(key: ForeignKey, values: Values, parents: Sequence[sql.Composable]) -> sql.Composable:
    """That a row, whose columns have these values, refers to a row in none of the parents.

    Parents are relations, each with the columns that the key refers to. True or false, never NULL.
    """
    own = [values[column] for column in key.columns]
    missing = _uncovered(key, values, parents) if key.period else _absent(key, values, parents)
    refers = sql.SQL("({} AND {})").format(all_of([_not_null(value) for value in own]), missing)
    if not key.match_full:
        return refers
    return any_of([in_part(key, values), refers])


def in_part(key: ForeignKey, values: Values) -> sql.Composable:
    """That some columns of the key are NULL, and not all: MATCH FULL refuses such a row."""
    own = [values[column] for column in key.columns]
    return sql.SQL("({} AND {})").format(
        any_of([sql.SQL("({}) IS NOT DISTINCT FROM NULL").format(value) for value in own]),
        any_of([_not_null(value) for value in own]),
    )


def _absent(key: ForeignKey, values: Values, parents: Sequence[sql.Composable]) -> sql.Composable:
    same = all_of([_equal(there, values[column]) for column, there in key.pairs])
    return all_of(
        [
            sql.SQL("NOT EXISTS (SELECT FROM {} AS parent WHERE {})").format(parent, same)
            for parent in parents
        ]
    )


def _uncovered(
    key: ForeignKey, values: Values, parents: Sequence[sql.Composable]
) -> sql.Composable:
    """That the ranges of the rows referred to, together, leave something of the row's own out.

    The ranges are joined once for each key, so that the parents are read once.
    """
    if not parents:
        return sql.SQL("true")
    *equal, (column, there) = key.pairs
    names = sql.SQL(", ").join(sql.Identifier(other) for _, other in equal)
    every = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {}, {} FROM {} AS parent").format(names, sql.Identifier(there), parent)
        for parent in parents
    )
    return sql.SQL(
        "NOT EXISTS (SELECT FROM (SELECT {names}, pg_catalog.range_agg({ranges}) AS covered"
        " FROM ({every}) AS each GROUP BY {names}) AS parent"
        " WHERE {same} AND covered @> {when} AND NOT pg_catalog.isempty({when}))"
    ).format(
        names=names,
        ranges=sql.Identifier(there),
        every=every,
        same=all_of([_equal(other, values[own]) for own, other in equal]),
        when=values[column],
    )


def is_told_apart(values: Sequence[sql.Composable], *, nulls_equal: bool) -> sql.Composable:
    """That a unique key holds a row with these values apart from others."""
    if nulls_equal:
        return sql.SQL("true")
    return all_of([_not_null(value) for value in values])


def same_key(
    pairs: Sequence[tuple[sql.Composable, sql.Composable]], *, nulls_equal: bool
) -> sql.Composable:
    """That two rows have the same unique key, given by pairs of values."""
    equal = "{} IS NOT DISTINCT FROM {}" if nulls_equal else "{} = {}"
    return all_of([sql.SQL(equal).format(one, other) for one, other in pairs])


def _equal(there: str, value: sql.Composable) -> sql.Composable:
    return sql.SQL("{} = {}").format(sql.Identifier("parent", there), value)


def _not_null(value: sql.Composable) -> sql.Composable:
    """A composite value of which a part is NULL is itself a value, to keys; not to IS NOT NULL."""
    return sql.SQL("({}) IS DISTINCT FROM NULL").format(value)
