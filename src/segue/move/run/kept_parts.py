"""A half-copied table goes on where a try broke off: parts stay that hold the source's rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from psycopg import sql

from segue.database.journal import Journal
from segue.database.lending import LentPart
from segue.database.names import QualifiedName
from segue.database.part_ranges import PartRanges
from segue.database.records import LoadRecord
from segue.move.copying.lent import borrowed_loads, lent_parts_of
from segue.move.copying.loads import Load, Task
from segue.move.run.request import Request, Scene
from segue.move.verify import Comparing, WrittenPart, parts_that_stand
from segue.workers import StopSignal

Standing = Mapping[QualifiedName, frozenset[int]]
"""By table the numbers of parts that stay."""


class KeptParts:
    """The parts of an earlier try, and what becomes of them."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._ranges = PartRanges(journal)
        self._written: dict[QualifiedName, tuple[WrittenPart, ...]] = {}
        self.standing: Standing = {}

    def cut_as_before(
        self, loads: Sequence[Load], without: Collection[QualifiedName]
    ) -> tuple[Load, ...]:
        """The loads, those that can go on in the parts that the earlier try made of them."""
        ranges = self._ranges.unfinished()
        records = {r.table: r for r in self._journal.loads() if r.parts_done and not r.rejected}
        for table in ranges.keys() - (records.keys() - set(without)):
            del ranges[table]
        writers = self._ranges.writers() if ranges else {}
        loads_cut = []
        for load in loads:
            earlier = None
            if load.name in ranges and load.is_straight:
                earlier = _cut(load, ranges[load.name], records[load.name])
            if earlier is not None:
                self._written[load.name] = tuple(
                    WrittenPart(piece.number, piece.transfer, piece.part, writer)
                    for piece in earlier.slices
                    if (writer := writers[load.name].get(piece.number)) is not None
                )
            loads_cut.append(earlier or load)
        return tuple(loads_cut)

    @property
    def going_on(self) -> Collection[QualifiedName]:
        """The tables that go on in the parts of the earlier try."""
        return self._written.keys()

    def look(self, request: Request, scene: Scene, stop: StopSignal) -> None:
        """See which parts still hold what the source holds. Raises VerifyFailed or SnapshotLost."""
        if not self._written:
            return
        workspace, sessions = request.workspace, scene.sessions
        comparing = Comparing(
            partial(workspace.open_source, "verify"),
            partial(workspace.open_held_target, "verify", scene.holder),
            scene.snapshot,
            request.reporter,
            stop,
            sessions.lanes,
            source_permits=sessions.source,
            target_permits=sessions.target,
        )
        parts = parts_that_stand(self._written, comparing)
        self.standing = {table: numbers for table, numbers in parts.items() if numbers}

    def save(self, loads: Iterable[Load]) -> None:
        """How tables are cut of which no part stays."""
        cut = {
            load.name: tuple(lent_parts_of(Task((load,), piece) for piece in load.slices))
            for load in loads
            if len(load.slices) > 1 and load.is_straight and load.name not in self.standing
        }
        if cut:
            self._ranges.save(cut)

    def take_back(self, load: Load) -> None:
        """Within a transaction: take out the parts of the table that do not stay."""
        standing = self.standing[load.name]
        parts = [part for part in self._written[load.name] if part.number not in standing]
        if parts:
            statement = sql.SQL(
                "DELETE FROM {} WHERE xmin::pg_catalog.text = ANY ({}::pg_catalog.text[])"
            ).format(load.table.only, sql.Literal([part.writer for part in parts]))
            self._journal.connection.execute(statement)
        self._ranges.taken_back(load.name, [part.number for part in parts])


def _cut(load: Load, ranges: Sequence[LentPart], record: LoadRecord) -> Load | None:
    """The load in earlier parts; None where these are of other SQL or of other relations."""
    loads, _ = borrowed_loads(ranges, load.transfers, [record])
    earlier = loads.get(load.name)
    if earlier is None or _relations(earlier) != _relations(load):
        return None
    return replace(load, slices=earlier.slices)


def _relations(load: Load) -> set[tuple[int, QualifiedName | None]]:
    return {(piece.transfer.number, piece.part.relation) for piece in load.slices}
