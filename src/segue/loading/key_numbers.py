"""Numbers for keys that are new in the target: past all that either side gave out, or may yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from psycopg import sql

from segue.database.batches import batches
from segue.database.catalog import INTEGERS, Catalog, Column, ColumnRef, Table
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.mapping.identity import EarlierRuns, label
from segue.mapping.sql import source_relation
from segue.mapping.sql.values import raw_value
from segue.mapping.transfer import Transfer

ROOM = 100_000
"""Keys that are kept at least for rows that the source gives out later; else ten times its own."""

LIMITS = {"int2": 2**15 - 1, "int4": 2**31 - 1, "int8": 2**63 - 1}
"""The greatest key of each type."""


def key_number(transfer: Transfer) -> Column | None:
    """The target's primary key where it is one column with whole numbers."""
    return _number_key(transfer.target)


class KeyNumbers:
    """The numbers that keys of one mapping have, and may yet get, on both sides."""

    def __init__(
        self, transfer: Transfer, earlier: EarlierRuns, catalogs: tuple[Catalog, Catalog]
    ) -> None:
        self._transfer = transfer
        self._table = transfer.target
        self._earlier = earlier
        self._source, self._target = catalogs
        self._feed = next(
            (f for f in transfer.feeds if (f.column.name,) == self._table.primary_key), None
        )

    def amount(
        self, source: Connection, present: int | None, ceilings: dict[QualifiedName, int]
    ) -> int | None:
        """What is added to keys without a counterpart; `ceilings` grow past what they become."""
        if key_number(self._transfer) is None:
            return None
        table = self._table.name
        settled = self._earlier.amounts.get(label(self._transfer.mapping))
        drawn = _drawn(self._target, ColumnRef(table, self._table.primary_key[0]))
        maxima = (present, ceilings.get(table), self._earlier.reserved.get(table))
        past = max((n for n in (*maxima, drawn) if n is not None), default=None)
        least, most = self._range(source)
        amount = settled
        if amount is None and past is not None and least is not None and most is not None:
            occupied = present is not None or table in ceilings or table in self._earlier.reserved
            amount = rounded_up(max(past, most) - min(least - 1, 0)) if occupied else 0
        if most is not None:
            ceilings[table] = max(past or 0, most + (amount or 0))
        return amount

    def reserved(self, source: Connection, amount: int) -> int | None:
        """The last key that is kept for rows which the source may yet give out."""
        column = key_number(self._transfer)
        _, most = self._range(source)
        if most is None and amount:
            most = 0  # it has given out no number yet, and begins behind the amount
        if column is None or most is None:
            return None
        limit = min(LIMITS[column.type.resolved.name.name], self._end_of_sequence())
        last = most + amount
        return last + max(0, min(max(ROOM, 10 * most), (limit - last) // 4))

    def _end_of_sequence(self) -> int:
        ref = ColumnRef(self._table.name, self._table.primary_key[0])
        ends = [s.maximum for s in self._target.sequences.values() if ref in (s.owner, *s.used_by)]
        return min(ends, default=2**63 - 1)

    def _range(self, source: Connection) -> tuple[int | None, int | None]:
        """The least and the greatest key of the source, where they are numbers."""
        feed = self._feed
        if (
            feed is None
            or feed.source is None
            or feed.source.type.resolved.name.name not in INTEGERS
        ):
            return None, None
        alone = replace(self._transfer, feeds=(replace(feed, keys=None),))
        row = source.execute(
            sql.SQL("SELECT min({0}), max({0}) {1}").format(
                raw_value(alone.feeds[0], 0), source_relation(alone)
            )
        ).fetchone()
        least, most = row if row is not None else (None, None)
        relation = self._transfer.source
        drawn = _drawn(self._source, ColumnRef(relation.name, feed.origin)) if relation else None
        return least, max((n for n in (most, drawn) if n is not None), default=None)


def first_and_last(
    target: Connection, tables: Iterable[Table]
) -> dict[QualifiedName, tuple[int, int]]:
    """The least and the greatest key of each table that has rows, with numbers for keys."""
    numbered = [(table, key) for table in tables if (key := _number_key(table)) is not None]
    ends: dict[QualifiedName, tuple[int, int]] = {}
    for batch in batches(numbered):
        questions = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {0}::pg_catalog.int4, min({1}), max({1}) FROM {2}").format(
                number, sql.Identifier(key.name), table.name.identifier
            )
            for number, (table, key) in enumerate(batch)
        )
        rows = target.execute(questions).fetchall()
        ends |= {batch[n][0].name: (first, last) for n, first, last in rows if first is not None}
    return ends


def _number_key(table: Table) -> Column | None:
    """The primary key where it is one column with whole numbers."""
    names = table.primary_key
    column = table.column(names[0]) if len(names) == 1 else None
    whole = column is not None and column.type.resolved.name.name in INTEGERS
    return column if whole else None


def _drawn(catalog: Catalog, ref: ColumnRef) -> int | None:
    """How far the sequences of a column have counted."""
    drawn = (
        sequence.last_value
        for sequence in catalog.sequences.values()
        if ref in (sequence.owner, *sequence.used_by)
    )
    return max((value for value in drawn if value is not None), default=None)


def rounded_up(number: int) -> int:
    """The next round number: 7 becomes 10, 4,812 becomes 5,000."""
    step = max(10, int(10 ** (len(str(abs(number))) - 1)))
    return -(-number // step) * step
