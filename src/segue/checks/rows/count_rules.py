"""Puts the rules of one table to the source: one pass over it where all goes well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from psycopg import sql

from segue.checks.rows.failing_rows import Failures, answer, failures
from segue.checks.rows.rows import examples, key_of
from segue.checks.rows.rules import SQL_FAILS, STOPPED, RowRule, Trial
from segue.database.catalog import Catalog
from segue.database.session import Connection
from segue.mapping.sql import as_written, source_relation
from segue.mapping.transfer import Part, Transfer

PAGE_RANGES = 140000
"""The version from which on a range of pages is read without reading the whole table."""


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that rows break."""

    rule: RowRule
    count: int
    rows: int
    """Of the whole mapping."""
    examples: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Something that cannot be computed for some rows."""

    trial: Trial
    failures: Failures
    rows: int | None
    """Of the whole mapping; None where nobody knows."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing can be said about the table's rows."""

    reason: str
    """What the server says."""


Answer = BrokenRule | Failed | Unknown


def ask(
    connection: Connection,
    source: Catalog,
    transfer: Transfer,
    rules: Sequence[RowRule],
    trials: Sequence[Trial],
) -> Iterator[Answer]:
    """What rows of the transfer break. Works inside the transaction that joined the snapshot."""
    counted = answer(connection, _quick_pass(transfer, rules, trials))
    if isinstance(counted, str):
        counted = answer(connection, _pass(transfer, rules, trials))
    if isinstance(counted, str) and transfer.mapping.where:
        unchosen = _unchosen(connection, source, transfer)
        if unchosen is not None:
            yield unchosen
            return  # Of rows that cannot be chosen nothing else can be asked.
    if isinstance(counted, str):
        failed = list(_failed(connection, source, transfer, trials))
        sick = {trial.column for trial, _ in failed}
        rules = [rule for rule in rules if not rule.needs & sick]
        counted = answer(connection, _pass(transfer, rules, ()))
        rows = None if isinstance(counted, str) else counted[0]
        yield from (Failed(trial, found, rows) for trial, found in failed)
    if isinstance(counted, str):
        yield Unknown(counted)
    else:
        yield from _broken(connection, transfer, rules, counted)


def _unchosen(connection: Connection, source: Catalog, transfer: Transfer) -> Failed | None:
    """The rows for which the mapping's `where` cannot be worked out, if there are any."""
    every = replace(transfer, mapping=replace(transfer.mapping, where=None))
    trial = _choosing(transfer)
    found = next((found for _, found in _failed(connection, source, every, [trial])), None)
    return Failed(trial, found, None) if found is not None else None


def _choosing(transfer: Transfer) -> Trial:
    """The mapping's `where`, tried as a value."""
    return Trial(
        SQL_FAILS,
        None,
        sql.SQL("(\n{}\n)").format(as_written(transfer.mapping.where or "")),
        f"rows of {transfer.label}",
        "cannot be chosen: the where of their mapping fails",
        STOPPED,
        'say which of them come: where = "CASE WHEN ... THEN ... ELSE false END"',
    )


def _failed(
    connection: Connection, source: Catalog, transfer: Transfer, trials: Sequence[Trial]
) -> Iterator[tuple[Trial, Failures]]:
    key, parts = key_of(transfer), _parts(source, transfer)
    for trial in trials:
        found = failures(connection, transfer, key, trial.value, parts)
        if found.count:
            yield trial, found


def _quick_pass(
    transfer: Transfer, rules: Sequence[RowRule], trials: Sequence[Trial]
) -> sql.Composed:
    """The same as `_pass` where no cast fails, and an error of the server where one does.

    What is tried is computed once, so nobody has to ask beforehand whether that can be done.
    """
    tried = {trial.column for trial in trials if trial.plain is not None}
    conditions: list[sql.Composable] = []
    computed = set()
    for rule in rules:
        failing = rule.failing
        if rule.column not in tried:
            conditions.append(failing.bad)
        elif failing.uncastable:
            conditions.append(sql.SQL("false"))  # trying it tells
        elif failing.plainly_bad is not None:
            conditions.append(failing.plainly_bad)
            computed.add(rule.column)
        else:
            conditions.append(failing.bad)
    values = [
        trial.plain or trial.value
        for trial in trials
        if trial.plain is None or trial.column not in computed
    ]
    return _counting(transfer, conditions, values)


def _pass(transfer: Transfer, rules: Sequence[RowRule], trials: Sequence[Trial]) -> sql.Composed:
    """Counts rows, rows for each rule in order, and computes what can only be tried."""
    bad, tried = [rule.failing.bad for rule in rules], [trial.value for trial in trials]
    return _counting(transfer, bad, tried)


def _counting(
    transfer: Transfer, conditions: Iterable[sql.Composable], values: Iterable[sql.Composable]
) -> sql.Composed:
    counts: list[sql.Composable] = [sql.SQL("pg_catalog.count(*)")]
    counted = sql.SQL("pg_catalog.count(*) FILTER (WHERE {})")
    counts += [counted.format(condition) for condition in conditions]
    counts += [sql.SQL("pg_catalog.count({})").format(value) for value in values]
    return sql.SQL("SELECT {} {}").format(sql.SQL(", ").join(counts), source_relation(transfer))


def _broken(
    connection: Connection, transfer: Transfer, rules: Sequence[RowRule], counted: tuple[Any, ...]
) -> Iterator[BrokenRule]:
    rows, *counts = counted
    key = key_of(transfer)
    for rule, count in zip(rules, counts, strict=False):
        if count:
            failing = rule.failing
            shown = examples(connection, transfer, key, failing.bad, failing.shown)
            yield BrokenRule(rule, count, rows, shown)


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
