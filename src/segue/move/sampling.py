"""Some rows of every table, and all that they refer to: for rehearsals.

Rows are chosen by their places in the source (`ctid`), which stand still under the snapshot; so
each table's choice is one more condition of its mapping, and everything else works as ever.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import LiteralString

from psycopg import sql

from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.errors import UsageError
from segue.mapping.keys import InJson
from segue.mapping.sql import as_written, row_place, source_relation, source_values
from segue.mapping.transfer import Feed, Lookup, Transfer
from segue.plan.model import Plan, ReferenceValue, TableMapping

WHOLE = 5_000
"""Rows up to which a table is taken whole: settings, content types, permissions."""

MOST = 200_000
"""Rows chosen of one table, beside those that others refer to; their places travel in SQL."""

RowId = tuple[int, str]
"""A row's table (its object id, as it may be a partition) and its ctid."""


@dataclass(frozen=True, slots=True)
class Sample:
    """How much of each table: a number of rows, or a share of them."""

    rows: int | None = None
    share: float | None = None
    """Between 0 and 1."""

    def of(self, rows: int) -> int:
        """How many of a table's rows, at least one."""
        count = self.rows if self.rows is not None else math.ceil(rows * (self.share or 0))
        return max(1, min(count, MOST))


def parse_sample(text: str) -> Sample:
    """Read `1000` or `5%`. Raises UsageError."""
    number, percent, rest = text.partition("%")
    try:
        value = float(number) if percent else int(number)
    except ValueError:
        value = 0
    if rest or not value > 0 or (percent and value > 100):
        raise UsageError(message=f"--sample takes a number of rows or a percentage, not {text!r}")
    return Sample(share=value / 100) if percent else Sample(rows=int(value))


@dataclass(frozen=True, slots=True)
class Sampled:
    """A plan that takes a sample, and the source's catalog with the sizes of what it takes."""

    plan: Plan
    source: Catalog
    rows: int
    """Chosen, beside those of tables that are taken whole."""
    share: float
    """Of the rows' bytes."""
    grown: Mapping[str, float]
    """By target table: how many times as much all of its rows are."""


def take_sample(
    transfers: Sequence[Transfer], plan: Plan, source: Catalog, sample: Sample, reading: Connection
) -> Sampled:
    """Choose rows, and follow their references until none leads to a row that is left out.

    `reading` is the session that holds the snapshot.
    """
    choice = _Choice(transfers, reading, sample)
    choice.follow()
    return _restricted(transfers, plan, source, choice)


@dataclass(frozen=True, slots=True)
class _Reference:
    """Values of arriving rows, and where they are to be found among rows of another table."""

    values: tuple[sql.Composable, ...]
    child: Transfer
    """With no more columns than the values need."""
    table: QualifiedName
    columns: tuple[str, ...]
    as_text: bool = False


class _Choice:
    """Which rows of each transfer are taken; None stands for all."""

    def __init__(self, transfers: Sequence[Transfer], reading: Connection, sample: Sample) -> None:
        self._reading = reading
        self._into: dict[QualifiedName, list[Transfer]] = {}
        for transfer in transfers:
            self._into.setdefault(transfer.target.name, []).append(transfer)
        self._transfers = transfers
        self.places: dict[int, set[RowId] | None] = {}
        for transfer in transfers:
            places = _first_choice(reading, transfer, sample)
            self.places[transfer.number] = None if places is None else set(places)

    def follow(self) -> None:
        """Take the rows that chosen rows refer to, and those that these refer to."""
        waiting = [(transfer, self.places[transfer.number]) for transfer in self._transfers]
        while waiting:
            child, places = waiting.pop()
            for reference in self._references(child):
                for parent in self._into.get(reference.table, ()):
                    more = self._missing_parents(reference, places, parent)
                    if more:
                        waiting.append((parent, more))

    def _references(self, transfer: Transfer) -> Iterator[_Reference]:
        """What arriving rows need to be there: by foreign key, by the plan's word, by lookup."""
        names = _feeds_of(transfer)
        for held in transfer.target.foreign_keys:
            if set(held.columns) <= names:
                yield _by_columns(transfer, held.columns, held.references, held.referenced_columns)
        for feed in transfer.feeds:
            how = transfer.mapping.columns.get(feed.column.name)
            whole = not isinstance(feed.keys, InJson) and feed.column.type.resolved.inner is None
            if whole and isinstance(how, ReferenceValue) and how.table in self._into:
                key = self._into[how.table][0].target.primary_key
                yield _by_columns(transfer, (feed.column.name,), how.table, key)
            if isinstance(feed.mapping, Lookup) and feed.mapping.transfers:
                yield _by_lookup(transfer, feed, feed.mapping)

    def _missing_parents(
        self, reference: _Reference, places: Collection[RowId] | None, parent: Transfer
    ) -> set[RowId]:
        """The parent's rows that are referred to and not chosen yet; they are chosen now."""
        chosen = self.places[parent.number]
        if chosen is None or not set(reference.columns) <= _feeds_of(parent):
            return set()
        rows = self._reading.execute(_referred_to(reference, places, parent)).fetchall()
        more = {(oid, place) for oid, place in rows} - chosen
        chosen |= more
        return more


