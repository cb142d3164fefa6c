"""How the scratch databases of a move are made, from what both sides show."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing

from segue.database.catalog import Catalog, ServerFacts
from segue.database.introspection import read_server
from segue.move import prepare
from segue.move.prepare.kept import Recipe
from segue.move.workspace import Workspace
from segue.project import ProjectCode
from segue.project.history import Key


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
