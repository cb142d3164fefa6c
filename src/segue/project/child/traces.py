"""Where tables and columns of an older state go, followed through the operations of migrations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.migrations import operations as ops
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState

from .operations import IDENTIFIER, statements
from .places import Field, Place, places, sql_name

TABLE = rf"\bALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?({IDENTIFIER})\s+RENAME\s+"
TABLE_RENAMED = re.compile(rf"{TABLE}TO\s+({IDENTIFIER})", re.IGNORECASE)
COLUMN_RENAMED = re.compile(
    rf"{TABLE}(?:COLUMN\s+)?(?!TO\s|CONSTRAINT\s)({IDENTIFIER})\s+TO\s+({IDENTIFIER})",
    re.IGNORECASE,
)


def traces(missing: Iterable[Migration], state: ProjectState) -> list[list[Any]]:
    """Old place, new place and migration of whatever the migrations move.

    `state` is what comes before them, and is used up.
    """
    tracker = _Tracker(state)
    for migration in missing:
        for operation in migration.operations:
            tracker.follow(operation, migration)
    return tracker.moved()


class _Tracker:
    """Follows what is stored where, from the state before the migrations."""

    def __init__(self, state: ProjectState) -> None:
        self._state = state
        self._now: dict[Place, Place] = {place: place for place in places(state).values()}
        """By place of today: where it was at the beginning."""
        self._by: dict[Place, str] = {}

    def moved(self) -> list[list[Any]]:
        """Those that are elsewhere now."""
        return [[old, new, self._by[new]] for new, old in self._now.items() if new != old]

    def follow(self, operation: Any, migration: Migration) -> None:
        """One operation: what it does in the database, then what it does to the state."""
        app, by = migration.app_label, f"{migration.app_label}.{migration.name}"
        if isinstance(operation, ops.SeparateDatabaseAndState):
            beside = self._state.clone()
            for each in operation.database_operations:
                self._in_database(each, app, by, beside)
            operation.state_forwards(app, self._state)
        else:
            self._in_database(operation, app, by, self._state)

    def _in_database(self, operation: Any, app: str, by: str, state: ProjectState) -> None:
        """Advances the state as well."""
        if isinstance(operation, ops.RunSQL):
            self._sql(operation, by)
            operation.state_forwards(app, state)
            return
        before = places(state)
        operation.state_forwards(app, state)
        after = places(state)
        if before == after:
            return
        successor = _successor(operation, app)
        successors = {key: successor(key) for key in before if successor(key) in after}
        moves = {
            before[key]: after[new] for key, new in successors.items() if before[key] != after[new]
        }
        remaining = set(after.values())
        for place in {before[key] for key in before.keys() - successors.keys()} - remaining:
            self._now.pop(place, None)
        self._move(moves, by)
        new_fields = remaining - set(before.values()) - set(moves.values())
        for place in new_fields:
            self._now.pop(place, None)

    def _sql(self, operation: Any, by: str) -> None:
        for statement in statements(operation.sql):
            for old, new in TABLE_RENAMED.findall(statement):
                name, other = sql_name(old), sql_name(new)
                self._move({(name, None): ((*name[:-1], other[-1]), None)}, by)
            for table, old, new in COLUMN_RENAMED.findall(statement):
                name = sql_name(table)
                self._move({(name, sql_name(old)[0]): (name, sql_name(new)[0])}, by)

    def _move(self, moves: Mapping[Place, Place], by: str) -> None:
        """Columns go with their table; those that are named go where they are named to."""
        tables = {old[0]: new[0] for old, new in moves.items() if old[1] is None}
        every: dict[Place, Place] = {
            place: (tables[place[0]], place[1]) for place in self._now if place[0] in tables
        }
        every.update(moves)
        moved_fields = {new: self._now.pop(old) for old, new in every.items() if old in self._now}
        self._now.update(moved_fields)
        self._by.update(dict.fromkeys(moved_fields, by))


def _successor(operation: Any, app: str) -> Callable[[Field], Field]:
    """What a field is called after the operation."""
    if isinstance(operation, ops.RenameModel):
        old, new = operation.old_name.lower(), operation.new_name.lower()
        return lambda key: (app, new, key[2]) if key[:2] == (app, old) else key
    if isinstance(operation, ops.RenameField):
        model, before, after = operation.model_name.lower(), operation.old_name, operation.new_name
        renamed = {before: after, f"{before}.from": f"{after}.from"}
        return lambda key: (
            (app, model, renamed.get(key[2], key[2])) if key[:2] == (app, model) else key
        )
    return lambda key: key
