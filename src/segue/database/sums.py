"""Sums of target tables in the journal, so that a later try need not work them out again."""

from __future__ import annotations

from dataclasses import asdict

from segue.database.journal import Journal
from segue.database.later_tables import SUMS
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.records import TargetSum
from segue.errors import LockLost


def sums_of(journal: Journal) -> dict[QualifiedName, TargetSum]:
    """What earlier tries of the run found in its tables."""
    if not SUMS.are_in(journal.connection):
        return {}
    rows = journal.connection.execute(query("sum_list"), {"run": journal.run})
    return {QualifiedName(schema, table): TargetSum(*rest) for schema, table, *rest in rows}


def sum_saved(journal: Journal, table: QualifiedName, found: TargetSum) -> None:
    """Keep what was found in a table. Raises LockLost where a later try has begun."""
    facts = {"run": journal.run, "attempt": journal.attempt, **asdict(found)}
    named = {"schema": table.schema, "table": table.name}
    if journal.connection.execute(query("sum_saved"), facts | named).rowcount == 0:
        raise LockLost
