"""Rows on their way through Python: the one place where values are decoded, as the plan asks.

They come out of one COPY as text, the project's functions are called with the source's columns of
each, and they go into another COPY. Takes the place of the pump. The functions are called by a
pool of processes, block by block; blocks go on in the order in which they came.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import cached_property

from psycopg import errors, sql
from psycopg.abc import Buffer

from segue.database.catalog import Column
from segue.database.machine import cores
from segue.database.pump import PumpResult
from segue.database.rejects import SourceFault
from segue.database.session import Connection
from segue.errors import FunctionFailed, FunctionProcessesDie
from segue.events import Note, Reporter
from segue.loading.source_faults import place_text
from segue.mapping.sql import copy_out_rows, source_relation, source_values, text_of
from segue.mapping.sql.checksums import source_rows
from segue.mapping.transfer import Part, Transfer
from segue.project.rows import (
    CalledRows,
    FailedRow,
    ProcessDied,
    PythonColumn,
    RowCalls,
    RowPool,
    RowWork,
)

BLOCK_SECONDS = 0.1
"""What the functions should take for a block: short enough to be stopped, and shared out evenly."""

BLOCK_ROWS = 1000
BLOCK_BYTES = 256 * 1024
"""The most of a block; a larger row is one by itself."""

STATE = str(errors.RaiseException.sqlstate)
"""The SQLSTATE under which a function's failure is kept: that of an exception in PL/pgSQL."""

ABOUT = 3
"""Columns before the values: the row's place in the source, its key in the target, its hash."""

PATIENCE = 0.2
"""Seconds of waiting for functions before looking whether somebody asked to stop."""


@dataclass(frozen=True, slots=True)
class FunctionRejects:
    """What is needed to put rows aside for which a function fails."""

    columns: Sequence[str]
    """The order of a reject's texts."""
    hashed: Sequence[Column]
    """The columns that verifying compares."""


def function_pool(processes: int | None, reporter: Reporter) -> RowPool:
    """So many processes for the plan's functions, with the first rows; None for one a core."""
    return RowPool(
        processes or cores(),
        at_once=processes is not None,
        tell=lambda sentence: reporter.report(Note(sentence, "warning")),
    )


