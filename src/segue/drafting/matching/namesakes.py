"""Which tables of two sides are called by names that have anything in common."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from segue.database.names import QualifiedName
from segue.drafting.matching.entities import Entity, Side
from segue.drafting.matching.vocabulary import Vocabulary


class Namesakes:
    """Of all others `likeness_of_models` says that they are strangers."""

    def __init__(self, source: Side, target: Side) -> None:
        self._source, self._target = _Called(source), _Called(target)

    def of_source(self, one: Entity) -> frozenset[QualifiedName]:
        """The tables of the target whose names have something in common with this one's."""
        return self._target.like(one)

    def of_target(self, other: Entity) -> frozenset[QualifiedName]:
        """Those of the source."""
        return self._source.like(other)


class _Called:
    """The tables of a side by what they are called."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._found: dict[QualifiedName, frozenset[QualifiedName]] = {}

    def like(self, table: Entity) -> frozenset[QualifiedName]:
        if table.name not in self._found:
            same = self._by_model.get(table.model, ())
            self._found[table.name] = self._vocabulary.things(table.words).union(same)
        return self._found[table.name]

    @cached_property
    def _vocabulary(self) -> Vocabulary[QualifiedName]:
        return Vocabulary({name: entity.words for name, entity in self._side.entities.items()})

    @cached_property
    def _by_model(self) -> dict[str, list[QualifiedName]]:
        tables: defaultdict[str, list[QualifiedName]] = defaultdict(list)
        for name, entity in self._side.entities.items():
            tables[entity.model].append(name)
        return tables
