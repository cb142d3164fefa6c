"""What a plan leaves open, one question at a time, and answers written into it as a person would.

The terminal, programs and pages share it: an answer is a line that the plan could hold.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from segue.database.catalog import Catalog, Column
from segue.database.names import QualifiedName
from segue.database.statistics import TableSample
from segue.drafting.bulk import with_option, with_skips, with_tables
from segue.drafting.editing import with_column
from segue.drafting.places import block_into, other_columns, other_tables
from segue.drafting.redrafting import drafted_text
from segue.drafting.values import (
    NO_REASON,
    Candidate,
    ColumnChoice,
    Draft,
    SameRow,
    TableChoice,
    TableQuestion,
)
from segue.drafting.writing import in_columns
from segue.errors import AnswerRefused, PlanMistake
from segue.mapping.gaps import has_place
from segue.plan.entries import key_strategy
from segue.plan.file import parse_plan
from segue.plan.lines import Lines
from segue.plan.model import ColumnMapping, DroppedColumn, FromColumn, Plan, Renamed, TableMapping
from segue.plan.positions import Path, key_questions, lines
from segue.plan.toml import key, remark, text

FOR_REVIEW = "the likeliest, taken without a look: to be reviewed"
ROUNDS = 20
"""How often answers may raise further questions before it is enough."""
SHOWN = 3
"""Values of a column that a question shows."""
HOLE = "..."
UNSAID = (HOLE, 'to = ""', NO_REASON)
"""What stands in a line that only a person can finish."""


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer."""

    line: str
    """As the plan would hold it."""
    reason: str
    results: tuple[str, ...] = ()
    """Of SQL: what it makes of the values that the question shows, in their order."""

    @property
    def complete(self) -> bool:
        """Whether nothing is left for a person to fill in."""
        return not any(mark in self.line for mark in UNSAID)


@dataclass(frozen=True, slots=True)
class Question:
    """What a plan leaves open about one table or one column."""

    id: str
    kind: str
    """`table`, `key` for what the same row is, `column`, or `drop` for a source column without a
    place."""
    source: QualifiedName
    target: QualifiedName | None
    column: str
    reason: str
    rows: int
    """About how many rows of the source it is about."""
    options: tuple[Option, ...]
    """The likeliest first."""
    required: bool = True
    """Whether no row moves before it is answered."""
    samples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By source column: some of its values."""
    filled: int = 0
    """Of a source column without a place: in about how many rows it holds anything."""


class Rows(Protocol):
    """Answers about the source's rows; `database.statistics.Inquiry` asks them."""

    def results(
        self, table: QualifiedName, column: Column, values: Sequence[str], expression: str
    ) -> tuple[str, ...]: ...
    def filled(self, table: QualifiedName, column: str) -> int: ...


