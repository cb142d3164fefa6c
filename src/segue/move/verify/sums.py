"""Counts and checksums: asked of one side, and how long those that were asked before still count.

What the source told stands as long as its snapshot. What the target told stands while its rows are
the same ones: each row bears the number of the transaction that wrote it, so that a look at these
alone, which costs a fraction of the checksum, tells whether anything came, went or was changed.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from segue.database.catalog import Column
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.records import TargetSum
from segue.database.session import Connection
from segue.mapping.sql.checksums import ComparedRows, together
from segue.move.verify.report import SideResult


def sum_up(connection: Connection, tables: Iterable[Sequence[ComparedRows]]) -> list[SideResult]:
    """Each table's count and checksum; they add up over its relations, as those of their union."""
    started = time.monotonic()
    relations = [(place, rows.checksum) for place, group in enumerate(tables) for rows in group]
    sums: defaultdict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for place, count, summed in connection.execute(together(relations)):
        rows, checksum = sums[place]
        sums[place] = rows + count, checksum + int(summed)
    seconds = (time.monotonic() - started) / len(sums)
    return [
        SideResult(rows, str(checksum), seconds) for _, (rows, checksum) in sorted(sums.items())
    ]


def forms_of(connection: Connection, tables: Sequence[QualifiedName]) -> dict[QualifiedName, int]:
    """Of each table a number for all that decides how its rows are read, beside the rows.

    A table whose rows do not tell who wrote them has none.
    """
    names = {"schemas": [t.schema for t in tables], "names": [t.name for t in tables]}
    return {tables[place]: form for place, form in connection.execute(query("table_forms"), names)}


def summed(
    connection: Connection, rows: ComparedRows, form: int, asked: str, earlier: TargetSum | None
) -> TargetSum:
    """What a target table holds: the earlier sum, where it still stands, or a new one.

    `form` was read before, so that a change of the table meanwhile shows the next time; `asked`
    stands for the statement.
    """
    if earlier is not None and earlier.asked == asked:
        ((versions,),) = connection.execute(rows.versions)
        if earlier.versions == _known_by(form, versions):
            return earlier
    started = time.monotonic()
    ((count, checksum, versions),) = connection.execute(rows.versioned_checksum)
    seconds = time.monotonic() - started
    return TargetSum(count, checksum, seconds, asked, _known_by(form, versions))


def reads_alike(columns: Iterable[Column]) -> bool:
    """Whether values are read the same while their row stays: names of objects may change."""
    types = (column.type.resolved for column in columns)
    return not any(t.builtin and t.name.name.lstrip("_").startswith("reg") for t in types)


def _known_by(form: int, versions: str) -> str:
    return f"{form}/{versions}"


def asked_of(identity: str, relations: Iterable[ComparedRows]) -> str:
    """Stands for what is asked of a database: other SQL or another database gives another text."""
    hashed = hashlib.sha256(identity.encode())
    for rows in relations:
        hashed.update(rows.checksum.as_bytes(None))
    return hashed.hexdigest()


def _keep_nothing(_connection: Connection, _table: QualifiedName, _kept: TargetSum) -> None:
    """Without a journal sums are known for as long as the process lives."""


@dataclass(slots=True)
class KnownSums:
    """Sums of some tables, of one snapshot, that are kept when they are made."""

    tables: Collection[QualifiedName] = ()
    """Those whose sums are worth keeping."""
    identity: str = ""
    """The target's."""
    targets: dict[QualifiedName, TargetSum] = field(default_factory=dict)
    """Of an earlier try too."""
    keep: Callable[[Connection, QualifiedName, TargetSum], None] = _keep_nothing
    """Writes down what a session on the target found."""
    _sources: dict[QualifiedName, tuple[str, SideResult]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def source(self, table: QualifiedName, rows: Sequence[ComparedRows]) -> SideResult | None:
        """What the source told, where it was asked the very same."""
        with self._lock:
            question, result = self._sources.get(table, ("", None))
        return result if result is not None and question == asked_of("", rows) else None

    def keep_source(
        self, table: QualifiedName, rows: Sequence[ComparedRows], result: SideResult
    ) -> None:
        """Keep it where it is worth it."""
        if table in self.tables:
            with self._lock:
                self._sources[table] = asked_of("", rows), result

    def target(
        self, connection: Connection, tables: Mapping[QualifiedName, ComparedRows]
    ) -> tuple[dict[QualifiedName, SideResult], frozenset[QualifiedName]]:
        """What the target holds of those worth keeping, and which of them still stood."""
        names = [table for table in tables if table in self.tables]
        results: dict[QualifiedName, SideResult] = {}
        stood = set()
        for table, form in (forms_of(connection, names) if names else {}).items():
            earlier = self.targets.get(table)
            question = asked_of(self.identity, [tables[table]])
            now = summed(connection, tables[table], form, question, earlier)
            if now is earlier:
                stood.add(table)
            else:
                self.targets[table] = now
                self.keep(connection, table, now)
            results[table] = SideResult(now.rows, now.checksum, now.seconds)
        return results, frozenset(stood)
