"""Both sides of some tables, asked by two crews, and what they say of each table."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import psycopg

from segue.database.catalog import Column
from segue.database.decisions import decide
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.rejects import RejectSums
from segue.database.session import Connection, Snapshot, join_snapshot
from segue.errors import LockLost, SnapshotLost, VerifyFailed
from segue.events import Reporter, Retrying, TableVerified
from segue.loading.row_comparison import JudgingRules
from segue.mapping.sql.checksums import (
    ComparedRows,
    shared_columns,
    source_rows,
    target_rows,
    with_computed,
)
from segue.mapping.transfer import Part, Transfer
from segue.move.verify.computed import Groups, comparable
from segue.move.verify.merged import Pair, report_on
from segue.move.verify.report import SideResult, TableReport
from segue.move.verify.sums import KnownSums, sum_up
from segue.workers import Craft, Permits, StopSignal, always

Keys = Mapping[QualifiedName, Sequence[str]]
Tables = tuple[QualifiedName, ...]
"""What one session is asked about at once."""

Paced = Callable[[Transfer], Iterator[Part]]
"""A transfer's rows piece by piece, each when the source may be asked for it."""


@dataclass(frozen=True, slots=True)
class Comparing:
    """What a comparison works with."""

    open_source: Callable[[], Connection]
    open_target: Callable[[], Connection]
    snapshot: Snapshot
    reporter: Reporter
    stop: StopSignal
    sessions: int
    """Sessions on each side."""
    added: Keys = field(default_factory=dict)
    """Keys of rows that no source has in the target, by table."""
    merged: Mapping[QualifiedName, JudgingRules] = field(default_factory=dict)
    """Tables whose earlier rows stayed: how they are judged."""
    rejects: Mapping[QualifiedName, RejectSums] = field(default_factory=dict)
    """What the target refused, by table."""
    source_permits: tuple[Permits, ...] = ()
    target_permits: tuple[Permits, ...] = ()
    known: KnownSums = field(default_factory=KnownSums)
    """What was found before, and is kept."""
    paced: Paced | None = None
    """Where the source is not to be asked for a table at once."""


class _TableFailed(Exception):
    """One of several tables is the one that fails; the cause is the server's error."""

    def __init__(self, table: QualifiedName) -> None:
        super().__init__(str(table))
        self.table = table


