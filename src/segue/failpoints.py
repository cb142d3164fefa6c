"""Named places at which a test can let the process die, as if a plug had been pulled.

`SEGUE_FAILPOINT=name` kills the process (SIGKILL) when it reaches the place, `name:3` at the third
time. Without the variable nothing happens.
"""

from __future__ import annotations

import os
import signal
import threading

MOVE = (
    "plan-written",
    "journal-created",
    "run-begun",
    "loads-planned",
    "definitions-down",
    "foreign-keys-down",
    "indexes-down",
    "tables-emptied",
    "part-streamed",
    "part-copied",
    "table-copied",
    "rows-copied",
    "definition-back",
    "indexes-back",
    "seeds-settled",
    "foreign-keys-back",
    "views-refreshed",
    "sequences-set",
    "keys-reserved",
    "verified",
    "run-done",
)
"""Every boundary between two states of the journal that each move crosses, in their order."""

SOMETIMES = (
    "database-created",
    "database-dropped",
    "copied-from-kept",
    "preparation-begun",
    "migrated",
    "tenant-migrated",
    "state-migrated",
    "state-settled",
    "migrating-on",
    "migration-started",
    "migration-finished",
    "migrated-on",
    "scratch-created",
    "tables-created",
    "orphans-rejected",
    "rejects-written",
    "types-created",
    "types-added",
    "table-summed-up",
    "own-rows-summed-up",
)
"""Those that a move crosses where its plan or the project asks for it."""

RESTORE = ("restore-prepared", "copy-emptied", "copy-undone", "restored")
"""Those of `segue restore`, beside `definition-back`."""

LIVE = (
    "publication-made",
    "slot-made",
    "outbox-made",
    "keys-collected",
    "target-quiet",
    "target-fenced",
    "batch-written",
    "batch-applied",
    "fence-raised",
    "last-batch",
    "numbers-carried",
    "fence-stands",
    "way-back-made",
    "way-back-begun",
    "target-restored",
    "target-open",
    "switched",
)
"""Those of a live move, from its beginning to the end of the cutover."""

NAMES = (*MOVE, *SOMETIMES, *RESTORE, *LIVE)

_lock = threading.Lock()
_reached = 0


def reach(name: str) -> None:
    """Die here if this place is armed."""
    armed, _, count = os.environ.get("SEGUE_FAILPOINT", "").partition(":")
    if armed != name:
        return
    global _reached
    with _lock:
        _reached += 1
        if _reached >= int(count or 1):
            os.kill(os.getpid(), signal.SIGKILL)
