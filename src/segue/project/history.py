"""What `django_migrations` of a database and the project's migrations say of each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from segue.database.names import QualifiedName

Key = tuple[str, str]
"""A migration: app label and name."""

Columns = frozenset[str]

ALIKE = 0.5
"""Share of columns that two tables have in common from which on one seems to be the other."""


class HistoryState(Enum):
    """How a database stands to the migrations of an app, or of the whole project."""

    SAME = "same"
    BEHIND = "behind"
    NEW = "new"
    """The database knows nothing of the app."""
    GONE = "gone"
    """The project has no such app, or no migrations of it, any more."""
    AHEAD = "ahead"
    """The database has run newer migrations than the code knows."""
    RESET = "reset"
    """The migrations make another schema than the one that the database has."""
    MIXED = "mixed"
    UNKNOWN = "unknown"
    """The database holds no records."""


STRAIGHT = frozenset({HistoryState.SAME, HistoryState.BEHIND})
"""From there the project's own migrations lead on."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a migration that a database has not run."""

    kind: str
    """The class: AddField, RunPython."""
    text: str
    """What Django says that it does."""
    tables: tuple[QualifiedName, ...] = ()
    """The tables it touches, as far as that can be told."""
    is_code: bool = False
    """Whether a person wrote what it does to the rows."""


@dataclass(frozen=True, slots=True)
class Migration:
    """A migration that a database has not run."""

    app: str
    name: str
    atomic: bool
    operations: tuple[Operation, ...]

    def __str__(self) -> str:
        return f"{self.app}.{self.name}"


Code = tuple[Migration, Operation]
"""RunPython or RunSQL, and the migration that it stands in."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a table or column of a database is once the missing migrations have run."""

    old: tuple[QualifiedName, str | None]
    """Table and column; None for the table itself."""
    new: tuple[QualifiedName, str | None]
    by: str
    """The migration that moved it last."""


@dataclass(frozen=True, slots=True)
class Graph:
    """The project's migrations as they are for a database with certain records."""

    records: tuple[Key, ...]
    """What the database says that it ran."""
    applied: tuple[Key, ...]
    """Those of the project's migrations that count as run; squashed ones are understood."""
    missing: tuple[Migration, ...]
    """The others, in the order in which `migrate` runs them."""
    unknown: tuple[Key, ...]
    """Records that no migration of the project knows."""
    leaves: Mapping[str, tuple[str, ...]]
    """By app with migrations: its last migrations; several are a conflict."""
    holes: tuple[tuple[Key, Key], ...]
    """A migration that was run, and one it depends on that was not."""
    tables: Mapping[QualifiedName, Columns]
    """The tables that the applied migrations make, with their columns."""
    later: Mapping[QualifiedName, Columns]
    """The tables of the newest state that `tables` lacks."""
    owners: Mapping[QualifiedName, str]
    """The app of each table in `tables` and `later`."""
    traces: tuple[Trace, ...] = ()
    half_replaced: tuple[tuple[Key, tuple[Key, ...]], ...] = ()
    """Squashed migrations, and those of the ones that they replace that were not run and whose code
    is gone; the others were run."""


