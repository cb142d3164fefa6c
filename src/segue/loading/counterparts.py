"""The rows of a target that stand for rows of one mapping, found by what names them.

The source's keys and the columns to match by travel through the mapping into a temporary table of
the target, which joins them with its own rows; within a table that refers to itself the roots come
first, then the rows below those, level by level. What earlier runs settled stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import psycopg
from psycopg import sql

from segue.database.catalog import STRINGS, Column
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.errors import PlanMistake
from segue.loading.alike_texts import AlikeTexts
from segue.loading.earlier_runs import is_brought
from segue.loading.equal_texts import same_values
from segue.loading.key_numbers import KeyNumbers, key_number
from segue.loading.table import of, staged_columns
from segue.loading.temporary_rows import TemporaryRows, temporary_rows
from segue.mapping.identity import BroughtRows, EarlierRuns, MatchDoubt, MatchDoubts, label
from segue.mapping.keys import ByContentType, KeyKind, Paired, Pairs
from segue.mapping.sql import is_binary, source_relation, source_values, target_relation
from segue.mapping.sql.key_spellings import canonical
from segue.mapping.sql.values import given_type, raw_value
from segue.mapping.transfer import Feed, Transfer
from segue.plan.model import MatchKeys, Plan

SEEN = sql.Identifier("pg_temp", "segue_paired")

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class OwnReference:
    """A column to match by that refers to rows of the same mapping."""

    feed: Feed
    content_types: frozenset[int] | None
    """Beside which of the source's content types it does so; None where it always does."""

    @property
    def raw(self) -> sql.Composable:
        """The source's key of the row that is referred to, as text."""
        text = sql.SQL("{}::pg_catalog.text").format(raw_value(replace(self.feed, keys=None), 0))
        if self.content_types is None or not isinstance(self.feed.keys, ByContentType):
            return text
        return sql.SQL("CASE WHEN {} = ANY ({}::pg_catalog.int8[]) THEN {} END").format(
            sql.Identifier(self.feed.keys.column), sorted(self.content_types), text
        )


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Rows that are looked for alone, while what became of all others is settled."""

    condition: sql.Composable | None
    """On the source's own columns; None for all rows."""
    settled: tuple[str, ...]
    """The keys of the target's rows that stand for rows of the source."""
    load: int
    """The load under which the journal has the keys of rows that were brought."""


