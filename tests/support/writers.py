"""Files as other programs write them, and a reader of each that knows nothing of Segue.

A writer turns rows into bytes as its program does, with the program's losses; its reader turns
bytes, damaged ones too, into the rows that they hold: Python's csv and a few lines by hand.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

COLUMNS = ("id", "name", "amount", "day", "made", "active", "weight", "tags", "code")
TABLE = """
    CREATE TABLE item (
        id int PRIMARY KEY, name text, amount numeric(12, 2), day date, made timestamptz,
        active boolean, weight float8, tags jsonb, code uuid
    )
"""
Row = tuple[Any, ...]
Cells = Sequence[str | None]


@dataclass(frozen=True)
class Writer:
    """A program and how it writes."""

    write: Callable[[Sequence[Row]], bytes]
    read: Callable[[bytes], Iterator[Row]]
    told: Mapping[str, Any] = field(default_factory=dict)
    """What a person has to say of its files, as options of `Told`."""
    encoding: str = "utf-8"


def _plain(value: object) -> str:
    """The value as most programs spell it."""
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.isoformat(" ")
        case dict() | list():
            return json.dumps(value)
        case float():
            return repr(value)
    return str(value)


@dataclass(frozen=True)
class Spelling:
    """How a program spells the values that programs spell differently."""

    truth: tuple[str, str] = ("true", "false")
    day: str = "%Y-%m-%d"
    made: str = "%Y-%m-%d %H:%M:%S.%f+00:00"
    decimal: str = "."
    thousands: str = ""
    null: str = ""

    def cell(self, value: object) -> str | None:
        match value:
            case None:
                return None
            case bool():
                return self.truth[not value]
            case datetime():
                return value.strftime(self.made).rjust(10, "0")
            case date():
                return value.strftime(self.day)
            case Decimal():
                text = f"{value:,}" if self.thousands else f"{value:f}"
                return text.translate({44: self.thousands, 46: self.decimal})
            case float():
                return repr(value).replace(".", self.decimal)
        return _plain(value)

    def value(self, column: str, text: str | None) -> object:
        """What the text means to somebody who knows the program."""
        if text is None or (text == "" and column != "name"):
            return None
        if column == "name":
            return text or None  # most programs write NULL and the empty text alike
        if column == "amount":
            return Decimal(self._number(text)).quantize(Decimal("0.01"))
        if column == "weight":
            return float(self._number(text))
        if column == "active":
            return {self.truth[0]: True, self.truth[1]: False}[text]
        if column == "day":
            return datetime.strptime(text, self.day).date()
        if column == "made":
            return datetime.strptime(text, self.made).replace(tzinfo=UTC)
        others: Mapping[str, Callable[[str], object]] = {
            "id": int, "tags": json.loads, "code": UUID
        }  # fmt: skip
        return others[column](text)

    def _number(self, text: str) -> str:
        if self.thousands:
            text = text.replace(self.thousands, "")
        return text.replace(self.decimal, ".")


def _row(spelling: Spelling, names: Sequence[str], cells: Cells) -> Row | None:
    """The row that the cells are; None where they are none."""
    if len(names) != len(cells):
        return None
    by_name = dict(zip(names, cells, strict=True))
    try:
        return tuple(spelling.value(name, by_name.get(name)) for name in COLUMNS)
    except (ValueError, ArithmeticError, KeyError):
        return None


def _csv(
    spelling: Spelling,
    *,
    delimiter: str = ",",
    line_end: str = "\n",
    encoding: str = "utf-8",
    quoting: Literal[0, 1, 2, 3] = csv.QUOTE_MINIMAL,
    index: bool = False,
    told: Mapping[str, Any] | None = None,
) -> Writer:
    names = ["", *COLUMNS] if index else list(COLUMNS)

    def write(rows: Sequence[Row]) -> bytes:
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
        writer.writerow(names)
        for number, row in enumerate(rows):
            cells = [spelling.null if c is None else c for c in map(spelling.cell, row)]
            writer.writerow([number, *cells] if index else cells)
        return stream.getvalue().encode(encoding)

    def read(data: bytes) -> Iterator[Row]:
        text = data.decode(encoding, "replace")
        lines = re.split("\r\n|\n|\r", text)
        for record in (
            *_records(text, delimiter),
            *(r for x in lines for r in _records(x, delimiter)),
        ):
            row = _row(spelling, names, [None if c == spelling.null else c for c in record])
            if row is not None:
                yield row

    return Writer(write, read, told or {}, encoding)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The records before the first that is ill written."""
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error:
        return