@dataclass(frozen=True, slots=True)
class AppHistory:
    """How a database stands to one app."""

    label: str
    standing: HistoryState
    applied: int = 0
    missing: tuple[Migration, ...] = ()
    unknown: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class History:
    """How a database stands to the project's migrations."""

    graph: Graph
    found: Mapping[QualifiedName, Columns] = field(repr=False)
    """The tables of the database, with their columns."""
    tenants: frozenset[str] = frozenset()
    """Schemas of the database with tables and records of their own."""

    @cached_property
    def apps(self) -> tuple[AppHistory, ...]:
        """Every app with migrations or records, by label."""
        labels = {*self.graph.leaves, *(app for app, _ in self.graph.records)}
        return tuple(self._app(label) for label in sorted(labels))

    @cached_property
    def standing(self) -> HistoryState:
        """All apps together."""
        if not self.graph.records:
            return HistoryState.UNKNOWN
        standings = {app.standing for app in self.apps} - {HistoryState.SAME, HistoryState.GONE}
        if not standings:
            return HistoryState.SAME
        if standings <= {HistoryState.BEHIND, HistoryState.NEW}:
            return HistoryState.BEHIND
        if standings <= {HistoryState.RESET, HistoryState.NEW}:
            return HistoryState.RESET
        return standings.pop() if len(standings) == 1 else HistoryState.MIXED

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Why the project's migrations do not lead on from the database; empty where they do."""
        return tuple(self._obstacles())

    @property
    def missing(self) -> tuple[Migration, ...]:
        """The migrations that the database has not run, in their order."""
        return self.graph.missing

    @property
    def code(self) -> tuple[Code, ...]:
        """RunPython and RunSQL that have not run on the rows."""
        return tuple(
            (migration, operation)
            for migration in self.missing
            for operation in migration.operations
            if operation.is_code
        )

    @property
    def code_of_known_apps(self) -> tuple[Code, ...]:
        """Those of apps of which the database has run something: of others it has no rows."""
        began = {app.label for app in self.apps if app.applied}
        return tuple(code for code in self.code if code[0].app in began)

    @property
    def extra_tables(self) -> tuple[QualifiedName, ...]:
        """Tables of the database that its migrations did not make."""
        return tuple(sorted(self.found.keys() - self.graph.tables.keys()))

    @property
    def lacking_tables(self) -> tuple[QualifiedName, ...]:
        """Tables that its migrations made and that are gone."""
        return tuple(sorted(self.graph.tables.keys() - self.found.keys()))

    @property
    def differing_columns(self) -> Iterator[tuple[QualifiedName, Columns, Columns]]:
        """Tables with the columns that they have beyond, and lack of, what migrations made."""
        for name in sorted(self.graph.tables.keys() & self.found.keys()):
            expected, columns = self.graph.tables[name], self.found[name]
            if expected != columns:
                yield name, columns - expected, expected - columns

    def _obstacles(self) -> Iterator[str]:
        if not self.graph.records:
            yield "the source has no records of migrations (django_migrations)"
        for label, leaves in self.graph.leaves.items():
            if len(leaves) > 1:
                yield (
                    f"{label} has {len(leaves)} last migrations ({', '.join(leaves)}):"
                    " `manage.py makemigrations --merge` joins them"
                )
        for (app, name), (needed_app, needed) in self.graph.holes:
            yield (
                f"{app}.{name} is recorded as run, and {needed_app}.{needed}, on which it depends,"
                " is not: see which is true, and correct the record with `migrate --fake`"
            )
        for (app, name), missing_keys in self.graph.half_replaced:
            keys = ", ".join(".".join(key) for key in missing_keys)
            yield (
                f"{app}.{name} replaces {keys}, which the"
                " source has not run, and this code no longer has: run that there with the version"
                " that does"
            )
        if self.tenants:
            yield (
                f"{', '.join(sorted(self.tenants))}: schemas with records of their own, which one"
                " `migrate` cannot continue"
            )
        for known in self.apps:
            if known.standing in (HistoryState.AHEAD, HistoryState.RESET):
                yield f"{known.label} {known.reason}"

    def _app(self, label: str) -> AppHistory:
        graph = self.graph
        missing = tuple(m for m in graph.missing if m.app == label)
        applied = sum(app == label for app, _ in graph.applied)
        unknown = tuple(name for app, name in graph.unknown if app == label)
        standing, reason = self._standing(label, applied, missing, unknown)
        return AppHistory(label, standing, applied, missing, unknown, reason)

    def _standing(
        self, label: str, applied: int, missing: Sequence[Migration], unknown: Sequence[str]
    ) -> tuple[HistoryState, str]:
        if label not in self.graph.leaves:
            return HistoryState.GONE, "is not an app with migrations of this project"
        if not applied and not unknown:
            return self._of_new_app(label)
        if any(key[0] == label for key, _ in self.graph.half_replaced):
            return HistoryState.BEHIND, ""
        differing = self._differing(label)
        newer = self._newer(label, unknown)
        if newer and not missing and (differing or self._strangers_of(label)):
            apps = ", ".join(newer)
            return (
                HistoryState.AHEAD,
                f"has run {apps}, which this code does not know: take newer code",
            )
        if differing:
            return HistoryState.RESET, f"has other columns than its records say: {differing}"
        if unknown and not applied:
            return HistoryState.RESET, "has run none of the migrations that this code has of it"
        if unknown and missing and newer:
            return HistoryState.RESET, f"has run {', '.join(newer)}, which this code does not know"
        return (HistoryState.BEHIND if missing else HistoryState.SAME), ""

    def _of_new_app(self, label: str) -> tuple[HistoryState, str]:
        """Nothing of it was run: really new, made without records, or an old app's new name."""
        own = {t: c for t, c in self.graph.later.items() if self.graph.owners.get(t) == label}
        there = sorted(own.keys() & self.found.keys())
        if there:
            tables = ", ".join(table.name for table in there)
            return (
                HistoryState.RESET,
                f"has tables there ({tables}), but no record says what made them",
            )
        for table, columns in own.items():
            for model, other in self._of_gone_apps():
                if table.name == f"{label}_{model}" and alike(columns, self.found[other]):
                    sentence = (
                        f"looks like an app that was renamed: {table.name} is like {other.name}"
                    )
                    return HistoryState.RESET, sentence
        return HistoryState.NEW, ""

    def _of_gone_apps(self) -> Iterator[tuple[str, QualifiedName]]:
        """Their tables, each with its name without the app's label."""
        labels = {app for app, _ in self.graph.records} - self.graph.leaves.keys()
        for table in self.extra_tables:
            for label in labels:
                if table.name.startswith(f"{label}_"):
                    yield table.name.removeprefix(f"{label}_"), table

    def _differing(self, label: str) -> str:
        """Where the app's tables cannot be what its records say; a column too many is no sign."""
        for table, more, less in self.differing_columns:
            if less and more and self.graph.owners.get(table) == label:
                tables = ", ".join(sorted(less))
                return f"{table.name} has {', '.join(sorted(more))} instead of {tables}"
        for table in self.lacking_tables:
            if self.graph.owners.get(table) == label:
                columns = self.graph.tables[table]
                for other in self.extra_tables:
                    shared = len(columns & self.found[other])
                    own = other.name.startswith(f"{label}_") and shared > 1
                    if own or alike(columns, self.found[other]):
                        return f"{other.name} is there in place of {table.name}"
        return ""

    def _strangers_of(self, label: str) -> bool:
        """Whether the database has tables or columns of the app that its migrations do not make."""
        columns = any(
            more and self.graph.owners.get(table) == label
            for table, more, _ in self.differing_columns
        )
        return columns or any(t.name.startswith(f"{label}_") for t in self.extra_tables)

    def _newer(self, label: str, unknown: Collection[str]) -> list[str]:
        """Unknown records that come after the last migration of the code, by their numbers."""
        last = max(self.graph.leaves[label])
        return [name for name in unknown if name[:4].isdigit() and name[:4] > last[:4]]


def alike(one: Columns, other: Columns) -> bool:
    """Whether two tables have so many columns in common that one may be the other."""
    return len(one & other) / max(len(one | other), 1) >= ALIKE and len(one & other) > 1
