"""Changed rows come into a target that follows: through temporary tables that its session keeps.

Each mapping has two: `new` holds source rows as they are now, with the hash by which they are
proved, `gone` the target's keys of all rows that were looked at, whether they are still there.

Where rows stay that were in the target before, only those leave that the move brought; the others
are as they were, or have what it changed in them back. The journal knows which are which.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import LiteralString

from psycopg import sql

from segue.database.catalog import Column, Table
from segue.database.records import LoadRecord
from segue.loading.kept_rows import kept_row
from segue.loading.merging import former_values
from segue.loading.rows_behind import RowsBehind
from segue.loading.table import (
    arrived,
    arriving,
    key_columns,
    key_text,
    of,
    same_key,
    staged_columns,
)
from segue.mapping.sql import is_binary, target_columns, target_relation, text_of
from segue.mapping.sql.changed_rows import key_transfer
from segue.mapping.sql.checksums import ComparedRows, row_bytes, shared_columns
from segue.mapping.transfer import Transfer
from segue.plan.model import ExistingRows, OffsetKeys

EVERY = sql.SQL("true")
NONE = sql.SQL("")

OF_A_BATCH = -1
"""The part under which the journal keeps keys that batches brought."""


class ChangedRows:
    """The SQL of one mapping in a batch; all of it runs on the target."""

    def __init__(
        self,
        transfer: Transfer,
        load: LoadRecord | None = None,
        hashed: tuple[Column, ...] | None = None,
        behind: RowsBehind | None = None,
    ) -> None:
        """`load` is what the journal has of the target table, where it has something.

        `hashed` are the columns that are proved, where it is not all that the source tells alike.
        `behind` are rows of the table that are none of this move's business.
        """
        self.transfer = transfer
        self.load = load
        self.behind = behind
        self.new = sql.Identifier("pg_temp", f"segue_new_{transfer.number}")
        self.gone = sql.Identifier("pg_temp", f"segue_gone_{transfer.number}")
        self._keys = key_columns(transfer.target)
        self.hashed: tuple[Column, ...] = shared_columns([transfer]) if hashed is None else hashed
        """The columns whose hash the source sends along: those that it tells alike each time."""

    def create(self) -> sql.Composed:
        """Make both tables; each batch finds them empty."""
        of_keys = key_transfer(self.transfer)
        columns = [feed.column for feed in self.transfer.feeds]
        keys = [feed.column for feed in of_keys.feeds]
        return sql.SQL(
            "CREATE TEMPORARY TABLE {} ({}, segue_hash pg_catalog.int8) ON COMMIT DELETE ROWS;"
            " CREATE TEMPORARY TABLE {} ({}) ON COMMIT DELETE ROWS"
        ).format(
            sql.Identifier(f"segue_new_{self.transfer.number}"),
            sql.SQL(", ").join(staged_columns(self.transfer, columns)),
            sql.Identifier(f"segue_gone_{self.transfer.number}"),
            sql.SQL(", ").join(staged_columns(of_keys, keys)),
        )

    @property
    def copy_new(self) -> sql.Composed:
        """What receives rows."""
        columns = [*target_columns(self.transfer), sql.Identifier("segue_hash")]
        return _copy_in(self.new, columns, binary=is_binary(self.transfer))

    @property
    def copy_gone(self) -> sql.Composed:
        """What receives keys."""
        of_keys = key_transfer(self.transfer)
        return _copy_in(self.gone, target_columns(of_keys), binary=is_binary(of_keys))

    def update(self, rows: sql.Composable = EVERY) -> tuple[sql.Composed, ...]:
        """Give rows that are there the values of now; nothing where there is but a key.

        `rows` is a condition on the new rows `s`, as it is for what comes below.
        """
        columns = self._settable
        if not columns:
            return ()
        computed = self.transfer.computed
        update = sql.SQL("UPDATE {} AS t SET {} FROM {} AS s WHERE {} AND {}{} AND {}").format(
            self.transfer.target.only,
            sql.SQL(", ").join(
                sql.SQL("{} = {}").format(
                    sql.Identifier(c.name), arriving(c, text=c.name in computed)
                )
                for c in columns
            ),
            self.new,
            same_key(self._keys),
            self._differ(columns),
            self._own,
            rows,
        )
        return (*self._save_former(rows), update)

    def _save_former(self, rows: sql.Composable) -> tuple[sql.Composed, ...]:
        """Rows that were there before, when they are changed for the first time."""
        if self._has_new_numbers or not self._merges(ExistingRows.UPDATE):
            return ()
        assert self.load is not None
        return (
            sql.SQL(
                "INSERT INTO segue.former (load, part, key, row) SELECT {}, {}, {}, {} {} AS t"
                " JOIN {} AS s ON {} WHERE {} AND NOT {} AND {} ON CONFLICT DO NOTHING"
            ).format(
                sql.Literal(self.load.number),
                sql.Literal(OF_A_BATCH),
                key_text(self._keys),
                kept_row(self.transfer.target.columns, "t"),
                target_relation(self.transfer),
                self.new,
                same_key(self._keys),
                self._differ(self._settable),
                was_brought(self.transfer.target, self.load),
                rows,
            ),
        )

    @property
    def _own(self) -> sql.Composable:
        """That a target row is not one that the plan keeps, or one under a new number by chance."""
        if self.load is None or self.load.merge is None:
            return NONE
        if not self._has_new_numbers and self._merges(ExistingRows.UPDATE):
            return NONE
        return sql.SQL(" AND {}").format(was_brought(self.transfer.target, self.load))

    def insert(self, rows: sql.Composable = EVERY) -> sql.Composed:
        """Insert rows that are not there."""
        computed = self.transfer.computed
        return self.noted(
            sql.SQL(
                "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {} AS s"
                " WHERE NOT EXISTS (SELECT {} AS t WHERE {}) AND {}"
            ).format(
                self.transfer.target.name.identifier,
                sql.SQL(", ").join(target_columns(self.transfer)),
                sql.SQL(", ").join(
                    arriving(feed.column, text=feed.column.name in computed)
                    for feed in self.transfer.feeds
                ),
                self.new,
                target_relation(self.transfer),
                same_key(self._keys),
                rows,
            )
        )

    def noted(self, insert: sql.Composed) -> sql.Composed:
        """The same, and where others stay the journal knows whose the rows are."""
        if self.load is None or self.load.merge is None:
            return insert
        return sql.SQL(
            "WITH arrived (key) AS ({} RETURNING {}) INSERT INTO segue.arrival (load, part, key)"
            " SELECT {}, {}, key FROM arrived ON CONFLICT DO NOTHING"
        ).format(
            insert,
            text_of([sql.Identifier(column.name) for column in self._keys]),
            sql.Literal(self.load.number),
            sql.Literal(OF_A_BATCH),
        )

    @property
    def renewed(self) -> tuple[tuple[Column, sql.Composable], ...]:
        """Each column of a row `t` that leaves and comes in anew as `s`.

        What nothing feeds is carried over.
        """
        names = {feed.column.name for feed in self.transfer.feeds}
        carried = {f.column.name for f in self.transfer.feeds if not f.steady}
        return tuple(
            (
                c,
                arriving(c, text=c.name in self.transfer.computed)
                if c.name in names - carried
                else of("t", c.name),
            )
            for c in self.transfer.target.columns
            if not c.generated
        )

    def take_out(self) -> tuple[sql.Composed, ...]:
        """Rows that unique values keep from being updated, taken out to come in anew."""
        name = sql.Identifier(f"segue_out_{self.transfer.number}")
        names = sql.SQL(", ").join(sql.Identifier(c.name) for c, _ in self.renewed)
        return (
            sql.SQL(
                "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} {} AS t JOIN {} AS s ON {}"
                " WHERE {}{}"
            ).format(
                name,
                sql.SQL(", ").join(
                    sql.SQL("{} AS {}").format(v, sql.Identifier(c.name)) for c, v in self.renewed
                ),
                target_relation(self.transfer),
                self.new,
                same_key(self._keys),
                self._differ(self._settable),
                self._own,
            ),
            sql.SQL("DELETE FROM {} AS t USING {} AS s WHERE {}").format(
                self.transfer.target.only, name, _same(self._keys)
            ),
            sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {}").format(
                self.transfer.target.name.identifier, names, names, name
            ),
            sql.SQL("DROP TABLE {}").format(name),
        )

    def count_wrong(self) -> sql.Composed:
        """How many rows of the batch are not in the target as they should be: the proof."""
        if not self.hashed:
            return sql.SQL(
                "SELECT count(*) FROM {} AS s WHERE NOT EXISTS (SELECT {} AS t WHERE {})"
            ).format(self.new, target_relation(self.transfer), same_key(self._keys))
        own = ComparedRows(tuple((c, of("t", c.name)) for c in self.hashed), sql.SQL(""))
        return sql.SQL(
            "SELECT count(*) FROM {} AS s LEFT JOIN LATERAL"
            " (SELECT {} AS hash, {} AS kept {} AS t WHERE {}) AS there ON true"
            " WHERE there.hash IS DISTINCT FROM s.segue_hash AND there.kept IS NOT TRUE"
        ).format(
            self.new,
            own.hashed(),
            self._is_kept,
            target_relation(self.transfer),
            same_key(self._keys),
        )

    @property
    def _is_kept(self) -> sql.Composable:
        """Whether a target row under a new row's key is rightly another one."""
        if self._has_new_numbers or not self._merges(ExistingRows.KEEP):
            return sql.SQL("false")
        assert self.load is not None
        return sql.SQL("NOT {}").format(was_brought(self.transfer.target, self.load))

    def _merges(self, how: ExistingRows) -> bool:
        return self.load is not None and self.load.merge == how.value

    @property
    def _has_new_numbers(self) -> bool:
        """Whether no row that was there before can be a row of the source."""
        return isinstance(self.transfer.mapping.key, OffsetKeys)

    @property
    def _settable(self) -> tuple[Column, ...]:
        """What an update may set: neither keys nor what is made anew each time it is asked for."""
        keys = self.transfer.target.primary_key
        return tuple(
            feed.column
            for feed in self.transfer.feeds
            if feed.column.name not in keys
            and feed.column.identity != "a"
            and (feed.steady or feed.column.name in self.transfer.computed)
        )

    def _differ(self, columns: Sequence[Column]) -> sql.Composable:
        computed = self.transfer.computed
        mine = row_bytes([(c, of("t", c.name)) for c in columns])
        theirs = row_bytes([(c, arrived(c, text=c.name in computed)) for c in columns])
        return sql.SQL("{} <> {}").format(mine, theirs)


