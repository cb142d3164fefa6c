"""Source rows on their way into a batch: read through the plan into the target's temporary tables.

Where the plan says to put refused rows aside, so are those that the source, or a function of the
project, cannot work out; the others come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import psycopg
from psycopg import sql

from segue.database.catalog import Column
from segue.database.copy_protocol import leave_copy
from segue.database.decisions import refuses_row
from segue.database.names import QualifiedName
from segue.database.pump import Pump
from segue.database.records import LoadRecord
from segue.database.rejects import SourceFault, save_faults
from segue.database.replication import Key
from segue.database.session import Connection
from segue.loading.changed_rejects import Sieve
from segue.loading.changed_rows import OF_A_BATCH, ChangedRows
from segue.loading.rows_behind import RowsBehind
from segue.loading.source_faults import place_columns, place_text, search
from segue.mapping.followed import FollowScope, Reading
from segue.mapping.sql import source_relation, source_values, text_of
from segue.mapping.sql.changed_rows import (
    copy_changed,
    copy_keys,
    key_transfer,
    source_keys,
    with_keys,
    with_target_keys,
)
from segue.mapping.sql.checksums import shared_columns
from segue.mapping.transfer import LeftOut, Part, Transfer
from segue.move.copying.computing import FunctionRejects, FunctionStream
from segue.project.rows import RowPool

CHUNK = 5000
"""Keys that are read at once: what a batch keeps in memory."""


class KeysFail(Exception):
    """The source fails for one of these keys; both sessions are in an undefined state."""

    def __init__(self, reading: Reading, keys: Sequence[Key], error: psycopg.DataError) -> None:
        super().__init__(str(error))
        self.reading, self.keys, self.error = reading, keys, error


class Staging:
    """Fills the temporary tables of the batches of one pair of sessions."""

    def __init__(
        self,
        source: Connection,
        target: Connection,
        scope: FollowScope,
        loads: Mapping[QualifiedName, LoadRecord],
        rejecting: frozenset[QualifiedName],
        behind: Mapping[QualifiedName, RowsBehind],
        functions: RowPool,
        check: Callable[[], None],
    ) -> None:
        """`loads` are what the journal has of target tables, where it has something.

        Refused rows of tables that are `rejecting` are put aside, those `behind` are left alone.
        `check` may raise to stop.
        """
        self._source = source
        self._target = target
        self._scope = scope
        self._loads = loads
        self._rejecting = rejecting
        self._behind = behind
        self._functions = functions
        self._check = check
        self._changed = {r.transfer.number: self._changed_of(r) for r in scope.readings}
        self._made: set[int] = set()
        self._keyed = {r.transfer.number: r.transfer for r in scope.readings}

    def _changed_of(self, reading: Reading) -> ChangedRows:
        target = reading.transfer.target.name
        if target not in self._rejecting:
            load, behind = self._loads.get(target), self._behind.get(target)
            return ChangedRows(reading.transfer, load, behind=behind)
        # The hash of a reject is the one that verifying takes off the source's sum.
        feeding = [each.transfer for each in self._scope.by_target[target]]
        return ChangedRows(reading.transfer, self._loads[target], shared_columns(feeding))

    def read_by(self, scope: FollowScope) -> None:
        """The same mappings are read otherwise from now on, as keys travel otherwise.

        Rows that are looked at in this batch are in the target under the keys of before.
        """
        self._keyed = {r.transfer.number: r.transfer for r in self._scope.readings}
        self._scope = scope
        self._changed = {r.transfer.number: self._changed_of(r) for r in scope.readings}

    def batch_done(self) -> None:
        """Rows are in the target under the keys of now."""
        self._keyed = {r.transfer.number: r.transfer for r in self._scope.readings}

    def of(self, reading: Reading) -> ChangedRows:
        """The temporary tables of a reading, and what is done with them."""
        return self._changed[reading.transfer.number]

    def hashed(self, table: QualifiedName) -> tuple[Column, ...]:
        """The columns whose hash is kept of a table's rejects."""
        return self.of(self._scope.by_target[table][0]).hashed

    def staged(self, table: QualifiedName) -> list[Reading]:
        """The readings of a target table that have temporary tables by now."""
        return [r for r in self._scope.by_target[table] if r.transfer.number in self._made]

    def ready(self, reading: Reading) -> ChangedRows:
        """The same; they are made where they are not there."""
        changed = self.of(reading)
        if reading.transfer.number not in self._made:
            self._target.execute(changed.create())
            if reading.transfer.target.name in self._rejecting:
                load = self._loads[reading.transfer.target.name]
                self._target.execute(Sieve(changed, load).create())
            self._made.add(reading.transfer.number)
        return changed

    # Which rows

    def looked_at(self, reading: Reading, keys: Sequence[Key]) -> None:
        """The target's keys of rows with these keys."""
        transfer = self._keyed[reading.transfer.number]
        assert transfer.source is not None
        columns = self._scope.tables[transfer.source.name].key
        self._pump(copy_keys(transfer, columns, keys), self.ready(reading).copy_gone)

    def rows(self, reading: Reading, keys: Sequence[Key]) -> None:
        """The rows with these keys, as they are now. Raises KeysFail."""
        table = reading.transfer.source
        assert table is not None
        try:
            self._rows(reading, with_keys(table, self._scope.tables[table.name].key, keys))
        except psycopg.DataError as error:
            raise KeysFail(reading, keys, error) from error

    def rows_arriving(self, reading: Reading, keys: Sequence[str]) -> None:
        """The rows that arrive under these keys of the target. Raises KeysFail."""
        transfer = reading.transfer
        if not reading.keyed or transfer.source is None:
            self._rows(reading, with_target_keys(transfer, keys))
            return
        columns = self._scope.tables[transfer.source.name].key
        rows = self._source.execute(source_keys(transfer, columns, keys)).fetchall()
        if rows:
            self.rows(reading, [tuple(key) for key in rows])

    def whole(self, reading: Reading) -> None:
        """All rows, in the place of those that were staged."""
        changed = self.ready(reading)
        self._target.execute(sql.SQL("TRUNCATE {}, {}").format(changed.new, changed.gone))
        self._rows(reading, None)

    # How they come

    def _rows(self, reading: Reading, also: sql.Composable | None) -> None:
        if reading.transfer.target.name not in self._rejecting:
            self._stream(reading, reading.transfer, also)
            return
        try:
            with self._source.transaction(), self._target.transaction():
                self._stream(reading, reading.transfer, also)
        except psycopg.Error as error:
            if not refuses_row(error):
                raise
            left_out = self._reject_faults(reading, also)
            if left_out is None:
                raise
            self._stream(reading, replace(reading.transfer, left_out=left_out), also)

    def _stream(self, reading: Reading, transfer: Transfer, also: sql.Composable | None) -> None:
        changed = self.ready(reading)
        if transfer.computed:
            self._compute(reading, transfer, also)
        else:
            self._pump(copy_changed(transfer, changed.hashed, also), changed.copy_new)

    def _compute(self, reading: Reading, transfer: Transfer, also: sql.Composable | None) -> None:
        """The same through the project's functions."""
        changed = self.of(reading)
        load = self._rejecting_load(reading)
        computing = FunctionStream(
            self._source, self._target, transfer, Part(), self._check,
            FunctionRejects(load.columns, changed.hashed) if load is not None else None,
            pool=self._functions, also=also, hashed=changed.hashed,
        )  # fmt: skip
        computing.run(
            computing.copy_out.as_bytes(self._source),
            changed.copy_new.as_bytes(self._target),
            lambda size: None,
        )
        self._save(reading, computing.faults)

    def _pump(self, out: sql.Composed, into: sql.Composed) -> None:
        pump = Pump(self._source.pgconn, self._target.pgconn, self._check)
        try:
            pump.run(out.as_bytes(self._source), into.as_bytes(self._target), lambda size: None)
        except BaseException:
            leave_copy(self._source.pgconn)
            leave_copy(self._target.pgconn)
            raise

    # Rows that cannot be worked out

    def _rejecting_load(self, reading: Reading) -> LoadRecord | None:
        table = reading.transfer.target.name
        return self._loads[table] if table in self._rejecting else None

    def _save(self, reading: Reading, faults: Sequence[SourceFault]) -> None:
        load = self._rejecting_load(reading)
        if load is not None and faults:
            number = reading.transfer.number
            save_faults(self._target, load.number, OF_A_BATCH, number, faults)

    def _reject_faults(self, reading: Reading, also: sql.Composable | None) -> LeftOut | None:
        """Put rows aside that cannot be worked out; which these are, None where it is not a row."""
        transfer, load = reading.transfer, self._rejecting_load(reading)
        assert load is not None
        faults = [
            fault
            for part in _parts(transfer)
            for fault in search(self._source, transfer, part, load.columns, also)
        ]
        if not faults:
            return None
        places = tuple(fault.place for fault in faults if fault.place is not None)
        keys = self.arriving_under(transfer, places, also)
        self._save(reading, [replace(f, key=keys.get(f.place or "")) for f in faults])
        return LeftOut(place_columns(transfer), places)

    def arriving_under(
        self, transfer: Transfer, places: Sequence[str], also: sql.Composable | None = None
    ) -> dict[str, str]:
        """The target's keys of the source rows at these places."""
        of_keys, place = key_transfer(transfer), place_text(transfer)
        at = sql.SQL("{} = ANY ({})").format(place, sql.Literal(list(places)))
        condition = at if also is None else sql.SQL("{} AND {}").format(also, at)
        statement = sql.SQL("SELECT {}, {} {}").format(
            place, text_of(source_values(of_keys)), source_relation(of_keys, also=condition)
        )
        return dict(self._source.execute(statement).fetchall())


def _parts(transfer: Transfer) -> Iterator[Part]:
    table = transfer.source
    if table is not None and table.kind in "rp":
        yield from map(Part, table.leaves or (table.name,))
