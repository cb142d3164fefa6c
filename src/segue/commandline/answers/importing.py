"""The answer of `import`."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from segue.commandline.terminal import AnswerTable, Heading
from segue.events import FORMAT_VERSION
from segue.files.importing.columns import COMPUTED, OWN_PREFIX
from segue.files.importing.load import FileLoad
from segue.files.importing.rejects import Example, Group
from segue.files.importing.run import FileResult, Result
from segue.files.importing.spellings.model import base_type
from segue.files.importing.spellings.times import WITHOUT_ZONE
from segue.files.importing.suspicious_values import ValueRemark
from segue.wording import count, counted

COLUMNS = (
    Heading("file", shortens=True),
    Heading("table", shortens=True),
    Heading("rows", number=True),
    Heading("new", number=True),
    Heading("changed", number=True),
    Heading("unchanged", number=True),
    Heading("kept", number=True),
    Heading("rejected", number=True),
)

SEVERAL = 3
"""Untouched files from which on one line speaks of them all."""

MARKS = {"\t": "tab", ";": "semicolon", ",": "comma", "|": "bar", "": "none"}


def taken_lines(loads: Sequence[FileLoad]) -> Iterator[str]:
    """What each file was taken for, and where columns go whose names alone do not say it."""
    untouched = [load for load in loads if load.given and load.given.untouched]
    if len(untouched) > SEVERAL:
        yield f"{counted(len(untouched), 'file')} untouched since the export"
        loads = [load for load in loads if not (load.given and load.given.untouched)]
    for load in loads:
        yield f"{load.label} into {_short(load)}: {_file_format(load)}{_history(load)}"
        yield from _places(load)
        if not load.match:
            yield "  the file lacks the table's key: every row of it is new"
        for filled in load.filled:
            yield f"  {filled.column.name} is not in the file: {filled.reason}"


def _places(load: FileLoad) -> Iterator[str]:
    """Where columns go whose names alone do not say it."""
    for feed in load.layout.feeds:
        if feed.how:
            yield f"  {feed.name or '(no name)'} fills {feed.column.name}: {feed.how}"
    for link in load.layout.links:
        yield f"  {link.feed.name} fills {link.through.name}: {link.feed.how}"
    for feed in load.layout.computed:
        yield f"  {feed.name} is compared, not brought in: {COMPUTED}"
    for ignored in load.layout.ignored:
        if ignored.name.startswith(OWN_PREFIX):
            continue
        yield f"  {ignored.name or '(no name)'} is left out: {ignored.reason}"


def _history(load: FileLoad) -> str:
    """What became of an exported file since."""
    if load.given is None or load.given.entry is None:
        return ""
    return ", untouched since its export" if load.given.untouched else ", edited since its export"


def _file_format(load: FileLoad) -> str:
    file_format = load.head.file_format
    null = "an empty cell" if file_format.null == "" else file_format.null
    parts = [
        file_format.encoding.upper() + (" with a mark" if file_format.bom else ""),
        f"delimiter {MARKS.get(file_format.delimiter, file_format.delimiter)}",
        f"quote {MARKS.get(file_format.quote, file_format.quote)}",
        f"NULL is {null}",
        f"{counted(load.width, 'column')}" + ("" if file_format.header else " and no header"),
    ]
    if _names_no_zone(load):
        parts.append(f"times without a zone are {file_format.timezone}")
    return ", ".join(parts)


def _names_no_zone(load: FileLoad) -> bool:
    """Whether a moment among the first rows names no zone, though the column keeps one."""
    places = [
        feed.position for feed in load.layout.feeds if base_type(feed.column) == "timestamptz"
    ]
    return any(
        WITHOUT_ZONE.fullmatch(row[place].text)
        for row in load.head.rows
        for place in places
        if place < len(row)
    )


def import_table(result: Result) -> AnswerTable:
    """A row for each file; rows are new, changed, unchanged, kept or rejected, each once."""
    rows = [_row(file) for file in result.files]
    strong = frozenset(n for n, file in enumerate(result.files) if file.rejected)
    return AnswerTable(COLUMNS, rows, strong=strong)


def _row(file: FileResult) -> tuple[str, ...]:
    merged = file.merged
    numbers = (
        file.rows, merged.new, merged.changed, merged.unchanged, merged.kept, file.rejected
    )  # fmt: skip
    return (file.load.label, _short(file.load), *map(count, numbers))


def import_closing(result: Result) -> str:
    """The sum that has to add up, and what was done."""
    rows, good = _sum(result)
    sentence = (
        f"{count(good)} {'in' if result.done else 'good'} + {count(result.rejected)} rejected"
        f" = {counted(rows, 'row')} in the {'file' if len(result.files) == 1 else 'files'}."
    )
    if not result.done:
        return f"{sentence} Nothing was changed."
    deleted = sum(result.deleted.values())
    replaced = f" {counted(deleted, 'row')} deleted before." if deleted else ""
    sequences = f" {counted(len(result.sequences), 'sequence')} set." if result.sequences else ""
    unequal = sum(file.unequal for file in result.files)
    proof = f"Read back: {counted(unequal, 'row')} not as in the file, by triggers."
    settled = sum(file.settled for file in result.files)
    mended = f" {counted(settled, 'refused row')} of a move settled." if settled else ""
    read = proof if unequal else "Read back and equal."
    return f"{sentence} {read}{replaced}{sequences}{mended}"


def _sum(result: Result) -> tuple[int, int]:
    rows = sum(file.rows for file in result.files)
    return rows, sum(file.merged.rows for file in result.files)


def import_lines(result: Result) -> Iterator[str]:
    """What was remarkable, what changed with examples, and all that was wrong."""
    for file in result.files:
        yield from _remarks(file)
        yield from _changes(file)
        yield from _rejects(file)
    yield from _where_to_mend(result)


def _where_to_mend(result: Result) -> Iterator[str]:
    """Where the rejected rows are, if they were written, and what to do with them."""
    files = [file for file in result.files if file.reject_file is not None and result.done]
    for file in files[:1]:
        assert file.reject_file is not None
        where = file.reject_file.parent if len(files) > 1 else file.reject_file
        command = shlex.join(["segue", "import", str(where)])
        yield (
            f"The rejected rows are in {where}, and beside them how they are read and where they "
            f"go: correct them there, then `{command}`."
        )


def _remarks(file: FileResult) -> Iterator[str]:
    for remark in file.remarks:
        yield f"{file.load.label}: {_remark(remark)}"
    if file.staged.blank:
        yield f"{file.load.label}: {counted(file.staged.blank, 'empty line')} passed over"


def _remark(remark: ValueRemark) -> str:
    if not remark.column:
        return f"{count(remark.rows)} {remark.text}" if remark.rows else remark.text
    values = f"{counted(remark.rows, 'value')} {remark.text}"
    return f"{remark.column}: {values}, the first in line {remark.line}"


def _changes(file: FileResult) -> Iterator[str]:
    if file.merged.changes.cells:
        cells = ", ".join(f"{name} {count(cells)}" for name, cells in file.merged.changes.cells)
        yield f"{file.load.label}: changed cells: {cells}"
    for cell in file.merged.changes.examples:
        before, after = _display(cell.before), _display(cell.after)
        yield f"  line {cell.line}, {cell.column}: {before} becomes {after}"


def _rejects(file: FileResult) -> Iterator[str]:
    if not file.rejected:
        return
    yield f"{file.load.label}: {counted(file.rejected, 'row')} rejected"
    for group in file.groups:
        yield from _group(group)


def _group(group: Group) -> Iterator[str]:
    where = f"{group.column}, " if group.column else ""
    reason = f": {group.reason}" if group.reason else ""
    yield f"  {where}{counted(group.rows, 'row')}{reason}"
    for example in group.examples:
        own = "" if reason else f": {example.reason}"
        yield f"    line {example.line}{_value(example)}{own}"
    if group.rows > len(group.examples):
        yield f"    and {count(group.rows - len(group.examples))} more"
    yield f"    to fix: {group.remedy}"


def _value(example: Example) -> str:
    return "" if example.value is None else f": {_display(example.value)}"


def _display(value: str | None) -> str:
    """A value in one line, quoted, so that blanks at its ends show."""
    return "NULL" if value is None else '"' + value.replace("\n", "\\n").replace("\r", "\\r") + '"'


def _short(load: FileLoad) -> str:
    return str(load.table.name).removeprefix("public.")


def import_object(result: Result) -> dict[str, object]:
    """The same for programs, in one line."""
    return {
        "version": FORMAT_VERSION,
        "event": "import",
        "done": result.done,
        "rejected": result.rejected,
        "deleted": {str(table): rows for table, rows in result.deleted.items()},
        "sequences_set": [str(state.sequence.name) for state in result.sequences],
        "files": [_file_object(file) for file in result.files],
    }


def _file_object(file: FileResult) -> dict[str, object]:
    merged = file.merged
    return {
        "file": file.load.label,
        "table": str(file.load.table.name),
        "rows": file.rows,
        "new": merged.new,
        "changed": merged.changed,
        "unchanged": merged.unchanged,
        "kept": merged.kept,
        "rejected": file.rejected,
        "settled": file.settled,
        "blank_lines": file.staged.blank,
        "reject_file": str(file.reject_file) if file.reject_file else None,
        "faults": [
            {
                "column": group.column,
                "reason": group.reason,
                "rows": group.rows,
                "help": group.remedy,
                "examples": [asdict(example) for example in group.examples],
            }
            for group in file.groups
        ],
        "changed_cells": dict(merged.changes.cells),
        "changes": [asdict(cell) for cell in merged.changes.examples],
        "remarks": [_remark(remark) for remark in file.remarks],
    }
