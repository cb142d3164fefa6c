"""Names in other languages, read in English; the words stand in tongues.toml and beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import islice, product

from segue.drafting.matching.words import KNOWN

Words = tuple[str, ...]

MOST_READINGS = 12
"""A name of several words of which each has several meanings is not read in all ways."""
SHORTEST = 3
"""Letters of the shortest word that another one is put together of."""
ENDINGS = ("en", "es", "e", "n", "s", "i", "y")
"""Endings of plurals and cases."""
LINKS = ("", "s", "n", "en", "es", "er", "e")
"""What stands between the words of which one is put together in German, Dutch or Swedish."""


@cache
def readings(name: Words) -> tuple[Words, ...]:
    """What the words may mean in English; empty where none of them is of another language."""
    choices = [meanings(word) or ((word,),) for word in name]
    if all(choice == ((word,),) for choice, word in zip(choices, name, strict=True)):
        return ()
    some = islice(product(*choices), MOST_READINGS)
    return tuple(tuple(word for part in parts for word in part) for parts in some)


@cache
def meanings(word: str) -> tuple[Words, ...]:
    """What a word means, whole or as two that are put together; English ones mean themselves."""
    dictionary, english = _dictionary()
    if word in english:
        return ()
    return dictionary.get(word) or _declined(word) or tuple(_put_together(word))


def is_english(word: str) -> bool:
    """Whether it is an English word that names are known to have."""
    return word in _dictionary()[1]


def are_read(name: Words) -> bool:
    """Whether each word of a name is known, in English or in another language."""
    return bool(name) and all(is_english(word) or meanings(word) for word in name)


def _declined(word: str) -> tuple[Words, ...]:
    """The meanings of the word without the ending of a plural or a case."""
    dictionary, _ = _dictionary()
    stems = (word[: -len(end)] for end in ENDINGS if word.endswith(end))
    return next(
        (dictionary[stem] for stem in stems if len(stem) > SHORTEST and stem in dictionary), ()
    )


def _put_together(word: str) -> list[Words]:
    """`rechnungsdatum`: of what the invoice is the date."""
    dictionary, english = _dictionary()
    for at in range(len(word) - SHORTEST, SHORTEST - 1, -1):
        tail = dictionary.get(word[at:]) or (((word[at:],),) if word[at:] in english else ())
        heads = [word[:at].removesuffix(link) for link in LINKS if word[:at].endswith(link)]
        head = next(
            (dictionary[one] for one in heads if len(one) >= SHORTEST and one in dictionary), ()
        )
        if head and tail:
            return [(*one, *other) for one in head[:2] for other in tail[:2]]
    return []


@cache
def _dictionary() -> tuple[dict[str, tuple[Words, ...]], frozenset[str]]:
    """Meanings by word, and the English words."""
    lines = [*_lines("tongues.toml"), *_lines("tongues_further.toml")]
    english = KNOWN | {word for meaning, _ in lines for word in meaning.split()}
    translations: dict[str, tuple[Words, ...]] = {}
    for meaning, words in lines:
        for word in words.split():
            translations[word] = tuple(
                dict.fromkeys((*translations.get(word, ()), tuple(meaning.split())))
            )
    return translations, english


def _lines(file: str) -> Iterable[tuple[str, str]]:
    """The meanings of a file, each with the words for it."""
    text = files(__package__).joinpath(file).read_text(encoding="utf-8")
    lines: dict[str, str] = tomllib.loads(text)
    return lines.items()
