"""SQL that a finding's help gives to people, to be pasted into the plan."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg import sql

from segue.database.names import QualifiedName


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
