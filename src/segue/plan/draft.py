"""The draft: what a careful engineer would write into the plan, each choice with its reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from segue.database.catalog import Catalog, Column, Table
from segue.database.names import QualifiedName
from segue.plan.matching import TableMatch, candidates, holds_rows, match_columns, match_tables
from segue.plan.model import ColumnMapping, Constant, Dropped, Expression, Plan, TableMapping
from segue.plan.toml import filler
from segue.project.values import Field, Model, NowDefault, PlainDefault, UuidDefault

MIGRATIONS = "django_migrations"


class Knowledge(Protocol):
    """What the draft wants to know of a Django project; `project.Project` knows it."""

    def model_of(self, table: QualifiedName) -> Model | None: ...


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
    """For a question: what could be written, as TOML after the `=`."""


@dataclass(frozen=True, slots=True)
class TableChoice:
    """A drafted table mapping with its reasons."""

    mapping: TableMapping
    reason: str
    columns: tuple[ColumnChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class TableQuestion:
    """A source table with rows for which the target has no sure place."""

    source: QualifiedName
    rows_estimate: int
    candidates: tuple[QualifiedName, ...]


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

    @property
    def open_questions(self) -> int:
        """How many answers a person has to give before the plan can be carried out."""
        columns = (column for choice in self.choices for column in choice.columns)
        return len(self.questions) + sum(column.question for column in columns)


def draft(
    source_address: str,
    target_address: str,
    source: Catalog,
    target: Catalog,
    project: Knowledge | None,
    *,
    known_empty: Collection[QualifiedName] = (),
) -> Draft:
    """Draft the complete plan: every source table is mapped, skipped or asked about.

    `known_empty` are source tables that were looked into and hold no row; a table without a page
    needs no look.
    """
    empty = {t.name for t in source.tables.values() if t.bytes == 0} | set(known_empty)
    skip = dict(_skips(source, target))
    movable = [t for t in _by_name(source) if holds_rows(t) and t.name not in skip]
    matches = list(match_tables(movable, target))
    choices = tuple(_choice(match, project) for match in matches)
    fed = {choice.mapping.target for choice in choices}
    free = [t for t in _by_name(target) if holds_rows(t) and t.name not in fed | {_migrations(t)}]
    matched = {match.source.name for match in matches}
    unmatched = [table for table in movable if table.name not in matched]
    skip |= {
        t.name: "empty, and the target has no such table" for t in unmatched if t.name in empty
    }
    plan = Plan(
        source_address,
        target_address,
        tuple(choice.mapping for choice in choices),
        dict(sorted(skip.items())),
    )
    return Draft(
        heading=f"drafted from {_described(source)} to {_described(target)}",
        plan=plan,
        choices=choices,
        questions=tuple(
            TableQuestion(table.name, table.rows_estimate, candidates(table, free))
            for table in unmatched
            if table.name not in empty
        ),
        sources=frozenset(source.tables),
        targets=frozenset(target.tables),
        unfed_targets=tuple(table.name for table in free),
    )


# Tables


def _skips(source: Catalog, target: Catalog) -> Iterator[tuple[QualifiedName, str]]:
    for table in _by_name(source):
        reason = _skip_reason(table, target)
        if reason:
            yield table.name, reason


def _skip_reason(table: Table, target: Catalog) -> str:
    """Why the table stays behind whatever the target has, or an empty string."""
    own_migrations = target.tables.get(table.name)
    if table.name.name == MIGRATIONS and own_migrations is not None and own_migrations.bytes:
        return "the target has its own"
    if table.extension is not None:
        return f"belongs to the extension {table.extension}"
    return {
        "v": "a view, which shows the rows of other tables",
        "m": "a materialized view, which REFRESH MATERIALIZED VIEW fills",
        "f": "a foreign table, whose rows are on another server",
    }.get(table.kind, "")


def _migrations(table: Table) -> QualifiedName | None:
    return table.name if table.name.name == MIGRATIONS else None


def _choice(match: TableMatch, project: Knowledge | None) -> TableChoice:
    model = project.model_of(match.target.name) if project is not None else None
    columns = match_columns(match.source, match.target)
    choices = (
        *(_unfed(column, _field(model, column)) for column in columns.unfed),
        *(_homeless(column, match.target) for column in columns.homeless),
    )
    mapping = TableMapping(
        match.target.name,
        match.source.name,
        columns={choice.column: choice.mapping for choice in choices if choice.mapping},
    )
    same, total = len(columns.pairs), len(columns.pairs) + len(columns.unfed)
    shown = "same columns" if not choices else f"{same} of {total} columns by the same name"
    return TableChoice(mapping, f"{match.reason}, {shown}", choices)


# Columns


def _unfed(column: Column, field: Field | None) -> ColumnChoice:
    """What fills a target column that the source does not have."""
    if column.identity or column.default is not None:
        return ColumnChoice(column.name, "new; the target's own default fills it")
    if not column.not_null:
        return ColumnChoice(column.name, "new; stays NULL")
    match field.default if field is not None else None:
        case PlainDefault(value):
            return ColumnChoice(column.name, "new; the model's default", Constant(value))
        case NowDefault():
            return ColumnChoice(
                column.name, "new; the model's default is the time of saving", Expression("now()")
            )
        case UuidDefault():
            reason = "new; the model's default is a random uuid"
            return ColumnChoice(column.name, reason, Expression("gen_random_uuid()"))
    reason = f"new, NOT NULL, {column.type.text}: nothing says what fills it"
    return ColumnChoice(column.name, reason, question=True, suggestion=filler(column.type))


def _homeless(column: Column, target: Table) -> ColumnChoice:
    """What becomes of a source column that the target does not have."""
    counterpart = target.column(column.name)
    reason = ""
    if counterpart is not None and counterpart.generated:
        reason = "the target computes it"
    elif column.generated:
        reason = "computed from other columns, and the target has no such column"
    if reason:
        return ColumnChoice(column.name, reason, Dropped(reason), homeless=True)
    reason = f"{column.type.text}, which the target lacks: feed another column from it, or say why"
    return ColumnChoice(
        column.name, reason, homeless=True, question=True, suggestion='{ drop = "" }'
    )


def _field(model: Model | None, column: Column) -> Field | None:
    fields: Iterable[Field] = model.fields if model is not None else ()
    return next((field for field in fields if field.column == column.name), None)


def _by_name(catalog: Catalog) -> list[Table]:
    return sorted(catalog.tables.values(), key=lambda table: table.name)


def _described(catalog: Catalog) -> str:
    return f"{catalog.server.database} (PostgreSQL {catalog.server.version_text})"
