"""Columns that the target computes: does it compute what the source holds under that name?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from psycopg import sql

from segue.checks.rows.arriving_rows import ArrivingTable, arriving_value, mentioned
from segue.checks.rows.doubtful_rules import DoubtfulRule
from segue.checks.rows.preserved import same_sql, unchanged
from segue.checks.rows.rules import COMPUTED, FailingCondition, RowRule
from segue.checks.rows.values import shown
from segue.database.catalog import Column
from segue.mapping.sql import as_written, source_values
from segue.mapping.transfer import Feed

WITHOUT_EQUALITY = frozenset({"json", "xml", "point", "polygon", "circle", "box", "path", "line"})


def generated_rules(table: ArrivingTable) -> Iterator[DoubtfulRule]:
    """A rule for each generated column of the target that the source has as well."""
    source = table.transfer.source
    for column in table.target.columns:
        ours = source.column(column.name) if source is not None and column.generated else None
        if ours is None or column.generation is None or _is_the_same(table, column, ours):
            continue
        if table.unknown & set(mentioned(table.target, [column.generation])):
            continue
        rule = _rule(table, column, ours, column.generation)
        yield DoubtfulRule(table, rule, f"what {table.target.name}.{column.name} is computed from")


def _is_the_same(table: ArrivingTable, column: Column, ours: Column) -> bool:
    """Whether both compute it alike, from values that go as they are."""
    if not ours.generation or not column.generation:
        return False
    used = mentioned(table.target, [column.generation])
    alike = same_sql([ours.generation], [column.generation])
    return alike and ours.type == column.type and all(unchanged(table, name) for name in used)


def _rule(table: ArrivingTable, column: Column, ours: Column, generation: str) -> RowRule:
    row = sql.SQL(", ").join(
        sql.SQL("{} AS {}").format(arriving_value(table, other), sql.Identifier(other.name))
        for other in table.target.columns
        if other.name in mentioned(table.target, [generation])
    )
    feed = Feed(replace(column, generated=""), ours.name, ours)
    (own,) = source_values(replace(table.transfer, feeds=(feed,)))
    target_type = column.type.resolved
    as_text = not target_type.builtin or target_type.name.name in WITHOUT_EQUALITY
    value: sql.Composable = sql.SQL("({})").format(as_written(generation))
    form = sql.SQL("{0}::pg_catalog.text") if as_text else sql.SQL("{0}")
    bad = sql.SQL("(SELECT {} IS DISTINCT FROM {} FROM (SELECT {}) AS arriving)").format(
        form.format(value), form.format(own), row
    )
    subject = f"{table.target.name}.{column.name}"
    return RowRule(
        FailingCondition(
            COMPUTED,
            bad,
            "not what the target computes",
            f"the target computes {generation}, and the source's values are left behind",
            shown=shown(sql.Identifier(ours.name)),
        ),
        f"values of {table.transfer.source.name if table.transfer.source else subject}.{ours.name}",
        "nothing, if the computed values are meant; else keep the others in a column of their own",
        frozenset({column.name}),
        column.name,
    )
