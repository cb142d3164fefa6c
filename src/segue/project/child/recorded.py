"""The project's graph of migrations as it is for a database whose records are known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState

Key = tuple[str, str]


class RecordedLoader(MigrationLoader):
    """Django's graph as `migrate` would see it on a database with these records; asks none.

    Which squashed migrations take the place of what they replace depends on the records.
    """

    def __init__(self, records: Iterable[Any]) -> None:
        self.records: list[Key] = [(str(app), str(name)) for app, name in records]
        self._applied: Any = None
        super().__init__(None, ignore_no_migrations=True)

    @property
    def applied_migrations(self) -> Any:
        """The records, and the squashed migrations that they amount to."""
        return self._applied

    @applied_migrations.setter
    def applied_migrations(self, value: Any) -> None:
        # Without a connection Django begins with an empty dictionary, or in older versions a set.
        begins = value is not None and not value
        self._applied = dict.fromkeys(self.records) if begins else value

    @property
    def whole_graph(self) -> MigrationGraph:
        graph: MigrationGraph = self.graph
        return graph

    def for_database_with(self, applied: Iterable[Key]) -> None:
        """The same graph, where only these migrations count as run."""
        self._applied = dict.fromkeys(applied)

    def applied_nodes(self) -> list[Key]:
        """The migrations of the graph that were run."""
        return [key for key in self.whole_graph.nodes if key in self.applied_migrations]

    def strangers(self) -> list[Key]:
        """Records of apps of this code that no migration of it stands for."""
        graph, apps = self.whole_graph, {app for app, _ in self.whole_graph.nodes}
        names = {*graph.nodes, *(self.disk_migrations or {})}
        names |= {(old[0], old[1]) for m in graph.nodes.values() if m for old in m.replaces}
        return [key for key in self.records if key not in names and key[0] in apps]

    def unknown(self) -> list[Key]:
        """Records that no migration of this code stands for."""
        apps = {app for app, _ in self.whole_graph.nodes}
        keys = [key for key in self.records if key[0] not in apps]
        strange = set(self.strangers()) | set(keys)
        return [key for key in self.records if key in strange]

    def targets(self) -> list[Key]:
        """Applied nodes without an applied child: with all before them, the database's state."""
        applied = set(self.applied_nodes())
        nodes = self.whole_graph.node_map
        return sorted(
            key for key in applied if not {child.key for child in nodes[key].children} & applied
        )

    def missing(self) -> list[Migration]:
        """What `migrate` would run, in its order."""
        applied = set(self.applied_nodes())
        return self._in_order(self.whole_graph.leaf_nodes(), applied)

    def leading_to(self, targets: Iterable[Key], applied: Collection[Key]) -> list[Migration]:
        """What leads to the targets from a database that has `applied`, in order."""
        return self._in_order(targets, applied)

    def _in_order(self, targets: Iterable[Key], applied: Collection[Key]) -> list[Migration]:
        waiting: dict[Key, Any] = {}
        for target in targets:
            for key in self.whole_graph.forwards_plan(target):
                if key not in applied:
                    waiting[key] = self.whole_graph.nodes[key]
        return list(waiting.values())

    def holes(self) -> list[tuple[Key, Key]]:
        """Migrations that were run without one on which they depend.

        Django's `check_consistent_history` refuses to migrate then.
        """
        holes = []
        for key in self.applied_nodes():
            for parent in self.whole_graph.node_map[key].parents:
                squashed = self.amounts_to(parent.key, self.applied_migrations)
                if parent.key not in self.applied_migrations and not squashed:
                    holes.append((key, parent.key))
        return sorted(holes)

    def half_replaced(self) -> list[tuple[Key, list[Key]]]:
        """Squashed migrations of which the records have a part, with the rest, whose code is gone.

        Django then has neither the squashed one nor those that it replaces.
        """
        migrations = []
        for key, squashed in (self.replacements or {}).items():
            replaced = [(old[0], old[1]) for old in squashed.replaces]
            unapplied = [old for old in replaced if old not in self.applied_migrations]
            missing_files = [old for old in unapplied if old not in (self.disk_migrations or {})]
            if (
                missing_files
                and len(unapplied) < len(replaced)
                and key not in self.applied_migrations
            ):
                migrations.append((key, unapplied))
        return sorted(migrations)

    def amounts_to(self, key: Key, records: Collection[Key]) -> bool:
        """Whether the records have all that a squashed migration replaces."""
        replacement = (self.replacements or {}).get(key)
        replaces = replacement.replaces if replacement is not None else []
        return bool(replaces) and all(tuple(old) in records for old in replaces)

    def state(self, nodes: Iterable[Key]) -> ProjectState:
        """The models after these migrations and all before them."""
        names = list(nodes)
        return self.project_state(names) if names else ProjectState()
