"""Puts the rules of one table to the source: one pass over it where all goes well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from segue.database.catalog import Catalog
from segue.database.session import Connection
from segue.plan.check.data.columns import Fed
from segue.plan.check.data.rows import examples, key_of
from segue.plan.check.data.rules import RowRule
from segue.plan.check.data.trial import Failures, answer, failures
from segue.plan.transfer import Part, Transfer
from segue.statements import source_relation

PAGE_RANGES = 140000
"""The version from which on a range of pages is read without reading the whole table."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that rows break."""

    rule: RowRule
    count: int
    rows: int
    """Of the whole mapping."""
    examples: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A column whose values cannot even be computed for some rows."""

    fed: Fed
    failures: Failures
    rows: int | None
    """Of the whole mapping; None where nobody knows."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing can be said about the table's rows."""

    reason: str
    """What the server says."""


Answer = Broken | Failed | Unknown


def ask(
    connection: Connection, source: Catalog, transfer: Transfer, columns: Sequence[Fed]
) -> Iterator[Answer]:
    """What rows of the transfer break. Works inside the transaction that joined the snapshot."""
    asked = [column for column in columns if column.rules or column.tried]
    counted = answer(connection, _pass(transfer, asked))
    if isinstance(counted, str):
        failed = list(_failed(connection, source, transfer, asked))
        sick = {column.column.name for column, _ in failed}
        asked = [column for column in asked if column.column.name not in sick]
        counted = answer(connection, _pass(transfer, asked))
        rows = None if isinstance(counted, str) else counted[0]
        yield from (Failed(column, found, rows) for column, found in failed)
    if isinstance(counted, str):
        yield Unknown(counted)
    else:
        yield from _broken(connection, transfer, asked, counted)


def _failed(
    connection: Connection, source: Catalog, transfer: Transfer, columns: Sequence[Fed]
) -> Iterator[tuple[Fed, Failures]]:
    """The columns whose values cannot be computed for some rows."""
    key, parts = key_of(transfer), _parts(source, transfer)
    for column in columns:
        if column.tried:
            found = failures(connection, transfer, key, column.safe, parts)
            if found.count:
                yield column, found


def _pass(transfer: Transfer, columns: Sequence[Fed]) -> sql.Composed:
    """Counts rows, rows for each rule in order, and computes what can only be tried."""
    counts: list[sql.Composable] = [
        sql.SQL("pg_catalog.count(*) FILTER (WHERE {})").format(rule.failing.bad)
        for column in columns
        for rule in column.rules
    ]
    counts += [
        sql.SQL("pg_catalog.count({})").format(column.safe) for column in columns if column.tried
    ]
    return sql.SQL("SELECT {} {}").format(
        sql.SQL(", ").join([sql.SQL("pg_catalog.count(*)"), *counts]), source_relation(transfer)
    )


def _broken(
    connection: Connection, transfer: Transfer, columns: Sequence[Fed], counted: tuple[Any, ...]
) -> Iterator[Broken]:
    rows, *counts = counted
    rules = [rule for column in columns for rule in column.rules]
    key = key_of(transfer)
    for rule, count in zip(rules, counts, strict=False):
        if count:
            failing = rule.failing
            shown = examples(connection, transfer, key, failing.bad, failing.shown)
            yield Broken(rule, count, rows, shown)


def _parts(source: Catalog, transfer: Transfer) -> list[Part]:
    """What can be searched page by page, each table for itself; else the whole."""
    table = transfer.source
    if table is None or table.kind not in "rpm":
        return [Part()]
    ranges = source.server.version >= PAGE_RANGES
    leaves = [source.tables[name] for name in table.leaves] if table.kind == "p" else [table]
    return [
        Part(leaf.name, 0, max(leaf.pages, 1) + 1) if ranges else Part(leaf.name) for leaf in leaves
    ]
