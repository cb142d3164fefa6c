"""How alike two names are, as a developer reads them: word by word.

Numbers run from 0 (nothing in common) to 1 (the same). From `SURE` up, two names may be taken for
the same where everything else agrees too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from unicodedata import combining, normalize

from rapidfuzz.distance import OSA

from segue.drafting.matching.tongues import readings
from segue.drafting.matching.words import (
    ALIKE,
    AUXILIARY,
    CONTRARY,
    FORMS,
    HAPPENED,
    HARMLESS,
    IN_ALIKE,
    IN_MAYBE,
    IN_OPPOSED,
    IN_SAME_WORD,
    INVARIABLE,
    IRREGULAR,
    KNOWN,
    LOOKALIKES,
    NEGATIONS,
    PHRASES,
    SAME_WORD,
    SHORTENED,
    SOFT,
    UNITS,
)

SAME, SPELT, SYNONYM, BEGINNING, POSSIBLE = 1.0, 0.95, 0.85, 0.82, 0.75
NARROWER, OPPOSITE, STRANGER = 0.7, 0.3, 0.0
"""Grades of likeness, from the same words to no word in common."""
SURE = BEGINNING
TRANSLATED = 0.93
"""What is left of a likeness where one name had to be read in another language."""
MORE = 0.945
"""What is left of a likeness where one name has a word more that only says what kind of thing."""

NOUN_ENDINGS = ("ion", "ment", "al", "ure", "y", "age")
"""What makes a noun of a verb."""

Words = tuple[str, ...]

_NOWHERE: frozenset[int] = frozenset()
_NO_WORD: frozenset[str] = frozenset()
_WORDS_OF_THEIR_OWN = KNOWN | LOOKALIKES
_SYNONYMS = tuple(frozenset(group.split()) for group in (*SAME_WORD, *ALIKE))


@cache
def words(name: str) -> Words:
    """The words of a name in lower case and the singular: `PostTags2` is post, tag, 2."""
    plain = "".join(c for c in normalize("NFKD", name) if not combining(c)).replace("ß", "ss")
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Za-z])(?=\d)", "_", plain)
    parts = (word for word in re.split(r"[\W_]+", spaced.lower()) if word)
    return _in_short(tuple(word for part in parts for word in _taken_apart(_singular(part))))


def likeness(one: str, other: str, own: Collection[str] = ()) -> float:
    """How alike two names are; `own` are words that say nothing here, such as the table's name."""
    return compare(words(one), words(other), own)


def compare(
    one: Iterable[str], other: Iterable[str], own: Collection[str] = (), *, loose: bool = False
) -> float:
    """The same for names that are words already; with `loose`, words that may mean the same do."""
    ours, theirs, own = tuple(one), tuple(other), frozenset(own)
    idle, more = _idle(ours, own), _idle(theirs, own)
    return _in_any_language(ours, theirs, idle | more if more else idle, loose)


@lru_cache(maxsize=100_000)
def _idle(name: Words, own: frozenset[str]) -> frozenset[str]:
    """The words of a name that say nothing, or are the beginning of such a word."""
    return all_words(name) & _reach(own) or _NO_WORD  # the same one, as nearly all are empty


@lru_cache(maxsize=10_000)
def _reach(words: frozenset[str]) -> frozenset[str]:
    """The words, and all that is the beginning of one: `cust` of `customer`."""
    return words.union(word[:end] for word in words for end in range(3, len(word)))


@lru_cache(maxsize=10_000)
def all_words(name: Words) -> frozenset[str]:
    """The words of a name, as it is written and in other languages."""
    return frozenset(word for reading in (name, *readings(name)) for word in reading)


@lru_cache(maxsize=100_000)
def _in_any_language(ours: Words, theirs: Words, idle: frozenset[str], loose: bool) -> float:
    likeness_found = _compare(ours, theirs, idle, loose=loose)
    if likeness_found >= SURE or not (readings(ours) or readings(theirs)):
        return likeness_found
    foreign = (
        TRANSLATED * _compare(a, b, idle, loose=loose)
        for a in readings(ours) or (ours,)
        for b in readings(theirs) or (theirs,)
    )
    return max(likeness_found, *foreign)


