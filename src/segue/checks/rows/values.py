"""Which values a column refuses or changes, judged by type: as conditions for the source to count.

`value` is an expression of the source's type, before any cast. What only a cast itself can tell,
such as which texts are numbers, is not decided here: see `may_fail`.
"""

from __future__ import annotations

from collections.abc import Iterator

from psycopg import sql

from segue.checks.rows.rules import CHANGED, NO_LABEL, OUT_OF_RANGE, TOO_LONG, FailingCondition
from segue.database.catalog import (
    BITS,
    FLOATS,
    INTEGERS,
    MOMENTS,
    NUMBERS,
    OBJECTS,
    STRINGS,
    DataType,
    TypeKind,
)
from segue.database.conversions import conversion
from segue.database.fits import WIDTHS, Casts
from segue.mapping.sql import as_written

FLOAT_BOUNDS = {
    # Half a step beyond the largest and the smallest number: from there on the server rounds to
    # infinity or to zero, and refuses both.
    "float4": ("3.4028235677973366e38", "7.006492321624085e-46"),
    "float8": ("1.797693134862315807e308", "2.4703282292062327e-324"),
}
LAST_DAY = "294276-12-31"
"""Of timestamps; dates go further."""
SHOWN = 40
"""Characters of a value that a message shows."""

SAFE = frozenset(
    {
        ("json", "text"),
        ("jsonb", "json"),
        ("macaddr", "macaddr8"),
        ("money", "numeric"),
        ("xml", "text"),
    }
)
"""Casts that are not implicit and yet refuse no value."""


def failings(
    value: sql.Composable, ours: DataType, target_type: DataType
) -> Iterator[FailingCondition]:
    """The ways in which a value of one type can break the rules of a column of another."""
    ours, target_type = ours.resolved, target_type.resolved
    if ours.kind is TypeKind.ARRAY and target_type.kind is TypeKind.ARRAY:
        yield from _elements(value, ours, target_type)
    elif target_type.kind is TypeKind.ENUM:
        yield from _labels(value, ours, target_type)
    elif _is(target_type, STRINGS):
        yield from _length(value, ours, target_type)
    elif _is(target_type, BITS):
        yield from _bits(value, ours, target_type)
    elif _is(target_type, INTEGERS):
        yield from _whole_numbers(value, ours, target_type)
    elif _is(target_type, {"numeric"}):
        yield from _digits(value, ours, target_type)
    elif _is(target_type, FLOATS):
        yield from _floats(value, ours, target_type)
    elif _is(target_type, MOMENTS):
        yield from _moments(value, ours, target_type)


def may_fail(ours: DataType, target_type: DataType, casts: Casts) -> bool:
    """Whether the cast can fail for some value in a way that only trying it tells."""
    ours, target_type = ours.resolved, target_type.resolved
    if ours.kind is TypeKind.ARRAY and target_type.kind is TypeKind.ARRAY:
        assert ours.inner is not None
        assert target_type.inner is not None
        return may_fail(ours.inner, target_type.inner, casts)
    names = ours.name.name, target_type.name.name
    if (
        ours.name == target_type.name
        or not target_type.builtin
        or _is(target_type, STRINGS)
        or names in SAFE
    ):
        return False
    if "bool" in names and conversion(ours, target_type) is not None:
        return False
    numbers = INTEGERS | FLOATS | {"numeric"}
    if names[0] in numbers and names[1] in numbers:
        # Told by `failings`, but for an infinity where numeric has no bounds: before version 14 it
        # has none.
        return names[0] in FLOATS and names[1] == "numeric" and target_type.modifier == -1
    if names[0] in MOMENTS | {"date"} and names[1] in MOMENTS | {"date"}:
        return False
    picky = _is(target_type, OBJECTS | {"oid", "macaddr"})  # which implicit casts refuse values of
    return picky or casts.get((ours.name, target_type.name)) != "i"


def shown(value: sql.Composable) -> sql.Composable:
    """The beginning of a value's text."""
    return sql.SQL("pg_catalog.left(({})::pg_catalog.text, {})").format(value, SHOWN)


def _readable(template: str) -> str:
    """SQL as a person would write it, without the schema of what is built in."""
    return template.replace("pg_catalog.", "")


def _is(data_type: DataType, names: frozenset[str] | set[str]) -> bool:
    return data_type.builtin and data_type.name.name in names


