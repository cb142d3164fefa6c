"""Which of many names have anything in common with a name, without a look at each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from segue.drafting.matching.names import Words, all_words, are_related, runs
from segue.drafting.matching.words import IN_ALIKE, IN_MAYBE, IN_SAME_WORD

Key = TypeVar("Key", bound=Hashable)

GROUPS = (IN_SAME_WORD, IN_ALIKE, IN_MAYBE)


class Vocabulary(Generic[Key]):
    """All words by which some things are called."""

    def __init__(self, names: Mapping[Key, Words]) -> None:
        self._by_word = _index(names, all_words)
        self._by_run = _index(names, runs)
        self._words, self._runs = list(self._by_word), list(self._by_run)
        self._near: defaultdict[object, list[str]] = defaultdict(list)
        for word in self._words:
            for place in _places(word):
                self._near[place].append(word)
        self._found: dict[tuple[str, Callable[[str], Iterable[Key]]], frozenset[Key]] = {}

    def things(self, name: Words) -> frozenset[Key]:
        """Those whose names have something in common with this one; of others `names.compare`
        says that they are strangers.
        """
        things = [self._once(self._related, word) for word in all_words(name)]
        things += [self._once(self._spelt, run) for run in runs(name)]
        return frozenset().union(*things)

    def _once(self, look: Callable[[str], Iterator[Key]], word: str) -> frozenset[Key]:
        key = word, look
        if key not in self._found:
            self._found[key] = frozenset(look(word))
        return self._found[key]

    def _related(self, word: str) -> Iterator[Key]:
        """What is called by a word that has something in common with this one."""
        near = {other for place in _places(word) for other in self._near.get(place, ())}
        for other in {*near, *_misspelt(word, self._words)}:
            if are_related(word, other):
                yield from self._by_word[other]

    def _spelt(self, run: str) -> Iterator[Key]:
        """What is called so, in one piece or not, with a slip of the pen."""
        for other in _misspelt(run, self._runs):
            yield from self._by_run[other]


def _index(
    names: Mapping[Key, Words], parts: Callable[[Words], Iterable[str]]
) -> Mapping[str, list[Key]]:
    keys: defaultdict[str, list[Key]] = defaultdict(list)
    for key, name in names.items():
        for part in parts(name):
            keys[part].append(key)
    return keys


def _misspelt(word: str, words: list[str]) -> Iterable[str]:
    near = process.extract(word, words, scorer=OSA.distance, score_cutoff=1, limit=None)
    return (other for other, _, _ in near)


def _places(word: str) -> Iterator[object]:
    """Where a word stands beside others that may have something in common with it."""
    yield word[:1]
    for number, groups in enumerate(GROUPS):
        yield from ((number, group) for group in groups.get(word, ()))
