"""Rows of a batch that the target refuses, and refused rows that come in after all.

A refused row is in the journal and not in the target, whatever of it was there before. It is looked
at again when it changes, and when what stood in its way is gone: the row that it refers to came, or
the one that had its unique values left. All of it runs on the target.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from psycopg import sql

from segue.database.attempts import RowAttempt, block
from segue.database.catalog import Table
from segue.database.constraints import Index
from segue.database.records import LoadRecord
from segue.loading.bad_rows import EXCLUDED, ORPHAN, REASON, TWICE, staged_key, texts
from segue.loading.changed_rows import ChangedRows, leave
from segue.loading.constraint_violations import (
    all_of,
    any_of,
    is_orphan,
    is_told_apart,
    same_key,
)
from segue.loading.orphans import can_be_judged
from segue.loading.table import key_columns, of
from segue.loading.table import same_key as same_row
from segue.mapping.sql import target_relation

TOGETHER = 16
"""Rows that are tried at once: in a batch that fails, a few in a hundred are to blame."""


class Sieve:
    """What sifts the new rows of one mapping that could not come in together."""

    def __init__(self, changed: ChangedRows, load: LoadRecord) -> None:
        self._changed = changed
        self._load = load
        self._table = changed.transfer.target
        self._keys = key_columns(self._table)
        self._names = [f"segue_{name}_{changed.transfer.number}" for name in ("aside", "refused")]
        self._aside, self._refused = (sql.Identifier("pg_temp", name) for name in self._names)

    def create(self) -> sql.Composed:
        """Make its temporary tables: rows that left, and those that are refused; once a session."""
        return sql.SQL(
            "CREATE TEMPORARY TABLE IF NOT EXISTS {} ON COMMIT DELETE ROWS AS SELECT {} {}"
            " WITH NO DATA; CREATE TEMPORARY TABLE IF NOT EXISTS {}"
            " (place pg_catalog.tid, state pg_catalog.text, reason pg_catalog.text)"
            " ON COMMIT DELETE ROWS"
        ).format(
            sql.Identifier(self._names[0]),
            sql.SQL(", ").join(sql.Identifier(c.name) for c, _ in self._changed.renewed),
            target_relation(self._changed.transfer),
            sql.Identifier(self._names[1]),
        )

    def sift(self) -> sql.Composed:
        """Bring in what the target takes, and put every other new row into the journal.

        A refused row leaves first, so that others may have its unique values; then it is tried
        again, for as long as any comes in.
        """
        in_block = sql.SQL("s.ctid BETWEEN segue_block.first AND segue_block.last")
        one = sql.SQL("s.ctid = segue_one.place")
        new = self._changed.new
        attempt = RowAttempt(
            rows=sql.SQL("SELECT s.ctid AS place FROM {} AS s WHERE {}").format(new, in_block),
            attempt=self._run(one),
            refused=self._put_aside(one),
        )
        again = RowAttempt(
            rows=sql.SQL("SELECT place FROM {}").format(self._refused),
            attempt=sql.SQL("{} DELETE FROM {} AS r WHERE r.place = segue_one.place;").format(
                self._run(one), self._refused
            ),
            refused=sql.SQL(
                "UPDATE {} AS r SET state = segue_state, reason = {}"
                " WHERE r.place = segue_one.place;"
            ).format(self._refused, REASON),
        )
        blocks = sql.SQL(
            "SELECT min(ctid) AS first, max(ctid) AS last FROM {} GROUP BY"
            " (ctid::pg_catalog.text::pg_catalog.point)[0],"
            " (ctid::pg_catalog.text::pg_catalog.point)[1]::pg_catalog.int8 / {}"
        ).format(new, sql.Literal(TOGETHER))
        body = sql.SQL(
            "{first} LOOP segue_left := (SELECT count(*) FROM {refused}); EXIT WHEN segue_left = 0;"
            " {again} EXIT WHEN segue_left = (SELECT count(*) FROM {refused}); END LOOP; {reject}"
        ).format(
            first=attempt.by_blocks(blocks, self._run(in_block)),
            again=again.each(),
            refused=self._refused,
            reject=self._reject(),
        )
        return block(body, "segue_left bigint;")

    def _run(self, rows: sql.Composable) -> sql.Composable:
        there = sql.SQL("NOT EXISTS (SELECT FROM {} AS t WHERE {}) AND {}").format(
            self._aside, same_row(self._keys), rows
        )
        statements = [
            *self._changed.update(rows), self._changed.insert(there), self._come_anew(rows)
        ]  # fmt: skip
        return sql.SQL("").join(sql.SQL("{};").format(each) for each in statements)

    def _come_anew(self, rows: sql.Composable) -> sql.Composed:
        """Rows that left come in again, with what nothing feeds as it was."""
        names = sql.SQL(", ").join(sql.Identifier(c.name) for c, _ in self._changed.renewed)
        same = sql.SQL(" AND ").join(
            sql.SQL("{} = {}").format(of("x", c.name), of("t", c.name)) for c in self._keys
        )
        return self._changed.noted(
            sql.SQL(
                "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {} AS t JOIN {} AS s"
                " ON {} WHERE NOT EXISTS (SELECT FROM {} AS x WHERE {}) AND {}"
            ).format(
                self._table.name.identifier,
                names,
                sql.SQL(", ").join(value for _, value in self._changed.renewed),
                self._aside,
                self._changed.new,
                same_row(self._keys),
                self._table.only,
                same,
                rows,
            )
        )

    def _put_aside(self, one: sql.Composable) -> sql.Composed:
        beside = sql.SQL("{} AS s").format(self._changed.new)
        condition = sql.SQL("{} AND {}").format(same_row(self._keys), one)
        names = sql.SQL(", ").join(of("t", c.name) for c, _ in self._changed.renewed)
        statements = [
            sql.SQL("INSERT INTO {} SELECT {} FROM {} AS t JOIN {} ON {}").format(
                self._aside, names, self._table.only, beside, condition
            ),
            *leave(self._table, self._changed.load, condition, beside),
            sql.SQL("INSERT INTO {} VALUES (segue_one.place, segue_state, {})").format(
                self._refused, REASON
            ),
        ]
        return sql.Composed([sql.SQL("{};").format(each) for each in statements])

    def _reject(self) -> sql.Composed:
        transfer = self._changed.transfer
        columns = [feed.column for feed in transfer.feeds]
        return sql.SQL(
            "INSERT INTO segue.reject (load, mapping, key, state, reason, texts, hash)"
            " SELECT {load}, {mapping}, {key}, r.state, r.reason, {texts}, s.segue_hash"
            " FROM {refused} AS r JOIN {new} AS s ON s.ctid = r.place;"
            " DELETE FROM {new} AS s USING {refused} AS r WHERE s.ctid = r.place;"
            " DELETE FROM {refused}; DELETE FROM {aside};"
        ).format(
            load=sql.Literal(self._load.number),
            mapping=sql.Literal(transfer.number),
            key=staged_key(self._keys),
            texts=texts(self._load.columns, columns, "s"),
            refused=self._refused,
            new=self._changed.new,
            aside=self._aside,
        )


def settle_looked_at(changed: ChangedRows, load: LoadRecord) -> sql.Composed:
    """What was said of the rows that are looked at is over."""
    return sql.SQL(
        "DELETE FROM segue.reject AS r USING {} AS s"
        " WHERE r.load = {} AND coalesce(r.mapping, {}) = {} AND r.key = {}"
    ).format(
        changed.gone,
        sql.Literal(load.number),
        *[sql.Literal(changed.transfer.number)] * 2,
        staged_key(key_columns(changed.transfer.target)),
    )


def drop_orphaned(changed: ChangedRows, load: LoadRecord, mark: int) -> sql.Composed:
    """New rows that were refused since the mark are none of the batch's any more."""
    return sql.SQL(
        "DELETE FROM {} AS s USING segue.reject AS r"
        " WHERE r.load = {} AND r.number > {} AND r.key = {}"
    ).format(
        changed.new,
        sql.Literal(load.number),
        sql.Literal(mark),
        staged_key(key_columns(changed.transfer.target)),
    )


