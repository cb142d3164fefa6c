r"""How values are spelled, type by type: the one table of what a text is taken for.

A spelling that PostgreSQL's own input reads in its writer's meaning needs no entry: that is the
rule. The others are here. A *certain* one can mean one thing only, which PostgreSQL would not see;
a *doubtful* one is asked for, column by column, unless `--read` settles it; a *refused* one makes
its row a reject. Where Django has a parser of its own (durations), its
reading is among the answers.

Conditions and readings are SQL over the text, `{0}`, which is never NULL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import LiteralString

from psycopg import sql

from segue.database.catalog import DAYS, INTEGERS, NUMBERS, STRINGS, Column, DataType, TypeKind

TEXTS = STRINGS | {"citext", "name"}
FRACTIONS = NUMBERS - INTEGERS
WITH_NAN = FRACTIONS - {"money"}
JSON = frozenset({"json", "jsonb"})

NEVER_EMPTY = (
    NUMBERS | DAYS | JSON
    | {"bool", "time", "timetz", "interval", "uuid", "inet", "cidr", "macaddr", "oid"}
)  # fmt: skip
"""Types of which the empty text is no value: an empty cell, quoted or not, can only be NULL."""

NULL_WORDS = (
    "\\N",
    "NULL",
    "null",
    "<null>",
    "[NULL]",
    "(null)",
    "None",
    "NaT",
    "<NA>",
    "nan",
    "NaN",
)
"""What tools write for NULL."""

NAN = frozenset({"nan", "NaN"})
"""Words that WITH_NAN take as a value; in texts nobody means them."""

AS_WRITTEN = "as-written"
"""The answer that leaves a spelling to PostgreSQL's own reading."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One meaning that a doubtful spelling may have."""

    word: str
    """As `--read COLUMN=WORD` says it."""
    meaning: str
    reading: LiteralString = "{0}"
    fits: LiteralString = "true"
    """The condition under which a value may have this meaning."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A way of writing that PostgreSQL takes in another meaning than its writer's, or for none."""

    kind: str
    """A key of `faults.FAULTS` where it is refused; else its name."""
    condition: LiteralString
    reading: LiteralString = ""
    """What it certainly means; empty where that is asked, or where the value is refused."""
    remark: str = ""
    """What people are told who have values read so; empty where there is nothing to tell."""
    doubt: str = ""
    """What is to be asked: what the values are."""
    answers: tuple[Answer, ...] = ()
    unless: LiteralString = "false"
    """Where one value of the column fulfils this, the column is written so and all is well."""
    late: bool = False
    """Whether PostgreSQL refuses it anyway, so that it is looked for only where it has."""
    always: bool = False
    """Whether it was told that values are written so, and they are read so without a look."""

    @property
    def means_nothing(self) -> bool:
        """Whether it is a way to write NULL."""
        return self.reading in (NOTHING, EMPTY.reading)


@dataclass(frozen=True, slots=True)
class Conventions:
    """What was said of a file that decides how its values are read."""

    decimal: str | None = None
    """None where nobody said it."""
    thousands: str = ""
    dates: str = "YMD"
    null_settled: bool = True
    """Whether the word for NULL is known, so that others are texts."""


def base_type(column: Column) -> str:
    """The built-in type's name below domains, or the type's own."""
    return column.type.resolved.name.name


def spellings_of(column: Column, manner: Conventions) -> Iterator[Spelling]:
    """What to look for in the values of a column, in the order in which it is looked for."""
    resolved = column.type.resolved
    if resolved.kind in (TypeKind.ARRAY, TypeKind.RANGE, TypeKind.MULTIRANGE):
        yield EMPTY
        yield from _within(resolved)
        return
    if resolved.kind is TypeKind.ENUM and "" not in resolved.labels:
        yield EMPTY
        yield WORD_FOR_NULL
        return
    name = resolved.name.name
    if resolved.kind is not TypeKind.BASE:
        return
    if name in NEVER_EMPTY:
        yield EMPTY
        yield PLAIN_WORD_FOR_NULL if name in WITH_NAN else WORD_FOR_NULL
    if name in NUMBERS:
        yield from _numbers(name, resolved.scale, manner)
    elif name in TEXTS:
        yield from _texts(name, manner)
    elif name in DAYS:
        yield from _days(name, manner)
    else:
        yield from OTHERS.get(name, ())


