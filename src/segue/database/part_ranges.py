"""Which rows of the source each part has, in the journal: parts that are in may stay in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from segue.database.journal import Journal
from segue.database.later_tables import PART_RANGES
from segue.database.lending import LentPart, part_of
from segue.database.names import QualifiedName
from segue.database.queries import query

Writers = Mapping[QualifiedName, Mapping[int, str]]
"""By table and part: the transaction that brought the part's rows."""


class PartRanges:
    """The ranges of one run."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._connection = journal.connection
        self._run = {"run": journal.run}

    def save(self, tables: Mapping[QualifiedName, Iterable[LentPart]]) -> None:
        """How these tables are cut into parts, before one is copied. Raises JournalInTheWay."""
        PART_RANGES.add_to(self._connection)
        parameters = [self._run | {"schema": t.schema, "table": t.name} for t in tables]
        rows = [self._run | part.facts for parts in tables.values() for part in parts]
        with self._connection.transaction():
            cursor = self._connection.cursor()
            cursor.executemany(query("part_ranges_forgotten"), parameters)
            cursor.executemany(query("part_range_saved"), rows)

    def unfinished(self) -> dict[QualifiedName, list[LentPart]]:
        """All parts of the tables of which some are in."""
        parts: dict[QualifiedName, list[LentPart]] = {}
        if PART_RANGES.are_in(self._connection):
            for row in self._connection.execute(query("part_range_list"), self._run):
                part = part_of(*row)
                parts.setdefault(part.table, []).append(part)
        return parts

    def writers(self) -> Writers:
        """Of the parts that are in."""
        writers: dict[QualifiedName, dict[int, str]] = {}
        rows = self._connection.execute(query("part_writers"), self._run)
        for schema, table, number, writer in rows:
            writers.setdefault(QualifiedName(schema, table), {})[number] = writer
        return writers

    def taken_back(self, table: QualifiedName, parts: Iterable[int]) -> None:
        """Within the transaction that takes rows of these parts out; the table's others stay."""
        parameters = self._run | {"schema": table.schema, "table": table.name}
        rows = [parameters | {"number": number} for number in parts]
        self._connection.cursor().executemany(query("part_taken_back"), rows)
        self._connection.execute(query("load_goes_on"), parameters)
