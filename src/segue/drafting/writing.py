"""The plan as text: TOML that is pleasant to read, with the draft's reasons as comments.

The same draft always gives the same text.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from segue.database.names import QualifiedName
from segue.drafting import ColumnChoice, Draft, RowsOffer, SplitOffer, TableChoice, TableQuestion
from segue.plan.entries import entry, key_strategy
from segue.plan.model import (
    By,
    DroppedColumn,
    KeepKeys,
    OnBadRow,
    Plan,
    Renamed,
    TableMapping,
)
from segue.plan.positions import TOLD_BY_ROWS
from segue.plan.toml import key, remark, text
from segue.project.history import Code

WIDEST = 44
"""Column up to which comments are aligned; after a longer entry they follow at once."""

COLUMNS_HEADER = "[table.columns]"
HEADING = "# segue.toml, drafted from "
HINTS = {
    "source": "django:ALIAS | service:NAME | env:VARIABLE",
    "by": "the rows arrive by the same names; then the project's migrations run on them",
    "existing_rows": "stop | replace | keep | update",
}

UNFED = "# Tables of the target that get no rows from the source:"
NO_PLACE = " has no place left."
ROWS = "# Where these columns became rows, this makes one of each value:"
SPLIT = "# Where that table was split, this fills the other half too; `where` leaves rows out:"

Line = tuple[str, str]
"""An entry and the comment beside it."""


def plan_text(draft: Draft) -> str:
    """The whole file for a draft."""
    blocks = [_head(draft), *(table_block(choice) for choice in draft.choices)]
    blocks += [question_block(question) for question in draft.questions]
    blocks += [_unfed(draft), _skip(draft)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def write_text(path: Path, text: str) -> None:
    """Put the text into the file; whoever reads it meanwhile sees the old one or the new one."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)


def heading(draft: Draft) -> str:
    """The first line of the file."""
    return f"# segue.toml, {remark(draft.heading)}. Yours to edit."


def table_block(choice: TableChoice) -> str:
    """One `[[table]]` with its columns."""
    mapping = choice.mapping
    lines = ["[[table]]", *aligned(_entries(mapping, choice.reason)), *same_row_lines(choice)]
    explained = {column.column: column for column in choice.columns}
    plain = [
        (entry(name, how), "") for name, how in mapping.columns.items() if name not in explained
    ]
    columns = [*plain, *(line for column in choice.columns for line in column_lines(column))]
    if columns:
        lines += ["", COLUMNS_HEADER, *aligned(columns)]
    return "\n".join(lines)


def same_row_lines(choice: TableChoice) -> list[str]:
    """The question what the same row is, with what may be meant."""
    if choice.same_row is None:
        return []
    (meaning, first), *further = choice.same_row.options
    pairs = [(f"# key = {first}", f"? {choice.same_row.reason}: {meaning}")]
    pairs += [(f"# key = {value}", f"? or {meaning}") for meaning, value in further]
    return aligned(pairs)


def column_lines(choice: ColumnChoice) -> list[Line]:
    """An entry with its reason, and below a question what else may be meant."""
    name = key(choice.column)
    further = [(f"# {name} = {value}", f"? or {reason}") for reason, value in choice.further]
    return [_column_line(choice), *further]


def _column_line(choice: ColumnChoice) -> Line:
    """An entry with its reason; a question is a commented entry, and so is a mere suggestion."""
    if choice.question or choice.suggestion:
        told = f"; {TOLD_BY_ROWS}" if choice.told_by_rows else ""
        mark = "? " if choice.question else ""
        return f"# {key(choice.column)} = {choice.suggestion}", f"{mark}{choice.reason}{told}"
    if choice.mapping is None:
        return f"# {key(choice.column)}: {remark(choice.reason)}", ""
    repeated = isinstance(choice.mapping, DroppedColumn) and choice.mapping.reason == choice.reason
    return entry(choice.column, choice.mapping), "" if repeated else choice.reason


