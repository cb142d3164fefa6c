"""Numbers: decimals, thousands, and what a spreadsheet shortened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import LiteralString

from segue.database.catalog import INTEGERS
from segue.files.importing.spellings.model import (
    AS_WRITTEN,
    FRACTIONS,
    WITH_NAN,
    Answer,
    Conventions,
    Spelling,
)

_GROUPED: LiteralString = r"^\s*[-+]?[1-9][0-9]{{0,2}}(\.[0-9]{{3}})+\s*$"
_OTHER_DECIMALS: LiteralString = (
    r"{0} LIKE '%.%' AND {0} !~ '" + _GROUPED + r"' AND {0} ~ '^\s*[-+]?[0-9]*\.[0-9]+\s*$'"
)
_EXPONENT: LiteralString = r"^\s*[-+]?[0-9]([.,][0-9]{{1,14}})?E[+-][0-9]{{2,3}}\s*$"

NOT_A_NUMBER = Spelling(
    "not_a_number",
    "{0} COLLATE \"C\" NOT BETWEEN '0' AND ':' AND {0} ~*"
    r" '^\s*[-+]?(nan|inf|infinity)\s*$'",
    doubt="no number (NaN, infinity)",
    answers=(
        Answer("null", "no value", "NULL", "{0} ~* 'nan'"),
        Answer(AS_WRITTEN, "PostgreSQL's NaN and infinity, which spoil sums"),
    ),
)
OTHER_WORD = replace(
    NOT_A_NUMBER,
    condition=NOT_A_NUMBER.condition + " AND {0} NOT IN ('NaN', 'Infinity', '-Infinity')",
)
"""The same in an export: PostgreSQL's own words stand for what the table had."""

THREE_DIGITS = Spelling(
    "three_digits",
    "{0} LIKE '%.___' AND {0} ~ '" + _GROUPED + "'",
    doubt="a point before three digits each, which may separate thousands or begin decimals",
    answers=(
        Answer("thousands", "thousands, so that 1.000 is 1000", "pg_catalog.replace({0}, '.', '')"),
        Answer("decimals", "decimals, so that 1.000 is 1"),
    ),
    unless=_OTHER_DECIMALS,
)
SHORTENED = Spelling(
    "spreadsheet_number", "pg_catalog.strpos({0}, 'E') > 0 AND {0} ~ '" + _EXPONENT + "'"
)
POINT_FOR_COMMA = Spelling("point_for_comma", "pg_catalog.strpos({0}, '.') > 0")
COMMA_IN_MONEY = Spelling(
    "comma_in_money",
    "pg_catalog.strpos({0}, ',') > 0"
    r" AND {0} !~ '^[^0-9]*[0-9]{{1,3}}(,[0-9]{{3}})+(\.[0-9]+)?[^0-9]*$'",
)
WHOLE_WITH_POINT = Spelling(
    "whole_with_point",
    r"{0} ~ '^\s*[-+]?[0-9]{{1,15}}\.0*\s*$'",
    "pg_catalog.split_part({0}, '.', 1)",
    "12.0 read as 12",
    late=True,
)
WHOLE_WITH_COMMA = Spelling(
    "whole_with_comma",
    r"{0} ~ '^\s*[-+]?[0-9]{{1,15}},0*\s*$'",
    "pg_catalog.split_part({0}, ',', 1)",
    "12,0 read as 12",
    late=True,
)
_GROUPS: LiteralString = r"^\s*[-+]?[0-9]{{1,3}}"


def _parted(marks: LiteralString, decimal: LiteralString) -> Spelling:
    """Numbers whose thousands are parted by one of the marks, each as SQL has it in brackets."""
    grouped: LiteralString = "([" + marks + "][0-9]{{3}})+([" + decimal + r"][0-9]+)?\s*$"
    return Spelling(
        "parted",
        "{0} ~ '" + _GROUPS + grouped + "'",
        "pg_catalog.regexp_replace({0}, '[" + marks + "]', '', 'g')",
        always=True,
    )


PARTED = {
    ".": _parted(".", ","),
    ",": _parted(",", "."),
    "'": _parted(r"''\u2019", ".,"),
    " ": _parted(r" \u00a0\u202f", ".,"),
}
COMMA_DECIMALS = Spelling(
    "decimal_comma",
    "pg_catalog.strpos({0}, ',') > 0",
    "pg_catalog.replace({0}, ',', '.')",
    always=True,
)


def numbers(name: str, scale: int | None, file_format: Conventions) -> Iterator[Spelling]:
    if file_format.thousands:
        yield PARTED[file_format.thousands]
    if file_format.decimal == ",":
        yield POINT_FOR_COMMA
        yield COMMA_DECIMALS if name in FRACTIONS else WHOLE_WITH_COMMA
    elif name == "money":
        yield COMMA_IN_MONEY
    if name in WITH_NAN:
        yield OTHER_WORD if file_format.exported else NOT_A_NUMBER
        yield SHORTENED
    if file_format.decimal is None and (
        name in INTEGERS or name == "money" or (scale is not None and scale < 3)
    ):
        yield THREE_DIGITS
    if name in INTEGERS and file_format.decimal != ",":
        yield WHOLE_WITH_POINT
