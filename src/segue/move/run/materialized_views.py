"""Materialized views that show the rows that came in, each after those that it reads."""

from __future__ import annotations

from graphlib import TopologicalSorter

from segue.database.catalog import Table
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection
from segue.move.survey import Survey


def to_refresh(target: Connection, survey: Survey) -> tuple[Table, ...]:
    """Those that can be read in the target, or could in the source, in the order of their reading.

    A view that was made WITH NO DATA and filled afterwards is empty in no schema, only in a new
    database.
    """
    views = {t.name: t for t in survey.target.tables.values() if t.kind == "m" and not t.extension}
    names = {name for name, view in views.items() if view.populated or _was_filled(name, survey)}
    if not names:
        return ()
    needs: dict[QualifiedName, set[QualifiedName]] = {name: set() for name in sorted(names)}
    for schema, name, read_schema, read_name in target.execute(query("materialized_view_reads")):
        reader, read = QualifiedName(schema, name), QualifiedName(read_schema, read_name)
        if reader in names and read in names:
            needs[reader].add(read)
    return tuple(views[name] for name in TopologicalSorter(needs).static_order())


def _was_filled(view: QualifiedName, survey: Survey) -> bool:
    twin = survey.source.tables.get(view)
    return twin is not None and twin.kind == "m" and twin.populated
