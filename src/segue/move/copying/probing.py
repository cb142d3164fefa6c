"""How fast rows come through: some pages of a table, on the way that lanes go, kept nowhere."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

import psycopg
from psycopg import pq, sql

from segue.database.catalog import Catalog, Column, Table
from segue.database.copy_protocol import CopyConnection
from segue.database.pump import Pump, PumpResult
from segue.database.session import Connection, Snapshot, join_snapshot
from segue.errors import SegueError
from segue.loading.table import copy_into_staged, create_staged
from segue.mapping.sql import copy_out
from segue.mapping.transfer import Part, Transfer
from segue.move.copying.computing import FunctionStream
from segue.move.copying.loads import (
    PAGE_RANGES_FROM,
    PART_SECONDS,
    Load,
    PartRates,
    most_bytes,
    rows_are_dear,
)

WORTH_IT = 8 * 1024 * 1024
"""Source bytes of a table from which on a look at its rate costs little beside it."""

DEAR = 4
"""Tables whose rows cost much to make that are looked at, beside the largest of the others."""

FIRST = 64 * 1024
"""Source bytes of the first try: where a line is very slow, they tell enough."""

LARGEST_PAGE = 4 * 1024 * 1024
"""Source bytes that a page may stand for, values kept apart (TOAST) included: a try is short."""

GROWTH = 4
LONG_ENOUGH = 0.5
"""Seconds of a try that tell what the next ones would."""


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What some pages of one table took."""

    pages: int
    seconds: float
    rows: int
    streamed: int
    """Bytes, as they travelled."""


Try = Callable[[int, int], ProbeResult]
"""Brings a range of pages: the first, and how many."""


def probe(bring: Try, table: Table, enough: float) -> ProbeResult | None:
    """Bring more and more pages until that took a while, or came through `enough` bytes a second.

    None for a table without pages.
    """
    size, pages, result = page_bytes(table), table.pages, None
    first, count = 0, max(1, int(FIRST / max(1.0, size)))
    while first < pages:
        result = bring(first, min(count, pages - first))
        if result.seconds >= LONG_ENOUGH or result.pages * size >= enough * result.seconds:
            break
        first, count = first + count, count * GROWTH
    return result


def page_bytes(table: Table) -> float:
    """Source bytes that one page stands for, with the values kept apart."""
    return table.bytes / max(1, table.pages)


