"""How a live move stands on the source: what its slot keeps there."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import Any

import psycopg

from segue.database.live_journal import LiveRecord
from segue.database.queries import query
from segue.errors import SegueError
from segue.move.workspace import Workspace

LARGE = 1024**3
"""Bytes of WAL from which a person should know."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The slot as the source shows it."""

    read: bool
    """Whether somebody reads it now."""
    kept: int
    """Bytes of WAL that the source keeps for it."""
    status: str
    """`pg_replication_slots.wal_status`: reserved, extended, unreserved or lost."""

    @property
    def warning(self) -> str:
        """What is to be said of it, if anything."""
        if self.status == "lost":
            return "; it is lost: `segue forget`, then begin again"
        if self.kept > LARGE and not self.read:
            return "; nobody reads it: `segue follow` goes on, `segue forget` drops it"
        return ""


def slot_of(workspace: Workspace, record: LiveRecord) -> Slot | None:
    """The slot of a live move; None where the source cannot be asked, or has none."""
    row = _ask(workspace, "slot_state", {"slot": record.slot})
    return Slot(row[0] is not None, row[1] or 0, row[3] or "") if row is not None else None


def waiting_in_outbox(workspace: Workspace, record: LiveRecord) -> int | None:
    """The keys that nobody collected yet; None where there is no outbox that can be asked."""
    row = _ask(workspace, "outbox_waiting", {}) if record.outbox else None
    return int(row[0]) if row is not None else None


def _ask(workspace: Workspace, name: str, facts: dict[str, object]) -> tuple[Any, ...] | None:
    try:
        with closing(workspace.open_source("status")) as source:
            return source.execute(query(name), facts).fetchone()
    except (SegueError, psycopg.Error):
        return None
