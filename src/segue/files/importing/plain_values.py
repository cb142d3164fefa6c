"""Which columns of a file hold plain values alone, found out while it is cut into records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from segue.files.importing.grammar import Grammar
from segue.files.importing.spellings.plain import ANYTHING, PlainPatterns

FIRST = 500
"""Records whose values are looked at one by one; a pattern for whole records takes milliseconds."""

MOST_PATTERNS = 20
"""Columns that are found out to be doubtful one after another, before the others count as such."""

WIDEST = 200
"""Columns of a record for which a pattern is made."""

NOTHING = re.compile(rb"(?!)")


class PlainValues:
    """The pattern of records all of whose values are plain, as far as their columns' are."""

    def __init__(self, grammar: Grammar, width: int, plains: Mapping[int, PlainPatterns]) -> None:
        self.doubtful: set[int] = set()
        """Positions of columns with a value that is not plain."""
        self.record = NOTHING
        """Matches records that need no look; the first group is the record alone."""
        self._grammar, self._width = grammar, width
        self._any = grammar.record([grammar.value] * width)
        self._tested = {n: grammar.plain(one) for n, one in plains.items() if one != ANYTHING}
        self._looked = self._patterns = 0
        if width > WIDEST:
            self._doubt(set(self._tested))

    def match(self, data: bytes, position: int) -> re.Match[bytes] | None:
        """A record of any values; where one is not plain, its column is doubtful."""
        record = self._any.match(data, position)
        if record is not None and self._tested:
            self._look(record[1])
        elif record is not None:
            self.record = self._any
        return record

    def _look(self, record: bytes) -> None:
        values = self._grammar.values_of(record)
        doubtful = {n for n, plain in self._tested.items() if not _compiled(plain).match(values[n])}
        self._looked += 1
        if doubtful:
            self._doubt(doubtful)
        if self._looked >= FIRST:
            self.record = self._pattern()

    def _doubt(self, doubtful: set[int]) -> None:
        self._patterns += self._looked > FIRST
        self.doubtful |= doubtful if self._patterns < MOST_PATTERNS else set(self._tested)
        self._tested = {n: one for n, one in self._tested.items() if n not in self.doubtful}

    def _pattern(self) -> re.Pattern[bytes]:
        value = self._grammar.value
        return self._grammar.record([self._tested.get(n, value) for n in range(self._width)])


@cache
def _compiled(value: bytes) -> re.Pattern[bytes]:
    """The pattern of one value alone."""
    return re.compile(rb"(?:" + value + rb")\Z", re.DOTALL)
