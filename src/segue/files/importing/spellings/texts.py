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

_FLOAT: LiteralString = "^[-+]?[0-9]+[.,]0$"

_ERRORS: LiteralString = (
    "^(#(NULL|DIV/0|VALUE|REF|NUM|SPILL|CALC|FIELD|BLOCKED|CONNECT|UNKNOWN|BUSY|PYTHON|TIMEOUT"
    "|EXTERNAL|ERROR|WERT|BEZUG|ZAHL|%BERLAUF|KALK|FELD|NUL|VALEUR|NOMBRE|EPARS|CHAMP|NULLO|VALORE"
    "|RIF|NULO|VALOR|N%M|LEEG|DEEL/0|WAARDE|VERW|GETAL|SK%RNING|DIVISION/0|V%RDEFEL|REFERENS"
    "|OGILTIGT|SAKNAS|V%RDI|REFERENCE|VERDI|TYHJ%|JAKO/0|ARVO|VIITTAUS|LUKU|PUUTTUU|ZERO|DZIEL/0"
    "|ARG|ADR|LICZBA|D%LEN%_NULOU|HODNOTA|ODKAZ|%%SLO|NULLA|Z%R%OSZT%|%RT%K|HIV|SZ%M|BO%|SAYI/0"
    "|DE%ER|BA%V|SAYI|%(/0)?)!"
    r"|#(NAME|NOM|NOME|NAAM|NAMN|NAVN|NIMI|NAZWA|N%ZEV|N%V|AD|%)\?"
    r"|#%(NULO|DIV/0|VALOR|REF|NUM|DESBORDAMIENTO|CALC)!|#%NOMBRE\?"
    "|#(N/A|NV|N/D|N/B|I/T|%/%|NEN%_K_DISPOZICI|HI%NYZIK|GETTING_DATA|#{{3,}})|Err:5[0-9]{{2}})$"
).replace("%", "[^ -\x7f]+")
"""What Excel, LibreOffice and Google Sheets write for an error, in the languages that they have.
The percent sign stands for letters beyond ASCII, which not every target's encoding has."""

ERROR_VALUE = Spelling(
    "spreadsheet_error", "({0} LIKE '#%' OR {0} LIKE 'Err:%') AND {0} ~ '" + _ERRORS + "'"
)
SHORTENED_TEXT = Spelling(
    "spreadsheet_number",
    "{0} COLLATE \"C\" < ':' AND pg_catalog.octet_length({0}) < 30"
    r" AND {0} ~ '^\s*[-+]?[0-9](([.,][0-9]+)?[eE][+-][0-9]{{2,3}}|[.][0-9]+E-?[0-9]{{1,3}})\s*$'",
)
FLOAT_TEXT = Spelling(
    "float_text",
    "{0} COLLATE \"C\" < ':' AND pg_catalog.octet_length({0}) < 30"
    " AND pg_catalog.right({0}, 2) IN ('.0', ',0') AND {0} ~ '" + _FLOAT + "'",
    doubt="whole numbers with .0 behind them, as pandas writes a column with gaps",
    answers=(
        Answer("whole", "the numbers alone", "pg_catalog.left({0}, -2)"),
        Answer(AS_WRITTEN, "texts that end in .0"),
    ),
    unless="{0} <> '' AND {0} !~ '" + _FLOAT + "' AND {0} !~* 'e[+-]?[0-9]{{1,3}}$'"
    " AND NOT " + IS_WORD_OR_NAN,
)
FORMULA_TEXT = Spelling(
    "formula_text",
    '{0} LIKE \'="%\' AND {0} ~ \'^="([^"]|"")*"$\'',
    "pg_catalog.replace(pg_catalog.substr({0}, 3, pg_catalog.length({0}) - 3), '\"\"', '\"')",
    'written as ="..." for a spreadsheet, read as the text within',
)
APOSTROPHE = Spelling(
    "apostrophe",
    "pg_catalog.left({0}, 1) IN ('''', E'\\t') AND {0} ~ E'^[''\\t][-+=@0-9]'",
    doubt="texts behind an apostrophe or a tab, which spreadsheets show as text without it",
    answers=(
        Answer("plain", "texts without it", "pg_catalog.substr({0}, 2)"),
        Answer(AS_WRITTEN, "texts that begin so"),
    ),
)
WORD_IN_TEXT = Spelling(
    "null_word_in_text",
    IS_WORD_OR_NAN,
    doubt="a word that tools write for NULL",
    answers=(Answer("null", "no value", "NULL"), Answer(AS_WRITTEN, "texts")),
)
BACKSLASHES = Spelling(
    "backslashes",
    r"pg_catalog.strpos({0}, '\') > 0 AND {0} ~ '\\[ntr\\]'",
    doubt="backslashes before n, t or themselves, as mysql --batch writes line breaks",
    answers=(
        Answer(
            "unescaped",
            "line breaks, tabs and backslashes",
            r"pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace("
            r"pg_catalog.replace({0}, '\\', E'\x01'), '\n', E'\n'), '\t', E'\t'), '\r', E'\r'),"
            r" E'\x01', '\')",
        ),
        Answer(AS_WRITTEN, "backslashes and letters"),
    ),
    unless=r"pg_catalog.strpos({0}, '\') > 0 AND {0} ~ '(^|[^\\])(\\\\)*\\[^ntrbfv0N\\]'",
)
CUT_NAME = Spelling("too_long", "pg_catalog.octet_length({0}) > 63")


def texts(name: str, file_format: Conventions) -> Iterator[Spelling]:
    yield SHORTENED_TEXT
    yield ERROR_VALUE
    yield FLOAT_TEXT
    yield FORMULA_TEXT
    yield APOSTROPHE
    if not file_format.null_settled:
        yield WORD_IN_TEXT
    if not file_format.backslashes_settled:
        yield BACKSLASHES
    if name == "name":
        yield CUT_NAME
