"""Rules that are NOT VALID where a file was exported and where it goes: its rows come in as before.

They are down from the first refusal to the end of the file, in the import's transaction, and go
back NOT VALID, as in a move. What somebody wrote into the file since has to keep them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from segue.database.constraints import Constraint
from segue.database.names import QualifiedName
from segue.files.importing.indexes import leaves_events
from segue.files.importing.load import FileLoad


def standing_rules(load: FileLoad, later: Collection[QualifiedName]) -> tuple[Constraint, ...]:
    """Those of the load's table that may come down."""
    given = load.given
    if given is None or given.entry is None or not given.untouched or not load.table.owned:
        return ()
    as_exported = all(feed.name == feed.column.name for feed in load.layout.feeds)
    if not as_exported or load.set or leaves_events(load, later):
        return ()
    held = given.entry.not_valid
    return tuple(rule for rule in load.table.not_valid if rule.definition in held)


def without(load: FileLoad, rules: Collection[Constraint]) -> FileLoad:
    """The load into a table that does not have them."""
    left = tuple(rule for rule in load.table.constraints if rule not in rules)
    return replace(load, table=replace(load.table, constraints=left))
