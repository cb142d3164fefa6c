"""Values that are none of the choices of a model's field; no database refuses them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from psycopg import sql

from segue.checks.rows.arriving_rows import ArrivingTable
from segue.checks.rows.columns import FedColumn
from segue.checks.rows.rules import NO_CHOICE, FailingCondition, RowRule
from segue.checks.rows.trying import refusal
from segue.checks.rows.values import shown
from segue.database.catalog import STRINGS
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection
from segue.mapping.sql import as_written
from segue.mapping.sql.values import is_direct
from segue.plan.toml import text
from segue.project.values import Project

Common = Mapping[tuple[QualifiedName, str], frozenset[str]]
"""By column of the source: all its values, as far as the planner's statistics know them."""


def choice_rules(
    table: ArrivingTable, project: Project | None, common: Common, connection: Connection
) -> Iterator[RowRule]:
    """The choices that arriving values have to be among, where it is not known that they are."""
    model = project.model_of(table.target.name) if project is not None else None
    for field in model.fields if model is not None else ():
        column = table.by_name.get(field.column)
        choices = {value for value, _ in field.choices if value}
        if column is not None and choices and not _are_known(table, column, choices, common):
            yield _rule(column, sorted(choices), connection)


def read_common(connection: Connection, tables: Iterable[ArrivingTable]) -> Common:
    """The values of columns that go as they are; nothing where they were never analysed."""
    columns = [
        (table.transfer.source.name, fed.given.feed.origin)
        for table in tables
        if table.transfer.source is not None
        for fed in table.columns
        if is_direct(fed.given.feed)
    ]
    asked = {
        "schemas": [table.schema for table, _ in columns],
        "tables": [table.name for table, _ in columns],
        "columns": [column for _, column in columns],
    }
    rows = connection.execute(query("common_values"), asked)
    return {
        (QualifiedName(schema, name), column): frozenset(values or ())
        for schema, name, column, values in rows
    }


def _are_known(table: ArrivingTable, column: FedColumn, choices: set[str], common: Common) -> bool:
    source = table.transfer.source
    if source is None or not is_direct(column.given.feed):
        return False
    values = common.get((source.name, column.given.feed.origin))
    return values is not None and values <= choices | {""}


def _none_of(column: FedColumn, choices: list[str], connection: Connection) -> sql.Composable:
    """True for other values: as the server compares them, in the column's own type if it can."""
    target_type = column.column.type.resolved
    if target_type.builtin and target_type.name.name not in STRINGS:
        typed = [
            sql.SQL("{}::{}").format(sql.Literal(one), as_written(target_type.text))
            for one in choices
        ]
        condition = sql.SQL("{} NOT IN ({})").format(column.safe, sql.SQL(", ").join(typed))
        # Some types have no equality, and a field may not read its own choices.
        empty = sql.SQL("SELECT NULL::{} NOT IN ({})")
        as_types = empty.format(as_written(target_type.text), sql.SQL(", ").join(typed))
        if not refusal(connection, as_types):
            return condition
    # A text field that may be left blank holds an empty text, which is in no list of choices.
    values = sql.SQL(", ").join(map(sql.Literal, [*choices, ""]))
    return sql.SQL("({})::pg_catalog.text NOT IN ({})").format(column.safe, values)


def _rule(column: FedColumn, choices: list[str], connection: Connection) -> RowRule:
    listed = ", ".join(choices[:8]) + (" and more" if len(choices) > 8 else "")
    origin = column.given.feed.origin or column.column.name
    source = f", from = {text(origin)}" if origin != column.column.name else ""
    mapping = f"{{ map = {{ {text('...')} = {text(choices[0])} }}{source} }}"
    return RowRule(
        FailingCondition(
            NO_CHOICE,
            _none_of(column, choices, connection),
            "none of the field's choices",
            f"they arrive, but forms refuse them; the choices are {listed}",
            shown=shown(column.safe),
            refused=False,
        ),
        f"values of {column.given.subject}",
        f"map them: {column.entry} = {mapping}",
        frozenset({column.column.name}),
        column.column.name,
    )
