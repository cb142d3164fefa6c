"""What refers to rows that stay behind: rows that the target refuses, and rows left out by a where.

Foreign keys take the rows that refer along, as the move does; object ids beside a content type,
which no constraint guards, would point at nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from segue.checks.rows.arriving_rows import ArrivingTable, arriving_value, rows_of
from segue.checks.rows.rows import EXAMPLES
from segue.checks.rows.rules import ORPHANS, RowRule
from segue.checks.rows.wording import effect, severity
from segue.database.constraints import ForeignKey
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.findings import Finding, Severity
from segue.loading.orphans import can_be_judged
from segue.mapping.keys import KeyKind
from segue.mapping.references import References
from segue.mapping.sql import as_written, source_relation
from segue.mapping.sql.key_spellings import canonical
from segue.plan.model import OnBadRow, Plan
from segue.wording import counted

Key = tuple[str, ...]
ByTarget = Mapping[QualifiedName, Sequence[ArrivingTable]]


@dataclass
class RowsLeftBehind:
    """Rows that stay behind, by target table: their primary keys as they would arrive."""

    keys: dict[QualifiedName, set[Key]] = field(default_factory=dict)

    def add(self, table: QualifiedName, keys: set[Key]) -> set[Key]:
        """Note them; returns those that were not known."""
        known = self.keys.setdefault(table, set())
        fresh = keys - known
        known |= fresh
        return fresh


def left_behind_hits(
    references: References,
    by_target: ByTarget,
    broken: Sequence[tuple[ArrivingTable, RowRule]],
    connection: Connection,
) -> Iterator[Finding]:
    """What follows from rows that break a rule and from conditions; `broken` are those rules."""
    behind, plan = RowsLeftBehind(), references.plan
    for table, rule in broken:
        if plan.on_bad_row_of(table.transfer.mapping) is OnBadRow.REJECT:
            behind.add(table.target.name, _breaking(table, rule, connection))
    yield from _cascade(plan, by_target, behind, connection)
    yield from _dangling(references, by_target, behind, connection)


def _breaking(table: ArrivingTable, rule: RowRule, connection: Connection) -> set[Key]:
    """The keys of rows that break a rule; none where they cannot be worked out."""
    if not rule.failing.refused or not rule.failing.rejectable:
        return set()
    keys = [c for c in table.target.columns if c.name in table.target.primary_key]
    values = [
        sql.SQL("{}::pg_catalog.text").format(arriving_value(table, column)) for column in keys
    ]
    if not values:
        return set()
    statement = sql.SQL(
        "SELECT {names} FROM (SELECT {bad} AS bad, {values} {rows} OFFSET 0) AS asked WHERE bad"
    ).format(
        names=sql.SQL(", ").join(sql.Identifier(f"k{n}") for n in range(len(keys))),
        bad=rule.failing.bad,
        values=sql.SQL(", ").join(
            sql.SQL("{} AS {}").format(value, sql.Identifier(f"k{n}"))
            for n, value in enumerate(values)
        ),
        rows=source_relation(table.transfer),
    )
    return set(_answer(connection, statement))


def _answer(connection: Connection, statement: sql.Composed) -> list[Key]:
    try:
        with connection.transaction():
            return connection.execute(statement).fetchall()
    except psycopg.DataError:
        return []


# Foreign keys


def _cascade(
    plan: Plan, by_target: ByTarget, behind: RowsLeftBehind, connection: Connection
) -> Iterator[Finding]:
    """Rows that refer to rows left behind, and the rows that refer to those."""
    waiting = {table: set(keys) for table, keys in behind.keys.items() if keys}
    referring: dict[
        tuple[QualifiedName, str], tuple[ArrivingTable, ForeignKey, list[str], int]
    ] = {}
    while waiting:
        parent, keys = waiting.popitem()
        for table, key in _referring(by_target, parent):
            rows = _rows_that_refer(table, key, keys, connection)
            fresh = behind.add(table.target.name, set(rows.values()))
            count = sum(row in fresh for row in rows.values())
            if not count:
                continue
            waiting.setdefault(table.target.name, set()).update(fresh)
            place = table.target.name, key.name
            examples = [example for example, row in rows.items() if row in fresh]
            before = referring.get(place, (table, key, [], 0))
            referring[place] = (table, key, [*before[2], *examples][:EXAMPLES], before[3] + count)
    for table, key, examples, count in referring.values():
        yield _follows(plan, table, key, examples, count)


def _referring(
    by_target: ByTarget, parent: QualifiedName
) -> Iterator[tuple[ArrivingTable, ForeignKey]]:
    """Arriving rows with the foreign keys by which they refer to the primary key of a table."""
    for tables in by_target.values():
        for table in tables:
            for key in table.target.foreign_keys:
                is_fed = set(key.columns) <= table.by_name.keys()
                if key.references == parent and can_be_judged(key) and is_fed:
                    yield table, key


def _rows_that_refer(
    table: ArrivingTable, key: ForeignKey, keys: set[Key], connection: Connection
) -> dict[str, Key]:
    """The rows by their names, with their keys as they would arrive."""
    text = "{}::pg_catalog.text"
    columns = [sql.SQL(text).format(sql.Identifier(name)) for name in key.columns]
    primary: list[sql.Composable] = [
        sql.SQL(text).format(sql.Identifier(name)) for name in table.target.primary_key
    ]
    parameters = [list(values) for values in zip(*sorted(keys), strict=True)]
    if len(parameters) != len(columns):
        return {}
    statement = sql.SQL(
        "SELECT segue_row, {primary} FROM ({rows}) AS referring WHERE ({columns}) IN"
        " (SELECT * FROM ROWS FROM ({arrays}) AS asked)"
    ).format(
        primary=sql.SQL(", ").join(primary or [sql.SQL("segue_row")]),
        rows=rows_of(table, {*key.columns, *table.target.primary_key}),
        columns=sql.SQL(", ").join(columns),
        arrays=sql.SQL(", ").join(
            sql.SQL("pg_catalog.unnest({}::pg_catalog.text[])").format(sql.Literal(values))
            for values in parameters
        ),
    )
    return {row[0]: row[1:] for row in _answer(connection, statement)}


def _follows(
    plan: Plan, table: ArrivingTable, key: ForeignKey, examples: Sequence[str], count: int
) -> Finding:
    rejects = plan.on_bad_row_of(table.transfer.mapping) is OnBadRow.REJECT
    verb = "refers" if count == 1 else "refer"
    return Finding(
        ORPHANS[0],
        severity(ORPHANS, rejects=rejects),
        f"{counted(count, 'row')} of {table.target.name} {verb} by {', '.join(key.columns)} to rows"
        f" of {key.references} that are left behind",
        place=plan.place(table.transfer.mapping, key.columns[0]),
        effect=effect(ORPHANS, count, f"the foreign key {key.name} refuses them", rejects=rejects),
        help=f"correct the rows of {key.references}, and these come in with them",
        rows="; ".join(examples),
    )


# Object ids


def _dangling(
    references: References, by_target: ByTarget, behind: RowsLeftBehind, connection: Connection
) -> Iterator[Finding]:
    """Rows whose object id would point at nothing, though the source has what it points at."""
    for tables in by_target.values():
        for table in tables:
            for name in table.by_name:
                pair = references.generic(table.target, name)
                origin = table.by_name[name].given.feed.origin
                if pair is None or not origin or table.transfer.source is None:
                    continue
                kind = table.by_name.get(pair.content_type_column)
                if kind is not None and kind.given.feed.origin:
                    columns = kind.given.feed.origin, origin
                    yield from _object_hits(
                        references, by_target, behind, table, columns, connection
                    )


def _object_hits(
    references: References,
    by_target: ByTarget,
    behind: RowsLeftBehind,
    table: ArrivingTable,
    columns: tuple[str, str],
    connection: Connection,
) -> Iterator[Finding]:
    plan = references.plan
    counts: dict[QualifiedName, int] = {}
    for source, kinds in references.kinds.items():
        missing_objects = _stays_behind(plan, by_target, behind, source)
        if missing_objects is None:
            continue
        count = _count_pointing(
            references, table, columns, (source, kinds), missing_objects, connection
        )
        if count:
            counts[source] = count
    if counts:
        yield Finding(
            "K107",
            Severity.WARNING,
            f"{counted(sum(counts.values()), 'row')} of {table.target.name} point by {columns[1]}"
            f" at rows that are left behind, of {', '.join(map(str, counts))}",
            place=plan.place(table.transfer.mapping, columns[1]),
            effect="nothing refuses them, but what they point at is missing",
            help="leave them behind too with a where, or bring what they point at",
        )


def _stays_behind(
    plan: Plan, by_target: ByTarget, behind: RowsLeftBehind, source: QualifiedName
) -> sql.Composable | None:
    """Which rows p of a source table stay behind; None where all of them come."""
    mappings = plan.mappings_from(source)
    conditions: list[sql.Composable] = []
    if mappings and all(mapping.where for mapping in mappings):
        wheres = (sql.SQL("({}\n)").format(as_written(m.where or "")) for m in mappings)
        conditions.append(
            sql.SQL("p.ctid NOT IN (SELECT ctid FROM {} WHERE {})").format(
                source.identifier, sql.SQL(" OR ").join(wheres)
            )
        )
    for mapping in mappings:
        for parent in by_target.get(mapping.target, ()):
            keys = behind.keys.get(mapping.target, set())
            if keys and parent.transfer.mapping is mapping and len(parent.target.primary_key) == 1:
                conditions.append(_arrives_as(parent, keys))
    return sql.SQL("({})").format(sql.SQL(" OR ").join(conditions)) if conditions else None


def _arrives_as(parent: ArrivingTable, keys: set[Key]) -> sql.Composable:
    """Whether a source row p is one of those with these keys in the target."""
    (name,) = parent.target.primary_key
    origin = parent.by_name[name].given.feed.origin if name in parent.by_name else ""
    assert parent.transfer.source is not None
    own = parent.transfer.source.primary_key
    return sql.SQL(
        "p.{own} IN (SELECT {name} FROM ({rows}) AS b"
        " WHERE {key}::pg_catalog.text = ANY ({keys}::pg_catalog.text[]))"
    ).format(
        own=sql.Identifier(origin or own[0]),
        name=sql.Identifier("segue_origin"),
        rows=sql.SQL("SELECT {} AS segue_origin, {} AS segue_key {}").format(
            sql.Identifier(origin or own[0]),
            arriving_value(parent, parent.by_name[name].column),
            source_relation(parent.transfer),
        ),
        key=sql.Identifier("segue_key"),
        keys=sql.Literal([key[0] for key in keys]),
    )  # fmt: skip


def _count_pointing(
    references: References,
    table: ArrivingTable,
    columns: tuple[str, str],
    pointed: tuple[QualifiedName, tuple[int, ...]],
    gone: sql.Composable,
    connection: Connection,
) -> int:
    """How many arriving rows point at rows p that are gone."""
    source, kinds = pointed
    keys = references.source.tables[source].primary_key
    assert table.transfer.source is not None
    if len(keys) != 1:
        return 0
    where = table.transfer.mapping.where
    pointing = references.source.tables[source].column(keys[0])
    statement = sql.SQL(
        "SELECT count(*)::pg_catalog.text FROM (SELECT {kind} AS kind, {object} AS"
        " object FROM {rows}{where}) AS c WHERE c.kind = ANY ({kinds}::pg_catalog.int8[])"
        " AND EXISTS (SELECT FROM {pointed} AS p WHERE p.{key}::pg_catalog.text = c.object"
        " AND {gone})"
    ).format(
        kind=sql.Identifier(columns[0]),
        object=canonical(
            sql.Identifier(columns[1]), KeyKind.of(pointing.type if pointing else None)
        ),
        rows=table.transfer.source.name.identifier,
        where=sql.SQL(" WHERE ({}\n)").format(as_written(where)) if where else sql.SQL(""),
        kinds=sql.Literal(list(kinds)),
        pointed=source.identifier,
        key=sql.Identifier(keys[0]),
        gone=gone,
    )
    answer = _answer(connection, statement)
    return int(answer[0][0]) if answer else 0
