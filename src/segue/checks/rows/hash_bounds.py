"""Conditions on a partition's rows, without what hash partitions ask of them where none lacks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

HASHED = "satisfies_hash_partition("
"""How the condition begins; it names its table by an object id, which the target alone knows."""
_CLAUSE = re.compile(re.escape(HASHED) + r"'(\d+)'::oid, (\d+), (\d+)")


def without_complete_hashes(bounds: Sequence[str]) -> tuple[str, ...]:
    """The conditions with `true` for every hash whose remainders all have a partition."""
    remainders: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for bound in bounds:
        for table, modulus, remainder in _CLAUSE.findall(bound):
            remainders[table].add((int(modulus), int(remainder)))
    complete = {
        table
        for table, found in remainders.items()
        if sum(Fraction(1, modulus) for modulus, _ in found) == 1
    }
    return tuple("".join(_simplified(bound, complete)) for bound in bounds)


def _simplified(bound: str, complete: set[str]) -> Iterator[str]:
    at = 0
    for found in _CLAUSE.finditer(bound):
        if found[1] in complete:
            yield bound[at : found.start()]
            yield "true"
            at = _end(bound, found.end())
    yield bound[at:]


def _end(bound: str, inside: int) -> int:
    """Behind the clause; its keys may be expressions with parentheses of their own."""
    depth = 1
    while depth:
        depth += {"(": 1, ")": -1}.get(bound[inside], 0)
        inside += 1
    return inside
