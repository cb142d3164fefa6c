"""By the history or by mapping: which way a move goes, from the plan and from what is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from enum import Enum

from segue.database.introspection import read_catalog
from segue.database.journal import journal_exists, preparation, runs
from segue.database.session import Connection
from segue.errors import NotByHistory, TargetElsewhere
from segue.events import Note, Reporter
from segue.move import prepare
from segue.move.prepare.kept import kept_copy
from segue.move.run.history import COMPARING, READING, source_history
from segue.move.run.recipes import recipe_for
from segue.move.workspace import Workspace
from segue.plan.model import By
from segue.project import Project, ProjectCode
from segue.project.history import History, HistoryState, Key
from segue.project.source_history import records_of
from segue.wording import counted

_BY_MAPPING = (
    "The project's own migrations do not continue from the source, so the rows go by mapping:{}"
)


class TargetGround(Enum):
    """What the target's schema is to a move."""

    BARE = "bare"
    BEGUN = "begun"
    """Segue was killed while it made the schema."""
    AT_STATE = "at state"
    """Segue made it as the source's records want it."""
    NEWEST = "newest"
    """All migrations of the project were run."""
    ELSEWHERE = "elsewhere"
    """Some were run."""
    FOREIGN = "foreign"
    """It holds tables and no records of migrations."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The way a move goes."""

    by: By
    ground: TargetGround
    history: History | None = None
    """The source's, where it was looked at."""


def ground_of(target: Connection, project: Project) -> tuple[TargetGround, By | None]:
    """What the target is, and by which way Segue made it, if it did."""
    state = preparation(target)
    by = By(state.by) if state is not None else None
    if state is not None and not state.finished:
        return TargetGround.BEGUN, by
    if prepare.is_bare(target):
        return TargetGround.BARE, None
    records = records_of(target, project)
    if state is not None and by is By.HISTORY and named(records) == list(state.records):
        return TargetGround.AT_STATE, by
    if not records:
        return TargetGround.FOREIGN, None
    migrations = project.unapplied_migrations(set(records))
    return (TargetGround.ELSEWHERE if migrations else TargetGround.NEWEST), by


def is_under_way(target: Connection) -> bool:
    """Whether a move has begun in the target and not come to its end."""
    if not journal_exists(target):
        return False
    records = runs(target)
    state = preparation(target)
    unfinished = bool(records) and records[0].unfinished
    return unfinished or (state is not None and not records)


def named(records: tuple[Key, ...]) -> list[str]:
    """Records as the journal keeps them."""
    return [f"{app}.{name}" for app, name in records]


def choose_way(
    workspace: Workspace,
    source: Connection,
    ground: tuple[TargetGround, By | None],
    wanted: By | None,
    reporter: Reporter,
) -> Chosen:
    """`wanted` is what the plan or the person says; None takes the history where it leads on.

    A source that has run all migrations has nothing to be led to, and goes by mapping.

    Raises NotByHistory where that is wanted and cannot be, and MigrationsUnreadable.
    """
    here, by = ground
    if here in (TargetGround.BEGUN, TargetGround.AT_STATE) and wanted is None:
        wanted = by
    if wanted is By.MAPPING or (wanted is None and here is not TargetGround.BARE):
        return Chosen(By.MAPPING, here)
    if likely_way(workspace, source, wanted) is By.MAPPING:
        return Chosen(By.MAPPING, here)
    reporter.report(Note(READING))
    history = source_history(workspace, source, read_catalog(source))
    obstacles = history.obstacles
    if not obstacles:
        return Chosen(By.HISTORY, here, history)
    if wanted is By.HISTORY:
        raise NotByHistory(obstacles="\n".join(f"  {obstacle}" for obstacle in obstacles))
    if history.standing is not HistoryState.UNKNOWN:
        listed = "".join(f"\n  {obstacle}" for obstacle in obstacles)
        reporter.report(Note(_BY_MAPPING.format(listed)))
    return Chosen(By.MAPPING, here, history)


def likely_way(workspace: Workspace, source: Connection, by: By | None) -> By:
    """What is wanted or, into a new database, what the records alone speak for: by the history
    where the source has some, and not of all migrations.
    """
    assert workspace.project is not None
    records = set(records_of(source, workspace.project))
    behind = records and workspace.project.unapplied_migrations(records)
    return by or (By.HISTORY if behind else By.MAPPING)


def require_untouched(workspace: Workspace, target: Connection, ground: TargetGround) -> None:
    """A target at another state is not changed by surprise. Raises TargetElsewhere."""
    if ground is TargetGround.ELSEWHERE:
        raise TargetElsewhere(**elsewhere(workspace, target))


def elsewhere(workspace: Workspace, target: Connection) -> dict[str, str]:
    """What is told of a target that has another schema than a move could begin with."""
    project = workspace.project
    assert project is not None
    migrations = project.unapplied_migrations(set(records_of(target, project)))
    state = "is migrated to the newest state already"
    if migrations:
        count, first = counted(len(migrations), "migration"), ".".join(migrations[0])
        state = f"is migrated, but not to the newest state: it lacks {count}, such as {first}"
    return {"state": state, "database": target.info.dbname}


@contextmanager
def foreseen(
    workspace: Workspace,
    reporter: Reporter,
    by: By | None = None,
    *,
    anew: bool = False,
    code: ProjectCode | None = None,
) -> Iterator[Workspace]:
    """The workspace as a move would find it after step 1: by the history, the target is a scratch
    database at the source's state, which is dropped afterwards. Else it is what is there.

    With `anew` the target is thought of as new, whatever it holds.
    """
    # Closed before whoever looks opens sessions: a side may allow two only.
    with closing(workspace.open_source("history")) as source:
        way = _foreseeable(workspace, source, by, reporter, anew=anew)
        by_history = way is not None and way.by is By.HISTORY
        catalog = read_catalog(source) if by_history else None
    if way is None or catalog is None:
        yield workspace
        return
    if way.ground is TargetGround.AT_STATE or way.history is None:
        yield workspace.by_history()
        return
    reporter.report(Note(COMPARING))
    recipe = recipe_for(workspace, catalog, way.history.graph.records, code)
    with kept_copy(recipe, reporter) as made:
        yield replace(workspace.by_history(), target=made)


def _foreseeable(
    workspace: Workspace,
    source: Connection,
    wanted: By | None,
    reporter: Reporter,
    *,
    anew: bool,
) -> Chosen | None:
    """None where there is nothing to choose."""
    project = workspace.project
    if project is None or workspace.by is By.HISTORY:
        return None
    by = workspace.plan.by if workspace.plan is not None else wanted
    if by is By.MAPPING:
        return None
    if anew or not prepare.database_exists(workspace.target, workspace.reporter):
        return choose_way(workspace, source, (TargetGround.BARE, None), by, reporter)
    with closing(workspace.open_target("history")) as target:
        if journal_exists(target) and any(run.unfinished for run in runs(target)):
            return Chosen(by, TargetGround.AT_STATE, None) if by is not None else None
        return choose_way(workspace, source, ground_of(target, project), by, reporter)
