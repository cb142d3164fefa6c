"""One table decides what a server's refusal means: who is to blame, try again or stop, what to do.

The classes and conditions are those of appendix A of PostgreSQL's manual.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import psycopg

PATIENCE = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0, 30.0, 30.0, 60.0, 60.0, 60.0)
"""Seconds between tries: together what a failover of a managed service takes (about five minutes)."""

SHORT_PATIENCE = PATIENCE[:4]


class Blame(Enum):
    """On whose account a server refuses."""

    SERVER = "server"
    """The server's, the line's or the session's: no row is at fault, and none may be rejected."""
    STATEMENT = "statement"
    """What was asked does not fit the database; where a value alone is read, that value."""
    ROW = "row"
    """A row, for what is in it, and no other row."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do about an SQLSTATE, or a class of them."""

    state: str
    """A whole SQLSTATE, its first two characters, or '' for a line that broke without one."""
    means: str
    """What the class or condition is, in a few words."""
    blame: Blame
    waits: tuple[float, ...]
    """Seconds before each further try; empty means stop at once."""
    remedy: str
    """What the operator can do, said when Segue gives up."""

    def wait_before(self, attempt: int) -> float | None:
        """Seconds to wait before the n-th further try (from 1); None to give up."""
        return self.waits[attempt - 1] if attempt <= len(self.waits) else None


_LINE = "See whether the server runs and the network holds; then run it again."
_FIT = "The statement does not fit the database; `segue check` says what differs."
_VALUE = "A value does not fit its column: map or correct the value, then run it again."
_RULE = "A row violates a rule of the target: map or correct the value, then run it again."
_CODE = "A function or trigger of the database refused a row: correct the row or the function."
_LOG = "See the server's log; then run the same command again."
_SESSION = (
    "The session was not as it should be; run the same command again, and report it if it stays."
)
_FOREIGN = "A foreign table could not be read or written: see its server, then run it again."

