"""Values that a cast changes without a word: as conditions for the source to count.

They are what people see afterwards, not what a rounding by the column's own modifier does, of which
`values` tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString

from psycopg import sql

from segue.checks.rows.rules import CHANGED, FailingCondition
from segue.checks.rows.values import shown
from segue.database.catalog import FLOATS, INTEGERS, STRINGS, DataType, TypeKind
from segue.database.fits import OTHER_SHAPES
from segue.mapping.sql.documents import REPEATED_KEYS

EXACT = {("int2", "float4"), ("int2", "float8"), ("int4", "float8")}
"""Whole numbers that every float of the type tells."""

_NOT_FINITE = "'NaN', 'Infinity', '-Infinity'"


Change = tuple[LiteralString, str, str, str]
"""A condition on {value}, what such values are, what becomes of them, and SQL that keeps them."""

_SHORTENED: LiteralString = "pg_catalog.octet_length({value}::pg_catalog.text) > "
_FRACTION: Change = (
    "CASE WHEN pg_catalog.jsonb_typeof({value}) = 'number' THEN ({value})::pg_catalog.numeric"
    " <> pg_catalog.trunc(({value})::pg_catalog.numeric) ELSE false END",
    "no whole numbers",
    "they are rounded",
    "",
)
_SHAPE: Change = ("{value} IS NOT NULL", "shapes", "each becomes a shape of another kind", "")

_OF_PAIRS: dict[tuple[str, str], Change] = {
    ("json", "jsonb"): (
        REPEATED_KEYS,
        "documents with a key that is there more than once",
        "jsonb keeps the last of each",
        "",
    ),
    ("inet", "cidr"): (
        "{value} <> pg_catalog.network({value})",
        "addresses of a host within a network",
        "the network alone is kept",
        "",
    ),
    ("interval", "time"): (
        "{value} < '0 s' OR {value} >= '24 h'",
        "not within one day",
        "whole days are cut off",
        "",
    ),
    **{
        (text, "name"): (_SHORTENED + "63", "longer than 63 bytes", "the rest is cut off", "")
        for text in ("text", "varchar", "bpchar")
    },
    **{
        (text, "char"): (_SHORTENED + "1", "longer than one byte", "the rest is cut off", "")
        for text in ("text", "varchar", "bpchar")
    },
    **{
        (whole, "oid"): ("{value} < 0", "below 0", "-1 becomes 4294967295", "")
        for whole in ("int2", "int4")
    },
    ("oid", "int4"): (
        "{value}::pg_catalog.int8 > 2147483647",
        "above 2147483647",
        "4294967295 becomes -1",
        "",
    ),
    ("char", "int4"): ("{value} IS NOT NULL", "characters", "'1' becomes its code, 49", ""),
    **{("jsonb", whole): _FRACTION for whole in sorted(INTEGERS)},
    **dict.fromkeys(sorted(OTHER_SHAPES), _SHAPE),
}
"""Changes that two types have to themselves."""


def changed_values(
    value: sql.Composable, ours: DataType, target_type: DataType
) -> Iterator[FailingCondition]:
    """The ways in which a value of one type is another one after the cast to the other."""
    ours, target_type = ours.resolved, target_type.resolved
    if ours.kind is TypeKind.ARRAY and target_type.kind is TypeKind.ARRAY:
        yield from _elements(value, ours, target_type)
    elif ours.builtin and target_type.builtin:
        for condition, predicate, effect, mend in _changes(ours, target_type):
            yield FailingCondition(
                CHANGED,
                sql.SQL(condition).format(value=value, width=sql.Literal(target_type.modifier - 4)),
                predicate,
                effect,
                mend=mend,
                shown=shown(value),
            )


def _changes(ours: DataType, target_type: DataType) -> Iterator[Change]:
    have, want = ours.name.name, target_type.name.name
    if (have, want) in _OF_PAIRS:
        yield _OF_PAIRS[have, want]
    elif {have, want} == {"timestamp", "timestamptz"} or (have, want) == ("date", "timestamptz"):
        yield from _zones(have, want)
    elif have in ("timestamp", "timestamptz") and want in ("date", "time", "timetz"):
        yield from _cut_off(want)
    elif {have, want} == {"time", "timetz"}:
        yield _offsets(want)
    elif have == "bytea" and want in STRINGS:
        spelling = "they arrive as their hexadecimal spelling"
        yield "{value} IS NOT NULL", "bytes", spelling, "convert_from({}, 'UTF8')"
    elif want == "bytea" and have in STRINGS:
        escape = "it is read as the beginning of an escape, or of hexadecimal digits"
        has_backslash = "pg_catalog.strpos({value}::pg_catalog.text, E'\\\\') > 0"
        yield has_backslash, "texts with a backslash", escape, "convert_to({}, 'UTF8')"
    elif want == "bpchar" and have in STRINGS and target_type.modifier > 0:
        yield from _padded(ours, target_type)
    elif have == "bpchar" and want in ("text", "varchar"):
        yield (
            "pg_catalog.bpcharout({value})::pg_catalog.text <> {value}::pg_catalog.text",
            "filled up with blanks",
            "they arrive without those",
            "",
        )
    elif want == "bool" and have in INTEGERS | FLOATS | {"numeric"}:
        yield "{value} NOT IN (0, 1)", "neither 0 nor 1", "every value but 0 becomes true", ""
    else:
        yield from _digits(have, want, target_type.modifier)


def _zones(have: str, want: str) -> Iterator[Change]:
    if want == "timestamptz":
        yield (
            "pg_catalog.isfinite({value})",
            "moments without a time zone",
            "they are taken to be in UTC",
            # A date by itself would be taken for a moment in the session's zone.
            "{}::timestamp AT TIME ZONE 'UTC'" if have == "date" else "{} AT TIME ZONE 'UTC'",
        )
    else:
        yield (
            "pg_catalog.isfinite({value})",
            "moments that the target keeps without a time zone",
            "they are written as the time in UTC",
            "{} AT TIME ZONE 'UTC'",
        )


def _offsets(want: str) -> Change:
    if want == "time":
        return "{value} IS NOT NULL", "times with an offset from UTC", "it is cut off", ""
    return "{value} IS NOT NULL", "times without an offset", "they are taken to be in UTC", ""


def _cut_off(want: str) -> Iterator[Change]:
    if want == "date":
        condition: LiteralString = "{value} <> {value}::pg_catalog.date"
        yield condition, "moments with a time of day", "it is cut off", ""
    else:
        yield "{value} IS NOT NULL", "moments with a date", "it is cut off", ""


def _padded(ours: DataType, target_type: DataType) -> Iterator[Change]:
    if ours.name.name == "bpchar" and ours.modifier == target_type.modifier:
        return
    width = target_type.modifier - 4
    yield (
        "pg_catalog.length({value}::pg_catalog.text) < {width}",
        f"shorter than {width:,} characters",
        f"char({width}) fills them up with blanks",
        "",
    )


def _digits(have: str, want: str, modifier: int) -> Iterator[Change]:
    """Digits that a number of another type does not hold."""
    lost = "digits beyond a float's precision are lost"
    if want in FLOATS and (have, want) in EXACT:
        return
    if want in FLOATS and have in INTEGERS | {"numeric"}:
        yield (
            "CASE WHEN {value}::pg_catalog.text IN (" + _NOT_FINITE + ") THEN false"
            " WHEN pg_catalog.abs({value}) >= 1e37 THEN true"
            " WHEN pg_catalog.abs({value}) < 1e-37 THEN {value} <> 0"
            " ELSE {value}::pg_catalog." + _float(want) + "::pg_catalog.text::pg_catalog.numeric"
            " <> {value}::pg_catalog.numeric END",
            "with more digits than a float tells",
            lost,
            "",
        )
    elif (have, want) == ("float8", "float4"):
        yield (
            "CASE WHEN {value}::pg_catalog.text IN (" + _NOT_FINITE + ") THEN false"
            " WHEN pg_catalog.abs({value}) >= 1e37 OR pg_catalog.abs({value}) < 1e-37"
            " THEN {value} <> 0"
            " ELSE {value}::pg_catalog.float4::pg_catalog.text::pg_catalog.float8 <> {value} END",
            "with more digits than a real tells",
            lost,
            "",
        )
    elif (have, want) == ("float4", "float8"):
        yield (
            "{value}::pg_catalog.float8::pg_catalog.text <> {value}::pg_catalog.text",
            "shown with other digits in double precision",
            "0.1 becomes 0.10000000149011612",
            "{}::text::float8",
        )
    elif want == "money" and have in FLOATS | {"numeric"}:
        yield (
            "CASE WHEN {value}::pg_catalog.text IN (" + _NOT_FINITE + ") THEN false"
            " ELSE {value}::pg_catalog.numeric"
            " <> pg_catalog.round({value}::pg_catalog.numeric, 2) END",
            "with more than two decimals",
            "they are rounded",
            "round(({})::numeric, 2)",
        )
    elif have in FLOATS and want == "numeric" and modifier == -1:
        yield (
            "CASE WHEN {value}::pg_catalog.text IN (" + _NOT_FINITE + ") THEN false"
            " ELSE {value}::pg_catalog.numeric <> {value}::pg_catalog.text::pg_catalog.numeric END",
            "with more digits than the cast keeps",
            "they are rounded to 15 digits, and to 6 where they are real",
            "{}::text::numeric",
        )


def _float(want: str) -> LiteralString:
    return "float4" if want == "float4" else "float8"


def _elements(
    value: sql.Composable, ours: DataType, target_type: DataType
) -> Iterator[FailingCondition]:
    assert ours.inner is not None
    assert target_type.inner is not None
    element = sql.Identifier("element", "value")
    for failing in changed_values(element, ours.inner, target_type.inner):
        yield FailingCondition(
            CHANGED,
            sql.SQL(
                "EXISTS (SELECT FROM pg_catalog.unnest({}) AS element (value) WHERE {})"
            ).format(value, failing.bad),
            f"arrays with an element that is {failing.predicate}",
            failing.effect,
            shown=shown(value),
        )