def was_brought(table: Table, load: LoadRecord) -> sql.Composable:
    """Whether the move brought the target's row `t`."""
    return sql.SQL(
        "EXISTS (SELECT FROM segue.arrival AS a WHERE a.load = {} AND a.key = {})"
    ).format(sql.Literal(load.number), key_text(key_columns(table)))


def leave(
    table: Table, load: LoadRecord | None, condition: sql.Composable, beside: sql.Composable = NONE
) -> tuple[sql.Composed, ...]:
    """The rows `t` of the condition leave; `beside` are relations that it looks at.

    Where others stay, rows that were there before have their own values back.
    """
    using = sql.SQL(" USING {}").format(beside) if beside is not NONE else NONE
    if load is None or load.merge is None:
        delete = sql.SQL("DELETE FROM {} AS t{} WHERE {}")
        return (delete.format(table.only, using, condition),)
    number, key = sql.Literal(load.number), key_text(key_columns(table))
    statements = [
        sql.SQL(
            "WITH gone (key) AS (DELETE FROM {} AS t{} WHERE {} AND {} RETURNING {})"
            " DELETE FROM segue.arrival AS a USING gone WHERE a.load = {} AND a.key = gone.key"
        ).format(table.only, using, condition, was_brought(table, load), key, number)
    ]
    values = former_values(table, sql.SQL("f.row::pg_catalog.jsonb"))
    if load.merge == ExistingRows.UPDATE.value and values is not None:
        also = sql.SQL(", {}").format(beside) if beside is not NONE else NONE
        statements.append(
            sql.SQL(
                "WITH back (key) AS (UPDATE {} AS t SET {} FROM segue.former AS f{}"
                " WHERE f.load = {} AND f.key = {} AND {} RETURNING f.key)"
                " DELETE FROM segue.former AS f USING back WHERE f.load = {} AND f.key = back.key"
            ).format(table.only, values, also, number, key, condition, number)
        )
    return tuple(statements)


