"""Words that stand for each other, or say little: the groups of words.toml, which explains each."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

_DATA: dict[str, Any] = tomllib.loads(
    files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
)


def _groups(name: str) -> tuple[str, ...]:
    return tuple(_DATA[name])


def _words(name: str) -> frozenset[str]:
    return frozenset(_DATA[name].split())


SAME_WORD, ALIKE, MAYBE, OPPOSED = map(_groups, ("same_word", "alike", "maybe", "opposed"))
CONTRARY: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (group.split("|") for group in _DATA["contrary"])
)
"""Words for what is true of a thing, and for what is true of it where that is not."""
HARMLESS, SOFT, FORMS, UNITS = map(_words, ("harmless", "soft", "forms", "units"))
MONEY, COMMON, COPY = map(_words, ("money", "common", "copy"))
AUXILIARY, NEGATIONS, HAPPENED = map(_words, ("auxiliary", "negations", "happened"))
INVARIABLE, LOOKALIKES = map(_words, ("invariable", "lookalikes"))
SHORTENED: dict[str, str] = _DATA["shortened"]
IRREGULAR: dict[str, str] = _DATA["irregular"]
PHRASES: dict[tuple[str, ...], str] = {
    tuple(phrase.split()): word for word, some in _DATA["phrases"].items() for phrase in some
}


def _places(groups: Iterable[str]) -> Mapping[str, frozenset[int]]:
    """By word: the groups in which it stands, by their numbers."""
    places: defaultdict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for word in group.split():
            places[word].add(number)
    return {word: frozenset(numbers) for word, numbers in places.items()}


IN_SAME_WORD, IN_ALIKE, IN_MAYBE, IN_OPPOSED = map(_places, (SAME_WORD, ALIKE, MAYBE, OPPOSED))


def _words_of(groups: Iterable[str]) -> frozenset[str]:
    return frozenset(word for group in groups for word in group.split())


KNOWN = _words_of((*SAME_WORD, *ALIKE, *MAYBE, *OPPOSED, *HARMLESS, *COMMON))
"""Words of which others are put together."""
