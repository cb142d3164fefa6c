"""What has to be said about a column whose values change on their way, though its match is sure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import LiteralString

from psycopg import sql

from segue.drafting.expressions import entry, expression, name
from segue.drafting.knowledge import Knowledge
from segue.drafting.matching.shapes import Shape, family
from segue.drafting.matching.values import (
    FALSE,
    TRUE,
    ValueFit,
    fit,
    name_of_rows,
    reads_as_bool,
    separated,
)
from segue.drafting.matching.words import MONEY
from segue.drafting.units import PERCENT, factor
from segue.plan.model import ColumnMapping, Expression
from segue.plan.toml import key, literal, stand_in, text
from segue.project.values import PlainDefault

AS_IT_IS = "UTC"
"""The zone in which values are read where nothing else is said, with a warning of `check`."""
MOST_VALUES = 12
"""A map of more values is a person's to think of."""
INTO_ARRAY: LiteralString = "string_to_array({}, {})::{}"
PER_UNIT = {
    "mins": frozenset({"min", "minute"}),
    "hours": frozenset({"hour", "h", "hr"}),
    "days": frozenset({"day", "d"}),
    "weeks": frozenset({"week"}),
    "months": frozenset({"month"}),
    "years": frozenset({"year"}),
}
"""By argument of make_interval: the words of names that count so; seconds where none does."""
INTERVALS: dict[str, LiteralString] = {
    "secs": "make_interval(secs => {})",
    "mins": "make_interval(mins => {})",
    "hours": "make_interval(hours => {})",
    "days": "make_interval(days => {})",
    "weeks": "make_interval(weeks => {})",
    "months": "make_interval(months => {})",
    "years": "make_interval(years => {})",
}
SHARES = frozenset({"share", "fraction", "ratio", "proportion", "factor"})
"""Words for parts of one."""
UNSAID = "..."
"""Stands in a suggestion for what only a person knows."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """How a value becomes another."""

    reason: str
    suggestion: str
    """As TOML after the `=`."""
    mapping: ColumnMapping | None = None
    """The same as part of a plan, where it is sure."""
    told_by_rows: bool = False
    """Whether `check` finds in the rows which values it is about."""


def conversion(one: Shape, other: Shape, knowledge: Knowledge) -> Conversion | None:
    """What to say about the pair; None where a cast does all there is to do."""
    for rule in RULES:
        result = rule(one, other, knowledge)
        if result is not None:
            return replace(result, told_by_rows=True) if rule in TOLD_BY_ROWS else result
    return None


def _clock(one: Shape, other: Shape, knowledge: Knowledge) -> Conversion | None:
    """Times without a zone, and moments that lose theirs."""
    types = one.column.type.resolved.name.name, other.column.type.resolved.name.name
    zone = knowledge.time_zone
    value: LiteralString = "{} AT TIME ZONE {}"
    match types:
        case "timestamp", "timestamptz":
            reason = f"times without a zone become moments: were they written in {zone}?"
        case "timestamptz", "timestamp":
            reason = f"moments lose their zone: should they show the time in {zone}?"
        case "date", "timestamptz":
            reason = f"days become moments: the midnight of {zone}?"
            value = "{}::timestamp AT TIME ZONE {}"
        case _:
            return None
    entry_text = entry(value, name(one.name), sql.Literal(zone))
    return Conversion(reason, entry_text, told_by_rows=zone == AS_IT_IS)


def _map(one: Shape, other: Shape, knowledge: Knowledge) -> Conversion | None:
    """Values that are none of the target's choices or labels."""
    if fit(one, other) is not ValueFit.MAPPED or one.sample is None:
        return None
    values = sorted(one.sample.values)
    is_same = one.name == other.name and one.column.type.text == other.column.type.text
    if is_same and other.allowed & set(values):
        return None  # a few odd values among the field's own are for `check` to warn of
    if len(values) > MOST_VALUES:
        return Conversion("most values are none of its choices", '{ sql = "CASE ... END" }')
    choices = other.choices or tuple((v, v) for v in other.column.type.resolved.labels)
    pairs = ", ".join(f"{text(value)} = {text(_choice_for(value, choices))}" for value in values)
    listed = ", ".join([value for value, _ in choices if value][:MOST_VALUES])
    return Conversion(
        f"values that are none of its choices, which are {listed}",
        f"{{ map = {{ {pairs} }}{_origin(one, other)} }}",
    )


def _looked_up(one: Shape, other: Shape, knowledge: Knowledge) -> Conversion | None:
    """Texts that name rows which the target has already."""
    if one.references is not None or other.references is None or one.sample is None:
        return None
    by = name_of_rows(one.sample.values, other) if one.family == "text" else None
    if by is None:
        return None
    missing_values = sorted(set(one.sample.values) - other.row_names[by] - {""})
    but = f", but for {len(missing_values)} of the values that were seen" if missing_values else ""
    return Conversion(
        f"its values name rows of {other.references}{but}",
        f"{{ lookup = {text(str(other.references))}, by = {text(by)}{_origin(one, other)} }}",
    )


