"""Whether the servers have something to spare for a comparison beside the copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from segue.database.machine import CORES_A_STREAM


@dataclass(slots=True)
class SpareCapacity:
    """What others are at, and what is left beside them.

    Copying and building go first: whoever compares begins with a table where there is room.
    """

    lanes: int
    """As many builders, and as many that compare on each side."""
    cores: int | None
    """Where both servers and the mover share so few that two streams are no faster than one."""
    scarce: bool
    """Whether sessions are: whoever compares would keep one from a lane or a builder."""
    streams: Callable[[], int]
    """Lanes that bring rows at this moment."""
    builds: Callable[[], int]
    """What is being built at this moment, and what waits for a builder."""
    sums: Callable[[], tuple[int, int]] = lambda: (0, 0)
    """Sessions that compare at this moment, on the source and on the target."""
    copied: bool = False
    """Whether every row is in."""
    closing: bool = False
    """Whether nothing else is left to do."""

    def on_source(self) -> bool:
        """Whether one more table may be gone through there."""
        if self.closing:
            return True
        if self.scarce:
            return self.copied
        if self.cores is not None:
            return self._spare(self.cores)
        return self.sums()[0] < (self.lanes if self.copied else 1)

    def on_target(self) -> bool:
        """The same of the target, where indexes are built meanwhile."""
        if self.closing:
            return True
        if self.scarce:
            return False
        if self.cores is not None:
            return self._spare(self.cores)
        here = self.sums()[1]
        return here == 0 or here + self.builds() < self.lanes

    def _spare(self, cores: int) -> bool:
        return CORES_A_STREAM * self.streams() + self.builds() + sum(self.sums()) < cores
