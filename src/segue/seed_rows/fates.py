"""What becomes of each seed row: decided in the target, set by set, in temporary tables.

The seed rows are one relation and the rows that take their tables another: the source's own, staged
or arrived. They are paired by what names them, with references followed to the rows that take the
places of those they point at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import LiteralString

from psycopg import sql

from segue.database.catalog import Column, Table
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.loading.table import key_text, of
from segue.mapping.sql.values import as_written
from segue.seed_rows.naming import NamedTable, NaturalKey

Relation = Callable[[Table], sql.Composable]
"""A table's rows, as something to select from."""

FATES = sql.Identifier("pg_temp", "segue_fates")
KINDS = sql.Identifier("pg_temp", "segue_kinds")
ROUNDS = 10
"""How often rows that refer to rows of their own table, or in a circle, are looked at again."""

_TABLES = """
CREATE TEMPORARY TABLE segue_fates
    (of text, seed text, arrived text, fate text, PRIMARY KEY (of, seed)) ON COMMIT DROP;
CREATE INDEX ON segue_fates (of, arrived);
CREATE TEMPORARY TABLE segue_kinds (kind text PRIMARY KEY, of text) ON COMMIT DROP
"""


class Fate(Enum):
    """What becomes of a seed row."""

    ADOPTED = "adopted"
    """A row of the source stands for it."""
    KEPT = "kept"
    """The source lacks it, so it stays."""
    LEFT = "left"
    """The source has both rows that it ties together and does not tie them, so it stays away."""


@dataclass(frozen=True, slots=True)
class SeedRow:
    """One seed row and its fate."""

    table: QualifiedName
    fate: Fate
    names: Mapping[str, str | None]
    """The values that name it, by column."""
    seed: str
    """Its key."""
    arrived: str | None
    """The key by which it is known afterwards; None where it stays away."""
    changes: tuple[tuple[str, str | None, str | None], ...] = ()
    """Columns in which the source's row differs, with both values: what people edited."""

    @property
    def renumbered(self) -> bool:
        return self.arrived is not None and self.arrived != self.seed

    def __str__(self) -> str:
        return ", ".join(f"{name} = {text}" for name, text in self.names.items())


@dataclass(frozen=True, slots=True)
class Numbers:
    """How new numbers of a table are to be had."""

    reached: int
    """No number up to this one is given again."""
    step: int = 1


def make_tables(connection: Connection) -> None:
    """The temporary tables, which the end of the transaction drops."""
    connection.execute(_TABLES)


def match(
    connection: Connection, tables: Sequence[NamedTable], seeds: Relation, arrived: Relation
) -> None:
    """Note which arrived rows stand for seed rows; tables come in the order of references."""
    left = list(tables)
    for _ in range(ROUNDS):
        counts = [
            connection.execute(_pairs(seeded, key, seeds, arrived)).rowcount
            for seeded in left
            for key in seeded.keys
        ]
        left = [seeded for seeded in left if _has_left(connection, seeded, seeds)]
        if any(counts) and any(_looks_back(tables)):
            continue
        last = ([(one, one.identical) for one in left], [(one, one.numbered) for one in left])
        if not any(_paired(connection, pairs, seeds, arrived) for pairs in last):
            return


def _paired(
    connection: Connection,
    tables: Iterable[tuple[NamedTable, NaturalKey | None]],
    seeds: Relation,
    arrived: Relation,
) -> bool:
    """Whether rows were paired by these keys."""
    counts = [
        connection.execute(_pairs(seeded, key, seeds, arrived)).rowcount
        for seeded, key in tables
        if key is not None
    ]
    return any(counts)


def _has_left(connection: Connection, seeded: NamedTable, seeds: Relation) -> bool:
    """Whether seed rows of the table have no fate yet."""
    ((left,),) = connection.execute(
        sql.SQL(
            "SELECT EXISTS (SELECT FROM {} AS s WHERE NOT EXISTS"
            " (SELECT FROM {} AS f WHERE f.of = {} AND f.seed = {}))"
        ).format(
            seeds(seeded.table),
            FATES,
            sql.Literal(str(seeded.table.name)),
            key_text(seeded.key_columns, "s"),
        )
    ).fetchall()
    return bool(left)


