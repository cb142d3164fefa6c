"""Rows on their way through Python: the one place where values are decoded, as the plan asks.

They come out of one COPY as text, the project's functions are called with the source's columns of
each, and they go into another COPY. Takes the place of the pump.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import Any

from psycopg import sql
from psycopg.adapt import PyFormat, Transformer

from segue.database.catalog import Column
from segue.database.pump import Pumped
from segue.database.rejects import SourceFault
from segue.database.session import Connection
from segue.errors import FunctionFailed
from segue.loading.source_faults import place_text
from segue.mapping.sql import copy_out_rows, source_relation, source_values, text_of
from segue.mapping.sql.checksums import source_rows
from segue.mapping.transfer import Part, Transfer
from segue.project.functions import RowFunction, find_function

CHECK_EVERY = 1000
"""Rows between two looks at whether to stop, and two words about progress."""

STATE = "P0001"
"""The SQLSTATE under which a function's failure is kept: that of an exception in PL/pgSQL."""

ABOUT = 3
"""Columns before the values: the row's place in the source, its key in the target, its hash."""

Texts = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Rejecting:
    """What is needed to put rows aside for which a function fails."""

    columns: Sequence[str]
    """The order of a reject's texts."""
    hashed: Sequence[Column]
    """The columns that verifying compares."""


class Computing:
    """Sends one part of a transfer through its functions."""

    def __init__(
        self,
        source: Connection,
        target: Connection,
        transfer: Transfer,
        part: Part,
        check: Callable[[], None],
        rejecting: Rejecting | None = None,
        *,
        also: sql.Composable | None = None,
        hashed: Sequence[Column] | None = None,
    ) -> None:
        """Without `rejecting`, a row for which a function fails ends it all.

        `also` is one more condition on the rows. With `hashed`, the last column that arrives is the
        hash of these.
        """
        self._source = source
        self._target = target
        self._transfer = transfer
        self._known = transfer.in_sql
        self._part = part
        self._check = check
        self._rejecting = rejecting
        self._also = also
        self._hashed = hashed
        self._functions = {name: find_function(path) for name, path in transfer.computed.items()}
        self._dumping = Transformer(target)
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

    def run(self, copy_out: bytes, copy_in: bytes, progress: Callable[[int], None]) -> Pumped:
        """Stream until the source has no more. Raises psycopg.Error or FunctionFailed."""
        count = total = 0
        with self._source.cursor().copy(copy_out) as rows:
            known = ABOUT + len(self._known.feeds)
            rows.set_types([*["text"] * known, *self._columns.values()])
            self.failed_side = "target"
            with self._target.cursor().copy(copy_in) as into:
                for texts in self._completed(rows.rows()):
                    into.write_row(texts)
                    count, total = count + 1, total + sum(map(len, filter(None, texts)))
                    if count % CHECK_EVERY == 0:
                        self._check()
                        progress(total // count * CHECK_EVERY)
        return Pumped(count, total)

    def _completed(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[Texts]:
        """Each row with what its functions return, in the order of the target's columns."""
        names = [feed.column.name for feed in self._known.feeds]
        wanted = [feed.column for feed in self._transfer.feeds]
        for row in rows:
            about, values = row[:ABOUT], row[ABOUT:]
            texts: dict[str, str | None] = dict(zip(names, values[: len(names)], strict=True))
            given = dict(zip(self._columns, values[len(names) :], strict=True))
            if self._complete(texts, given, wanted, about):
                hashed = [] if self._hashed is None else [about[2] or "0"]
                yield [*(texts[column.name] for column in wanted), *hashed]

    def _complete(
        self,
        texts: dict[str, str | None],
        given: dict[str, Any],
        wanted: Sequence[Column],
        about: Texts,
    ) -> bool:
        """Add what the functions return; whether none failed. Raises FunctionFailed."""
        for column in wanted:
            function = self._functions.get(column.name)
            if function is None:
                continue
            try:
                texts[column.name] = self._text(function, given, column)
            except Exception as error:  # a function of the project may raise anything
                self._failed(column, error, texts, about)
                return False
        return True

    def _text(self, function: RowFunction, given: dict[str, Any], column: Column) -> str | None:
        value = function(given)
        if isinstance(value, Enum):
            value = value.value
        if value is None:
            return None
        if column.type.resolved.name.name in ("json", "jsonb"):
            return json.dumps(value, ensure_ascii=False)
        dumped = self._dumping.get_dumper(value, PyFormat.TEXT).dump(value)
        return bytes(dumped).decode() if dumped is not None else None

    def _failed(
        self, column: Column, error: Exception, texts: dict[str, str | None], about: Texts
    ) -> None:
        place, key, hashed = about
        reason = f"{type(error).__name__}: {error}"
        function = self._transfer.computed[column.name]
        if self._rejecting is None:
            shown = place or ", ".join(str(text) for text in list(texts.values())[:1])
            raise FunctionFailed(
                function=function, table=self._transfer.target.name, column=column.name,
                key=shown, reason=reason,
            ) from error  # fmt: skip
        values = [texts.get(name) for name in self._rejecting.columns]
        reason = f"{column.name}: {function}: {reason}"
        self.faults.append(
            SourceFault(
                None, STATE, reason, values, key, int(hashed) if hashed is not None else None
            )
        )