# What is certain, whatever the type.

NOTHING: LiteralString = "NULL"

EMPTY = Spelling("empty", "{0} = ''", "nullif({0}, '')", late=True)

_WORDS: LiteralString = "'\\N', 'NULL', 'null', '<null>', '[NULL]', '(null)', 'None', 'NaT', '<NA>'"
_IS_WORD: LiteralString = "{0} IN (" + _WORDS + ")"
_IS_WORD_OR_NAN: LiteralString = "{0} IN (" + _WORDS + ", 'nan', 'NaN')"

PLAIN_WORD_FOR_NULL = Spelling("null_word", _IS_WORD, NOTHING, late=True)
WORD_FOR_NULL = Spelling("null_word", _IS_WORD_OR_NAN, NOTHING, late=True)

# Numbers.

_GROUPED: LiteralString = r"^\s*[-+]?[1-9][0-9]{{0,2}}(\.[0-9]{{3}})+\s*$"
_OTHER_DECIMALS: LiteralString = (
    r"{0} LIKE '%.%' AND {0} !~ '" + _GROUPED + r"' AND {0} ~ '^\s*[-+]?[0-9]*\.[0-9]+\s*$'"
)
_EXPONENT: LiteralString = r"^\s*[-+]?[0-9]([.,][0-9]{{1,14}})?E[+-][0-9]{{2,3}}\s*$"

NOT_A_NUMBER = Spelling(
    "not_a_number",
    r"({0} LIKE '%n%' OR {0} LIKE '%N%') AND {0} ~* '^\s*[-+]?(nan|inf|infinity)\s*$'",
    doubt="no number (NaN, infinity)",
    answers=(
        Answer("null", "no value", "NULL", "{0} ~* 'nan'"),
        Answer(AS_WRITTEN, "PostgreSQL's NaN and infinity, which spoil sums"),
    ),
)
THREE_DIGITS = Spelling(
    "three_digits",
    "{0} LIKE '%.___' AND {0} ~ '" + _GROUPED + "'",
    doubt="a point before three digits each, which may part thousands or begin decimals",
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


def _numbers(name: str, scale: int | None, manner: Conventions) -> Iterator[Spelling]:
    if manner.thousands:
        yield PARTED[manner.thousands]
    if manner.decimal == ",":
        yield POINT_FOR_COMMA
        yield COMMA_DECIMALS if name in FRACTIONS else WHOLE_WITH_COMMA
    elif name == "money":
        yield COMMA_IN_MONEY
    if name in WITH_NAN:
        yield NOT_A_NUMBER
        yield SHORTENED
    if manner.decimal is None and (
        name in INTEGERS or name == "money" or (scale is not None and scale < 3)
    ):
        yield THREE_DIGITS
    if name in INTEGERS and manner.decimal != ",":
        yield WHOLE_WITH_POINT


# Texts that were numbers, formulas or errors of a spreadsheet on their way.

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
    _IS_WORD_OR_NAN,
    doubt="a word that tools write for NULL",
    answers=(Answer("null", "no value", "NULL"), Answer(AS_WRITTEN, "texts")),
)
CUT_NAME = Spelling("too_long", "pg_catalog.octet_length({0}) > 63")


def _texts(name: str, manner: Conventions) -> Iterator[Spelling]:
    yield SHORTENED_TEXT
    yield ERROR_VALUE
    yield FLOAT_TEXT
    yield FORMULA_TEXT
    yield APOSTROPHE
    if not manner.null_settled:
        yield WORD_IN_TEXT
    if name == "name":
        yield CUT_NAME


