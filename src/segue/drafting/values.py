"""What a draft is: a plan with the reasons that no plan carries, and what it could not decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from segue.database.names import QualifiedName
from segue.plan.model import ColumnMapping, Plan, TableMapping
from segue.project.history import Code

NO_REASON = '{ drop = "" }'
"""Left behind, as TOML; why is a person's to say."""


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What happens to one column that has no counterpart of its name."""

    column: str
    """A target column, or a source column that has no place."""
    reason: str
    mapping: ColumnMapping | None = None
    """None where nothing has to be written: the database fills it, or a person must say."""
    homeless: bool = False
    """Whether it is a source column without a place, not a target column."""
    question: bool = False
    suggestion: str = ""
    """What could be written, as TOML after the `=`; written as a comment."""
    further: tuple[tuple[str, str], ...] = ()
    """What else could be written, each with its reason before it, the likelier first."""
    told_by_rows: bool = False
    """Whether `check` finds in the rows what the question is about, so that it holds nothing up."""
    uses: tuple[str, ...] = ()
    """Source columns without a place of their own from which the suggestion is made."""
    reads: QualifiedName | None = None
    """Another table of the source whose rows the suggestion reads."""


@dataclass(frozen=True, slots=True)
class SameRow:
    """That nothing says which rows of a table are the same on both sides, and what may be meant."""

    reason: str
    options: tuple[tuple[str, str], ...]
    """What each means, and as the plan says it after `key = `; the likeliest first."""


@dataclass(frozen=True, slots=True)
class TableChoice:
    """A drafted table mapping with its reasons."""

    mapping: TableMapping
    reason: str
    columns: tuple[ColumnChoice, ...] = ()
    same_row: SameRow | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A table of the target that may be meant."""

    target: QualifiedName
    reason: str
    entries: tuple[str, ...] = ()
    """What would be said of its columns, as TOML."""
    fed_by: tuple[QualifiedName, ...] = ()
    """Tables whose rows come into it already."""
    beside: tuple[QualifiedName, ...] = ()
    """Tables about which is asked too, and whose rows may come into it as well."""
    key: str = ""
    """How its keys travel where others come into it, as TOML; empty where they may stay."""


@dataclass(frozen=True, slots=True)
class TableQuestion:
    """A source table with rows for which the target has no sure place."""

    source: QualifiedName
    rows_estimate: int
    candidates: tuple[Candidate, ...] = ()
    as_it_is: str = ""
    """Why `migrate` makes no such table, so that the plan may have it made in the target."""
    read_by: tuple[str, ...] = ()
    """Columns of the target that its rows may have become."""
    unreadable_by: str = ""
    """The role that may not read it, of whose rows nothing is known then."""


@dataclass(frozen=True, slots=True)
class SplitOffer:
    """A table without rows that may be the other half of one that was split."""

    source: QualifiedName
    target: QualifiedName
    columns: tuple[str, ...]
    """Of the source, which found no place and may have one there."""
    feeds: Mapping[str, str]
    """By its columns whose names differ: the columns of the source that would feed them."""


@dataclass(frozen=True, slots=True)
class RowsOffer:
    """A table without rows that may hold a row for each of several columns of another one."""

    source: QualifiedName
    target: QualifiedName
    columns: tuple[str, ...]
    """Of the source, which found no place and may be rows there."""
    query: str
    """Makes these rows."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan with the reasons that no plan carries, and what it could not decide."""

    heading: str
    """Which databases it was drafted for, with their servers' versions."""
    plan: Plan
    choices: tuple[TableChoice, ...]
    """One for each table of the plan, in the same order."""
    questions: tuple[TableQuestion, ...]
    sources: frozenset[QualifiedName]
    targets: frozenset[QualifiedName]
    """Every table that the two databases have."""
    unfed_targets: tuple[QualifiedName, ...]
    """Tables of the target that get no rows."""
    splits: tuple[SplitOffer, ...] = ()
    rows: tuple[RowsOffer, ...] = ()
    not_run: tuple[Code, ...] = ()
    """Code of the project's migrations that has not run on the source's rows."""
    columns: Mapping[QualifiedName, frozenset[str]] = field(default_factory=dict)
    """Of the target's tables."""

    @property
    def open_questions(self) -> int:
        """How many answers a person has to give before the plan can be carried out."""
        columns = (column for choice in self.choices for column in choice.columns)
        return len(self.questions) + sum(column.question for column in columns)
