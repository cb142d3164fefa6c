"""The plan as values: which rows become which rows.

`plan.file` reads and writes `segue.toml`; nothing here knows about TOML or databases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TypeVar

from segue.database.names import QualifiedName
from segue.findings import Place

Key = TypeVar("Key")


class ExistingRows(Enum):
    """What happens to rows that the target holds already."""

    STOP = "stop"
    REPLACE = "replace"
    KEEP = "keep"
    UPDATE = "update"


class By(Enum):
    """What leads from the source's schema to the target's."""

    MAPPING = "mapping"
    """The plan: the target has the newest schema when the rows come."""
    HISTORY = "history"
    """The project's migrations: the target has the source's schema when the rows come, and the
    migrations that the source has not run are run on them."""


class OnBadRow(Enum):
    """What happens when the target refuses a row."""

    STOP = "stop"
    REJECT = "reject"


Scalar = str | int | float | bool
"""A value as TOML writes it."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """Fed by a source column, of the same or another name."""

    source: str


@dataclass(frozen=True, slots=True)
class Expression:
    """Fed by an SQL expression over the source row, run by the source."""

    sql: str


@dataclass(frozen=True, slots=True)
class Constant:
    """Fed by one value for every row."""

    value: Scalar | None


@dataclass(frozen=True, slots=True)
class MappedValue:
    """Fed by a source column whose values are replaced, each by the one that stands for it."""

    source: str
    values: tuple[tuple[str, Scalar], ...]
    """The text of a value in the source, and what it becomes."""
    otherwise: Scalar | None = None
    """What every other value becomes; None where there must be no other. NULL stays NULL."""


@dataclass(frozen=True, slots=True)
class LookupValue:
    """Fed by the key of the row of `table` whose column `by` equals the source column."""

    source: str
    table: QualifiedName
    """A table of the target."""
    by: str


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """Fed by a source column that holds keys of `table`, though no foreign key says so.

    An array holds keys, and so does a JSON document: alone, in a list, or where the path leads.
    """

    source: str
    table: QualifiedName
    """A table of the target, or one of the source that feeds it."""
    path: str | None = None
    """Into a JSON document: names and places, with dots between."""


@dataclass(frozen=True, slots=True)
class ReferringWithin:
    """Fed by a source column with JSON documents that hold keys of tables in several places."""

    source: str
    tables: tuple[tuple[str, QualifiedName], ...]
    """By path, as `Referring.path`, the table whose keys stand there."""


@dataclass(frozen=True, slots=True)
class FunctionValue:
    """Fed by a Python function that is called with each source row."""

    function: str
    """`module:function`."""


NO_VALUE = "no row has a value in it"
NO_ROW = "empty, and the target has no such table"
"""Reasons that a draft gives for leaving a column or a table behind. New rows overtake them."""


@dataclass(frozen=True, slots=True)
class DroppedColumn:
    """A source column with no place in the target."""

    reason: str


FromColumn = Renamed | MappedValue | LookupValue | ReferenceValue | ReferringWithin
"""Fed by one source column, `source`."""
ColumnMapping = FromColumn | Expression | Constant | FunctionValue | DroppedColumn


@dataclass(frozen=True, slots=True)
class KeepKeys:
    """Primary keys travel unchanged."""


@dataclass(frozen=True, slots=True)
class OffsetKeys:
    """A number is added to every key."""

    amount: int


@dataclass(frozen=True, slots=True)
class UuidKeys:
    """Integer keys become uuids."""


@dataclass(frozen=True, slots=True)
class MatchKeys:
    """Rows are found in the target by these columns and take its keys; the others get new ones."""

    columns: tuple[str, ...]
    """Of the target."""
    offset: int | None = None
    """Added to the keys of rows that are not found; None for one past both sides' keys."""
    empty: str | None = None
    """What becomes of rows whose columns are all empty: "new" rows, or told by check (None)."""
    several: str | None = None
    """What becomes of rows that share these values with others: "new" rows, or told (None)."""


KeyStrategy = KeepKeys | OffsetKeys | UuidKeys | MatchKeys