# Days, moments and times. What the type's input would drop is no value of the type.

_ISO_DAY: LiteralString = "([0-9]{{4,7}}-[0-9]{{1,2}}-[0-9]{{1,2}}|[-+]?infinity)"
_ANY_DAY: LiteralString = (
    "([0-9]{{4,7}}-[0-9]{{1,2}}-[0-9]{{1,2}}"
    "|[0-9]{{1,2}}[./-][0-9]{{1,2}}[./-][0-9]{{4}}|[-+]?infinity)"
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
ABBREVIATION = Spelling(
    "abbreviation",
    "pg_catalog.right({0}, 1) COLLATE \"C\" > '9'"
    r" AND {0} ~ '[0-9]\s*" + _LETTERS + r"\s*$'"
    r" AND {0} !~* '(UTC|GMT|Z|[ap]m|infinity)\s*$' AND {0} !~ '(BC|AD)$'",
    doubt="a zone's abbreviation, which several countries use for different zones",
    answers=(Answer(AS_WRITTEN, "the zone that PostgreSQL knows by it (EST is -05, IST is +02)"),),
)  # fmt: skip
ZONE_DROPPED = Spelling(
    "zone_dropped",
    "{0} NOT LIKE '____-__-__ __:__:__' AND ({0} ~* ':[0-9]{{2}}([.,][0-9]+)?" + r"\s*" + _OFFSET
    + r"\s*$' OR {0} ~ '" + _PLACE + "')",
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
PART_DROPPED = Spelling(
    "part_dropped", "{0} NOT LIKE '__:__:__' AND {0} !~ '^\\s*" + _TIME + "\\s*$'"
)
PART_DROPPED_TZ = Spelling(
    "part_dropped",
    "{0} NOT LIKE '__:__:__' AND {0} !~* '^\\s*" + _TIME + r"\s*" + _OFFSET + r"?\s*$'",
)


def _days(name: str, manner: Conventions) -> Iterator[Spelling]:
    day: LiteralString = _ISO_DAY if manner.dates == "YMD" else _ANY_DAY
    if name == "date":
        midnight: LiteralString = r"^\s*" + day + _MIDNIGHT + _ERA + r"\s*$"
        anything: LiteralString = r"^\s*" + day + r"([T ]|[-+Z]|\s*$)"
        yield Spelling("time_dropped", _unlike_day(midnight) + " AND {0} ~* '" + anything + "'")
        yield Spelling("other_date", _unlike_day(midnight) + " AND {0} !~* '" + anything + "'")
        return
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
    return "{0} NOT LIKE '____-__-__' AND {0} !~* '" + pattern + "'"


# Durations as Django's parse_duration reads them, bytes, addresses, documents.

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
COMMA_IN_DURATION = Spelling(
    "comma_in_duration",
    "pg_catalog.strpos({0}, ',') > 0 AND {0} ~ '[0-9],[0-9]'",
    r"pg_catalog.regexp_replace({0}, '([0-9]),([0-9])', '\1.\2')",
)
PYTHON_BYTES = Spelling("python_bytes", "{0} ~ '^b(''.*''|\".*\")$'")
BYTES = Spelling(
    "bytes",
    r"pg_catalog.left({0}, 2) <> '\x' AND {0} <> ''",
    doubt="not written as \\x and hexadecimal digits",
    answers=(
        Answer(
            "hex",
            "hexadecimal",
            "pg_catalog.decode(pg_catalog.regexp_replace("
            "{0}, '^(0x|x''|X'')|''$', '', 'gi'), 'hex')::pg_catalog.text",
            "{0} ~* '^(0x([0-9a-f]{{2}})*|x''([0-9a-f]{{2}})*'')$'",
        ),
        Answer(
            "base64",
            "base64",
            "pg_catalog.decode({0}, 'base64')::pg_catalog.text",
            "{0} ~ '^([A-Za-z0-9+/]{{4}})*([A-Za-z0-9+/]{{2}}==|[A-Za-z0-9+/]{{3}}=)?$'",
        ),
        Answer(
            "text",
            "the bytes of the text itself",
            "pg_catalog.convert_to({0}, 'UTF8')::pg_catalog.text",
            "false",
        ),
        Answer(AS_WRITTEN, "PostgreSQL's old escape form", fits="pg_catalog.strpos({0}, '\\') > 0"),
    ),
)  # fmt: skip
TRUE_WORDS: LiteralString = (
    "'wahr', 'vrai', 'verdadero', 'vero', 'verdadeiro', 'waar', 'prawda', 'sant', 'sand', 'tosi',"
    " 'pravda', 'igaz'"
)
FALSE_WORDS: LiteralString = (
    "'falsch', 'faux', 'falso', 'onwaar', 'falskt', 'falsk', 'usann', 'nepravda', 'hamis'"
)
TRUTH = Spelling(
    "truth",
    "pg_catalog.lower({0}) IN (" + TRUE_WORDS + ", " + FALSE_WORDS + ")",
    "CASE WHEN pg_catalog.lower({0}) IN (" + TRUE_WORDS + ") THEN 'true' ELSE 'false' END",
    late=True,
)
TRUTH_AS_FLOAT = Spelling(
    "truth_as_float",
    r"{0} ~ '^[01]\.0$'",
    "pg_catalog.left({0}, 1)",
    "1.0 read as true, 0.0 as false",
    late=True,
)
SHORT_NETWORK = Spelling(
    "short_network",
    r"{0} ~ '^[0-9]+(\.[0-9]+){{0,2}}(/|$)'",
    doubt="networks without all four numbers",
    answers=(Answer(AS_WRITTEN, "what PostgreSQL fills up, 10 to 10.0.0.0/8"),),
)
JSON_WITHIN = Spelling(
    "json_within",
    "{0} LIKE '\"{{%}}\"' OR {0} LIKE '\"[%]\"'",
    doubt="JSON within a JSON text, as what is written twice is",
    answers=(
        Answer("within", "the JSON within", "(({0})::pg_catalog.json #>> '{{}}')"),
        Answer(AS_WRITTEN, "JSON texts"),
    ),
)
CUT_CHARACTER = Spelling("too_long", "pg_catalog.octet_length({0}) > 1")

OTHERS = {
    "interval": (COMMA_IN_DURATION, MINUTES),
    "bytea": (PYTHON_BYTES, BYTES),
    "bool": (TRUTH, TRUTH_AS_FLOAT),
    "cidr": (SHORT_NETWORK,),
    "json": (JSON_WITHIN,),
    "jsonb": (JSON_WITHIN,),
    "time": (PART_DROPPED,),
    "timetz": (PART_DROPPED_TZ,),
    "char": (CUT_CHARACTER,),
}

# Values within arrays and ranges, of which the whole text is looked at.

_IN_ARRAY = "values within it that PostgreSQL may take for something else"


def _within(resolved: DataType) -> Iterator[Spelling]:
    inner = resolved.inner
    while inner is not None and inner.inner is not None:
        inner = inner.resolved if inner.kind is TypeKind.DOMAIN else inner.inner
    condition = WITHIN.get(inner.name.name) if inner is not None else None
    if condition is not None:
        yield Spelling(
            "within",
            condition,
            doubt=_IN_ARRAY,
            answers=(Answer(AS_WRITTEN, "what PostgreSQL takes them for"),),
        )


_UNSURE_DAY: LiteralString = (
    r"{0} ~* '(today|now|tomorrow|yesterday|epoch|(UTC|GMT|Z)\s*[-+]\s*[0-9]"
    r"|(^|[^0-9-])[0-9]{{1,2}}[./-][0-9]{{1,2}}[./-][0-9]{{2,4}}([^0-9]|$))'"
)
WITHIN: dict[str, LiteralString] = {
    "date": _UNSURE_DAY + r" OR {0} ~ '[0-9]:[0-9]'",
    "timestamp": _UNSURE_DAY + r" OR {0} ~ ':[0-9]{{2}}([.][0-9]+)?\s*[-+Z]'",
    "timestamptz": _UNSURE_DAY,
    "interval": r"{0} ~ '(^|[^:0-9.])[0-9]+:[0-9]{{1,2}}\s*([\"\},\]\)]|$)'",
    "numeric": "{0} ~* '(nan|inf)'",
    "float4": "{0} ~* '(nan|inf)'",
    "float8": "{0} ~* '(nan|inf)'",
    "bytea": r"{0} ~ '[\{{,]\"?[^\"\\\{{\},N]'",
}


# What the column keeps less of than the value has.


def rounding(column: Column) -> tuple[LiteralString, str] | None:
    """When the column keeps a rounded value, and what is told of it; None for other types."""
    resolved = column.type.resolved
    name, modifier = resolved.name.name, resolved.modifier
    if resolved.scale is not None:
        return ROUNDED[name], f"rounded to {column.type.text}"
    if name == "varchar" and modifier != -1:
        return ROUNDED[name], f"cut to {column.type.text}: blanks at the end"
    if name in ROUNDED and name not in ("numeric", "varchar"):
        return ROUNDED[name], f"rounded to {column.type.text}"
    return None


_PLAIN: LiteralString = r"^\s*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[-+]?[0-9]{{1,3}})?\s*$"

ROUNDED: dict[str, LiteralString] = {
    "numeric": (
        "({0} LIKE '%e%' OR {0} LIKE '%E%' OR pg_catalog.length(pg_catalog.rtrim("
        "pg_catalog.split_part({0}, '.', 2), '0 ')) > {1}) AND CASE WHEN {0} ~* '" + _PLAIN + "'"
        " THEN pg_catalog.round(({0})::pg_catalog.numeric, {1}) <> ({0})::pg_catalog.numeric"
        " ELSE false END"
    ),
    "float8": (
        "pg_catalog.length({0}) > 16 AND CASE WHEN {0} ~* '" + _PLAIN + "' THEN ({0})::numeric"
        " <> (({0})::pg_catalog.numeric::pg_catalog.float8)::pg_catalog.text::numeric"
        " ELSE false END"
    ),
    "float4": (
        "pg_catalog.length({0}) > 7 AND CASE WHEN {0} ~* '" + _PLAIN + "' THEN ({0})::numeric"
        " <> (({0})::pg_catalog.numeric::pg_catalog.float4)::pg_catalog.text::numeric"
        " ELSE false END"
    ),
    "money": r"{0} ~ '\.[0-9]{{2}}[0-9]*[1-9]'",
    "timestamp": r"pg_catalog.length({0}) > 26 AND {0} ~ '[.,][0-9]{{6}}[0-9]*[1-9]'",
    "timestamptz": r"pg_catalog.length({0}) > 26 AND {0} ~ '[.,][0-9]{{6}}[0-9]*[1-9]'",
    "time": r"pg_catalog.length({0}) > 15 AND {0} ~ '[.,][0-9]{{6}}[0-9]*[1-9]'",
    "interval": r"pg_catalog.length({0}) > 15 AND {0} ~ '[.,][0-9]{{6}}[0-9]*[1-9]'",
    "varchar": "pg_catalog.length({0}) > {1}",
}
"""By type; `{1}` is what its modifier allows."""


def allowed(column: Column) -> sql.Literal:
    """What the modifier allows: the decimals of a number, the characters of a text."""
    resolved = column.type.resolved
    return sql.Literal(resolved.modifier - 4 if resolved.scale is None else resolved.scale)


def answers_of(column: Column) -> set[str]:
    """All words that may say what doubtful values of a column are."""
    every = [Conventions(null_settled=False), Conventions(decimal=","), Conventions(dates="DMY")]
    found = {
        one.word for manner in every for s in spellings_of(column, manner) for one in s.answers
    }
    return found | {AS_WRITTEN}
