"""What could not be put back, found before anything is taken down.

Indexes are built, and views refreshed, under a safe search path from PostgreSQL 17 on: an index
stands, and cannot be built again, where a function that it calls needs another one by its bare
name. Event triggers may refuse what takes definitions down.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import psycopg
from psycopg import errors, sql

from segue.checks.event_triggers import read_event_triggers, refusal
from segue.database.batches import batches
from segue.database.catalog import Column
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection
from segue.database.turns import read_in_one_turn
from segue.findings import TARGET, Finding, Severity
from segue.mapping.sql import source_relation, source_values
from segue.mapping.transfer import Transfer
from segue.move.schema import TakeDown
from segue.move.survey import Survey

SAFE_PATH_SINCE = 170000
"""The version from which on an index is built under a search path of pg_catalog alone."""
ROWS = 200
"""Rows of the source for which an index is tried."""
PATIENCE = "2s"
"""How long the trial waits for a lock before it lets the move find out."""


@dataclass(frozen=True, slots=True)
class UnbuildableIndex:
    """An index that the server does not build for rows that come."""

    table: QualifiedName
    index: str
    reason: str
    """What the server says."""
    refuses: bool
    """Whether rows cannot come in while it stands either."""

    @property
    def finding(self) -> Finding:
        """The finding: an error where rows are refused, else the index stays where it is."""
        subject = f"the index {self.index} of {self.table}"
        if self.refuses:
            return Finding(
                "S231", Severity.ERROR,
                f"{subject} cannot be computed for rows that come: {self.reason}",
                place=TARGET,
                effect="those rows would be refused",
                help="correct the function that it calls, or drop the index for the move",
                subject=f"{self.table}: {self.index}",
            )  # fmt: skip
        return Finding(
            "T120", Severity.WARNING,
            f"{subject} cannot be built on the target: {self.reason}",
            place=TARGET,
            effect="it stays up while rows come in, which takes longer: PostgreSQL 17 and later"
            " build indexes with pg_catalog alone in the search path. No dump of this database"
            " could be read back either",
            help="name what the function needs with its schema, or give it a path of its own:"
            " ALTER FUNCTION ... SET search_path = ...",
            subject=f"{self.table}: {self.index}",
        )  # fmt: skip


def unbuildable(
    survey: Survey, source: Connection, target: Connection
) -> tuple[UnbuildableIndex, ...]:
    """Indexes that compute something, tried on rows of the source; nothing is written."""
    by_target: dict[QualifiedName, list[Transfer]] = {}
    for transfer in survey.what_can_be:
        by_target.setdefault(transfer.target.name, []).append(transfer)
    schemas, tables = [n.schema for n in by_target], [n.name for n in by_target]
    names: dict[str, object] = {"schemas": schemas, "names": tables}
    _, rows = read_in_one_turn(
        target, b"SET LOCAL search_path = ''", query("computed_indexes"), facts=names
    )
    indexes = (
        _try_build(QualifiedName(*row[:2]), row[2], row[3:], by_target, source, target)
        for row in rows
    )
    return tuple(each for each in indexes if each is not None)


def _try_build(
    table: QualifiedName,
    index: str,
    parts: Sequence[object],
    by_target: Mapping[QualifiedName, Sequence[Transfer]],
    source: Connection,
    target: Connection,
) -> UnbuildableIndex | None:
    expressions, predicate, names = parts
    for transfer in by_target[table]:
        columns = [column for column in transfer.target.columns if column.name in _list(names)]
        values = _sample(transfer.in_sql, columns, source)
        if not values:
            continue
        computed = _computed(columns, str(expressions or ""), str(predicate or ""))
        reason = _refusal(target, computed, values, safe=True)
        if reason:
            refuses = bool(_refusal(target, computed, values, safe=False))
            return UnbuildableIndex(table, index, reason, refuses)
    return None


def _list(names: object) -> Sequence[str]:
    return names if isinstance(names, list) else []


def _sample(
    transfer: Transfer, columns: Sequence[Column], source: Connection
) -> list[list[str | None]]:
    """By column, the texts of some rows' values; nothing where the source cannot tell."""
    feeds = dict(zip((f.column.name for f in transfer.feeds), source_values(transfer), strict=True))
    texts = [
        sql.SQL("({})::pg_catalog.text").format(feeds.get(column.name, sql.NULL))
        for column in columns
    ]
    if not texts:
        return []
    statement = sql.SQL("SELECT {} {} LIMIT {}").format(
        sql.SQL(", ").join(texts), source_relation(transfer), ROWS
    )
    try:
        (rows,) = read_in_one_turn(source, statement)
    except (psycopg.ProgrammingError, psycopg.DataError, psycopg.NotSupportedError):
        return []  # other checks tell of it
    return [list(column) for column in zip(*rows, strict=True)]