def _first_choice(reading: Connection, transfer: Transfer, sample: Sample) -> list[RowId] | None:
    """Rows from all over the table; None to take it whole."""
    table = transfer.source
    if table is None or table.kind not in "rpm":
        return None
    rows = table.rows_estimate or table.bytes // 100
    count = sample.of(rows)
    if rows <= max(count, WHOLE):
        return None
    for method in ("SYSTEM", "BERNOULLI", None):
        drawn = _drawn(reading, transfer, table, count, min(100.0, 110.0 * count / rows), method)
        if len(drawn) >= count / 2:
            break
    return drawn


def _drawn(
    reading: Connection,
    transfer: Transfer,
    table: Table,
    amount: int,
    percent: float,
    method: LiteralString | None,
) -> list[RowId]:
    """Rows by one way to draw them: whole pages, single rows, or just the first ones.

    Pages are quick to draw, but of a few pages none may be drawn; and a condition of the plan may
    leave hardly any of the rows that were.
    """
    among: sql.Composable = sql.SQL("")
    if method is not None:
        among = sql.SQL(" TABLESAMPLE {} ({}) REPEATABLE (1)").format(sql.SQL(method), percent)
    select = sql.SQL(
        "SELECT tableoid::pg_catalog.int8, ctid::pg_catalog.text FROM {}{} WHERE ({}\n) LIMIT {}"
    ).format(
        table.only,
        among,
        as_written(transfer.mapping.where or "true"),
        amount,
    )
    return [(oid, place) for oid, place in reading.execute(select).fetchall()]


def _by_lookup(transfer: Transfer, feed: Feed, lookup: Lookup) -> _Reference:
    value = sql.SQL("{}::pg_catalog.text").format(sql.Identifier(feed.origin))
    table = lookup.transfers[0].target.name
    return _Reference((value,), _narrowed(transfer, ()), table, (lookup.by,), as_text=True)


def _by_columns(
    transfer: Transfer, columns: tuple[str, ...], table: QualifiedName, referenced: tuple[str, ...]
) -> _Reference:
    child = _narrowed(transfer, columns)
    return _Reference(_values(child, columns), child, table, referenced)


def _referred_to(
    reference: _Reference, places: Collection[RowId] | None, parent: Transfer
) -> sql.Composed:
    """The places of the parent's rows to which the child's rows at these places refer."""
    assert parent.source is not None
    child, narrowed_rows = reference.child, _narrowed(parent, reference.columns)
    if places is not None:
        child = _at(child, places)
    values = _values(narrowed_rows, reference.columns)
    if reference.as_text:
        values = tuple(sql.SQL("{}::pg_catalog.text").format(value) for value in values)
    names = [sql.Identifier(f"value {number}") for number in range(len(values))]
    columns = (sql.SQL("{} AS {}").format(*pair) for pair in zip(values, names, strict=True))
    return sql.SQL(
        "SELECT relation, place FROM (SELECT {}::pg_catalog.int8 AS relation,"
        " {}::pg_catalog.text AS place, {} {}) AS parent WHERE ({}) IN (SELECT {} {})"
    ).format(
        sql.Identifier(parent.source.name.name, "tableoid"),
        row_place(parent),
        sql.SQL(", ").join(columns),
        source_relation(narrowed_rows),
        sql.SQL(", ").join(names),
        sql.SQL(", ").join(reference.values),
        source_relation(child),
    )


