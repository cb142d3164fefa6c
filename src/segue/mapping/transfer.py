"""A table mapping joined with what both databases hold: all that the engine needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from segue.database.catalog import Catalog, Column, Table
from segue.database.names import QualifiedName
from segue.errors import PlanMistake
from segue.mapping.contenttypes import codenames
from segue.mapping.facts import Facts
from segue.mapping.keys import Pairs, Travel
from segue.mapping.references import References
from segue.plan.model import (
    Constant,
    DroppedColumn,
    Expression,
    FromColumn,
    FunctionValue,
    LookupValue,
    MappedValue,
    Plan,
    ReferenceValue,
    ReferringWithin,
    Renamed,
    TableMapping,
)
from segue.project.values import Project


@dataclass(frozen=True, slots=True)
class ReplacedValue:
    """The source's own value, but for rows in which some columns hold certain texts."""

    columns: tuple[str, ...]
    cases: tuple[tuple[tuple[str, ...], str], ...]
    """The texts of these columns, and the value then."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """The rows among which a value is looked up: the key of the row that has it is what counts."""

    by: str
    key: str
    """Columns of the target table."""
    transfers: tuple[Transfer, ...]
    """What fills these two columns of the table."""
    present: Pairs
    """Of rows that are in the target already: value and key."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What fills one column of the target."""

    column: Column
    """The target's column."""
    origin: str = ""
    """The column of the source relation that the value is made from, where it is made from one."""
    source: Column | None = None
    """That column, where the source relation is a table."""
    mapping: Expression | Constant | MappedValue | FunctionValue | ReplacedValue | Lookup | None = (
        None
    )
    """What is made of it; None where it goes as it is."""
    keys: Travel | None = None
    """How the value travels, where it is a key or refers to one."""
    steady: bool = True
    """Whether it is the same each time the source is asked."""
    through: QualifiedName | None = None
    """The source's own type of the extension that the column's type is of, for values of another:
    it tells which of them cannot be read, and spells the others as the target does."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Source rows that cannot be worked out, and are rejects."""

    columns: tuple[str, ...]
    """The source's columns by which the rows are told."""
    texts: tuple[str, ...]
    """Their values; of several columns, the text of a row of them."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Rows of one source on their way into one target table."""

    mapping: TableMapping
    source: Table | None
    """None where the mapping reads a query."""
    target: Table
    feeds: tuple[Feed, ...]
    """In the target's column order; columns that keep their default are absent."""
    number: int = 0
    """The mapping's place in the plan."""
    left_out: LeftOut | None = None
    """Rows that are not read."""
    passing: bool = False
    """Whether its condition or query takes other rows as time passes."""

    @property
    def label(self) -> str:
        """The target table's name, as messages and the journal show it."""
        return str(self.target.name)

    def place_of(self, column: str) -> int:
        """The place of the feed of a target column, which has one."""
        return next(n for n, feed in enumerate(self.feeds) if feed.column.name == column)

    @property
    def computed(self) -> Mapping[str, str]:
        """The columns that Python fills, with the functions."""
        return {
            feed.column.name: feed.mapping.function
            for feed in self.feeds
            if isinstance(feed.mapping, FunctionValue)
        }

    @property
    def in_sql(self) -> Transfer:
        """The same without these columns, of which the source knows nothing."""
        if not self.computed:
            return self
        feeds = (feed for feed in self.feeds if not isinstance(feed.mapping, FunctionValue))
        return replace(self, feeds=tuple(feeds))


@dataclass(frozen=True, slots=True)
class Part:
    """A slice of one transfer's rows, copied in one transaction.

    Without pages it is the whole relation.
    """

    relation: QualifiedName | None = None
    """The table to read: the source itself or one leaf of it; None for a query."""
    first_page: int | None = None
    end_page: int | None = None
    """Pages from `first_page` up to, not including, `end_page`; None is open-ended."""
    bytes: int = 0
    """Its share of the source's size."""