class FunctionStream:
    """Sends one part of a transfer through its functions."""

    def __init__(
        self,
        source: Connection,
        target: Connection,
        transfer: Transfer,
        part: Part,
        check: Callable[[], None],
        rejecting: FunctionRejects | None = None,
        *,
        pool: RowPool | None = None,
        also: sql.Composable | None = None,
        hashed: Sequence[Column] | None = None,
    ) -> None:
        """Without `rejecting`, a row for which a function fails ends it all.

        Without a `pool` the functions are called here. `also` is one more condition on the rows.
        With `hashed`, the last column that arrives is the hash of these.
        """
        self._source = source
        self._target = target
        self._transfer = transfer
        self._known = transfer.in_sql
        self._part = part
        self._check = check
        self._rejecting = rejecting
        self._pool = pool or RowPool()
        self._also = also
        self._hashed = hashed
        self.failed_side = "source"
        self.faults: list[SourceFault] = []

    @cached_property
    def _columns(self) -> dict[str, int]:
        """The columns of the source relation, with the oids of their types."""
        bare = replace(self._transfer, feeds=())
        statement = sql.SQL("SELECT * {} LIMIT 0").format(source_relation(bare, self._part))
        described = self._source.execute(statement).description or ()
        return {column.name: column.type_code for column in described}

    @property
    def copy_out(self) -> sql.Composed:
        """What the source runs."""
        null = sql.SQL("NULL::pg_catalog.text")
        about = [place_text(self._known) if self._known.source is not None else null, null, null]
        if self._rejecting is not None:
            hashed = source_rows(self._known, self._rejecting.hashed).hashed()
            about[1:] = [self._key() or null, sql.SQL("{}::pg_catalog.text").format(hashed)]
        elif self._hashed:
            hashed = source_rows(self._known, self._hashed).hashed()
            about[2] = sql.SQL("{}::pg_catalog.text").format(hashed)
        columns = tuple(self._columns)
        return copy_out_rows(self._transfer, self._part, about, columns, self._also)

    def _key(self) -> sql.Composable | None:
        """The row's key in the target, as the journal has it."""
        feeds = [feed.column.name for feed in self._known.feeds]
        values = dict(zip(feeds, source_values(self._known), strict=True))
        keys = self._transfer.target.primary_key
        return text_of([values[key] for key in keys]) if keys and set(keys) <= set(feeds) else None

    @property
    def _work(self) -> RowWork:
        feeds, computed = self._transfer.feeds, self._transfer.computed
        json = {f.column.name for f in feeds if f.column.type.resolved.name.name in _JSON}
        return RowWork(
            about=ABOUT,
            made=tuple(feed.column.name for feed in self._known.feeds),
            columns=tuple(self._columns.items()),
            wanted=tuple(feed.column.name for feed in feeds),
            python=tuple(PythonColumn(n, path, n in json) for n, path in computed.items()),
            last=None if self._hashed is None else ABOUT - 1,
            rejects=self._rejecting is not None,
        )

    def run(self, copy_out: bytes, copy_in: bytes, progress: Callable[[int], None]) -> PumpResult:
        """Stream until the source has no more. Raises psycopg.Error or FunctionFailed."""
        count = total = 0
        calls = RowCalls(self._work)
        with self._source.cursor().copy(copy_out) as rows:
            self.failed_side = "target"
            with self._target.cursor().copy(copy_in) as into:
                for called in self._called(calls, rows):
                    into.write(called.lines)
                    count, total = count + called.rows, total + len(called.lines)
                    self._check()
                    progress(len(called.lines))
        return PumpResult(count, total)

    def _called(self, calls: RowCalls, rows: Iterable[Buffer]) -> Iterator[CalledRows]:
        """What functions made of the rows, in blocks in the rows' order.

        At most two blocks a process are under way, so that none waits and memory stays flat.
        """
        blocks = _Blocks()
        under_way: deque[Future[CalledRows]] = deque()
        try:
            for block in blocks.of(rows):
                under_way.append(self._pool.submit(calls, block))
                while len(under_way) > 2 * self._pool.count or (under_way and under_way[0].done()):
                    yield self._take(under_way.popleft(), blocks)
            while under_way:
                yield self._take(under_way.popleft(), blocks)
        finally:
            for future in under_way:
                future.cancel()

    def _take(self, future: Future[CalledRows], blocks: _Blocks) -> CalledRows:
        called = self._awaited(future)
        blocks.took(called)
        for row in called.failed:
            self._failed(row)
        return called

    def _awaited(self, future: Future[CalledRows]) -> CalledRows:
        while True:
            try:
                return future.result(PATIENCE)
            except TimeoutError:
                self._check()
            except ProcessDied as died:
                self._check()
                raise FunctionProcessesDie(table=self._transfer.target.name, reason=died) from died

    def _failed(self, row: FailedRow) -> None:
        place, key, hashed = row.about
        if self._rejecting is None:
            row_text = place or ", ".join(str(text) for text in list(row.texts.values())[:1])
            failure = FunctionFailed(
                function=row.function, table=self._transfer.target.name, column=row.column,
                key=row_text, reason=row.reason,
            )  # fmt: skip
            failure.add_note(row.trace)
            raise failure
        values = [row.texts.get(name) for name in self._rejecting.columns]
        reason = f"{row.column}: {row.function}: {row.reason}"
        self.faults.append(
            SourceFault(
                None, STATE, reason, values, key, int(hashed) if hashed is not None else None
            )
        )


_JSON = ("json", "jsonb")


class _Blocks:
    """Cuts rows into blocks for which the functions take about the same time."""

    def __init__(self) -> None:
        self._rows = 50

    def took(self, called: CalledRows) -> None:
        """What a block took."""
        count = called.rows + len(called.failed)
        if count:
            fitting = int(BLOCK_SECONDS * count / max(called.seconds, 1e-6))
            self._rows = max(1, min(fitting, BLOCK_ROWS))

    def of(self, rows: Iterable[Buffer]) -> Iterator[list[bytes]]:
        block: list[bytes] = []
        size = 0
        for row in rows:
            block.append(bytes(row))
            size += len(block[-1])
            if len(block) >= self._rows or size >= BLOCK_BYTES:
                yield block
                block, size = [], 0
        if block:
            yield block