def question_mark(question: TableQuestion) -> str:
    """How a question about a table begins; redrafting recognises it."""
    return f"# ? {remark(question.source)}:"


def question_block(question: TableQuestion) -> str:
    """A commented question with what could be written in answer."""
    rows = f"about {question.rows_estimate:,} rows" if question.rows_estimate > 1 else "rows"
    name, holds = text(str(question.source)), f"it holds {rows}"
    if question.unreadable_by:
        holds = f"the role {remark(question.unreadable_by)} may not read its rows"
    lines = [
        f"{question_mark(question)} {holds}, and it is not clear where they go.",
        "# Say where, or name it under [skip] with the reason why they may stay behind.",
        "# [[table]]",
        f"# from = {name}",
    ]
    return "\n".join(
        [*lines, *aligned(_candidates(question)), *_to_be_fed(question), *_read_by(question)]
    )


def _to_be_fed(question: TableQuestion) -> Iterator[str]:
    """Where one table is meant, what else has to be said; of merged ones, what tells them apart."""
    if len(question.candidates) != 1 or not question.candidates[0].entries:
        return
    (candidate,) = question.candidates
    if candidate.key:
        yield f"# {candidate.key}"
    yield "# [table.columns]"
    yield from (f"# {entry}" for entry in candidate.entries)
    for others, verb in ((candidate.fed_by, "goes"), (candidate.beside, "may go")):
        if others:
            tables = ", ".join(map(remark, others))
            yield f"# {tables} {verb} there too: a value of each own tells the rows apart."
    if candidate.key:
        yield "# The key moves these keys past theirs; what refers to these rows follows by itself."


def _candidates(question: TableQuestion) -> Iterator[Line]:
    for candidate in question.candidates:
        yield f"# to = {text(str(candidate.target))}", candidate.reason
    if question.as_it_is:
        yield f"# to = {text(str(question.source))}", f"as it is: {question.as_it_is}"
        yield "# create = true", "makes it in the target, with its keys, indexes and sequences"
    elif not question.candidates:
        yield '# to = ""', ""


def _read_by(question: TableQuestion) -> Iterator[str]:
    """Where its rows may be columns of other tables now, the line that leaves the table behind."""
    if question.read_by:
        yield f"# Its rows may be columns now: {', '.join(map(remark, question.read_by))}."
        yield f"# {skip_entry(question.source, in_columns(question))}"


def in_columns(question: TableQuestion) -> str:
    """The reason to leave a table behind whose rows became columns."""
    tables = dict.fromkeys(column.rpartition(".")[0] for column in question.read_by)
    return f"its rows are columns of {' and '.join(tables)}"


def skip_entry(name: object, reason: str) -> str:
    """One line below [skip]."""
    return f"{text(str(name))} = {text(reason)}"


def not_run_lines(code: Iterable[Code]) -> list[str]:
    """Migrations whose code has not run on the rows, below `NOT_RUN`."""
    return [f"#   {remark(_remark(each))}" for each in code]


def _remark(code: Code) -> str:
    migration, operation = code
    tables = f" ({', '.join(map(str, operation.tables))})" if operation.tables else ""
    return f"{migration}, {operation.text}{tables}"


NOT_RUN = (
    "# ? These data migrations have not run on the rows: see what they would do, then skip them."
)


def _head(draft: Draft) -> str:
    plan = draft.plan
    lines = [heading(draft)]
    if draft.open_questions:
        lines.append(
            '# Where a comment begins with "?", say what should happen; `segue check` helps.'
        )
    if draft.not_run:
        lines += [NOT_RUN, *not_run_lines(draft.not_run)]
    entries = [
        (f"version = {plan.version}", ""),
        (f"source = {text(plan.source)}", HINTS["source"]),
        (f"target = {text(plan.target)}", ""),
    ]
    if plan.by is By.HISTORY:
        entries.append((f"by = {text(plan.by.value)}", HINTS["by"]))
    entries += [
        (f"existing_rows = {text(plan.existing_rows.value)}", HINTS["existing_rows"]),
    ]
    if plan.on_bad_row is not OnBadRow.STOP:
        entries.append((f"on_bad_row = {text(plan.on_bad_row.value)}", ""))
    return "\n".join([*lines, *aligned(entries)])


