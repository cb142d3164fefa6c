"""The lines of a plan's text with the statements on them, and what is left when some change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from segue.errors import PlanMistake
from segue.plan.positions import Path, Statement, statements
from segue.plan.toml import key


class Lines:
    """The lines of a plan with the statements that stand on them."""

    def __init__(self, plan: str) -> None:
        self._lines = plan.replace("\r\n", "\n").rstrip("\n").split("\n")
        self._statements = statements(_joined(self._lines))

    @property
    def count(self) -> int:
        return len(self._lines)

    def section(self, path: Path) -> Statement | None:
        return next((s for s in self._statements if s.path == path), None)

    def require_own_section(self, path: Path) -> None:
        """Raises PlanMistake where the table at the path stands on one line, in braces."""
        section = self.section(path)
        if section is not None and not section.header:
            raise PlanMistake(
                place=f"line {section.line}",
                mistake=f"{key(str(path[-1]))} is written on one line",
                help="Write it as a section of its own, then it can be edited here.",
            )

    def last_line(self, path: Path) -> int:
        """The last line of everything at or below the path; 0 where there is nothing."""
        return self._last(lambda s: s.path[: len(path)] == path)

    def last_line_with_comments(self, path: Path) -> int:
        """The same with the comments that follow at once, which belong to it."""
        return with_comments(self._lines, self.last_line(path))

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
        return self.without_all({path})

    def without_all(self, paths: Collection[Path]) -> str:
        """The same for several paths at once."""
        lengths = {len(path) for path in paths}
        numbers: set[int] = set()
        for statement in self._statements:
            if any(statement.path[:length] in paths for length in lengths):
                numbers.update(range(statement.line, statement.last_line + 1))
        firsts = [n for n in numbers if n - 1 not in numbers and n > 1]
        numbers.update(n - 1 for n in firsts if not self._lines[n - 2].strip())
        return _joined([line for n, line in enumerate(self._lines, 1) if n not in numbers])

    def changed(self, replaced: Mapping[Path, str], added: Mapping[Path, str]) -> str:
        """Lines in place of statements, and lines behind the last own one of each path."""
        lines = list(self._lines)
        edits = [(s.line - 1, s.last_line, replaced[s.path]) for s in self._statements
                 if s.path in replaced and not s.header]  # fmt: skip
        last = dict.fromkeys(added, 0)
        for s in self._statements:
            for path in (s.path, s.path[:-1]):
                if path in last and (path == s.path or not s.header):
                    last[path] = max(last[path], s.last_line)
        edits += [(last[path], last[path], line) for path, line in added.items()]
        for first, end, line in sorted(edits, reverse=True):
            lines[first:end] = [line]
        return _joined(lines)

    def _last(self, meant: Callable[[Statement], bool]) -> int:
        return max((s.last_line for s in self._statements if meant(s)), default=0)


def with_comments(lines: Sequence[str], last: int) -> int:
    """The number of the last line of a block whose statements end at `last`; 0 for none."""
    while last and last < len(lines) and lines[last].startswith("#"):
        last += 1
    return last


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"
