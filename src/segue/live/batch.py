"""One batch: what changed is read again at one moment, and the target shows that moment exactly.

All in one transaction of the target: deletes first, then updates and inserts, then the proof.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import psycopg
from psycopg import sql

from segue.database.catalog import Catalog, Table
from segue.database.live_journal import LiveJournal, Moment
from segue.database.names import QualifiedName
from segue.database.pump import Pump
from segue.database.replication import Key
from segue.database.session import Connection
from segue.database.table_order import order_of
from segue.errors import BatchDiffers
from segue.failpoints import reach
from segue.loading.changed_rows import ChangedRows, delete_gone, delete_others, gone_keys
from segue.mapping.followed import Reading, Scope
from segue.mapping.sql.changed_rows import copy_changed, copy_keys, with_keys, with_target_keys
from segue.mapping.transfer import Part
from segue.move.copying.computing import Computing

CHUNK = 5000
"""Keys that are read at once: what a batch keeps in memory."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What a batch did."""

    keys: int
    rows: int
    """Rows that were written or deleted."""


class KeysFail(Exception):
    """The source fails for one of these keys; both sessions are in an undefined state."""

    def __init__(self, reading: Reading, keys: Sequence[Key], error: psycopg.DataError) -> None:
        super().__init__(str(error))
        self.reading, self.keys, self.error = reading, keys, error