class Counterparts:
    """Looks for the counterparts of one mapping's rows."""

    def __init__(
        self,
        plan: Plan,
        transfer: Transfer,
        keys: KeyNumbers,
        earlier: EarlierRuns,
        own: Mapping[str, frozenset[int] | None],
    ) -> None:
        """`own` are the columns to match by that refer to rows of the same mapping.

        Object ids do so beside the content types given; None stands for all values.
        """
        assert isinstance(transfer.mapping.key, MatchKeys)
        self._plan = plan
        self._mapping = transfer.mapping
        self._strategy = transfer.mapping.key
        self._table = transfer.target
        self._keys = keys
        self._earlier = earlier
        feeds = {feed.column.name: feed for feed in transfer.feeds}
        missing = [c for c in (*self._strategy.columns, *self._key) if c not in feeds]
        if missing:
            raise self._mistake(
                f"nothing feeds {missing[0]}", "Map the column, or match by other columns."
            )
        (key,) = self._key
        # The key as the source has it, and what it is known by as it will arrive.
        wanted = [replace(feeds[key], keys=None)]
        wanted += [feeds[n] for n in self._strategy.columns if own.get(n, frozenset()) is not None]
        self._transfer = replace(transfer, feeds=tuple(wanted))
        self._own = tuple(
            OwnReference(feeds[n], own[n]) for n in self._strategy.columns if n in own
        )
        self._newcomers: Newcomers | None = None

    @property
    def _key(self) -> tuple[str, ...]:
        return self._table.primary_key

    @property
    def _kind(self) -> KeyKind:
        return KeyKind.on_the_way(given_type(self._transfer.feeds[0]), self._wanted_key.type)

    @property
    def _columns(self) -> list[Column]:
        """The columns to match by, but for those that refer to the table's own rows alone."""
        return [feed.column for feed in self._transfer.feeds[1:]]

    @property
    def _brought(self) -> BroughtRows:
        return self._earlier.brought.get(self._table.name, BroughtRows())

    def run(
        self, source: Connection, target: Connection, ceilings: dict[QualifiedName, int]
    ) -> tuple[Paired, MatchDoubts, int | None]:
        """The pairs with the amount for keys without one, what is in doubt, and the reserve."""
        empty = self._earlier.unfinished.get(self._table.name, 0) is None
        present = None if empty else self._highest(target)
        amount = self._strategy.offset
        if amount is None and not self._by_key:
            amount = self._keys.amount(source, present, ceilings)
        paired, doubts = Paired(Pairs(), amount, self._kind), MatchDoubts()
        if not empty:
            paired, doubts = self._search(source, target, paired)
        return paired, doubts, None if self._by_key else self._keys.reserved(source, amount or 0)

    def search_newcomers(
        self, source: Connection, target: Connection, newcomers: Newcomers, amount: int | None
    ) -> tuple[dict[str, str], MatchDoubts]:
        """The keys of rows that have a counterpart, with those of the counterparts; the doubts."""
        self._newcomers = newcomers
        with temporary_rows(source, target) as rows:
            self._stage(rows)
            self._settle(target, amount or 0)
            self._match(target)
            known = sql.SQL("SELECT {}, segue_new FROM {} AS s WHERE segue_state = 'known'")
            pairs = target.execute(known.format(self._known_by, SEEN)).fetchall()
            return dict(pairs), self._doubts(target)

    @property
    def _by_key(self) -> bool:
        """Whether the plan says that equal keys mean the same row: then none is to be new."""
        return self._strategy.columns == self._key

    def _search(
        self, source: Connection, target: Connection, paired: Paired
    ) -> tuple[Paired, MatchDoubts]:
        amount = paired.amount or 0
        try:
            with temporary_rows(source, target) as rows:
                self._stage(rows)
                self._settle(target, amount)
                self._match(target)
                pairs, counterparts = self._pairs(target, amount)
                doubts = replace(self._doubts(target), near=self._near(target))
                return replace(paired, pairs=pairs, found=counterparts), doubts
        except psycopg.DataError:
            return paired, MatchDoubts()  # a value that cannot be worked out: `check` tells of it

    # Into the temporary table

    def _stage(self, rows: TemporaryRows) -> None:
        rows.create("segue_paired", self._definitions())
        for column in ("segue_key", "segue_new"):
            rows.target.execute(
                sql.SQL("CREATE INDEX ON {} ({})").format(SEEN, sql.Identifier(column))
            )
        rows.target.execute("SET TRANSACTION READ ONLY")
        rows.fill(SEEN, self._names(), self._select(), binary=is_binary(self._by))

    def _definitions(self) -> list[sql.Composable]:
        own = [sql.SQL("{} pg_catalog.text").format(self._raw(n)) for n in range(len(self._own))]
        return [
            sql.SQL("segue_key pg_catalog.text"),
            sql.SQL("segue_new pg_catalog.text"),
            sql.SQL("segue_state pg_catalog.text NOT NULL DEFAULT 'open'"),
            *own,
            *staged_columns(self._by, self._columns),
        ]

    @property
    def _by(self) -> Transfer:
        """What the rows are known by, alone: the form in which they travel depends on it."""
        return replace(self._transfer, feeds=self._transfer.feeds[1:])

    def _raw(self, number: int) -> sql.Identifier:
        """The column with the source's key of the row that the number-th own column refers to."""
        return sql.Identifier(f"segue_own_{number}")

    def _names(self) -> list[sql.Identifier]:
        return [
            sql.Identifier("segue_key"),
            *map(self._raw, range(len(self._own))),
            *(sql.Identifier(column.name) for column in self._columns),
        ]

    def _select(self) -> sql.Composed:
        key = sql.SQL("{}::pg_catalog.text").format(raw_value(self._transfer.feeds[0], 0))
        own = (one.raw for one in self._own)
        values = [key, *own, *source_values(self._transfer)[1:]]
        also = self._newcomers.condition if self._newcomers is not None else None
        return sql.SQL("SELECT {} {}").format(
            sql.SQL(", ").join(values),
            source_relation(self._transfer, also=also),
        )

    # What earlier runs settled, and what names nobody

    def _settle(self, target: Connection, amount: int) -> None:
        if self._earlier.brought:
            target.execute(self._known_pairs())
            target.execute(self._came_earlier(amount))
        nameless = self._nameless()
        if nameless is not None:
            target.execute(
                sql.SQL(
                    "UPDATE {} AS s SET segue_state = 'empty' WHERE segue_state = 'open' AND {}"
                ).format(SEEN, nameless)
            )

    def _known_pairs(self) -> sql.Composed:
        """Rows that were found in an earlier run are the same for good, as long as they stand."""
        return sql.SQL(
            "UPDATE {seen} AS s SET segue_state = 'known', segue_new = p.new FROM ("
            "SELECT DISTINCT ON (old) old, new FROM segue.key_pair JOIN segue.run ON id = run"
            " WHERE source_identity = {source} AND state = 'done' AND mapping = {mapping}"
            " ORDER BY old, run DESC) AS p WHERE p.old = {known_by}"
            " AND EXISTS (SELECT {target} AS t WHERE {key} = p.new::{type})"
        ).format(
            seen=SEEN,
            source=sql.Literal(self._earlier.source),
            mapping=sql.Literal(label(self._mapping)),
            known_by=self._known_by,
            target=target_relation(self._transfer),
            key=of("t", self._key[0]),
            type=self._key_type,
        )

    def _came_earlier(self, amount: int) -> sql.Composed:
        """So are those that an earlier run brought."""
        return sql.SQL(
            "UPDATE {seen} AS s SET segue_state = 'known', segue_new = {new} WHERE"
            " segue_state = 'open' AND EXISTS (SELECT {target} AS t WHERE {key} = ({new})::{type}"
            " AND {brought})"
        ).format(
            seen=SEEN,
            new=self._by_arithmetic(amount),
            target=target_relation(self._transfer),
            key=of("t", self._key[0]),
            type=self._key_type,
            brought=is_brought(self._table, self._brought),
        )

    def _by_arithmetic(self, amount: int) -> sql.Composable:
        """The key of a row without a counterpart, as text."""
        if not amount or key_number(self._transfer) is None:
            return sql.SQL("s.segue_key")
        return sql.SQL("(s.segue_key::pg_catalog.int8 + {})::pg_catalog.text").format(amount)

    @property
    def _known_by(self) -> sql.Composable:
        """A staged row's key in the form by which references, however spelled, look it up."""
        return canonical(sql.SQL("s.segue_key"), self._kind)

    @property
    def _key_type(self) -> sql.Composable:
        return self._wanted_key.type.name.identifier

    @property
    def _wanted_key(self) -> Column:
        return self._transfer.feeds[0].column

    def _nameless(self) -> sql.Composable | None:
        """That no column says who the row is: all that is no reference is NULL or empty text.

        Where a unique rule of the target covers several columns, the empty is a name among them.
        """
        references = {feed.column.name for feed in self._transfer.feeds if feed.keys is not None}
        references |= {name for key in self._table.foreign_keys for name in key.columns}
        saying = [c for c in self._columns if c.name not in references]
        if len(self._strategy.columns) > 1 and self._is_unique():
            return None
        if not saying:
            names = [self._raw(n) for n in range(len(self._own))]
            names += [sql.Identifier(column.name) for column in self._columns]
            empties = [sql.SQL("s.{} IS NULL").format(name) for name in names]
        else:
            empties = [
                sql.SQL("coalesce(pg_catalog.btrim(s.{}::pg_catalog.text), '') = ''").format(
                    sql.Identifier(column.name)
                )
                for column in saying
            ]
        return sql.SQL(" AND ").join(empties) if empties else None

    def _is_unique(self) -> bool:
        columns = set(self._strategy.columns)
        return any(
            index.plain and not index.primary and set(index.columns) <= columns
            for index in self._table.unique_indexes
        )

    # Level by level

    def _match(self, target: Connection) -> None:
        """From the rows that refer to none of the same table to those below them."""
        while True:
            decided = target.execute(self._ready()).rowcount
            if not self._own:
                return
            decided += target.execute(self._below_new_rows()).rowcount
            if not decided:
                return

    def _ready(self) -> sql.Composed:
        """Decide the rows whose references within the table are decided."""
        conditions: list[sql.Composable] = [sql.SQL("s.segue_state = 'open'")]
        joins: list[sql.Composable] = []
        values: list[sql.Composable] = []
        for number in range(len(self._own)):
            parent = sql.Identifier(f"segue_parent_{number}")
            joins.append(
                sql.SQL(" LEFT JOIN {seen} AS {p} ON {p}.segue_key = s.{raw}").format(
                    seen=SEEN, p=parent, raw=self._raw(number)
                )
            )
            conditions.append(
                sql.SQL("(s.{} IS NULL OR {}.segue_state = 'known')").format(
                    self._raw(number), parent
                )
            )
            values.append(
                sql.SQL(", {}.segue_new AS {}").format(parent, sql.Identifier(f"segue_to_{number}"))
            )
        return sql.SQL(
            "WITH ready AS MATERIALIZED (SELECT s.ctid AS segue_place, s.*{values}"
            " FROM {seen} AS s{joins} WHERE {conditions}), counterpart AS (SELECT s.segue_place,"
            " pg_catalog.min({key}::pg_catalog.text) AS new, count(DISTINCT {key}) AS several"
            " FROM ready AS s JOIN (SELECT * {target}) AS t ON {same}"
            " WHERE {free}{own} GROUP BY 1), alone AS (SELECT *, count(*) FILTER"
            " (WHERE several = 1) OVER (PARTITION BY new) AS sharing FROM counterpart)"
            " UPDATE {seen} AS s SET segue_state = CASE WHEN c.several IS NULL THEN 'new'"
            " WHEN c.several > 1 THEN 'several' WHEN c.sharing > 1 THEN 'shared' ELSE 'known' END,"
            " segue_new = c.new"
            " FROM ready AS r LEFT JOIN alone AS c USING (segue_place) WHERE s.ctid = r.segue_place"
        ).format(
            values=sql.SQL("").join(values),
            seen=SEEN,
            joins=sql.SQL("").join(joins),
            conditions=sql.SQL(" AND ").join(conditions),
            key=of("t", self._key[0]),
            target=target_relation(self._transfer),
            same=sql.SQL(" AND ").join([*self._same_others(), *self._same_own()]),
            free=self._free(),
            own=self._not_own(),
        )

    def _below_new_rows(self) -> sql.Composed:
        """Rows below a row that the target lacks are lacking there too."""
        parents = (
            sql.SQL(
                "s.{raw} IS NOT NULL AND NOT EXISTS (SELECT FROM {seen} AS p"
                " WHERE p.segue_key = s.{raw} AND p.segue_state IN ('open', 'known'))"
            ).format(raw=self._raw(number), seen=SEEN)
            for number in range(len(self._own))
        )
        return sql.SQL(
            "UPDATE {} AS s SET segue_state = 'new' WHERE segue_state = 'open' AND ({})"
        ).format(SEEN, sql.SQL(" OR ").join(parents))

    def _same(self, column: Column) -> sql.Composable:
        """A NULL names nothing by itself, but together with other columns it does."""
        alone = column.not_null or len(self._strategy.columns) == 1
        return same_values(self._table, column, self._strategy.columns, alone=alone)

    def _same_others(self) -> Iterator[sql.Composable]:
        """By columns that refer to other tables, or to nothing; object ids where they do."""
        places = {own.feed.column.name: number for number, own in enumerate(self._own)}
        for column in self._columns:
            same = self._same(column)
            if column.name in places:
                raw = self._raw(places[column.name])
                same = sql.SQL("(s.{} IS NOT NULL OR {})").format(raw, same)
            yield same

    def _same_own(self) -> Iterator[sql.Composable]:
        for number, own in enumerate(self._own):
            same = sql.SQL("{} IS NOT DISTINCT FROM s.{}::{}").format(
                of("t", own.feed.column.name),
                sql.Identifier(f"segue_to_{number}"),
                own.feed.column.type.name.identifier,
            )
            if own.content_types is not None:
                same = sql.SQL("(s.{} IS NULL OR {})").format(self._raw(number), same)
            yield same

    def _free(self) -> sql.Composable:
        """That no row of the source is known to be this one."""
        if self._newcomers is not None:
            return sql.SQL("{}::pg_catalog.text <> ALL ({}::pg_catalog.text[])").format(
                of("t", self._key[0]), sql.Literal(list(self._newcomers.settled))
            )
        if not self._earlier.brought:
            return sql.SQL("true")
        return sql.SQL(
            "NOT EXISTS (SELECT FROM {} AS k WHERE k.segue_state = 'known'"
            " AND k.segue_new = {}::pg_catalog.text)"
        ).format(SEEN, of("t", self._key[0]))

    def _not_own(self) -> sql.Composable:
        """Leave out what an unfinished run has brought: it goes out again before it comes in."""
        load = self._earlier.unfinished.get(self._table.name)
        if self._newcomers is not None:
            load = self._newcomers.load
        if load is None:
            return sql.SQL("")
        (key,) = self._key
        return sql.SQL(
            " AND {}::pg_catalog.text NOT IN"
            " (SELECT a.key FROM segue.arrival AS a WHERE a.load = {})"
        ).format(of("t", key), sql.Literal(load))

    # What came of it

    def _pairs(self, target: Connection, amount: int) -> tuple[Pairs, tuple[str, ...]]:
        """The keys that arithmetic alone does not lead to, and all keys of counterparts."""
        rows = target.execute(
            sql.SQL(
                "SELECT {}, segue_new, segue_new <> {} FROM {} AS s"
                " WHERE segue_state = 'known' ORDER BY segue_key"
            ).format(self._known_by, self._by_arithmetic(amount), SEEN)
        ).fetchall()
        others = [row for row in rows if row[2]]
        pairs = Pairs(tuple(row[0] for row in others), tuple(row[1] for row in others))
        return pairs, tuple(row[1] for row in rows)

    def _doubts(self, target: Connection) -> MatchDoubts:
        """Rows that are left open refer to each other in a circle."""
        rows = target.execute(
            sql.SQL(
                "SELECT segue_state, count(*), (pg_catalog.array_agg({} ORDER BY segue_key))[1:{}]"
                " FROM {} AS s WHERE segue_state NOT IN ('new', 'known') GROUP BY 1"
            ).format(self._shown(), EXAMPLES, SEEN)
        ).fetchall()
        found: Mapping[str, MatchDoubt] = {
            state: MatchDoubt(count, tuple(shown)) for state, count, shown in rows
        }
        return MatchDoubts(
            found.get("empty"), found.get("several"), found.get("shared"), found.get("open")
        )

    def _near(self, target: Connection) -> MatchDoubt | None:
        """New rows from which a row of the target, that stands for no other, hardly differs."""
        texts = [c for c in self._columns if c.type.resolved.name.name in STRINGS]
        if not texts or self._own:
            return None
        alike = AlikeTexts.of(target)
        same = [alike.says(c) if c in texts else self._same(c) for c in self._columns]
        row = target.execute(
            sql.SQL(
                "SELECT count(*), (pg_catalog.array_agg({} ORDER BY segue_key))[1:{}]"
                " FROM {seen} AS s WHERE segue_state = 'new' AND EXISTS (SELECT {target} AS t"
                " WHERE {same} AND NOT EXISTS (SELECT FROM {seen} AS k"
                " WHERE k.segue_state = 'known' AND k.segue_new = {key}::pg_catalog.text){own})"
            ).format(
                self._shown(),
                EXAMPLES,
                seen=SEEN,
                target=target_relation(self._transfer),
                same=sql.SQL(" AND ").join(same),
                key=of("t", self._key[0]),
                own=self._not_own(),
            )
        ).fetchone()
        return MatchDoubt(row[0], tuple(row[1])) if row is not None and row[0] else None

    def _shown(self) -> sql.Composable:
        """A source row by its key and what it is matched by."""
        values: list[tuple[str, sql.Composable]] = [
            (own.feed.column.name, sql.SQL("s.{}").format(self._raw(number)))
            for number, own in enumerate(self._own)
            if own.content_types is None
        ]
        values += [
            (c.name, sql.SQL("s.{}::pg_catalog.text").format(sql.Identifier(c.name)))
            for c in self._columns
        ]
        said = (
            sql.SQL(
                "{} || coalesce(pg_catalog.quote_literal(pg_catalog.left({}, 40)), 'NULL')"
            ).format(sql.Literal(f"{name} = "), value)
            for name, value in values
        )
        return sql.SQL("{} || s.segue_key || ' (' || {} || ')'").format(
            sql.Literal(f"{self._key[0]} = "), sql.SQL(" || ', ' || ").join(said)
        )

    def _highest(self, target: Connection) -> int | None:
        if key_number(self._transfer) is None:
            return None
        row = target.execute(
            sql.SQL("SELECT max({}) FROM (SELECT * {}) AS t WHERE true{}").format(
                of("t", self._key[0]), target_relation(self._transfer), self._not_own()
            )
        ).fetchone()
        return row[0] if row is not None else None

    def _mistake(self, mistake: str, help: str) -> PlanMistake:
        place = f"{self._plan.path}:{self._mapping.line}" if self._mapping.line else self._plan.path
        return PlanMistake(
            place=place, mistake=f"the match of {self._mapping.target}: {mistake}", help=help
        )