def _elements(
    value: sql.Composable, ours: DataType, target_type: DataType
) -> Iterator[FailingCondition]:
    assert ours.inner is not None
    assert target_type.inner is not None
    for failing in failings(sql.Identifier("element", "value"), ours.inner, target_type.inner):
        yield FailingCondition(
            failing.code,
            sql.SQL(
                "EXISTS (SELECT FROM pg_catalog.unnest({}) AS element (value) WHERE {})"
            ).format(value, failing.bad),
            f"arrays with an element that is {failing.predicate}",
            failing.effect,
            shown=shown(value),
            uncastable=failing.uncastable,
        )


def _labels(
    value: sql.Composable, ours: DataType, target_type: DataType
) -> Iterator[FailingCondition]:
    if ours.kind is TypeKind.ENUM and ours.labels and set(ours.labels) <= set(target_type.labels):
        return
    labels = (
        sql.SQL(", ").join(map(sql.Literal, target_type.labels)) if target_type.labels else sql.NULL
    )
    yield FailingCondition(
        NO_LABEL,
        sql.SQL("({0} IS NOT NULL AND {0}::pg_catalog.text NOT IN ({1}))").format(value, labels)
        if target_type.labels
        else sql.SQL("{} IS NOT NULL").format(value),
        f"no label of {target_type.text}",
        f"{target_type.text} knows {_listed(target_type.labels)}",
        shown=shown(value),
    )


def _listed(labels: tuple[str, ...], most: int = 8) -> str:
    some = ", ".join(map(repr, labels[:most]))
    return some + (f" and {len(labels) - most} more" if len(labels) > most else "") or "no label"


def _length(
    value: sql.Composable, ours: DataType, target_type: DataType
) -> Iterator[FailingCondition]:
    most = target_type.length
    if most is None or _longest(ours) <= most:
        return
    as_text = conversion(ours, target_type) or "({0})::pg_catalog.text"
    text = sql.SQL(as_text).format(value)
    length = sql.SQL("pg_catalog.length({})").format(text)
    # The server cuts blanks beyond the width without a word, and refuses anything else there.
    trimmed = sql.SQL("pg_catalog.length(pg_catalog.rtrim({}, ' '))").format(text)
    # No text has more characters than bytes, which the server knows without looking at the text.
    bytes_beyond = sql.SQL("pg_catalog.octet_length({}) > {}").format(text, most)
    yield FailingCondition(
        TOO_LONG,
        sql.SQL("{} AND {} > {}").format(bytes_beyond, trimmed, most),
        f"longer than {_short(target_type)}",
        "those rows would be refused",
        mend=f"left({'{0}' if _is(ours, STRINGS) else _readable(as_text)}, {most})",
        shown=sql.SQL("{} || ' characters'").format(length),
    )
    if target_type.name.name == "varchar" and _is(ours, {"text", "varchar"}):
        yield FailingCondition(
            CHANGED,
            sql.SQL("{} AND {} > {} AND {} <= {}").format(
                bytes_beyond, length, most, trimmed, most
            ),
            f"longer than {_short(target_type)} by blanks at their end",
            "the target cuts those blanks off, and verify would tell the rows as different",
            mend="rtrim({})",
        )


def _longest(ours: DataType) -> float:
    if ours.kind is TypeKind.ENUM and ours.labels:
        return max(map(len, ours.labels))
    if _is(ours, STRINGS) and ours.length is not None:
        return ours.length
    return WIDTHS.get(ours.name.name, float("inf")) if ours.builtin else float("inf")


def _short(data_type: DataType) -> str:
    """varchar(10), as everybody calls it, for character varying(10)."""
    return f"{data_type.name.name.replace('bpchar', 'char')}({data_type.length})"


def _bits(
    value: sql.Composable, ours: DataType, target_type: DataType
) -> Iterator[FailingCondition]:
    most, have = target_type.length, ours.length
    if most is None or not _is(ours, BITS):
        return
    exact = target_type.name.name == "bit"
    narrow = have is not None and (have == most or (not exact and have <= most))
    if ours.name == target_type.name and narrow:
        return
    yield FailingCondition(
        TOO_LONG,
        sql.SQL("pg_catalog.length({}) {} {}").format(value, sql.SQL("<>" if exact else ">"), most),
        f"{'not of the length of' if exact else 'longer than'} {target_type.text}",
        "those rows would be refused",
        shown=sql.SQL("pg_catalog.length({}) || ' bits'").format(value),
    )