def settle_rest(
    connection: Connection,
    tables: Sequence[NamedTable],
    seeds: Relation,
    arrived: Relation,
    numbers: Mapping[QualifiedName, Numbers],
) -> None:
    """Decide over the seed rows that no row of the source stands for."""
    for seeded in tables:
        rest = connection.execute(_unmatched(seeded, seeds)).fetchall()
        free = _Free(connection, seeded, arrived, numbers.get(seeded.table.name))
        free.keep([int(own) for _, own, tied in rest if seeded.number and not tied])
        fates: list[tuple[str, str, str | None, str]] = []
        for seed, own, tied in rest:
            if tied:
                fates.append((str(seeded.table.name), seed, None, Fate.LEFT.value))
            else:
                new = own if seeded.number is None else str(free.number_for(int(own)))
                fates.append((str(seeded.table.name), seed, new, Fate.KEPT.value))
        connection.cursor().executemany(
            sql.SQL("INSERT INTO {} VALUES (%s, %s, %s, %s)").format(FATES), fates
        )


class _Free:
    """Gives numbers of one table that no row has and none had."""

    def __init__(
        self, connection: Connection, named: NamedTable, arrived: Relation, numbers: Numbers | None
    ) -> None:
        self._step = max(1, numbers.step if numbers else 1)
        self._reached = numbers.reached if numbers else 0
        if named.number is not None:
            row = connection.execute(
                sql.SQL("SELECT max({}) FROM {} AS t").format(
                    of("t", named.number.name), arrived(named.table)
                )
            ).fetchone()
            most = row[0] if row is not None and row[0] is not None else self._reached
            behind = max(0, most - self._reached)
            self._reached += -(-behind // self._step) * self._step
        self._next = self._reached

    def keep(self, numbers: Sequence[int]) -> None:
        """Those of seed rows that are free stay theirs."""
        most = max([self._reached, *numbers])
        self._next = self._reached + -(-(most - self._reached) // self._step) * self._step

    def number_for(self, own: int) -> int:
        """The row's own number where it is free, or the next one."""
        if own > self._reached:
            return own
        self._next += self._step
        return self._next


def fated(
    connection: Connection, tables: Sequence[NamedTable], seeds: Relation, arrived: Relation
) -> Iterator[SeedRow]:
    """Every seed row with its fate, and in which columns the source's row differs."""
    for seeded in tables:
        columns = [c for c in seeded.table.columns if c.name in seeded.shown]
        compared = list(_comparable_columns(seeded))
        for seed, new, fate, name, old, now in connection.execute(
            _changes_of(seeded, columns, compared, seeds, arrived)
        ).fetchall():
            changes = tuple(
                (column.name, before, after)
                for column, before, after in zip(compared, old, now, strict=True)
                if before != after and fate == Fate.ADOPTED.value
            )
            names = dict(zip((c.name for c in columns), name, strict=True))
            yield SeedRow(seeded.table.name, Fate(fate), names, seed, new, changes)


def followed(
    seeded: NamedTable, column: Column, alias: LiteralString = "s", *, adopted: bool = False
) -> sql.Composable:
    """A seed row's value where its reference leads now; with `adopted`, NULL where nowhere yet."""
    value = of(alias, column.name)
    of_table = seeded.references.get(column.name)
    condition: sql.Composable
    if of_table is not None:
        condition = sql.SQL(
            "(SELECT f.arrived FROM {} AS f WHERE f.of = {} AND f.seed = {}::pg_catalog.text)"
        ).format(FATES, sql.Literal(str(of_table)), value)
    else:
        kind = next(
            (p.content_type_column for p in seeded.soft if p.object_id_column == column.name), None
        )
        if kind is None:
            return value
        condition = sql.SQL(
            "(SELECT f.arrived FROM {} AS f JOIN {} AS k USING (of)"
            " WHERE k.kind = {}::pg_catalog.text AND f.seed = {}::pg_catalog.text)"
        ).format(FATES, KINDS, of(alias, kind), value)
    cast = sql.SQL("{}::{}").format(condition, column.type.name.identifier)
    return (
        cast
        if adopted and of_table is not None
        else sql.SQL("coalesce({}, {})").format(cast, value)
    )


def _looks_back(tables: Sequence[NamedTable]) -> Iterator[bool]:
    """Whether a key depends on rows of its own table, or of one that comes later."""
    later = {seeded.table.name for seeded in tables}
    for seeded in tables:
        for key in seeded.keys:
            yield bool({seeded.references.get(c) for c in key.columns} & later)
        later.discard(seeded.table.name)


def _pairs(seeded: NamedTable, key: NaturalKey, seeds: Relation, arrived: Relation) -> sql.Composed:
    """Pair what is named alike; of rows that are the same in all they hold, any will do."""
    alone = sql.SQL("true") if key.whole else sql.SQL("n = 1 AND m = 1")
    return sql.SQL(
        "INSERT INTO {fates} SELECT {of}, seed, min(arrived), 'adopted' FROM ("
        "SELECT s.segue_key AS seed, t.segue_key AS arrived,"
        " count(*) OVER (PARTITION BY s.segue_key) AS n,"
        " count(*) OVER (PARTITION BY t.segue_key) AS m"
        " FROM ({seeds}) AS s JOIN ({arrived}) AS t ON {same}"
        " WHERE NOT EXISTS (SELECT FROM {fates} AS f WHERE f.of = {of} AND f.seed = s.segue_key)"
        "{untaken}) AS pair WHERE {alone} GROUP BY seed ON CONFLICT DO NOTHING"
    ).format(
        fates=FATES,
        of=sql.Literal(str(seeded.table.name)),
        seeds=_side(seeded, key, seeds(seeded.table), follow=True),
        arrived=_side(seeded, key, arrived(seeded.table), follow=False),
        same=sql.SQL(" AND ").join(_same(seeded, key)),
        untaken=sql.SQL("")
        if key.whole
        else sql.SQL(
            " AND NOT EXISTS (SELECT FROM {} AS f WHERE f.of = {} AND f.arrived = t.segue_key)"
        ).format(FATES, sql.Literal(str(seeded.table.name))),
        alone=alone,
    )


def _side(
    seeded: NamedTable, key: NaturalKey, relation: sql.Composable, *, follow: bool
) -> sql.Composed:
    """The rows of one side with the parts of the key, numbered."""
    columns = [c for c in seeded.table.columns if c.name in key.columns]
    values = [_comparable(seeded, column) if follow else of("s", column.name) for column in columns]
    predicate = (
        sql.SQL(" WHERE {}").format(as_written(key.predicate)) if key.predicate else sql.SQL("")
    )
    parts = [
        sql.SQL("({}) AS {}").format(as_written(part), sql.Identifier(f"segue_part_{number}"))
        for number, part in enumerate(key.parts)
    ]
    resolved = [sql.SQL("true"), *(_resolved(seeded, c) for c in columns if follow)]
    return sql.SQL(
        "SELECT segue_key, {} FROM (SELECT {} AS segue_key, {} FROM {} AS s WHERE {}) AS {}{}"
    ).format(
        sql.SQL(", ").join(parts),
        key_text(seeded.key_columns, "s"),
        sql.SQL(", ").join(
            sql.SQL("{} AS {}").format(value, sql.Identifier(column.name))
            for value, column in zip(values, columns, strict=True)
        ),
        relation,
        sql.SQL(" AND ").join(resolved),
        sql.Identifier(seeded.table.name.name),
        predicate,
    )


def _comparable(seeded: NamedTable, column: Column) -> sql.Composable:
    """A reference to a row that has a fate leads where that row is now; others stay as they are."""
    of_table = seeded.references.get(column.name)
    return followed(seeded, column, adopted=of_table in seeded.seeded)


def _resolved(seeded: NamedTable, column: Column) -> sql.Composable:
    """That a reference leads to a row of the source, or to a table without seed rows."""
    of_table = seeded.references.get(column.name)
    if of_table is None or of_table not in seeded.seeded:
        return sql.SQL("true")
    return sql.SQL(
        "({value} IS NULL OR EXISTS (SELECT FROM {fates} AS f"
        " WHERE f.of = {of} AND f.seed = {value}::pg_catalog.text AND f.fate = 'adopted'))"
    ).format(
        value=of("s", column.name),
        fates=FATES,
        of=sql.Literal(str(of_table)),
    )


def _same(seeded: NamedTable, key: NaturalKey) -> Iterator[sql.Composable]:
    """NULL names nothing by itself, but together with other values it does."""
    sure = {c.name for c in seeded.table.columns if c.not_null}
    for number, part in enumerate(key.parts):
        name = sql.Identifier(f"segue_part_{number}")
        plain = len(key.parts) == 1 and not key.whole
        equal = plain or part.strip('"') in sure
        yield sql.SQL("s.{0} = t.{0}" if equal else _SAME_OR_NULL).format(name)


_SAME_OR_NULL = "ARRAY[s.{0}] = ARRAY[t.{0}] AND s.{0} IS NOT DISTINCT FROM t.{0}"
"""The first, in which NULL equals NULL, can be hashed; the second tells {} from NULL."""


def _unmatched(seeded: NamedTable, seeds: Relation) -> sql.Composed:
    """The seed rows without a fate: key, the key they would have, whether both ends are tied."""
    keys = seeded.key_columns
    tied: list[sql.Composable] = [sql.SQL("true" if seeded.is_link else "false")]
    if seeded.is_link:
        tied += [
            sql.SQL(
                "EXISTS (SELECT FROM {} AS f WHERE f.of = {} AND f.seed = {}::pg_catalog.text"
                " AND f.fate = 'adopted')"
            ).format(FATES, sql.Literal(str(table)), of("s", column))
            for column, table in seeded.references.items()
            if table in seeded.seeded
        ]
    own = [followed(seeded, column) for column in keys]
    text = own[0] if len(own) == 1 else sql.SQL("ROW({})").format(sql.SQL(", ").join(own))
    return sql.SQL(
        "SELECT {key}, ({own})::pg_catalog.text, {tied} FROM {seeds} AS s WHERE NOT EXISTS"
        " (SELECT FROM {fates} AS f WHERE f.of = {of} AND f.seed = {key}) ORDER BY {order}"
    ).format(
        key=key_text(keys, "s"),
        own=text,
        tied=sql.SQL(" AND ").join(tied),
        seeds=seeds(seeded.table),
        fates=FATES,
        of=sql.Literal(str(seeded.table.name)),
        order=of("s", keys[0].name) if seeded.number is not None else key_text(keys, "s"),
    )


def _comparable_columns(seeded: NamedTable) -> Iterator[Column]:
    """The columns in which an edited row may differ."""
    own = {column.name for column in seeded.key_columns}
    for column in seeded.table.columns:
        if column.name not in own and not column.generated and not column.type.made_anew:
            yield column


def _changes_of(
    seeded: NamedTable,
    columns: Sequence[Column],
    compared: Sequence[Column],
    seeds: Relation,
    arrived: Relation,
) -> sql.Composed:
    def texts(values: Sequence[sql.Composable]) -> sql.Composable:
        listed = sql.SQL(", ").join(sql.SQL("{}::pg_catalog.text").format(v) for v in values)
        return sql.SQL("ARRAY[{}]::pg_catalog.text[]").format(listed)

    return sql.SQL(
        "SELECT f.seed, f.arrived, f.fate, {shown}, {old}, {now} FROM {seeds} AS s"
        " JOIN {fates} AS f ON f.of = {of} AND f.seed = {key}"
        " LEFT JOIN {arrived} AS t ON f.fate = 'adopted' AND {arrived_key} = f.arrived"
        " ORDER BY {key}"
    ).format(
        shown=texts([of("s", column.name) for column in columns]),
        old=texts([followed(seeded, column) for column in compared]),
        now=texts([of("t", column.name) for column in compared]),
        seeds=seeds(seeded.table),
        fates=FATES,
        of=sql.Literal(str(seeded.table.name)),
        key=key_text(seeded.key_columns, "s"),
        arrived=arrived(seeded.table),
        arrived_key=key_text(seeded.key_columns, "t"),
    )
