"""Changed rows come into a target that follows: through temporary tables that its session keeps.

Each mapping has two: `new` holds source rows as they are now, with the hash by which they are
proved, `gone` the target's keys of all rows that were looked at, whether they are still there.
"""

from __future__ import annotations

from collections.abc import Sequence

from psycopg import sql

from segue.database.catalog import Column, Table
from segue.loading.table import (
    arrived,
    arriving,
    key_columns,
    key_text,
    of,
    same_key,
    staged_columns,
)
from segue.mapping.sql import is_binary, target_columns, target_relation
from segue.mapping.sql.changed_rows import key_transfer
from segue.mapping.sql.checksums import ComparedRows, row_bytes, shared_columns
from segue.mapping.transfer import Transfer


class ChangedRows:
    """The SQL of one mapping in a batch; all of it runs on the target."""

    def __init__(self, transfer: Transfer) -> None:
        self.transfer = transfer
        self.new = sql.Identifier("pg_temp", f"segue_new_{transfer.number}")
        self.gone = sql.Identifier("pg_temp", f"segue_gone_{transfer.number}")
        self._keys = key_columns(transfer.target)
        self.hashed: tuple[Column, ...] = shared_columns([transfer])
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

    def update(self) -> sql.Composed | None:
        """Give rows that are there the values of now; None where there is but a key."""
        columns = self._settable
        if not columns:
            return None
        computed = self.transfer.computed
        return sql.SQL("UPDATE {} AS t SET {} FROM {} AS s WHERE {} AND {}").format(
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
        )

    def insert(self) -> sql.Composed:
        """Insert rows that are not there."""
        computed = self.transfer.computed
        return sql.SQL(
            "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {} AS s"
            " WHERE NOT EXISTS (SELECT {} AS t WHERE {})"
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
        )

    def take_out(self) -> tuple[sql.Composed, ...]:
        """Rows that unique values keep from being updated, taken out to come in anew.

        What nothing feeds is carried over.
        """
        name = sql.Identifier(f"segue_out_{self.transfer.number}")
        fed = {feed.column.name for feed in self.transfer.feeds}
        stays = [c for c in self.transfer.target.columns if not c.generated]
        values = [
            arriving(c, text=c.name in self.transfer.computed) if c.name in fed else of("t", c.name)
            for c in stays
        ]
        unsteady = {f.column.name for f in self.transfer.feeds if not f.steady}
        values = [
            of("t", c.name) if c.name in unsteady else v for c, v in zip(stays, values, strict=True)
        ]
        names = sql.SQL(", ").join(sql.Identifier(c.name) for c in stays)
        return (
            sql.SQL(
                "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} {} AS t JOIN {} AS s ON {}"
                " WHERE {}"
            ).format(
                name,
                sql.SQL(", ").join(
                    sql.SQL("{} AS {}").format(v, sql.Identifier(c.name))
                    for c, v in zip(stays, values, strict=True)
                ),
                target_relation(self.transfer),
                self.new,
                same_key(self._keys),
                self._differ(self._settable),
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
            " (SELECT {} AS hash {} AS t WHERE {}) AS there ON true"
            " WHERE there.hash IS DISTINCT FROM s.segue_hash"
        ).format(self.new, own.hashed(), target_relation(self.transfer), same_key(self._keys))

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


def delete_gone(table: Table, all_changed: Sequence[ChangedRows]) -> sql.Composed:
    """Delete rows that were looked at and are no more."""
    return sql.SQL("DELETE FROM {} AS t USING {} AS g WHERE {}").format(
        table.only, _looked_at(table, all_changed), _gone(table, all_changed)
    )


def gone_keys(table: Table, all_changed: Sequence[ChangedRows]) -> sql.Composed:
    """The keys of the rows that would be deleted."""
    return sql.SQL("SELECT {} FROM {} AS t, {} AS g WHERE {}").format(
        key_text(key_columns(table)),
        table.only,
        _looked_at(table, all_changed),
        _gone(table, all_changed),
    )


def _looked_at(table: Table, all_changed: Sequence[ChangedRows]) -> sql.Composable:
    """The target's keys of all rows that were looked at, each once."""
    keys = sql.SQL(", ").join(
        sql.SQL("{} AS {}").format(arriving(c), sql.Identifier(c.name)) for c in key_columns(table)
    )
    every = (sql.SQL("SELECT {} FROM {} AS s").format(keys, c.gone) for c in all_changed)
    return sql.SQL("({})").format(sql.SQL(" UNION ").join(every))


def _gone(table: Table, all_changed: Sequence[ChangedRows]) -> sql.Composable:
    same = sql.SQL(" AND ").join(
        sql.SQL("{} = {}").format(of("t", c.name), of("g", c.name)) for c in key_columns(table)
    )
    return sql.SQL("{} AND {}").format(same, _not_new(table, all_changed))


def delete_others(
    table: Table, all_changed: Sequence[ChangedRows], own: Sequence[str]
) -> sql.Composed:
    """Delete all rows but the new ones, which are all of the source's, and the target's own."""
    return sql.SQL("DELETE FROM {} AS t WHERE {} <> ALL ({}::pg_catalog.text[]) AND {}").format(
        table.only,
        key_text(key_columns(table)),
        sql.Literal(list(own)),
        _not_new(table, all_changed),
    )


def _not_new(table: Table, all_changed: Sequence[ChangedRows]) -> sql.Composable:
    keys = key_columns(table)
    return sql.SQL(" AND ").join(
        sql.SQL("NOT EXISTS (SELECT FROM {} AS s WHERE {})").format(c.new, same_key(keys))
        for c in all_changed
    )


def _same(keys: Sequence[Column]) -> sql.Composable:
    return sql.SQL(" AND ").join(
        sql.SQL("{} = {}").format(of("t", c.name), of("s", c.name)) for c in keys
    )


def _copy_in(
    table: sql.Identifier, columns: Sequence[sql.Composable], *, binary: bool
) -> sql.Composed:
    return sql.SQL("COPY {} ({}) FROM STDIN (FORMAT {})").format(
        table, sql.SQL(", ").join(columns), sql.SQL("binary" if binary else "text")
    )
