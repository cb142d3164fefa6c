"""Counts and checksums of every table on both sides, through the mapping.

The servers compute them, the source under one snapshot; equal sums of row hashes prove that the
same rows are on both sides, whatever their order and however many mappings feed a table.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

import psycopg
from psycopg import sql

from segue.checks.rows.arriving_rows import mentioned
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
    with (
        Workers(comparison.source_craft, comparing.sessions, comparing.stop) as sources,
        Workers(comparison.target_craft, comparing.sessions, comparing.stop) as targets,
        Workers(comparison.pair_craft, comparing.sessions, comparing.stop) as pairs,
    ):
        sources.add(whole)
        targets.add(whole)
        pairs.add(name for name in largest_first if name in comparing.merged)
        targets.wait()
        sources.wait()
        pairs.wait()
    return VerifyReport(comparison.reports(), time.monotonic() - started)


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
        self._known_computed: dict[QualifiedName, tuple[Column, ...]] = {}

    @property
    def source_craft(self) -> Craft[Connection, QualifiedName]:
        permits = self._comparing.source_permits
        return self._craft("source", self._open_source, self._ask_source, permits)

    @property
    def target_craft(self) -> Craft[Connection, QualifiedName]:
        permits = self._comparing.target_permits
        return self._craft("target", self._comparing.open_target, self._ask_target, permits)

    @property
    def pair_craft(self) -> Craft[Pair, QualifiedName]:
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
        work: Callable[[Connection, QualifiedName], None],
        permits: tuple[Permits, ...],
    ) -> Craft[Connection, QualifiedName]:
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

    def _judge(self, pair: Pair, table: QualifiedName) -> None:
        judging = self._comparing.merged[table]
        report = report_on(pair, self._groups[table], judging, self._comparing.stop.check)
        self._judged[table] = replace(report, unvalidated=_not_validated(pair.target, table))
        self._tell(self._judged[table])

    def _ask_source(self, connection: Connection, table: QualifiedName) -> None:
        transfers = self._groups[table]
        columns = shared_columns(transfers)
        computed = self._computed(table)
        rows = (with_computed(t, source_rows(t, columns), computed) for t in transfers)
        said = _sum_up(connection, rows)
        self._heard(table, self._sources, said)

    def _ask_target(self, connection: Connection, table: QualifiedName) -> None:
        transfers = self._groups[table]
        columns = (*shared_columns(transfers), *self._computed(table))
        rows = target_rows(transfers[0], columns, self._added(table))
        said = _sum_up(connection, [rows])
        self._unvalidated[table] = _not_validated(connection, table)
        self._heard(table, self._targets, said)

    def _heard(
        self, table: QualifiedName, sides: dict[QualifiedName, SideResult], said: SideResult
    ) -> None:
        """Keep it; whoever completes a table reports it."""
        with self._lock:
            sides[table] = said
            complete = table in self._sources and table in self._targets
        if complete:
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

    def _computed(self, table: QualifiedName) -> tuple[Column, ...]:
        """The columns that the target computed, if the source can compute them as well."""
        with self._lock:
            if table not in self._known_computed:
                self._known_computed[table] = tuple(self._find_computed(table))
            return self._known_computed[table]

    def _find_computed(self, table: QualifiedName) -> Iterator[Column]:
        transfers = self._groups[table]
        doubtful = list(computed_columns(transfers))
        if not doubtful or table in self._comparing.rejects:
            return
        columns = shared_columns(transfers)
        with closing(self._comparing.open_source()) as connection:
            for column in doubtful:
                rows = (with_computed(t, source_rows(t, columns), [column]) for t in transfers)
                if all(_runs(connection, relation) for relation in rows):
                    yield column

    def _added(self, table: QualifiedName) -> Sequence[str]:
        return self._comparing.added.get(table, ())

    def _retry_after(self, error: Exception, table: QualifiedName, attempt: int) -> float | None:
        if isinstance(error, SnapshotLost):
            return None
        decision = decide(error)
        seconds = decision.wait_before(attempt)
        reason = str(error.__cause__ or error).strip()
        if seconds is None:
            raise VerifyFailed(table=table, reason=reason, help=decision.remedy) from error
        self._comparing.reporter.report(Retrying(f"verifying {table}", reason, attempt, seconds))
        return seconds


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


def _runs(connection: Connection, relation: ComparedRows) -> bool:
    """Whether the source understands what is asked of it."""
    values = sql.SQL(", ").join(value for _, value in relation.values)
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(sql.SQL("SELECT {} {} LIMIT 0").format(values, relation.origin))
    except psycopg.Error:
        return False
    return True


def _sum_up(connection: Connection, relations: Iterable[ComparedRows]) -> SideResult:
    """Counts and checksums add up over the relations, as do those of their union."""
    started = time.monotonic()
    rows = checksum = 0
    for relation in relations:
        ((count, summed),) = connection.execute(relation.checksum).fetchall()
        rows, checksum = rows + count, checksum + int(summed)
    return SideResult(rows, str(checksum), time.monotonic() - started)


def _not_validated(connection: Connection, table: QualifiedName) -> tuple[str, ...]:
    names = {"schema": table.schema, "name": table.name}
    keys = connection.execute(query("foreign_keys_not_validated"), names).fetchall()
    return tuple(key for (key,) in keys)


def _size(transfers: Sequence[Transfer]) -> int:
    return sum(transfer.source.bytes for transfer in transfers if transfer.source is not None)
