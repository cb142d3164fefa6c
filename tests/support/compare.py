"""A second opinion: are two databases' tables equal? Asked without a line of Segue's code."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

Session = psycopg.Connection[TupleRow]

SETTINGS = """
    SET LOCAL timezone = 'UTC';
    SET LOCAL datestyle = 'ISO, YMD';
    SET LOCAL intervalstyle = 'postgres';
    SET LOCAL extra_float_digits = 1;
    SET LOCAL bytea_output = 'hex';
    SET LOCAL search_path = pg_catalog;
"""

TABLES = """
    SELECT n.nspname || '.' || c.relname, n.nspname, c.relname,
           array_agg(a.attname::text ORDER BY a.attname)
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'segue')
      AND n.nspname NOT LIKE 'pg\\_toast%' AND n.nspname NOT LIKE 'pg\\_temp%'
    GROUP BY 1, 2, 3
"""


@dataclass(frozen=True)
class Content:
    """What a table holds, whatever the order of its rows and columns."""

    columns: tuple[str, ...]
    rows: int
    digest: str


def differences(left: Session, right: Session, ignore: Collection[str] = ()) -> list[str]:
    """One sentence per table that differs; empty where all are equal.

    `ignore` names tables as `schema.table`. Rows are compared by their text, as md5 of the sorted
    md5s of all rows.
    """
    ours, theirs = contents(left, ignore), contents(right, ignore)
    return [
        _difference(table, ours.get(table), theirs.get(table))
        for table in sorted(ours.keys() | theirs.keys())
        if ours.get(table) != theirs.get(table)
    ]


def contents(session: Session, ignore: Collection[str] = ()) -> dict[str, Content]:
    """What every table of the database holds, by `schema.table`."""
    with session.transaction():
        session.execute(SETTINGS)
        tables = session.execute(TABLES).fetchall()
        return {
            name: _content(session, sql.Identifier(schema, table), columns)
            for name, schema, table, columns in tables
            if name not in ignore
        }


def _content(session: Session, table: sql.Identifier, columns: list[str | None]) -> Content:
    names = tuple(name for name in columns if name is not None)
    row = sql.SQL("ROW({})::text").format(sql.SQL(", ").join(map(sql.Identifier, names)))
    query = sql.SQL(
        "SELECT count(*), coalesce(md5(string_agg(d, '' ORDER BY d COLLATE \"C\")), '')"
        " FROM (SELECT md5({}) FROM {}) AS rows (d)"
    ).format(row, table)
    found = session.execute(query).fetchone()
    assert found is not None
    return Content(names, *found)


def _difference(table: str, left: Content | None, right: Content | None) -> str:
    if left is None or right is None:
        return f"{table}: only on the {'right' if left is None else 'left'}"
    if left.columns != right.columns:
        only = sorted(set(left.columns) ^ set(right.columns))
        return f"{table}: columns on one side only: {', '.join(only)}"
    if left.rows != right.rows:
        return f"{table}: {left.rows} rows on the left, {right.rows} on the right"
    return f"{table}: {left.rows} rows on both sides, but not the same"
