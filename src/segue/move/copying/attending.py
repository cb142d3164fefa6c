"""The mover's side of lending: what helpers bring is counted, and the silent ones are ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import psycopg

from segue.database.lending import HelperRecord, LendingJournal
from segue.errors import LockLost
from segue.events import Note
from segue.move.copying.lane import LaneSetup, Tracker, begins, finish
from segue.move.copying.lent import lent_parts_of
from segue.move.copying.loads import Load, Task
from segue.wording import counted

ATTEND_EVERY = 1.0
"""Seconds between two looks at what helpers brought."""


class Attending:
    """Works in the session that holds the target, beside the lanes; without lending it rests."""

    def __init__(self, copying: LaneSetup, loads: Sequence[Load], tracker: Tracker) -> None:
        self._copying = copying
        self._loads = {load.name: load for load in loads}
        self._tracker = tracker
        self._journal = LendingJournal(copying.journal)
        self._helpers: dict[int, HelperRecord] = {}
        self._waits: str | None = None

    def open(self, tasks: Iterable[Task]) -> None:
        """From now on helpers may take parts."""
        if self._copying.lending is not None:
            self._journal.open(self._copying.lending, lent_parts_of(tasks))

    def close(self) -> None:
        """All rows are in: nothing is left to be lent."""
        if self._copying.lending is not None:
            self._journal.close()

    def attend(self) -> None:
        """Count what came in, and tell who helps. Raises LockLost where the session is gone."""
        if self._copying.lending is None:
            return
        try:
            self._attend()
        except psycopg.OperationalError as error:
            if not self._copying.journal.connection.closed:
                raise
            raise LockLost from error

    def _attend(self) -> None:
        helpers = self._journal.helpers()
        for helper in helpers:
            self._tell(helper)
        self._copying.pace.share_with(sum(helper.lives for helper in helpers))
        if helpers:
            self._count_brought()
            self._end_silent(helpers)
        if self._copying.pace.waits != self._waits:
            self._waits = self._copying.pace.waits
            self._journal.wait_for(self._waits)

    def _count_brought(self) -> None:
        for table, number in self._journal.brought():
            load = self._loads[table]
            begins(load, self._copying, self._tracker)
            if self._tracker.settles(load, number):
                self._copying.progress.part(str(table), load.slices[number].part.bytes).done()
            self._tracker.finish(load, partial(finish, load, self._copying.journal, self._copying))

    def _end_silent(self, helpers: Sequence[HelperRecord]) -> None:
        if all(helper.lives or helper.ended for helper in helpers):
            return
        for name in self._journal.end_silent():
            self._copying.reporter.report(Note(_ENDED.format(name=name), "warning"))

    def _tell(self, helper: HelperRecord) -> None:
        before = self._helpers.get(helper.number)
        self._helpers[helper.number] = helper
        if before is None:
            self._note(f"{helper.name} helps with {counted(helper.lanes, 'lane')}.")
        if helper.ended is not None and (before is None or before.ended is None):
            self._note(
                f"{helper.name} no longer helps; it brought {counted(helper.parts, 'part')}."
            )
        elif before is not None and before.lives and not helper.lives:
            self._note(_SILENT.format(name=helper.name), "warning")

    def _note(self, text: str, level: str = "info") -> None:
        self._copying.reporter.report(Note(text, level))


_SILENT = "{name}, which helped, has not answered for long: its parts are copied again."
_ENDED = "Ended the sessions of {name}, which had not answered for long."