class Comparison:
    """Collects what both sides say."""

    def __init__(self, comparing: Comparing, groups: Groups) -> None:
        self._comparing = comparing
        self._groups = groups
        self._lock = threading.Lock()
        self._sources: dict[QualifiedName, SideResult] = {}
        self._targets: dict[QualifiedName, SideResult] = {}
        self._ahead: set[QualifiedName] = set()
        self._judged: dict[QualifiedName, TableReport] = {}
        self._unvalidated: dict[QualifiedName, tuple[str, ...]] = {}
        self._known_computed: Mapping[QualifiedName, Sequence[Column]] | None = None

    def source_craft(self, ready: Callable[[], bool] = always) -> Craft[Connection, Tables]:
        """Asks the source, of tables for which it is `ready`."""
        permits = self._comparing.source_permits
        return self._craft("source", self._open_source, self.ask_source, permits, ready)

    def target_craft(self, ready: Callable[[], bool] = always) -> Craft[Connection, Tables]:
        """Asks the target."""
        permits = self._comparing.target_permits
        return self._craft("target", self._comparing.open_target, self.ask_target, permits, ready)

    @property
    def pair_craft(self) -> Craft[Pair, Tables]:
        return Craft(
            name="verify-pair",
            open=self._open_pair,
            close=lambda pair: pair.close(),
            interrupt=lambda pair: pair.interrupt(),
            work=self._judge,
            retry_after=self._retry_after,
            permits=(*self._comparing.source_permits, *self._comparing.target_permits),
        )

    def take_over(self, tables: Sequence[QualifiedName]) -> set[QualifiedName]:
        """Those of which the source need not be asked again."""
        for table in (table for table in tables if table in self._comparing.known.tables):
            result = self._comparing.known.source(table, self._of_source(table))
            if result is not None:
                self._sources[table] = result
        return set(self._sources)

    def reports(self) -> tuple[TableReport, ...]:
        return tuple(map(self._report, self._groups))

    def _craft(
        self,
        side: str,
        open: Callable[[], Connection],
        work: Callable[[Connection, Tables], None],
        permits: tuple[Permits, ...],
        ready: Callable[[], bool],
    ) -> Craft[Connection, Tables]:
        return Craft(
            name=f"verify-{side}",
            open=open,
            close=lambda connection: connection.close(),
            interrupt=lambda connection: connection.cancel_safe(timeout=5),
            work=work,
            retry_after=self._retry_after,
            permits=permits,
            ready=ready,
        )

    def _open_source(self) -> Connection:
        connection = self._comparing.open_source()
        try:
            join_snapshot(connection, self._comparing.snapshot)
        except BaseException:
            connection.close()
            raise
        return connection

    def _open_pair(self) -> Pair:
        source = self._open_source()
        try:
            return Pair(source, self._comparing.open_target())
        except BaseException:
            source.close()
            raise

    def _judge(self, pair: Pair, tables: Tables) -> None:
        (table,) = tables
        judging = self._comparing.merged[table]
        report = report_on(pair, self._groups[table], judging, self._comparing.stop.check)
        self._know_unvalidated(pair.target)
        self._judged[table] = replace(
            report, unvalidated=self._unvalidated[table], passing=self._passes(table)
        )
        self._tell(self._judged[table])

    def ask_source(self, connection: Connection, tables: Tables) -> None:
        """The work of the source's crew."""

        def again() -> None:
            connection.rollback()
            join_snapshot(connection, self._comparing.snapshot)

        _together(tables, partial(self._sum_up_source, connection), again)

    def _sum_up_source(self, connection: Connection, tables: Tables) -> None:
        selects = [self._of_source(table) for table in tables]
        if self._comparing.paced is None:
            results = sum_up(connection, selects)
        else:
            results = [self._paced_sum(connection, table) for table in tables]
        for table, rows, result in zip(tables, selects, results, strict=True):
            self._comparing.known.keep_source(table, rows, result)
        self._keep(self._sources, results, tables)

    def _paced_sum(self, connection: Connection, table: QualifiedName) -> SideResult:
        assert self._comparing.paced is not None
        rows, checksum, seconds = 0, 0, 0.0
        for transfer in self._groups[table]:
            for part in self._comparing.paced(transfer):
                (some,) = sum_up(connection, [[self._read_sums(table, transfer, part)]])
                rows, checksum = rows + some.rows, checksum + int(some.checksum)
                seconds += some.seconds
        return SideResult(rows, str(checksum), seconds)

    def _of_source(self, table: QualifiedName) -> list[ComparedRows]:
        return [self._read_sums(table, transfer) for transfer in self._groups[table]]

    def _read_sums(
        self, table: QualifiedName, transfer: Transfer, part: Part | None = None
    ) -> ComparedRows:
        rows = source_rows(transfer, shared_columns(self._groups[table]), part)
        return with_computed(transfer, rows, self._computed(table))

    def ask_target(self, connection: Connection, tables: Tables) -> None:
        """The work of the target's crew."""
        _together(tables, partial(self._sum_up_target, connection))

    def _sum_up_target(self, connection: Connection, tables: Tables) -> None:
        selects = {table: self._of_target(table) for table in tables}
        sums, stood = self._comparing.known.target(connection, selects)
        others = [table for table in tables if table not in sums]
        if others:
            results = sum_up(connection, [[selects[table]] for table in others])
            sums |= zip(others, results, strict=True)
        self._know_unvalidated(connection)
        self._ahead |= stood
        self._keep(self._targets, [sums[table] for table in tables], tables)

    def _of_target(self, table: QualifiedName) -> ComparedRows:
        transfers = self._groups[table]
        columns = (*shared_columns(transfers), *self._computed(table))
        return target_rows(transfers[0], columns, self._added(table))

    def _know_unvalidated(self, target: Connection) -> None:
        """Whoever comes first asks for all tables."""
        with self._lock:
            if not self._unvalidated:
                self._unvalidated = _not_validated(target, tuple(self._groups))

    def _keep(
        self,
        sides: dict[QualifiedName, SideResult],
        results: Sequence[SideResult],
        tables: Tables,
    ) -> None:
        """Keep them; whoever completes a table reports it."""
        with self._lock:
            sides.update(zip(tables, results, strict=True))
            complete = [t for t in tables if t in self._sources and t in self._targets]
        for table in complete:
            self._tell(self._report(table))

    def _tell(self, report: TableReport) -> None:
        self._comparing.reporter.report(
            TableVerified(
                str(report.table),
                report.source.rows,
                report.target.rows,
                report.equal,
                report.seconds,
            )
        )

    def _report(self, table: QualifiedName) -> TableReport:
        return self._judged.get(table) or TableReport(
            table,
            self._sources[table],
            self._targets[table],
            len(self._added(table)),
            self._unvalidated[table],
            rejects=self._comparing.rejects.get(table),
            ahead=table in self._ahead,
            passing=self._passes(table),
        )

    def _passes(self, table: QualifiedName) -> bool:
        return any(transfer.passing for transfer in self._groups[table])

    def _computed(self, table: QualifiedName) -> Sequence[Column]:
        """The columns that the target computed, if the source can compute them as well.

        Whoever comes first asks for all tables, in one session.
        """
        comparing = self._comparing
        with self._lock:
            if self._known_computed is None:
                self._known_computed = comparable(
                    self._groups, comparing.rejects.keys(), comparing.open_source
                )
            return self._known_computed.get(table, ())

    def _added(self, table: QualifiedName) -> Sequence[str]:
        return self._comparing.added.get(table, ())

    def _retry_after(self, error: Exception, tables: Tables, attempt: int) -> float | None:
        if isinstance(error, SnapshotLost | LockLost):
            return None
        decision = decide(error)
        seconds = decision.wait_before(attempt)
        table = error.table if isinstance(error, _TableFailed) else tables[0]
        reason = str(error.__cause__ or error).strip()
        if seconds is None:
            raise VerifyFailed(table=table, reason=reason, help=decision.remedy) from error
        self._comparing.reporter.report(Retrying(f"verifying {table}", reason, attempt, seconds))
        return seconds


def _together(
    tables: Tables, ask: Callable[[Tables], None], again: Callable[[], None] = lambda: None
) -> None:
    """Ask of all tables at once; where the server refuses that, of each, to name the one at fault.

    `again` readies the session after a refusal.
    """
    try:
        ask(tables)
    except psycopg.Error as error:
        if len(tables) == 1 or decide(error).waits:
            raise
        again()
        for table in tables:
            _alone(table, ask)


def _alone(table: QualifiedName, ask: Callable[[Tables], None]) -> None:
    try:
        ask((table,))
    except psycopg.Error as error:
        raise _TableFailed(table) from error


def _not_validated(connection: Connection, tables: Tables) -> dict[QualifiedName, tuple[str, ...]]:
    names = {"schemas": [t.schema for t in tables], "names": [t.name for t in tables]}
    keys: dict[QualifiedName, tuple[str, ...]] = dict.fromkeys(tables, ())
    for schema, name, key in connection.execute(query("foreign_keys_not_validated"), names):
        keys[QualifiedName(schema, name)] += (key,)
    return keys
