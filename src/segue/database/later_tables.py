"""Tables that the first run which needs them adds to the journal: one of before does without."""

from __future__ import annotations

from dataclasses import dataclass

from psycopg.errors import DuplicateTable

from segue.database.queries import query
from segue.database.session import Connection
from segue.errors import JournalInTheWay


@dataclass(frozen=True, slots=True)
class LaterTables:
    """Some that are made together, by the names of the queries that look for them and make them."""

    known: str
    create: str

    def are_in(self, connection: Connection) -> bool:
        """Whether the journal, which is there, has them."""
        row = connection.execute(query(self.known)).fetchone()
        return row is not None and bool(row[0])

    def add_to(self, connection: Connection) -> None:
        """Make them where they are not there. Raises JournalInTheWay."""
        if self.are_in(connection):
            return
        try:
            with connection.transaction():
                connection.execute(query(self.create))
        except DuplicateTable as error:
            raise JournalInTheWay(reason=str(error).splitlines()[0]) from error


LENDING = LaterTables("lending_known", "lending_create")
PART_RANGES = LaterTables("part_ranges_known", "part_ranges_create")
SUMS = LaterTables("sums_known", "sums_create")
FORECAST = LaterTables("forecast_known", "forecast_create")
TIME_TAKEN = LaterTables("time_taken_known", "time_taken_create")
BEHIND = LaterTables("behind_known", "behind_create")
SWITCH = LaterTables("switch_known", "switch_create")
OWN_SUMS = LaterTables("own_sums_known", "own_sums_create")

LATER = (LENDING, PART_RANGES, SUMS, FORECAST, TIME_TAKEN, BEHIND, SWITCH, OWN_SUMS)
"""All of them."""
