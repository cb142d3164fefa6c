"""`segue restore`: give an unfinished run up and put everything back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial

from segue import seed_rows, sequences
from segue.checks.rights import filling_findings
from segue.checks.servers import sessions_beside
from segue.database.address import Endpoint
from segue.database.batches import batches
from segue.database.catalog import Catalog
from segue.database.decisions import is_about_itself
from segue.database.definitions import definitions_down, mark_restored
from segue.database.introspection import read_catalog
from segue.database.journal import Journal, journal_exists, runs
from segue.database.lending import close_lending
from segue.database.lock import take_target
from segue.database.names import QualifiedName
from segue.database.pending import completed, with_place
from segue.database.records import Definition, Phase
from segue.database.session import Connection, connect
from segue.errors import RestoreFailed, RestoreForbidden
from segue.events import Note, Reporter
from segue.failpoints import reach
from segue.loading import arrivals
from segue.move import schema
from segue.move.creation import drop_created
from segue.move.rebuild import Rebuild
from segue.move.run.undo import UndoResult, can_be_undone, undo
from segue.move.watch import watching
from segue.wording import counted
from segue.workers import StopSignal

_UNFIT = (
    "The rows that the run brought do not fit what has to go back, so they are taken out again: {}"
)
_PLACELESS = (
    "{count} cannot go back, as what they belong to is no longer in the target:\n{statements}"
)


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """What was put back."""

    run: int | None
    """The run that was given up; None where none was unfinished."""
    definitions: int
    emptied: tuple[QualifiedName, ...]
    """Tables whose partly copied rows were removed: they are all in the source."""
    seeds: int
    """Seed rows that are in their tables again."""
    taken_out: Mapping[QualifiedName, int] = field(default_factory=dict)
    """Rows of the run that went out of tables whose own rows stay."""
    undone: UndoResult | None = None
    """What became of a merge that had ended."""


def restore(target: Endpoint, reporter: Reporter, builders: int) -> RestoreResult:
    """Put indexes, constraints and triggers back, and the seed rows if the rows were not all in.

    Rows that an unfinished copy brought are removed, as foreign keys could not be valid over half
    of them; so are those of a whole one that do not fit. Raises AnotherMover, TooFewConnections
    RestoreForbidden or RestoreFailed; it can be run again.
    """
    opening = connect(target, "target", "restore", reporter=reporter)
    with closing(opening) as connection:
        take_target(connection, reporter)
        if not journal_exists(connection):
            return RestoreResult(None, 0, (), 0)
        _require_rights(connection)
        if definitions_down(connection):
            builders = sessions_beside(connection, "target", builders)
        opener = partial(connect, target, "target", "builder", reporter=reporter)
        watch = partial(connect, target, "target", "watch")
        with watching(connection, "target", watch, reporter, 1 + builders):
            return _Restoring(connection, opener, builders, reporter).carry_out()


@dataclass(slots=True)
class _Restoring:
    """One restore, in the session that holds the target."""

    connection: Connection
    open_target: Callable[[], Connection]
    builders: int
    reporter: Reporter
    emptied: tuple[QualifiedName, ...] = ()
    seeds: int = 0
    back: int = 0
    """Definitions that were put back."""
    taken_out: dict[QualifiedName, int] = field(default_factory=dict)

    def carry_out(self) -> RestoreResult:
        run = next((run for run in runs(self.connection) if run.unfinished), None)
        if run is None:
            self._put_back()
            return self._undo_ended()
        close_lending(self.connection, run.id)
        journal = Journal(self.connection, run.id, run.tries)
        undone = not run.copied
        if undone:
            self._undo_copy(journal)
        try:
            self._put_back()
        except RestoreFailed as failure:
            if undone or not is_about_itself(failure.__cause__):
                raise
            self.reporter.report(Note(_UNFIT.format(failure), "warning"))
            undone = True
            self._undo_copy(journal)
            self._put_back()
        if undone:
            drop_created(journal)
        reach("restored")
        journal.ended("given up")
        return RestoreResult(run.id, self.back, self.emptied, self.seeds, self.taken_out)

    def _undo_ended(self) -> RestoreResult:
        """Take the newest run back, where it merged rows into tables with others."""
        newest = next(iter(runs(self.connection)), None)
        if newest is None or newest.state != "done":
            return RestoreResult(None, self.back, (), 0)
        journal = Journal(self.connection, newest.id, newest.tries)
        if not can_be_undone(journal):
            return RestoreResult(None, self.back, (), 0)
        undone = undo(journal, read_catalog(self.connection))
        return RestoreResult(newest.id, self.back, (), 0, undone.deleted, undone)

    def _undo_copy(self, journal: Journal) -> None:
        """Empty what the run began to fill and give the seed rows back.

        What an earlier try put back comes down again: the rows go without regard to what refers to
        them, and no trigger may hear of it.
        """
        journal.copied(False)  # from here on, a restore that is killed goes on so
        catalog = read_catalog(self.connection)
        begun = [record for record in journal.loads() if record.state != "waiting"]
        records = [record for record in begun if record.table in catalog.tables]
        filled = [record.table for record in records]
        self.emptied = tuple(record.table for record in records if record.merge is None)
        _take_down(journal, catalog, filled)
        seeded = journal.seeds()
        for restart in (True, False):
            # Where seed rows had made way, the numbers had begun anew.
            for batch in batches([name for name in self.emptied if (name in seeded) is restart]):
                tables = [catalog.tables[name] for name in batch]
                seed_rows.empty(self.connection, tables, restart=restart)
        reach("copy-emptied")
        with self.connection.transaction():
            for record in records:
                if record.merge is not None:
                    count = arrivals.take_back(journal, catalog.tables[record.table])
                    self.taken_out[record.table] = count
            _unsettle(journal, catalog)
            self.seeds = seed_rows.give_back(journal, catalog)
            journal.loads_given_back()
        reach("copy-undone")
        states = sequences.inspect(self.connection, catalog, filled)
        sequences.reset(self.connection, states)

    def _put_back(self) -> None:
        """Put back what is down; what has no place any more is told and no longer kept."""
        catalog, down = read_catalog(self.connection), definitions_down(self.connection)
        fitting = with_place(down, catalog)
        placeless = [each for each in down if each not in fitting]
        if placeless:
            self._tell(placeless)
            mark_restored(self.connection, placeless)
        with Rebuild(self.open_target, self.builders, self.reporter, StopSignal()) as rebuild:
            _queue(rebuild, fitting)
            rebuild.settle()
        self.back += len(fitting)

    def _tell(self, placeless: Sequence[Definition]) -> None:
        statements = "\n".join(f"  {s};" for each in placeless for s in each.statements)
        count = counted(len(placeless), "definition")
        sentence = _PLACELESS.format(count=count, statements=statements)
        self.reporter.report(Note(sentence, "warning"))


def _require_rights(connection: Connection) -> None:
    """Raises RestoreForbidden where the role may not change what an unfinished run began."""
    names = {each.table for each in definitions_down(connection)}
    run = next((run for run in runs(connection) if run.unfinished), None)
    if run is not None:
        loads = Journal(connection, run.id, run.tries).loads()
        names |= {load.table for load in loads if load.state != "waiting"}
    if not names:
        return
    catalog = read_catalog(connection)
    tables = [catalog.tables[name] for name in sorted(names) if name in catalog.tables]
    for finding in filling_findings(tables, catalog.server.user):
        raise RestoreForbidden(problem=finding.title, help=finding.help)


def _take_down(journal: Journal, catalog: Catalog, tables: Collection[QualifiedName]) -> None:
    """The foreign keys at and towards the tables, and their triggers, as far as they are up."""
    changes = list(schema.foreign_keys_to_drop(catalog, tables))
    for name in tables:
        changes += schema.triggers_to_take_down(catalog.tables[name])
    for batch in batches(changes):
        schema.take_down(journal.connection, journal.run, batch)
    reach("restore-prepared")


def _unsettle(journal: Journal, catalog: Catalog) -> None:
    """References that were led to where seed rows had gone lead back."""
    quiet = partial(schema.quiet, journal.connection)
    filled = [load.table for load in journal.loads()]
    whole = completed(catalog, definitions_down(journal.connection))
    settling = seed_rows.SeedSettlement(journal, whole, None, filled, dict, frozenset, quiet)
    settling.unsettle(list(journal.fates()))


def _queue(rebuild: Rebuild, down: Sequence[Definition]) -> None:
    for table in dict.fromkeys(d.table for d in down if d.phase < Phase.FOREIGN_KEY):
        rebuild.table(table, [d for d in down if d.table == table and d.phase < Phase.FOREIGN_KEY])
    rebuild.wait()
    rebuild.foreign_keys([d for d in down if d.phase >= Phase.FOREIGN_KEY])
