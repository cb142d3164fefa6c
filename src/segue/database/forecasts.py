"""What a rehearsal expected of a run, kept in the journal to be held against what it took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from segue.database.later_tables import FORECAST
from segue.database.queries import query
from segue.database.records import ExpectedSeconds
from segue.database.session import Connection


def forecast_saved(connection: Connection, run: int, steps: Mapping[int, ExpectedSeconds]) -> None:
    """Keep what each step is expected to take. Raises JournalInTheWay."""
    FORECAST.add_to(connection)
    facts = [{"run": run, "step": step, **asdict(each)} for step, each in steps.items()]
    with connection.cursor() as cursor:
        cursor.executemany(query("forecast_saved"), facts)


def forecast_of(connection: Connection, run: int) -> dict[int, ExpectedSeconds]:
    """By step; empty where nobody foretold the run."""
    if not FORECAST.are_in(connection):
        return {}
    rows = connection.execute(query("forecast_list"), {"run": run})
    return {step: ExpectedSeconds(*rest) for step, *rest in rows}
