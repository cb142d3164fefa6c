"""Rows that are in both databases already, found by what names them: their keys become one.

For each mapping with `match`, the source's keys and the columns to match by travel through the
mapping into a temporary table of the target, which joins them with its own rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import psycopg
from psycopg import sql

from segue.database.catalog import Catalog, Column
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.errors import PlanMistake
from segue.loading.table import arriving, of, staged_columns
from segue.mapping.facts import Facts
from segue.mapping.keys import Paired, Pairs
from segue.mapping.sql import is_binary, source_relation, source_values, target_relation
from segue.mapping.sql.values import raw_value
from segue.mapping.transfer import Transfer, resolve_what_can_be
from segue.plan.model import MatchKeys, Plan, TableMapping
from segue.project.values import Project

SEEN = sql.Identifier("pg_temp", "segue_paired")


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier try, or an earlier run of the same plan, has settled."""

    amounts: Mapping[str, int] = field(default_factory=dict)
    """By `label`: what is added to keys that find no counterpart."""
    brought: Mapping[QualifiedName, int | None] = field(default_factory=dict)
    """Tables that an unfinished run has begun to fill: the load whose rows are not to be matched,
    or None for a table that was empty before."""


def label(mapping: TableMapping) -> str:
    """Tells a mapping from others, whatever its place in the plan."""
    return f"{mapping.source or mapping.query} > {mapping.target}"


def paired(
    plan: Plan,
    source: Connection,
    target: Connection,
    catalogs: tuple[Catalog, Catalog],
    project: Project | None,
    facts: Facts,
    earlier: Earlier,
) -> Facts:
    """The facts with the pairs of every mapping with `match`, in the order of references.

    Raises PlanMistake where a row of the source has more than one counterpart.
    """
    ceilings: dict[QualifiedName, int] = {}
    for number in _referenced_first(plan, catalogs[1]):
        transfer = resolve_what_can_be(plan, *catalogs, project, facts).get(number)
        if transfer is None or len(transfer.target.primary_key) != 1:
            continue  # `check` tells of it
        search = _Search(plan, transfer, earlier)
        found = search.run(source, target, ceilings)
        facts = replace(facts, matches={**facts.matches, number: found})
    return facts


def _referenced_first(plan: Plan, target: Catalog) -> Iterator[int]:
    """The mappings with `match`, those that others are matched by before these."""
    waiting = {n: m for n, m in enumerate(plan.tables) if isinstance(m.key, MatchKeys)}
    while waiting:
        targets = {mapping.target for mapping in waiting.values()}
        ready = [n for n, m in waiting.items() if not _matched_by(m, target) & targets]
        for number in ready or [next(iter(waiting))]:
            del waiting[number]
            yield number


def _matched_by(mapping: TableMapping, catalog: Catalog) -> set[QualifiedName]:
    """The other tables that the columns to match by refer to."""
    table = catalog.tables.get(mapping.target)
    columns = set(mapping.key.columns) if isinstance(mapping.key, MatchKeys) else set()
    return {
        key.references
        for key in (table.foreign_keys if table is not None else ())
        if columns & set(key.columns)
    } - {mapping.target}


