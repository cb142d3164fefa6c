"""Units in the names of columns, and what turns a number of one into a number of another."""

from __future__ import annotations

from fractions import Fraction

from segue.drafting.matching.shapes import Shape

MEASURES: tuple[dict[str, str], ...] = (
    {
        "mg milligram": "1/1000",
        "g gram": "1",
        "kg kilo kilogram": "1000",
        "t ton tonne": "1000000",
        "oz ounce": "28.349523125",
        "lb pound": "453.59237",
    },
    {
        "mm millimetre millimeter": "1",
        "cm centimetre centimeter": "10",
        "m metre meter": "1000",
        "km kilometre kilometer": "1000000",
        "inch": "25.4",
        "ft foot": "304.8",
        "mile": "1609344",
    },
    {
        "ml millilitre milliliter": "1",
        "cl centilitre centiliter": "10",
        "l litre liter": "1000",
        "hl hectolitre hectoliter": "100000",
    },
    {
        "ms millisecond": "1",
        "s sec second": "1000",
        "min minute": "60000",
        "h hr hour": "3600000",
        "day": "86400000",
        "week": "604800000",
    },
)
"""For each thing that is measured: the words for a unit, and how many of the first it is."""
SIZES: tuple[dict[str, Fraction], ...] = tuple(
    {word: Fraction(size) for words, size in measure.items() for word in words.split()}
    for measure in MEASURES
)
PERCENT = frozenset({"percent", "pct", "percentage"})
DIGITS_OF_100 = 3


def factor(one: Shape, other: Shape) -> Fraction | None:
    """What a number has to be multiplied by where the names end in two units of one measure."""
    if not one.words or not other.words:
        return None
    was, now = one.words[-1], other.words[-1]
    sizes = next((s for s in SIZES if was in s and now in s), None)
    if sizes is not None and sizes[was] != sizes[now]:
        return sizes[was] / sizes[now]
    return Fraction(1, 100) if was in PERCENT and _holds_parts_of_one(other) else None


def _holds_parts_of_one(shape: Shape) -> bool:
    """Whether it is no percentage by its name, and 100 is more than it can hold."""
    digits = shape.column.type.whole_digits
    return shape.words[-1] not in PERCENT and digits is not None and digits < DIGITS_OF_100