def _narrowed(transfer: Transfer, columns: Collection[str]) -> Transfer:
    """The transfer as if the target had only these columns, so that nothing else is computed."""
    feeds = (feed for feed in transfer.feeds if feed.column.name in columns)
    return replace(transfer, feeds=tuple(feeds))


def _values(transfer: Transfer, columns: Sequence[str]) -> tuple[sql.Composable, ...]:
    names = [feed.column.name for feed in transfer.feeds]
    by_name = dict(zip(names, source_values(transfer), strict=True))
    return tuple(by_name[name] for name in columns)


def _feeds_of(transfer: Transfer) -> set[str]:
    return {feed.column.name for feed in transfer.feeds}


# The plan and the catalog of a sample


def _restricted(
    transfers: Sequence[Transfer], plan: Plan, source: Catalog, choice: _Choice
) -> Sampled:
    places_by_number = {
        t.number: places for t in transfers if (places := choice.places[t.number]) is not None
    }
    mappings = tuple(
        _mapping_at(mapping, places_by_number[number]) if number in places_by_number else mapping
        for number, mapping in enumerate(plan.tables)
    )
    tables = dict(source.tables)
    for transfer in transfers:
        if transfer.number in places_by_number and transfer.source is not None:
            _shrink(tables, transfer.source, len(places_by_number[transfer.number]))
    before, after = (_bytes(transfers, some) for some in (source.tables, tables))
    share = min(1.0, after / before) if before else 1.0
    rows = sum(map(len, places_by_number.values()))
    sampled = replace(plan, tables=mappings), replace(source, tables=tables)
    return Sampled(*sampled, rows, share, _grown(transfers, source.tables, tables))


def _at(transfer: Transfer, places: Collection[RowId]) -> Transfer:
    return replace(transfer, mapping=_mapping_at(transfer.mapping, places))


def _mapping_at(mapping: TableMapping, places: Collection[RowId]) -> TableMapping:
    """The mapping of these rows alone."""
    assert mapping.source is not None
    name = mapping.source.name
    by_table: dict[int, list[str]] = {}
    for oid, place in sorted(places):
        by_table.setdefault(oid, []).append(place)
    conditions = [
        sql.SQL("({} = {} AND {} = ANY ({}::pg_catalog.tid[]))").format(
            sql.Identifier(name, "tableoid"), oid, sql.Identifier(name, "ctid"), there
        )
        for oid, there in by_table.items()
    ]
    condition = sql.SQL(" OR ").join(conditions).as_string(None) if conditions else "false"
    where = f"({mapping.where}\n) AND ({condition})" if mapping.where else f"({condition})"
    return replace(mapping, where=where)


def _shrink(tables: dict[QualifiedName, Table], table: Table, rows: int) -> None:
    """Give the table, and its partitions, the size of so many of its rows."""
    share = min(1.0, rows / max(table.rows_estimate or table.bytes // 100, 1))
    for name in (table.name, *table.leaves):
        if name in tables:
            whole = tables[name]
            size = int(whole.bytes * share)
            tables[name] = replace(whole, bytes=size, rows_estimate=rows)


def _grown(
    transfers: Sequence[Transfer],
    whole: Mapping[QualifiedName, Table],
    taken: Mapping[QualifiedName, Table],
) -> dict[str, float]:
    by_target: dict[str, list[Transfer]] = {}
    for transfer in transfers:
        by_target.setdefault(str(transfer.target.name), []).append(transfer)
    return {
        name: max(1.0, _bytes(those, whole) / max(1, _bytes(those, taken)))
        for name, those in by_target.items()
    }


def _bytes(transfers: Sequence[Transfer], tables: Mapping[QualifiedName, Table]) -> int:
    names = {transfer.source.name for transfer in transfers if transfer.source is not None}
    return sum(tables[name].bytes for name in names)
