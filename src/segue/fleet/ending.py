"""What the log of a move says of how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from signal import Signals

from segue.errors import ExitStatus
from segue.fleet.results import STATES, MoveState
from segue.processes import Said, last_said
from segue.progress import Tally
from segue.wording import count, counted

ROWS = {"run_finished": "rows", "moved_before": "rows", "dry_run": "rows_estimate"}
"""By the event: the field that has the number of rows."""


class MoveEnding:
    """The lines of a move that has ended."""

    def __init__(self, lines: Sequence[Said], status: int, *, dry: bool, stopped: bool) -> None:
        """`status` is that of its process, a signal as a negative number; `stopped` says whether
        it was asked to end, `dry` whether it was to look only.
        """
        self._lines = lines
        self._status = status
        self._dry = dry
        self._stopped = stopped

    @property
    def exit_status(self) -> ExitStatus:
        """Of one whose process was killed: interrupted where it was asked to end, else failed."""
        with suppress(ValueError):
            return ExitStatus(self._status)
        return ExitStatus.INTERRUPTED if self._stopped else ExitStatus.FAILED

    @property
    def code(self) -> str:
        """The finding's that ended it; mostly empty."""
        return str(self._last("error").get("code") or "")

    @property
    def state(self) -> MoveState:
        """How the move stands."""
        if self.exit_status is ExitStatus.DONE and self._last("moved_before"):
            return MoveState.BEFORE
        if self.exit_status is ExitStatus.DONE and self._dry:
            return MoveState.READY
        return STATES[self.exit_status]

    @property
    def rows(self) -> int | None:
        """That are in; of a dry run, about how many would come."""
        events_and_fields = ((self._last(event), field) for event, field in ROWS.items())
        return next((int(said[field]) for said, field in events_and_fields if said), None)

    @property
    def verdict(self) -> str:
        """What the comparison said."""
        tables = self._tally.verified
        differing = sum(not table.equal for table in tables)
        if differing:
            return f"{counted(differing, 'table')} of {count(len(tables))} differ"
        if self._last("moved_before"):
            return "equal then"
        return "equal" if self._last("verify") else ""

    @property
    def message(self) -> str:
        """Why it is not done, with what the first finding that blocks says; empty where it is."""
        rejects = self._last("rejects")
        if self.exit_status is ExitStatus.REJECTS and rejects:
            return f"{counted(rejects['rows'], 'row')} refused"
        if self.exit_status is ExitStatus.DONE:
            return ""
        message = str(self._last("error").get("message") or self._unsaid)
        blocking = [finding for finding in self._tally.findings if finding.blocks]
        if blocking and self.exit_status is ExitStatus.BLOCKED:
            message += f"; first {blocking[0].code}: {blocking[0].title}"
        return message

    @property
    def advice(self) -> str:
        """What would mend it, as the error said it."""
        return str(self._last("error").get("help") or "")

    @property
    def _unsaid(self) -> str:
        """For a process that could not say why it ended."""
        if self._status < 0:
            return f"its process was killed ({Signals(-self._status).name})"
        return "it ended without a message"

    @cached_property
    def _tally(self) -> Tally:
        tally = Tally()
        tally.hear(self._lines)
        return tally

    def _last(self, event: str) -> Said:
        return last_said(self._lines, event)
