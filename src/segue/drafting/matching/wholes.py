"""Apps that went while others came, built alike: moved as a whole, in one piece or in several."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from segue.database.names import QualifiedName
from segue.drafting.matching import names
from segue.drafting.matching.entities import Entity, Side
from segue.drafting.matching.evidence import likeness_of_models
from segue.drafting.matching.links import Links, Pair
from segue.drafting.matching.structure import PairWorths

TABLES, SHARE = 4, 0.75
"""How many tables of a whole, and what share of both sides, are built like their counterparts."""
NAMED_ANEW = 0.5
"""Where fewer of the names than this share are alike, an unlike one says nothing."""

Apps = tuple[frozenset[str], frozenset[str]]
"""Labels of the source, and those that took their place."""


class WholeApps:
    """The apps of both sides, by where the choice over all tables leads them."""

    def __init__(self, source: Side, target: Side, standing: PairWorths, links: Links) -> None:
        self._source, self._target, self._standing = source, target, standing
        self._places: dict[QualifiedName, Collection[QualifiedName]] = {
            name: links.of_source(name) for name in source.entities
        }
        self._places |= {one: (other,) for one, other in standing.chosen.items()}
        self._judged: dict[str, tuple[bool, bool]] = {}

    def moved(self, one: Entity, other: Entity) -> bool:
        """Whether the app of the one moved as a whole, and the other is a part of what came."""
        return (
            one.app in self._former_apps and other.app in self._new_apps and self._judge(one.app)[0]
        )

    def named_anew(self, one: Entity) -> bool:
        """Whether most tables that moved with the one got names that have nothing in common."""
        return self._judge(one.app)[1]

    @cached_property
    def _former_apps(self) -> frozenset[str]:
        return _without(self._source, self._target)

    @cached_property
    def _new_apps(self) -> frozenset[str]:
        return _without(self._target, self._source)

    def _judge(self, app: str) -> tuple[bool, bool]:
        """Whether an app moved as a whole, and whether its names did not."""
        if app not in self._judged:
            self._judged[app] = self._looked_at(*self._together(app))
        return self._judged[app]

    def _looked_at(self, ours: frozenset[str], theirs: frozenset[str]) -> tuple[bool, bool]:
        sizes = [
            sum(entity.app in apps for entity in side.entities.values())
            for side, apps in ((self._source, ours), (self._target, theirs))
        ]
        alike = [pair for pair in self._pairs(ours, theirs) if self._are_built_alike(pair)]
        is_moved = len(alike) >= TABLES and len(alike) >= SHARE * max(sizes)
        count = sum(self._are_named_alike(pair) for pair in alike)
        return is_moved, count < NAMED_ANEW * len(alike)

    def _together(self, app: str) -> Apps:
        """All apps that went and came with one, as tables lead from any of them to any other."""
        ours, theirs = {app}, set[str]()
        while True:
            reached = {b for a, b in self._ways if a in ours}
            back = {a for a, b in self._ways if b in reached}
            if reached <= theirs and back <= ours:
                return frozenset(ours), frozenset(theirs)
            ours, theirs = ours | back, theirs | reached

    @cached_property
    def _ways(self) -> frozenset[tuple[str, str]]:
        """From which app that went to which one that came any table leads."""
        return frozenset(
            (self._source.entities[one].app, self._target.entities[other].app)
            for one, other in self._pairs(self._former_apps, self._new_apps)
        )

    def _pairs(self, ours: Collection[str], theirs: Collection[str]) -> list[Pair]:
        return [
            (one, other)
            for one, others in self._places.items()
            for other in others
            if self._source.entities[one].app in ours and self._target.entities[other].app in theirs
        ]

    def _are_built_alike(self, pair: Pair) -> bool:
        """Whether they are known to be one, or hold the same kinds of columns."""
        like = self._standing.likeness.get(pair)
        return like is None or like.form >= 1

    def _are_named_alike(self, pair: Pair) -> bool:
        one, other = self._source.entities[pair[0]], self._target.entities[pair[1]]
        return likeness_of_models(one, other) >= names.NARROWER


def _without(side: Side, beside: Side) -> frozenset[str]:
    """The apps of a side of which the other one has no table, not under the same label either."""
    apps = {entity.app for entity in side.entities.values()}
    same = {entity.app for name, entity in side.entities.items() if name in beside.entities}
    return frozenset(apps - same)
