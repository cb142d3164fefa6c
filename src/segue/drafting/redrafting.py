"""A new draft put into a plan that people edited: every line of theirs stays as it is.

New tables, skips, columns and questions are added where they belong; what neither database has any
more is marked. Redrafting once more changes nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import takewhile

from segue.database.names import QualifiedName
from segue.drafting import ColumnChoice, Draft, TableChoice, TableQuestion
from segue.drafting.writing import (
    COLUMNS_HEADER,
    HEADING,
    NO_PLACE,
    NOT_RUN,
    ROWS,
    SPLIT,
    UNFED,
    Line,
    aligned,
    column_lines,
    heading,
    not_run_lines,
    offers,
    plan_text,
    question_block,
    question_mark,
    same_row_lines,
    skip_entry,
    table_block,
)
from segue.mapping.gaps import has_place
from segue.plan.file import parse_plan
from segue.plan.lines import with_comments
from segue.plan.model import NO_ROW, FromColumn, Plan, Renamed, TableMapping
from segue.plan.positions import Path, Statement, key_questions, open_questions, statements
from segue.plan.toml import key, remark
from segue.plan.toml import text as toml_text

GONE = "# gone: "
"""Begins the comment above what a database no longer has."""

QUESTION_LINE = re.compile(
    r"# (Say where, or name it under \[skip\]|\[\[table\]\]|\[table\.columns\]|\S+ = "
    r"|.* (goes|may go) there too:|The key moves |Its rows may be columns now)"
)
"""How the lines of a question about a table begin, below the first."""


def redraft(existing: str, draft: Draft, path: str = "segue.toml") -> str:
    """The existing text with what the draft adds. Raises PlanMistake where it cannot be read."""
    text = _without_marks(existing.replace("\r\n", "\n"))
    plan = parse_plan(text, path)  # a mistake is told with its line in the file
    text = _without_overtaken(text, draft, plan)
    text = _without_answered(text, parse_plan(text, path), draft)
    plan = parse_plan(text, path)
    return _Redraft(text, plan, draft).text()


def drafted_text(existing: str | None, draft: Draft, path: str = "segue.toml") -> str:
    """A first draft, or a redraft where there is a text already."""
    return plan_text(draft) if existing is None else redraft(existing, draft, path)


class _Redraft:
    """Lines to insert, by the number of the line after which they go (0 is the top)."""

    def __init__(self, text: str, plan: Plan, draft: Draft) -> None:
        self._lines = text.rstrip("\n").split("\n")
        self._statements = tuple(statements(text))
        self._plan = plan
        self._draft = draft
        self._asking = key_questions(text)
        self._known = {mapping.source for mapping in plan.tables} | set(plan.skip)
        self._inserts: defaultdict[int, list[str]] = defaultdict(list)

    def text(self) -> str:
        self._renew_heading()
        self._mark_what_is_gone()
        for number, mapping in enumerate(self._plan.tables):
            self._add_same_row(("table", number), mapping)
            self._add_columns(("table", number), mapping)
        self._add_tables()
        self._add_offers()
        self._add_skips()
        return "\n".join(self._woven()) + "\n"

    def _woven(self) -> Iterator[str]:
        yield from self._inserts[0]
        for number, line in enumerate(self._lines, 1):
            yield line
            yield from self._inserts[number]

    def _renew_heading(self) -> None:
        if self._lines[0].startswith(HEADING):
            self._lines[0] = heading(self._draft)

    def _mark_what_is_gone(self) -> None:
        for mapping in self._plan.tables:
            above = mapping.line - 1
            if mapping.source is not None and mapping.source not in self._draft.sources:
                self._inserts[above].append(
                    f"{GONE}the source has no table {remark(mapping.source)}"
                )
            if mapping.target not in self._draft.targets and not mapping.create:
                self._inserts[above].append(
                    f"{GONE}the target has no table {remark(mapping.target)}"
                )
        left = {
            QualifiedName(migration.app, migration.name) for migration, _ in self._draft.not_run
        }
        for name in self._plan.skip:
            if name not in self._draft.sources and name not in left:
                above = self._plan.skip_lines[name] - 1
                self._inserts[above].append(f"{GONE}the source has no table {remark(name)}")

    def _add_tables(self) -> None:
        new = [c for c in self._draft.choices if c.mapping.source not in self._known]
        blocks = [table_block(choice) for choice in new]
        blocks += [
            question_block(question)
            for question in self._draft.questions
            if question.source not in self._known and not self._says(question_mark(question))
        ]
        last = with_comments(self._lines, self._last_line(("table",)))
        skip = self._section(("skip",))
        for block in blocks:
            lines = block.split("\n")
            if last or skip is None or not skip.header:
                self._inserts[last or len(self._lines)] += ["", *lines]
            else:
                self._inserts[skip.line - 1] += [*lines, ""]

    def _add_offers(self) -> None:
        """What may fill tables without rows, where that shows only now."""
        targets = {mapping.target for mapping in self._plan.tables}
        offered = [
            block
            for (target, first), block in offers(self._draft).items()
            if target not in targets and not self._says(first)
        ]
        at, head = self._place_of_offers()
        lines = [line for block in offered for line in block]
        self._inserts[at] += [*head, *lines] if lines else []

    def _place_of_offers(self) -> tuple[int, list[str]]:
        """Behind the tables that get no rows, or a list of them anew, before what is skipped."""
        if UNFED in self._lines:
            at = self._lines.index(UNFED) + 1
            while at < len(self._lines) and self._lines[at].startswith("#"):
                at += 1
            return at, []
        skip = self._section(("skip",))
        if skip is not None and skip.header:
            return skip.line - 1, []
        return len(self._lines), [""]

    def _add_skips(self) -> None:
        skips = [
            (name, reason)
            for name, reason in self._draft.plan.skip.items()
            if name not in self._known
        ]
        if not skips:
            return
        lines = [skip_entry(name, reason) for name, reason in skips]
        section = self._section(("skip",))
        last = self._last_line(("skip",))
        if section is not None and section.header:
            self._inserts[last] += lines
        elif section is not None:  # one line, `skip = { ... }`, which nothing can be added below
            remarks = [f"#   {line}" for line in lines if not self._says(f"#   {line}")]
            self._inserts[last] += ["# To be added to skip:", *remarks] if remarks else []
        elif last:  # lines such as `skip."public.a" = "why"`
            self._inserts[last] += [f"skip.{line}" for line in lines]
        else:
            self._inserts[len(self._lines)] += ["", "[skip]", *lines]

    def _add_same_row(self, at: Path, mapping: TableMapping) -> None:
        drafted = _drafted(self._draft, mapping)
        if drafted is None or self._section((*at, "key")) or at[1] in self._asking:
            return
        own = [s for s in self._statements if s.path[:2] == at and s.path[2:3] != ("columns",)]
        self._inserts[max(s.last_line for s in own)] += same_row_lines(drafted)

    def _add_columns(self, at: Path, mapping: TableMapping) -> None:
        drafted = _drafted(self._draft, mapping)
        block = self._lines[mapping.line - 1 : self._end_of_block(mapping)]
        new = [
            column
            for column in (drafted.columns if drafted else ())
            if _says_something(column)
            and not _is_said(column, mapping, block)
            and not (
                column.homeless and _is_placed(self._plan, mapping, column.column, self._draft)
            )
        ]
        if new:
            self._insert_columns(at, [line for column in new for line in column_lines(column)])

    def _insert_columns(self, at: Path, entries: list[Line]) -> None:
        columns = (*at, "columns")
        section, last = self._section(columns), self._last_line(columns)
        lines = aligned(entries)
        if section is not None and not section.header:
            lines = ["# To be added to columns:", *(f"#   {line.lstrip('# ')}" for line in lines)]
        elif section is None and last:
            lines = [re.sub(r"^(# )?", r"\1columns.", line) for line in lines]
        elif section is None:
            lines = ["", COLUMNS_HEADER, *lines]
        self._inserts[last or self._last_line(at)] += lines

    def _section(self, path: Path) -> Statement | None:
        """The header of the path, or the one line that says it whole."""
        return next((s for s in self._statements if s.path == path), None)

    def _last_line(self, path: Path) -> int:
        """The last line of everything at or below the path; 0 where there is nothing."""
        below = (s.last_line for s in self._statements if s.path[: len(path)] == path)
        return max(below, default=0)

    def _end_of_block(self, mapping: TableMapping) -> int:
        """The line before the next table or section, comments included."""
        headers = (s.line for s in self._statements if s.header and s.path[2:] == ())
        return min((line for line in headers if line > mapping.line), default=len(self._lines) + 1)

    def _says(self, beginning: str) -> bool:
        return any(line.startswith(beginning) for line in self._lines)


def _without_marks(text: str) -> str:
    lines: Iterable[str] = (line for line in text.split("\n") if not line.startswith(GONE))
    return "\n".join(lines)


def _without_overtaken(text: str, draft: Draft, plan: Plan) -> str:
    """Without what an earlier draft itself said, and what is not so any more.

    That is tables skipped as empty that are mapped or asked about now, and questions that nobody
    touched and that have an answer now.
    """
    skips = {skip_entry(name, NO_ROW) for name in draft.sources if name not in draft.plan.skip}
    sources = {c.mapping.source for c in draft.choices if c.mapping.source} | set(draft.plan.skip)
    sources |= {m.source for m in plan.tables if m.source is not None} | set(plan.skip)
    marks = tuple(question_mark(TableQuestion(name, 0)) for name in sources)
    blocks = [block for block in text.split("\n\n") if not _is_question(block, marks)]
    lines = "\n\n".join(blocks).split("\n")
    return "\n".join(line for line in lines if line not in skips)


def _without_answered(text: str, plan: Plan, draft: Draft) -> str:
    """Without questions about columns that the plan says something of by now, and old offers."""
    lines = text.split("\n")
    stale = set(_answered_keys(text, plan, draft))
    for number, columns in open_questions(text, told_by_rows=True).items():
        mapping = plan.tables[number]
        sure = _sure(draft, mapping)
        stale |= {
            line
            for name, line in columns.items()
            if name in mapping.columns
            or name in mapping.dropped
            or name in sure
            or (LEFT_OUT in lines[line - 1] and _is_placed(plan, mapping, name, draft))
        }
    stale |= set(_old_blocks(lines, [f"# to = {toml_text(str(m.target))}" for m in plan.tables]))
    targets = [remark(mapping.target) for mapping in plan.tables]
    settled = not_run_lines(c for c in draft.not_run if plan.skips_migration(c[0].app, c[0].name))
    kept = [
        line
        for number, line in enumerate(lines, 1)
        if number not in stale and line not in settled and not _is_old_offer(line, targets)
    ]
    rest = "\n".join(_without_empty_heads(kept))
    return _without_answered(rest, plan, draft) if stale else rest  # a column may have more lines


def _answered_keys(text: str, plan: Plan, draft: Draft) -> Iterator[int]:
    """Lines that ask what the same row is where the plan says it by now, or nothing asks it."""
    paths = {statement.path for statement in statements(text)}
    for number, lines in key_questions(text).items():
        drafted = _drafted(draft, plan.tables[number])
        asks = drafted is not None and drafted.same_row is not None
        if not asks or ("table", number, "key") in paths:
            yield from lines


def _sure(draft: Draft, mapping: TableMapping) -> set[str]:
    """Columns that were asked about and of which the draft knows now what feeds them."""
    drafted = _drafted(draft, mapping)
    columns = drafted.columns if drafted is not None else ()
    return {c.column for c in columns if c.mapping is not None and not c.question}


LEFT_OUT = "= { drop = "
"""Stands in what is asked about a column of the source."""


def _is_placed(plan: Plan, mapping: TableMapping, column: str, draft: Draft) -> bool:
    source = mapping.source
    return source is not None and has_place(plan, source, column, draft.columns)


def _is_old_offer(line: str, names: Iterable[str]) -> bool:
    """Whether it says of a table that it gets no rows, and it does now."""
    return any(
        line == f"#   {name}" or (line.startswith(f"# {name} has ") and line.endswith(NO_PLACE))
        for name in names
    )


def _old_blocks(lines: Sequence[str], names: Collection[str]) -> Iterator[int]:
    """The numbers of lines that offer in comments to fill a table which is fed."""
    for head in (number for number, line in enumerate(lines, 1) if line in (SPLIT, ROWS)):
        block = list(takewhile(_is_of_block, lines[head:]))
        if not set(names).isdisjoint(block):
            yield from range(head, head + len(block) + 1)


def _is_of_block(line: str) -> bool:
    return line.startswith("# ") and line not in (SPLIT, ROWS) and not line.endswith(NO_PLACE)


def _without_empty_heads(lines: Sequence[str]) -> Iterator[str]:
    """Without heads of lists of which nothing is left, and what is said of a split."""
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if line == UNFED and not following.startswith("#   "):
            continue
        if line == NOT_RUN and not following.startswith("#   "):
            continue
        if line in (SPLIT, ROWS) and not following.startswith("# [[table]]"):
            continue
        yield line


def _is_question(block: str, marks: tuple[str, ...]) -> bool:
    """Whether the lines are one of these questions just as a draft writes it."""
    first, *rest = block.strip("\n").split("\n")
    return first.startswith(marks) and all(QUESTION_LINE.match(line) for line in rest)


def _drafted(draft: Draft, mapping: TableMapping) -> TableChoice | None:
    """What the draft says of the same pair of tables."""
    pair = mapping.source, mapping.target
    choices = (c for c in draft.choices if (c.mapping.source, c.mapping.target) == pair)
    return next(choices, None)


def _says_something(column: ColumnChoice) -> bool:
    return bool(column.question or column.suggestion or column.mapping is not None)


def _is_said(column: ColumnChoice, mapping: TableMapping, block: list[str]) -> bool:
    """Whether the plan says already what happens to the column, or asks already."""
    used = {how.source for how in mapping.columns.values() if isinstance(how, FromColumn)}
    if column.column in mapping.columns or (column.homeless and column.column in used):
        return True
    if isinstance(column.mapping, Renamed) and column.mapping.source in used:
        return True
    pattern = re.compile(rf"#\s*(columns\.)?{re.escape(key(column.column))}\s*[=:]")
    return any(pattern.match(line.strip()) for line in block)
