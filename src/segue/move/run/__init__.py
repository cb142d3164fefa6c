"""A move from its first step to its last: this package alone knows their order.

A try that breaks off leaves the journal as it is; the next try, in this process or another, finds
the run there and goes on. There is no other way to resume than to move.
"""

from segue.move.run.look import Look, look, target_exists
from segue.move.run.moving import move
from segue.move.run.rehearsal import Rehearsed, rehearse
from segue.move.run.request import Outcome, Request, Scene
from segue.move.run.restore import Restored, restore

__all__ = [
    "Look",
    "Outcome",
    "Rehearsed",
    "Request",
    "Restored",
    "Scene",
    "look",
    "move",
    "rehearse",
    "restore",
    "target_exists",
]
