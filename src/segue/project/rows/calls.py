"""The project's functions, called with rows as a COPY tells them: lines in, lines out."""

from __future__ import annotations

import json
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import Format

from segue.database.copy_text import NULL, as_field, fields_of, line_of, text_of, value_of
from segue.project.functions import RowFunction, find_function


@dataclass(frozen=True, slots=True)
class PythonColumn:
    """A column of the target that a function fills."""

    name: str
    function: str
    """`module:function`."""
    is_json: bool = False


@dataclass(frozen=True, slots=True)
class RowWork:
    """What becomes of each line of one COPY; it travels to other processes.

    A line has the texts of `about`, those of `made`, and those of `columns`.
    """

    about: int
    """How many texts tell of the row, for messages alone."""
    made: tuple[str, ...]
    """The columns of the target that SQL made."""
    columns: tuple[tuple[str, int], ...]
    """The columns that functions are called with, and the oids of their types."""
    wanted: tuple[str, ...]
    """The columns of the target, in the order of what comes out."""
    python: tuple[PythonColumn, ...]
    last: int | None = None
    """The text about the row, a number, that comes out as the last one; None for no such column."""
    rejects: bool = False
    """Whether a row for which a function fails leaves the others standing."""


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A row for which a function failed."""

    column: str
    function: str
    reason: str
    about: tuple[str | None, ...]
    texts: Mapping[str, str | None]
    """By column of the target, as far as they were made."""
    trace: str = ""
    """Python's own words."""


@dataclass(frozen=True, slots=True)
class CalledRows:
    """What came of some lines, in their order."""

    lines: bytes = b""
    rows: int = 0
    failed: tuple[FailedRow, ...] = ()
    """Without `rejects` the first one, after which nothing was called."""
    seconds: float = 0.0

    def __add__(self, more: CalledRows) -> CalledRows:
        return CalledRows(
            self.lines + more.lines,
            self.rows + more.rows,
            self.failed + more.failed,
            self.seconds + more.seconds,
        )


@dataclass(slots=True)
class _Answers:
    lines: list[bytes] = field(default_factory=list)
    failed: list[FailedRow] = field(default_factory=list)


class RowCalls:
    """The functions of one work, found and called. Belongs to one thread at a time."""

    def __init__(self, work: RowWork) -> None:
        """Raises FunctionMissing."""
        self.work = work
        self._functions = [(column, find_function(column.function)) for column in work.python]
        self._names = [name for name, _ in work.columns]
        self._start = work.about + len(work.made)
        self._places = list(_places(work))
        self._transformer = Transformer()
        self._transformer.set_loader_types([oid for _, oid in work.columns], Format.TEXT)

    def complete(
        self, lines: Sequence[bytes], hear: Callable[[int], None] | None = None
    ) -> CalledRows:
        """Each line with what its functions return; `hear` is told at which of them they are."""
        began, answers = time.monotonic(), _Answers()
        for number, line in enumerate(lines):
            if hear is not None:
                hear(number)
            self._complete(line, answers)
            if answers.failed and not self.work.rejects:
                break
        return CalledRows(
            b"".join(answers.lines),
            len(answers.lines),
            tuple(answers.failed),
            time.monotonic() - began,
        )

    def _complete(self, line: bytes, answers: _Answers) -> None:
        fields = fields_of(line)
        arguments = fields[self._start :]
        values = [value_of(each) for each in arguments] if b"\\" in line else arguments
        row = dict(zip(self._names, self._transformer.load_sequence(values), strict=True))
        del fields[self._start :]
        for column, function in self._functions:
            try:
                fields.append(self._field(column, function, row))
            except (Exception, SystemExit) as error:  # the project's code may raise anything
                answers.failed.append(_failed(self.work, column, error, fields))
                return
        completed = [fields[place] for place in self._places]
        if self.work.last is not None:
            last = fields[self.work.last]
            completed.append(b"0" if last == NULL else last)
        answers.lines.append(line_of(completed))

    def _field(self, column: PythonColumn, function: RowFunction, row: dict[str, Any]) -> bytes:
        value = function(row)
        if isinstance(value, Enum):
            value = value.value
        if value is None:
            return NULL
        if column.is_json:
            return as_field(json.dumps(value, ensure_ascii=False).encode())
        dumped = self._transformer.get_dumper(value, PyFormat.TEXT).dump(value)
        return as_field(None if dumped is None else bytes(dumped))


def _places(work: RowWork) -> Iterator[int]:
    """Where each wanted column is: after what SQL made comes what functions return."""
    names = (*work.made, *(column.name for column in work.python))
    return (work.about + names.index(name) for name in work.wanted)


def lost_row(work: RowWork, line: bytes, reason: str) -> CalledRows:
    """What is told of a row that nobody can be called with, for that reason."""
    columns = ", ".join(column.name for column in work.python)
    functions = ", ".join(dict.fromkeys(column.function for column in work.python))
    fields = fields_of(line)[: work.about + len(work.made)]
    return CalledRows(failed=(_failed_row(work, columns, functions, reason, fields),))


def _failed(
    work: RowWork, column: PythonColumn, error: BaseException, fields: Sequence[bytes]
) -> FailedRow:
    reason = f"{type(error).__name__}: {error}"
    row = _failed_row(work, column.name, column.function, reason, fields)
    return replace(row, trace="".join(traceback.format_exception(error)))


def _failed_row(
    work: RowWork, columns: str, functions: str, reason: str, fields: Sequence[bytes]
) -> FailedRow:
    names = (*work.made, *(column.name for column in work.python))
    about, texts = fields[: work.about], fields[work.about :]
    return FailedRow(
        columns,
        functions,
        reason,
        tuple(map(text_of, about)),
        {name: text_of(each) for name, each in zip(names, texts, strict=False)},
    )
