"""What will become of the target's seed rows, told before a row is written.

The source's rows travel through the plan into temporary tables of the target, as far as they are
needed: first what names them, then those that stand for a seed row as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from psycopg import sql

from segue.database.catalog import Catalog, Column, Table
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.loading.table import arrived, staged_columns
from segue.loading.temporary_rows import TemporaryRows, temporary_rows
from segue.mapping.sql import is_binary, source_relation, source_values
from segue.mapping.transfer import Transfer
from segue.project.values import Project
from segue.seed_rows.fates import (
    FATES,
    Numbers,
    SeedRow,
    fated,
    make_tables,
    match,
    settle_rest,
)
from segue.seed_rows.naming import NamedTable, named_tables


def foretell(
    source: Connection,
    target: Connection,
    catalog: Catalog,
    project: Project | None,
    transfers: Sequence[Transfer],
    tables: Collection[QualifiedName],
    numbers: Mapping[QualifiedName, Numbers],
    same_past: Collection[QualifiedName] = (),
) -> tuple[SeedRow, ...]:
    """The fates of all rows of the `tables`, which hold seed rows alone; nothing is written.

    Raises psycopg.Error where a value cannot be worked out, or the role may make no temporary
    tables.
    """
    into = {name: [t for t in transfers if t.target.name == name] for name in tables}
    with temporary_rows(source, target) as rows:
        seeded = named_tables(
            catalog, [catalog.tables[name] for name in tables], project, same_past
        )
        make_tables(target)
        staged = _Staged(rows, into)
        for one in seeded:
            staged.bring(one, _naming(one))
        match(target, seeded, _as_they_stand, staged.relation)
        settle_rest(target, seeded, _as_they_stand, staged.relation, numbers)
        for one in seeded:
            staged.bring_whole(one)
        return tuple(fated(target, seeded, _as_they_stand, staged.relation))


def _as_they_stand(table: Table) -> sql.Composable:
    return sql.SQL("(SELECT * FROM {})").format(table.only)


def _naming(seeded: NamedTable) -> set[str]:
    keys = {name for key in seeded.keys for name in key.columns}
    return keys | {column.name for column in seeded.key_columns}


class _Staged:
    """The source's rows in temporary tables, one for each mapping."""

    def __init__(
        self, rows: TemporaryRows, transfers: Mapping[QualifiedName, Sequence[Transfer]]
    ) -> None:
        self._rows = rows
        self._transfers = transfers
        self._relations: dict[QualifiedName, list[sql.Composable]] = {}
        self._count = 0

    def relation(self, table: Table) -> sql.Composable:
        """The table's rows as they will arrive."""
        return sql.SQL("({})").format(
            sql.SQL(" UNION ALL ").join(self._relations.get(table.name) or [_nothing(table)])
        )

    def bring(self, seeded: NamedTable, columns: Collection[str]) -> None:
        """These columns of all rows."""
        self._relations[seeded.table.name] = [
            self._stage(seeded.table, transfer, columns, None)
            for transfer in self._transfers[seeded.table.name]
        ]

    def bring_whole(self, seeded: NamedTable) -> None:
        """All columns, of the rows that stand for seed rows."""
        keys = [
            arrived
            for (arrived,) in self._rows.target.execute(
                sql.SQL("SELECT arrived FROM {} WHERE of = %s AND fate = 'adopted'").format(FATES),
                (str(seeded.table.name),),
            )
        ]
        everything = {column.name for column in seeded.table.columns if not column.generated}
        alone = len(seeded.table.primary_key) == 1
        self._relations[seeded.table.name] = [
            self._stage(seeded.table, transfer, everything, keys if alone else None)
            for transfer in self._transfers[seeded.table.name]
            if keys
        ]

    def _stage(
        self,
        table: Table,
        transfer: Transfer,
        columns: Collection[str],
        keys: Sequence[str] | None,
    ) -> sql.Composable:
        whole = transfer.in_sql
        narrowed = replace(whole, feeds=tuple(f for f in whole.feeds if f.column.name in columns))
        brought = [feed.column for feed in narrowed.feeds]
        self._count += 1
        name = self._rows.create(f"segue_arriving_{self._count}", staged_columns(narrowed, brought))
        if brought:
            select = sql.SQL("SELECT {} {}").format(
                sql.SQL(", ").join(source_values(narrowed)),
                source_relation(narrowed, also=_among(narrowed, table, keys)),
            )
            names = [sql.Identifier(column.name) for column in brought]
            self._rows.fill(name, names, select, binary=is_binary(narrowed))
        return _selected(table, brought, name)


def _among(transfer: Transfer, table: Table, keys: Sequence[str] | None) -> sql.Composable | None:
    """The condition that a row arrives under one of the keys."""
    place = [n for n, f in enumerate(transfer.feeds) if f.column.name in table.primary_key]
    if keys is None or len(place) != 1:
        return None
    return sql.SQL("({})::pg_catalog.text = ANY ({}::pg_catalog.text[])").format(
        source_values(transfer)[place[0]], sql.Literal(list(keys))
    )


def _selected(table: Table, brought: Sequence[Column], name: sql.Composable) -> sql.Composable:
    """The staged rows with every column of the table; NULL where nothing was brought."""
    there = {column.name for column in brought}
    values = [
        sql.SQL("{} AS {}").format(
            arrived(column)
            if column.name in there
            else sql.SQL("NULL::{}").format(column.type.name.identifier),
            sql.Identifier(column.name),
        )
        for column in table.columns
    ]
    return sql.SQL("SELECT {} FROM {} AS s").format(sql.SQL(", ").join(values), name)


def _nothing(table: Table) -> sql.Composable:
    return sql.SQL("SELECT * FROM {} WHERE false").format(table.name.identifier)
