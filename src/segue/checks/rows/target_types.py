"""Values whose type the target alone knows: it is sent their texts, and reads them to see."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg import sql

from segue.checks.rows.arriving_rows import ArrivingTable
from segue.checks.rows.columns import FedColumn
from segue.checks.rows.count_rules import Failed
from segue.checks.rows.failing_rows import read_texts
from segue.checks.rows.parallel import SourceReading
from segue.checks.rows.rows import key_of
from segue.checks.rows.rules import STOPPED, UNREADABLE, ValueTrial
from segue.checks.rows.wording import unknown, worded
from segue.database.catalog import DataType
from segue.database.session import Connection
from segue.findings import Finding
from segue.loading.temporary_rows import temporary_rows
from segue.mapping.sql import as_written, source_relation
from segue.plan.model import Plan
from segue.plan.toml import key

NAMES = [sql.Identifier("key"), sql.Identifier("value")]


def ask_target(
    plan: Plan,
    table: ArrivingTable,
    column: FedColumn,
    reading: SourceReading,
    connection: Connection,
) -> Sequence[Finding]:
    """What the target cannot read of the texts that will be sent for a column."""
    trial = _trial(column)
    try:
        with temporary_rows(connection, reading.target) as rows:
            texts = rows.create("segue_texts", [sql.SQL("{} text").format(n) for n in NAMES])
            reading.target.execute("SET TRANSACTION READ ONLY")
            rows.fill(texts, NAMES, _select(table, column), binary=False)
            count, failures = read_texts(reading.target, texts, trial.value)
    except psycopg.errors.InsufficientPrivilege as error:
        place = plan.place(table.transfer.mapping, column.column.name)
        return [unknown(trial.what, error.diag.message_primary or str(error), place)]
    except psycopg.DataError:
        return []  # the value cannot be worked out by the source: another question tells of it
    if not failures.count:
        return []
    return [worded(plan, table.transfer, Failed(trial, failures, count))]


def _trial(column: FedColumn) -> ValueTrial:
    target_type = column.column.type.resolved
    return ValueTrial(
        UNREADABLE,
        column.column.name,
        sql.SQL("value::{}").format(type_of(column.column.type)),
        f"values of {column.given.subject}",
        f"cannot be read as {target_type.text}",
        STOPPED,
        f'say what becomes of them: {key(column.column.name)} = {{ sql = "CASE WHEN ... END" }}',
    )


def type_of(data_type: DataType) -> sql.Composable:
    """Below all domains, with its modifier, which only the type knows the meaning of."""
    target_type = data_type.resolved
    _, bracket, modifier = target_type.text.partition("(")
    return sql.SQL("{}{}").format(
        target_type.name.identifier,
        as_written(bracket + modifier if target_type.modifier >= 0 else ""),
    )


def _select(table: ArrivingTable, column: FedColumn) -> sql.Composed:
    return sql.SQL("SELECT {}, ({})::pg_catalog.text {}").format(
        key_of(table.transfer).text, column.safe, source_relation(table.transfer)
    )
