"""Which rows of a table differ: both sides are narrowed down until few rows are left to look at.

Rows fall into buckets by the hash of their key, which needs no order that both servers agree on
and suits keys of any type, of several columns, and none at all. The first pass over a table
compares counts and checksums of buckets, and is repeated within those that differ while they
hold many rows; then the rows of what is left are compared, and the values of those that differ
are fetched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import psycopg
from psycopg import sql
from psycopg.pq import TransactionStatus

from segue.database.decisions import decide
from segue.database.session import Connection
from segue.errors import VerifyFailed
from segue.mapping.sql.checksums import ComparedRows, shared_columns, source_rows, target_rows
from segue.mapping.transfer import Transfer
from segue.move.verify.differences import ColumnDifference, DifferingRows, Kind, RowDifference
from segue.move.verify.excerpts import excerpts

BUCKET_BITS = 15
"""Each pass splits by this many bits of the key's hash: the sums just fit the usual work_mem."""
HASH_BITS = 60
"""No further than this: one key is left, or one row that the table holds many times."""
FEW_ROWS = 100_000
"""So many hashes are fetched and compared here; 30 MB."""
FETCHED_CHARACTERS = 1000
"""Of each value; one that differs only after that is shown by its beginning."""


def differing_rows(
    transfers: Sequence[Transfer],
    source: Connection,
    target: Connection,
    *,
    without: Sequence[str] = (),
    limit: int = 100,
) -> DifferingRows:
    """The rows of one target table that differ, at most `limit` of them (1 or more).

    `transfers` is all that feeds the table; `source` is in a transaction of the snapshot, or each
    session gets one of its own; `without` are the keys of rows that no source has. Reads
    both sides three times up to some 30 million rows, then once more. Raises VerifyFailed.
    """
    table = transfers[0].target.name
    try:
        with _one_moment(source), _one_moment(target):
            return _RowSearch(transfers, source, target, without).run(limit)
    except psycopg.Error as error:
        remedy = decide(error).remedy
        raise VerifyFailed(table=table, reason=str(error).strip(), help=remedy) from error


@dataclass(frozen=True, slots=True)
class _Row:
    """One content of a row, and where its key's hash leads."""

    key: int
    hash: int


@dataclass(frozen=True, slots=True)
class _Values:
    """A row as people read it, with a hash for each value."""

    texts: Sequence[str | None]
    hashes: Sequence[str]


_Pair = tuple[_Row | None, _Row | None, int]
"""What the source has, what the target has instead, and how many times."""


@dataclass(frozen=True, slots=True)
class _Buckets:
    """Rows whose key's hash ends in one of `some`, as numbers of `bits` bits; at first, all."""

    bits: int = 0
    some: tuple[int, ...] = (0,)
    unseen: int = 0
    """Buckets that differ too, each by a row at least, but were not looked into."""

    @property
    def condition(self) -> sql.Composable:
        return sql.SQL("rows.key & {} = ANY ({}::pg_catalog.int8[])").format(
            _mask(self.bits), list(self.some)
        )


