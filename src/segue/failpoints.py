"""Named places at which a test can let the process die, as if a plug had been pulled.

`SEGUE_FAILPOINT=name` kills the process (SIGKILL) when it reaches the place, `name:3` at the third
time. Without the variable nothing happens.
"""

from __future__ import annotations

import os
import signal
import threading

NAMES = (
    "run-begun",
    "loads-planned",
    "foreign-keys-down",
    "tables-emptied",
    "indexes-down",
    "part-streamed",
    "part-copied",
    "rows-copied",
    "definition-back",
    "indexes-back",
    "foreign-keys-back",
    "sequences-set",
    "types-added",
    "verified",
)
"""Every boundary between two states of the journal, in the order of a move."""

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
