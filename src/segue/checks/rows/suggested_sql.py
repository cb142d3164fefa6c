"""SQL that a finding's help gives to people, to be pasted into the plan."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg import sql

from segue.database.names import QualifiedName, quoted
from segue.mapping.sql import as_written
from segue.plan.model import TableMapping
from segue.plan.toml import text


def is_among(
    values: Sequence[sql.Composable],
    table: QualifiedName,
    columns: Sequence[sql.Composable],
    chosen: str | None,
) -> str:
    """Whether `table` has a row in which the columns hold the values of the row in question.

    Both are over their own table. `chosen` is the condition of the table's mapping.
    """
    condition = sql.SQL("({}) IN (SELECT {} FROM {})").format(
        _COMMA.join(values), _COMMA.join(columns), _rows(table, chosen)
    )
    return condition.as_string(None)


def is_first(
    key: str, table: QualifiedName, values: Sequence[sql.Composable], chosen: str | None
) -> str:
    """Whether no row before it, in the order of the column `key`, has the same values.

    Those are over the table. `chosen` is the condition of its mapping.
    """
    condition = sql.SQL(
        "{key} IN (SELECT DISTINCT ON ({values}) {key} FROM {rows} ORDER BY {values}, {key})"
    ).format(key=plain(key), values=_COMMA.join(values), rows=_rows(table, chosen))
    return condition.as_string(None)


def plain(column: str) -> sql.Composable:
    """A column's name, in quotes only where it needs them."""
    return as_written(quoted(column))


def _rows(table: QualifiedName, chosen: str | None) -> sql.Composable:
    name = as_written(table.quoted)
    return sql.SQL("{} WHERE {}").format(name, as_written(chosen.strip())) if chosen else name


_COMMA = sql.SQL(", ")


def leaving(mapping: TableMapping, condition: str) -> str:
    """The entry that leaves rows behind beside those that the mapping leaves already."""
    if mapping.where:
        condition = f"({mapping.where.strip()}) AND ({condition})"
    return f"where = {text(condition)}"
