"""The rows of a table that differ, where rows that were there before stayed, or some were rejected.

Each row of the source is looked for by its key, so that rows of others are no difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import psycopg
from psycopg import sql

from segue.database.decisions import decide
from segue.database.session import Connection
from segue.errors import VerifyFailed
from segue.loading.row_comparison import DifferentRow, JudgingRules, name_rows
from segue.loading.table import key_columns, key_text, of
from segue.mapping.sql import source_relation, source_values, target_relation, text_of
from segue.mapping.sql.checksums import ComparedRows, shared_columns, source_rows
from segue.mapping.transfer import Transfer
from segue.move.verify.differences import ColumnDifference, DifferingRows, Kind, RowDifference
from segue.move.verify.excerpts import excerpts

FETCHED_CHARACTERS = 1000
"""Of each value; one that differs only after that is shown by its beginning."""

Values = Mapping[str, tuple[list[str | None], list[int]]]
"""By key: each value as a person reads it, and its hash."""


def differing_by_key(
    transfers: Sequence[Transfer],
    source: Connection,
    target: Connection,
    judging: JudgingRules,
    *,
    limit: int = 100,
) -> DifferingRows:
    """The rows of one target table that differ, at most `limit` of them.

    `source` is in a transaction of the moment that counts, `target` in none. Raises VerifyFailed.
    """
    table = transfers[0].target.name
    try:
        names, count = name_rows(source, target, transfers, judging, limit)
        rows = _described(transfers, source, target, names) if names else ()
        return DifferingRows(table, rows, count, complete=True)
    except psycopg.Error as error:
        remedy = decide(error).remedy
        raise VerifyFailed(table=table, reason=str(error).strip(), help=remedy) from error


def _described(
    transfers: Sequence[Transfer],
    source: Connection,
    target: Connection,
    named: Sequence[DifferentRow],
) -> tuple[RowDifference, ...]:
    keys = [row.key for row in named]
    columns = shared_columns(transfers)
    names = [column.name for column in columns]
    theirs: dict[str, tuple[list[str | None], list[int]]] = {}
    for transfer in transfers:
        origin = source_relation(transfer.in_sql, None, _among(_source_key(transfer), keys))
        relation = ComparedRows(source_rows(transfer, columns).values, origin)
        theirs.update(_values(source, _source_key(transfer), relation))
    own = key_text(key_columns(transfers[0].target))
    origin = sql.SQL("{} AS t WHERE {}").format(target_relation(transfers[0]), _among(own, keys))
    relation = ComparedRows(tuple((c, of("t", c.name)) for c in columns), origin)
    ours = _values(target, own, relation)
    return tuple(_difference(row, names, theirs, ours, transfers[0]) for row in named)


def _difference(
    row: DifferentRow, names: Sequence[str], source: Values, target: Values, transfer: Transfer
) -> RowDifference:
    key = {", ".join(transfer.target.primary_key): row.key}
    if row.kind != Kind.CHANGED.value or row.key not in source or row.key not in target:
        return RowDifference(Kind(row.kind), key)
    pairs = zip(names, *source[row.key], *target[row.key], strict=True)
    columns = tuple(
        ColumnDifference(name, *excerpts(old, new))
        for name, old, old_hash, new, new_hash in pairs
        if old_hash != new_hash
    )
    return RowDifference(Kind.CHANGED, key, columns)


def _source_key(transfer: Transfer) -> sql.Composable:
    in_sql = transfer.in_sql
    names = [feed.column.name for feed in in_sql.feeds]
    values = dict(zip(names, source_values(in_sql), strict=True))
    return text_of([values[name] for name in transfer.target.primary_key])


def _among(key: sql.Composable, keys: Sequence[str]) -> sql.Composable:
    return sql.SQL("{} = ANY ({}::pg_catalog.text[])").format(key, sql.Literal(list(keys)))


def _values(
    session: Connection, key: sql.Composable, relation: ComparedRows
) -> dict[str, tuple[list[str | None], list[int]]]:
    texts = [
        sql.SQL("pg_catalog.left({}, {})").format(text, FETCHED_CHARACTERS)
        for text in relation.texts
    ]
    rows = session.execute(
        sql.SQL("SELECT {}, ARRAY[{}]::pg_catalog.text[], ARRAY[{}]::pg_catalog.int8[] {}").format(
            key, sql.SQL(", ").join(texts), sql.SQL(", ").join(relation.hashes), relation.origin
        )
    )
    return {found: (values, hashes) for found, values, hashes in rows}
