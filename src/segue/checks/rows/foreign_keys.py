"""Rows that refer to rows which will not be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import psycopg
from psycopg import sql

from segue.checks.rows.arriving_rows import ArrivingTable, own_value, rows_of
from segue.checks.rows.failing_rows import of_the_data
from segue.checks.rows.preserved import same_values
from segue.checks.rows.rows import EXAMPLES
from segue.checks.rows.rules import ORPHANS
from segue.checks.rows.suggested_sql import is_among, leaving, plain
from segue.checks.rows.wording import effect, severity, unknown
from segue.database.catalog import Catalog, Column, Table, TypeKind
from segue.database.constraints import ForeignKey
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.findings import Finding, Place, Severity
from segue.loading.constraint_violations import is_orphan
from segue.loading.orphans import can_be_judged
from segue.mapping.facts import rows_stay
from segue.mapping.keys import KeyKind
from segue.mapping.sql.key_spellings import canonical
from segue.plan.model import OnBadRow, Plan, ReferenceValue
from segue.plan.toml import key as toml_key
from segue.plan.toml import text as toml_text

BATCH = 10_000
"""Values that are looked up in the target at once."""

TEXT = sql.Identifier("pg_catalog", "text")


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns of arriving rows whose values have to be found in a table of the target."""

    table: ArrivingTable
    key: ForeignKey
    references: Table
    name: str | None
    """The foreign key's; None where only the plan says that there is a reference."""

    @property
    def columns(self) -> tuple[str, ...]:
        return self.key.columns

    @property
    def referenced(self) -> tuple[str, ...]:
        return self.key.referenced_columns

    @property
    def as_text(self) -> bool:
        """Whether keys are held in a column of another type, as the text of object ids is."""
        pairs = zip(self.columns, self.referenced, strict=True)
        return self.name is None and any(
            self.table.by_name[ours].column.type.resolved.name
            != _column(self.references, theirs).type.resolved.name
            for ours, theirs in pairs
        )


@dataclass(frozen=True, slots=True)
class Referents:
    """Where the rows that are referred to come from."""

    plan: Plan
    source: Catalog
    target: Catalog
    arriving: Mapping[QualifiedName, Sequence[ArrivingTable]]
    """By table of the target."""

    def rows_stay(self, table: QualifiedName) -> bool:
        """Whether rows that the table holds now are there when all others are in.

        So are those of a table that this command does not fill.
        """
        return rows_stay(self.plan, table) or table not in self.arriving


def doubtful_references(where: Referents, table: ArrivingTable) -> Iterator[Reference]:
    """The references of arriving rows that are not sure to be met."""
    references = [*_foreign_keys(where, table), *_said_by_the_plan(where, table)]
    return (reference for reference in references if not _is_sure(where, reference))


def _foreign_keys(where: Referents, table: ArrivingTable) -> Iterator[Reference]:
    for key in table.target.foreign_keys:
        target = where.target.tables.get(key.references)
        is_fed = all(name in table.by_name for name in key.columns)
        if target is not None and is_fed and (can_be_judged(key) or _is_not_valid(key)):
            yield Reference(table, key, target, key.name)


def _is_not_valid(key: ForeignKey) -> bool:
    """Whether the key takes what stands when it goes back, and refuses what comes after that."""
    return key.enforced and not key.validated and not key.inherited


def _said_by_the_plan(where: Referents, table: ArrivingTable) -> Iterator[Reference]:
    for name, how in table.transfer.mapping.columns.items():
        target = where.target.tables.get(how.table) if isinstance(how, ReferenceValue) else None
        is_plain = target is not None and name in table.by_name and not _holds_several(table, name)
        if is_plain and target is not None and len(target.primary_key) == 1:
            key = ForeignKey(
                name="",
                columns=(name,),
                references=target.name,
                referenced_columns=target.primary_key,
            )
            yield Reference(table, key, target, None)


def _holds_several(table: ArrivingTable, name: str) -> bool:
    """Whether keys stand within the column's values."""
    data_type = table.by_name[name].column.type.resolved
    return data_type.kind is TypeKind.ARRAY or data_type.is_one_of(("json", "jsonb"))


# What needs no question


def _is_sure(where: Referents, reference: Reference) -> bool:
    """Whether the source has a foreign key that says the same of the same rows."""
    source = reference.table.transfer.source
    if source is None:
        return False
    origins = tuple(reference.table.by_name[name].given.feed.origin for name in reference.columns)
    return any(_says_the_same(where, reference, key, origins) for key in source.foreign_keys)


def _says_the_same(
    where: Referents, reference: Reference, source_key: ForeignKey, origins: tuple[str, ...]
) -> bool:
    sure = (
        source_key.validated and source_key.enforced and source_key.period <= reference.key.period
    )
    if (
        not sure
        or set(source_key.columns) != set(origins)
        or _may_be_in_part(reference, source_key)
    ):
        return False
    pairs = dict(source_key.pairs)
    return any(
        other.transfer.source is not None
        and other.transfer.source.name == source_key.references
        and other.transfer.mapping.where is None
        and all(
            _meets(reference.table, column, other, there, pairs[origin])
            for column, there, origin in zip(
                reference.columns, reference.referenced, origins, strict=True
            )
        )
        for other in where.arriving.get(reference.references.name, ())
    )


