"""Single edits of a plan's text; every other line, comments too, stays as people wrote it.

Each function takes the text of a valid plan and returns the new one. Tables go by their place in
the file. Raises PlanMistake where the result would be no plan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from segue.database.names import QualifiedName
from segue.errors import PlanMistake
from segue.plan.draft import TableChoice
from segue.plan.file import parse_plan
from segue.plan.model import ColumnMapping, TableMapping
from segue.plan.positions import Path, Statement, statements
from segue.plan.toml import key, text
from segue.plan.writing import COLUMNS_HEADER, entry, skip_entry, table_block

OPTIONS = ("from", "query", "to", "where", "key", "existing_rows", "on_bad_row", "create")


def with_column(plan: str, table: int, name: str, how: ColumnMapping) -> str:
    """Say how a column of the table is fed, in place of what was said before."""
    at: Path = ("table", table, "columns")
    return _set(plan, (*at, name), entry(name, how), below=at, header=COLUMNS_HEADER)


def without_column(plan: str, table: int, name: str) -> str:
    """Say nothing about a column; a column of the same name then feeds it."""
    return _checked(_Lines(plan).without(("table", table, "columns", name)))


def with_option(plan: str, table: int, option: str, value: str) -> str:
    """Set `where`, `key` and the like; `value` is TOML."""
    if option not in OPTIONS:
        raise PlanMistake(place="the plan", mistake=f"a table has no {option}", help="")
    return _set(plan, ("table", table, option), f"{option} = {value}", below=("table", table))


def without_option(plan: str, table: int, option: str) -> str:
    """Leave an option to its default."""
    return _checked(_Lines(plan).without(("table", table, option)))


def with_table(plan: str, mapping: TableMapping, reason: str) -> str:
    """Map one more table; a skip of its source ends."""
    if mapping.source is not None:
        plan = without_skip(plan, mapping.source)
    lines = _Lines(plan)
    block = table_block(TableChoice(mapping, reason)).split("\n")
    last, skip = lines.last_line(("table",)), lines.section(("skip",))
    if last or skip is None:
        return _checked(lines.inserted(last or lines.count, ["", *block]))
    return _checked(lines.inserted(skip.line - 1, [*block, ""]))


def without_table(plan: str, table: int) -> str:
    """Take a mapping out, with its columns."""
    return _checked(_Lines(plan).without(("table", table)))


def with_skip(plan: str, name: QualifiedName, reason: str) -> str:
    """Leave a source table behind: its mappings go, the reason stays."""
    numbers = [n for n, m in enumerate(parse_plan(plan).tables) if m.source == name]
    for number in reversed(numbers):
        plan = without_table(plan, number)
    line = skip_entry(name, reason)
    return _set(plan, ("skip", str(name)), line, below=("skip",), header="[skip]")


def without_skip(plan: str, name: QualifiedName) -> str:
    """The table is no longer left behind."""
    found = [s.path for s in statements(plan) if s.path[:1] == ("skip",) and len(s.path) == 2]
    path = next((p for p in found if _means(str(p[1]), name)), None)
    return plan if path is None else _checked(_Lines(plan).without(path))


def _means(written: str, name: QualifiedName) -> bool:
    try:
        return QualifiedName.parse(written) == name
    except ValueError:
        return False


def _set(plan: str, path: Path, line: str, *, below: Path, header: str = "") -> str:
    """Replace the statement at the path by the line, or add it below a table."""
    lines = _Lines(plan)
    found = lines.section(path)
    if found is not None:
        return _checked(lines.replaced(found, line))
    section = lines.section(below)
    if section is not None and not section.header:
        raise PlanMistake(
            place=f"line {section.line}",
            mistake=f"{key(str(below[-1]))} is written on one line",
            help="Write it as a section of its own, then it can be edited here.",
        )
    last = lines.last_own_line(below)
    if section is None and header:
        after = lines.last_line(below[:-1]) if len(below) > 1 else lines.count
        return _checked(lines.inserted(after, ["", header, line]))
    return _checked(lines.inserted(last, [line]))


class _Lines:
    """The lines of a plan with the statements that stand on them."""

    def __init__(self, plan: str) -> None:
        self._lines = plan.replace("\r\n", "\n").rstrip("\n").split("\n")
        self._statements = tuple(statements("\n".join(self._lines)))

    @property
    def count(self) -> int:
        return len(self._lines)

    def section(self, path: Path) -> Statement | None:
        return next((s for s in self._statements if s.path == path), None)

    def last_line(self, path: Path) -> int:
        """The last line of everything at or below the path; 0 where there is nothing."""
        return self._last(lambda s: s.path[: len(path)] == path)

    def last_own_line(self, path: Path) -> int:
        """The last line of the path's header and of what is directly below it."""
        return self._last(lambda s: s.path == path or (s.path[:-1] == path and not s.header))

    def inserted(self, after: int, lines: Sequence[str]) -> str:
        return _joined([*self._lines[:after], *lines, *self._lines[after:]])

    def replaced(self, statement: Statement, line: str) -> str:
        """The line in place of the statement's; a comment behind it told of what was before."""
        before, after = self._lines[: statement.line - 1], self._lines[statement.last_line :]
        return _joined([*before, line, *after])

    def without(self, path: Path) -> str:
        """The lines without everything at or below the path, and without the blank line above."""
        gone: set[int] = set()
        for statement in self._statements:
            if statement.path[: len(path)] == path:
                gone.update(range(statement.line, statement.last_line + 1))
        first = min(gone, default=0)
        if first > 1 and not self._lines[first - 2].strip():
            gone.add(first - 1)
        return _joined([line for n, line in enumerate(self._lines, 1) if n not in gone])

    def _last(self, meant: Callable[[Statement], bool]) -> int:
        return max((s.last_line for s in self._statements if meant(s)), default=0)


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"


def _checked(plan: str) -> str:
    """The text, which must still be a plan."""
    parse_plan(plan)
    return plan


def quoted(value: str) -> str:
    """A text as TOML, for `with_option`."""
    return text(value)
