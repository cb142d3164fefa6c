"""Counts and checksums of every table on both sides, through the mapping.

The servers compute them, the source under one snapshot; equal sums of row hashes prove that the
same rows are on both sides, whatever their order and however many mappings feed a table.
"""

from __future__ import annotations

import math
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial

import psycopg
from psycopg import sql

from segue.checks.rows.arriving_rows import mentioned
from segue.checks.rows.trying import refusals
from segue.database.batches import batches
from segue.database.catalog import Column
from segue.database.decisions import decide
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.rejects import RejectSums
from segue.database.session import Connection, Snapshot, join_snapshot
from segue.errors import SnapshotLost, VerifyFailed
from segue.events import Reporter, Retrying, TableVerified
from segue.loading.row_comparison import Judging
from segue.mapping.sql.checksums import (
    ComparedRows,
    checksums_of,
    shared_columns,
    source_rows,
    target_rows,
    with_computed,
)
from segue.mapping.transfer import Transfer
from segue.move.verify.merged import Pair, report_on
from segue.move.verify.report import SideResult, TableReport, VerifyReport
from segue.workers import Craft, Permits, StopSignal, Workers

COMPUTED = frozenset(
    "bool int2 int4 int8 numeric float4 float8 date time timestamp timestamptz interval"
    " uuid".split()
)
"""Types of generated columns that every server computes alike."""

Keys = Mapping[QualifiedName, Sequence[str]]
Groups = Mapping[QualifiedName, Sequence[Transfer]]
Tables = tuple[QualifiedName, ...]
"""What one session is asked about at once."""

SMALL_BYTES = 256 * 1024
"""Source bytes up to which going through a table takes less time than asking for it."""
BUNDLE = 50
"""Small tables in one statement at most."""


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
    merged: Mapping[QualifiedName, Judging] = field(default_factory=dict)
    """Tables whose earlier rows stayed: how they are judged."""
    rejects: Mapping[QualifiedName, RejectSums] = field(default_factory=dict)
    """What the target refused, by table."""
    source_permits: tuple[Permits, ...] = ()
    target_permits: tuple[Permits, ...] = ()


def verify(transfers: Sequence[Transfer], comparing: Comparing) -> VerifyReport:
    """Compare every target table with all that feeds it, the largest first.

    Raises VerifyFailed, SnapshotLost, or workers.Stopped.
    """
    started = time.monotonic()
    groups: dict[QualifiedName, list[Transfer]] = {}
    for transfer in transfers:
        groups.setdefault(transfer.target.name, []).append(transfer)
    comparison = _Comparison(comparing, groups)
    largest_first = sorted(groups, key=lambda name: -_size(groups[name]))
    whole = [name for name in largest_first if name not in comparing.merged]
    tasks = list(_tasks(whole, groups, comparing.sessions))
    with (
        Workers(comparison.source_craft, comparing.sessions, comparing.stop) as sources,
        Workers(comparison.target_craft, comparing.sessions, comparing.stop) as targets,
        Workers(comparison.pair_craft, comparing.sessions, comparing.stop) as pairs,
    ):
        sources.add(tasks)
        targets.add(tasks)
        pairs.add((name,) for name in largest_first if name in comparing.merged)
        targets.wait()
        sources.wait()
        pairs.wait()
    return VerifyReport(comparison.reports(), time.monotonic() - started)


def _tasks(tables: Sequence[QualifiedName], groups: Groups, sessions: int) -> Iterator[Tables]:
    """Each table alone, and then small ones together, as asking costs more than counting them."""
    small = [name for name in tables if _is_small(groups[name])]
    yield from ((name,) for name in tables if not _is_small(groups[name]))
    shared_out = math.ceil(len(small) / (2 * sessions))
    yield from map(tuple, batches(small, max(1, min(BUNDLE, shared_out))))


def _is_small(transfers: Sequence[Transfer]) -> bool:
    sizes = (t.source.bytes for t in transfers if t.source and t.source.kind in ("r", "p"))
    known = list(sizes)
    return len(known) == len(transfers) and sum(known) <= SMALL_BYTES


class _TableFailed(Exception):
    """One of several tables is the one that fails; the cause is the server's error."""

    def __init__(self, table: QualifiedName) -> None:
        super().__init__(str(table))
        self.table = table