def resolve(
    plan: Plan,
    source: Catalog,
    target: Catalog,
    project: Project | None = None,
    facts: Facts | None = None,
) -> tuple[Transfer, ...]:
    """Every mapping of the plan as a transfer, in the plan's order.

    Raises PlanMistake, with the line, where the plan names what does not exist, or where it is not
    clear how a reference travels; `plan.check` finds the same and more, all at once.
    """
    resolver = _Resolver(References(plan, source, target, project, facts or Facts()))
    return tuple(resolver.transfer(number) for number in range(len(plan.tables)))


def resolve_one(
    plan: Plan,
    source: Catalog,
    target: Catalog,
    project: Project | None,
    facts: Facts,
    number: int,
) -> Transfer:
    """One mapping of the plan as a transfer, by its number. Raises as `resolve` does."""
    return _Resolver(References(plan, source, target, project, facts)).transfer(number)


def resolve_what_can_be(
    plan: Plan, source: Catalog, target: Catalog, project: Project | None, facts: Facts
) -> dict[int, Transfer]:
    """The mappings without mistakes as transfers, by number; for checks, which tell the rest."""
    return resolve_all(plan, source, target, project, facts)[0]


def resolve_all(
    plan: Plan, source: Catalog, target: Catalog, project: Project | None, facts: Facts
) -> tuple[dict[int, Transfer], dict[int, PlanMistake]]:
    """By number, the mappings without mistakes, and the first mistake of each of the others."""
    resolver = _Resolver(References(plan, source, target, project, facts))
    transfers: dict[int, Transfer] = {}
    mistakes: dict[int, PlanMistake] = {}
    for number in range(len(plan.tables)):
        try:
            transfers[number] = resolver.transfer(number)
        except PlanMistake as mistake:
            mistakes[number] = mistake
    return transfers, mistakes


