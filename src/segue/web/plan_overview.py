"""What a plan makes of two catalogs, table by table: worked out once for each state of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName
from segue.drafting.values import Candidate, Draft, TableChoice
from segue.mapping.creation import with_created
from segue.mapping.gaps import homeless, unanswered, unfed
from segue.plan.model import (
    By,
    KeepKeys,
    MatchKeys,
    OffsetKeys,
    Plan,
    TableMapping,
)
from segue.plan.positions import key_questions
from segue.project import Project
from segue.web.names import key_of, name_of, natural
from segue.wording import counted

QUERY = "a query"
KEYED = 3
"""Parts of a mapping's key: its number, source and target."""


@dataclass(frozen=True, slots=True)
class TableSuggestion:
    """Where the rows of a table might go."""

    target: QualifiedName
    reason: str
    also: tuple[QualifiedName, ...]
    """Tables of the source whose rows go there too, as the plan is."""


@dataclass(frozen=True, slots=True)
class Row:
    """One source table, or a query, and what happens to it."""

    key: str
    """How forms name it; another one when the plan changed so that it means something else."""
    source: str
    target: str
    state: str
    """needs, copied or skipped."""
    reason: str
    app: str
    model: str = ""
    rows: int = 0
    bytes: int = 0
    number: int | None = None
    """Of its mapping in the plan."""
    suggestions: tuple[TableSuggestion, ...] = ()
    yours: bool = False
    asks: int = 0
    """Columns that need a person, and whether it is open which rows are the same."""
    settings: tuple[str, ...] = ()
    """What the plan says beside from and to, in a word or two each."""
    columns: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, str, str]:
        """What a list is sorted by."""
        return self.app, self.source, self.target

    @property
    def needs(self) -> bool:
        return self.state == "needs" or self.asks > 0

    def found_by(self, search: str) -> bool:
        """Whether table, model, reason or a column has the words, which are in lower case."""
        texts = (self.source, self.target, self.model, self.reason)
        return any(search in text.lower() for text in texts) or bool(self.columns_with(search))

    def columns_with(self, search: str) -> tuple[str, ...]:
        """The columns that have the words in their names."""
        return tuple(name for name in self.columns if search in name.lower())


