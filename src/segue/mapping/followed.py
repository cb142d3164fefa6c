"""What a live move follows: the tables whose changes matter, and how each mapping is read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg
from psycopg import sql

from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection
from segue.mapping.sql import source_relation, source_values
from segue.mapping.sql.changed_rows import copy_keys
from segue.mapping.transfer import Transfer
from segue.plan.model import Constant, FunctionValue

SMALL = 64 * 1024 * 1024
"""Bytes up to which rows are read again as a whole at the cutover, while writers wait."""

_FULL = "f"
_TELLS_KEYS = {"d": "by the primary key", "i": "by an index", _FULL: "by all columns"}


@dataclass(frozen=True, slots=True)
class Followed:
    """A table of the source whose changes are followed."""

    table: Table
    key: tuple[str, ...]
    """The columns by which a changed row is told."""
    whole: bool
    """Whether all columns have to travel in the stream: REPLICA IDENTITY FULL."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the rows of a mapping are read again."""

    transfer: Transfer
    keyed: bool
    """Whether changed rows can be read by their keys; else all rows are read."""
    depends: frozenset[QualifiedName] = frozenset()
    """Tables whose changes make other rows different too: all rows are read then."""
    unseen: frozenset[QualifiedName] = frozenset()
    """Those of them whose changes no stream tells: all rows are read at the cutover."""
    bytes: int = 0
    """An estimate of all its rows."""
    reason: str = ""
    """Why it is not keyed."""


@dataclass(frozen=True)
class FollowScope:
    """All that a live move follows."""

    tables: Mapping[QualifiedName, Followed]
    readings: tuple[Reading, ...]
    by_source: Mapping[QualifiedName, tuple[Reading, ...]] = field(init=False)
    by_target: Mapping[QualifiedName, tuple[Reading, ...]] = field(init=False)
    by_dependency: Mapping[QualifiedName, tuple[Reading, ...]] = field(init=False)

    def __post_init__(self) -> None:
        keyed = [(r.transfer.mapping.source, r) for r in self.readings if r.keyed]
        by_target = [(r.transfer.target.name, r) for r in self.readings]
        depending = [(table, r) for r in self.readings for table in r.depends]
        object.__setattr__(self, "by_source", _grouped(keyed))
        object.__setattr__(self, "by_target", _grouped(by_target))
        object.__setattr__(self, "by_dependency", _grouped(depending))

    def read_by(self, transfers: Iterable[Transfer]) -> FollowScope:
        """The same tables and mappings, where keys travel otherwise."""
        by_number = {transfer.number: transfer for transfer in transfers}
        readings = (replace(r, transfer=by_number[r.transfer.number]) for r in self.readings)
        return FollowScope(self.tables, tuple(readings))

    @property
    def keys(self) -> dict[QualifiedName, tuple[str, ...]]:
        """By followed table: the columns by which its rows are told."""
        return {name: followed.key for name, followed in self.tables.items()}

    @property
    def read_at_last(self) -> frozenset[QualifiedName]:
        """The target tables that are read again as a whole at the cutover, whatever changed."""
        return frozenset(
            r.transfer.target.name
            for r in self.readings
            if r.unseen or r.transfer.passing or (not r.keyed and not r.depends)
        )


def _grouped(
    pairs: Iterable[tuple[QualifiedName | None, Reading]],
) -> dict[QualifiedName, tuple[Reading, ...]]:
    readings_by_table: dict[QualifiedName, tuple[Reading, ...]] = {}
    for name, reading in pairs:
        if name is not None:
            readings_by_table[name] = (*readings_by_table.get(name, ()), reading)
    return readings_by_table


def scope(
    source: Connection, catalog: Catalog, transfers: Sequence[Transfer], *, outbox: bool = False
) -> FollowScope:
    """What is followed of the source for these transfers; nothing is written.

    With `outbox`, triggers tell what changes: any table with a primary key can be followed.
    """
    identities = _identities(source)
    if outbox:
        identities = dict.fromkeys(identities, ("d", True, None))
    readings = [_reading(source, catalog, identities, transfer) for transfer in transfers]
    names = {r.transfer.mapping.source for r in readings if r.keyed}
    names |= {name for r in readings for name in r.depends}
    tables = {}
    for name in sorted(name for name in names if name is not None):
        followed = _followed(catalog, identities, name)
        if followed is not None:
            tables[name] = followed
    return FollowScope(
        tables,
        tuple(
            Reading(
                r.transfer, r.keyed, r.depends & tables.keys(), r.depends - tables.keys(),
                r.bytes, r.reason,
            )
            for r in readings
        ),
    )  # fmt: skip


_Identities = Mapping[QualifiedName, tuple[str, bool, Sequence[str] | None]]


def _identities(source: Connection) -> _Identities:
    rows = source.execute(query("replica_identities"))
    return {
        QualifiedName(schema, name): (kind, keeps_rows, key)
        for schema, name, kind, keeps_rows, key in rows
    }