def _computed(columns: Sequence[Column], expressions: str, predicate: str) -> sql.Composed:
    """The statement that computes what the index holds, over arrays of texts."""
    names = sql.SQL(", ").join(sql.Identifier(column.name) for column in columns)
    typed = sql.SQL(", ").join(
        sql.SQL("{0}::{1} AS {0}").format(sql.Identifier(column.name), _as_told(column.type.text))
        for column in columns
    )
    whole = sql.SQL(
        "SELECT pg_catalog.count(ROW({})) FROM (SELECT {} FROM ROWS FROM ({}) AS {} ({}))"
        " AS rows WHERE {}"
    )
    each = sql.SQL(", ").join([sql.SQL("pg_catalog.unnest(%s::pg_catalog.text[])")] * len(columns))
    return whole.format(
        _as_told(expressions or "true"),
        typed,
        each,
        sql.Identifier("texts"),
        names,
        _as_told(predicate or "true"),
    )


def _as_told(text: str) -> sql.SQL:
    """SQL as a server wrote it, within a statement with parameters."""
    return sql.SQL(text.replace("%", "%%"))


def _refusal(
    target: Connection, statement: sql.Composed, values: Sequence[object], *, safe: bool
) -> str:
    """What the server says against it, under the search path of a build where there is one."""
    try:
        with target.transaction(force_rollback=True):
            if safe and target.info.server_version >= SAFE_PATH_SINCE:
                target.execute("SET LOCAL search_path = pg_catalog, pg_temp")
            target.execute(statement, values)
    except (
        psycopg.ProgrammingError,
        psycopg.DataError,
        psycopg.NotSupportedError,
        errors.InternalError_,
        errors.RaiseException,
    ) as error:
        return (error.diag.message_primary or str(error)).strip()
    return ""


def refused_changes(target: Connection, changes: Sequence[TakeDown]) -> Iterator[Finding]:
    """What event triggers say against taking down and putting back: tried, and undone.

    `target` is a session that may write.
    """
    triggers = read_event_triggers(target)
    error = _undone(target, changes) if triggers else None
    if error is not None:
        yield refusal(
            triggers, error, "indexes and constraints could not be taken down and put back"
        )


def _undone(target: Connection, changes: Sequence[TakeDown]) -> psycopg.Error | None:
    """Make all changes and put everything back, each batch in a transaction that is undone."""
    try:
        for batch in batches(changes):
            with target.transaction(force_rollback=True):
                target.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(PATIENCE))
                for change in batch:
                    target.execute(change.drop)
                restores = sorted((d for c in batch for d in c.restores), key=lambda d: d.phase)
                for statement in (s for d in restores for s in d.statements):
                    target.execute(statement.encode())
    except (
        errors.LockNotAvailable,
        errors.InsufficientPrivilege,
        errors.ReadOnlySqlTransaction,
    ):
        return None  # others tell of these
    except psycopg.Error as error:
        return error
    return None


def names_of(indexes: Collection[UnbuildableIndex]) -> frozenset[tuple[QualifiedName, str]]:
    """The indexes that have to stay up, by table and name."""
    return frozenset((each.table, each.index) for each in indexes)