class PlanOverview:
    """One state of the plan and the catalogs. Raises nothing: what is amiss, `check` tells."""

    def __init__(
        self,
        plan: Plan,
        text: str,
        read: tuple[Catalog, Catalog],
        draft: Draft,
        project: Project | None,
        before: PlanOverview | None = None,
    ) -> None:
        """`before` is the state before an edit, most of which still holds."""
        self.plan, self.text, self.read, self.draft = plan, text, read, draft
        self.source, self.target = read[0], with_created(plan, *read)
        self.labels: Mapping[QualifiedName, str] = (
            labels_of(project) if before is None else before.labels
        )
        self._known = before.by_pair if before is not None and before.read is read else {}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """By app, then by name."""
        rows = [*self._mapped(), *self._skipped(), *self._asked_rows()]
        return tuple(sorted(rows, key=lambda row: tuple(map(natural, row.place))))

    @cached_property
    def by_key(self) -> Mapping[str, Row]:
        return {row.key: row for row in self.rows}

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Rows of each tab."""
        counts = Counter(row.state for row in self.rows)
        counts["needs"] = sum(row.needs for row in self.rows)
        counts["yours"] = sum(row.yours for row in self.rows)
        counts["all"] = len(self.rows)
        return dict(counts)

    @cached_property
    def unfed(self) -> frozenset[QualifiedName]:
        """Tables of the target that get no rows yet."""
        return frozenset(self.draft.unfed_targets) - {m.target for m in self.plan.tables}

    @cached_property
    def apps(self) -> Mapping[str, int]:
        """Rows of each app."""
        return dict(Counter(row.app for row in self.rows))

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """Every table of the target."""
        return tuple(sorted(str(name) for name in self.read[1].tables))

    @cached_property
    def choices(self) -> Mapping[tuple[QualifiedName | None, QualifiedName], TableChoice]:
        """What was drafted, by source and target."""
        return {(c.mapping.source, c.mapping.target): c for c in self.draft.choices}

    def row_of(self, number: int) -> Row:
        """The row of a mapping."""
        return next(row for row in self.rows if row.number == number)

    def row_like(self, key: str) -> Row | None:
        """The row of that key; after an edit that gave it another key, one of the same source."""
        if key in self.by_key:
            return self.by_key[key]
        parts = key.split(" ")
        source = name_of(parts[1] if len(parts) == KEYED else parts[0])
        return next((row for row in self.rows if row.source == source), None)

    # How the rows come about

    @cached_property
    def by_pair(self) -> Mapping[tuple[QualifiedName | None, QualifiedName], tuple[object, Row]]:
        """What may be the same after the next edit: the row, and what it was made from."""
        rows = {row.number: row for row in self.rows if row.number is not None}
        return {
            (m.source, m.target): (self._context(m), rows[number])
            for number, m in enumerate(self.plan.tables)
        }

    def _context(self, mapping: TableMapping) -> object:
        """All that the row of a mapping is made from, beside the catalogs and its number."""
        if mapping.source is None:
            return mapping
        return [
            (self.plan.tables[n], tuple(self.plan.tables[n].asked), self._asks_for_keys(n))
            for n in self.plan.numbers_from(mapping.source)
        ]

    def _mapped(self) -> Iterator[Row]:
        for number, mapping in enumerate(self.plan.tables):
            choice = self._known.get((mapping.source, mapping.target))
            if choice and choice[1].number == number and choice[0] == self._context(mapping):
                yield choice[1]
            else:
                yield self._row(number, mapping)

    def _row(self, number: int, mapping: TableMapping) -> Row:
        source, target = self.tables_of(mapping)
        choice = self.choices.get((mapping.source, mapping.target))
        label = self.labels.get(mapping.target, "")
        origin = str(mapping.source) if mapping.source else QUERY
        return Row(
            key_of(number, origin, mapping.target),
            origin,
            str(mapping.target),
            "copied",
            choice.reason if choice else "you",
            label.partition(".")[0] or app_of(mapping.target),
            label,
            source.rows_estimate if source else 0,
            source.bytes if source else 0,
            number,
            yours=choice is None or choice.mapping != mapping,
            asks=self._gaps(number, mapping, source, target),
            settings=tuple(settings(mapping)),
            columns=_columns(source, target),
        )

    def tables_of(self, mapping: TableMapping) -> tuple[Table | None, Table | None]:
        """Source and target of a mapping, where they exist."""
        source = self.source.tables.get(mapping.source) if mapping.source else None
        return source, self.target.tables.get(mapping.target)

    def _gaps(
        self, number: int, mapping: TableMapping, source: Table | None, target: Table | None
    ) -> int:
        if source is None or target is None or self.plan.by is By.HISTORY:
            return 0
        readers = self.plan.numbers_from(source.name)
        first = readers[0] == number
        lost = homeless(self.plan, source, self.target) if first else ()
        columns = {column.name for column in (*unfed(mapping, source, target), *lost)}
        columns |= {name for name, _ in unanswered(mapping, source, target)}
        return len(columns) + self._asks_for_keys(number)

    def _asks_for_keys(self, number: int) -> bool:
        """Whether it is open what the same row is, where rows of the target stay."""
        return number in self._key_questions and isinstance(self.plan.tables[number].key, KeepKeys)

    @cached_property
    def _key_questions(self) -> Mapping[int, list[int]]:
        return key_questions(self.text)

    def _skipped(self) -> Iterator[Row]:
        for name, why in self.plan.skip.items():
            yield self._unmapped(name, "skipped", why, yours=name not in self.draft.plan.skip)

    def _asked_rows(self) -> Iterator[Row]:
        """Source tables of which the plan says nothing."""
        answered = {m.source for m in self.plan.tables} | set(self.plan.skip)
        questions = {question.source: question.candidates for question in self.draft.questions}
        for name, table in self.source.tables.items():
            if name not in answered and (table.kind in "rp" or name in questions):
                why = "it is not clear where its rows go"
                suggestions = tuple(map(self._suggestion, questions.get(name, ())))
                yield self._unmapped(name, "needs", why, suggestions)

    def _suggestion(self, candidate: Candidate) -> TableSuggestion:
        feeding = (m.source for m in self.plan.tables if m.target == candidate.target)
        also = tuple(dict.fromkeys(source for source in feeding if source is not None))
        return TableSuggestion(candidate.target, candidate.reason, also)

    def _unmapped(
        self,
        name: QualifiedName,
        state: str,
        why: str,
        suggestions: tuple[TableSuggestion, ...] = (),
        *,
        yours: bool = False,
    ) -> Row:
        source = self.source.tables.get(name)
        label = self.labels.get(name, "")
        return Row(
            key_of(name), str(name), "", state, why,
            label.partition(".")[0] or app_of(name), label,
            source.rows_estimate if source else 0, source.bytes if source else 0,
            suggestions=suggestions, yours=yours, columns=_columns(source, None),
        )  # fmt: skip


def settings(mapping: TableMapping) -> Iterator[str]:
    """What a mapping says beside from and to, in a word or two each."""
    if mapping.create:
        yield "is made"
    if mapping.where is not None:
        yield "some rows"
    match mapping.key:
        case OffsetKeys(amount):
            yield f"keys + {amount:,}"
        case MatchKeys():
            yield "keys matched"
        case other if not isinstance(other, KeepKeys):
            yield "keys to uuids"
    if mapping.existing_rows is not None:
        yield f"rows there: {mapping.existing_rows.value}"
    if mapping.on_bad_row is not None:
        yield f"bad rows: {mapping.on_bad_row.value}"
    if mapping.columns:
        yield f"{counted(len(mapping.columns), 'column')} said"


def labels_of(project: Project | None) -> Mapping[QualifiedName, str]:
    """The models, by table."""
    models = project.models if project is not None else ()
    return {model.table: model.label for model in models if not model.proxy}


def app_of(table: QualifiedName) -> str:
    return table.name.partition("_")[0]


def _columns(source: Table | None, target: Table | None) -> tuple[str, ...]:
    tables = (table for table in (source, target) if table is not None)
    return tuple(dict.fromkeys(column.name for table in tables for column in table.columns))
