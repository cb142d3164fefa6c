"""SQL that a finding's help gives to people, to be pasted into the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from psycopg import sql

from segue.database.names import QualifiedName

RESERVED = frozenset(
    """
    all analyse analyze and any array as asc asymmetric authorization binary both case cast
    check collate collation column concurrently constraint create cross current_catalog
    current_date current_role current_schema current_time current_timestamp current_user
    default deferrable desc distinct do else end except false fetch for foreign freeze from
    full grant group having ilike in initially inner intersect into is isnull join lateral
    leading left like limit localtime localtimestamp natural not notnull null offset on only or
    order outer overlaps placing primary references returning right select session_user similar
    some symmetric system_user table tablesample then to trailing true union unique user using
    variadic verbose when where window with
    """.split()
)
"""Words that no column is called without quotes: appendix C of PostgreSQL 18's manual."""


def quoted(name: str) -> str:
    """A column's name as SQL takes it, in quotes only where it needs them."""
    if re.fullmatch(r"[a-z_][a-z0-9_]*", name) and name not in RESERVED:
        return name
    return sql.Identifier(name).as_string(None)


def exists(table: QualifiedName, conditions: Sequence[sql.Composable]) -> str:
    """Whether `table`, called other, has a row of which all conditions hold."""
    return (
        sql.SQL("EXISTS (SELECT FROM {} AS other WHERE {})")
        .format(table.identifier, sql.SQL(" AND ").join(conditions))
        .as_string(None)
    )


def equal(theirs: str, table: QualifiedName, ours: str) -> sql.Composable:
    """A column of other is the same as one of the row's own table."""
    return sql.SQL("other.{} = {}").format(sql.Identifier(theirs), sql.Identifier(table.name, ours))


def before(table: QualifiedName, key: str) -> sql.Composable:
    """Other comes before the row."""
    return sql.SQL("other.{} < {}").format(sql.Identifier(key), sql.Identifier(table.name, key))