def _may_be_in_part(reference: Reference, source_key: ForeignKey) -> bool:
    """Whether only the target's key refuses a reference of which some columns are NULL."""
    nulls = [reference.table.by_name[name].given.may_be_null for name in reference.columns]
    return reference.key.match_full and not source_key.match_full and len(nulls) > 1 and any(nulls)


def _meets(
    table: ArrivingTable, column: str, other: ArrivingTable, there: str, origin: str
) -> bool:
    """Whether equal values of the source's two columns are equal in the target's."""
    one, two = table.by_name[column].given.feed, other.by_name.get(there)
    return two is not None and two.given.feed.origin == origin and same_values(one, two.given.feed)


# The question


@dataclass(frozen=True, slots=True)
class Orphans:
    """Rows whose references are not met."""

    rows: int = 0
    examples: tuple[str, ...] = ()


def ask_referring(
    where: Referents, reference: Reference, target: Connection, connection: Connection
) -> Sequence[Finding]:
    """The finding about rows that refer to nothing, if any do. `target` reads rows that stay."""
    place = where.plan.place(reference.table.transfer.mapping, reference.columns[0])
    try:
        with connection.transaction():
            orphans = _orphans(where, reference, target, connection)
    except psycopg.Error as error:
        subject = f"what {reference.table.target.name} refers to by {_display(reference)}"
        return [unknown(subject, of_the_data(error), place)]
    return [_hit(where, reference, orphans, place)] if orphans.rows else []


def _orphans(
    where: Referents, reference: Reference, target: Connection, connection: Connection
) -> Orphans:
    """Counted value by value, as rows that stay in the target are known there only."""
    stay = where.rows_stay(reference.references.name)
    orphans = Orphans()
    with connection.cursor("segue_orphans") as cursor:
        cursor.execute(_unmet(where, reference))
        while batch := cursor.fetchmany(BATCH):
            missing = _missing_values(target, reference, batch) if stay else batch
            examples = (f"{row} ({_values(reference, values)})" for _, row, *values in missing)
            orphans = Orphans(
                orphans.rows + sum(count for count, *_ in missing),
                (*orphans.examples, *islice(examples, EXAMPLES - len(orphans.examples))),
            )
    return orphans


def _unmet(where: Referents, reference: Reference) -> sql.Composed:
    """Values that no arriving row meets: how many rows hold each, one of them, and its text."""
    own: list[sql.Composable] = [sql.Identifier("referring", name) for name in reference.columns]
    arriving = [
        rows_of(other, reference.referenced)
        for other in where.arriving.get(reference.references.name, ())
    ]
    parents: list[sql.Composable] = []
    if arriving:
        parents = [sql.SQL("({})").format(sql.SQL(" UNION ALL ").join(arriving))]
    texts: list[sql.Composable] = [sql.SQL("{}::pg_catalog.text").format(column) for column in own]
    if reference.as_text:
        texts = [_known_by(*pair) for pair in zip(own, _referenced(reference), strict=True)]
        own, parents = texts, [_of_texts(reference, one) for one in parents]
    values = dict(zip(reference.columns, own, strict=True))
    return sql.SQL(
        "SELECT pg_catalog.count(*), pg_catalog.min(segue_row), {texts} FROM ({rows}) AS referring"
        " WHERE {conditions} GROUP BY {columns}"
    ).format(
        texts=sql.SQL(", ").join(texts),
        rows=rows_of(reference.table, reference.columns),
        conditions=is_orphan(reference.key, values, parents),
        columns=sql.SQL(", ").join(own),
    )


def _missing_values(
    target: Connection, reference: Reference, batch: Sequence[tuple[Any, ...]]
) -> list[tuple[Any, ...]]:
    """Those whose values are not in the target now either."""
    names = [sql.Identifier(f"v{number}") for number in range(len(reference.columns))]
    types = [column.type.name.identifier for column in _referenced(reference)]
    parents: sql.Composable = reference.references.name.identifier
    if reference.as_text:
        types, parents = [TEXT] * len(types), _of_texts(reference, parents)
    parameters = [
        sql.SQL("asked.{}::{}").format(name, data_type)
        for name, data_type in zip(names, types, strict=True)
    ]
    statement = sql.SQL(
        "SELECT place FROM ROWS FROM ({}) WITH ORDINALITY AS asked ({}, place) WHERE {}"
    ).format(
        sql.SQL(", ").join([sql.SQL("pg_catalog.unnest(%s::pg_catalog.text[])")] * len(names)),
        sql.SQL(", ").join(names),
        is_orphan(
            reference.key,
            dict(zip(reference.columns, parameters, strict=True)),
            [parents],
        ),
    )
    values = list(map(list, zip(*(row[2:] for row in batch), strict=True)))
    return [batch[place - 1] for (place,) in target.execute(statement, values)]