def _counted_time(one: Shape, other: Shape, knowledge: Knowledge) -> Conversion | None:
    """Numbers that counted seconds or minutes and become moments or durations."""
    if one.family not in ("integer", "number") or other.family not in ("moment", "interval"):
        return None
    column = name(one.name)
    if other.family == "interval":
        unit = next(
            (unit for unit, entry_text in PER_UNIT.items() if entry_text & {*one.words}), "secs"
        )
        template: LiteralString = INTERVALS[unit]
        return Conversion(f"numbers become durations: were they {unit}?", entry(template, column))
    values = one.sample.values if one.sample is not None else ()
    if values and all(len(value.partition(".")[0]) >= len("1000000000000") for value in values):
        entry_text = entry("to_timestamp({} / 1000.0)", column)
        return Conversion("numbers become moments: milliseconds since 1970?", entry_text)
    return Conversion(
        "numbers become moments: seconds since 1970?", entry("to_timestamp({})", column)
    )


def _digits_to_day(one: Shape, other: Shape, knowledge: Knowledge) -> Conversion | None:
    """Eight digits that become a day."""
    values = one.sample.values if one.sample is not None else ()
    digits = bool(values) and all(len(v) == len("19991231") and v.isdigit() for v in values)
    if other.family != "date" or one.family not in ("text", "integer") or not digits:
        return None
    column = name(one.name)
    text_of: LiteralString = "to_date({}, {})" if one.family == "text" else "to_date({}::text, {})"
    entry_text = entry(text_of, column, sql.Literal("YYYYMMDD"))
    return Conversion("eight digits become days: year, month, day?", entry_text)


def _share(one: Shape, other: Shape, knowledge: Knowledge) -> Conversion | None:
    """Percents that become parts of one."""
    parts = one.family == "integer" and other.has_decimals and bool(SHARES & {*other.words})
    if not parts or SHARES & {*one.words}:
        return None
    entry_text = entry("{} / 100.0", name(one.name))
    return Conversion("whole numbers become parts: were they percents?", entry_text)


def _unit(one: Shape, other: Shape, knowledge: Knowledge) -> Conversion | None:
    """Numbers that are measured in another unit now, as both names say."""
    numbers = {one.family, other.family} <= {"integer", "number"}
    times = factor(one, other) if numbers and one.references is None else None
    if times is None:
        return None
    as_it_is = f"if not, {key(other.name)} = {text(one.name)}"
    reason = f"the names say another unit: from {one.words[-1]}? {as_it_is}"
    divided = (1 / times).denominator == 1
    value: LiteralString = "{} / {}" if divided else "{} * {}"
    if other.family == "integer" and not (one.family == "integer" and times.denominator == 1):
        value = "round({} / {})" if divided else "round({} * {})"
    number = _with_point(1 / times) if divided else Decimal(times.numerator) / times.denominator
    return Conversion(reason, entry(value, name(one.name), sql.Literal(number)))


def _with_point(number: Fraction) -> Decimal:
    """So that nothing is lost where whole numbers are divided by it."""
    return Decimal(number.numerator).quantize(Decimal("1.0"))


def _numbers_to_words(one: Shape, other: Shape, knowledge: Knowledge) -> Conversion | None:
    """A few numbers that become texts most likely stood for words, which only people know."""
    plain = one.references is None and not one.unique and not other.allowed
    if (one.family, other.family) != ("integer", "text") or not plain or one.sample is None:
        return None
    values = sorted(one.sample.values, key=lambda value: (len(value), value))
    if not 2 <= len(values) <= MOST_VALUES or any(len(value) > 2 for value in values):
        return None
    pairs = ", ".join(f"{text(value)} = {text(UNSAID)}" for value in values)
    return Conversion(
        f"a few numbers become texts: what does each mean? If itself, {key(other.name)} ="
        f" {text(one.name)}",
        f"{{ map = {{ {pairs} }}{_origin(one, other)} }}",
    )


def _choice_for(value: str, choices: tuple[tuple[str, str], ...]) -> str:
    """The only choice that begins like the value, if there is one."""
    beginning = value.strip().lower()
    likely = {
        stored
        for stored, label in choices
        if beginning and (stored.lower().startswith(beginning) or label.lower() == beginning)
    }
    return likely.pop() if len(likely) == 1 else UNSAID


