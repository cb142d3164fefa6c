"""Step 6, Indexes back: builders put definitions back as soon as their table's rows are in.

Indexes of one table are built side by side; what locks the table (its constraints, its triggers)
follows one by one. Foreign keys come last: unvalidated in a moment, then validated in parallel.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import LiteralString

import psycopg
from psycopg import errors, sql

from segue.database.batches import batches
from segue.database.catalog import Table
from segue.database.decisions import decide, is_about_itself
from segue.database.definitions import mark_restored, which_are_down
from segue.database.machine import cores, runs_here
from segue.database.names import QualifiedName
from segue.database.records import Definition, Phase
from segue.database.session import Connection, commit_without_waiting
from segue.errors import LockLost, RestoreFailed
from segue.events import DefinitionRestored, Note, Reporter, Retrying
from segue.failpoints import reach
from segue.workers import Craft, Permits, StopSignal, Workers

QUICK = 25
"""Validations or tables that one builder takes at once where each takes no time to speak of."""

MEMORY_KB = 256 * 1024
"""maintenance_work_mem of a builder where the server's own setting is lower."""


FOLLOWS = (errors.UndefinedObject, errors.InvalidForeignKey)
"""What is said of what stands on something that is not there: an index, a unique key."""

_NOT_DONE = "{0} failed: {1.message_primary}. The rows are all there; fix it and run this by hand."