class _RowSearch:
    """One comparison of one table."""

    def __init__(
        self,
        transfers: Sequence[Transfer],
        source: Connection,
        target: Connection,
        without: Sequence[str],
    ) -> None:
        columns = shared_columns(transfers)
        self._table = transfers[0].target.name
        self._names = [column.name for column in columns]
        primary = transfers[0].target.primary_key
        self._key = primary if primary and set(primary) <= set(self._names) else ()
        self._sessions = source, target
        self._relations = (
            [source_rows(transfer, columns) for transfer in transfers],
            [target_rows(transfers[0], columns, without)],
        )

    def run(self, limit: int) -> DifferingRows:
        narrowed = self._narrowed(limit)
        pairs = list(_pairs(*self._surplus(narrowed))) if narrowed.some else []
        rows = tuple(self._described(pairs[:limit]))
        count = sum(times for *_, times in pairs) + narrowed.unseen
        return DifferingRows(self._table, rows, count, complete=narrowed.unseen == 0)

    def _narrowed(self, limit: int) -> _Buckets:
        """At most `limit` buckets that differ, with few rows in them."""
        narrowed, rows = _Buckets(), FEW_ROWS + 1
        while rows > FEW_ROWS and narrowed.bits < HASH_BITS:
            narrowed, rows = self._split(narrowed, limit)
        return narrowed

    def _split(self, buckets: _Buckets, limit: int) -> tuple[_Buckets, int]:
        """The smaller buckets within these that differ, and how many rows are in them."""
        query = sql.SQL(
            "SELECT rows.key & {mask}, pg_catalog.count(*), pg_catalog.sum(rows.hash)::text"
            " FROM ({rows}) AS rows WHERE {within} GROUP BY 1"
        )
        bits = buckets.bits + BUCKET_BITS
        source, target = map(set, self._ask(query, mask=_mask(bits), within=buckets.condition))
        sizes: dict[int, int] = {}
        for bucket, count, _ in source ^ target:
            sizes[bucket] = max(count, sizes.get(bucket, 0))
        some = sorted(sizes)[:limit]
        unseen = buckets.unseen + len(sizes) - len(some)
        return _Buckets(bits, tuple(some), unseen), sum(sizes[bucket] for bucket in some)

    def _surplus(self, buckets: _Buckets) -> tuple[Counter[_Row], Counter[_Row]]:
        """What either side has more of than the other, within the buckets."""
        query = sql.SQL(
            "SELECT rows.key, rows.hash, pg_catalog.count(*) FROM ({rows}) AS rows"
            " WHERE {within} GROUP BY 1, 2"
        )
        source, target = (
            Counter({_Row(*row): count for *row, count in rows})
            for rows in self._ask(query, within=buckets.condition)
        )
        return source - target, target - source

    def _described(self, found: Sequence[_Pair]) -> Iterator[RowDifference]:
        if not found:
            return
        sources, targets = self._values({row.key for *rows, _ in found for row in rows if row})
        for source, target, times in found:
            yield self._difference(
                sources[source] if source else None, targets[target] if target else None, times
            )

    def _values(self, keys: Collection[int]) -> list[dict[_Row, _Values]]:
        query = sql.SQL(
            "SELECT DISTINCT ON (rows.key, rows.hash) * FROM ({rows}) AS rows"
            " WHERE rows.key = ANY ({keys})"
        )
        answers = self._ask(query, detailed=True, keys=sql.Literal(list(keys)))
        return [
            {_Row(*row): _Values(texts, hashes) for *row, texts, hashes in rows} for rows in answers
        ]

    def _difference(
        self, source: _Values | None, target: _Values | None, times: int
    ) -> RowDifference:
        key = self._shown_key(source or target)
        if source is None or target is None:
            return RowDifference(Kind.EXTRA if source is None else Kind.MISSING, key, (), times)
        both = zip(
            self._names, source.texts, target.texts, source.hashes, target.hashes, strict=True
        )
        columns = tuple(
            ColumnDifference(name, *excerpts(old, new))
            for name, old, new, old_hash, new_hash in both
            if old_hash != new_hash
        )
        return RowDifference(Kind.CHANGED, key, columns, times)

    def _shown_key(self, values: _Values | None) -> dict[str, str | None]:
        assert values is not None
        names = self._key or self._names
        texts = dict(zip(self._names, values.texts, strict=True))
        return {name: excerpts(texts[name], None)[0] for name in names}

    def _ask(
        self, query: sql.SQL, detailed: bool = False, **parts: sql.Composable
    ) -> list[list[tuple[Any, ...]]]:
        """What both sides answer, asked at the same time."""
        queries = [
            query.format(rows=self._rows(relations, detailed), **parts)
            for relations in self._relations
        ]
        with ThreadPoolExecutor(2) as threads:
            try:
                return list(threads.map(_fetch, self._sessions, queries))
            except BaseException:
                for session in self._sessions:
                    session.cancel_safe(timeout=5)
                raise

    def _rows(self, relations: Sequence[ComparedRows], detailed: bool) -> sql.Composable:
        return sql.SQL(" UNION ALL ").join(self._select(each, detailed) for each in relations)

    def _select(self, relation: ComparedRows, detailed: bool) -> sql.Composable:
        columns: list[sql.Composable] = [
            sql.SQL("{} AS key").format(relation.hashed(self._key or None)),
            sql.SQL("{} AS hash").format(relation.hashed()),
        ]
        if detailed:
            # Two arrays, since a list of results takes no more than 1,664 columns.
            texts = [
                sql.SQL("pg_catalog.left({}, {})").format(text, FETCHED_CHARACTERS)
                for text in relation.texts
            ]
            columns.append(_array(texts, sql.SQL("text")))
            columns.append(_array(relation.hashes, sql.SQL("int8")))
        return sql.SQL("SELECT {} {}").format(sql.SQL(", ").join(columns), relation.origin)


def _pairs(source: Counter[_Row], target: Counter[_Row]) -> Iterator[_Pair]:
    """Contents of the same key belong together."""
    by_key: dict[int, tuple[list[_Row], list[_Row]]] = {}
    for side, rows in enumerate((source, target)):
        for row in rows:
            by_key.setdefault(row.key, ([], []))[side].append(row)
    for pair in by_key.values():
        for old, new in zip_longest(*pair):
            times = max(source[old] if old else 0, target[new] if new else 0)
            yield old, new, times


@contextmanager
def _one_moment(session: Connection) -> Iterator[None]:
    """All that is asked within the block is seen at one moment."""
    if session.info.transaction_status is not TransactionStatus.IDLE:
        yield
        return
    session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try:
        yield
    finally:
        session.rollback()


def _mask(bits: int) -> sql.Composable:
    return sql.SQL("{}::pg_catalog.int8").format((1 << bits) - 1)


def _array(values: Sequence[sql.Composable], type: sql.SQL) -> sql.Composable:
    elements = sql.SQL(", ").join(values)
    return sql.SQL("ARRAY[{}]::pg_catalog.{}[]").format(elements, type)


def _fetch(session: Connection, query: sql.Composed) -> list[tuple[Any, ...]]:
    return session.execute(query).fetchall()
