"""What the project's migrations say of a database with certain records, as JSON takes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import router
from django.db.migrations.state import ProjectState

from .operations import described
from .recorded import RecordedLoader
from .traces import traces

Tables = dict[str, tuple[set[str], str]]
"""By `db_table`: the columns, and the app."""


def read_history(job: Mapping[str, Any], tell: object) -> dict[str, Any]:
    """See `segue.project.history.Graph`, which the parent makes of it."""
    loader = RecordedLoader(job["records"])
    graph, alias = loader.whole_graph, job["alias"]
    before = loader.state(loader.targets())
    tables = _tables(before.clone(), loader.unmigrated_apps, alias)
    newest = _tables(loader.state(graph.leaf_nodes()), loader.unmigrated_apps, alias)
    leaves: dict[str, list[str]] = {}
    for app, name in graph.leaf_nodes():
        leaves.setdefault(app, []).append(name)
    missing = loader.missing()
    return {
        "applied": loader.applied_nodes(),
        "missing": described(missing, before.clone()),
        "unknown": loader.unknown(),
        "leaves": leaves,
        "holes": loader.holes(),
        "half_replaced": loader.half_replaced(),
        "tables": _listed(tables),
        "later": _listed({name: facts for name, facts in newest.items() if name not in tables}),
        "traces": traces(missing, before),
    }


def _listed(tables: Tables) -> list[Any]:
    return [[name, sorted(columns), app] for name, (columns, app) in tables.items()]


def _tables(state: ProjectState, unmigrated: Collection[str], alias: str) -> Tables:
    """Every table that migrations make in this database."""
    tables: Tables = {}
    for model in state.apps.get_models(include_auto_created=True):
        meta = model._meta
        elsewhere = not router.allow_migrate_model(alias, model)
        if meta.proxy or not meta.managed or meta.app_label in unmigrated or elsewhere:
            continue
        columns = {f.column for f in meta.local_concrete_fields if f.column is not None}
        tables.setdefault(meta.db_table, (set(), meta.app_label))[0].update(columns)
    return tables