# The longest matching state decides.
# fmt: off
DECISIONS = (
    Decision("", "the line broke", Blame.SERVER, PATIENCE, _LINE),
    Decision("02", "no data", Blame.STATEMENT, (), _LOG),
    Decision("03", "SQL statement not yet complete", Blame.SERVER, (), _SESSION),
    Decision("08", "connection exception", Blame.SERVER, PATIENCE, _LINE),
    Decision("09", "triggered action exception", Blame.ROW, (), _CODE),
    # Integers say so of a number that is none (NaN, infinity).
    Decision("0A", "feature not supported", Blame.ROW, (), _FIT),
    Decision("0B", "invalid transaction initiation", Blame.SERVER, (), _SESSION),
    Decision("0F", "locator exception", Blame.STATEMENT, (), _FIT),
    Decision("0L", "invalid grantor", Blame.STATEMENT, (), _FIT),
    Decision("0P", "invalid role specification", Blame.SERVER, (), "Name a role that the server knows."),
    Decision("0Z", "diagnostics exception", Blame.STATEMENT, (), _CODE),
    Decision("10", "XQuery error", Blame.ROW, (), _VALUE),
    Decision("20", "case not found", Blame.ROW, (), _CODE),
    Decision("21", "cardinality violation", Blame.ROW, (), "SQL returned several rows where one is expected: correct the plan's SQL, or the rows."),
    Decision("22", "data exception", Blame.ROW, (), _VALUE),
    Decision("22P04", "bad COPY file format", Blame.SERVER, (), _SESSION),
    Decision("23", "integrity constraint violation", Blame.ROW, (), _RULE),
    Decision("24", "invalid cursor state", Blame.SERVER, (), _SESSION),
    Decision("25", "invalid transaction state", Blame.SERVER, (), _SESSION),
    Decision("25006", "read-only transaction", Blame.SERVER, (), "The server takes no writes: it is a standby, so name the one that does; or default_transaction_read_only is on for the role or the database."),
    Decision("25P03", "idle in transaction", Blame.SERVER, SHORT_PATIENCE, "Raise idle_in_transaction_session_timeout for this role."),
    Decision("25P04", "transaction timeout", Blame.SERVER, SHORT_PATIENCE, "Raise transaction_timeout for this role."),
    Decision("26", "invalid SQL statement name", Blame.SERVER, (), _SESSION),
    Decision("27", "triggered data change violation", Blame.ROW, (), _CODE),
    Decision("28", "invalid authorization", Blame.SERVER, (), "Name a role and a password that the server takes; see pg_hba.conf."),
    Decision("2B", "dependent objects still exist", Blame.STATEMENT, (), _FIT),
    Decision("2D", "invalid transaction termination", Blame.STATEMENT, (), _CODE),
    # A function whose end was reached without RETURN went there for this row.
    Decision("2F", "SQL routine exception", Blame.ROW, (), _CODE),
    Decision("34", "invalid cursor name", Blame.SERVER, (), _SESSION),
    Decision("38", "external routine exception", Blame.ROW, (), _CODE),
    Decision("39", "external routine invocation exception", Blame.ROW, (), _CODE),
    Decision("3B", "savepoint exception", Blame.SERVER, (), _SESSION),
    Decision("3D", "invalid catalog name", Blame.SERVER, (), "Name a database that is there, or add --create-database."),
    Decision("3F", "invalid schema name", Blame.STATEMENT, (), _FIT),
    Decision("40", "transaction rollback", Blame.SERVER, SHORT_PATIENCE, "Something else changes the same rows; stop it and run again."),
    # Our sessions read at one snapshot or commit by statement: only a standby's replay ends them so.
    Decision("40001", "serialization failure", Blame.SERVER, SHORT_PATIENCE, "The standby that is read cancels what holds up its replay. While rows are moved, set max_standby_streaming_delay = -1 or hot_standby_feedback = on there; or read from the primary."),
    Decision("40P01", "deadlock", Blame.SERVER, SHORT_PATIENCE, "Something else locks the same tables; stop it and run again."),
    Decision("42", "syntax error or access rule violation", Blame.STATEMENT, (), _FIT),
    # Some types say so of a text that they cannot read (tsvector, ltree).
    Decision("42601", "syntax error", Blame.ROW, (), _FIT),
    Decision("42501", "insufficient privilege", Blame.STATEMENT, (), "Grant the privilege, or run as the owner of the tables."),
    Decision("42P01", "undefined table", Blame.STATEMENT, (), "A table disappeared during the move; `segue check` says what is there now."),
    Decision("42703", "undefined column", Blame.STATEMENT, (), "A column disappeared during the move; `segue check` says what is there now."),
    Decision("44", "WITH CHECK OPTION violation", Blame.ROW, (), _RULE),
    Decision("53", "insufficient resources", Blame.SERVER, (), "Free or add what the server lacks, then run the same command."),
    Decision("53100", "disk full", Blame.SERVER, (), "The server's disk is full: free or add space, then run the same command."),
    Decision("53200", "out of memory", Blame.SERVER, (), "The server is out of memory: use fewer --jobs, then run it again."),
    Decision("53300", "too many connections", Blame.SERVER, PATIENCE, "The server has no connection left: use fewer --jobs, or free some."),
    Decision("53400", "configuration limit exceeded", Blame.SERVER, (), "A limit of the server's configuration was reached; raise it and run again."),
    # An index entry, or a value, that is too large.
    Decision("54", "program limit exceeded", Blame.ROW, (), _VALUE),
    Decision("55", "object not in prerequisite state", Blame.SERVER, (), _LOG),
    Decision("55P03", "lock not available", Blame.SERVER, SHORT_PATIENCE, "Another session holds a lock on the table; end it and run again."),
    Decision("57", "operator intervention", Blame.SERVER, (), _LOG),
    Decision("57014", "query canceled", Blame.SERVER, (), "The statement was cancelled by somebody or by a timeout; run it again."),
    Decision("57P01", "admin shutdown", Blame.SERVER, PATIENCE, "The server, or an administrator, ended the session; run it again."),
    Decision("57P02", "crash shutdown", Blame.SERVER, PATIENCE, "The server crashed and recovers; run it again when it is up."),
    Decision("57P03", "cannot connect now", Blame.SERVER, PATIENCE, "The server is starting or stopping; run it again when it is up."),
    Decision("57P04", "database dropped", Blame.SERVER, (), "The database was dropped; name one that is there."),
    Decision("57P05", "idle session timeout", Blame.SERVER, PATIENCE, "The server ended an idle session; raise idle_session_timeout."),
    Decision("58", "system error", Blame.SERVER, (), "The server met an error of its operating system; see its log."),
    Decision("72", "snapshot too old", Blame.SERVER, (), "Raise old_snapshot_threshold, then run the same command again."),
    Decision("F0", "configuration file error", Blame.SERVER, (), "Correct the server's configuration file; see its log."),
    Decision("HV", "foreign data wrapper error", Blame.SERVER, (), _FOREIGN),
    Decision("P0", "PL/pgSQL error", Blame.ROW, (), _CODE),
    Decision("XX", "internal error", Blame.SERVER, (), "The server met an internal error; see its log. Damaged data may be the cause."),
    # A value whose pieces are gone, a page that cannot be read: the other rows can be.
    Decision("XX001", "data corrupted", Blame.ROW, (), "Rows of the server are damaged: see its log, and restore them from a backup."),
    # Extensions' types say so of a text that they cannot read (hstore, PostGIS).
    Decision("XX000", "internal error", Blame.ROW, (), "The server met an internal error; see its log. Damaged data may be the cause."),
)
# fmt: on

