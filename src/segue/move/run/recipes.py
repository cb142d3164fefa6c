"""How the scratch databases of a move are made, from what both sides show."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing

from segue.database.catalog import Catalog, ServerFacts
from segue.database.introspection import read_catalog, read_server
from segue.database.session import Connection
from segue.move import prepare
from segue.move.prepare.kept import Recipe, create_target, is_kept_for
from segue.move.run.request import Request
from segue.move.workspace import Workspace
from segue.plan.model import By
from segue.project import ProjectCode
from segue.project.history import Key
from segue.project.source_history import records_of


def recipe_for(
    workspace: Workspace,
    source: Catalog,
    records: tuple[Key, ...] | None,
    code: ProjectCode | None = None,
) -> Recipe:
    """A scratch database like the target or, where there is none, like the source, with the
    extensions of both; `records` as in `Recipe`.
    """
    like: ServerFacts = source.server
    extensions: Iterable[str] = source.extensions
    if prepare.database_exists(workspace.target, workspace.reporter):
        with closing(workspace.open_target("prepare")) as target:
            like = read_server(target)
            extensions = [*extensions, *prepare.extensions_of(target)]
    assert workspace.project is not None
    sides = workspace.source, workspace.target
    named = tuple(dict.fromkeys(extensions))
    return Recipe(workspace.project, *sides, like, named, records, code)


def copy_kept(request: Request, source: Connection, by: By, look: prepare.Look) -> bool:
    """Make a target that is not there from what an earlier command has kept for it; whether that
    was done. `look` may refuse the server before.
    """
    workspace, reporter = request.workspace, request.reporter
    assert workspace.project is not None
    if prepare.database_exists(workspace.target, reporter) or not is_kept_for(workspace.target):
        return False
    records = records_of(source, workspace.project) if by is By.HISTORY else None
    recipe = recipe_for(workspace, read_catalog(source), records, request.code)
    return create_target(recipe, by, look, reporter)
