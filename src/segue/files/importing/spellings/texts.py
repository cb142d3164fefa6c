"""Texts that were numbers, formulas or errors of a spreadsheet on their way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString

from segue.files.importing.spellings.model import (
    AS_WRITTEN,
    IS_WORD_OR_NAN,
    Answer,
    Conventions,
    Spelling,
)

_FLOAT: LiteralString = "^[-+]?[0-9]+[.]0$"

ERROR_VALUE = Spelling(
    "spreadsheet_error",
    "pg_catalog.left({0}, 1) = '#' AND {0} ~"
    r" '^#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|#{{3,}})$'",
)
SHORTENED_TEXT = Spelling(
    "spreadsheet_number",
    "({0} LIKE '%E+%' OR {0} LIKE '%E-%' OR {0} LIKE '%e+%' OR {0} LIKE '%e-%')"
    r" AND {0} ~ '^\s*[-+]?[0-9]([.,][0-9]+)?[eE][+-][0-9]{{2,3}}\s*$'",
)
FLOAT_TEXT = Spelling(
    "float_text",
    "{0} LIKE '%.0' AND {0} ~ '" + _FLOAT + "'",
    doubt="whole numbers with .0 behind them, as pandas writes a column with gaps",
    answers=(
        Answer("whole", "the numbers alone", "pg_catalog.regexp_replace({0}, '[.]0$', '')"),
        Answer(AS_WRITTEN, "texts that end in .0"),
    ),
    unless="{0} <> '' AND {0} !~ '" + _FLOAT + "' AND {0} !~* 'e[+-][0-9]{{2,3}}$'",
)
FORMULA_TEXT = Spelling(
    "formula_text",
    "pg_catalog.left({0}, 2) = '=\"' AND pg_catalog.right({0}, 1) = '\"' AND length({0}) > 2",
    "pg_catalog.replace(pg_catalog.substr({0}, 3, pg_catalog.length({0}) - 3), '\"\"', '\"')",
    'written as ="..." for a spreadsheet, read as the text within',
)
APOSTROPHE = Spelling(
    "apostrophe",
    "pg_catalog.left({0}, 1) = '''' AND {0} ~ '^''[-+=@0-9]'",
    doubt="texts behind an apostrophe, which spreadsheets show as text without it",
    answers=(
        Answer("plain", "texts without the apostrophe", "pg_catalog.substr({0}, 2)"),
        Answer(AS_WRITTEN, "texts that begin with an apostrophe"),
    ),
)
WORD_IN_TEXT = Spelling(
    "null_word_in_text",
    IS_WORD_OR_NAN,
    doubt="a word that tools write for NULL",
    answers=(Answer("null", "no value", "NULL"), Answer(AS_WRITTEN, "texts")),
)
CUT_NAME = Spelling("too_long", "pg_catalog.octet_length({0}) > 63")


def texts(name: str, manner: Conventions) -> Iterator[Spelling]:
    yield SHORTENED_TEXT
    yield ERROR_VALUE
    yield FLOAT_TEXT
    yield FORMULA_TEXT
    yield APOSTROPHE
    if not manner.null_settled:
        yield WORD_IN_TEXT
    if name == "name":
        yield CUT_NAME