def delete_gone(table: Table, all_changed: Sequence[ChangedRows]) -> tuple[sql.Composed, ...]:
    """Delete rows that were looked at and are no more."""
    keys = sql.SQL("{} AS g").format(_looked_at(table, all_changed))
    return leave(table, all_changed[0].load, _is_gone(table, all_changed), keys)


def gone_keys(table: Table, all_changed: Sequence[ChangedRows]) -> sql.Composed:
    """The keys of the rows that would be deleted."""
    return sql.SQL("SELECT {} FROM {} AS t, {} AS g WHERE {}").format(
        key_text(key_columns(table)),
        table.only,
        _looked_at(table, all_changed),
        _is_gone(table, all_changed),
    )


def absent_keys(table: Table, all_changed: Sequence[ChangedRows]) -> sql.Composed:
    """The keys that were looked at and are not in the table, as the journal has keys."""
    keys = key_columns(table)
    return sql.SQL("SELECT {} FROM {} AS g WHERE NOT EXISTS (SELECT FROM {} AS t WHERE {})").format(
        text_of([of("g", column.name) for column in keys]),
        _looked_at(table, all_changed),
        table.only,
        _same(keys, "g"),
    )


def _looked_at(table: Table, all_changed: Sequence[ChangedRows]) -> sql.Composable:
    """The target's keys of all rows that were looked at, each once."""
    keys = sql.SQL(", ").join(
        sql.SQL("{} AS {}").format(arriving(c), sql.Identifier(c.name)) for c in key_columns(table)
    )
    every = (sql.SQL("SELECT {} FROM {} AS s").format(keys, c.gone) for c in all_changed)
    return sql.SQL("({})").format(sql.SQL(" UNION ").join(every))