@dataclass(frozen=True, slots=True)
class TableMapping:
    """One `[[table]]`: rows of a source table or query become rows of a target table."""

    target: QualifiedName
    source: QualifiedName | None
    """None where `query` says what to read."""
    query: str | None = None
    where: str | None = None
    key: KeyStrategy = field(default_factory=KeepKeys)
    existing_rows: ExistingRows | None = None
    """None takes the plan's."""
    on_bad_row: OnBadRow | None = None
    """None takes the plan's."""
    create: bool = False
    """Whether the table is made in the target as the source has it."""
    columns: Mapping[str, ColumnMapping] = field(default_factory=dict)
    """By target column; a `DroppedColumn` by source column. Those of one name need no entry."""
    dropped: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Source columns that stay behind though a target column of their name is fed by another; each
    with its reason. Elsewhere a `DroppedColumn` says it."""
    line: int = field(default=0, compare=False)
    """Where it stands in the file; 0 for a draft that was not written yet."""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """Where each entry of `columns` stands."""
    asked: Mapping[str, int] = field(default_factory=dict, compare=False)
    """Columns about which the draft asks, in a comment that still stands, with its line."""


@dataclass(frozen=True)
class Plan:
    """A whole `segue.toml`."""

    source: str
    target: str
    """Addresses as the person wrote them; see `database.address.resolve`."""
    tables: tuple[TableMapping, ...]
    skip: Mapping[QualifiedName, str] = field(default_factory=dict)
    """Source tables that stay behind, and migrations (app as the schema) whose code need not run;
    each with its reason."""
    existing_rows: ExistingRows = ExistingRows.STOP
    on_bad_row: OnBadRow = OnBadRow.STOP
    by: By = By.MAPPING
    version: int = 1
    path: str = "segue.toml"
    skip_lines: Mapping[QualifiedName, int] = field(default_factory=dict, compare=False)
    """Where each entry of `skip` stands."""

    def existing_rows_of(self, mapping: TableMapping) -> ExistingRows:
        """The mapping's own say, or the plan's; rows that are matched are there to be kept."""
        matched = isinstance(mapping.key, MatchKeys) and self.existing_rows is ExistingRows.STOP
        return mapping.existing_rows or (ExistingRows.KEEP if matched else self.existing_rows)

    def on_bad_row_of(self, mapping: TableMapping) -> OnBadRow:
        """The mapping's own say, or the plan's."""
        return mapping.on_bad_row or self.on_bad_row

    def skips_migration(self, app: str, name: str) -> bool:
        """Whether the code of a migration is settled."""
        return QualifiedName(app, name) in self.skip

    def place(self, mapping: TableMapping, column: str | None = None) -> Place:
        """The line of a mapping, or of its entry for a column where it has one."""
        line = mapping.lines.get(column, mapping.line) if column else mapping.line
        return Place(self.path, line, str(mapping.target), column or "")

    def number_of(self, mapping: TableMapping) -> int:
        """The place in `tables` of a mapping of this plan; equal ones are told apart."""
        return self._numbers[id(mapping)]

    def mappings_into(self, target: QualifiedName) -> tuple[TableMapping, ...]:
        """Every mapping that feeds the target table."""
        return tuple(self.tables[number] for number in self.numbers_into(target))

    def mappings_from(self, source: QualifiedName) -> tuple[TableMapping, ...]:
        """Every mapping that reads the source table."""
        return tuple(self.tables[number] for number in self.numbers_from(source))

    @cached_property
    def mappings_by_query(self) -> tuple[TableMapping, ...]:
        """Those that read what a query gives."""
        return tuple(mapping for mapping in self.tables if mapping.query is not None)

    def numbers_into(self, target: QualifiedName) -> tuple[int, ...]:
        """The places in `tables` of the mappings that feed the target table."""
        return self._by_target.get(target, ())

    def numbers_from(self, source: QualifiedName | None) -> tuple[int, ...]:
        """The places in `tables` of the mappings that read the source table; None for queries."""
        return self._by_source.get(source, ())

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {id(mapping): number for number, mapping in enumerate(self.tables)}

    @cached_property
    def _by_target(self) -> Mapping[QualifiedName, tuple[int, ...]]:
        return _grouped((mapping.target, number) for number, mapping in enumerate(self.tables))

    @cached_property
    def _by_source(self) -> Mapping[QualifiedName | None, tuple[int, ...]]:
        return _grouped((mapping.source, number) for number, mapping in enumerate(self.tables))


def _grouped(pairs: Iterable[tuple[Key, int]]) -> dict[Key, tuple[int, ...]]:
    found: defaultdict[Key, list[int]] = defaultdict(list)
    for key, number in pairs:
        found[key].append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}
