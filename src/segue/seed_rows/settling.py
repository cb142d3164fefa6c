"""After the copy: seed rows that the source lacks come back, and every reference follows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

import psycopg
from psycopg import sql

from segue.checks.rows.unique_keys import columns_of, unique_keys
from segue.database.catalog import Catalog, Column, Table
from segue.database.journal import Journal
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.loading.table import key_text, of
from segue.mapping.contenttypes import content_type_table
from segue.project.values import Project
from segue.seed_rows.fates import (
    FATES,
    KINDS,
    Fate,
    Numbers,
    Relation,
    SeedRow,
    fated,
    followed,
    make_tables,
    match,
    settle_rest,
)
from segue.seed_rows.keeping import kept_seeds
from segue.seed_rows.naming import NUMBERS, NamedTable, named_tables, referenced_first

Quiet = Callable[[Table], AbstractContextManager[None]]
"""Keeps the triggers of a table from hearing of what is done meanwhile."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A seed row that its table did not take back."""

    table: QualifiedName
    seed: str
    reason: str


@dataclass(frozen=True, slots=True)
class SeedSettlement:
    """What settling works with; foreign keys at and towards seeded tables must be down."""

    journal: Journal
    catalog: Catalog
    project: Project | None
    filled: Collection[QualifiedName]
    """The tables that the run fills."""
    numbers: Callable[[], Mapping[QualifiedName, Numbers]]
    """Asked once, and only where seed rows are to be settled."""
    same_past: Callable[[], Collection[QualifiedName]]
    """The tables into which both databases' migrations wrote the same seed rows; asked likewise."""
    quiet: Quiet

    @property
    def connection(self) -> Connection:
        return self.journal.connection

    def settle(self) -> tuple[tuple[SeedRow, ...], tuple[Refusal, ...]]:
        """Put back what the source lacks, and lead every reference to where its row is now.

        Once settled, the rows of a table stay so until it is emptied again (`unsettle`).
        """
        seeded = self._seeds()
        if not seeded:
            return (), ()
        with self.connection.transaction():
            tables = [self.catalog.tables[name] for name in seeded]
            named = named_tables(self.catalog, tables, self.project, self.same_past())
            make_tables(self.connection)
            seeds = self._unpacked(tables)
            former = self._recall()
            fresh = [one for one in named if one.table.name not in former]
            if fresh:
                self._note_kinds(seeds)
                match(self.connection, fresh, seeds, _whole)
                settle_rest(self.connection, fresh, seeds, _whole, self.numbers())
                fates = tuple(fated(self.connection, named, seeds, _whole))
                refusals = tuple(self._put_back(fresh, seeds))
                self._remember(fresh)
                self._forget(former, seeds)
                self._follow(former)
            else:
                fates, refusals = tuple(fated(self.connection, named, seeds, _whole)), ()
        return fates, refusals

    def unsettle(self, tables: Collection[QualifiedName]) -> None:
        """Within the transaction that empties the tables: references lead where they led before."""
        names = [table for table in tables if table in self.journal.fates()]
        if not names:
            return
        with self.connection.transaction():
            make_tables(self.connection)
            self._recall(names, reverse=True)
            self._note_kinds(self._seeded, now=True)
            self._follow(self.journal.fates().keys() - set(names))
            self.journal.forget_fates(names)
            self.connection.execute(sql.SQL("DROP TABLE {}, {}").format(FATES, KINDS))

    def _seeds(self) -> list[QualifiedName]:
        return [name for name in self.journal.seeds() if name in self.catalog.tables]

    def _seeded(self, table: Table) -> sql.Composable:
        return kept_seeds(self.journal, table)

    def _unpacked(self, tables: Sequence[Table]) -> Relation:
        """The set-aside rows in temporary tables, as they are read many times over."""
        names: dict[QualifiedName, sql.Composable] = {}
        for number, table in enumerate(tables):
            names[table.name] = sql.Identifier("pg_temp", f"segue_seeds_{number}")
            self.connection.execute(
                sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT * FROM {} AS s").format(
                    sql.Identifier(f"segue_seeds_{number}"), self._seeded(table)
                )
            )
            self.connection.execute(sql.SQL("ANALYZE {}").format(names[table.name]))
        return lambda table: names[table.name]

    def _recall(
        self, only: Collection[QualifiedName] | None = None, *, reverse: bool = False
    ) -> set[QualifiedName]:
        """The fates that an earlier try settled; `reverse` for the way back."""
        fates = self.journal.fates()
        rows = [
            (str(table), arrived, seed, fate) if reverse else (str(table), seed, arrived, fate)
            for table, found in fates.items()
            for seed, arrived, fate in found
            if (only is None or table in only) and (arrived is not None or not reverse)
        ]
        self.connection.cursor().executemany(
            sql.SQL("INSERT INTO {} VALUES (%s, %s, %s, %s)").format(FATES), rows
        )
        return set(fates)

    def _remember(self, fresh: Sequence[NamedTable]) -> None:
        for one in fresh:
            rows = self.connection.execute(
                sql.SQL("SELECT seed, arrived, fate FROM {} WHERE of = %s").format(FATES),
                (str(one.table.name),),
            ).fetchall()
            self.journal.fates_saved(one.table.name, rows)

    def _forget(self, known: Collection[QualifiedName], seeds: Relation) -> None:
        """References that were led on by an earlier try are where they belong."""
        if known:
            self.connection.execute(
                sql.SQL("DELETE FROM {} WHERE of = ANY (%s)").format(FATES),
                ([str(table) for table in known],),
            )
            self.connection.execute(sql.SQL("DELETE FROM {}").format(KINDS))
            self._note_kinds(seeds, now=True)

    # Rows that stay

    def _put_back(self, tables: Sequence[NamedTable], seeds: Relation) -> Iterator[Refusal]:
        for seeded in tables:
            with self.quiet(seeded.table):
                rows = self.connection.execute(
                    sql.SQL("SELECT seed, arrived FROM {} WHERE of = %s AND fate = %s").format(
                        FATES
                    ),
                    (str(seeded.table.name), Fate.KEPT.value),
                ).fetchall()
                for seed, arrived in rows:
                    refusal = self._insert(seeded, seed, arrived, seeds)
                    if refusal is not None:
                        yield Refusal(seeded.table.name, seed, refusal)

    def _insert(self, seeded: NamedTable, seed: str, arrived: str, seeds: Relation) -> str | None:
        """Put one row back; the reason where the table refuses it, which then stays away."""
        columns = [column for column in seeded.table.columns if not column.generated]
        number = seeded.number
        values = [
            sql.SQL("{}::{}").format(sql.Literal(arrived), column.type.name.identifier)
            if column == number
            else followed(seeded, column)
            for column in columns
        ]
        statement = sql.SQL(
            "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {} AS s WHERE {} = {}"
        ).format(
            seeded.table.name.identifier,
            sql.SQL(", ").join(sql.Identifier(column.name) for column in columns),
            sql.SQL(", ").join(values),
            seeds(seeded.table),
            key_text(seeded.key_columns, "s"),
            sql.Literal(seed),
        )
        try:
            with self.connection.transaction():
                self.connection.execute(statement)
        except (psycopg.IntegrityError, psycopg.DataError) as error:
            self.connection.execute(
                sql.SQL(
                    "UPDATE {} SET fate = %s, arrived = NULL WHERE of = %s AND seed = %s"
                ).format(FATES),
                (Fate.LEFT.value, str(seeded.table.name), seed),
            )
            return str(error).splitlines()[0]
        return None

    # References from elsewhere

    def _note_kinds(self, seeds: Relation, *, now: bool = False) -> None:
        """Which table a content type's rows are in, by the ids of seed rows or those of now."""
        name = content_type_table(self.catalog)
        if name is None:
            return
        table = self.catalog.tables[name]
        rows = seeds(table) if name in self.journal.seeds() else table.only
        kinds = self.connection.execute(
            sql.SQL("SELECT id::pg_catalog.text, app_label, model FROM {} AS s").format(rows)
        ).fetchall()
        numbers = {seed: arrived for seed, arrived, _ in self.journal.fates().get(name, ()) if now}
        types = [
            (numbers.get(kind, kind), str(of_table))
            for kind, *model in kinds
            if (of_table := self._table_of(model[0], model[1])) is not None
        ]
        self.connection.cursor().executemany(
            sql.SQL("INSERT INTO {} VALUES (%s, %s)").format(KINDS),
            [row for row in types if row[0] is not None],
        )

    def _table_of(self, app_label: str, model: str) -> QualifiedName | None:
        models = self.project.models if self.project is not None else ()
        for known in models:
            if known.content_type == (app_label, model):
                return known.table
        kinds = content_type_table(self.catalog)
        assert kinds is not None
        by_rule = QualifiedName(kinds.schema, f"{app_label}_{model}")
        return by_rule if by_rule in self.catalog.tables else None

    def _follow(self, settled: Collection[QualifiedName]) -> None:
        """Lead the references of rows that nothing replaced.

        Those of the `settled` tables too, where rows stay that were put back earlier.
        """
        others = [
            table
            for table in self.catalog.tables.values()
            if table.kind in "rp"
            and not table.is_partition
            and table.extension is None
            and (table.name not in self.filled or table.name in settled)
        ]
        changed = {
            name
            for (name,) in self.connection.execute(
                sql.SQL("SELECT DISTINCT of FROM {} WHERE seed <> arrived").format(FATES)
            )
        }
        for table in referenced_first(others):
            (seeded,) = named_tables(self.catalog, [table], self.project)
            columns = [c for c in table.columns if self._may_change(seeded, c, changed)]
            if columns:
                with self.quiet(table):
                    self._lead(seeded, columns, table.name in settled)
                changed |= self._pass_on(seeded, columns)

    def _may_change(self, seeded: NamedTable, column: Column, changed: Collection[str]) -> bool:
        referenced = seeded.references.get(column.name)
        soft = any(pair.object_id_column == column.name for pair in seeded.soft)
        return str(referenced) in changed or (soft and bool(changed) and referenced is None)

    def _lead(self, seeded: NamedTable, columns: Sequence[Column], kept_alone: bool) -> None:
        """Columns that are unique go by way of numbers that no row has: ids may change places."""
        own: sql.Composable = sql.SQL("true")
        if kept_alone:
            keys = [
                arrived
                for _, arrived, fate in self.journal.fates()[seeded.table.name]
                if fate == Fate.KEPT.value
            ]
            own = sql.SQL("{} = ANY ({})").format(
                key_text(seeded.key_columns, "s"), sql.Literal(keys)
            )
        unique = _unique(seeded.table)
        away = [c for c in columns if c.name in unique and c.type.resolved.name.name in NUMBERS]
        new = {c.name: followed(seeded, c) for c in columns}
        first = [
            sql.SQL("{} = -1 - {}" if c in away else "{} = {}").format(
                sql.Identifier(c.name), new[c.name]
            )
            for c in columns
        ]
        differs = sql.SQL(" OR ").join(
            sql.SQL("{} IS DISTINCT FROM {}").format(of("s", c.name), new[c.name]) for c in columns
        )
        self.connection.execute(
            sql.SQL("UPDATE {} AS s SET {} WHERE ({}) AND {}").format(
                seeded.table.only, sql.SQL(", ").join(first), differs, own
            )
        )
        for column in away:
            self.connection.execute(
                sql.SQL(
                    "UPDATE {table} AS s SET {name} = -1 - {value} WHERE {value} < 0 AND EXISTS"
                    " (SELECT FROM {fates} AS f WHERE f.of = {of}"
                    " AND f.arrived = (-1 - {value})::pg_catalog.text)"
                ).format(
                    table=seeded.table.only,
                    name=sql.Identifier(column.name),
                    value=of("s", column.name),
                    fates=FATES,
                    of=sql.Literal(str(seeded.references.get(column.name))),
                )
            )

    def _pass_on(self, seeded: NamedTable, columns: Sequence[Column]) -> set[str]:
        """Where the primary key itself was led on, what refers to it is led on as well."""
        keys = seeded.table.primary_key
        if len(keys) != 1 or keys[0] not in {column.name for column in columns}:
            return set()
        parent = seeded.references[keys[0]]
        self.connection.execute(
            sql.SQL(
                "INSERT INTO {fates} SELECT {of}, f.seed, f.arrived, f.fate FROM {fates} AS f"
                " WHERE f.of = {parent} AND f.arrived IS NOT NULL ON CONFLICT DO NOTHING"
            ).format(
                fates=FATES, of=sql.Literal(str(seeded.table.name)), parent=sql.Literal(str(parent))
            )
        )
        return {str(seeded.table.name)}


def _whole(table: Table) -> sql.Composable:
    """The rows that arrived."""
    if table.kind == "r":
        return sql.SQL("(SELECT * FROM {})").format(table.only)
    return table.name.identifier


def _unique(table: Table) -> set[str]:
    return {column for key in unique_keys(table) for column in columns_of(key, table)}
