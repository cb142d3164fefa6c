"""Rows whose reference leads nowhere, taken out again before the foreign key goes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import sql

from segue.database.catalog import Column, Table
from segue.database.constraints import ForeignKey
from segue.loading.bad_rows import ORPHAN, row_hash, texts
from segue.loading.constraint_violations import is_orphan
from segue.loading.merging import former_values
from segue.loading.table import key_columns, key_text, of


@dataclass(frozen=True, slots=True)
class SomeRows:
    """Some rows `t` of a table: those that meet one row of a relation, each at most once."""

    relation: sql.Composable
    condition: sql.Composable


def reject_orphans(
    table: Table,
    key: ForeignKey,
    load: int,
    columns: Sequence[str],
    hashed: Sequence[Column],
    *,
    stay: bool,
    among: SomeRows | None = None,
) -> sql.Composed:
    """Move the rows that the foreign key would refuse into the journal; `among` some, or all.

    Where rows of others `stay` in the table, only those that the load brought are taken.
    """
    return sql.SQL(
        "WITH orphan AS (DELETE FROM {table} AS t{using} WHERE {orphaned}{own}{also}"
        " RETURNING {key} AS key, {reason} AS reason, {texts} AS texts, {hash} AS hash),"
        " forgotten AS (DELETE FROM segue.arrival AS a USING orphan AS o"
        " WHERE a.load = {load} AND a.key = o.key)"
        " INSERT INTO segue.reject (load, key, state, reason, texts, hash)"
        " SELECT {load}, key, {state}, reason, texts, hash FROM orphan"
    ).format(
        table=table.only,
        using=sql.SQL(" USING {}").format(among.relation) if among else sql.SQL(""),
        also=_also(among),
        orphaned=_orphaned(key),
        own=_own(table, load) if stay else sql.SQL(""),
        key=key_text(key_columns(table)) if table.primary_key else sql.SQL("NULL::text"),
        reason=_reason(key),
        texts=texts(columns, table.columns, "t"),
        hash=row_hash(hashed, "t"),
        load=sql.Literal(load),
        state=ORPHAN,
    )


def reject_changed(
    table: Table,
    key: ForeignKey,
    load: int,
    columns: Sequence[str],
    hashed: Sequence[Column],
    among: SomeRows | None = None,
) -> sql.Composed | None:
    """Do the same to rows that were there and that the load changed: they are as before again.

    None where there is nothing beside the key that a load can change.
    """
    values = former_values(table, sql.SQL("o.was"))
    if values is None:
        return None
    keys = key_text(key_columns(table))
    return sql.SQL(
        "WITH orphan AS (SELECT {key} AS key, {reason} AS reason, {texts} AS texts,"
        " {hash} AS hash, f.row::pg_catalog.jsonb AS was FROM {table} AS t"
        " JOIN segue.former AS f ON f.load = {load} AND f.key = {key}{joined}"
        " WHERE {orphaned}{also}),"
        " forgotten AS (DELETE FROM segue.former AS f USING orphan AS o"
        " WHERE f.load = {load} AND f.key = o.key),"
        " noted AS (INSERT INTO segue.reject (load, key, state, reason, texts, hash)"
        " SELECT {load}, key, {state}, reason, texts, hash FROM orphan)"
        " UPDATE {table} AS t SET {values} FROM orphan AS o WHERE {key} = o.key"
    ).format(
        key=keys,
        reason=_reason(key),
        texts=texts(columns, table.columns, "t"),
        hash=row_hash(hashed, "t"),
        table=table.only,
        load=sql.Literal(load),
        state=ORPHAN,
        joined=sql.SQL(" CROSS JOIN {}").format(among.relation) if among else sql.SQL(""),
        also=_also(among),
        orphaned=_orphaned(key),
        values=values,
    )


def can_be_judged(key: ForeignKey) -> bool:
    """Whether the foreign key, when it is back, looks at the rows that arrived."""
    return key.enforced and key.validated and not key.inherited


def _orphaned(key: ForeignKey) -> sql.Composable:
    values = {column: of("t", column) for column in key.columns}
    return is_orphan(key, values, [key.references.identifier])


def _also(among: SomeRows | None) -> sql.Composable:
    return sql.SQL(" AND {}").format(among.condition) if among else sql.SQL("")


def _own(table: Table, load: int) -> sql.Composable:
    return sql.SQL(
        " AND EXISTS (SELECT FROM segue.arrival AS a WHERE a.load = {} AND a.key = {})"
    ).format(sql.Literal(load), key_text(key_columns(table)))


def _reason(key: ForeignKey) -> sql.Composable:
    values = sql.SQL("pg_catalog.concat_ws(', ', {})").format(
        sql.SQL(", ").join(of("t", column) for column in key.columns)
    )
    return sql.SQL("{} || {} || ')'").format(
        sql.Literal(
            f'foreign key "{key.name}": {key.references} has no row with'
            f" ({', '.join(key.referenced_columns)})=("
        ),
        values,
    )