class _Comparison:
    """Collects what both sides say."""

    def __init__(self, comparing: Comparing, groups: Groups) -> None:
        self._comparing = comparing
        self._groups = groups
        self._lock = threading.Lock()
        self._sources: dict[QualifiedName, SideResult] = {}
        self._targets: dict[QualifiedName, SideResult] = {}
        self._judged: dict[QualifiedName, TableReport] = {}
        self._unvalidated: dict[QualifiedName, tuple[str, ...]] = {}
        self._known_computed: Mapping[QualifiedName, Sequence[Column]] | None = None

    @property
    def source_craft(self) -> Craft[Connection, Tables]:
        permits = self._comparing.source_permits
        return self._craft("source", self._open_source, self._ask_source, permits)

    @property
    def target_craft(self) -> Craft[Connection, Tables]:
        permits = self._comparing.target_permits
        return self._craft("target", self._comparing.open_target, self._ask_target, permits)

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

    def reports(self) -> tuple[TableReport, ...]:
        return tuple(map(self._report, self._groups))

    def _craft(
        self,
        side: str,
        open: Callable[[], Connection],
        work: Callable[[Connection, Tables], None],
        permits: tuple[Permits, ...],
    ) -> Craft[Connection, Tables]:
        return Craft(
            name=f"verify-{side}",
            open=open,
            close=lambda connection: connection.close(),
            interrupt=lambda connection: connection.cancel_safe(timeout=5),
            work=work,
            retry_after=self._retry_after,
            permits=permits,
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
        self._judged[table] = replace(report, unvalidated=self._unvalidated[table])
        self._tell(self._judged[table])

    def _ask_source(self, connection: Connection, tables: Tables) -> None:
        def again() -> None:
            connection.rollback()
            join_snapshot(connection, self._comparing.snapshot)

        _together(tables, partial(self._sum_up_source, connection), again)

    def _sum_up_source(self, connection: Connection, tables: Tables) -> None:
        self._heard(self._sources, _sum_up(connection, map(self._of_source, tables)), tables)

    def _of_source(self, table: QualifiedName) -> list[ComparedRows]:
        transfers = self._groups[table]
        columns = shared_columns(transfers)
        computed = self._computed(table)
        return [with_computed(t, source_rows(t, columns), computed) for t in transfers]

    def _ask_target(self, connection: Connection, tables: Tables) -> None:
        _together(tables, partial(self._sum_up_target, connection))

    def _sum_up_target(self, connection: Connection, tables: Tables) -> None:
        results = _sum_up(connection, map(self._of_target, tables))
        self._know_unvalidated(connection)
        self._heard(self._targets, results, tables)

    def _of_target(self, table: QualifiedName) -> list[ComparedRows]:
        transfers = self._groups[table]
        columns = (*shared_columns(transfers), *self._computed(table))
        return [target_rows(transfers[0], columns, self._added(table))]

    def _know_unvalidated(self, target: Connection) -> None:
        """Whoever comes first asks for all tables."""
        with self._lock:
            if not self._unvalidated:
                self._unvalidated = _not_validated(target, tuple(self._groups))

    def _heard(
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
        )

    def _computed(self, table: QualifiedName) -> Sequence[Column]:
        """The columns that the target computed, if the source can compute them as well."""
        with self._lock:
            if self._known_computed is None:
                self._known_computed = self._find_computed()
            return self._known_computed.get(table, ())

    def _find_computed(self) -> dict[QualifiedName, list[Column]]:
        """Whoever comes first asks for all tables, in one session."""
        doubtful = [
            (table, column)
            for table, transfers in self._groups.items()
            if table not in self._comparing.rejects
            for column in computed_columns(transfers)
        ]
        refused = self._refused(doubtful)
        found: defaultdict[QualifiedName, list[Column]] = defaultdict(list)
        for place, (table, column) in enumerate(doubtful):
            if place not in refused:
                found[table].append(column)
        return found

    def _refused(self, doubtful: Sequence[tuple[QualifiedName, Column]]) -> set[int]:
        """The places of those that the source does not understand."""
        trials = [(n, trial) for n, each in enumerate(doubtful) for trial in self._trials(*each)]
        refused: set[int] = set()
        if trials:
            with closing(self._comparing.open_source()) as connection:
                for some in batches(trials):
                    reasons = refusals(connection, [trial for _, trial in some])
                    refused |= {n for (n, _), why in zip(some, reasons, strict=True) if why}
        return refused

    def _trials(self, table: QualifiedName, column: Column) -> Iterator[sql.Composed]:
        """What the source is asked of the column, of no row."""
        transfers = self._groups[table]
        for transfer in transfers:
            rows = with_computed(
                transfer, source_rows(transfer, shared_columns(transfers)), [column]
            )
            values = sql.SQL(", ").join(value for _, value in rows.values)
            yield sql.SQL("SELECT {} {} LIMIT 0").format(values, rows.origin)

    def _added(self, table: QualifiedName) -> Sequence[str]:
        return self._comparing.added.get(table, ())

    def _retry_after(self, error: Exception, tables: Tables, attempt: int) -> float | None:
        if isinstance(error, SnapshotLost):
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


def computed_columns(transfers: Sequence[Transfer]) -> Iterator[Column]:
    """What the target computes from columns that are compared: numbers, moments and the like.

    Texts are left out: two servers may fold case, and find words, in different ways.
    """
    compared = {column.name: column for column in shared_columns(transfers)}
    target = transfers[0].target
    for column in target.columns:
        plain = column.type.builtin and column.type.name.name in COMPUTED
        if not column.generated or not plain:
            continue
        used = mentioned(target, [column.generation or ""])
        if all(name in compared and compared[name].type.resolved.builtin for name in used):
            yield column


def _sum_up(connection: Connection, tables: Iterable[Sequence[ComparedRows]]) -> list[SideResult]:
    """Each table's count and checksum; they add up over its relations, as those of their union."""
    started = time.monotonic()
    relations = [(place, rows) for place, group in enumerate(tables) for rows in group]
    sums: defaultdict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for place, count, summed in connection.execute(checksums_of(relations)):
        rows, checksum = sums[place]
        sums[place] = rows + count, checksum + int(summed)
    seconds = (time.monotonic() - started) / len(sums)
    return [
        SideResult(rows, str(checksum), seconds) for _, (rows, checksum) in sorted(sums.items())
    ]


def _not_validated(connection: Connection, tables: Tables) -> dict[QualifiedName, tuple[str, ...]]:
    names = {"schemas": [t.schema for t in tables], "names": [t.name for t in tables]}
    keys: dict[QualifiedName, tuple[str, ...]] = dict.fromkeys(tables, ())
    for schema, name, key in connection.execute(query("foreign_keys_not_validated"), names):
        keys[QualifiedName(schema, name)] += (key,)
    return keys


def _size(transfers: Sequence[Transfer]) -> int:
    return sum(transfer.source.bytes for transfer in transfers if transfer.source is not None)