def _compare(ours: Words, theirs: Words, idle: frozenset[str], *, loose: bool) -> float:
    """How alike two names are, as they are written; `idle` words of theirs say nothing."""
    whole = _as_whole(ours, theirs, loose=loose)
    if whole >= SPELT:
        return whole
    bare = _bare(ours, idle), _bare(theirs, idle)
    if "".join(bare[0]) == "".join(bare[1]):
        return SPELT
    return _by_word(*bare, loose=loose)


def _as_whole(ours: Words, theirs: Words, *, loose: bool) -> float:
    """The same with every word of the names."""
    if "".join(ours) == "".join(theirs):
        return SAME
    if _run_on(ours) == _run_on(theirs):
        return SPELT
    return _by_word(ours, theirs, loose=loose)


def are_related(one: str, other: str) -> bool:
    """Whether two words have anything in common."""
    return _word(one, other, True) >= POSSIBLE


@lru_cache(maxsize=100_000)
def are_strangers(one: Words, other: Words) -> bool:
    """Whether two names have nothing in common, whatever words of theirs say nothing."""
    if any(are_related(a, b) for a in all_words(one) for b in all_words(other)):
        return False
    ours, theirs = runs(one), runs(other)
    return ours.isdisjoint(theirs) and not any(_is_misspelt(a, b) for a in ours for b in theirs)


@lru_cache(maxsize=10_000)
def runs(name: Words) -> frozenset[str]:
    """What the words of a name make up where they are written in one piece, or some of them."""
    all_runs: set[str] = set()
    for reading in (name, *readings(name)):
        plain = tuple(word for word in reading if word not in HARMLESS)
        all_runs |= {*_runs(reading), *_runs(plain)}
    return frozenset(all_runs)


def _runs(name: Words) -> Iterable[str]:
    places = range(len(name))
    return ("".join(name[first : last + 1]) for first in places for last in places[first:])


