"""Migrate on, by the history: after the rows were verified, or where an earlier try broke off."""

from __future__ import annotations

from segue.database.journal import Journal
from segue.database.records import RunRecord
from segue.database.session import Connection
from segue.events import RunStarted
from segue.move.migrate_on import RemainingMigrations
from segue.move.run.request import Outcome, Request
from segue.move.run.supervised import SupervisedTry
from segue.move.steps import MIGRATE_ON, Steps


def migrate_on(request: Request, journal: Journal, steps: Steps, supervised: SupervisedTry) -> str:
    """Step 9; a summary. Raises MigrateOnFailed, or Stopped."""
    workspace = request.onward
    assert workspace is not None
    assert workspace.project is not None
    with steps.step(MIGRATE_ON) as step:
        onward = RemainingMigrations(
            journal,
            workspace.project,
            workspace.target,
            workspace.source,
            request.reporter,
            supervised.stop.check,
        )
        step.summary = onward.run()
    return step.summary


def is_migrating_on(target: Connection, run: RunRecord) -> bool:
    """Whether the run's rows are in and verified, and its migrations have begun to run on them."""
    return any(step.number == MIGRATE_ON for step in Journal(target, run.id).steps())


def go_on(
    request: Request, target: Connection, holder: int, run: RunRecord, steps: Steps
) -> Outcome:
    """Go on with a run that broke off while it migrated on. Raises as `migrate_on` does."""
    journal = Journal(target, run.id).resumed()
    steps.write_to(journal)
    labels = request.workspace.source.label, request.workspace.target.label
    request.reporter.report(RunStarted(run.id, *labels, resumed=True))
    supervised = SupervisedTry(request.workspace, journal, holder)
    remark = supervised.carry_out(lambda: migrate_on(request, journal, steps, supervised))
    request.reporter.report(journal.outcome())
    verified = next((s.summary or "" for s in journal.steps() if s.number == MIGRATE_ON - 1), "")
    return Outcome(run.id, None, verified=verified, onward=remark)
