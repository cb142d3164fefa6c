"""Puts the rules of one table to the source: one pass over it where all goes well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from psycopg import sql

from segue.checks.rows.failing_rows import Failures, answer, failures
from segue.checks.rows.rows import examples, key_of
from segue.checks.rows.rules import SQL_FAILS, STOPPED, RowRule, ValueTrial
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

    trial: ValueTrial
    failures: Failures
    rows: int | None
    """Of the whole mapping; None where nobody knows."""


@dataclass(frozen=True, slots=True)
class UnknownCount:
    """Nothing can be said about the table's rows."""

    reason: str
    """What the server says."""


Answer = BrokenRule | Failed | UnknownCount


def ask(
    connection: Connection,
    source: Catalog,
    transfer: Transfer,
    rules: Sequence[RowRule],
    trials: Sequence[ValueTrial],
) -> Iterator[Answer]:
    """What rows of the transfer break. Works inside the transaction that joined the snapshot."""
    counts = answer(connection, _quick_pass(transfer, rules, trials))
    if isinstance(counts, str):
        counts = answer(connection, _pass(transfer, rules, trials))
    if isinstance(counts, str) and transfer.mapping.where:
        unchosen = _unchosen(connection, source, transfer)
        if unchosen is not None:
            yield unchosen
            return  # Of rows that cannot be chosen nothing else can be asked.
    if isinstance(counts, str):
        failed = list(_failed(connection, source, transfer, trials))
        sick = {trial.column for trial, _ in failed}
        rules = [rule for rule in rules if not rule.needs & sick]
        counts = answer(connection, _pass(transfer, rules, ()))
        rows = None if isinstance(counts, str) else counts[0]
        yield from (Failed(trial, failures_of_trial, rows) for trial, failures_of_trial in failed)
    if isinstance(counts, str):
        yield UnknownCount(counts)
    else:
        yield from _broken(connection, transfer, rules, counts)


def _unchosen(connection: Connection, source: Catalog, transfer: Transfer) -> Failed | None:
    """The rows for which the mapping's `where` cannot be worked out, if there are any."""
    every = replace(transfer, mapping=replace(transfer.mapping, where=None))
    trial = _choosing(transfer)
    failures_of_trial = next(
        (failures_of_trial for _, failures_of_trial in _failed(connection, source, every, [trial])),
        None,
    )
    return Failed(trial, failures_of_trial, None) if failures_of_trial is not None else None


def _choosing(transfer: Transfer) -> ValueTrial:
    """The mapping's `where`, tried as a value."""
    return ValueTrial(
        SQL_FAILS,
        None,
        sql.SQL("(\n{}\n)").format(as_written(transfer.mapping.where or "")),
        f"rows of {transfer.label}",
        "cannot be chosen: the where of their mapping fails",
        STOPPED,
        'say which of them come: where = "CASE WHEN ... THEN ... ELSE false END"',
    )


def _failed(
    connection: Connection, source: Catalog, transfer: Transfer, trials: Sequence[ValueTrial]
) -> Iterator[tuple[ValueTrial, Failures]]:
    key, parts = key_of(transfer), _parts(source, transfer)
    for trial in trials:
        failures_of_trial = failures(connection, transfer, key, trial.value, parts)
        if failures_of_trial.count:
            yield trial, failures_of_trial


def _quick_pass(
    transfer: Transfer, rules: Sequence[RowRule], trials: Sequence[ValueTrial]
) -> sql.Composed:
    """The same as `_pass` where no cast fails, and an error of the server where one does.

    What is tried is computed once, so nobody has to ask beforehand whether that can be done.
    """
    columns = {trial.column for trial in trials if trial.plain is not None}
    conditions: list[sql.Composable] = []
    computed = set()
    for rule in rules:
        failing = rule.failing
        if rule.column not in columns:
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


def _pass(
    transfer: Transfer, rules: Sequence[RowRule], trials: Sequence[ValueTrial]
) -> sql.Composed:
    """Counts rows, rows for each rule in order, and computes what can only be tried."""
    bad, values = [rule.failing.bad for rule in rules], [trial.value for trial in trials]
    return _counting(transfer, bad, values)


def _counting(
    transfer: Transfer, conditions: Iterable[sql.Composable], values: Iterable[sql.Composable]
) -> sql.Composed:
    counts: list[sql.Composable] = [sql.SQL("pg_catalog.count(*)")]
    count = sql.SQL("pg_catalog.count(*) FILTER (WHERE {})")
    counts += [count.format(condition) for condition in conditions]
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
