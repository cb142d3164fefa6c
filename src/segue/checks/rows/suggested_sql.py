"""SQL that a finding's help gives to people, to be pasted into the plan."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg import sql

from segue.database.names import QualifiedName
from segue.mapping.sql import as_written
from segue.plan.model import TableMapping
from segue.plan.toml import text


def exists(
    table: QualifiedName, conditions: Sequence[sql.Composable], chosen: str | None = None
) -> str:
    """Whether `table`, called other, has a row of which all conditions hold.

    `chosen` is a condition of its mapping, which calls the table by its own name.
    """
    rows = table.identifier
    chosen_rows: sql.Composable = rows
    if chosen:
        chosen_rows = sql.SQL("(SELECT * FROM {} WHERE ({}))").format(rows, as_written(chosen))
    return (
        sql.SQL("EXISTS (SELECT FROM {} AS other WHERE {})")
        .format(chosen_rows, sql.SQL(" AND ").join(conditions))
        .as_string(None)
    )


def leaving(mapping: TableMapping, condition: str) -> str:
    """The entry that leaves rows behind beside those that the mapping leaves already."""
    if mapping.where:
        condition = f"({mapping.where.strip()}) AND {condition}"
    return f"where = {text(condition)}"


def equal(theirs: str, table: QualifiedName, ours: str) -> sql.Composable:
    """A column of other is the same as one of the row's own table."""
    return sql.SQL("other.{} = {}").format(sql.Identifier(theirs), sql.Identifier(table.name, ours))


def before(table: QualifiedName, key: str) -> sql.Composable:
    """Other comes before the row."""
    return sql.SQL("other.{} < {}").format(sql.Identifier(key), sql.Identifier(table.name, key))