def _is_gone(table: Table, all_changed: Sequence[ChangedRows]) -> sql.Composable:
    """That a row `t` was looked at, is no new one, and does not stay behind."""
    same = _same(key_columns(table), "g")
    return sql.SQL("{} AND {}").format(same, _not_new(table, all_changed))


def delete_others(
    table: Table, all_changed: Sequence[ChangedRows], own: Sequence[str]
) -> tuple[sql.Composed, ...]:
    """Delete all rows but the new ones, which are all of the source's, and the target's own."""
    others = sql.SQL("{} <> ALL ({}::pg_catalog.text[]) AND {}").format(
        key_text(key_columns(table)), sql.Literal(list(own)), _not_new(table, all_changed)
    )
    return leave(table, all_changed[0].load, others)


def _not_new(table: Table, all_changed: Sequence[ChangedRows]) -> sql.Composable:
    keys, behind = key_columns(table), all_changed[0].behind
    conditions: list[sql.Composable] = [
        sql.SQL("NOT EXISTS (SELECT FROM {} AS s WHERE {})").format(c.new, same_key(keys))
        for c in all_changed
    ]
    if behind is not None:
        conditions.append(sql.SQL("NOT {}").format(behind.stays))
    return sql.SQL(" AND ").join(conditions)


def _same(keys: Sequence[Column], alias: LiteralString = "s") -> sql.Composable:
    return sql.SQL(" AND ").join(
        sql.SQL("{} = {}").format(of("t", c.name), of(alias, c.name)) for c in keys
    )


def _copy_in(
    table: sql.Identifier, columns: Sequence[sql.Composable], *, binary: bool
) -> sql.Composed:
    return sql.SQL("COPY {} ({}) FROM STDIN (FORMAT {})").format(
        table, sql.SQL(", ").join(columns), sql.SQL("binary" if binary else "text")
    )
