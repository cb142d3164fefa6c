"""Rows of the old database that the plan did not bring over: the way back leaves them alone.

Which ones they are is told by the plan's own condition, before the way back writes anything. The
journal of the old database notes their keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from psycopg import sql

from segue.database.catalog import Table
from segue.loading.source_faults import place_text
from segue.loading.table import arrived_key, key_columns, key_text
from segue.mapping.sql import source_relation, text_of
from segue.mapping.sql.changed_rows import key_transfer, with_target_keys
from segue.mapping.transfer import Transfer


def keys_behind(
    table: Table, brought: Sequence[Transfer], refused: Mapping[int, Sequence[str]]
) -> sql.Composed:
    """What tells the keys of a source table's rows that none of these mappings brought over.

    `refused` are the keys, by mapping, of rows that were put aside.
    """
    key = text_of([sql.Identifier(name) for name in table.primary_key])
    every = sql.SQL("SELECT {} AS key FROM {}").format(key, table.only)
    selects = [every, *(_keys_brought(t, refused.get(t.number, ())) for t in brought)]
    keys_literal = sql.Literal([key for keys in refused.values() for key in keys])
    return sql.SQL(
        "SELECT key, key = ANY ({}::pg_catalog.text[]) AS refused FROM ({}) AS t"
    ).format(keys_literal, sql.SQL(" EXCEPT ").join(selects))


def _keys_brought(transfer: Transfer, but: Sequence[str]) -> sql.Composable:
    key = place_text(transfer)
    others = sql.SQL("{} <> ALL ({}::pg_catalog.text[])").format(key, sql.Literal(list(but)))
    relation = source_relation(replace(transfer, feeds=()), also=others if but else None)
    return sql.SQL("SELECT {} AS key {}").format(key, relation)


def refused_rows(transfer: Transfer, keys: Sequence[str]) -> sql.Composed:
    """What the source runs to tell its keys of rows that would arrive under these."""
    of_keys = key_transfer(transfer)
    return sql.SQL("SELECT {} {}").format(
        place_text(transfer), source_relation(of_keys, also=with_target_keys(transfer, keys))
    )


class RowsBehind:
    """Those of one table, as the journal has them under the number of a live move."""

    def __init__(self, live: int, table: Table) -> None:
        self._live = live
        self._table = table

    @property
    def stays(self) -> sql.Composable:
        """Whether the row `t` of the table is one of them."""
        return sql.SQL("EXISTS (SELECT FROM {} AND b.key = {})").format(
            self._noted, key_text(key_columns(self._table))
        )

    def met(self, new: sql.Composable) -> sql.Composed:
        """The keys under which new rows arrive, and whether that row was refused."""
        return sql.SQL(
            "SELECT b.key, b.refused FROM {} AND b.key IN (SELECT {} FROM {} AS s)"
        ).format(self._noted, arrived_key(key_columns(self._table)), new)

    @property
    def _noted(self) -> sql.Composable:
        name = self._table.name
        return sql.SQL(
            "segue.live_behind AS b WHERE b.live = {} AND b.target_schema = {}"
            " AND b.target_table = {}"
        ).format(*map(sql.Literal, (self._live, name.schema, name.name)))
