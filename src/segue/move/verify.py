"""Step 8, Verify: counts and checksums of every table on both sides, through the mapping.

The servers compute them, the source under one snapshot; equal sums of row hashes prove that the
same rows are on both sides, whatever their order.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from segue.checksums import (
    ROW_HASH_FROM,
    shared_columns,
    source_checksum,
    target_checksum,
)
from segue.database.decisions import decide
from segue.database.names import QualifiedName
from segue.database.session import Connection, Snapshot, join_snapshot
from segue.errors import SnapshotLost, VerifyFailed
from segue.events import Reporter, Retrying, TableVerified
from segue.plan.transfer import Transfer
from segue.workers import Craft, StopSignal, Workers

Keys = Mapping[QualifiedName, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Side:
    """What one server says of a table."""

    rows: int
    checksum: str
    seconds: float


@dataclass(frozen=True, slots=True)
class TableReport:
    """Both sides of one target table."""

    table: QualifiedName
    source: Side
    target: Side
    added: int = 0
    """Rows that Django itself added in the target; they are not counted."""

    @property
    def equal(self) -> bool:
        return (self.source.rows, self.source.checksum) == (self.target.rows, self.target.checksum)


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """Every table, in the plan's order."""

    tables: tuple[TableReport, ...]
    seconds: float

    @property
    def equal(self) -> bool:
        return not self.differing

    @property
    def differing(self) -> tuple[QualifiedName, ...]:
        return tuple(report.table for report in self.tables if not report.equal)

    @property
    def rows(self) -> int:
        """Rows of the target, without those that Django itself added."""
        return sum(report.target.rows for report in self.tables)

    @property
    def summary(self) -> str:
        """The one sentence that counts."""
        equal = len(self.tables) - len(self.differing)
        return f"{equal} of {len(self.tables)} tables are equal: {self.rows:,} rows"

    def as_json(self) -> dict[str, Any]:
        """The report as a JSON object; checksums are decimal text, as they pass 64 bits."""
        tables = [
            {
                "table": str(report.table),
                "equal": report.equal,
                "source": asdict(report.source),
                "target": asdict(report.target),
                "added": report.added,
            }
            for report in self.tables
        ]
        return {
            "equal": self.equal, "rows": self.rows, "seconds": self.seconds, "tables": tables,
        }  # fmt: skip


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
    row_hash: bool
    """Whether both servers have `hash_record_extended`."""
    added: Keys = field(default_factory=dict)
    """Keys of rows that Django itself added in the target, by table."""


def both_have_row_hash(*versions: int) -> bool:
    """Whether every one of these server versions hashes whole rows."""
    return min(versions) >= ROW_HASH_FROM


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
    crafts = comparison.craft("source"), comparison.craft("target")
    with (
        Workers(crafts[0], comparing.sessions, comparing.stop) as sources,
        Workers(crafts[1], comparing.sessions, comparing.stop) as targets,
    ):
        sources.add(largest_first)
        targets.add(largest_first)
        targets.wait()
        sources.wait()
    return VerifyReport(comparison.reports(), time.monotonic() - started)


class _Comparison:
    """Collects what both sides say."""

    def __init__(
        self, comparing: Comparing, groups: Mapping[QualifiedName, Sequence[Transfer]]
    ) -> None:
        self._comparing = comparing
        self._groups = groups
        self._lock = threading.Lock()
        self._said: dict[tuple[str, QualifiedName], Side] = {}

    def craft(self, side: str) -> Craft[Connection, QualifiedName]:
        work = self._source if side == "source" else self._target
        return Craft(
            name=f"verify-{side}",
            open=self._open_source if side == "source" else self._comparing.open_target,
            close=lambda connection: connection.close(),
            interrupt=lambda connection: connection.cancel_safe(timeout=5),
            work=lambda connection, table: self._heard(side, table, work(connection, table)),
            retry_after=self._retry_after,
        )

    def reports(self) -> tuple[TableReport, ...]:
        return tuple(
            TableReport(
                table,
                self._said["source", table],
                self._said["target", table],
                len(self._comparing.added.get(table, ())),
            )
            for table in self._groups
        )

    def _open_source(self) -> Connection:
        connection = self._comparing.open_source()
        try:
            join_snapshot(connection, self._comparing.snapshot)
        except BaseException:
            connection.close()
            raise
        return connection

    def _source(self, connection: Connection, table: QualifiedName) -> Side:
        started = time.monotonic()
        transfers = self._groups[table]
        columns = shared_columns(transfers)
        rows = checksum = 0
        for transfer in transfers:
            row_hash = self._comparing.row_hash
            said = connection.execute(
                source_checksum(transfer, columns, row_hash=row_hash)
            ).fetchone()
            if said is not None:
                rows, checksum = rows + said[0], checksum + int(said[1])
        return Side(rows, str(checksum), time.monotonic() - started)

    def _target(self, connection: Connection, table: QualifiedName) -> Side:
        started = time.monotonic()
        transfers = self._groups[table]
        said = connection.execute(
            target_checksum(
                transfers[0],
                shared_columns(transfers),
                row_hash=self._comparing.row_hash,
                without=self._comparing.added.get(table, ()),
            )
        ).fetchone()
        rows, checksum = said if said is not None else (0, "0")
        return Side(rows, checksum, time.monotonic() - started)

    def _heard(self, side: str, table: QualifiedName, said: Side) -> None:
        with self._lock:
            self._said[side, table] = said
            both = [self._said.get((s, table)) for s in ("source", "target")]
        source, target = both
        if source is None or target is None:
            return
        report = TableReport(table, source, target)
        seconds = max(source.seconds, target.seconds)
        self._comparing.reporter.report(
            TableVerified(str(table), source.rows, target.rows, report.equal, seconds)
        )

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


def _size(transfers: Sequence[Transfer]) -> int:
    return sum(transfer.source.bytes for transfer in transfers if transfer.source is not None)
