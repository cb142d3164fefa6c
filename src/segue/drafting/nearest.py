"""Names that may be meant: where the plan names what is not there, or says nothing of what is."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rapidfuzz.distance import OSA

from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName
from segue.drafting.matching.names import likeness, words
from segue.plan.model import Plan, TableMapping
from segue.plan.toml import key, text

LIKE = 0.55
"""Names less alike than this are not worth naming."""
MISSPELT = 0.75
"""Spelling less alike than this is no slip of a finger."""
MOST = 3


def nearest(name: str, among: Iterable[str]) -> tuple[str, ...]:
    """The names most like it, the likest first; empty where none is."""
    liked = [(max(likeness(name, other), _spelling(name, other)), other) for other in among]
    ranked = sorted((-like, other) for like, other in liked if like >= LIKE)
    return tuple(other for _, other in ranked[:MOST])


def _spelling(one: str, other: str) -> float:
    """How alike the letters are, where so much that one may be the other misspelt."""
    like = OSA.normalized_similarity(one.lower(), other.lower())
    return like if like >= MISSPELT else 0.0


def meant(name: str, among: Iterable[str]) -> str:
    """A question that names them, for the front of a help; empty where none is like it."""
    suggestion = nearest(name, among)
    return f"did you mean {' or '.join(suggestion)}? " if suggestion else ""


def meant_table(name: QualifiedName, among: Collection[QualifiedName]) -> str:
    """The same for tables: what stands in another schema under the same name comes first."""
    bare = {str(other): other.name for other in among}
    same = [label for label, other in bare.items() if other == name.name]
    like = [label for label in bare if bare[label] in nearest(name.name, bare.values())]
    names = list(dict.fromkeys([*same, *like]))[:MOST]
    return f"did you mean {' or '.join(names)}? " if names else ""


def feeders(column: str, source: Table, mapping: TableMapping, target: Table) -> tuple[str, ...]:
    """Entries that would feed a target column from one without a place yet, likest first."""
    there = {c.name for c in target.columns} | set(mapping.columns) | set(mapping.dropped)
    free = [c.name for c in source.columns if c.name not in there]
    return tuple(f"{key(column)} = {text(name)}" for name in nearest(column, free))


def takers(column: str, source: Table, mapping: TableMapping, target: Table) -> tuple[str, ...]:
    """Entries by which a source column without a place would feed one that nothing feeds yet."""
    names = {c.name for c in source.columns} | set(mapping.columns)
    free = [c.name for c in target.columns if c.name not in names and not c.generated]
    return tuple(f"{key(name)} = {text(column)}" for name in nearest(column, free))


def homes(table: QualifiedName, plan: Plan, target: Catalog) -> tuple[QualifiedName, ...]:
    """Tables of the target without rows that may be the table's successors, likest first."""
    targets = {mapping.target for mapping in plan.tables}
    liked = [
        (likeness(table.name, name.name, {*_app(table), *_app(name)}), name)
        for name in target.tables
        if name not in targets
    ]
    ranked = sorted((-like, name) for like, name in liked if like >= LIKE)
    return tuple(name for _, name in ranked[:MOST])


def _app(table: QualifiedName) -> tuple[str, ...]:
    """The word by which Django's tables begin, which says nothing where a model changed its app."""
    all_words = words(table.name)
    return all_words[:1] if len(all_words) > 1 else ()
