"""Sums of target tables in the journal: of its rows, and of those that were there before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from segue.database.journal import Journal
from segue.database.later_tables import OWN_SUMS, SUMS
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.records import OwnSum, TargetSum
from segue.errors import LockLost


def sums_of(journal: Journal) -> dict[QualifiedName, TargetSum]:
    """What earlier tries of the run found in its tables."""
    if not SUMS.are_in(journal.connection):
        return {}
    rows = journal.connection.execute(query("sum_list"), {"run": journal.run})
    return {QualifiedName(schema, table): TargetSum(*rest) for schema, table, *rest in rows}


def sum_saved(journal: Journal, table: QualifiedName, total: TargetSum) -> None:
    """Keep what was found in a table. Raises LockLost where a later try has begun."""
    facts = {"run": journal.run, "attempt": journal.attempt, **asdict(total)}
    parameters = {"schema": table.schema, "table": table.name}
    if journal.connection.execute(query("sum_saved"), facts | parameters).rowcount == 0:
        raise LockLost


def own_sums_of(journal: Journal) -> dict[QualifiedName, OwnSum]:
    """What the tables held before the run merged rows into them."""
    if not OWN_SUMS.are_in(journal.connection):
        return {}
    rows = journal.connection.execute(query("own_sum_list"), {"run": journal.run})
    return {QualifiedName(schema, table): OwnSum(*rest) for schema, table, *rest in rows}


def own_sums_saved(journal: Journal, found: Mapping[QualifiedName, OwnSum]) -> None:
    """Keep what was found, all of it or nothing."""
    OWN_SUMS.add_to(journal.connection)
    with journal.connection.transaction():
        for table, own in found.items():
            named = {"run": journal.run, "schema": table.schema, "table": table.name}
            journal.connection.execute(query("own_sum_saved"), named | asdict(own))