def _entries(mapping: TableMapping, reason: str) -> Iterator[Line]:
    if mapping.source is not None:
        yield f"from = {text(str(mapping.source))}", ""
    if mapping.query is not None:
        yield f"query = {text(mapping.query)}", ""
    yield f"to = {text(str(mapping.target))}", reason
    if mapping.where is not None:
        yield f"where = {text(mapping.where)}", ""
    if not isinstance(mapping.key, KeepKeys):
        yield f"key = {key_strategy(mapping.key)}", ""
    if mapping.existing_rows is not None:
        yield f"existing_rows = {text(mapping.existing_rows.value)}", ""
    if mapping.on_bad_row is not None:
        yield f"on_bad_row = {text(mapping.on_bad_row.value)}", ""
    if mapping.create:
        yield "create = true", ""
    if mapping.dropped:
        reasons = (f"{key(name)} = {text(why)}" for name, why in mapping.dropped.items())
        yield f"drop = {{ {', '.join(reasons)} }}", ""


def _unfed(draft: Draft) -> str:
    if not draft.unfed_targets:
        return ""
    names = [f"#   {remark(name)}" for name in draft.unfed_targets]
    return "\n".join([UNFED, *names, *(line for block in offers(draft).values() for line in block)])


def offers(draft: Draft) -> Mapping[tuple[QualifiedName, str], list[str]]:
    """Blocks to take the comment signs from, by the table that each fills and its first line."""
    blocks = [(split.target, list(_split(split))) for split in draft.splits]
    blocks += [(rows.target, list(_rows(rows))) for rows in draft.rows]
    return {(target, block[0]): block for target, block in blocks}


def _split(split: SplitOffer) -> Iterator[str]:
    """Where a table was split."""
    columns = ", ".join(remark(column) for column in split.columns)
    yield f"# {remark(split.target)} has {columns}, for which {remark(split.source)}{NO_PLACE}"
    yield SPLIT
    yield "# [[table]]"
    yield f"# from = {text(str(split.source))}"
    yield f"# to = {text(str(split.target))}"
    yield "# [table.columns]"
    yield from (f"# {entry(own, Renamed(feed))}" for own, feed in split.feeds.items())


def _rows(rows: RowsOffer) -> Iterator[str]:
    """Where columns became rows."""
    columns = ", ".join(remark(column) for column in rows.columns)
    source, target = remark(rows.source), remark(rows.target)
    yield f"# {target} has a row for {columns}, for which {source}{NO_PLACE}"
    yield ROWS
    yield "# [[table]]"
    yield '# query = """'
    yield from (f"# {line}" for line in rows.query.split("\n"))
    yield '# """'
    yield f"# to = {text(str(rows.target))}"


def _skip(draft: Draft) -> str:
    skipped = [skip_entry(name, reason) for name, reason in draft.plan.skip.items()]
    return "\n".join(["[skip]", *skipped])


def aligned(lines: Iterable[Line]) -> list[str]:
    """Entries with their comments below each other."""
    together = list(lines)
    widths = [len(entry) for entry, comment in together if comment and len(entry) <= WIDEST]
    width = max(widths, default=0)
    return [
        f"{entry:<{width}}  # {remark(comment)}" if comment else entry
        for entry, comment in together
    ]


def unexplained(plan: Plan, heading: str) -> Draft:
    """A plan as a draft without reasons, to be written as it is."""
    choices = tuple(TableChoice(mapping, "") for mapping in plan.tables)
    return Draft(heading, plan, choices, (), frozenset(), frozenset(), ())
