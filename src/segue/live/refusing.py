"""New rows come into the tables of a batch, and those that the target refuses become rejects.

What stands in a row's way changes with other rows: a reject whose parent came is looked at again,
and a row whose parent left becomes a reject, until nothing changes any more. After a batch each
source row is in the target or a reject, never both, and never neither.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import psycopg
from psycopg import errors, sql

from segue.database.catalog import Catalog, Table
from segue.database.constraints import Action, ForeignKey
from segue.database.decisions import refuses_row
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.records import LoadRecord
from segue.database.session import Connection
from segue.errors import ChildrenWouldChange
from segue.live.collisions import Collisions
from segue.live.staging import Staging
from segue.loading import orphans
from segue.loading.changed_rejects import (
    Sieve,
    drop_orphaned,
    settle_looked_at,
    unobstructed,
)
from segue.loading.changed_rows import ChangedRows, absent_keys
from segue.loading.orphans import SomeRows, can_be_judged
from segue.loading.table import key_columns, of, same_key
from segue.mapping.followed import FollowScope, Reading
from segue.mapping.sql import text_of

CHANGING: Mapping[Action, str] = {
    Action.CASCADE: "go",
    Action.SET_NULL: "lose their references",
    Action.SET_DEFAULT: "change their references",
}
"""What becomes of rows that refer to one that leaves, by what their foreign key says."""


class LiveRefusals:
    """What becomes of rows that a table takes or refuses, through one pair of sessions."""

    def __init__(
        self,
        source: Connection,
        target: Connection,
        staging: Staging,
        scope: FollowScope,
        catalog: Catalog,
        loads: Mapping[QualifiedName, LoadRecord],
        rejecting: frozenset[QualifiedName],
    ) -> None:
        self._target = target
        self._staging = staging
        self._scope = scope
        self._catalog = catalog
        self._loads = loads
        self._rejecting = rejecting
        self._collisions = Collisions(source, target, staging, loads, rejecting)
        self._tried: dict[QualifiedName, set[str]] = {}
        """The rejects that this batch looked at again."""
        self._begun = False

    def read_by(self, scope: FollowScope) -> None:
        """The same mappings are read otherwise from now on."""
        self._scope = scope

    def begin(self, paired: Collection[QualifiedName] = ()) -> None:
        """A batch begins: which row violates what is to be told at once, and not by its end.

        New rows of the tables that are `paired` have other keys than references to them had.
        """
        self._renumbered, self._read_anew = paired, set[QualifiedName]()
        self._whole = set[QualifiedName]()
        if not self._begun:
            self._know_by_keys()
        self._begun, self._tried = True, {}
        loads = [self._loads[name].number for name in self._rejecting]
        self._marks: dict[int, int] = dict(
            self._target.execute(query("reject_marks"), {"loads": loads}).fetchall()
        )
        for name in sorted(self._rejecting & self._scope.by_target.keys()):
            for late in _told_late(self._catalog.tables[name]):
                self._target.execute(sql.SQL("SET CONSTRAINTS {} IMMEDIATE").format(late))

    # What was said before

    def _know_by_keys(self) -> None:
        """Rows that the copy could not work out are known by their places in the source so far."""
        readings = {reading.transfer.number: reading for reading in self._scope.readings}
        for name in sorted(self._rejecting):
            facts = {"load": self._loads[name].number}
            rows = self._target.execute(query("rejects_unnamed"), facts).fetchall()
            for mapping, places in rows:
                reading = readings.get(mapping)
                if reading is not None and reading.keyed:
                    keys = self._staging.arriving_under(reading.transfer, places)
                    parameters = {"old": list(keys), "new": list(keys.values()), "mapping": mapping}
                    self._target.execute(query("rejects_named"), {**facts, **parameters})
                    parameters_gone = {
                        "mapping": mapping,
                        "places": [p for p in places if p not in keys],
                    }
                    self._target.execute(query("rejects_gone"), {**facts, **parameters_gone})

    def settle(self, reading: Reading) -> None:
        """Rows that are looked at are no rejects any more; they may become some again."""
        table = reading.transfer.target.name
        if table in self._rejecting:
            statement = settle_looked_at(self._staging.of(reading), self._loads[table])
            self._target.execute(statement)

    def settle_all(self, table: QualifiedName) -> None:
        """The same where all rows are read again, also those that the plan no longer rejects."""
        self._whole.add(table)
        if table in self._loads:
            facts = {"load": self._loads[table].number}
            self._target.execute(query("rejects_settled"), facts)

    def reopen(self, table: QualifiedName, keys: Collection[str]) -> None:
        """All rows that would come under these keys are read: what was said of them is over."""
        if table in self._rejecting:
            facts = {"load": self._loads[table].number, "keys": list(keys)}
            self._target.execute(query("rejects_reopened"), facts)

    # New rows

    def bring(self, table: Table) -> int:
        """The staged rows come in, or become rejects; how many rows were written.

        Raises SharedKey.
        """
        feeding = self._scope.by_target[table.name]
        self._collisions.settle(table.name, feeding, whole=table.name in self._whole)
        return sum(self._bring(reading) for reading in self._staging.staged(table.name))

    def _bring(self, reading: Reading) -> int:
        changed, table = self._staging.of(reading), reading.transfer.target.name
        if table not in self._rejecting:
            return self._together(changed)
        try:
            with self._target.transaction():
                return self._together(changed)
        except psycopg.Error as error:
            if not refuses_row(error):
                raise
        self._target.execute(Sieve(changed, self._loads[table]).sift())
        return self._count_new(changed)

    def _count_new(self, changed: ChangedRows) -> int:
        """The new rows that came in one by one, or were in already."""
        row = self._target.execute(
            sql.SQL("SELECT count(*) FROM {}").format(changed.new)
        ).fetchone()
        return int(row[0]) if row is not None else 0

    def _together(self, changed: ChangedRows) -> int:
        update = changed.update()
        rows = self._update(changed, update) if update else 0
        return rows + self._target.execute(changed.insert()).rowcount

    def _update(self, changed: ChangedRows, statements: Sequence[sql.Composed]) -> int:
        """Where rows exchange unique values, they leave and come in anew."""
        *before, update = statements
        for statement in before:
            self._target.execute(statement)
        try:
            with self._target.transaction():
                return self._target.execute(update).rowcount
        except (psycopg.errors.UniqueViolation, psycopg.errors.ExclusionViolation):
            self._spare_children(changed.transfer.target)
            counts = [self._target.execute(each).rowcount for each in changed.take_out()]
            return counts[2]

    def _spare_children(self, table: Table) -> None:
        """Rows may leave for a moment only where no other row goes or changes with them.

        Raises ChildrenWouldChange.
        """
        for child, key in self._catalog.referencing(table.name):
            if key.enforced and key.on_delete.spreads:
                raise ChildrenWouldChange(
                    table=table.name, child=child.name, key=key.name, action=CHANGING[key.on_delete]
                )

    # What follows from them

    def consequences(
        self,
        touched: Collection[QualifiedName],
        whole: Collection[QualifiedName],
        order: Iterable[QualifiedName],
    ) -> tuple[int, set[QualifiedName]]:
        """Rejects that can come in do, and orphans become rejects.

        How many rows were written, and the tables that have new rows, the `touched` among them.
        """
        tables = [self._catalog.tables[name] for name in order if name in self._rejecting]
        rows, fresh, changed = 0, set(touched), set(touched)
        while changed and tables:
            arrived = self._come_after_all(tables, changed)
            rows += sum(arrived.values())
            fresh |= arrived.keys()
            left = self._orphans_leave(tables, fresh, touched, whole)
            changed = arrived.keys() | left
            for name in left:
                self._tried.pop(name, None)
        return rows, fresh

    def _come_after_all(
        self, tables: Sequence[Table], changed: Collection[QualifiedName]
    ) -> dict[QualifiedName, int]:
        """How many rejects of each table came in, those referred to first."""
        counts: dict[QualifiedName, int] = {}
        for table in tables:
            near = {table.name, *(key.references for key in table.foreign_keys)}
            count = self._look_again(table) if near & {*changed, *counts} else 0
            if count:
                counts[table.name] = count
        return counts

    def _look_again(self, table: Table) -> int:
        load, rows = self._loads[table.name], 0
        keys = self._tried.setdefault(table.name, set())
        while True:
            statement = unobstructed(table, load)
            free = {key for (key,) in self._target.execute(statement)}
            free = (free | self._referring_anew(table)) - keys
            if not free:
                return rows
            keys.update(free)
            self.reopen(table.name, free)
            for reading in self._scope.by_target[table.name]:
                self._staging.rows_arriving(reading, list(free))
            self.bring(table)
            facts = {"load": load.number, "keys": list(free)}
            again = self._target.execute(query("rejects_among"), facts).fetchall()
            rows += len(free) - len(again)

    def _referring_anew(self, table: Table) -> set[str]:
        """Orphans whose references travel otherwise since their values were noted; once a batch."""
        parents = {key.references for key in table.foreign_keys}
        if table.name in self._read_anew or not parents & set(self._renumbered):
            return set()
        self._read_anew.add(table.name)
        facts = {
            "load": self._loads[table.name].number,
            "state": errors.ForeignKeyViolation.sqlstate,
        }
        return {key for (key,) in self._target.execute(query("orphans_rejected"), facts)}

    def _orphans_leave(
        self,
        tables: Sequence[Table],
        fresh: Collection[QualifiedName],
        touched: Collection[QualifiedName],
        whole: Collection[QualifiedName],
    ) -> set[QualifiedName]:
        """The tables of which rows became rejects, and then those that refer to these."""
        self._left: dict[QualifiedName, list[str]] = {}
        left: set[QualifiedName] = set()
        count = 1
        while count:
            count = 0
            for table in tables:
                for key in filter(can_be_judged, table.foreign_keys):
                    for among in self._suspects(table, key, fresh, touched, whole):
                        found = self._reject_orphans(table, key, among)
                        left |= {table.name} if found else set()
                        count += found
        for name in left:
            for changed in map(self._staging.of, self._staging.staged(name)):
                load = self._loads[name]
                self._target.execute(drop_orphaned(changed, load, self._marks[load.number]))
        return left

    def _suspects(
        self,
        table: Table,
        key: ForeignKey,
        fresh: Collection[QualifiedName],
        touched: Collection[QualifiedName],
        whole: Collection[QualifiedName],
    ) -> Iterator[SomeRows | None]:
        """Rows that may refer to nothing now: new ones, and those whose parents may have left.

        None stands for all rows of the table.
        """
        parent = self._catalog.tables.get(key.references)
        by_key = parent is not None and key.referenced_columns == parent.primary_key
        if key.references in touched and (key.references in whole or not by_key):
            yield None
            return
        if table.name in fresh:
            for changed in map(self._staging.of, self._staging.staged(table.name)):
                new = sql.SQL("{} AS s").format(changed.new)
                yield SomeRows(new, same_key(key_columns(table)))
        if parent is None or not by_key:
            return
        lost = [*self._rejected_now(parent), *self._missing_keys(parent, touched)]
        if lost:
            keys_table = sql.SQL("pg_catalog.unnest({}::pg_catalog.text[]) AS g (key)")
            yield SomeRows(keys_table.format(sql.Literal(lost)), _refers_by_text(key, parent))

    def _missing_keys(self, table: Table, touched: Collection[QualifiedName]) -> list[str]:
        """The keys that were looked at in a table and are not in it any more.

        They are few, of which the server has to know before it joins a large table with them.
        """
        if table.name not in touched:
            return []
        if table.name not in self._left:
            staged = [self._staging.of(r) for r in self._staging.staged(table.name)]
            rows = self._target.execute(absent_keys(table, staged))
            self._left[table.name] = [key for (key,) in rows]
        return self._left[table.name]

    def _rejected_now(self, table: Table) -> list[str]:
        """The keys of a table's rows that this batch rejected."""
        load = self._loads.get(table.name)
        if load is None or table.name not in self._rejecting:
            return []
        facts = {"load": load.number, "mark": self._marks[load.number]}
        return [key for (key,) in self._target.execute(query("rejected_since"), facts)]

    def _reject_orphans(self, table: Table, key: ForeignKey, among: SomeRows | None) -> int:
        load = self._loads[table.name]
        hashed = self._staging.hashed(table.name)
        noted = load.number, load.columns, hashed
        stay = load.merge is not None
        statements = [orphans.reject_orphans(table, key, *noted, stay=stay, among=among)]
        changed = orphans.reject_changed(table, key, *noted, among) if stay else None
        if changed is not None:
            statements.insert(0, changed)
        return sum(self._target.execute(each).rowcount for each in statements)


def _refers_by_text(key: ForeignKey, parent: Table) -> sql.Composable:
    """That a row `t` refers to the row with the key, as the journal has keys."""
    (first, *others) = key_columns(parent)
    if not others:
        own_column = of("t", key.columns[0])
        return sql.SQL("{} = g.key::{}").format(own_column, first.type.name.identifier)
    own = {there: of("t", column) for column, there in key.pairs}
    return sql.SQL("{} = g.key").format(text_of([own[name] for name in parent.primary_key]))


def _told_late(table: Table) -> Iterator[sql.Identifier]:
    """The unique keys and exclusions that may wait for the end of a transaction."""
    for each in (*table.unique_keys, *table.exclusions):
        if each.deferrable:
            yield sql.Identifier(table.name.schema, each.name)
