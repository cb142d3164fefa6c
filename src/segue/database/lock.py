"""One mover a target: the advisory lock of the session that moves, taken with patience.

A mover that died may leave sessions behind: its machine lost power, or the line broke where the
server could not see it. Such sessions hold the lock and tables. A living mover beats (see
`move/heartbeat.py`), and one that follows does so with each batch; one that was silent for long is
taken for gone, and its sessions are ended.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

from segue.database.journal import STALE_AFTER, journal_exists, runs
from segue.database.live_journal import live_record
from segue.database.queries import query
from segue.database.session import Connection
from segue.errors import AnotherMover, LockLost
from segue.events import Note, Reporter

LISTEN_EVERY = 0.5
"""Seconds between two looks whether the lock is free or its holder lives."""

SHORT_WAIT = 3.0
"""Seconds that a server may need to notice that a client is gone: no word is said of it."""

ENDS_WITHIN = 5.0
"""Seconds in which a session that is told to end does so."""

_WAITS = (
    "A mover holds the target and was last heard of {silence:.0f} s ago ({mover}). Segue waits"
    " until it goes on, and ends its sessions after {patience:.0f} s of silence."
)
_ENDED = "Ended {count} sessions that an earlier mover left in the target."


def take_target(connection: Connection, reporter: Reporter) -> int:
    """Take the target for this session and return the session's process on the server.

    Waits while the holder shows no sign of life; raises AnotherMover as soon as it does. Sessions
    that earlier movers left behind are ended. The lock is held until the session ends.
    """
    if not _locked(connection):
        _Wait(connection, reporter).outlast()
    sessions = end_sessions(connection, "movers_end")
    if sessions:
        reporter.report(Note(_ENDED.format(count=sessions)))
    return int(_value(connection, "own_process"))


def end_sessions(connection: Connection, name: str, facts: dict[str, object] | None = None) -> int:
    """End the sessions that a query tells to end, and wait for it; how many there were.

    A server before 14 does not wait by itself.
    """
    most, until = 0, time.monotonic() + ENDS_WITHIN
    while rows := connection.execute(query(name), facts).fetchall():
        most = max(most, len(rows))
        if time.monotonic() > until:
            break
        time.sleep(0.02)
    return most


def lock_holder(connection: Connection) -> int | None:
    """The server's process of the session that moves into this database, if there is one."""
    row = connection.execute(query("lock_holder")).fetchone()
    return int(row[0]) if row is not None else None


def running(connection: Connection) -> str:
    """Which run the holder of the target is at, in words."""
    return _described(_beat(connection))


def end_own(connection: Connection, process: int) -> None:
    """End the session by which this very mover held the target before its line broke."""
    if lock_holder(connection) == process:
        connection.execute(query("lock_end_holder"))


def lock_purpose(connection: Connection) -> str | None:
    """What whoever holds the target is at (control, restore), if somebody does."""
    row = connection.execute(query("lock_purpose")).fetchone()
    # A server shows it only to the same role and to some others.
    return (row[0] or "control").removeprefix("segue ") if row is not None else None


def require_holder(connection: Connection, holder: int) -> None:
    """See to it that the process `holder` of the server still holds the target for this mover.

    A server that crashed may have forgotten the last that was written into it: whoever connects
    again has to know. Raises LockLost.
    """
    if lock_holder(connection) != holder:
        raise LockLost


@dataclass(frozen=True, slots=True)
class _Beat:
    """A sign of life in the journal: of a run, or of a live move that follows."""

    described: str
    mover: str
    last: datetime
    silence: float
    """Seconds since then, by the target's clock."""


def _beat(connection: Connection) -> _Beat | None:
    if not journal_exists(connection):
        return None
    run = next((run for run in runs(connection) if run.state == "running"), None)
    if run is not None:
        described = f"run {run.id} of {run.mover}, started {run.started:%Y-%m-%d %H:%M}"
        return _Beat(described, run.mover, run.heartbeat, run.silence)
    live = live_record(connection)
    if live is None or live.state != "following":
        return None
    described = f"{live.mover} follows since {live.started:%Y-%m-%d %H:%M}"
    return _Beat(described, live.mover, live.heartbeat, live.silence)


@dataclass(slots=True)
class _Wait:
    """Waits for the holder of the lock to end or to be taken for gone."""

    connection: Connection
    reporter: Reporter

    def outlast(self) -> None:
        """Returns with the lock taken. Raises AnotherMover."""
        began, is_told = time.monotonic(), False
        first = self._holders_beat()
        while not _locked(self.connection):
            waited = time.monotonic() - began
            beat = self._holders_beat()
            if beat is None or first is None:
                # A mover that checks has no heart yet; one that just died is gone in a moment.
                if waited > SHORT_WAIT:
                    raise AnotherMover(holder=_described(beat))
            elif (beat.described, beat.last) != (first.described, first.last):
                raise AnotherMover(holder=_described(beat))
            elif beat.silence > STALE_AFTER:
                self._end_holder(beat)
            elif waited > SHORT_WAIT and not is_told:
                is_told = True
                self._tell(beat)
            time.sleep(LISTEN_EVERY)

    def _holders_beat(self) -> _Beat | None:
        """The last sign of life of whoever holds the lock.

        A session that is younger than the last beat belongs to a mover that only checks.
        """
        beat = _beat(self.connection)
        if beat is None or not _value(self.connection, "lock_older", {"silence": beat.silence}):
            return None
        return beat

    def _end_holder(self, beat: _Beat) -> None:
        try:
            self.connection.execute(query("lock_end_holder"))
        except psycopg.errors.InsufficientPrivilege as error:
            raise AnotherMover(holder=_described(beat)) from error

    def _tell(self, beat: _Beat) -> None:
        sentence = _WAITS.format(silence=beat.silence, mover=beat.mover, patience=STALE_AFTER)
        self.reporter.report(Note(sentence, "warning"))


def _locked(connection: Connection) -> bool:
    return bool(_value(connection, "lock_try"))


def _described(beat: _Beat | None) -> str:
    return beat.described if beat is not None else "it has not written to the journal yet"


def _value(connection: Connection, name: str, facts: dict[str, object] | None = None) -> Any:
    row = connection.execute(query(name), facts).fetchone()
    return row[0] if row is not None else None