def opposed(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether the names hold words that tell things apart, such as billing and shipping."""
    ours, theirs = set(one), set(other)
    return any(_oppose(a, b) for a in ours - theirs for b in theirs - ours)


def turned_round(one: Words, other: Words) -> bool:
    """Whether the one is true where the other is not: `comments_closed` and `comments_open`."""
    ours, theirs = (set(name) - HARMLESS - AUXILIARY for name in (one, other))
    more, less = ours - theirs, theirs - ours
    if len(more) == len(less) == 1:
        pair = more.pop(), less.pop()
        return _are_contrary(*pair) or _is_negated(*pair) or _is_negated(*reversed(pair))
    rest = more | less
    return bool(ours & theirs) and len(rest) == 1 and rest <= NEGATIONS


def _are_contrary(one: str, other: str) -> bool:
    """Whether the two stand on the two sides of a pair of opposites."""
    return any((one in yes and other in no) or (one in no and other in yes) for yes, no in CONTRARY)


def _is_negated(one: str, other: str) -> bool:
    """`unverified` of `verified`, `inactive` of `active`."""
    return one in {f"{prefix}{other}" for prefix in ("un", "in", "non", "dis", "not")}


def is_spelt_out(one: Iterable[str], other: Iterable[str], own: Collection[str] = ()) -> bool:
    """Whether one name only says more: a form, as `pin_code` for `pin`, or what is measured.

    Any other word may well name another thing: an `emergency_phone` is not the `phone` of old.
    """
    short, long = sorted((_bare(tuple(n), _reach(frozenset(own))) for n in (one, other)), key=len)
    if len(short) == len(long):
        return False
    if all(_word(a, b, False) >= SYNONYM for a, b in zip(short, long, strict=False)):
        return FORMS.issuperset(long[len(short) :])
    more = long[: -len(short)]
    measured = short == long[-len(short) :] and UNITS.issuperset(short)
    return measured and not any(word in NEGATIONS or tells_apart(word) for word in more)


def tells_apart(word: str) -> bool:
    """Whether there are words that it is the opposite of."""
    return bool(_sides(word))


def are_by_the_same(one: Words, other: Words) -> bool:
    """Whether both say who did it: the `collector`, and who it was `collected_by`."""
    for doer, done in ((one, other), (other, one)):
        if done[1:] == ("by",) and done[0].endswith("ed") and len(doer) == 1:
            return _stem(done[0]) == re.sub(r"(er|or)$", "", doer[0]) != doer[0]
    return False


def are_one_and_many(one: str, other: str) -> bool:
    """Whether only the plural tells them apart: the number of a `page`, and how many `pages`."""
    return one != other and one.removesuffix("s") == other.removesuffix("s")


def happened(name: Words, own: Collection[str]) -> bool:
    """Whether it says when the thing itself came to be: `inspected` of an inspection.

    `own` are the words of the table's name.
    """
    telling = _bare(name, frozenset())
    if len(telling) != 1:
        return False
    return telling[0] in HAPPENED or any(_are_akin(telling[0], word) for word in own)


def is_one_of(word: str, words: Collection[str]) -> bool:
    """Whether it is one of the words, or the beginning of one: `cust` of `customer`."""
    return word in _reach(frozenset(words))


@lru_cache(maxsize=100_000)
def _by_word(ours: Words, theirs: Words, *, loose: bool) -> float:
    """Pairs each word with its like; what is left over on either side decides."""
    if all(_word(one, other, loose) < POSSIBLE for one in ours for other in theirs):
        return SPELT if _run_together(ours, theirs) else STRANGER
    left, right, grades = list(ours), list(theirs), []
    for grade in (SAME, SPELT, SYNONYM, BEGINNING, POSSIBLE):
        for word in tuple(left):
            twin = next((other for other in right if _word(word, other, loose) >= grade), None)
            if twin is not None and word in left:
                left.remove(word)
                right.remove(twin)
                grades.append(grade)
    if (left or right) and SOFT.issuperset(word for word in ours if word not in left):
        grades = []  # `page_count` and `word_count` have a kind in common, and nothing else
    if not grades:
        return SPELT if _run_together(ours, theirs) else STRANGER
    if left and right:
        return OPPOSITE * sum(grades) / (len(grades) + max(len(left), len(right)))
    if left or right:
        return (MORE if SOFT.issuperset(left + right) else NARROWER) * min(grades)
    return min(grades)


@lru_cache(maxsize=100_000)
def _word(one: str, other: str, loose: bool) -> float:
    """How alike two words are; opposed ones never."""
    if one == other:
        return SAME
    if _together(IN_SAME_WORD, one, other):
        return SPELT
    if _oppose(one, other):
        return STRANGER
    begin_alike = one[:1] == other[:1]
    if (begin_alike and _is_abbreviated(one, other)) or _is_misspelt(one, other):
        return SPELT
    if _together(IN_ALIKE, one, other):
        return SYNONYM
    if begin_alike and (_begins(one, other) or _is_inflected(one, other)):
        return BEGINNING
    if _together(IN_MAYBE, one, other):
        return SYNONYM if loose else POSSIBLE
    return STRANGER


def _oppose(one: str, other: str) -> bool:
    """Whether they, or other words for them, tell things apart."""
    if _sides(one).isdisjoint(_sides(other)):
        return False
    return _means(one).isdisjoint(_means(other))


@cache
def _sides(word: str) -> frozenset[int]:
    """The groups of opposites in which the word stands, or another one for it."""
    return _NOWHERE.union(*(IN_OPPOSED.get(meaning, _NOWHERE) for meaning in _means(word)))


@cache
def _means(word: str) -> frozenset[str]:
    """The word with all that take its place."""
    return frozenset({word}).union(*(group for group in _SYNONYMS if word in group))


def _together(places: Mapping[str, frozenset[int]], one: str, other: str) -> bool:
    """Whether one of the groups has both words."""
    return not places.get(one, _NOWHERE).isdisjoint(places.get(other, _NOWHERE))


def _is_abbreviated(one: str, other: str) -> bool:
    """`mgr` for `manager`: consonants in their order, beginning alike."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return (
        3 <= len(short) < len(long)
        and short[0] == long[0]
        and not set(short[1:]) & set("aeiouy")
        and all(letter in letters for letter in short)
    )


