"""A live move: the application writes on while rows are copied, and changes follow until it is told
to use the new database.

The slot is made first, then the ordinary move runs unchanged, then changed keys are read again
through the plan, batch by batch. See docs/explanation/live.md.
"""

from segue.live.beginning import check_live, move_live
from segue.live.cutover import CutOver, CutoverRequest, cut_over
from segue.live.ending import end_live
from segue.live.following import Ending, direction, follow

__all__ = [
    "CutOver",
    "CutoverRequest",
    "Ending",
    "check_live",
    "cut_over",
    "direction",
    "end_live",
    "follow",
    "move_live",
]
