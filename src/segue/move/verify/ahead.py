"""Tables are compared as soon as their rows are in, ahead of the closing comparison.

Nothing rests on it: what cannot be found out now, or does not stand any more when the closing
comparison looks, is worked out then.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.errors import VerifyFailed
from segue.events import Event, Note, Reporter, TableVerified
from segue.mapping.transfer import Transfer
from segue.move.verify.comparison import Comparing, Comparison, Tables
from segue.move.verify.room import SpareCapacity
from segue.move.verify.tables import grouped
from segue.workers import Craft, StopSignal, Workers, reason_of

LOOK_AGAIN = 0.5
"""Seconds between two looks whether the move was stopped."""

_LEFT = "Comparing {what} ahead of step 8 broke off; it is done then: {reason}"


class AheadComparison:
    """A crew for each side. Use it as a context manager; what it finds goes to the known sums.

    A failure of a crew never is one of the move.
    """

    def __init__(
        self,
        transfers: Sequence[Transfer],
        comparing: Comparing,
        room: SpareCapacity,
        moving: StopSignal,
    ) -> None:
        """Tables beside `comparing.known.tables` are left to the closing comparison; `moving` is
        the move's signal, `comparing` has one of its own.
        """
        self._moving = moving
        self._own = comparing.stop
        self._reporter = comparing.reporter
        self._tables = comparing.known.tables
        self._room = room
        self._refused: set[QualifiedName] = set()
        own = replace(comparing, reporter=_Unverified(comparing.reporter))
        comparison = Comparison(own, grouped(_among(transfers, self._tables)))
        source = self._lenient(comparison.source_craft(room.on_source))
        target = self._lenient(comparison.target_craft(room.on_target))
        self._sources = Workers(source, comparing.sessions, self._own)
        self._targets = Workers(target, comparing.sessions, self._own)
        room.sums = lambda: (self._sources.busy, self._targets.busy)

    def __enter__(self) -> AheadComparison:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None:
            self._moving.set(reason_of(error))  # whoever waits for the source's sake ends too
        for crew in (self._sources, self._targets):
            with suppress(Exception):
                crew.__exit__(kind, error, trace)

    def table(self, table: QualifiedName) -> None:
        """Its rows are in."""
        if table in self._tables:
            self._sources.add([(table,)])
            self._targets.add([(table,)])

    def copied(self) -> None:
        """Every row of every table is in."""
        self._room.copied = True

    def finish(self) -> None:
        """Nothing else is at work: go through what is left. Raises Stopped."""
        self._room.copied = self._room.closing = True
        try:
            for crew in (self._sources, self._targets):
                while not crew.wait(LOOK_AGAIN):
                    self._moving.check()
        except Exception as error:
            self._moving.check()
            self._leave("tables", str(error) or type(error).__name__)

    def _leave(self, what: str, reason: str) -> None:
        self._reporter.report(Note(_LEFT.format(what=what, reason=reason), "detail"))

    def _lenient(self, craft: Craft[Connection, Tables]) -> Craft[Connection, Tables]:
        """What a server refuses to tell of a table is left to the closing comparison."""

        def work(connection: Connection, tables: Tables) -> None:
            if not self._refused.issuperset(tables):
                craft.work(connection, tables)

        def retry_after(error: Exception, tables: Tables, attempt: int) -> float | None:
            try:
                return craft.retry_after(error, tables, attempt)
            except VerifyFailed as failure:
                if not self._own.requested:
                    self._refused.update(tables)
                    self._leave(str(tables[0]), str(failure))
                return 0.0

        return replace(craft, work=work, retry_after=retry_after)


def _among(transfers: Sequence[Transfer], tables: Collection[QualifiedName]) -> list[Transfer]:
    return [transfer for transfer in transfers if transfer.target.name in tables]


@dataclass(frozen=True, slots=True)
class _Unverified:
    """A reporter to which no table is called verified: the closing comparison does that."""

    reporter: Reporter

    def report(self, event: Event) -> None:
        if not isinstance(event, TableVerified):
            self.reporter.report(event)