def unobstructed(table: Table, load: LoadRecord) -> sql.Composed:
    """The keys of rejects in whose way nothing stands that can be told from here."""
    return sql.SQL(
        "SELECT DISTINCT r.key FROM segue.reject AS r WHERE r.load = {} AND r.key IS NOT NULL"
        " AND CASE r.state WHEN {} THEN NOT {} WHEN {} THEN NOT {}"
        " WHEN {} THEN true ELSE false END"
    ).format(
        sql.Literal(load.number),
        ORPHAN,
        any_of(_orphaned(table, load)),
        TWICE,
        any_of(_is_taken(table, load)),
        EXCLUDED,
    )


def _orphaned(table: Table, load: LoadRecord) -> Iterator[sql.Composable]:
    values = _values(table, load)
    for key in table.foreign_keys:
        if can_be_judged(key) and set(key.columns) <= values.keys():
            yield is_orphan(key, values, [key.references.identifier])


def _is_taken(table: Table, load: LoadRecord) -> Iterator[sql.Composable]:
    """That another row has the unique values of a refused one."""
    values = _values(table, load)
    for index in table.unique_indexes:
        columns = [name for name in index.columns if name is not None]
        if index.plain and not index.operators and set(columns) <= values.keys():
            yield _taken_in(table, index, columns, values)


def _taken_in(
    table: Table, index: Index, columns: Sequence[str], values: Mapping[str, sql.Composable]
) -> sql.Composable:
    pairs = [(of("t", name), values[name]) for name in columns]
    conditions = [
        same_key(pairs, nulls_equal=index.nulls_equal),
        is_told_apart([value for _, value in pairs], nulls_equal=index.nulls_equal),
    ]
    return sql.SQL("EXISTS (SELECT FROM {} AS t WHERE {})").format(table.only, all_of(conditions))


def _values(table: Table, load: LoadRecord) -> dict[str, sql.Composable]:
    """The values of a refused row `r`, which its table's columns took."""
    values: dict[str, sql.Composable] = {}
    for place, name in enumerate(load.columns, start=1):
        column = table.column(name)
        if column is not None:
            values[name] = sql.SQL("(r.texts)[{}]::{}").format(
                sql.Literal(place), column.type.name.identifier
            )
    return values
