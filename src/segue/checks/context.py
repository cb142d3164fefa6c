"""What the checks look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from segue.checks.probes import Probes
from segue.checks.rows import DataExamination
from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName
from segue.errors import PlanMistake
from segue.findings import Place
from segue.mapping.facts import Facts
from segue.mapping.transfer import Feed, Transfer, resolve_all
from segue.plan.model import Plan, TableMapping
from segue.project.values import Project


@dataclass(frozen=True)
class CheckContext:
    """Both databases, the plan and what was asked beyond them."""

    plan: Plan
    source: Catalog
    target: Catalog
    project: Project | None
    probes: Probes
    occupied: Mapping[QualifiedName, int]
    facts: Facts = field(default_factory=Facts)
    examined: DataExamination = field(default_factory=DataExamination)
    makes_schemas: bool = False
    """Whether a move makes the schemas of tenants, and drafts its plan after that."""

    def place(self, mapping: TableMapping, column: str | None = None) -> Place:
        """The line of a mapping, or of its entry for a column where it has one."""
        return self.plan.place(mapping, column)

    def pairs(self) -> Iterator[tuple[TableMapping, Table | None, Table]]:
        """Mappings whose tables exist: the source's (None for a query) and the target's."""
        for mapping in self.plan.tables:
            source = self.source.tables.get(mapping.source) if mapping.source else None
            target = self.target.tables.get(mapping.target)
            if target is not None and (source is not None or mapping.source is None):
                yield mapping, source, target

    @cached_property
    def transfers(self) -> Mapping[int, Transfer]:
        """The mappings without mistakes, by their number in the plan."""
        return self._resolved[0]

    @property
    def mistakes(self) -> Mapping[int, PlanMistake]:
        """The first mistake of each of the others."""
        return self._resolved[1]

    @cached_property
    def _resolved(self) -> tuple[Mapping[int, Transfer], Mapping[int, PlanMistake]]:
        return resolve_all(self.plan, self.source, self.target, self.project, self.facts)

    def feed(self, mapping: TableMapping, column: str) -> Feed | None:
        """What fills a column of the target."""
        return self._feeds.get((id(mapping), column))

    @cached_property
    def _feeds(self) -> Mapping[tuple[int, str], Feed]:
        return {
            (id(self.plan.tables[number]), feed.column.name): feed
            for number, transfer in self.transfers.items()
            for feed in transfer.feeds
        }

    @cached_property
    def readers(self) -> Mapping[QualifiedName, tuple[TableMapping, ...]]:
        """The mappings that read a source table, in the plan's order."""
        readers: dict[QualifiedName, tuple[TableMapping, ...]] = {}
        for mapping in self.plan.tables:
            if mapping.source is not None:
                readers[mapping.source] = (*readers.get(mapping.source, ()), mapping)
        return readers

    @cached_property
    def read(self) -> tuple[Table, ...]:
        """The source tables that are read, each leaf of a partitioned one for itself."""
        sources = {mapping.source for mapping in self.plan.tables if mapping.source is not None}
        return _with_leaves(self.source, sources)

    @cached_property
    def filled(self) -> tuple[Table, ...]:
        """The target tables that are filled, with their leaves."""
        return _with_leaves(self.target, {mapping.target for mapping in self.plan.tables})

    @cached_property
    def target_migrated(self) -> bool:
        """Whether the target has a schema to be filled at all, whoever made it."""
        if self.project is not None and self.probes.applied_migrations is not None:
            return True
        targets = [mapping.target for mapping in self.plan.tables if not mapping.create]
        return any(name in self.target.tables for name in targets or self.target.tables)


def _with_leaves(catalog: Catalog, names: set[QualifiedName]) -> tuple[Table, ...]:
    tables = [catalog.tables[name] for name in sorted(names) if name in catalog.tables]
    leaves = [catalog.tables[leaf] for t in tables for leaf in t.leaves if leaf in catalog.tables]
    return tuple(dict.fromkeys((*tables, *leaves)))
