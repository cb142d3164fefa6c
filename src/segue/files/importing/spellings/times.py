"""Days, moments, times and durations.

What the type's input would drop is no value of the type; durations are as Django's parse_duration
reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import LiteralString

from segue.files.importing.spellings.model import AS_WRITTEN, Answer, Conventions, Spelling

_WITHOUT_DIGITS: LiteralString = " AND pg_catalog.translate({0}, '0123456789', '') = "
PLAIN_DAY: LiteralString = "{0} LIKE '____-__-__'" + _WITHOUT_DIGITS + "'--'"
PLAIN_MOMENT: LiteralString = "{0} LIKE '____-__-__ __:__:__'" + _WITHOUT_DIGITS + "'-- ::'"
PLAIN_MOMENT_TZ: LiteralString = "{0} LIKE '____-__-__ __:__:__+__'" + _WITHOUT_DIGITS + "'-- ::+'"
_UNLIKE_CLOCK: LiteralString = "NOT ({0} LIKE '__:__:__'" + _WITHOUT_DIGITS + "'::')"
_YEAR_FIRST: LiteralString = (
    "[0-9]{{4,7}}(-[0-9]{{1,2}}-|/[0-9]{{1,2}}/|[.][0-9]{{1,2}}[.])[0-9]{{1,2}}"
)
_ISO_DAY: LiteralString = "(" + _YEAR_FIRST + "|[-+]?infinity)"
_ANY_DAY: LiteralString = (
    "(" + _YEAR_FIRST + "|[0-9]{{1,2}}[./-][0-9]{{1,2}}[./-][0-9]{{4}}|[-+]?infinity)"
)
_TIME: LiteralString = r"[0-9]{{1,2}}:[0-9]{{2}}(:[0-9]{{2}}([.,][0-9]+)?)?(\s?[AaPp][Mm])?"
_MIDNIGHT: LiteralString = r"([T ]+0?0:00(:00([.,]0*)?)?)?"
_ERA: LiteralString = r"(\s(BC|AD))?"
_OFFSET: LiteralString = (
    r"(Z|UTC|GMT|UT|(UTC|GMT|UT)?\s*[-+]\s*[0-9]{{1,2}}(:?[0-9]{{2}}(:?[0-9]{{2}})?)?)"
)
_PLACE: LiteralString = r"([A-Z][A-Za-z_]+/[A-Za-z0-9_/+-]+)"
_LETTERS: LiteralString = r"([A-Za-z]{{3,5}})"
_NAMED_OFFSET: LiteralString = (
    r"(^|[^/A-Za-z])(UTC|GMT|UT)\s*([-+])\s*([0-9]{{1,2}}(:?[0-9]{{2}})?)"
)

OFFSET_WITH_NAME = Spelling(
    "named_offset",
    "({0} LIKE '%UT%' OR {0} LIKE '%GMT%' OR {0} LIKE '%utc%' OR {0} LIKE '%gmt%')"
    " AND {0} ~* '" + _NAMED_OFFSET + "'",
    "pg_catalog.regexp_replace({0}, '" + _NAMED_OFFSET + r"', '\1\3\4', 'i')",
    "UTC+02:00 read as +02:00, east of Greenwich",
)
COMMA_IN_SECONDS = Spelling(
    "comma_in_seconds",
    "pg_catalog.strpos({0}, ',') > 0 AND {0} ~ ':[0-9]{{2}},[0-9]'",
    r"pg_catalog.regexp_replace({0}, '(:[0-9]{{2}}),([0-9])', '\1.\2')",
)
_ABBREVIATED: LiteralString = (
    r"{0} ~ '[0-9](\s?[AaPp][Mm])?\s*[A-Za-z]{{3,5}}" + _ERA + r"\s*$'"
    r" AND {0} !~* '[^A-Z](UTC|GMT)(\s(BC|AD))?\s*$'"
)
ABBREVIATION = Spelling(
    "abbreviation",
    "pg_catalog.right({0}, 1) COLLATE \"C\" > '9' AND " + _ABBREVIATED,
    doubt="a zone's abbreviation, which several countries use for different zones",
    answers=(Answer(AS_WRITTEN, "the zone that PostgreSQL knows by it (EST is -05, IST is +02)"),),
)  # fmt: skip
ZONE_DROPPED = Spelling(
    "zone_dropped",
    "NOT (" + PLAIN_MOMENT + ") AND ({0} ~* ':[0-9]{{2}}([.,][0-9]+)?" + r"\s*" + _OFFSET
    + _ERA + r"\s*$' OR {0} ~ '" + _PLACE + "' OR " + _ABBREVIATED + ")",
    doubt="a zone, and the column keeps none",
    answers=(
        Answer(
            "moment",
            "the moment, as the clock of --timezone showed it",
            "(({0})::pg_catalog.timestamptz)::pg_catalog.timestamp::pg_catalog.text",
        ),
        Answer(AS_WRITTEN, "the time as it is written, whatever the zone"),
    ),
)  # fmt: skip
PART_DROPPED = Spelling("part_dropped", _UNLIKE_CLOCK + " AND {0} !~ '^\\s*" + _TIME + "\\s*$'")
PART_DROPPED_TZ = Spelling(
    "part_dropped",
    _UNLIKE_CLOCK + " AND {0} !~* '^\\s*" + _TIME + r"\s*" + _OFFSET + r"?\s*$'",
)

_YEAR_9999: LiteralString = r"^\s*9999-12-31[T ]"
FAR_YEAR = Spelling(
    "far_year",
    r"{0} ~ '^\s*[0-9]{{5,7}}[-/.][0-9]{{1,2}}[-/.]' OR {0} LIKE '%9999-12-31%'"
    # rounded up, or behind its zone's clock: year 10000
    " AND ({0} ~ '" + _YEAR_9999 + r"23:59:59[.,]9{{6}}[5-9]' OR {0} ~ '" + _YEAR_9999
    + r"(1[2-9]|2[0-4]):[0-9:.,]+\s*-[0-9:]*[1-9]')",
    doubt="years of more than four digits, which Django and Python do not hold",
    answers=(Answer(AS_WRITTEN, "the years that they spell"),),
)  # fmt: skip
HOUR_24 = Spelling(
    "hour_24",
    "{0} LIKE '%24:00%' AND {0} ~ '(^|[^0-9:])24:00'",
    doubt="hour 24, which times of Django and Python do not hold",
    answers=(Answer(AS_WRITTEN, "the end of the day"),),
)
LEAP_SECOND = Spelling(
    "leap_second",
    "{0} LIKE '%:60%' AND {0} ~ ':[0-9]{{2}}:60([^0-9:]|$)'",
    "{0}",
    "second 60 read as the first of the next minute",
)


def days(name: str, file_format: Conventions) -> Iterator[Spelling]:
    yield FAR_YEAR
    day: LiteralString = _ISO_DAY if file_format.dates == "YMD" else _ANY_DAY
    if name == "date":
        midnight: LiteralString = r"^\s*" + day + _MIDNIGHT + _ERA + r"\s*$"
        anything: LiteralString = r"^\s*" + day + r"([T ]|[-+Z]|\s*$)"
        yield Spelling("time_dropped", _unlike_day(midnight) + " AND {0} ~* '" + anything + "'")
        yield Spelling("other_date", _unlike_day(midnight) + " AND {0} !~* '" + anything + "'")
        return
    yield LEAP_SECOND
    yield COMMA_IN_SECONDS
    yield OFFSET_WITH_NAME
    if name == "timestamptz":
        yield ABBREVIATION
    else:
        yield ZONE_DROPPED
    zone: LiteralString = "(" + _OFFSET + "|" + _PLACE + "|" + _LETTERS + ")?"
    whole: LiteralString = r"^\s*" + day + r"([T ]+" + _TIME + r"\s*" + zone + ")?" + _ERA + r"\s*$"
    yield Spelling("other_date", "{0} !~* '" + whole + "'")


def _unlike_day(pattern: LiteralString) -> LiteralString:
    return "NOT (" + PLAIN_DAY + ") AND {0} !~* '" + pattern + "'"


MINUTES = Spelling(
    "two_parts",
    r"{0} ~ '(^|[^:0-9.])[0-9]+:[0-9]{{1,2}}\s*$'",
    doubt="durations of two parts",
    answers=(
        Answer(
            "minutes",
            "minutes and seconds, as Django reads them",
            r"pg_catalog.regexp_replace({0}, '([0-9]+:[0-9]{{1,2}}\s*)$', '00:\1')",
        ),
        Answer("hours", "hours and minutes, as PostgreSQL reads them"),
    ),
)  # fmt: skip
THREE_DIGITS_IN_DURATION = Spelling(
    "three_digits",
    "pg_catalog.strpos({0}, ',') > 0 AND {0} ~ '(^|[^:0-9])[0-9]{{1,3}}(,[0-9]{{3}})+([^0-9]|$)'",
    doubt="a comma before three digits each, which may separate thousands or begin decimals",
    answers=(
        Answer("thousands", "thousands, so that 1,500 is 1500", "pg_catalog.replace({0}, ',', '')"),
        Answer(
            "decimals", "decimals, so that 1,500 is 1.5", "pg_catalog.replace({0}, ',', '.')"
        ),
    ),
    unless="{0} ~ ',[0-9]' AND {0} !~ ',[0-9]{{3}}([^0-9]|$)'",
)  # fmt: skip
COMMA_IN_DURATION = Spelling(
    "comma_in_duration",
    "pg_catalog.strpos({0}, ',') > 0 AND {0} ~ '[0-9],[0-9]'",
    r"pg_catalog.regexp_replace({0}, '([0-9]),([0-9])', '\1.\2')",
)

WITHOUT_ZONE = re.compile(
    r"\s*\d+([./-])\d+\1\d+([T ]+\d+(:[\d.,:]+)?(\s*[ap]m)?)?\s*", re.IGNORECASE
)
"""A day, with a time or without one, that names no zone."""

_WITHOUT_ZONE: LiteralString = (
    r"{0} !~ '[A-Za-z]{{3}}|[Zz]|:[0-9]{{2}}([.,][0-9]+)?\s*[-+][0-9:]+\s*$'"
)
CLOCK_CHANGE: LiteralString = _WITHOUT_ZONE + (
    " AND (({0})::pg_catalog.timestamp <> (({0})::pg_catalog.timestamptz)::pg_catalog.timestamp"
    " OR ({0})::pg_catalog.timestamp IN"
    " ((({0})::pg_catalog.timestamptz - interval '1 hour')::pg_catalog.timestamp,"
    " (({0})::pg_catalog.timestamptz + interval '1 hour')::pg_catalog.timestamp))"
)
"""When the session's zone shows a moment that can be read twice, or never, as its clock changes."""


def has_clock_changes(conventions: Conventions) -> bool:
    return conventions.timezone != "UTC"
