"""A move from its first step to its last: this package alone knows their order.

A try that breaks off leaves the journal as it is; the next try, in this process or another, finds
the run there and goes on. There is no other way to resume than to move.
"""

from segue.move.run.attempts import move
from segue.move.run.dry_run import DryRun, dry_run, target_exists
from segue.move.run.finished import moved_before
from segue.move.run.history import HistorySeen, look_at_history
from segue.move.run.join import Help, JoinRequest, join
from segue.move.run.onward import is_migrating_on
from segue.move.run.preparing import prepare_target
from segue.move.run.rehearsal import RehearsalResult, rehearse
from segue.move.run.request import Outcome, Request, Scene
from segue.move.run.restore import RestoreResult, restore
from segue.move.run.undo import UndoResult
from segue.move.run.way import foreseen

__all__ = [
    "DryRun",
    "Help",
    "HistorySeen",
    "JoinRequest",
    "Outcome",
    "RehearsalResult",
    "Request",
    "RestoreResult",
    "Scene",
    "UndoResult",
    "dry_run",
    "foreseen",
    "is_migrating_on",
    "join",
    "look_at_history",
    "move",
    "moved_before",
    "prepare_target",
    "rehearse",
    "restore",
    "target_exists",
]