def _truth(one: Shape, other: Shape, knowledge: Knowledge) -> Conversion | None:
    """Texts and numbers that PostgreSQL does not read as true or false, or not as they mean it."""
    if other.family != "bool" or fit(one, other) is not ValueFit.REFUSED or one.sample is None:
        return None
    values = sorted(one.sample.values)
    if one.family == "integer":
        return Conversion("numbers other than 0 and 1", entry("{} <> 0", name(one.name)))
    if len(values) > MOST_VALUES:
        entry_text = entry("{} = '...'", name(one.name))
        return Conversion("texts of which most say neither yes nor no", entry_text)
    pairs = ", ".join(f"{text(value)} = {_truth_of(value)}" for value in values)
    return Conversion(
        "texts that PostgreSQL does not read as true or false",
        f"{{ map = {{ {pairs} }}{_origin(one, other)} }}",
    )


def _truth_of(value: str) -> str:
    if reads_as_bool(value):
        return literal(value.strip().lower() in TRUE)
    return literal(False) if value.strip().lower() in {"", *FALSE} else text(UNSAID)


def _list(one: Shape, other: Shape, knowledge: Knowledge) -> Conversion | None:
    """Texts of values with commas between them that become an array."""
    if other.family != "array" or one.family != "text" or fit(one, other) is not ValueFit.REFUSED:
        return None
    assert one.sample is not None
    by = "," if separated(one.sample.values) else ";"
    element = other.column.type.resolved.inner
    template = (
        "string_to_array({}, {})" if element is None or family(element) == "text" else INTO_ARRAY
    )
    return Conversion(
        "a text that becomes a list: what stands between its values?",
        entry(template, name(one.name), sql.Literal(by), sql.SQL(other.column.type.text)),
    )


def _reference(one: Shape, other: Shape, knowledge: Knowledge) -> Conversion | None:
    """Numbers that become uuids can only be keys of rows whose keys do."""
    keyed = one.primary or one.references is not None
    if (one.family, other.family) != ("integer", "uuid") or keyed:
        return None
    table = knowledge.keyed_by_uuid(one) or UNSAID
    return Conversion(
        "numbers become uuids: of which table do they hold the keys?",
        f"{{ refers_to = {text(str(table))}{_origin(one, other)} }}",
    )


def _cents(one: Shape, other: Shape, knowledge: Knowledge) -> Conversion | None:
    """Sums of money that were whole numbers and get decimals, or the other way round."""
    all_words = {*one.words, *other.words}
    if one.references is not None or not MONEY & all_words or PERCENT & all_words:
        return None
    as_it_is = f"if not, {key(other.name)} = {text(one.name)}"
    if one.family == "integer" and other.has_decimals and _may_be_cents(one):
        entry_text = entry("{} / 100.0", name(one.name))
        return Conversion(f"whole numbers get decimals: were they cents? {as_it_is}", entry_text)
    if one.has_decimals and other.family == "integer":
        entry_text = entry("round({} * 100)", name(one.name))
        return Conversion(
            f"decimals become whole numbers: are they cents now? {as_it_is}", entry_text
        )
    return None


def _may_be_cents(shape: Shape) -> bool:
    """Whether a value that was seen would be worth a whole unit; true where none was seen."""
    values = shape.sample.values if shape.sample is not None else ()
    return not values or any(len(value.lstrip("-")) >= len("100") for value in values)


def _null(one: Shape, other: Shape, knowledge: Knowledge) -> Conversion | None:
    """Rows without a value in a column that has to have one."""
    if one.column.not_null or not other.column.not_null or one.references is not None:
        return None
    if not knowledge.some_null(one):
        return None
    default = other.field.default if other.field is not None else None
    if isinstance(default, PlainDefault):
        parts = name(one.name), sql.Literal(default.value)
        entry_text = entry("coalesce({}, {})", *parts)
        if default.value != "" or one.family != "text":
            return Conversion(
                "some rows hold NULL, and none may: is it the default then?", entry_text
            )
        sure = Expression(expression("coalesce({}, {})", *parts))
        return Conversion("NULL becomes the empty text that new rows get", entry_text, sure)
    instead = stand_in(other.column.type)
    value = sql.SQL(instead[1]) if instead[0] == "sql" else sql.Literal(instead[1])
    entry_text = entry("coalesce({}, {})", name(one.name), value)
    return Conversion("some rows hold NULL, and none may: what do they get?", entry_text)


RULES: tuple[Callable[[Shape, Shape, Knowledge], Conversion | None], ...] = (
    _clock,
    _looked_up,
    _counted_time,
    _digits_to_day,
    _share,
    _unit,
    _map,
    _numbers_to_words,
    _truth,
    _list,
    _reference,
    _cents,
    _null,
)

TOLD_BY_ROWS = frozenset((_map, _truth, _list, _reference, _null))
"""Rules about values that `check` counts: the target refuses them, or takes them for others."""


def _origin(one: Shape, other: Shape) -> str:
    return f", from = {text(one.name)}" if one.name != other.name else ""
