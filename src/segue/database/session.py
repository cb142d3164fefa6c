"""Sessions on the two databases: settings that make both ends speak alike, and the snapshot."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString, cast
from weakref import WeakKeyDictionary

import psycopg
from psycopg import errors, sql
from psycopg.pq import TransactionStatus

from segue.database.address import Endpoint
from segue.database.diagnosis import connection_failure
from segue.database.pooler import lends_by_transaction
from segue.database.queries import query
from segue.errors import CannotConnect, LendsByTransaction, ServerTooOld, SnapshotLost
from segue.events import Note, Reporter

Connection = psycopg.Connection[tuple[Any, ...]]

OLDEST = {"source": 130000, "target": 140000}
"""Versions below which too much is missing: hashes of records, multiranges, ranges of pages."""

# What makes the text form of every value the same on both servers (money needs lc_monetary),
# and keeps a server's own limits from ending a long move.
SETTINGS = {
    "datestyle": "ISO, YMD",
    "intervalstyle": "postgres",
    "timezone": "UTC",
    "bytea_output": "hex",
    "extra_float_digits": "3",
    "lc_monetary": "C",
    "lc_numeric": "C",
    "xmloption": "content",
    "standard_conforming_strings": "on",
    "quote_all_identifiers": "off",
    "statement_timeout": "0",
    "lock_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "row_security": "off",
    "default_transaction_isolation": "read committed",
    "default_transaction_deferrable": "off",
    "array_nulls": "on",
    "transform_null_equals": "off",
    "xmlbinary": "base64",
    "gin_fuzzy_search_limit": "0",
    "exit_on_error": "off",
    "timezone_abbreviations": "Default",
    # Indexes that are built again go where they were.
    "default_tablespace": "",
    "default_table_access_method": "heap",
    # A server notices within about a minute that our machine is gone, and frees what it held.
    "tcp_keepalives_idle": "20",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "60000",
}

SETTINGS_SINCE = {
    # Else the building of an index goes on for hours after its mover died.
    140000: {"client_connection_check_interval": "5000", "idle_session_timeout": "0"},
    170000: {"transaction_timeout": "0"},
}
"""Settings that came with a version."""

# A line that died is noticed within about a minute, also while a server works in silence.
KEEPALIVE = {
    "connect_timeout": "10",
    "keepalives": "1",
    "keepalives_idle": "20",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}


PATIENCE = 4.0
"""Seconds for which a session may be waited for without a word."""

_WAITS = (
    "a connection to the {side} ({purpose}) is being waited for: a pooler before it has none free,"
    " or the line or the server is slow"
)


def connect(
    endpoint: Endpoint,
    side: str,
    purpose: str,
    *,
    read_only: bool = False,
    reporter: Reporter | None = None,
) -> Connection:
    """Open a session in autocommit mode, with `SETTINGS` in force.

    `purpose` appears in pg_stat_activity. `read_only` makes every transaction of the session
    READ ONLY and is set for each session on a source. `reporter` hears of a wait that lasts.
    Raises CannotConnect with the likely reason, LendsByTransaction.
    """
    with told_when_slow(reporter, _WAITS.format(side=side, purpose=purpose), PATIENCE):
        return _connect(endpoint, side, purpose, read_only=read_only)


@contextmanager
def told_when_slow(reporter: Reporter | None, words: str, patience: float) -> Iterator[None]:
    """Warn with these words where the block lasts for longer than so many seconds."""
    if reporter is None:
        yield
        return
    timer = threading.Timer(patience, reporter.report, [Note(words, "warning")])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _connect(endpoint: Endpoint, side: str, purpose: str, *, read_only: bool) -> Connection:
    parameters = {**KEEPALIVE, **endpoint.parameters, "application_name": f"segue {purpose}"}
    parameters["client_encoding"] = "UTF8"
    try:
        connection = psycopg.connect(
            "", autocommit=True, prepare_threshold=None, **cast(dict[str, Any], parameters)
        )
    except psycopg.Error as error:
        raise connection_failure(error, endpoint, side) from error
    try:
        _apply_settings(connection, endpoint, side, read_only=read_only)
    except psycopg.Error as error:
        connection.close()
        raise connection_failure(error, endpoint, side) from error
    except LendsByTransaction:
        connection.close()
        raise
    return connection


def _apply_settings(
    connection: Connection, endpoint: Endpoint, side: str, *, read_only: bool
) -> None:
    """In one turn where the session has the process that it was told of.

    Set through a pooler that lends by the transaction, they would reach the next client, such as
    the application: nothing is set before that is excluded. Raises LendsByTransaction.
    """
    settings = _settings(connection, read_only=read_only)
    unpooled = sql.SQL("{} WHERE pg_catalog.pg_backend_pid() = {}").format(
        settings, sql.Literal(connection.info.backend_pid)
    )
    if connection.execute(unpooled).fetchone() is not None:
        return
    shown_by = lends_by_transaction(connection)
    if shown_by is not None:
        raise LendsByTransaction(side=side, label=endpoint.label, shown_by=shown_by)
    connection.execute(settings)


def _settings(connection: Connection, *, read_only: bool) -> sql.Composed:
    settings = dict(SETTINGS)
    for version, added in SETTINGS_SINCE.items():
        if connection.info.server_version >= version:
            settings |= added
    if read_only:
        settings["default_transaction_read_only"] = "on"
    calls = sql.SQL(", ").join(
        sql.SQL("pg_catalog.set_config({}, {}, false)").format(sql.Literal(k), sql.Literal(v))
        for k, v in settings.items()
    )
    return sql.SQL("SELECT {}").format(calls)


def own_schema(endpoint: Endpoint, side: str, reporter: Reporter | None = None) -> str | None:
    """The schema of names without one, as the role and the database have it set.

    None where there is none, or where the database cannot be reached.
    """
    try:
        with closing(connect(endpoint, side, "look", reporter=reporter)) as connection:
            row = connection.execute("SELECT pg_catalog.current_schema()").fetchone()
    except (CannotConnect, psycopg.Error):
        return None
    return row[0] if row is not None else None


def is_idle(connection: Connection) -> bool:
    """Whether no transaction is open."""
    return connection.info.transaction_status is TransactionStatus.IDLE


def require_version(connection: Connection, side: str) -> None:
    """Raises ServerTooOld where the server lacks what that side of a move needs."""
    version, least = connection.info.server_version, OLDEST[side]
    if version < least:
        raise ServerTooOld(side=side, version=version // 10000, least=least // 10000)


def in_recovery(connection: Connection) -> bool:
    """Whether the server is a standby."""
    row = connection.execute("SELECT pg_catalog.pg_is_in_recovery()").fetchone()
    return row is not None and bool(row[0])


def transaction_number(connection: Connection) -> str:
    """The number of the open transaction, by which it can be asked for when it has ended."""
    row = connection.execute("SELECT pg_catalog.pg_current_xact_id()::text").fetchone()
    assert row is not None
    return str(row[0])


def is_committed(connection: Connection, number: str) -> bool | None:
    """Whether a transaction was committed; None where the server cannot be asked any more."""
    query = "SELECT pg_catalog.pg_xact_status(%s::pg_catalog.xid8)"
    try:
        row = connection.execute(query, [number]).fetchone()
    except psycopg.Error:
        return None
    return row == ("committed",)


def commit_without_waiting(connection: Connection) -> None:
    """Let the session's commits not wait for the disk.

    What a crash of the server takes with it, it takes together with its row in the journal. The
    run's last word waits, and with it everything before it is on disk: see `Journal.ended`.
    """
    connection.execute("SET synchronous_commit = off")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment of the source, shared by every session that joins it."""

    identifier: str
    """As `pg_export_snapshot` gave it; valid while the exporting transaction lives."""