def _followed(catalog: Catalog, identities: _Identities, name: QualifiedName) -> Followed | None:
    """How changes of the table are told; None where no stream tells them."""
    table = catalog.tables.get(name)
    if table is None or table.kind not in "rp" or (table.kind == "p" and not table.leaves):
        return None
    identities_of_leaves = [identities.get(each) for each in (name, *table.leaves)]
    kinds = {kind for kind, _, _ in filter(None, identities_of_leaves)}
    if None in identities_of_leaves or not all(
        keeps_rows for _, keeps_rows, _ in filter(None, identities_of_leaves)
    ):
        return None
    if not kinds <= _TELLS_KEYS.keys():
        return None
    key = table.primary_key
    if kinds == {"i"} and identities_of_leaves[0] is not None:
        key = tuple(identities_of_leaves[0][2] or ())
    elif "i" in kinds:
        return None
    return Followed(table, key, _FULL in kinds) if key else None


def _reading(
    source: Connection, catalog: Catalog, identities: _Identities, transfer: Transfer
) -> Reading:
    read, size = _read_by(source, transfer)
    tables = {_topmost(catalog, name) for name in read}
    own = transfer.mapping.source
    followed = _followed(catalog, identities, own) if own is not None else None
    reason = _why_not_keyed(source, transfer, followed)
    if reason:
        return Reading(transfer, False, frozenset(tables), bytes=size, reason=reason)
    return Reading(transfer, True, frozenset(tables), bytes=size)


def _why_not_keyed(source: Connection, transfer: Transfer, followed: Followed | None) -> str:
    """Why the rows of a mapping cannot be read again by their keys; empty where they can."""
    if transfer.source is None:
        return "it reads a query"
    if transfer.source.kind not in "rp":
        return f"{transfer.source.name} is not an ordinary table"
    if followed is None:
        return f"{transfer.source.name} has no key by which a stream tells its rows"
    feeds = {feed.column.name: feed for feed in transfer.feeds}
    key = transfer.target.primary_key
    if not key or not set(key) <= feeds.keys():
        return f"nothing of the source is the key of {transfer.target.name}"
    for feed in (feeds[name] for name in key):
        alone = isinstance(feed.mapping, Constant | FunctionValue)
        if not feed.steady or (alone and len(key) == 1):
            return f"{feed.column.name} of {transfer.target.name} is computed again each time"
    return _needs_more(source, transfer, followed.key)


def _needs_more(source: Connection, transfer: Transfer, key: tuple[str, ...]) -> str:
    """Whether the target's key takes more of a row than its key; tried on the server."""
    statement = copy_keys(transfer, key, [])
    inner = sql.SQL("EXPLAIN {}").format(sql.SQL(_between_brackets(statement.as_string(source))))
    try:
        with source.transaction():
            source.execute(inner)
    except psycopg.errors.UndefinedColumn:
        return f"the key of {transfer.target.name} is made of more than the source row's key"
    return ""


def _between_brackets(copy: str) -> str:
    """The query of a COPY statement."""
    return copy[copy.index("(") + 1 : copy.rindex(") TO STDOUT")]


def _read_by(source: Connection, transfer: Transfer) -> tuple[set[QualifiedName], int]:
    """The tables that the mapping reads beside its own row, as the server plans it; and its size.

    Other rows of its own table count too, where a sub-SELECT looks at them.
    """
    in_sql = transfer.in_sql
    statement = sql.SQL("EXPLAIN (VERBOSE, FORMAT JSON) SELECT {} {}").format(
        sql.SQL(", ").join(source_values(in_sql)) or sql.SQL("1"), source_relation(in_sql)
    )
    with source.transaction():
        source.execute("SET LOCAL enable_partition_pruning = off")
        row = source.execute(statement).fetchone()
    assert row is not None
    plan = row[0][0]["Plan"]
    scans = list(_scans(plan))
    own = transfer.source
    names = {QualifiedName(scan["Schema"], scan["Relation Name"]) for scan in scans}
    leaves = set(own.leaves) if own is not None else set()
    if own is not None and own.kind == "r":
        again = [s for s in scans if QualifiedName(s["Schema"], s["Relation Name"]) == own.name]
        if len({scan["Alias"] for scan in again}) > 1:
            names.add(own.name)  # a sub-SELECT looks at other rows of it
            return names, _size(plan)
    return {name for name in names if own is None or name not in {own.name, *leaves}}, _size(plan)


def _size(plan: Mapping[str, Any]) -> int:
    return int(plan.get("Plan Rows", 0)) * int(plan.get("Plan Width", 0))


def _scans(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "Relation Name" in plan:
        yield plan
    for below in plan.get("Plans", ()):
        yield from _scans(below)


def _topmost(catalog: Catalog, name: QualifiedName) -> QualifiedName:
    """The partitioned table at the top, for a partition; else the table itself."""
    table = catalog.tables.get(name)
    while table is not None and table.is_partition and table.parent is not None:
        name = table.parent
        table = catalog.tables.get(name)
    return name
