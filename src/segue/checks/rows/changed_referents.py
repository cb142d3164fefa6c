"""References that lead to other rows, as what they lead to is replaced, or not moved at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import psycopg
from psycopg import sql

from segue.checks.rows.parallel import SourceReading
from segue.checks.rows.same_row import natural_key
from segue.checks.rows.shared_keys import SharedKeys, compare_shared, has_numbers_for_keys
from segue.database.catalog import Catalog, Table
from segue.database.constraints import ForeignKey
from segue.database.names import QualifiedName
from segue.errors import PlanMistake
from segue.findings import Finding, Severity
from segue.mapping.facts import Facts
from segue.mapping.sql import as_written
from segue.mapping.transfer import Feed, Transfer, resolve_one
from segue.plan.entries import key_strategy
from segue.plan.model import ExistingRows, MatchKeys, Plan, TableMapping
from segue.project.values import Project

EVERY = sql.SQL("true")


@dataclass(frozen=True, slots=True)
class Databases:
    """The plan with both catalogs and what is known beside them."""

    plan: Plan
    source: Catalog
    target: Catalog
    project: Project | None
    facts: Facts

    @property
    def renumbered(self) -> frozenset[QualifiedName | None]:
        """Tables whose ids the move keeps in step by itself."""
        if self.project is None:
            return frozenset()
        return frozenset((self.project.content_types, self.project.permissions))


def replaced_hits(
    databases: Databases, transfers: Sequence[Transfer], reading: SourceReading
) -> Iterator[Finding]:
    """Rows that stay and refer to rows that are replaced by others under the same key."""
    for transfer in transfers:
        table, mapping = transfer.target, transfer.mapping
        replaced = databases.plan.existing_rows_of(mapping) is ExistingRows.REPLACE
        if not replaced or table.name in databases.renumbered or not has_numbers_for_keys(transfer):
            continue
        for other, constraint in _staying_referents(databases, table):
            shared = _comparison(transfer, reading, _refers(other, constraint))
            if shared is not None and shared.two:
                yield _replaced(databases.plan, transfer, other, constraint, shared)


def _staying_referents(databases: Databases, table: Table) -> Iterator[tuple[Table, ForeignKey]]:
    for other, constraint in databases.target.referencing(table.name):
        ways = {
            databases.plan.existing_rows_of(m) for m in databases.plan.mappings_into(other.name)
        }
        one = constraint.referenced_columns == table.primary_key and len(constraint.columns) == 1
        if one and other.kind in "rp" and ExistingRows.REPLACE not in ways:
            yield other, constraint


def _refers(other: Table, constraint: ForeignKey) -> sql.Composable:
    """Whether a row refers to the row t."""
    return sql.SQL("EXISTS (SELECT FROM {} AS r WHERE r.{} = t.{})").format(
        other.name.identifier,
        sql.Identifier(constraint.columns[0]),
        sql.Identifier(constraint.referenced_columns[0]),
    )


def skipped_hits(
    databases: Databases, transfers: Sequence[Transfer], reading: SourceReading
) -> Iterator[Finding]:
    """Rows that arrive and refer to rows of the target which are others than in the source."""
    for transfer in transfers:
        for feed in transfer.feeds:
            referred = _not_moved(databases, transfer, feed)
            if referred is None:
                continue
            shared = _comparison(referred, reading, EVERY)
            if shared is not None and shared.two:
                yield _skipped(databases.plan, transfer, feed, referred, shared)


def _not_moved(databases: Databases, transfer: Transfer, feed: Feed) -> Transfer | None:
    """The rows that a column refers to, as if they were moved under their keys; None if they are.

    Only where the source's values arrive as they are, and only the rows that are referred to.
    """
    ours, theirs = (
        _refers_to(transfer.source, feed.origin),
        _refers_to(transfer.target, feed.column.name),
    )
    if ours is None or theirs is None or feed.keys is not None or feed.mapping is not None:
        return None
    if databases.plan.mappings_into(theirs) or theirs not in databases.target.tables:
        return None
    assert transfer.source is not None
    where = transfer.mapping.where
    (key,) = databases.source.tables[ours].primary_key
    is_moved = sql.SQL("{} IN (SELECT {} FROM {}{})").format(
        sql.Identifier(ours.name, key),
        sql.Identifier(feed.origin),
        transfer.source.name.identifier,
        sql.SQL(" WHERE ({}\n)").format(as_written(where)) if where else sql.SQL(""),
    )
    mapping = TableMapping(theirs, ours, where=is_moved.as_string(None))
    plan = replace(databases.plan, tables=(*databases.plan.tables, mapping))
    try:
        resolved = resolve_one(
            plan,
            databases.source,
            databases.target,
            databases.project,
            databases.facts,
            len(plan.tables) - 1,
        )
    except PlanMistake:
        return None
    return resolved if has_numbers_for_keys(resolved) else None


def _refers_to(table: Table | None, column: str) -> QualifiedName | None:
    """The table whose rows a column names, by a foreign key of one column."""
    for key in table.foreign_keys if table is not None else ():
        if key.columns == (column,):
            return key.references
    return None


def _comparison(
    transfer: Transfer,
    reading: SourceReading,
    among: sql.Composable,
) -> SharedKeys | None:
    try:
        return compare_shared(transfer, reading, among)
    except psycopg.DataError:
        return None  # a value that cannot be worked out: other checks tell of it


def _replaced(
    plan: Plan, transfer: Transfer, other: Table, constraint: ForeignKey, shared: SharedKeys
) -> Finding:
    table, column = transfer.target.name, constraint.columns[0]
    return Finding(
        "K101",
        Severity.ERROR,
        f"{shared.two:,} rows of {table} to which rows of {other.name} refer by {column} are"
        " replaced by other rows under the same key",
        place=plan.place(transfer.mapping),
        effect=f"the target's rows of {other.name} would go to the source's rows of {table}",
        help=f"keep the target's rows of {table}, and say which of the source's are the same: key ="
        f' {{ match = [...] }}, existing_rows = "keep"; or replace {other.name} as well',
        rows="; ".join(shared.examples),
        subject=str(table),
    )


def _skipped(
    plan: Plan,
    transfer: Transfer,
    feed: Feed,
    referred: Transfer,
    shared: SharedKeys,
) -> Finding:
    table, source = referred.target.name, referred.mapping.source
    columns = {each.column.name for each in referred.feeds}
    names = natural_key(referred.target, columns)
    key = key_strategy(MatchKeys(names)) if names else "{ match = [...] }"
    return Finding(
        "K101",
        Severity.ERROR,
        f"{shared.two:,} of {shared.keys:,} rows of {table} to which arriving rows of"
        f" {transfer.target.name} refer by {feed.column.name} are other rows than in the source",
        place=plan.place(transfer.mapping, feed.column.name),
        effect="what refers to the source's rows would go to the target's",
        help=f'map {source} too, so that references follow: from = "{source}", to = "{table}",'
        f' key = {key}, existing_rows = "keep"',
        rows="; ".join(shared.examples),
        subject=str(transfer.target.name),
    )
