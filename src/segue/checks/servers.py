"""What a server and the line to it are, whatever the databases hold.

A move looks here before it writes anything, and check tells the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from segue.database.allowance import Allowance, allowance
from segue.database.catalog import ServerFacts
from segue.database.introspection import read_server
from segue.database.names import quoted
from segue.database.session import OLDEST, Connection
from segue.errors import TargetTakesNoWrites, TooFewConnections
from segue.findings import TARGET, Finding, Place, Severity

LEAST = 2
"""Sessions on each side with which a move still goes: one holds the side, another works."""


def look_at_server(
    connection: Connection, side: str, amount: int = LEAST
) -> tuple[tuple[Finding, ...], Allowance]:
    """What forbids a move on that side, asked of the server now, and how many sessions it allows.

    More than `amount` sessions need not be known.
    """
    allowed = allowance(connection, amount)
    found = server_findings(read_server(connection), side)
    return (*too_few(side, allowed), *found), allowed


def sessions_beside(connection: Connection, side: str, most: int) -> int:
    """How many sessions may be opened beside this one, of as many as are wanted.

    Raises TooFewConnections where there is room for none.
    """
    allowed = allowance(connection, most + 1)
    if allowed.sessions < LEAST:
        raise TooFewConnections(side=side, limit=allowed.limit)
    return min(most, allowed.sessions - 1)


def require_taking_writes(target: Connection) -> None:
    """Raises TargetTakesNoWrites where what is written there would be refused, or wait for ever."""
    for finding in server_findings(read_server(target), "target"):
        raise TargetTakesNoWrites(problem=finding.title, help=finding.help)


def server_findings(server: ServerFacts, side: str) -> Iterator[Finding]:
    """What a server is."""
    yield from _too_old(server, side)
    if side == "target":
        yield from _takes_no_rows(server)
        yield from _lacks_standby(server)


def _too_old(server: ServerFacts, side: str) -> Iterator[Finding]:
    least = OLDEST[side]
    if server.version < least:
        yield Finding(
            "D102", Severity.ERROR,
            f"the {side} runs PostgreSQL {server.version_text}; Segue needs {least // 10000} there",
            place=Place(side=side),
            effect="statements that Segue depends on do not exist there",
            help=f"upgrade the {side} to a version that PostgreSQL still supports",
        )  # fmt: skip


def _takes_no_rows(server: ServerFacts) -> Iterator[Finding]:
    if server.in_recovery:
        yield Finding(
            "D103", Severity.ERROR,
            "the target is a standby, which takes no rows",
            place=TARGET,
            effect="the first statement that writes would fail",
            help="name the primary; target_session_attrs=read-write in its address finds it",
        )  # fmt: skip
    elif server.reads_only:
        yield Finding(
            "D111", Severity.ERROR,
            "sessions on the target begin READ ONLY: default_transaction_read_only is on",
            place=TARGET,
            effect="the first statement that writes would fail",
            help="if it may be filled: ALTER DATABASE ... RESET default_transaction_read_only, or"
            " ALTER ROLE ..., wherever \\drds in psql shows it",
        )  # fmt: skip


def too_few(side: str, allowed: Allowance) -> Iterator[Finding]:
    """That a side allows fewer sessions than any move needs."""
    if allowed.sessions < LEAST:
        yield Finding(
            "D114", Severity.ERROR,
            f"only {allowed.sessions} connection can be open on the {side} at once, for"
            f" {allowed.limit}; a move needs {LEAST}",
            place=Place(side=side),
            effect="the move would wait for a connection that it cannot get",
            help="close other connections or raise the limit: ALTER ROLE or ALTER DATABASE ..."
            " CONNECTION LIMIT, max_connections, or the pooler's default_pool_size",
        )  # fmt: skip


def _lacks_standby(server: ServerFacts) -> Iterator[Finding]:
    if server.lacks_standby:
        yield Finding(
            "D113", Severity.ERROR,
            "the target waits at each commit for a synchronous standby, and none is connected",
            place=TARGET,
            effect="the first commit would wait without end",
            help="connect the standby; or, while rows are moved: ALTER DATABASE"
            f" {quoted(server.database)} SET synchronous_commit = local",
        )  # fmt: skip