@dataclass(frozen=True, slots=True)
class _Job:
    """Work for one builder; done again from its beginning when the line breaks."""

    label: str
    run: Callable[[Connection], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A definition that the server does not take back, and what it says."""

    definition: Definition
    error: psycopg.Error

    @property
    def reason(self) -> str:
        return str(self.error).strip()


class Rebuild:
    """A crew of builders for one run. Use it as a context manager; leaving waits for the work.

    What a server does not take back holds up nothing else; `settle` tells of it. Raises
    RestoreFailed for any other failure, or workers.Stopped.
    """

    def __init__(
        self,
        open_target: Callable[[], Connection],
        builders: int,
        reporter: Reporter,
        stop: StopSignal,
        permits: tuple[Permits, ...] = (),
    ) -> None:
        self._reporter = reporter
        self._lock = threading.Lock()
        self._indexes_missing: dict[QualifiedName, int] = {}
        self._failures: list[Failure] = []
        craft: Craft[Connection, _Job] = Craft(
            name="builder",
            open=lambda: _builder(open_target(), builders),
            close=lambda connection: connection.close(),
            interrupt=lambda connection: connection.cancel_safe(timeout=5),
            work=lambda connection, job: job.run(connection),
            retry_after=self._retry_after,
            permits=permits,
        )
        self._workers = Workers(craft, builders, stop)

    def __enter__(self) -> Rebuild:
        self._workers.__enter__()
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._workers.__exit__(kind, error, trace)

    def table(self, table: QualifiedName, definitions: Iterable[Definition]) -> None:
        """Queue what belongs to one table alone; its rows are in."""
        by_phase = sorted(definitions, key=lambda definition: definition.phase)
        indexes = [d for d in by_phase if d.phase is Phase.INDEX]
        indexes.sort(key=lambda index: not _is_primary(index))
        rest = [d for d in by_phase if Phase.INDEX < d.phase < Phase.FOREIGN_KEY]
        if not indexes:
            self._add_all(table, rest)
            return
        self._indexes_missing[table] = len(indexes)
        self._workers.add(
            _Job(_described(index), partial(self._index, index=index, rest=rest))
            for index in indexes
        )

    @property
    def left(self) -> int:
        """What is being built at this moment, and what waits for a builder."""
        return self._workers.busy + self._workers.queued

    def wait(self) -> None:
        """Wait for everything queued so far."""
        self._workers.wait()

    def settle(self) -> None:
        """Raise RestoreFailed where a definition did not go back; all others are back."""
        if not self._failures:
            return
        first, *others = self._failures
        lines = [f"{_described(failure.definition)}: {failure.reason}" for failure in others]
        raise RestoreFailed(
            what=_described(first.definition),
            reason="\n".join([first.reason, *lines]),
            help=decide(first.error).remedy,
        ) from first.error

    def foreign_keys(
        self, definitions: Iterable[Definition], small: Collection[QualifiedName] = ()
    ) -> None:
        """Put back foreign keys, once every table's own definitions are back.

        Those of `small` tables are validated together, as each takes no time to speak of.
        """
        # By table, so that those who wait for each other's locks take them in one order.
        by_table = sorted(definitions, key=lambda definition: (definition.table, definition.id))
        keys = [d for d in by_table if d.phase is Phase.FOREIGN_KEY]
        # Adding one locks two tables for a moment: in parallel they would only wait on each other.
        for batch in batches(keys):
            self._workers.add([self._together(batch)])
            self._workers.wait()
        validations = [d for d in by_table if d.phase is Phase.VALIDATION]
        for definition in (d for d in validations if d.table not in small):
            self._add_all(definition.table, [definition])
        quick = [d for d in validations if d.table in small]
        self._workers.add(self._together(batch) for batch in batches(quick, QUICK))
        self._workers.wait()

    def analyze(self, tables: Iterable[QualifiedName], small: Collection[QualifiedName]) -> None:
        """Give the planner statistics of the filled tables, of several `small` ones in one go."""
        names = sorted(tables)
        self._workers.add(self._export_form("ANALYZE {}", t) for t in names if t not in small)
        quick = batches([table for table in names if table in small], QUICK)
        self._workers.add(self._export_form("ANALYZE {}", *batch) for batch in quick)
        self._workers.wait()

    def refresh(self, views: Iterable[Table]) -> None:
        """Refresh materialized views one after the other: one may read another."""
        for view in views:
            self._workers.add([self._export_form("REFRESH MATERIALIZED VIEW {}", view.name)])
            self._workers.wait()

    def _export_form(self, template: LiteralString, *tables: QualifiedName) -> _Job:
        """A statement without which the move is whole all the same: its failure is a warning."""
        label = template.format(", ".join(map(str, tables)))

        def execute(connection: Connection) -> None:
            names = sql.SQL(", ").join(table.identifier for table in tables)
            try:
                connection.execute(sql.SQL(template).format(names))
            except psycopg.Error as error:
                if not is_about_itself(error):
                    raise
                if len(tables) > 1:
                    self._workers.add(self._export_form(template, table) for table in tables)
                else:
                    self._reporter.report(Note(_NOT_DONE.format(label, error.diag), "warning"))

        return _Job(label, execute)

    def _add_all(self, table: QualifiedName, definitions: list[Definition]) -> None:
        if not definitions:
            return
        label = ", ".join(_described(definition) for definition in definitions)

        def put_back_all(connection: Connection) -> None:
            for definition in definitions:
                self._put_back(connection, definition)

        self._workers.add([_Job(label, put_back_all)])

    def _together(self, definitions: Sequence[Definition]) -> _Job:
        """Put back in one transaction; if that fails one by one, so that the culprit has a name."""
        label = _described(definitions[0])
        if len(definitions) > 1:
            label += f" and {len(definitions) - 1} more"

        def put_back_together(connection: Connection) -> None:
            started = time.monotonic()
            try:
                back = put_back(connection, definitions)
            except psycopg.Error as error:
                if not is_about_itself(error):
                    raise
                if len(definitions) == 1:
                    self._failed(definitions[0], error)
                else:
                    self._add_one_by_one(definitions)
                return
            self._tell(back, (time.monotonic() - started) / max(1, len(back)))

        return _Job(
            label if len(definitions) > 1 else _described(definitions[0]), put_back_together
        )

    def _add_one_by_one(self, definitions: Sequence[Definition]) -> None:
        for definition in definitions:
            self._add_all(definition.table, [definition])

    def _index(self, connection: Connection, index: Definition, rest: list[Definition]) -> None:
        self._put_back(connection, index)
        with self._lock:
            self._indexes_missing[index.table] -= 1
            last = self._indexes_missing[index.table] == 0
        if last:
            self._add_all(index.table, rest)

    def _put_back(self, connection: Connection, definition: Definition) -> None:
        started = time.monotonic()
        try:
            back = put_back(connection, [definition])
        except psycopg.Error as error:
            if not is_about_itself(error):
                raise
            self._failed(definition, error)
        else:
            self._tell(back, time.monotonic() - started)

    def _failed(self, definition: Definition, error: psycopg.Error) -> None:
        """Remember it, unless it only follows from another one that did not go back."""
        with self._lock:
            follows = isinstance(error, FOLLOWS) and bool(self._failures)
            if not follows:
                self._failures.append(Failure(definition, error))

    def _tell(self, definitions: Iterable[Definition], seconds: float) -> None:
        """Each of them is back and took so long."""
        for definition in definitions:
            table = str(definition.table)
            self._reporter.report(
                DefinitionRestored(table, definition.kind, definition.name, seconds)
            )

    def _retry_after(self, error: Exception, job: _Job, attempt: int) -> float | None:
        if isinstance(error, LockLost):
            return None  # it says itself what is to be done
        decision = decide(error)
        seconds = decision.wait_before(attempt)
        reason = str(error.__cause__ or error).strip()
        if seconds is None:
            raise RestoreFailed(what=job.label, reason=reason, help=decision.remedy) from error
        self._reporter.report(Retrying(job.label, reason, attempt, seconds))
        return seconds


def put_back(connection: Connection, definitions: Sequence[Definition]) -> list[Definition]:
    """Put definitions back and mark them restored, in one transaction; those that were down."""
    with connection.transaction():
        numbers = which_are_down(connection, definitions)
        down = [definition for definition in definitions if definition.id in numbers]
        if not down:
            return []
        statements = (statement for definition in down for statement in definition.statements)
        connection.execute("; ".join(statements).encode())
        mark_restored(connection, down)
    reach("definition-back")
    return down


def _is_primary(definition: Definition) -> bool:
    return bool(((definition.facts or {}).get("index") or {}).get("primary"))


def _builder(connection: Connection, builders: int) -> Connection:
    """A session that builds beside others: with more memory, and no more helpers than cores."""
    commit_without_waiting(connection)
    connection.execute(
        "SELECT pg_catalog.set_config('maintenance_work_mem', %s, false)"
        " FROM pg_catalog.pg_settings WHERE name = 'maintenance_work_mem' AND setting::bigint < %s",
        (f"{MEMORY_KB}kB", MEMORY_KB),
    )
    if runs_here(connection):
        spare = max(0, cores() // builders - 1)
        connection.execute(
            "SELECT pg_catalog.set_config(name, %s, false) FROM pg_catalog.pg_settings"
            " WHERE name = 'max_parallel_maintenance_workers' AND setting::bigint > %s",
            (str(spare), spare),
        )
    return connection


def _described(definition: Definition) -> str:
    return f"{definition.kind} {definition.name} of {definition.table}"
