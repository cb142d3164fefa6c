"""Bytes, truth values, networks and documents; and values within arrays and ranges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString

from segue.database.catalog import DataType, TypeKind
from segue.files.importing.spellings.model import AS_WRITTEN, Answer, Spelling
from segue.files.importing.spellings.times import (
    COMMA_IN_DURATION,
    HOUR_24,
    LEAP_SECOND,
    MINUTES,
    PART_DROPPED,
    PART_DROPPED_TZ,
    THREE_DIGITS_IN_DURATION,
)

_PYTHON: LiteralString = "{0} ~ '^b(''.*''|\".*\")$'"
PYTHON_BYTES = Spelling("python_bytes", _PYTHON)
BYTES = Spelling(
    "bytes",
    r"pg_catalog.left({0}, 2) <> '\x' AND {0} <> '' AND NOT " + _PYTHON,
    doubt="bytes that are not written as \\x and hexadecimal digits",
    answers=(
        Answer(
            "hex",
            "hexadecimal",
            "pg_catalog.decode(pg_catalog.regexp_replace("
            "{0}, '^(0x|x''|X'')|''$', '', 'gi'), 'hex')::pg_catalog.text",
            "{0} ~* '^((0x)?([0-9a-f]{{2}})*|x''([0-9a-f]{{2}})*'')$'",
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
    "interval": (THREE_DIGITS_IN_DURATION, COMMA_IN_DURATION, MINUTES),
    "bytea": (PYTHON_BYTES, BYTES),
    "bool": (TRUTH, TRUTH_AS_FLOAT),
    "cidr": (SHORT_NETWORK,),
    "json": (JSON_WITHIN,),
    "jsonb": (JSON_WITHIN,),
    "time": (HOUR_24, LEAP_SECOND, PART_DROPPED),
    "timetz": (HOUR_24, LEAP_SECOND, PART_DROPPED_TZ),
    "char": (CUT_CHARACTER,),
}

_IN_ARRAY = "values within it that PostgreSQL may take for something else"


def within(resolved: DataType) -> Iterator[Spelling]:
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
    r"|(^|[^0-9])[0-9]{{5,7}}-[0-9]{{1,2}}-"
    r"|(^|[^0-9-])[0-9]{{1,2}}[./-][0-9]{{1,2}}[./-][0-9]{{2,4}}([^0-9]|$))'"
)
WITHIN: dict[str, LiteralString] = {
    "date": _UNSURE_DAY + r" OR {0} ~ '[0-9]:[0-9]'",
    "timestamp": _UNSURE_DAY + r" OR {0} ~ ':[0-9]{{2}}([.][0-9]+)?\s*([-+Z]|[A-Za-z]{{3}})'",
    "timestamptz": _UNSURE_DAY + r" OR {0} ~ ':[0-9]{{2}}([.][0-9]+)?\s*(?!UTC|GMT)[A-Za-z]{{3}}'",
    "time": r"{0} ~ '24:00|[0-9]-[0-9]|:[0-9]{{2}}([.][0-9]+)?\s*([-+Z]|[A-Za-z]{{3}})'",
    "timetz": "{0} ~ '24:00|[0-9]-[0-9]+-[0-9]'",
    "money": '{0} ~ \'"[^",]*,[^"]*"\'',
    "interval": r"{0} ~ '(^|[^:0-9.])[0-9]+:[0-9]{{1,2}}\s*([\"\},\]\)]|$)'",
    "numeric": "{0} ~* '(nan|inf)'",
    "float4": "{0} ~* '(nan|inf)'",
    "float8": "{0} ~* '(nan|inf)'",
    "bytea": r"{0} ~ '[\{{,]\"?[^\"\\\{{\},N]'",
}