class Prober:
    """A pair of sessions of its own, as a lane has them."""

    def __init__(
        self,
        open_source: Callable[[], Connection],
        open_target: Callable[[], Connection],
        snapshot: Snapshot,
        check: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open_source = open_source
        self._open_target = open_target
        self._snapshot = snapshot
        self._check = check
        self._clock = clock

    def probe(self, transfer: Transfer, table: Table, enough: float) -> ProbeResult | None:
        """None where the rows do not come through: their copying will say why."""
        try:
            with closing(self._open_source()) as source, closing(self._open_target()) as target:
                join_snapshot(source, self._snapshot)

                def bring(first: int, count: int) -> ProbeResult:
                    part = Part(table.name, first, first + count)
                    return self._bring(source, target, transfer, part, count)

                return probe(bring, table, enough)
        except (psycopg.Error, SegueError):
            return None

    def _bring(
        self, source: Connection, target: Connection, transfer: Transfer, part: Part, count: int
    ) -> ProbeResult:
        began = self._clock()
        target.execute("BEGIN")
        target.execute(create_staged(transfer))
        pumped = self._pumped(source, target, transfer, part)
        target.execute("ROLLBACK")
        return ProbeResult(count, max(self._clock() - began, 1e-6), pumped.rows, pumped.bytes)

    def _pumped(
        self, source: Connection, target: Connection, transfer: Transfer, part: Part
    ) -> PumpResult:
        into = copy_into_staged(transfer).as_bytes(target)
        if transfer.computed:
            computing = FunctionStream(source, target, transfer, part, self._check)
            return computing.run(computing.copy_out.as_bytes(source), into, _unheard)
        pump = Pump(source.pgconn, target.pgconn, self._check)
        return pump.run(copy_out(transfer, part).as_bytes(source), into, _unheard)


def _unheard(count: int) -> None:
    """Nobody waits for so little."""


def sending_rate(source: Connection, catalog: Catalog) -> float | None:
    """Bytes a second of a large table's rows that the source sends, where nobody takes them in.

    None where no table is large enough to tell, or its columns may not be read.
    """

    def send(statement: sql.Composed) -> int:
        copying = CopyConnection(source.pgconn, lambda: None)
        copying.begin(statement.as_bytes(source), pq.ExecStatus.COPY_OUT)
        streamed = sum(map(len, copying.rows()))
        copying.end()
        return streamed

    return _own_rate(_largest_of(catalog.tables.values()), send)


def through_rate(source: Connection, target: Connection, catalog: Catalog) -> float | None:
    """Bytes a second of the same rows that one lane brings into the target."""
    table = _largest_of(catalog.tables.values())
    if table is None:
        return None
    columns = [column for column in table.columns if not column.generated]
    staged = sql.SQL("CREATE TEMPORARY TABLE segue_probed ({})").format(
        sql.SQL(", ").join(map(_as_it_is, columns))
    )
    into = sql.SQL("COPY pg_temp.segue_probed FROM STDIN").as_bytes(target)

    def bring(statement: sql.Composed) -> int:
        pump = Pump(source.pgconn, target.pgconn, lambda: None)
        return pump.run(statement.as_bytes(source), into, _unheard).bytes

    try:
        target.execute(staged)
    except psycopg.Error:
        return None
    return _own_rate(table, bring)


def _as_it_is(column: Column) -> sql.Composed:
    """A column that takes the values of the source's own, or their texts."""
    own = column.type.resolved
    type_text = own.name.identifier if own.builtin else sql.SQL("pg_catalog.text")
    return sql.SQL("{} {}").format(sql.Identifier(column.name), type_text)


def _own_rate(table: Table | None, send: Callable[[sql.Composed], int]) -> float | None:
    if table is None:
        return None
    names = [sql.Identifier(column.name) for column in table.columns if not column.generated]

    def bring(first: int, count: int) -> ProbeResult:
        statement = sql.SQL(
            "COPY (SELECT {} FROM {} WHERE ctid >= '({},0)' AND ctid < '({},0)') TO STDOUT"
        ).format(sql.SQL(", ").join(names), table.only, first, first + count)
        began = time.monotonic()
        streamed = send(statement)
        return ProbeResult(count, max(time.monotonic() - began, 1e-6), 0, streamed)

    try:
        result = probe(bring, table, math.inf)
    except psycopg.Error:
        return None
    return result.streamed / result.seconds if result is not None and result.streamed else None


def _largest_of(tables: Iterable[Table]) -> Table | None:
    """The largest of those that tell something."""
    return max(filter(_tells, tables), key=lambda table: table.bytes, default=None)


def part_rates(
    loads: Sequence[Load],
    source: Catalog,
    prober: Prober,
    lanes: int,
    max_rate: int | None,
    *,
    split: bool,
) -> PartRates:
    """What one of so many lanes brings, told by the largest table and those that are dear."""
    usual, dear = None, {}
    for transfer, table in _telling(loads, source):
        is_dear = rows_are_dear(transfer)
        beside = lanes if split or is_dear else 1
        amount = min(most_bytes(transfer, split=split), table.bytes)
        probed = prober.probe(transfer, table, amount * beside / PART_SECONDS)
        if probed is None:
            continue
        rate = probed.pages * page_bytes(table) / probed.seconds / beside
        if is_dear:
            dear[transfer.number] = rate
        else:
            usual = rate
    return PartRates(usual, dear, max_rate / lanes if max_rate is not None else None)


def _telling(loads: Iterable[Load], source: Catalog) -> Iterator[tuple[Transfer, Table]]:
    """The largest of those whose rows cost little, and some of the others, with what to read."""
    limits = {True: DEAR, False: 1}
    for transfer in (transfer for load in loads for transfer in load.transfers):
        table, is_dear = _largest(transfer, source), rows_are_dear(transfer)
        if table is not None and limits[is_dear]:
            limits[is_dear] -= 1
            yield transfer, table


def _largest(transfer: Transfer, source: Catalog) -> Table | None:
    """The largest table that is read, where it is large, and a range of its pages can be."""
    if transfer.source is None or source.server.version < PAGE_RANGES_FROM:
        return None
    names = transfer.source.leaves or (transfer.source.name,)
    tables = [source.tables[name] for name in names if name in source.tables]
    table = max(tables, key=lambda table: table.bytes, default=None)
    return table if table is not None and _tells(table) else None


def _tells(table: Table) -> bool:
    """Whether it is large, and a try of a few pages short."""
    large = table.kind == "r" and table.bytes >= WORTH_IT
    return large and page_bytes(table) <= LARGEST_PAGE
