"""Numbers that look like keys of rows whose keys change, in columns that nothing says to follow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import psycopg
from psycopg import sql

from segue.checks.rows.tree_columns import tree_columns
from segue.database.catalog import Table, TypeKind
from segue.database.session import Connection
from segue.findings import Finding, Severity
from segue.mapping.facts import Facts
from segue.mapping.sql import source_relation
from segue.mapping.transfer import Feed, Transfer
from segue.plan.model import KeepKeys, Plan
from segue.wording import counted

NAMED_LIKE_A_KEY = re.compile(r"(^|_)(id|ids|pk|pks)$")
"""How columns with keys are called; numbers of other names agree with keys by chance."""


def lookalike_findings(
    plan: Plan, transfers: Sequence[Transfer], facts: Facts, session: Connection
) -> Iterator[Finding]:
    """A finding for each column of which every value is a key that becomes another."""
    changing = [transfer for transfer in transfers if _changes(transfer, facts)]
    for transfer in transfers if changing else ():
        for feed in transfer.feeds:
            if not _is_asked(transfer, feed):
                continue
            for other in _likely(feed, changing):
                count = _keys_of(transfer, feed, other, session)
                if count:
                    yield _told(plan, transfer, feed, other, count)
                    break


def _changes(transfer: Transfer, facts: Facts) -> bool:
    """Whether the rows, which are a table's with one number for a key, get other keys."""
    source, found = transfer.source, facts.matches.get(transfer.number)
    if source is None or len(source.primary_key) != 1 or isinstance(transfer.mapping.key, KeepKeys):
        return False
    key = source.column(source.primary_key[0])
    changed = found is None or bool(found.amount) or bool(found.pairs.old)
    return changed and key is not None and key.type.is_integer


def _is_asked(transfer: Transfer, feed: Feed) -> bool:
    """Whether nothing is said of a column that may hold keys."""
    name = feed.column.name
    if transfer.source is None or feed.source is None or feed.mapping is not None:
        return False
    data_type = feed.source.type.resolved
    inner = data_type.inner if data_type.kind is TypeKind.ARRAY else data_type
    return (
        feed.keys is None
        and inner is not None
        and inner.is_integer
        and NAMED_LIKE_A_KEY.search(name) is not None
        and (name,) != transfer.target.primary_key
        and name not in tree_columns(transfer.target)
        and not _refers(transfer.target, name)
        and not _refers(transfer.source, feed.origin)
    )


def _refers(table: Table, column: str) -> bool:
    return any(column in key.columns for key in table.foreign_keys)


def _likely(feed: Feed, changing: Iterable[Transfer]) -> list[Transfer]:
    """The tables whose keys they may be: first those that the column is named after."""
    base = NAMED_LIKE_A_KEY.sub("", feed.column.name)
    return sorted(changing, key=lambda other: not (base and base in other.target.name.name))


def _keys_of(transfer: Transfer, feed: Feed, other: Transfer, session: Connection) -> int:
    """How many values there are, if each is a key of the other table; else 0."""
    assert feed.source is not None
    assert other.source is not None
    value: sql.Composable = sql.Identifier(feed.origin)
    if feed.source.type.resolved.kind is TypeKind.ARRAY:
        value = sql.SQL("pg_catalog.unnest({})").format(value)
    statement = sql.SQL(
        "SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT FROM {other} AS o"
        " WHERE o.{key} = v.value)) FROM (SELECT {value} AS value {rows}) AS v"
        " WHERE v.value IS NOT NULL"
    ).format(
        other=other.source.name.identifier,
        key=sql.Identifier(other.source.primary_key[0]),
        value=value,
        rows=source_relation(transfer),
    )
    try:
        with session.transaction():
            ((count, strangers),) = session.execute(statement).fetchall()
    except psycopg.Error:
        return 0  # a where that cannot be worked out: other checks tell of it
    return 0 if strangers else int(count)


def _told(plan: Plan, transfer: Transfer, feed: Feed, other: Transfer, count: int) -> Finding:
    name, table = feed.column.name, other.target.name
    return Finding(
        "K108",
        Severity.WARNING,
        f"{counted(count, 'value')} of {transfer.target.name}.{name} look like keys of {table},"
        " which become others",
        place=plan.place(transfer.mapping, name),
        effect="they stay as they are, and may mean other rows then",
        help=f'if they are keys: {name} = {{ refers_to = "{table}" }}',
        subject=f"{transfer.target.name}.{name}",
    )
