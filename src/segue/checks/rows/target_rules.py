"""Rules that the target alone understands: it is sent the columns that they are about."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg import sql

from segue.checks.rows.arriving_rows import Arriving, arriving_value
from segue.checks.rows.count_rules import BrokenRule
from segue.checks.rows.doubtful_rules import Unanswerable
from segue.checks.rows.failing_rows import of_the_data
from segue.checks.rows.parallel import SourceReading
from segue.checks.rows.rows import EXAMPLES, key_of
from segue.checks.rows.rules import RowRule
from segue.checks.rows.target_types import type_of
from segue.checks.rows.wording import unknown, worded
from segue.database.catalog import Column
from segue.database.session import Connection
from segue.findings import Finding
from segue.loading.temporary_rows import TemporaryRows, temporary_rows
from segue.mapping.sql import source_relation
from segue.plan.model import Plan

KEY = sql.Identifier("row key")


def ask_target_of(
    plan: Plan, table: Arriving, rule: Unanswerable, reading: SourceReading, connection: Connection
) -> Sequence[Finding]:
    """The finding about rows that break a rule, as the target says; or that it cannot say."""
    asked = rule.asked
    assert isinstance(asked, RowRule)
    try:
        with temporary_rows(connection, reading.target) as rows:
            broken = _broken(table, asked, rows)
    except psycopg.DataError:
        return []  # a value cannot be worked out, or read: another question tells of it
    except psycopg.Error as error:
        place = plan.place(table.transfer.mapping)
        return [unknown(rule.subject, of_the_data(error), place)]
    return [worded(plan, table.transfer, broken)] if broken.count else []


def _broken(table: Arriving, rule: RowRule, rows: TemporaryRows) -> BrokenRule:
    columns = [column for column in table.target.columns if column.name in rule.needs]
    names = [KEY, *(sql.Identifier(column.name) for column in columns)]
    types = [sql.SQL("text"), *(type_of(column.type) for column in columns)]
    shape = [sql.SQL("{} {}").format(*each) for each in zip(names, types, strict=True)]
    held = rows.create("segue_rows", shape)
    rows.target.execute("SET TRANSACTION READ ONLY")
    rows.fill(held, names, _select(table, columns), binary=False)
    assert rule.there is not None
    about = {"rows": held, "bad": rule.there, "key": KEY, "most": sql.Literal(EXAMPLES)}
    counts = sql.SQL("SELECT count(*) FILTER (WHERE {bad}), count(*) FROM {rows}").format(**about)
    ((count, every),) = rows.target.execute(counts).fetchall()
    some = sql.SQL("SELECT {key} FROM {rows} WHERE {bad} LIMIT {most}").format(**about)
    examples = "; ".join(key for (key,) in rows.target.execute(some).fetchall())
    return BrokenRule(rule, count, every, examples)


def _select(table: Arriving, columns: Sequence[Column]) -> sql.Composed:
    values = [
        sql.SQL("({})::pg_catalog.text").format(arriving_value(table, column)) for column in columns
    ]
    return sql.SQL("SELECT {} {}").format(
        sql.SQL(", ").join([key_of(table.transfer).text, *values]), source_relation(table.transfer)
    )