def _known_by(value: sql.Composable, key: Column) -> sql.Composable:
    """A text by which a key is meant, in the key's own form; an empty one means nothing."""
    text = sql.SQL("nullif({}::pg_catalog.text, '')").format(value)
    return canonical(text, KeyKind.of(key.type))


def _of_texts(reference: Reference, rows: sql.Composable) -> sql.Composable:
    """The keys of rows, as texts."""
    keys = (
        sql.SQL("{0}::pg_catalog.text AS {0}").format(sql.Identifier(name))
        for name in reference.referenced
    )
    return sql.SQL("(SELECT {} FROM {} AS referred)").format(sql.SQL(", ").join(keys), rows)


def _referenced(reference: Reference) -> Iterator[Column]:
    return (_column(reference.references, name) for name in reference.referenced)


def _column(table: Table, name: str) -> Column:
    column = table.column(name)
    assert column is not None
    return column


# How it is said


def _hit(where: Referents, reference: Reference, orphans: Orphans, place: Place) -> Finding:
    plan, table = where.plan, reference.table
    rejects = plan.on_bad_row_of(table.transfer.mapping) is OnBadRow.REJECT
    rows = "1 row" if orphans.rows == 1 else f"{orphans.rows:,} rows"
    refers = "refers" if orphans.rows == 1 else "refer"
    what = f"the foreign key {reference.name} refuses them"
    level = severity(ORPHANS, rejects=rejects or reference.name is None)
    if reference.name is None:
        what = "nothing refuses them, but what they refer to is missing"
    elif _is_not_valid(reference.key):
        what = f"the foreign key {reference.name} is NOT VALID, and takes them as they are"
        level = Severity.NOTE if _stands(reference) else Severity.WARNING
    elif rejects:
        what = effect(ORPHANS, orphans.rows, what, rejects=rejects)
    return Finding(
        ORPHANS[0],
        level,
        f"{rows} of {table.target.name} {refers} by {_display(reference)} to rows of"
        f" {reference.references.name} that will not be there",
        place=place,
        effect=what,
        help=_help(where, reference),
        rows="; ".join(orphans.examples),
    )


def _stands(reference: Reference) -> bool:
    """Whether the source has the key too, so that it holds such rows already."""
    source = reference.table.transfer.source
    origins = {reference.table.by_name[name].given.feed.origin for name in reference.columns}
    return source is not None and any(set(key.columns) == origins for key in source.foreign_keys)


def _display(reference: Reference) -> str:
    return ", ".join(reference.columns)


def _values(reference: Reference, values: Sequence[str | None]) -> str:
    pairs = zip(reference.columns, values, strict=True)
    return ", ".join(f"{n} = {'NULL' if v is None else v[:40]}" for n, v in pairs)


def _help(where: Referents, reference: Reference) -> str:
    column = reference.columns[0]
    exists = _exists(where, reference)
    if not exists:
        return "map the rows that are referred to as well, or leave these behind with a where"
    left = _unless_null(reference, exists)
    leave = f"leave them behind: {leaving(reference.table.transfer.mapping, left)}"
    own = reference.table.by_name[column]
    if len(reference.columns) > 1 or own.column.not_null:
        return leave
    empty = f"CASE WHEN {exists} THEN {own.given.written} END"
    return f"empty the reference: {toml_key(column)} = {{ sql = {toml_text(empty)} }}; or {leave}"


def _unless_null(reference: Reference, exists: str) -> str:
    """The condition, which keeps rows too that refer to nothing."""
    names = [reference.table.by_name[name].given for name in reference.columns]
    empty = [f"{column.written} IS NULL" for column in names if column.may_be_null]
    if reference.key.match_full:
        empty = [" AND ".join(empty)] if len(empty) == len(names) else []
    return " OR ".join([*empty, exists])


def _exists(where: Referents, reference: Reference) -> str:
    """A condition on a source row that its reference is met; empty where none is sure."""
    source = reference.table.transfer.source
    parents = where.arriving.get(reference.references.name, ())
    if source is None or len(parents) != 1 or where.rows_stay(reference.references.name):
        return ""
    if reference.key.period:
        return ""
    (parent,) = parents
    there = parent.transfer.source
    if there is None or any(name not in parent.by_name for name in reference.referenced):
        return ""
    pairs = [
        _comparable(reference.table, ours, parent, theirs)
        for ours, theirs in zip(reference.columns, reference.referenced, strict=True)
    ]
    if None in pairs:
        return ""
    values, columns = zip(*(pair for pair in pairs if pair is not None), strict=True)
    return is_among(values, there.name, columns, parent.transfer.mapping.where)


def _comparable(
    table: ArrivingTable, ours: str, parent: ArrivingTable, theirs: str
) -> tuple[sql.Composable, sql.Composable] | None:
    """SQL over each side's own table that is equal where what arrives is; None where none is."""
    one, other = table.by_name[ours].given.feed, parent.by_name[theirs].given.feed
    if one.origin and other.origin and same_values(one, other):
        return plain(one.origin), plain(other.origin)
    value, held = own_value(table, ours), own_value(parent, theirs)
    return (value, held) if value is not None and held is not None else None
