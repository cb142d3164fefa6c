"""Lines that people and programs write around rows: titles, rules, counts, totals."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import LiteralString

from psycopg import sql

from segue.files.importing.dialects import DELIMITERS
from segue.files.importing.encodings import FileDoubt
from segue.files.importing.grammar import Cell

MOST_TITLES = 20
"""Lines at a file's beginning among which its header is looked for."""

LONGEST_HEADER = 2**14
"""Bytes of a line that are looked at."""

RULE = re.compile(r"-{2,}")

COUNT = re.compile(
    r"\(\d+ [^\W\d]+\)|\(?\d+ rows? (affected\)?|selected\.|in set \([\d.]+ sec\))", re.IGNORECASE
)
"""What psql (in any language), sqlcmd, SQL*Plus and mysql write behind the last row."""

TOTAL = re.compile(
    r"((grand |sub)?total|totals|sum|summe|gesamt(summe)?|insgesamt|somme|totale|suma|totaal|summa"
    r"|итого|всего|合計|总计)\s*:?",
    re.IGNORECASE,
)
"""What people call the line that holds the sums of those above it."""


def doubt_of_titles(data: bytes, is_column: Callable[[str], bool]) -> tuple[int, FileDoubt] | None:
    """How many lines stand above the header, and the question, where the first line is none.

    `is_column` says whether a name is a column's.
    """
    if data[:4].lower() == b"sep=":
        return None
    first, *others = [_readings(line) for line in data.splitlines()[: MOST_TITLES + 1]] or [[]]
    if any(map(is_column, (name for names in first if len(names) > 1 for name in names))):
        return None
    lines_found = (
        (n, names)
        for n, line in enumerate(others, 1)
        for names in line
        if all(map(is_column, names))
    )
    place, names = next((one for one in lines_found if len(one[1]) > 1), (0, []))
    if not place:
        return None
    names_text = ", ".join(names)[:60]
    above = "line stands" if place == 1 else "lines stand"
    question = f"Is line {place + 1} ({names_text}) the header? {place} {above} above it."
    return place, FileDoubt(question, f"--skip {place} (or --header, --no-header)")


def _readings(line: bytes) -> list[list[str]]:
    """The names that a line has, but for empty ones, by each delimiter."""
    text = line[:LONGEST_HEADER].decode(errors="replace")
    rows = ([name.strip(" \"'") for name in text.split(mark)] for mark in DELIMITERS)
    return [[*filter(None, names)] for names in rows]


def is_rule(cells: Sequence[Cell]) -> bool:
    """Whether a row underlines the header, as sqlcmd does."""
    return all(RULE.fullmatch(cell.text) for cell in cells)


def is_count(cells: Sequence[Cell]) -> bool:
    """Whether a last row is what a program says of its result, and there is no other value."""
    first, *others = cells
    return bool(COUNT.fullmatch(first.text)) and not any(cell.text for cell in others)


def is_called_total(texts: Sequence[str]) -> bool:
    """Whether a last row calls itself one of sums."""
    return any(TOTAL.fullmatch(text.strip()) for text in texts)


NUMBER: LiteralString = r"^\s*-?[0-9]+([.][0-9]+)?\s*$"
"""A number as PostgreSQL writes it, as a pattern of the server."""


def is_sum(value: sql.Composable, text: sql.Composable, line: int) -> sql.Composed:
    """That the value in that line is the sum of those of the other lines, of which there are more
    than one.
    """
    return sql.SQL(
        "CASE WHEN line = {line} AND {value} ~ {number} THEN (SELECT count(*) > 1 AND"
        " pg_catalog.sum(CASE WHEN {value} ~ {number} THEN ({value})::pg_catalog.numeric END)"
        " FILTER (WHERE line <> {line}) = pg_catalog.max(CASE WHEN line = {line} AND {value} ~"
        " {number} THEN ({value})::pg_catalog.numeric END) FROM {text}) ELSE false END"
    ).format(line=line, value=value, number=NUMBER, text=text)
