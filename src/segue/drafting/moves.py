"""Where the project's migrations put tables and columns of the source: evidence beyond doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from segue.database.catalog import Catalog
from segue.database.names import QualifiedName
from segue.project.history import Trace

Place = tuple[QualifiedName, str]
"""A table and a column."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What migrations say that the source has not run; it outranks every likeness."""

    tables: Mapping[tuple[QualifiedName, QualifiedName], str] = field(default_factory=dict)
    """Pairs of tables of the source and the target, each with the migration that says so."""
    columns: Mapping[Place, tuple[Place, str]] = field(default_factory=dict)
    """By column of the source: that of the target, and the migration."""

    def column_of(self, table: QualifiedName, column: str) -> tuple[Place, str] | None:
        """Where a column of the source went, and the migration; None where no migration says."""
        return self.columns.get((table, column))


NO_MOVES = Moves()


def moves(traces: Iterable[Trace], source: Catalog, target: Catalog) -> Moves:
    """Those whose both ends are there: old table to new table, old column to new column."""
    tables: dict[tuple[QualifiedName, QualifiedName], str] = {}
    columns: dict[Place, tuple[Place, str]] = {}
    for trace in traces:
        (old, was), (new, now) = trace.old, trace.new
        if old not in source.tables or new not in target.tables:
            continue
        if was is None or now is None:
            tables[old, new] = trace.by
        elif was != now and _has(source, old, was) and _has(target, new, now):
            columns[old, was] = (new, now), trace.by
    return Moves(tables, columns)


def _has(catalog: Catalog, table: QualifiedName, column: str) -> bool:
    return catalog.tables[table].column(column) is not None
