"""One table decides what a server's refusal means: try again, or stop, and what the operator can do."""

from __future__ import annotations

import re
from dataclasses import dataclass

import psycopg

PATIENCE = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0, 30.0, 30.0, 60.0, 60.0, 60.0)
"""Seconds between tries: together what a failover of a managed service takes (about five minutes)."""

SHORT_PATIENCE = PATIENCE[:4]


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do about an SQLSTATE, or a class of them."""

    state: str
    """A whole SQLSTATE, its first two characters, or '' for a line that broke without one."""
    waits: tuple[float, ...]
    """Seconds before each further try; empty means stop at once."""
    remedy: str
    """What the operator can do, said when Segue gives up."""

    def wait_before(self, attempt: int) -> float | None:
        """Seconds to wait before the n-th further try (from 1); None to give up."""
        return self.waits[attempt - 1] if attempt <= len(self.waits) else None


# The longest matching state decides.
# fmt: off
DECISIONS = (
    Decision("", PATIENCE, "See whether the server runs and the network holds; then run it again."),
    Decision("08", PATIENCE, "See whether the server runs and the network holds; then run it again."),
    Decision("57P01", PATIENCE, "The server, or an administrator, ended the session; run it again."),
    Decision("57P02", PATIENCE, "The server crashed and recovers; run it again when it is up."),
    Decision("57P03", PATIENCE, "The server is starting or stopping; run it again when it is up."),
    Decision("57P05", PATIENCE, "The server ended an idle session; raise idle_session_timeout."),
    Decision("25006", (), "The server takes no writes, as a standby does: name the one that does."),
    Decision("25P03", SHORT_PATIENCE, "Raise idle_in_transaction_session_timeout for this role."),
    Decision("25P04", SHORT_PATIENCE, "Raise transaction_timeout for this role."),
    Decision("40001", SHORT_PATIENCE, "Something else changes the same rows; stop it and run again."),
    Decision("40P01", SHORT_PATIENCE, "Something else locks the same tables; stop it and run again."),
    Decision("53300", PATIENCE, "The server has no connection left: use fewer --jobs, or free some."),
    Decision("53100", (), "The server's disk is full: free or add space, then run the same command."),
    Decision("53200", (), "The server is out of memory: use fewer --jobs, then run it again."),
    Decision("53400", (), "A limit of the server's configuration was reached; raise it and run again."),
    Decision("55P03", SHORT_PATIENCE, "Another session holds a lock on the table; end it and run again."),
    Decision("57014", (), "The statement was cancelled by somebody or by a timeout; run it again."),
    Decision("42501", (), "Grant the privilege, or run as the owner of the tables."),
    Decision("42P01", (), "A table disappeared during the move; `segue check` says what is there now."),
    Decision("42703", (), "A column disappeared during the move; `segue check` says what is there now."),
    Decision("42", (), "The statement does not fit the database; `segue check` says what differs."),
    Decision("23", (), "A row violates a rule of the target: map or mend the value, then run it again."),
    Decision("22", (), "A value does not fit its column: map or mend the value, then run it again."),
    Decision("58", (), "The server met an error of its operating system; see its log."),
    Decision("XX", (), "The server met an internal error; see its log. Damaged data may be the cause."),
)
# fmt: on
REFUSALS = "^(21|22|23|54|P0|0A000|42601|XX000)"
"""What an SQLSTATE is like with which a server refuses a row for what is in it, and no other row.

Some types say 42601 or XX000 of a text that they cannot read (tsvector, ltree, hstore, PostGIS),
and integers 0A000 of a number that is none (NaN, infinity).
"""

_BY_STATE = {decision.state: decision for decision in DECISIONS}
_UNKNOWN = Decision("??", (), "See the server's log; then run the same command again.")


def refuses_row(error: BaseException | None) -> bool:
    """Whether the server refused a row for what is in it."""
    return isinstance(error, psycopg.Error) and bool(re.match(REFUSALS, error.sqlstate or ""))


def decide(error: BaseException) -> Decision:
    """The decision for what a server said, or for a line that broke, looked for along the causes."""
    if not isinstance(error, psycopg.Error):
        return decide(error.__cause__) if error.__cause__ is not None else _UNKNOWN
    state = error.sqlstate or ""
    if not state:
        broken = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
        return _BY_STATE[""] if broken else _UNKNOWN
    return _BY_STATE.get(state) or _BY_STATE.get(state[:2]) or _UNKNOWN