def _begins(one: str, other: str) -> bool:
    """`spec` and `specification`, but not `post` and `postcode`, which is put together."""
    short, long = sorted((one, other), key=len)
    rest = long.removeprefix(short)
    return len(short) >= 3 and rest != long and len(rest) >= 3 and _singular(rest) not in KNOWN


def _is_inflected(one: str, other: str) -> bool:
    """`ordered` of `order`, `approved` of `approval`; but `rate` is no `rating`."""
    for verb, noun in ((one, other), (other, one)):
        stem = _stem(verb)
        if verb.endswith("ed") and set(stem) & set("aeiou"):
            if len(stem) >= 3 and stem == _stem(noun):
                return one != other
            if len(stem) >= 5 and noun.startswith(stem) and noun.endswith(NOUN_ENDINGS):
                return True
    return False


@cache
def _stem(word: str) -> str:
    """Without the ending of a verb, and without the letter that was doubled before it."""
    bare = re.sub(r"(ed|ing|e)$", "", word) if len(word) >= 5 else word.removesuffix("e")
    return re.sub(r"([bdglmnprt])\1$", r"\1", bare)


def _are_akin(verb: str, noun: str) -> bool:
    """`moved` and `movement`, `inspected` and `inspection`."""
    stem = _stem(verb)
    return verb.endswith("ed") and len(stem) >= 3 and noun.startswith(stem)


def _is_misspelt(one: str, other: str) -> bool:
    """One letter wrong, missing, doubled or swapped in a word of some length."""
    if min(len(one), len(other)) < 6 or abs(len(one) - len(other)) > 1:
        return False
    if any(letter.isdigit() for letter in one + other):
        return False
    if one in _WORDS_OF_THEIR_OWN and other in _WORDS_OF_THEIR_OWN:
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1


def _run_on(name: Words) -> str:
    """In one piece, as some people write it: `fulltime` of `is_full_time`."""
    return "".join(name[1:] if name[1:] and name[0] in AUXILIARY else name)


def _run_together(ours: Words, theirs: Words) -> bool:
    """`zipcode` for `zip_code`, with a slip of the pen."""
    return len(ours) + len(theirs) > 2 and _is_misspelt("".join(ours), "".join(theirs))


@lru_cache(maxsize=100_000)
def _bare(name: Words, idle: frozenset[str]) -> Words:
    """Without the words that come and go, unless nothing would be left."""
    foreign = tuple(word for word in name if word not in idle) or name
    return tuple(word for word in foreign if word not in HARMLESS) or foreign


def _taken_apart(word: str) -> Words:
    """`billingaddress` as the words that it is made of, where all of them are known."""
    if word in SHORTENED:
        return tuple(SHORTENED[word].split())
    return (word,) if word in KNOWN else _pieces(word) or (word,)


@cache
def _pieces(word: str) -> Words:
    """Known words of four letters or more that make up the word; none where there are none."""
    if word in KNOWN and len(word) >= 4:
        return (word,)
    for at in range(4, len(word) - 3):
        if word[:at] in KNOWN and (rest := _pieces(word[at:])):
            return word[:at], *rest
    return ()


def _in_short(name: Words) -> Words:
    """With one word for phrases that stand for it: `sort_order` is a position."""
    for at in range(len(name) - 1):
        if name[at : at + 2] in PHRASES:
            return (*name[:at], PHRASES[name[at : at + 2]], *_in_short(name[at + 2 :]))
    return name


def _singular(word: str) -> str:
    if word in INVARIABLE:
        return word
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
