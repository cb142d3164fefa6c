"""`segue restore`: give an unfinished run up and put everything back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from segue.database.address import Endpoint
from segue.database.batches import batches
from segue.database.catalog import Catalog
from segue.database.introspection import read_catalog
from segue.database.journal import Journal, definitions_down, journal_exists, runs
from segue.database.lock import take_target
from segue.database.names import QualifiedName
from segue.database.records import Definition, Phase
from segue.database.session import connect
from segue.events import Reporter
from segue.move import arrivals, identities, sequences
from segue.move.creation import drop_created
from segue.move.rebuild import Rebuild
from segue.workers import StopSignal


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back."""

    run: int | None
    """The run that was given up; None where none was unfinished."""
    definitions: int
    emptied: tuple[QualifiedName, ...]
    """Tables whose partly copied rows were removed: they are all in the source."""
    seeds: int
    """Seed rows that are in their tables again."""


def restore(target: Endpoint, reporter: Reporter, builders: int) -> Restored:
    """Put indexes, constraints and triggers back, and the seed rows if the rows were not all in.

    Rows that an unfinished copy brought are removed, as foreign keys could not be valid over half
    of them. Raises AnotherMover or RestoreFailed; it can be run again.
    """
    connection = connect(target, "target", "restore")
    try:
        take_target(connection, reporter)
        if not journal_exists(connection):
            return Restored(None, 0, (), 0)
        run = next((run for run in runs(connection) if run.unfinished), None)
        emptied: tuple[QualifiedName, ...] = ()
        seeds = 0
        if run is not None and not run.copied:
            emptied, seeds = _undo_copy(Journal(connection, run.id), read_catalog(connection))
        down = definitions_down(connection)
        with Rebuild(
            partial(connect, target, "target", "builder"), builders, reporter, StopSignal()
        ) as rebuild:
            _put_back(rebuild, down)
        if run is not None:
            journal = Journal(connection, run.id)
            if not run.copied:
                drop_created(journal)
            journal.ended("given up")
        return Restored(run.id if run else None, len(down), emptied, seeds)
    finally:
        connection.close()


def _undo_copy(journal: Journal, catalog: Catalog) -> tuple[tuple[QualifiedName, ...], int]:
    """Empty what the run began to fill and give the seed rows back."""
    records = [record for record in journal.loads() if record.state != "waiting"]
    begun = tuple(record.table for record in records)
    filled = [record.table for record in records if record.merge is None]
    for batch in batches(filled):
        identities.empty(journal.connection, batch, restart=True)
    with journal.connection.transaction():
        for record in records:
            if record.merge is not None:
                arrivals.take_back(journal, catalog.tables[record.table])
        seeds = identities.give_back(journal, catalog)
        journal.loads_given_back()
    sequences.reset(journal.connection, sequences.inspect(journal.connection, catalog, begun))
    return begun, seeds


def _put_back(rebuild: Rebuild, down: Sequence[Definition]) -> None:
    for table in dict.fromkeys(d.table for d in down if d.phase < Phase.FOREIGN_KEY):
        rebuild.table(table, [d for d in down if d.table == table and d.phase < Phase.FOREIGN_KEY])
    rebuild.wait()
    rebuild.foreign_keys([d for d in down if d.phase >= Phase.FOREIGN_KEY])