_BEGIN_READING: LiteralString = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


@contextmanager
def exported_snapshot(connection: Connection) -> Iterator[Snapshot]:
    """Hold a READ ONLY, REPEATABLE READ transaction open on the source and share its snapshot."""
    cursor = connection.execute(f"{_BEGIN_READING}; SELECT pg_catalog.pg_export_snapshot()")
    cursor.nextset()
    row = cursor.fetchone()
    assert row is not None
    yield Snapshot(row[0])
    # What breaks off closes the session: a line that stands still would never answer this.
    if not connection.closed:
        connection.rollback()


def join_snapshot(connection: Connection, snapshot: Snapshot) -> None:
    """Begin a transaction that sees exactly what the snapshot shows; end it with rollback.

    Raises SnapshotLost when the session that exported it is gone.
    """
    join = sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(snapshot.identifier))
    try:
        connection.execute(sql.SQL("{}; {}").format(sql.SQL(_BEGIN_READING), join))
    except (errors.InvalidParameterValue, errors.UndefinedObject) as error:
        raise SnapshotLost from error


@dataclass(frozen=True, slots=True)
class DatabaseIdentity:
    """What makes a database that database, whatever address led to it."""

    system_identifier: str | None
    """As `initdb` chose it; a physical replica shares it. None where the role may not ask."""
    oid: int
    server_started: datetime
    """Stands in for the system identifier: no two servers start in the same microsecond."""

    def same_as(self, other: DatabaseIdentity) -> bool:
        """Whether both are one database, or a replica of it."""
        if self.oid != other.oid:
            return False
        if self.system_identifier is None or other.system_identifier is None:
            return self.server_started == other.server_started
        return self.system_identifier == other.system_identifier

    def __str__(self) -> str:
        return f"{self.system_identifier or 'unidentified'}/{self.oid}"


_identities: WeakKeyDictionary[Connection, DatabaseIdentity] = WeakKeyDictionary()
_identifiers: WeakKeyDictionary[Connection, str] = WeakKeyDictionary()


def database_identity(connection: Connection) -> DatabaseIdentity:
    """The identity of the database the session is in; asked once a session."""
    if connection not in _identities:
        row = connection.execute(
            "SELECT oid, pg_catalog.pg_postmaster_start_time() FROM pg_catalog.pg_database"
            " WHERE datname = pg_catalog.current_database()"
        ).fetchone()
        assert row is not None
        _identities[connection] = DatabaseIdentity(system_identifier(connection), *row)
    return _identities[connection]


def system_identifier(connection: Connection) -> str | None:
    """What `initdb` chose, told once a session; None where the role may not ask."""
    identifier = _identifiers.get(connection) or _system_identifier(connection)
    if identifier is not None:
        _identifiers[connection] = identifier
    return identifier


def _system_identifier(connection: Connection) -> str | None:
    alone = connection.autocommit and is_idle(connection)
    try:
        with nullcontext() if alone else connection.transaction():
            row = connection.execute(query("system_identifier")).fetchone()
    except (psycopg.ProgrammingError, psycopg.NotSupportedError):
        return None
    return row[0] if row else None
