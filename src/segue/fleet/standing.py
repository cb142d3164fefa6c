"""How the moves of a fleet stand, as the journals in their targets tell it; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial

from segue.database.address import resolve
from segue.database.session import connect
from segue.errors import ExitStatus
from segue.fleet.local import failed
from segue.fleet.model import FleetMove
from segue.fleet.moves import Aliases
from segue.fleet.results import MoveResult, MoveState, not_begun
from segue.move import control
from segue.move.prepare import database_exists

LOOKS = 8
"""Targets asked at once, at least: they wait for their servers."""

STATES = {
    "running": (MoveState.RUNNING, ExitStatus.DONE),
    "broken off": (MoveState.BROKEN_OFF, ExitStatus.INTERRUPTED),
    "stopped": (MoveState.INTERRUPTED, ExitStatus.INTERRUPTED),
    "failed": (MoveState.FAILED, ExitStatus.FAILED),
    "done": (MoveState.DONE, ExitStatus.DONE),
    "given up": (MoveState.WAITING, ExitStatus.INTERRUPTED),
}
"""By the run's state: how the move stands, and as what a fleet would end with it."""


def standing_of(moves: Sequence[FleetMove], aliases: Aliases, at_once: int) -> list[MoveResult]:
    """Ask every target; one that cannot be asked is told as failed."""
    with ThreadPoolExecutor(max(LOOKS, at_once)) as pool:
        return list(pool.map(partial(_state, aliases), moves))


def _state(aliases: Aliases, move: FleetMove) -> MoveResult:
    try:
        return _ask(move, aliases)
    except Exception as error:
        return failed(move.name, error)


def _ask(move: FleetMove, aliases: Aliases) -> MoveResult:
    target = resolve(move.target, "target", aliases)
    if not database_exists(target):
        return not_begun(move.name)
    with closing(connect(target, "target", "status", read_only=True)) as connection:
        status = control.status(connection)
    if status is None:
        return not_begun(move.name)
    state, exit_status = STATES[status.state]
    rows = [load.rows for load in status.loads if load.rows is not None]
    return MoveResult(
        move.name, state, exit_status, rows=sum(rows) if rows else None,
        seconds=status.run.seconds or 0.0, message=status.run.message or "",
    )  # fmt: skip
