"""Which parts of a half-copied table still hold what the source holds now.

All rows of a part bear the number of the transaction that brought them, and a part is a range of
the source's pages. Where a range gives the same rows under a new snapshot, its part may stay. A row
that went to another page meanwhile changes both ranges.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from segue.database.batches import batches
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.mapping.sql.checksums import shared_columns, source_rows, target_rows
from segue.mapping.transfer import Part, Transfer
from segue.move.verify.comparison import Comparing, Comparison, Tables
from segue.move.verify.sums import forms_of, sum_up
from segue.workers import Workers

TOGETHER = 8
"""Parts that the source is asked for in one statement."""


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """A part that is in."""

    number: int
    transfer: Transfer
    part: Part
    writer: str
    """The transaction that brought its rows."""


def parts_that_stand(
    tables: Mapping[QualifiedName, Sequence[WrittenPart]], comparing: Comparing
) -> dict[QualifiedName, frozenset[int]]:
    """Of each table the numbers of the parts that may stay; none where others wrote rows too.

    Raises VerifyFailed, SnapshotLost, or workers.Stopped.
    """
    comparison = _PartComparison(comparing, tables)
    tasks = [(table,) for table in tables]
    with (
        Workers(comparison.source_craft(), comparing.sessions, comparing.stop) as sources,
        Workers(comparison.target_craft(), comparing.sessions, comparing.stop) as targets,
    ):
        sources.add(tasks)
        targets.add(tasks)
        targets.wait()
        sources.wait()
    return {table: comparison.standing(table) for table in tables}


class _PartComparison(Comparison):
    """Asks the source for each part, and the target for what each transaction left."""

    def __init__(
        self, comparing: Comparing, tables: Mapping[QualifiedName, Sequence[WrittenPart]]
    ) -> None:
        super().__init__(comparing, {table: _transfers(tables[table]) for table in tables})
        self._parts = tables
        self._given: dict[QualifiedName, dict[int, tuple[int, int]]] = {}
        self._held: dict[QualifiedName, dict[str, tuple[int, int]]] = {}

    def ask_source(self, connection: Connection, tables: Tables) -> None:
        for table in tables:
            columns = shared_columns(_transfers(self._parts[table]))
            counts: dict[int, tuple[int, int]] = {}
            for parts in batches(self._parts[table], TOGETHER):
                selects = [[source_rows(p.transfer, columns, p.part)] for p in parts]
                for part, sums in zip(parts, sum_up(connection, selects), strict=True):
                    counts[part.number] = sums.rows, int(sums.checksum)
            self._given[table] = counts

    def ask_target(self, connection: Connection, tables: Tables) -> None:
        forms = forms_of(connection, tables)
        for table in tables:
            transfers = _transfers(self._parts[table])
            rows = target_rows(transfers[0], shared_columns(transfers))
            rows_by_writer = connection.execute(rows.checksums_by_writer) if table in forms else ()
            self._held[table] = {
                writer: (count, int(sums)) for writer, count, sums in rows_by_writer
            }

    def standing(self, table: QualifiedName) -> frozenset[int]:
        """The parts of a table that are equal."""
        sums, parts = self._held[table], self._parts[table]
        if not sums.keys() <= {part.writer for part in parts}:
            return frozenset()
        counts = self._given[table]
        return frozenset(p.number for p in parts if sums.get(p.writer, (0, 0)) == counts[p.number])


def _transfers(parts: Iterable[WrittenPart]) -> list[Transfer]:
    return list({part.transfer.number: part.transfer for part in parts}.values())