ESCAPED = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def _backslashes(spelling: Spelling, *, told: Mapping[str, Any], returns: bool) -> Writer:
    """Tabs between values and backslashes within; mysql leaves carriage returns as they are."""
    escaped = ESCAPED if returns else {k: v for k, v in ESCAPED.items() if k != "\r"}
    signs = {written[1]: sign for sign, written in ESCAPED.items()}

    def write(rows: Sequence[Row]) -> bytes:
        lines = ["\t".join(COLUMNS)]
        for row in rows:
            cells = map(spelling.cell, row)
            lines.append("\t".join(spelling.null if c is None else escape(c) for c in cells))
        return ("\n".join(lines) + "\n").encode()

    def escape(text: str) -> str:
        return "".join(escaped.get(sign, sign) for sign in text)

    def read(data: bytes) -> Iterator[Row]:
        for line in data.decode(errors="replace").split("\n"):
            cells = [unescape(cell) for cell in line.split("\t")]
            row = _row(spelling, COLUMNS, cells)
            if row is not None:
                yield row

    def unescape(cell: str) -> str | None:
        if cell == spelling.null:
            return None
        return re.sub(r"\\(.)", lambda found: signs.get(found[1], found[1]), cell, flags=re.DOTALL)

    return Writer(write, read, told)


EXCEL_TIME = "%H:%M:%S"
WRITERS: Mapping[str, Writer] = {
    "Excel, German": _csv(
        Spelling(("WAHR", "FALSCH"), "%d.%m.%Y", f"%d.%m.%Y {EXCEL_TIME}", ","),
        delimiter=";", line_end="\r\n", encoding="cp1252",
        told={"encoding": "cp1252", "decimal": ",", "dates": "DMY"},
    ),
    "Excel, American": _csv(
        Spelling(("TRUE", "FALSE"), "%m/%d/%Y", f"%m/%d/%Y {EXCEL_TIME}", thousands=","),
        line_end="\r\n", encoding="utf-8-sig", told={"dates": "MDY", "thousands": ","},
    ),
    "Excel, French": _csv(
        Spelling(("VRAI", "FAUX"), "%d/%m/%Y", f"%d/%m/%Y {EXCEL_TIME}", ",", "\u202f"),
        delimiter=";", line_end="\r\n", encoding="utf-8-sig",
        told={"decimal": ",", "dates": "DMY", "thousands": " "},
    ),
    "pandas": _csv(Spelling(("True", "False")), index=True),
    "DBeaver": _csv(
        Spelling(made="%Y-%m-%d %H:%M:%S.%f +0000", null="[NULL]"), quoting=csv.QUOTE_ALL,
    ),
    "mysql --batch": _backslashes(
        Spelling(("1", "0"), made="%Y-%m-%d %H:%M:%S.%f", null="NULL"), returns=False,
        told={"delimiter": "\t", "quote": "", "escape": "\\", "null": "NULL"},
    ),
    "sqlite3": _csv(
        Spelling(("1", "0"), made="%Y-%m-%d %H:%M:%S.%f"), line_end="\r\n", told={"null": ""}
    ),
    "psql, text": _backslashes(
        Spelling(("t", "f"), made="%Y-%m-%d %H:%M:%S.%f+00", null="\\N"), returns=True,
        told={"delimiter": "\t", "quote": "", "escape": "\\", "null": "\\N"},
    ),
    "psql, CSV": _csv(Spelling(("t", "f"), made="%Y-%m-%d %H:%M:%S.%f+00")),
    "LibreOffice": _csv(Spelling(("TRUE", "FALSE")), quoting=csv.QUOTE_NONNUMERIC),
    "dumpdata and a converter": _csv(
        Spelling(("True", "False"), made="%Y-%m-%dT%H:%M:%S.%fZ", null="None"),
        told={"null": "None"},
    ),
    "Google Sheets": _csv(
        Spelling(("TRUE", "FALSE"), "%m/%d/%Y", f"%m/%d/%Y {EXCEL_TIME}"),
        line_end="\r\n", told={"dates": "MDY"},
    ),
}  # fmt: skip