class Interview:
    """The open questions of a plan; each answer may settle others, or raise them."""

    def __init__(
        self,
        existing: str | None,
        draft_of: Callable[[Plan | None], Draft],
        source: Catalog,
        samples: Mapping[QualifiedName, TableSample],
        rows: Rows | None = None,
    ) -> None:
        """`draft_of` drafts anew beside a plan; `rows` tell what SQL makes of values, and what a
        drop would lose. Raises PlanMistake where the plan cannot be read.
        """
        self._rows = rows
        self._draft_of, self._source, self._samples = draft_of, source, samples
        self._draft = draft_of(parse_plan(existing) if existing is not None else None)
        self.text = drafted_text(existing, self._draft)
        """The plan as it stands."""

    def questions(self) -> tuple[Question, ...]:
        """What is open, the most consequential first: tables, then columns, by their rows."""
        plan = parse_plan(self.text)
        questions = [*self._about_tables(plan), *self._about_keys(plan), *self._about_columns(plan)]
        order = {"table": 0, "key": 1, "column": 2, "drop": 3}
        questions.sort(key=lambda q: (not q.required, order[q.kind], -q.rows, q.id))
        return tuple(questions)

    def answer(self, id: str, line: str, reason: str = "") -> None:
        """Write an answer into the plan: a line, or `skip = "why"`, or `drop = "why"`.

        Raises AnswerRefused where nothing of that id is open, or the line is no answer to it.
        """
        question = next((q for q in self.questions() if q.id == id), None)
        if question is None:
            raise AnswerRefused(id=id, reason="no open question has this id")
        try:
            if HOLE in line and line in {option.line for option in question.options}:
                raise ValueError(f"{HOLE} stands for what a person has to say: fill it in")
            entry = tomllib.loads(line)
            self.text = self._answered(question, entry, line, reason or "answered")
        except tomllib.TOMLDecodeError:
            such = question.options[0].line if question.options else 'skip = "why"'
            reason = f"{line} is not a line of a plan, such as {such}"
            raise AnswerRefused(id=id, reason=reason) from None
        except (PlanMistake, ValueError) as error:
            raise AnswerRefused(id=id, reason=str(error)) from None

    def settle(self) -> None:
        """Draft anew around the answers: what follows from them is no question any more."""
        plan = parse_plan(self.text)
        self._draft = self._draft_of(plan)
        self.text = drafted_text(_without_settled(self.text, plan), self._draft)

    def accept_best(self) -> int:
        """Take the first complete option of every question that has one; how many were taken."""
        count = 0
        for _ in range(ROUNDS):
            ready = [q for q in self.questions() if q.required and _best(q) is not None]
            tables = [q for q in ready if q.kind == "table"]
            if not ready:
                break
            in_this_round = sum(self._take(question) for question in tables or ready)
            if not in_this_round:
                break
            count += in_this_round
            self.settle()
        return count

    def _take(self, question: Question) -> bool:
        best = _best(question)
        assert best is not None
        if question.kind == "column" and self._is_spent(question, best):
            return False  # of two columns that one may feed, the second is left to be asked about
        try:
            self.answer(question.id, best.line, FOR_REVIEW)
        except AnswerRefused:  # an answer of this round took what it needed
            return False
        return True

    def _is_spent(self, question: Question, option: Option) -> bool:
        """Whether the column that it would take as it is feeds another one already."""
        _, how = self._feed(question, option.line)
        mapping = parse_plan(self.text).tables[self._place(question)]
        return isinstance(how, Renamed) and how.source in _used(mapping)

    # The questions

    def _about_tables(self, plan: Plan) -> Iterator[Question]:
        answered = {mapping.source for mapping in plan.tables} | set(plan.skip)
        for question in self._draft.questions:
            if question.source not in answered:
                yield self._about_table(question)

    def _about_table(self, question: TableQuestion) -> Question:
        options = [Option(_line(c), c.reason) for c in question.candidates]
        if question.read_by:
            remark = f"its rows may be columns now: {', '.join(question.read_by)}"
            options.append(Option(f"skip = {text(in_columns(question))}", remark))
        if question.as_it_is:
            line = f"to = {text(str(question.source))}\ncreate = true"
            options.append(Option(line, f"as it is: {question.as_it_is}"))
        reason = "it is not clear where its rows go"
        return Question(
            id=f"table {question.source}",
            kind="table",
            source=question.source,
            target=None,
            column="",
            reason=reason,
            rows=question.rows_estimate,
            options=tuple(options),
        )

    def _about_keys(self, plan: Plan) -> Iterator[Question]:
        key_lines = lines(self.text)
        places = {(m.source, m.target): n for n, m in enumerate(plan.tables)}
        for choice in self._draft.choices:
            source, target = choice.mapping.source, choice.mapping.target
            place = places.get((source, target))
            if choice.same_row is None or source is None or place is None:
                continue
            if ("table", place, "key") not in key_lines:
                yield self._about_key(choice.same_row, source, target)

    def _about_key(
        self, same_row: SameRow, source: QualifiedName, target: QualifiedName
    ) -> Question:
        options = [Option(f"key = {value}", meaning) for meaning, value in same_row.options]
        return Question(
            id=f"key {source} -> {target}",
            kind="key",
            source=source,
            target=target,
            column="",
            reason=f"what is the same row? {same_row.reason}",
            rows=self._source.tables[source].rows_estimate,
            options=tuple(options),
            samples=self._values(source, options),
        )

    def _about_columns(self, plan: Plan) -> Iterator[Question]:
        pairs = {(m.source, m.target): m for m in plan.tables}
        for choice in self._draft.choices:
            mapping = pairs.get((choice.mapping.source, choice.mapping.target))
            if mapping is None or mapping.source is None:
                continue
            for column in choice.columns:
                asks = column.question or column.suggestion
                if asks and not self._is_answered(column, mapping, plan):
                    places = self._places(column, choice, mapping) if column.homeless else ()
                    yield self._about_column(column, mapping.source, mapping.target, places)

    def _is_answered(self, column: ColumnChoice, mapping: TableMapping, plan: Plan) -> bool:
        if column.column in mapping.columns or mapping.source is None:
            return True
        return column.homeless and has_place(
            plan, mapping.source, column.column, self._draft.columns
        )

    def _places(
        self, column: ColumnChoice, choice: TableChoice, mapping: TableMapping
    ) -> Iterator[Option]:
        """Where else a source column may go that has no place."""
        assert mapping.source is not None
        unfed = (other for other in choice.columns if other.column not in mapping.columns)
        offered = (
            *other_columns(column.column, unfed),
            *other_tables(column.column, mapping.source, self._draft),
        )
        return (Option(line, reason) for line, reason in offered)

    def _about_column(
        self,
        column: ColumnChoice,
        source: QualifiedName,
        target: QualifiedName,
        places: Iterable[Option] = (),
    ) -> Question:
        """`places` are answers that go before those of the draft."""
        offers = ((column.reason, column.suggestion), *column.further)
        own = [Option(f"{key(column.column)} = {entry}", why) for why, entry in offers if entry]
        options = [*places, *own]
        samples = self._values(source, options)
        options = [self._with_results(option, source, samples) for option in options]
        table = self._source.tables[source]
        lost = self._rows is not None and column.homeless
        return Question(
            id=f"{'drop' if column.homeless else 'column'} {source} -> {target}: {column.column}",
            kind="drop" if column.homeless else "column",
            source=source,
            target=target,
            column=column.column,
            reason=column.reason,
            rows=table.rows_estimate,
            options=tuple(options),
            required=column.question and not column.told_by_rows,
            samples=samples,
            filled=self._rows.filled(source, column.column) if self._rows and lost else 0,
        )

    def _with_results(
        self, option: Option, source: QualifiedName, samples: Mapping[str, tuple[str, ...]]
    ) -> Option:
        """SQL over one column that values are shown of, with what it makes of these."""
        entry = next(iter(tomllib.loads(option.line).values()))
        sql = entry.get("sql") if isinstance(entry, dict) and option.complete else None
        read = [name for name in samples if sql and re.search(rf"\b{re.escape(name)}\b", sql)]
        if self._rows is None or not sql or len(read) != 1:
            return option
        column = self._source.tables[source].column(read[0])
        if column is None:
            return option
        results = self._rows.results(source, column, samples[column.name], sql)
        return replace(option, results=results)

    def _values(
        self, source: QualifiedName, options: list[Option]
    ) -> Mapping[str, tuple[str, ...]]:
        sample = self._samples.get(source)
        columns = sample.columns if sample is not None else {}
        lines_text = " ".join(option.line for option in options)
        return {
            name: values.values[:SHOWN]
            for name, values in columns.items()
            if values.values and re.search(rf"\b{re.escape(name)}\b", lines_text)
        }

    # The answers

    def _answered(
        self, question: Question, answer: Mapping[str, object], line: str, reason: str
    ) -> str:
        if question.kind == "table":
            return self._with_table(question, answer, line, reason)
        assert question.target is not None
        if question.kind == "key":
            return self._with_key(question, answer, line, reason)
        if question.kind == "drop" and set(answer) == {"to"}:
            return self._with_block(question, QualifiedName.parse(str(answer["to"])), reason)
        column, how = self._fed(question, answer, line)
        place = self._place(question)
        plan = with_column(self.text, place, column, how)
        plan = _with_remark(plan, ("table", place, "columns", column), reason)
        return _without_questions(plan, place, {column, question.column})

    def _fed(
        self, question: Question, answer: Mapping[str, object], line: str
    ) -> tuple[str, ColumnMapping]:
        """The column that the answer speaks of, and how it is fed or why it is left behind."""
        if question.kind == "drop":
            left = answer.get("drop", answer.get(question.column))
            reason = left.get("drop") if isinstance(left, dict) else left
            if len(answer) == 1 and left is not None:
                return question.column, DroppedColumn(_reason(reason))
        return self._feed(question, line)

    def _with_block(self, question: Question, target: QualifiedName, reason: str) -> str:
        """Another table that the column goes into, with all that go there."""
        column, place = question.column, self._place(question)
        mapping, columns = block_into(target, column, question.source, self._draft)
        plan = self.text
        for name in columns:
            plan = with_column(plan, place, name, DroppedColumn(f"in {target}"))
        return with_tables(_without_questions(plan, place, set(columns)), [mapping], reason)

    def _with_key(
        self, question: Question, answer: Mapping[str, object], line: str, reason: str
    ) -> str:
        if set(answer) != {"key"}:
            raise ValueError('a key is answered by key = { match = ["name"] } or the like')
        mapping = self._read_entries(question, _to(question.target), line)
        place = self._place(question)
        plan = with_option(self.text, [place], "key", key_strategy(mapping.key))
        plan = _with_remark(plan, ("table", place, "key"), reason)
        numbers = set(key_questions(plan).get(place, ()))
        lines_left = (line for n, line in enumerate(plan.split("\n"), 1) if n not in numbers)
        return "\n".join(lines_left)

    def _with_table(
        self, question: Question, answer: Mapping[str, object], line: str, reason: str
    ) -> str:
        if set(answer) == {"skip"}:
            return with_skips(self.text, [question.source], _reason(answer["skip"]))
        if not {"to"} <= set(answer) <= {"to", "create", "key"}:
            raise ValueError('a table is answered by to = "schema.table" or skip = "why"')
        mapping = self._read_entries(question, line)
        if mapping.target not in self._draft.targets and not mapping.create:
            raise ValueError(f"the target has no table {mapping.target}")
        return with_tables(self.text, [mapping], reason)

    def _feed(self, question: Question, line: str) -> tuple[str, ColumnMapping]:
        """The line as the plan's own reader takes it."""
        columns = self._read_entries(
            question, _to(question.target), "[table.columns]", line
        ).columns
        if len(columns) != 1 or (question.kind == "column" and question.column not in columns):
            raise ValueError(f"the answer is a line for {question.column}")
        ((column, how),) = columns.items()
        assert question.target is not None
        if column not in self._draft.columns.get(question.target, {column}):
            raise ValueError(f"{question.target} has no column {column}")
        names = {column.name for column in self._source.tables[question.source].columns}
        if isinstance(how, FromColumn) and how.source not in names:
            raise ValueError(f"{question.source} has no column {how.source}")
        return column, how

    def _read_entries(self, question: Question, *lines: str) -> TableMapping:
        """The lines below the table's `from`, as the plan's own reader takes them."""
        below = "\n".join(["[[table]]", f"from = {text(str(question.source))}", *lines, ""])
        (mapping,) = parse_plan(f"{_head(self.text)}{below}", "the answer").tables
        return mapping

    def _place(self, question: Question) -> int:
        pairs = [(m.source, m.target) for m in parse_plan(self.text).tables]
        return next(n for n, pair in enumerate(pairs) if pair == (question.source, question.target))


