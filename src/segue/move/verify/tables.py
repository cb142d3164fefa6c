"""Counts and checksums of every table on both sides, through the mapping.

The servers compute them, the source under one snapshot; equal sums of row hashes prove that the
same rows are on both sides, whatever their order and however many mappings feed a table.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence

from segue.database.batches import batches
from segue.database.names import QualifiedName
from segue.mapping.transfer import Transfer
from segue.move.verify.comparison import Comparing, Comparison, Tables
from segue.move.verify.computed import Groups
from segue.move.verify.report import VerifyReport
from segue.workers import Workers

SMALL_BYTES = 256 * 1024
"""Source bytes up to which going through a table takes less time than asking for it."""
BUNDLE = 50
"""Small tables in one statement at most."""


def verify(transfers: Sequence[Transfer], comparing: Comparing) -> VerifyReport:
    """Compare every target table with all that feeds it, the largest first.

    What is known of a table is not asked again. Raises VerifyFailed, SnapshotLost, LockLost, or
    workers.Stopped.
    """
    started = time.monotonic()
    groups = grouped(transfers)
    comparison = Comparison(comparing, groups)
    largest_first = sorted(groups, key=lambda name: -_size(groups[name]))
    whole = [name for name in largest_first if name not in comparing.merged]
    verified = comparison.take_over(whole)
    with (
        Workers(comparison.source_craft(), comparing.sessions, comparing.stop) as sources,
        Workers(comparison.target_craft(), comparing.sessions, comparing.stop) as targets,
        Workers(comparison.pair_craft, comparing.sessions, comparing.stop) as pairs,
    ):
        unknown = [name for name in whole if name not in verified]
        sources.add(_tasks(unknown, groups, comparing.sessions))
        targets.add(_tasks(whole, groups, comparing.sessions))
        pairs.add((name,) for name in largest_first if name in comparing.merged)
        targets.wait()
        sources.wait()
        pairs.wait()
    return VerifyReport(comparison.reports(), time.monotonic() - started)


def grouped(transfers: Sequence[Transfer]) -> Groups:
    """By target table all that feeds it."""
    groups: dict[QualifiedName, list[Transfer]] = {}
    for transfer in transfers:
        groups.setdefault(transfer.target.name, []).append(transfer)
    return groups


def _tasks(tables: Sequence[QualifiedName], groups: Groups, sessions: int) -> Iterator[Tables]:
    """Each table alone, and then small ones together, as asking costs more than counting them."""
    small = [name for name in tables if _is_small(groups[name])]
    yield from ((name,) for name in tables if not _is_small(groups[name]))
    shared_out = math.ceil(len(small) / (2 * sessions))
    yield from map(tuple, batches(small, max(1, min(BUNDLE, shared_out))))


def _is_small(transfers: Sequence[Transfer]) -> bool:
    sizes = (t.source.bytes for t in transfers if t.source and t.source.kind in ("r", "p"))
    all_sizes = list(sizes)
    return len(all_sizes) == len(transfers) and sum(all_sizes) <= SMALL_BYTES


def _size(transfers: Sequence[Transfer]) -> int:
    return sum(transfer.source.bytes for transfer in transfers if transfer.source is not None)