def _whole_numbers(
    value: sql.Composable, ours: DataType, target_type: DataType
) -> Iterator[FailingCondition]:
    end, number = target_type.end, value
    assert end is not None
    if _is(ours, FLOATS | {"numeric"}):
        number = sql.SQL("pg_catalog.round({})").format(value)
        yield FailingCondition(
            CHANGED,
            sql.SQL("{} <> {}").format(value, number),
            "no whole numbers",
            f"{target_type.text} takes them rounded",
            shown=shown(value),
        )
    elif ours.end is None or ours.end <= end:
        return
    yield FailingCondition(
        OUT_OF_RANGE,
        # NaN counts as greater than every number.
        sql.SQL("NOT ({0} >= {1} AND {0} < {2})").format(number, -end, end),
        f"out of the range of {target_type.text}",
        f"{target_type.text} ends at {end - 1:,}",
        shown=shown(value),
        uncastable=True,
    )


def _digits(
    value: sql.Composable, ours: DataType, target_type: DataType
) -> Iterator[FailingCondition]:
    whole, scale = target_type.whole_digits, target_type.scale
    if whole is None or scale is None or not _is(ours, NUMBERS):
        return
    have = ours.whole_digits, ours.scale
    if have[0] is not None and have[1] is not None and have[0] <= whole and have[1] <= scale:
        return
    number = sql.SQL("({})::pg_catalog.numeric").format(value)
    # Infinity, which numeric does not know before version 14, is told without a cast.
    endless = sql.SQL("{} IN ('Infinity', '-Infinity')").format(value)
    guarded = sql.SQL("CASE WHEN {} THEN {} ELSE {} END")
    rounded = sql.SQL("pg_catalog.round({}, {})").format(number, scale)
    too_big = sql.SQL("{0} <> 'NaN' AND pg_catalog.abs({1}) >= {2}").format(
        number, rounded, as_written(f"1e{whole}")
    )
    # The server tells the digits behind the point without computing the value a second time.
    changes = (
        sql.SQL("pg_catalog.min_scale({}) > {}").format(number, scale)
        if scale >= 0
        else sql.SQL("{} <> {}").format(number, rounded)
    )
    if _is(ours, FLOATS):
        too_big = guarded.format(endless, sql.SQL("true"), too_big)
        changes = guarded.format(endless, sql.SQL("false"), changes)
    yield FailingCondition(
        OUT_OF_RANGE,
        too_big,
        f"out of the range of {target_type.text}",
        "those rows would be refused",
        shown=shown(value),
        uncastable=True,
    )
    if not _is(ours, INTEGERS) or scale < 0:
        yield FailingCondition(
            CHANGED,
            changes,
            f"finer than {target_type.text} can tell",
            "the target rounds them",
            mend="round({}" + ("" if _is(ours, {"numeric"}) else "::numeric") + f", {scale})",
            shown=shown(value),
        )


def _floats(
    value: sql.Composable, ours: DataType, target_type: DataType
) -> Iterator[FailingCondition]:
    name = target_type.name.name
    if not (_is(ours, {"numeric"}) or (_is(ours, {"float8"}) and name == "float4")):
        return
    most, least = map(as_written, FLOAT_BOUNDS[name])
    yield FailingCondition(
        OUT_OF_RANGE,
        sql.SQL(
            "{0}::pg_catalog.text NOT IN ('NaN', 'Infinity', '-Infinity') AND"
            " (pg_catalog.abs({0}) >= {1} OR ({0} <> 0 AND pg_catalog.abs({0}) <= {2}))"
        ).format(value, most, least),
        f"out of the range of {target_type.text}",
        "the copy would stop at those rows",
        shown=shown(value),
        uncastable=True,
    )


def _moments(
    value: sql.Composable, ours: DataType, target_type: DataType
) -> Iterator[FailingCondition]:
    if _is(ours, {"date"}) and target_type.name.name in ("timestamp", "timestamptz"):
        yield FailingCondition(
            OUT_OF_RANGE,
            sql.SQL("{0} > {1} AND {0} <> 'infinity'").format(value, LAST_DAY),
            f"out of the range of {target_type.text}",
            f"it ends with {LAST_DAY}",
            shown=shown(value),
            uncastable=True,
        )
    same = ours.name == target_type.name
    finer = not same or ours.modifier < 0 or ours.modifier > target_type.modifier
    if target_type.modifier >= 0 and finer and _is(ours, MOMENTS):
        cast = value if same else sql.SQL("({})::{}").format(value, target_type.name.identifier)
        yield FailingCondition(
            CHANGED,
            sql.SQL("{} <> ({})::{}").format(cast, cast, as_written(target_type.text)),
            f"finer than {target_type.text} can tell",
            "the target rounds them",
            mend="({})::" + target_type.text,
            shown=shown(value),
        )