class _Search:
    """Looks for the counterparts of one mapping's rows."""

    def __init__(self, plan: Plan, transfer: Transfer, earlier: Earlier) -> None:
        assert isinstance(transfer.mapping.key, MatchKeys)
        self._plan = plan
        self._mapping = transfer.mapping
        self._strategy = transfer.mapping.key
        self._table = transfer.target
        self._earlier = earlier
        feeds = {feed.column.name: feed for feed in transfer.feeds}
        missing = [c for c in (*self._strategy.columns, *self._key) if c not in feeds]
        if missing:
            raise self._mistake(
                f"nothing feeds {missing[0]}", "Map the column, or match by other columns."
            )
        (key,) = self._key
        # The key as the source has it, and what it is known by as it will arrive.
        wanted = [replace(feeds[key], keys=None), *(feeds[c] for c in self._strategy.columns)]
        self._transfer = replace(transfer, feeds=tuple(wanted))

    @property
    def _key(self) -> tuple[str, ...]:
        return self._table.primary_key

    @property
    def _columns(self) -> list[Column]:
        return [feed.column for feed in self._transfer.feeds[1:]]

    def run(
        self, source: Connection, target: Connection, ceilings: dict[QualifiedName, int]
    ) -> Paired:
        """The pairs, and the amount for keys without one; `ceilings` grow past all of these."""
        brought = self._earlier.brought
        if brought.get(self._table.name, 0) is None:
            pairs, highest = Pairs(), None
        else:
            pairs = self._pairs(source, target)
            highest = self._highest(target)
        return Paired(pairs, self._amount(source, highest, ceilings))

    def _pairs(self, source: Connection, target: Connection) -> Pairs:
        try:
            found = self._found(source, target)
        except psycopg.DataError:
            return Pairs()  # a value that cannot be worked out: `check` and the copy tell of it
        doubtful = [row for row in found if row[2] > 1]
        if doubtful:
            old, _, count = doubtful[0]
            raise self._mistake(
                f"{len(doubtful):,} rows match more than one row of the target by"
                f" {', '.join(self._strategy.columns)}, such as the one with the key {old}"
                f" ({count} rows)",
                "Match by columns that no two rows of the target share.",
            )
        return Pairs(tuple(row[0] for row in found), tuple(row[1] for row in found))

    def _found(self, source: Connection, target: Connection) -> list[tuple[str, str, int]]:
        target.execute("BEGIN READ WRITE")
        try:
            target.execute(self._create())
            target.execute("SET TRANSACTION READ ONLY")
            out, into = self._copies()
            with (
                source.transaction(),
                source.cursor().copy(out) as rows,
                target.cursor().copy(into) as staged,
            ):
                for data in rows:
                    staged.write(data)
            target.execute(sql.SQL("ANALYZE {}").format(SEEN))
            return target.execute(self._join()).fetchall()
        finally:
            target.execute("ROLLBACK")

    def _create(self) -> sql.Composed:
        return sql.SQL(
            "CREATE TEMPORARY TABLE segue_paired (segue_key pg_catalog.text, {}) ON COMMIT DROP"
        ).format(sql.SQL(", ").join(staged_columns(self._by, self._columns)))

    @property
    def _by(self) -> Transfer:
        """What the rows are known by, alone: the form in which they travel depends on it."""
        return replace(self._transfer, feeds=self._transfer.feeds[1:])

    def _copies(self) -> tuple[sql.Composed, sql.Composed]:
        key = sql.SQL("{}::pg_catalog.text").format(raw_value(self._transfer.feeds[0], 0))
        form = sql.SQL("binary" if is_binary(self._by) else "text")
        values = [key, *source_values(self._transfer)[1:]]
        out = sql.SQL("COPY (SELECT {} {}) TO STDOUT (FORMAT {})").format(
            sql.SQL(", ").join(values), source_relation(self._transfer), form
        )
        return out, sql.SQL("COPY {} FROM STDIN (FORMAT {})").format(SEEN, form)

    def _join(self) -> sql.Composed:
        (key,) = self._key
        return sql.SQL(
            "SELECT s.segue_key, min({key}::pg_catalog.text), count(DISTINCT {key})"
            " FROM {seen} AS s JOIN (SELECT * {target}) AS t ON {same}{own}"
            " WHERE s.segue_key IS NOT NULL GROUP BY 1 ORDER BY 1"
        ).format(
            key=of("t", key),
            seen=SEEN,
            target=target_relation(self._transfer),
            same=sql.SQL(" AND ").join(map(self._same, self._columns)),
            own=self._not_own(),
        )

    def _same(self, column: Column) -> sql.Composable:
        """A NULL names nothing by itself, but together with other columns it does."""
        alone = column.not_null or len(self._columns) == 1
        equal = sql.SQL("{} = {}" if alone else "{} IS NOT DISTINCT FROM {}")
        return equal.format(of("t", column.name), arriving(column))

    def _not_own(self) -> sql.Composable:
        """Leave out what an unfinished run has brought: it goes out again before it comes in."""
        load = self._earlier.brought.get(self._table.name)
        if load is None:
            return sql.SQL("")
        (key,) = self._key
        return sql.SQL(
            " AND {}::pg_catalog.text NOT IN"
            " (SELECT a.key FROM segue.arrival AS a WHERE a.load = {})"
        ).format(of("t", key), sql.Literal(load))

    # Keys without a counterpart

    def _highest(self, target: Connection) -> int | None:
        if not self._is_number:
            return None
        row = target.execute(
            sql.SQL("SELECT max({}) FROM (SELECT * {}) AS t WHERE true{}").format(
                of("t", self._key[0]), target_relation(self._transfer), self._not_own()
            )
        ).fetchone()
        return row[0] if row is not None else None

    @property
    def _is_number(self) -> bool:
        column = self._table.column(self._key[0])
        return column is not None and column.type.is_integer

    def _amount(
        self, source: Connection, highest: int | None, ceilings: dict[QualifiedName, int]
    ) -> int | None:
        if self._strategy.offset is not None or not self._is_number:
            return self._strategy.offset
        table = self._table.name
        past = max((n for n in (highest, ceilings.get(table)) if n is not None), default=None)
        least, most = self._range(source)
        amount = self._earlier.amounts.get(label(self._mapping))
        if amount is None and past is not None and least is not None:
            amount = rounded_up(past - min(least - 1, 0))
        if most is not None:
            ceilings[table] = max(past or 0, most + (amount or 0))
        return amount

    def _range(self, source: Connection) -> tuple[int | None, int | None]:
        """The least and the greatest key of the source, where they are numbers."""
        feed = self._transfer.feeds[0]
        if feed.source is None or not feed.source.type.is_integer:
            return None, None
        value = raw_value(feed, 0)
        row = source.execute(
            sql.SQL("SELECT min({0}), max({0}) {1}").format(value, source_relation(self._alone))
        ).fetchone()
        return row if row is not None else (None, None)

    @property
    def _alone(self) -> Transfer:
        """The key alone, without what others join."""
        return replace(self._transfer, feeds=self._transfer.feeds[:1])

    def _mistake(self, mistake: str, help: str) -> PlanMistake:
        place = f"{self._plan.path}:{self._mapping.line}" if self._mapping.line else self._plan.path
        return PlanMistake(
            place=place, mistake=f"the match of {self._mapping.target}: {mistake}", help=help
        )


def rounded_up(number: int) -> int:
    """The next round number: 7 becomes 10, 4,812 becomes 5,000."""
    step = max(10, int(10 ** (len(str(abs(number))) - 1)))
    return -(-number // step) * step
