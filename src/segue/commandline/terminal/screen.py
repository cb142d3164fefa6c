"""The two streams of a command: answers on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TextIO

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from segue.commandline.terminal.findings import finding_lines
from segue.commandline.terminal.text import SHOWN, visible
from segue.findings import Finding

BETWEEN = "  "
"""What rich puts between two columns of this layout."""

LEAST = 12
"""Columns below which a shortened name tells nothing."""

WIDE = 10_000
"""Columns of a pipe: whoever reads it wants whole lines."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of an answer; numbers stand on the right, and one column may be shortened."""

    title: str
    number: bool = False
    shortens: bool = False


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """Rows to be shown as a table, with a sentence before and after them."""

    columns: Sequence[Heading]
    rows: Sequence[Sequence[str]]
    title: str = ""
    closing: str = ""
    strong: frozenset[int] = field(default_factory=frozenset)
    """Rows that need the reader's eye."""


class Screen:
    """Both streams of one command. Names and values are shown as text, whatever they hold."""

    def __init__(
        self, *, color: bool = True, out: TextIO | None = None, err: TextIO | None = None
    ) -> None:
        self.out = _console(out or sys.stdout, color)
        self.err = _console(err or sys.stderr, color)

    def answer(self, answer: AnswerTable) -> None:
        """Print a table on standard output."""
        if answer.title:
            self.tell(answer.title)
        if answer.columns:
            self._print_table(as_table(answer, self.out))
        if answer.closing:
            self.tell(answer.closing)

    def _print_table(self, table: Table) -> None:
        if self.out.is_terminal:
            self.out.print(table)
            return
        with self.out.capture() as captured:
            self.out.print(table)
        for line in captured.get().splitlines():
            self.print_raw(f"{line.rstrip()}\n")

    def tell(self, text: str, style: str = "") -> None:
        """Print lines on standard output, broken between words where they are too long."""
        self.out.print(Text(visible(text, keep=SHOWN), style))

    def say(self, text: str, style: str = "") -> None:
        """Print lines on standard error, broken between words where they are too long."""
        self.err.print(Text(visible(text, keep=SHOWN), style))

    def print_raw(self, text: str) -> None:
        """Print what another program reads, on standard output, not a character changed."""
        self.out.file.write(text)
        self.out.file.flush()

    def findings(self, findings: Iterable[Finding], *, answer: bool = False) -> None:
        """Print findings, gravest first; on standard output where they are the `answer`.

        Long lines are left to the terminal, so that what they say to paste stays in one piece.
        """
        for line in finding_lines(findings):
            (self.out if answer else self.err).print(line, soft_wrap=True)


def _console(stream: TextIO, color: bool) -> Console:
    return Console(
        file=stream,
        color_system="auto" if color and not os.environ.get("NO_COLOR") else None,
        width=None if stream.isatty() else WIDE,
        markup=False,
        highlight=False,
        emoji=False,
    )


def as_table(answer: AnswerTable, console: Console) -> Table:
    """The answer laid out, as wide as its text, its long columns shortened to fit."""
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0),
        header_style="bold",
    )  # fmt: skip
    used = _used(answer)
    widths = _widths(answer, used, console.width)
    for at, width in zip(used, widths, strict=True):
        column = answer.columns[at]
        justify: Literal["left", "right"] = "right" if column.number else "left"
        table.add_column(column.title, justify=justify, no_wrap=True, width=width)
    for number, row in enumerate(answer.rows):
        style = "bold yellow" if number in answer.strong else ""
        table.add_row(*(Text(visible(row[at]), style, overflow="ellipsis") for at in used))
    return table


def _used(answer: AnswerTable) -> list[int]:
    """The columns that say anything: untitled ones may be empty in every row."""
    return [
        at
        for at, column in enumerate(answer.columns)
        if column.title or any(row[at] for row in answer.rows)
    ]


def _widths(answer: AnswerTable, used: Sequence[int], room: int) -> list[int]:
    """What each column needs; where all need too much, the widest that may be shortened give."""
    widths = {at: _needed(answer, at) for at in used}
    giving = [at for at in used if answer.columns[at].shortens]
    excess = sum(widths.values()) + len(BETWEEN) * (len(used) - 1) - room
    while excess > 0 and giving:
        widest = max(giving, key=lambda at: widths[at])
        if widths[widest] <= LEAST:
            break
        widths[widest] -= 1
        excess -= 1
    return [widths[at] for at in used]


def _needed(answer: AnswerTable, at: int) -> int:
    cells = [answer.columns[at].title, *(visible(row[at]) for row in answer.rows)]
    return max(cell_len(cell) for cell in cells)
