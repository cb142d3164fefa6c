"""Sessions of Django: they name rows by keys, within a signed text that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from psycopg import sql

from segue.checks.rows.key_lookalikes import keys_change, rows_if_any
from segue.database.session import Connection
from segue.findings import Finding, Severity
from segue.mapping.facts import Facts
from segue.mapping.sql import source_relation
from segue.mapping.transfer import Transfer
from segue.plan.model import Plan
from segue.wording import counted

COLUMNS = frozenset({"session_key", "session_data", "expire_date"})
"""Of AbstractBaseSession, whatever the table is called."""


def session_findings(
    plan: Plan, transfers: Sequence[Transfer], facts: Facts, connection: Connection
) -> Iterator[Finding]:
    """A finding for each table of sessions that comes in while keys change."""
    if not any(keys_change(transfer, facts) for transfer in transfers):
        return
    for transfer in transfers:
        if transfer.source and {column.name for column in transfer.source.columns} >= COLUMNS:
            count = _living(transfer, connection)
            if count:
                yield _finding(plan, transfer, count)


def _living(transfer: Transfer, connection: Connection) -> int:
    """How many sessions have not expired; 0 where a `where` cannot be worked out."""
    statement = sql.SQL("SELECT count(*) {}").format(
        source_relation(transfer, also=sql.SQL("expire_date > pg_catalog.now()"))
    )
    return sum(count for (count,) in rows_if_any(connection, statement))


def _finding(plan: Plan, transfer: Transfer, count: int) -> Finding:
    return Finding(
        "K109",
        Severity.WARNING,
        f"{counted(count, 'session')} of {transfer.target.name} may name rows by keys that change",
        place=plan.place(transfer.mapping),
        effect="their users are logged out; a basket that a session names may be somebody else's",
        help='leave the sessions behind: where = "false"',
        subject=str(transfer.target.name),
    )