class _Resolver:
    """Joins one plan with two catalogs."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._plan, self._facts = references.plan, references.facts
        self._source, self._target = references.source, references.target
        self._looking_up: list[tuple[int, str]] = []

    def transfer(self, number: int, only: frozenset[str] | None = None) -> Transfer:
        """The mapping of that number; with `only`, as if the target had no other columns."""
        mapping = self._plan.tables[number]
        source = None
        if mapping.source is not None:
            source = self._table(mapping, self._source, mapping.source, "source")
        target = self._table(mapping, self._target, mapping.target, "target")
        columns = [
            column
            for column in target.columns
            if not column.generated and (only is None or column.name in only)
        ]
        feeds = (self._feed(number, source, target, column) for column in columns)
        read = tuple(replace(feed, through=self._through(feed)) for feed in feeds if feed)
        passing = number in self._facts.passing
        return Transfer(mapping, source, target, read, number, passing=passing)

    def _through(self, feed: Feed) -> QualifiedName | None:
        target_type = feed.column.type.resolved
        direct = feed.source if feed.mapping is None else None
        same = direct is not None and direct.type.resolved.name.name == target_type.name.name
        takes_any_text = target_type.name.name == "citext"
        return None if same or takes_any_text else self._source.own_type(target_type)

    def _table(
        self, mapping: TableMapping, catalog: Catalog, name: QualifiedName, side: str
    ) -> Table:
        if name not in catalog.tables:
            raise self._mistake(mapping, f"the {side} has no table {name}")
        return catalog.tables[name]

    def _feed(
        self, number: int, source: Table | None, target: Table, column: Column
    ) -> Feed | None:
        mapping = self._plan.tables[number]
        how = mapping.columns.get(column.name)
        if how is None or (isinstance(how, DroppedColumn) and source is None):
            how = Renamed(column.name)
        if isinstance(how, DroppedColumn):
            return None
        if isinstance(how, FunctionValue):
            return Feed(column, mapping=how, steady=False)
        steady = (number, column.name) not in self._facts.unsteady
        if isinstance(how, Constant):
            return Feed(column, mapping=how, steady=steady)
        if isinstance(how, Expression):
            keys = self._references.travel(number, target, column.name, "", None)
            return Feed(column, mapping=how, keys=keys, steady=steady)
        return self._from_column(number, source, target, column, how)

    def _from_column(
        self, number: int, source: Table | None, target: Table, column: Column, how: FromColumn
    ) -> Feed | None:
        mapping = self._plan.tables[number]
        found = source.column(how.source) if source is not None else None
        if not self._has(number, source, how.source):
            if column.name in mapping.columns:
                raise self._mistake(mapping, f"{_display(mapping)} has no column {how.source!r}")
            return None
        if column.name not in mapping.columns and isinstance(
            mapping.columns.get(how.source), DroppedColumn
        ):
            return None
        steady = (number, how.source) not in self._facts.unsteady or source is not None
        if isinstance(how, MappedValue):
            return Feed(column, how.source, found, how, steady=steady)
        if isinstance(how, LookupValue):
            return Feed(column, how.source, found, self._lookup(number, column, how), steady=steady)
        referring = how if isinstance(how, ReferenceValue | ReferringWithin) else None
        keys = self._references.travel(number, target, column.name, how.source, referring)
        renamed = self._renamed_model(number, target, column)
        return Feed(column, how.source, found, renamed, keys, steady)

    def _has(self, number: int, source: Table | None, name: str) -> bool:
        """Whether the source relation has the column; a query that does not run is taken to."""
        if source is not None:
            return source.column(name) is not None
        answered = self._facts.query_columns.get(number)
        return answered is None or name in answered

    # Lookups

    def _lookup(self, number: int, column: Column, how: LookupValue) -> Lookup:
        mapping = self._plan.tables[number]
        table = self._table(mapping, self._target, how.table, "target")
        if table.column(how.by) is None or len(table.primary_key) != 1:
            lacks = f"column {how.by!r}" if table.column(how.by) is None else "key of one column"
            raise self._mistake(mapping, f"{how.table} has no {lacks}", column.name)
        if (number, column.name) in self._looking_up:
            raise self._mistake(
                mapping, f"{column.name} is looked up by what is looked up by it", column.name
            )
        self._looking_up.append((number, column.name))
        names = frozenset({how.by, table.primary_key[0]})
        numbers = [n for n, other in enumerate(self._plan.tables) if other.target == how.table]
        transfers = tuple(self.transfer(n, names) for n in numbers)
        self._looking_up.pop()
        present = self._facts.present.get((how.table, how.by), Pairs())
        complete = tuple(t for t in transfers if len(t.feeds) == len(names))
        return Lookup(how.by, table.primary_key[0], complete, present)

    # Names of models

    def _renamed_model(self, number: int, target: Table, column: Column) -> ReplacedValue | None:
        """In Django's tables of content types and permissions: models by their new names."""
        project, renames = self._references.project, self._references.renames
        if (
            project is None
            or not renames.renamed
            or column.name in self._plan.tables[number].columns
        ):
            return None
        if target.name == project.content_types and column.name in ("app_label", "model"):
            place = 0 if column.name == "app_label" else 1
            cases = ((kind, name) for kind, name in sorted(renames.renamed.items()))
            return ReplacedValue(
                ("app_label", "model"),
                tuple(((kind.app_label, kind.model), name[place]) for kind, name in cases),
            )
        if target.name == project.permissions and column.name == "codename":
            changed = tuple(
                ((str(kind.id), old), new) for kind, old, new in sorted(codenames(renames))
            )
            return ReplacedValue(("content_type_id", "codename"), changed) if changed else None
        return None

    def _mistake(
        self, mapping: TableMapping, mistake: str, column: str | None = None
    ) -> PlanMistake:
        line = mapping.lines.get(column, mapping.line) if column else mapping.line
        place = f"{self._plan.path}:{line}" if line else self._plan.path
        return PlanMistake(
            place=place, mistake=mistake, help="Correct the name, or `segue plan` drafts again."
        )


def _display(mapping: TableMapping) -> str:
    return str(mapping.source) if mapping.source is not None else "the query"
