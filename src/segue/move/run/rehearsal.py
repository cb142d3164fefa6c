"""A move into a scratch database on the target's server, timed, verified, and taken away again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace

from segue.database.address import Endpoint, database_name
from segue.database.introspection import read_catalog
from segue.database.journal import journal_exists, runs
from segue.database.session import Connection
from segue.errors import DatabaseMissing, MigrateFailed, OtherRunUnfinished
from segue.events import Note, StepFinished
from segue.move import prepare
from segue.move.forecast import Forecast, forecast, forecast_path, keep_forecast
from segue.move.prepare.kept import begin, kept_copy, seconds_saved
from segue.move.prepare.scratch import cloned_database, scratch_database
from segue.move.rejects import FOLDER
from segue.move.run.attempts import move
from segue.move.run.measuring import UNSEEN, ServersSeen, Stopwatch, look_at_servers, measured
from segue.move.run.recipes import recipe_for
from segue.move.run.request import Outcome, Request
from segue.move.run.way import TargetGround, choose_way
from segue.move.workspace import Workspace, compare_sides
from segue.plan.model import By

TIMED = range(1, 10)
"""Prepare too: a move proves by another `migrate` that the rows of the target are seed rows."""


TELLING = 0.02
"""Of all bytes: a smaller sample takes little more time than none at all."""


@dataclass(frozen=True, slots=True)
class RehearsalResult:
    """What came of a rehearsal."""

    outcome: Outcome
    steps: tuple[StepFinished, ...]
    """What each step took here."""
    bytes: int
    """What was streamed."""
    forecast: Forecast | None
    """What a move of everything is expected to take; None where a sample was too small to tell."""

    @property
    def seconds(self) -> float | None:
        """The same, all steps together."""
        return self.forecast.whole.likely if self.forecast is not None else None

    @property
    def timed(self) -> tuple[StepFinished, ...]:
        """The steps that a move goes through; where the target is migrated, it proves instead."""
        return tuple(step for step in self.steps if step.number in TIMED)


def rehearse(request: Request) -> RehearsalResult:
    """Do all that a move does, but in a scratch database, which is dropped however it ends.

    Raises what `move` raises, CannotCreateDatabase, or CannotClone.
    """
    watch, beside = Stopwatch(request.reporter), request.workspace.plan_path.parent
    with _stage(request) as (scratch, saved):
        outcome = move(
            replace(
                request,
                workspace=replace(request.workspace, target=scratch),
                reporter=watch,
                foretold=None,
                create_database=False,
                remake=None,
                confirm_replace=database_name(scratch),
                rejects=request.rejects or beside / FOLDER / "rehearsal",
            )
        )
        if 1 in watch.steps:
            first = watch.steps[1]
            watch.steps[1] = replace(first, seconds=first.seconds + saved)
        servers = look_at_servers(replace(request.workspace, target=scratch), request.lanes)
    steps = tuple(watch.steps[number] for number in sorted(watch.steps))
    foreseen = _forecast(watch, servers, outcome)
    if foreseen is not None:
        path = forecast_path(request.workspace.plan_path)
        keep_forecast(path, outcome.digest, foreseen)
    return RehearsalResult(outcome, steps, watch.bytes, foreseen)


def _forecast(watch: Stopwatch, servers: ServersSeen | None, outcome: Outcome) -> Forecast | None:
    if outcome.share < TELLING:
        return None
    told = measured(watch, servers or UNSEEN, outcome)
    timed = {number: took for number, took in told.steps.items() if number in TIMED}
    foreseen = forecast(replace(told, steps=timed))
    return foreseen if servers is not None else replace(foreseen, limits={}, gains=())


@contextmanager
def _stage(request: Request) -> Iterator[tuple[Endpoint, float]]:
    """A scratch database with what step 1 makes, or a copy of the target where that is left out.

    With it, the seconds for which a move will run migrations that were run before here.
    """
    workspace = request.workspace
    _require_movable(workspace, request)
    with ExitStack() as stack:
        if workspace.project is not None and request.migrate:
            scratch, saved = stack.enter_context(_prepared(request))
        else:
            scratch, saved = stack.enter_context(cloned_database(workspace.target)), 0.0
        name = database_name(scratch)
        request.reporter.report(Note(f"All goes into {name}, which is dropped at the end."))
        yield scratch, saved


@contextmanager
def _prepared(request: Request) -> Iterator[tuple[Endpoint, float]]:
    """A scratch database in which a move goes on as if an earlier try had broken off in step 1."""
    workspace, reporter = request.workspace, request.reporter
    with closing(workspace.open_source("rehearsal")) as source:
        plan = workspace.plan
        wanted = plan.by if plan is not None else request.by
        chosen = choose_way(workspace, source, (TargetGround.BARE, None), wanted, reporter)
        history = chosen.history if chosen.by is By.HISTORY else None
        records = history.graph.records if history is not None else None
        recipe = recipe_for(workspace, read_catalog(source), records, request.code)
    saved = 0.0
    with ExitStack() as stack:
        try:
            scratch = stack.enter_context(kept_copy(recipe, reporter))
            begin(scratch, chosen.by, records or ())
            # A target that is not there is made by a copy.
            if prepare.database_exists(workspace.target, reporter):
                saved = seconds_saved(recipe)
        except MigrateFailed:  # a move has more to say of it, and may know a way out
            scratch = stack.enter_context(scratch_database(recipe.target, recipe.like, reporter))
            prepare.extend(scratch, recipe.extensions)
        yield scratch, saved


def _require_movable(workspace: Workspace, request: Request) -> None:
    """Raises SameDatabase, DatabaseMissing or OtherRunUnfinished."""
    with closing(workspace.open_source("rehearsal")) as source:
        if not prepare.database_exists(workspace.target, workspace.reporter):
            if not request.create_database:
                raise DatabaseMissing(database=database_name(workspace.target))
            return
        with closing(workspace.open_target("rehearsal")) as target:
            compare_sides(source, target)
            _refuse_unfinished(target)


def _refuse_unfinished(target: Connection) -> None:
    """A target whose indexes are down would be rehearsed as something that it is not."""
    for run in runs(target) if journal_exists(target) else ():
        if run.unfinished:
            raise OtherRunUnfinished(
                run=run.id,
                started=f"{run.started:%Y-%m-%d %H:%M}",
                difference="a rehearsal begins where no run is under way",
            )
