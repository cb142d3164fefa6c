"""One batch: what changed is read again at one moment, and the target shows that moment exactly.

All in one transaction of the target: deletes first, then updates and inserts, then the proof.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from psycopg import sql

from segue.database.catalog import Catalog, Table
from segue.database.live_journal import LiveJournal, Moment
from segue.database.names import QualifiedName
from segue.database.records import LoadRecord
from segue.database.replication import Key
from segue.database.session import Connection
from segue.database.table_order import order_of
from segue.errors import BatchDiffers, StaysBehind
from segue.failpoints import reach
from segue.live.pairing import PairChanges
from segue.live.refusing import LiveRefusals
from segue.live.staging import CHUNK, Staging
from segue.loading.changed_rows import ChangedRows, delete_gone, delete_others, gone_keys
from segue.loading.rows_behind import RowsBehind
from segue.mapping.followed import FollowScope, Reading
from segue.project.rows import RowPool


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a batch did."""

    keys: int
    rows: int
    """Rows that were written or deleted."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What the move that follows keeps of the target's tables."""

    run: int
    """The run that copied the rows."""
    loads: Mapping[QualifiedName, LoadRecord]
    rejecting: frozenset[QualifiedName]
    """The tables whose refused rows are put aside."""
    behind: Mapping[QualifiedName, RowsBehind]
    """Rows of the old database that the plan did not bring over, on the way back."""
    replacing: frozenset[QualifiedName]
    """The tables of which these give way to new rows with their keys."""