def _line(candidate: Candidate) -> str:
    """The answer that maps the table there, with how its keys travel."""
    to = _to(candidate.target)
    return f"{to}\n{candidate.key}" if candidate.key else to


def _to(target: QualifiedName | None) -> str:
    return f"to = {text(str(target))}"


def _best(question: Question) -> Option | None:
    """The first option that needs nothing more; what is lost by it is a person's to say."""
    first = question.options[0] if question.options and question.kind != "drop" else None
    return first if first is not None and first.complete else None


def _reason(said: object) -> str:
    if not isinstance(said, str) or not said.strip():
        raise ValueError("what is left behind needs a reason")
    return said


def _used(mapping: TableMapping) -> set[str]:
    return {how.source for how in mapping.columns.values() if isinstance(how, FromColumn)}


def _head(plan: str) -> str:
    """What stands above a plan's tables, without which none can be read."""
    parsed = parse_plan(plan)
    return (
        f"version = {parsed.version}\nsource = {text(parsed.source)}\n"
        f"target = {text(parsed.target)}\n"
    )


def _with_remark(plan: str, path: Path, reason: str) -> str:
    """The reason of an answer behind its line."""
    lines = Lines(plan)
    section = lines.section(path)
    if section is None or section.line != section.last_line:
        return plan
    line = plan.split("\n")[section.line - 1]
    return lines.replaced(section, f"{line}  # {remark(reason)}")


def _without_settled(plan: str, parsed: Plan) -> str:
    """Without questions about columns that have their answer by now, of themselves or of others."""
    for number, mapping in enumerate(parsed.tables):
        renamed = {h.source for h in mapping.columns.values() if isinstance(h, Renamed)}
        plan = _without_questions(plan, number, set(mapping.columns) | renamed)
    return plan


def _without_questions(plan: str, table: int, columns: set[str]) -> str:
    """Without the comments that ask about some columns of a table."""
    marks = "|".join(re.escape(key(column)) for column in columns)
    pattern = re.compile(rf"#\s*(columns\.)?({marks})\s*=.*#\s*\?\s")
    own = Lines(plan).section(("table", table))
    following = Lines(plan).section(("table", table + 1)) or Lines(plan).section(("skip",))
    if own is None or not columns:
        return plan
    last = following.line if following is not None and following.line > own.line else None
    lines = plan.split("\n")
    lines_left = [
        line
        for number, line in enumerate(lines, 1)
        if not (own.line < number and (last is None or number < last) and pattern.match(line))
    ]
    return "\n".join(lines_left)
