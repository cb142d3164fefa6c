"""How far a fleet is, told as events: from several threads, or by workers of a cluster."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from segue.errors import ExitStatus
from segue.events import FleetProgress, MoveBegun, MoveEnded, Reporter
from segue.fleet.results import MoveResult

WELL = frozenset((ExitStatus.DONE, ExitStatus.REJECTS))
"""Statuses of moves whose rows are in."""


class Progress:
    """Keeps count of the moves and reports each change."""

    def __init__(self, reporter: Reporter, names: Iterable[str]) -> None:
        self._reporter = reporter
        self._lock = threading.Lock()
        self._waiting = set(names)
        self._running: dict[str, float] = {}
        self._ended: dict[str, ExitStatus] = {}

    def began(self, name: str, where: str = "") -> None:
        """A move begins, or is begun once more by another worker."""
        with self._lock:
            self._waiting.discard(name)
            self._running[name] = 0.0
        self._reporter.report(MoveBegun(name, where))
        self._tell()

    def share(self, name: str, share: float) -> None:
        """So much of the rows of a move is in, from 0 to 1."""
        with self._lock:
            if name in self._running:
                self._running[name] = share
        self._tell()

    def ended(self, result: MoveResult) -> None:
        """A move ended, or was not begun at all."""
        with self._lock:
            self._waiting.discard(result.name)
            self._running.pop(result.name, None)
            self._ended[result.name] = result.exit_status
        self._reporter.report(
            MoveEnded(
                result.name, result.state.value, int(result.exit_status), result.rows,
                result.seconds, result.message,
            )
        )  # fmt: skip
        self._tell()

    def _tell(self) -> None:
        with self._lock:
            well = sum(status in WELL for status in self._ended.values())
            event = FleetProgress(
                well, len(self._ended) - well, len(self._waiting), dict(self._running)
            )
        self._reporter.report(event)
