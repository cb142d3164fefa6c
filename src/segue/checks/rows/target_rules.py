"""Rules that the target alone understands: it is sent the columns that they are about."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg import sql

from segue.checks.rows.arriving_rows import ArrivingTable, rows_of
from segue.checks.rows.count_rules import BrokenRule
from segue.checks.rows.doubtful_rules import UnanswerableRule
from segue.checks.rows.failing_rows import of_the_data
from segue.checks.rows.parallel import SourceReading
from segue.checks.rows.rows import EXAMPLES
from segue.checks.rows.rules import RowRule
from segue.checks.rows.target_types import type_of
from segue.checks.rows.wording import unknown, worded
from segue.database.session import Connection
from segue.findings import Finding
from segue.loading.temporary_rows import TemporaryRows, temporary_rows
from segue.plan.model import Plan

ROW = sql.Identifier("segue_row")
"""What names a row."""


def ask_target_of(
    plan: Plan,
    table: ArrivingTable,
    rule: UnanswerableRule,
    reading: SourceReading,
    connection: Connection,
) -> Sequence[Finding]:
    """The finding about rows that break a rule, as the target says; or that it cannot say."""
    questions = rule.asked
    assert isinstance(questions, RowRule)
    try:
        with temporary_rows(connection, reading.target) as rows:
            staged = _sent(table, questions, rows)
            broken = _broken(questions, staged, reading.target) if staged is not None else None
    except psycopg.Error as error:
        place = plan.place(table.transfer.mapping)
        return [unknown(rule.subject, of_the_data(error), place)]
    return [worded(plan, table.transfer, broken)] if broken is not None and broken.count else []


def _sent(table: ArrivingTable, rule: RowRule, rows: TemporaryRows) -> sql.Composable | None:
    """The rows as the target reads them.

    None where a value cannot be worked out, or read: another question tells of it.
    """
    columns = [c for c in table.target.columns if c.name in rule.needs and not c.generated]
    names = [sql.Identifier(column.name) for column in columns]
    types = [type_of(column.type) for column in columns]
    shape = [sql.SQL("{} {}").format(*each) for each in zip(names, types, strict=True)]
    staged = rows.create("segue_rows", [*shape, sql.SQL("{} text").format(ROW)])
    rows.target.execute("SET TRANSACTION READ ONLY")
    texts = sql.SQL(", ").join(sql.SQL("{}::pg_catalog.text").format(name) for name in names)
    select = sql.SQL("SELECT {}, {} FROM ({}) AS arriving").format(
        texts, ROW, rows_of(table, {column.name for column in columns})
    )
    try:
        rows.fill(staged, [*names, ROW], select, binary=False)
    except psycopg.DataError:
        return None
    return staged


def _broken(rule: RowRule, held: sql.Composable, target: Connection) -> BrokenRule:
    assert rule.there is not None
    about = {"rows": held, "bad": rule.there, "row": ROW, "most": sql.Literal(EXAMPLES)}
    counts = sql.SQL("SELECT count(*) FILTER (WHERE {bad}), count(*) FROM {rows}").format(**about)
    ((count, every),) = target.execute(counts).fetchall()
    some = sql.SQL("SELECT {row} FROM {rows} WHERE {bad} LIMIT {most}").format(**about)
    examples = "; ".join(row for (row,) in target.execute(some).fetchall())
    return BrokenRule(rule, count, every, examples)
