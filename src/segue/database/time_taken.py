"""What took a run's time, kept in the journal for its report."""

from __future__ import annotations

from collections.abc import Iterable

from segue.database.later_tables import TIME_TAKEN
from segue.database.queries import query
from segue.database.session import Connection
from segue.events import TimeTaken


def time_taken_saved(connection: Connection, run: int, path: Iterable[TimeTaken]) -> None:
    """Keep the critical path of a run that is done. Raises JournalInTheWay."""
    TIME_TAKEN.add_to(connection)
    facts = [
        {"run": run, "number": number, "step": one.step, "what": one.what, "seconds": one.seconds}
        for number, one in enumerate(path)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(query("time_taken_saved"), facts)


def time_taken_by(connection: Connection, run: int) -> tuple[TimeTaken, ...]:
    """Empty for a run that is not done, or was before this was kept."""
    if not TIME_TAKEN.are_in(connection):
        return ()
    rows = connection.execute(query("time_taken_list"), {"run": run})
    return tuple(TimeTaken(*row) for row in rows)
