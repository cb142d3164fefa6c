"""What the sessions of a move are doing on a server right now, asked from any other session."""

from __future__ import annotations

import re
from dataclasses import dataclass

from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection
from segue.wording import counted

NAMED = re.compile(r'(?:INDEX|CONSTRAINT) (?:IF NOT EXISTS )?("(?:[^"]|"")+"|\w+)')
LITERAL = re.compile(r"['$]|\b\d")
SHORT = 80
"""Characters of another session's statement that are shown."""


@dataclass(frozen=True, slots=True)
class TableInProgress:
    """A table, or a part of one, that rows come into."""

    table: QualifiedName
    bytes: int
    """Of the stream so far."""
    rows: int
    seconds: float
    """Since its stream began."""

    @property
    def rate(self) -> float:
        """Bytes a second since it began."""
        return self.bytes / self.seconds if self.seconds > 0 else 0.0


@dataclass(frozen=True, slots=True)
class BuildProgress:
    """An index or constraint that goes back."""

    name: str
    """Of what is built; empty where the statement names nothing."""
    table: QualifiedName | None
    """None for what PostgreSQL tells no progress of: constraints."""
    phase: str
    """In PostgreSQL's words; empty where it tells none."""
    share: float | None
    """Of the phase, from 0 to 1; None where nobody knows."""
    seconds: float


@dataclass(frozen=True, slots=True)
class LockWait:
    """A session of the move that waits for a lock of somebody else's."""

    waiting: str
    """What the session is for: lane, builder, ..."""
    pid: int
    """The server process that holds the lock."""
    user: str
    application: str
    statement: str
    """What it did last, shortened and without values."""
    seconds: float

    @property
    def holder(self) -> str:
        """Who holds the lock, in words."""
        who = self.application or "no application name"
        return f"session {self.pid} of {self.user} ({who}): {self.statement}"


@dataclass(frozen=True, slots=True)
class SnapshotHeld:
    """The snapshot of a move, as the source sees it."""

    seconds: float
    """Since it was taken."""
    transactions: int
    """Written since then."""


@dataclass(frozen=True, slots=True)
class ServerLoad:
    """How busy a server is with sessions that are not the move's."""

    count: int
    exact: bool
    """Whether these run a statement; else they have a transaction open, as others may see it."""

    def __str__(self) -> str:
        if self.exact:
            return counted(self.count, "active session")
        return counted(self.count, "session in a transaction", "sessions in a transaction")


def others_busy(connection: Connection) -> ServerLoad:
    """Sessions of others that are busy on the whole server at this moment."""
    row = connection.execute(query("others_busy"), {}).fetchone()
    assert row is not None
    return ServerLoad(int(row[0]), bool(row[1]))


def snapshot_held(source: Connection) -> SnapshotHeld | None:
    """The oldest snapshot that a move holds in this database; None where there is none."""
    row = source.execute(query("snapshot_held"), {}).fetchone()
    return SnapshotHeld(float(row[0]), int(row[1])) if row and row[0] is not None else None


def copying_now(target: Connection) -> tuple[TableInProgress, ...]:
    """Streams under way, those that brought most first."""
    return tuple(
        TableInProgress(QualifiedName(schema, table), *rest)
        for schema, table, *rest in target.execute(query("copying_now"), {})
    )


def building_now(target: Connection) -> tuple[BuildProgress, ...]:
    """Indexes and constraints under way, the longest running first."""
    return tuple(
        BuildProgress(_name_of(statement), QualifiedName(schema, table) if table else None, *rest)
        for schema, table, statement, *rest in target.execute(query("building_now"), {})
    )


def lock_waits(connection: Connection) -> tuple[LockWait, ...]:
    """Who keeps the move waiting on this side."""
    return tuple(
        LockWait(
            waiting.removeprefix("segue "),
            pid,
            user,
            application,
            _without_values(statement),
            seconds,
        )
        for waiting, pid, user, application, statement, seconds in connection.execute(
            query("lock_waits"), {}
        )
    )


def standby_waits(connection: Connection) -> float:
    """For how many seconds a commit of the move has waited for a synchronous standby; 0 for none.

    A moment of it is how such a server works.
    """
    waits = connection.execute(query("standby_waits"), {}).fetchall()
    return max((float(seconds) for _, seconds in waits), default=0.0)


def archiving_fails(connection: Connection) -> int:
    """How many tries to archive WAL failed on this server; 0 where the last one did not."""
    row = connection.execute(query("archiving_fails")).fetchone()
    return int(row[0]) if row is not None else 0


def _name_of(statement: str) -> str:
    match = NAMED.search(statement)
    return match[1].strip('"').replace('""', '"') if match else ""


def _without_values(statement: str) -> str:
    """A statement of somebody else up to its first value, as values may be secrets."""
    line = " ".join(LITERAL.split(statement, maxsplit=1)[0].split())
    whole = len(line) <= SHORT and not LITERAL.search(statement)
    return line if whole else f"{line[: SHORT - 2]} …"
