"""Sums of target tables in the journal, so that a later try need not work them out again."""

from __future__ import annotations

from dataclasses import asdict

from psycopg.errors import DuplicateTable

from segue.database.journal import Journal
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.records import TargetSum
from segue.database.session import Connection
from segue.errors import JournalInTheWay, LockLost


def create_sums(connection: Connection) -> None:
    """Give the journal, which is there, a table for sums. Raises JournalInTheWay."""
    if _known(connection):
        return
    try:
        with connection.transaction():
            connection.execute(query("sums_create"))
    except DuplicateTable as error:
        raise JournalInTheWay(reason=str(error).splitlines()[0]) from error


def sums_of(journal: Journal) -> dict[QualifiedName, TargetSum]:
    """What earlier tries of the run found in its tables."""
    if not _known(journal.connection):
        return {}
    rows = journal.connection.execute(query("sum_list"), {"run": journal.run})
    return {QualifiedName(schema, table): TargetSum(*rest) for schema, table, *rest in rows}


def sum_saved(journal: Journal, table: QualifiedName, found: TargetSum) -> None:
    """Keep what was found in a table. Raises LockLost where a later try has begun."""
    facts = {"run": journal.run, "attempt": journal.attempt, **asdict(found)}
    named = {"schema": table.schema, "table": table.name}
    if journal.connection.execute(query("sum_saved"), facts | named).rowcount == 0:
        raise LockLost


def _known(connection: Connection) -> bool:
    row = connection.execute(query("sums_known")).fetchone()
    return row is not None and bool(row[0])
