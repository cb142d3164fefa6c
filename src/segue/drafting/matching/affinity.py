"""How well a source column would feed a target column, by votes that know nothing of each other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from segue.drafting.matching import names
from segue.drafting.matching.shapes import Shape, kinship
from segue.drafting.matching.values import ValueFit, fit, shared_values

NAME, KIND, RULES, PLACE, VALUES = 0.45, 0.25, 0.08, 0.12, 0.1
"""What each vote weighs."""
UNSEEN = 0.5
"""The vote of values where none was seen."""
OTHER_LENGTH = 0.85
"""The vote of a type of the same family."""
LETTERS_FROM = 0.8
"""Names whose letters are less alike than this have nothing in common."""
BY_VALUE = {
    ValueFit.TELLS: 1.0,
    ValueFit.FITS: 0.6,
    ValueFit.UNKNOWN: UNSEEN,
    ValueFit.MAPPED: 0.4,
    ValueFit.REFUSED: 0.0,
}


@dataclass(frozen=True, slots=True)
class Votes:
    """What speaks for a pair of columns, each 0 to 1."""

    name: float
    kind: float
    rules: float
    place: float
    values: float

    @property
    def total(self) -> float:
        """All of them in one number; 0 where no value can be in both."""
        if not self.kind:
            return 0.0
        return (
            NAME * self.name
            + KIND * self.kind
            + RULES * self.rules
            + PLACE * self.place
            + VALUES * self.values
        )


def votes(one: Shape, other: Shape, own: Collection[str] = ()) -> Votes:
    """The votes for a pair; `own` are words that say nothing, such as those of the tables."""
    return Votes(
        likeness(one, other, own),
        _kind(one, other),
        _rules(one, other),
        1.0 - abs(one.place - other.place),
        _values(one, other),
    )


def likeness(one: Shape, other: Shape, own: Collection[str] = ()) -> float:
    """How alike the names are, or the old name and what the new field is called in full."""
    if one.family == "integer" and names.are_one_and_many(one.name, other.name):
        return names.NARROWER
    name_likeness = names.compare(one.words, other.words, own)
    if name_likeness < names.SURE and other.field is not None and other.field.verbose_name:
        name_likeness = max(
            name_likeness, names.compare(one.words, names.words(other.field.verbose_name), own)
        )
    return max(name_likeness, _letters("".join(one.words), "".join(other.words)))


@lru_cache(maxsize=200_000)
def _letters(one: str, other: str) -> float:
    """Words of two languages are often written nearly alike: `adresse`, `indirizzo` not."""
    if min(len(one), len(other)) < 4:
        return 0.0
    like = JaroWinkler.normalized_similarity(one, other)
    return names.NARROWER * like if like >= LETTERS_FROM else 0.0


def _kind(one: Shape, other: Shape) -> float:
    """Whether one type's values are the other's."""
    if one.references is not None and other.references is not None:
        return 1.0
    kin = kinship(one.family, other.family)
    if (one.references is None) != (other.references is None):
        is_lookup = other.row_names and fit(one, other) in (
            ValueFit.TELLS,
            ValueFit.FITS,
            ValueFit.MAPPED,
        )
        return OTHER_LENGTH if is_lookup else 0.3 * kin
    if one.column.type.text == other.column.type.text:
        return 1.0
    return OTHER_LENGTH * kin


def _rules(one: Shape, other: Shape) -> float:
    """Whether the same holds true of all values."""
    return 0.5 * (one.column.not_null == other.column.not_null) + 0.5 * (one.unique == other.unique)


def _values(one: Shape, other: Shape) -> float:
    """What the rows tell, of the source and those that `migrate` wrote into the target."""
    shared = shared_values(one, other)
    return BY_VALUE[fit(one, other)] if shared is None else shared