class Batches:
    """Applies batches through one pair of sessions; after a failure, take new ones."""

    def __init__(
        self,
        source: Connection,
        journal: LiveJournal,
        scope: Scope,
        target: Catalog,
        own: Mapping[QualifiedName, Sequence[str]],
        check: Callable[[], None],
    ) -> None:
        """`own` are the keys of the target's rows that no source has; `check` may raise to stop.

        The source's session has a transaction open that sees the moment.
        """
        self._source = source
        self._journal = journal
        self._target = journal.connection
        self._scope = scope
        self._catalog = target
        self._own = own
        self._check = check
        self._changed = {r.transfer.number: ChangedRows(r.transfer) for r in scope.readings}
        self._made: set[int] = set()

    @cached_property
    def _order(self) -> tuple[QualifiedName, ...]:
        """The target's tables, those referred to first."""
        return order_of(self._scope.by_target.keys(), self._catalog)

    def apply(self, now: Moment, whole: Collection[QualifiedName] = ()) -> Applied:
        """One batch; the tables of `whole` are read again with all their rows.

        Raises BatchDiffers where a row is not as it should be; KeysFail; psycopg.Error.
        """
        last = self._journal.last_key()
        self._target.execute("BEGIN")
        self._target.execute("SET CONSTRAINTS ALL DEFERRED")
        keys, stale = self._stage_changed(last, now)
        whole = {*whole, *stale}
        touched = self._stage_whole(whole) | self._touched
        rows = self._write(touched, whole)
        self._prove(touched)
        self._journal.applied(last, now, keys, rows)
        self._journal.stale_done(whole)
        reach("batch-written")
        self._target.execute("COMMIT")
        reach("batch-applied")
        return Applied(keys, rows)

    # Rows on their way

    def _stage_changed(self, last: int, now: Moment) -> tuple[int, set[QualifiedName]]:
        """How many keys there were, and which target tables are to be read as a whole."""
        self._touched: set[QualifiedName] = set()
        count, stale = 0, set(self._journal.stale())
        for table, keys in self._journal.keys_seen(last, now, CHUNK):
            count += len(keys)
            stale |= {r.transfer.target.name for r in self._scope.by_dependency.get(table, ())}
            told = [key for key in keys if key is not None]
            readings = self._scope.by_source.get(table, ())
            if len(told) < len(keys):
                stale |= {r.transfer.target.name for r in readings}
            for reading in readings:
                self._stage_keys(reading, told)
        return count, stale

    def _stage_keys(self, reading: Reading, keys: Sequence[Key]) -> None:
        if not keys:
            return
        transfer, changed = reading.transfer, self._ready(reading)
        assert transfer.source is not None
        columns = self._scope.tables[transfer.source.name].key
        self._touched.add(transfer.target.name)
        self._pump(copy_keys(transfer, columns, keys), changed.copy_gone)
        try:
            self._stage_rows(reading, with_keys(transfer.source, columns, keys))
        except psycopg.DataError as error:
            raise KeysFail(reading, keys, error) from error

    def _stage_rows(self, reading: Reading, also: sql.Composable | None) -> None:
        transfer, changed = reading.transfer, self._ready(reading)
        if transfer.computed:
            self._compute(reading, also)
        else:
            self._pump(copy_changed(transfer, changed.hashed, also), changed.copy_new)

    def _compute(self, reading: Reading, also: sql.Composable | None) -> None:
        """The same through the project's functions."""
        changed = self._ready(reading)
        computing = Computing(
            self._source, self._target, reading.transfer, Part(), self._check, also=also,
            hashed=changed.hashed,
        )  # fmt: skip
        computing.run(
            computing.copy_out.as_bytes(self._source),
            changed.copy_new.as_bytes(self._target),
            lambda size: None,
        )

    def _stage_whole(self, tables: Iterable[QualifiedName]) -> set[QualifiedName]:
        """Stage all rows of everything that feeds these tables."""
        found = set(tables)
        for table in found:
            for reading in self._scope.by_target.get(table, ()):
                changed = self._ready(reading)
                self._target.execute(sql.SQL("TRUNCATE {}, {}").format(changed.new, changed.gone))
                self._stage_rows(reading, None)
        return found

    def _ready(self, reading: Reading) -> ChangedRows:
        changed = self._changed[reading.transfer.number]
        if reading.transfer.number not in self._made:
            self._target.execute(changed.create())
            self._made.add(reading.transfer.number)
        return changed

    def _pump(self, out: sql.Composed, into: sql.Composed) -> None:
        pump = Pump(self._source.pgconn, self._target.pgconn, self._check)
        pump.run(out.as_bytes(self._source), into.as_bytes(self._target), lambda size: None)

    # Into the tables

    def _write(self, touched: Collection[QualifiedName], whole: Collection[QualifiedName]) -> int:
        rows = 0
        in_order = [self._catalog.tables[name] for name in self._order if name in touched]
        for table in reversed(in_order):
            rows += self._delete(table, whole=table.name in whole)
        for table in in_order:
            for reading in self._staged(table.name):
                rows += self._bring(self._changed[reading.transfer.number])
        return rows

    def _staged(self, table: QualifiedName) -> list[Reading]:
        readings = self._scope.by_target[table]
        return [reading for reading in readings if reading.transfer.number in self._made]

    def _delete(self, table: Table, *, whole: bool) -> int:
        readings = self._staged(table.name)
        changed = [self._changed[reading.transfer.number] for reading in readings]
        if whole:
            statement = delete_others(table, changed, self._own.get(table.name, ()))
            return self._target.execute(statement).rowcount
        if len(self._scope.by_target[table.name]) > 1:
            self._read_elsewhere(table, changed)
        readings = self._staged(table.name)
        changed = [self._changed[reading.transfer.number] for reading in readings]
        return self._target.execute(delete_gone(table, changed)).rowcount

    def _read_elsewhere(self, table: Table, changed: Sequence[ChangedRows]) -> None:
        """A row that is gone by one mapping may be there by another one."""
        keys = [key for (key,) in self._target.execute(gone_keys(table, changed))]
        for start in range(0, len(keys), CHUNK):
            some = keys[start : start + CHUNK]
            for reading in self._scope.by_target[table.name]:
                self._stage_rows(reading, with_target_keys(reading.transfer, some))

    def _bring(self, changed: ChangedRows) -> int:
        update = changed.update()
        rows = self._update(changed, update) if update is not None else 0
        return rows + self._target.execute(changed.insert()).rowcount

    def _update(self, changed: ChangedRows, update: sql.Composed) -> int:
        """Where rows exchange unique values, they leave and come in anew."""
        try:
            with self._target.transaction():
                return self._target.execute(update).rowcount
        except (psycopg.errors.UniqueViolation, psycopg.errors.ExclusionViolation):
            counts = [self._target.execute(each).rowcount for each in changed.take_out()]
            return counts[2]

    def _prove(self, touched: Iterable[QualifiedName]) -> None:
        for name in touched:
            for reading in self._staged(name):
                changed = self._changed[reading.transfer.number]
                row = self._target.execute(changed.count_wrong()).fetchone()
                if row is not None and row[0]:
                    raise BatchDiffers(table=name, count=row[0])