LOCK_TABLE_FULL = Decision(
    "53200",
    "lock table full",
    Blame.SERVER,
    (),
    "The server's lock table is full. Raise max_locks_per_transaction there and restart the server:"
    " times max_connections, it has to exceed the number of tables and their indexes.",
)
"""What PostgreSQL calls out of memory, too, and tells apart in its hint alone."""

_BY_STATE = {decision.state: decision for decision in DECISIONS}
_UNKNOWN = Decision("??", "unknown", Blame.SERVER, (), _LOG)


def refuses_row(error: BaseException | None) -> bool:
    """Whether the server refused a row for what is in it."""
    return isinstance(error, psycopg.Error) and of_state(error.sqlstate).blame is Blame.ROW


def refuses_question(error: psycopg.Error) -> bool:
    """Whether the server speaks against what was asked, or against a value that it had to read.

    For statements that write nothing: a value read by its type's own input, a question to a source.
    """
    return of_state(error.sqlstate).blame is not Blame.SERVER


def pattern(*blames: Blame) -> str:
    """A regular expression of PostgreSQL's that the SQLSTATEs with this blame match."""
    among = [d.state for d in DECISIONS if d.state and d.blame in blames]
    others = [d.state for d in DECISIONS if len(d.state) > 2 and d.blame not in blames]
    return f"^(?!{'|'.join(others)})({'|'.join(among)})"


ROW_REFUSED = pattern(Blame.ROW)
VALUE_REFUSED = pattern(Blame.ROW, Blame.STATEMENT)


def of_state(state: str | None) -> Decision:
    """The decision for an SQLSTATE; without one nothing is known."""
    return _BY_STATE.get(state or "??") or _BY_STATE.get((state or "??")[:2]) or _UNKNOWN


def is_about_itself(error: BaseException | None) -> bool:
    """Whether a server refused a statement for what it says or finds; others may still do."""
    if not isinstance(error, psycopg.Error) or not error.sqlstate:
        return False
    return decide(error).blame is not Blame.SERVER and error.sqlstate != "42501"


def decide(error: BaseException) -> Decision:
    """The decision for what a server said, or for a line that broke, looked for along the causes."""
    if not isinstance(error, psycopg.Error):
        return decide(error.__cause__) if error.__cause__ is not None else _UNKNOWN
    if error.sqlstate:
        locks = "max_locks_per_transaction" in (error.diag.message_hint or "")
        return LOCK_TABLE_FULL if locks else of_state(error.sqlstate)
    broken = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return _BY_STATE[""] if broken else _UNKNOWN
