"""The source's history looked at: by its records, and by the schema that they should have made."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from segue.checks.drift import Drift, drift
from segue.database.catalog import Catalog
from segue.database.introspection import read_catalog
from segue.database.session import Connection, connect
from segue.errors import CannotConnect, CannotCreateDatabase, MigrateFailed, TooFewConnections
from segue.events import Note, Reporter
from segue.move.prepare.kept import kept_copy
from segue.move.run.recipes import recipe_for
from segue.move.workspace import Workspace
from segue.project import ProjectCode
from segue.project.history import History
from segue.project.source_history import read_history

READING = "Reading the project's migrations and the source's records of them."
COMPARING = (
    "Making the schema that the source's records stand for, in a scratch database on the target's"
    " server, to compare it with the source's."
)


@dataclass(frozen=True, slots=True)
class HistorySeen:
    """The source's history, and where its schema differs from what the history makes."""

    history: History
    drift: tuple[Drift, ...] = ()
    not_compared: str = ""
    """Why the schemas were not compared; empty where they were."""


def look_at_history(
    workspace: Workspace, reporter: Reporter, code: ProjectCode | None = None
) -> HistorySeen:
    """Read the source's history and, where it leads on, compare what it makes with the source.

    Nothing but a scratch database is written. Raises MigrationsUnreadable or CannotConnect.
    """
    reporter.report(Note(READING))
    with closing(workspace.open_source("history")) as source:
        catalog = read_catalog(source)
        history = source_history(workspace, source, catalog)
    if history.obstacles:
        return HistorySeen(history, not_compared="the records alone tell that they do not fit")
    reporter.report(Note(COMPARING))
    try:
        state = read_state(workspace, history, catalog, reporter, code)
    except (CannotConnect, CannotCreateDatabase, TooFewConnections, MigrateFailed) as error:
        return HistorySeen(history, not_compared=f"{error} {error.__cause__ or ''}".strip())
    return HistorySeen(history, drift(catalog, state))


def source_history(workspace: Workspace, source: Connection, catalog: Catalog) -> History:
    """How the source stands to the project, which there must be."""
    assert workspace.project is not None
    endpoints = workspace.source, workspace.target
    return read_history(workspace.project, source, catalog, endpoints)


def read_state(
    workspace: Workspace,
    history: History,
    catalog: Catalog,
    reporter: Reporter,
    code: ProjectCode | None,
) -> Catalog:
    """What the source's records make, read from a scratch database."""
    recipe = recipe_for(workspace, catalog, history.graph.records, code)
    with (
        kept_copy(recipe, reporter) as scratch_endpoint,
        closing(connect(scratch_endpoint, "scratch database", "history")) as connection,
    ):
        return read_catalog(connection)