class Batches:
    """Applies batches through one pair of sessions; after a failure, take new ones."""

    def __init__(
        self,
        source: Connection,
        journal: LiveJournal,
        scope: FollowScope,
        target: Catalog,
        own: Mapping[QualifiedName, Sequence[str]],
        filling: Filling,
        functions: RowPool,
        check: Callable[[], None],
    ) -> None:
        """`own` are the keys of the target's rows that no source has; `check` may raise to stop.

        `functions` call what the plan has in Python.

        The source's session has a transaction open that sees the moment.
        """
        self._journal = journal
        self._target = journal.connection
        self._scope = scope
        self._catalog = target
        self._own = own
        self._filling = filling
        self._staging = Staging(
            source,
            self._target,
            scope,
            filling.loads,
            filling.rejecting,
            filling.behind,
            functions,
            check,
        )
        self._refusing = LiveRefusals(
            source, self._target, self._staging, scope, target, filling.loads, filling.rejecting
        )

    @cached_property
    def _order(self) -> tuple[QualifiedName, ...]:
        """The target's tables, those referred to first."""
        return order_of(self._scope.by_target.keys(), self._catalog)

    def apply(
        self,
        now: Moment,
        whole: Collection[QualifiedName] = (),
        pairs: PairChanges | None = None,
    ) -> BatchResult:
        """One batch; the tables of `whole` are read again with all their rows.

        `pairs` are new rows that have counterparts in the target.

        Raises BatchDiffers where a row is not as it should be; SharedKey; KeysFail; psycopg.Error.
        """
        last = self._journal.last_key()
        self._target.execute("BEGIN")
        self._target.execute("SET CONSTRAINTS ALL DEFERRED")
        self._take_pairs(pairs)
        keys, stale = self._stage_changed(last, now)
        whole = {*whole, *stale}
        touched = self._stage_whole(whole) | self._touched
        rows, fresh = self._write(touched, whole)
        self._prove(fresh)
        self._journal.applied(last, now, keys, rows)
        self._journal.stale_done(whole)
        reach("batch-written")
        self._target.execute("COMMIT")
        self._staging.batch_done()
        reach("batch-applied")
        return BatchResult(keys, rows)

    def _take_pairs(self, pairs: PairChanges | None) -> None:
        """Keys travel as they do from now on."""
        if pairs is not None:
            pairs.saved(self._journal, self._filling.run)
            self._scope = self._scope.read_by(pairs.survey.transfers)
            self._staging.read_by(self._scope)
            self._refusing.read_by(self._scope)
        self._refusing.begin(pairs.tables if pairs is not None else ())

    # Rows on their way

    def _stage_changed(self, last: int, now: Moment) -> tuple[int, set[QualifiedName]]:
        """How many keys there were, and which target tables are to be read as a whole."""
        self._touched: set[QualifiedName] = set()
        count, stale = 0, set(self._journal.stale())
        for table, keys in self._journal.keys_seen(last, now, CHUNK):
            count += len(keys)
            stale |= {r.transfer.target.name for r in self._scope.by_dependency.get(table, ())}
            keys_read = [key for key in keys if key is not None]
            readings = self._scope.by_source.get(table, ())
            if len(keys_read) < len(keys):
                stale |= {r.transfer.target.name for r in readings}
            for reading in readings:
                self._stage_keys(reading, keys_read)
        return count, stale

    def _stage_keys(self, reading: Reading, keys: Sequence[Key]) -> None:
        if not keys:
            return
        self._touched.add(reading.transfer.target.name)
        self._staging.looked_at(reading, keys)
        self._refusing.settle(reading)
        self._staging.rows(reading, keys)

    def _stage_whole(self, tables: Iterable[QualifiedName]) -> set[QualifiedName]:
        """Stage all rows of everything that feeds these tables."""
        names = set(tables)
        for table in names:
            self._refusing.settle_all(table)
            for reading in self._scope.by_target.get(table, ()):
                self._staging.whole(reading)
        return names

    # Into the tables

    def _write(
        self, touched: Collection[QualifiedName], whole: Collection[QualifiedName]
    ) -> tuple[int, set[QualifiedName]]:
        """How many rows were written, and the tables that have new ones."""
        rows = 0
        in_order = [self._catalog.tables[name] for name in self._order if name in touched]
        for table in reversed(in_order):
            rows += self._delete(table, whole=table.name in whole)
        for table in in_order:
            self._meet_behind(table)
            rows += self._refusing.bring(table)
        more, fresh = self._refusing.consequences(touched, whole, self._order)
        return rows + more, fresh

    def _meet_behind(self, table: Table) -> None:
        """New rows under the keys of some that stay behind. Raises StaysBehind.

        One that was refused before, and comes mended, is the same row.
        """
        behind = self._filling.behind.get(table.name)
        if behind is None:
            return
        for changed in self._staged(table):
            rows = self._target.execute(behind.met(changed.new)).fetchall()
            for key, refused in rows:
                if not refused and table.name not in self._filling.replacing:
                    raise StaysBehind(table=table.name, key=key)
            self._journal.behind_over(table.name, [key for key, _ in rows])

    def _delete(self, table: Table, *, whole: bool) -> int:
        if whole:
            own = self._own.get(table.name, ())
            return self._leave(delete_others(table, self._staged(table), own))
        if len(self._scope.by_target[table.name]) > 1:
            self._read_elsewhere(table, self._staged(table))
        return self._leave(delete_gone(table, self._staged(table)))

    def _staged(self, table: Table) -> list[ChangedRows]:
        return [self._staging.of(reading) for reading in self._staging.staged(table.name)]

    def _leave(self, statements: Iterable[sql.Composed]) -> int:
        return sum(self._target.execute(each).rowcount for each in statements)

    def _read_elsewhere(self, table: Table, changed: Sequence[ChangedRows]) -> None:
        """A row that is gone by one mapping may be there by another one."""
        keys = [key for (key,) in self._target.execute(gone_keys(table, changed))]
        for start in range(0, len(keys), CHUNK):
            some = keys[start : start + CHUNK]
            self._refusing.reopen(table.name, some)
            for reading in self._scope.by_target[table.name]:
                self._staging.rows_arriving(reading, some)

    def _prove(self, touched: Iterable[QualifiedName]) -> None:
        for name in touched:
            for reading in self._staging.staged(name):
                row = self._target.execute(self._staging.of(reading).count_wrong()).fetchone()
                if row is not None and row[0]:
                    raise BatchDiffers(table=name, count=row[0])
