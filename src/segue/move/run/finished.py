"""What the target's journal says of a move that an earlier run finished, without a comparison."""

from __future__ import annotations

from contextlib import closing

from segue.database.journal import Journal, journal_exists, runs
from segue.database.records import RunRecord
from segue.database.session import Connection, connect, database_identity
from segue.move.prepare import database_exists
from segue.move.rejects import lost_rejects
from segue.move.run.request import Outcome, Request
from segue.move.steps import VERIFY
from segue.move.survey import move_digest


def finished_run(source: Connection, target: Connection, request: Request) -> RunRecord | None:
    """The newest run, where it has moved this very source by this very plan to its end."""
    plan = request.workspace.plan
    records = runs(target) if plan is not None and journal_exists(target) else ()
    run = next((run for run in records if run.state != "given up"), None)
    if plan is None or run is None or run.state != "done":
        return None
    identity_and_digest = str(database_identity(source)), move_digest(plan, request.only)
    return run if identity_and_digest == (run.source_identity, run.plan_digest) else None


def moved_before(request: Request) -> Outcome | None:
    """Nothing to do where a finished run of this plan stands in the target's journal.

    What either side was written since then is not looked at. Raises CannotConnect, JournalVersion.
    """
    workspace = request.workspace
    if workspace.plan is None or not database_exists(workspace.target, workspace.reporter):
        return None
    looking = connect(
        workspace.target, "target", "look", read_only=True, reporter=workspace.reporter
    )
    with closing(workspace.open_source("look")) as source, closing(looking) as target:
        run = finished_run(source, target, request)
        if run is None:
            return None
        journal = Journal(target, run.id)
        rejects = lost_rejects(journal, request.rejects_of(run.id))
        rows = sum(load.rows or 0 for load in journal.loads())
        return Outcome(
            run.id, None, nothing_to_do=True, rejects=rejects, rows=rows,
            verified=_sentence(journal, run),
        )  # fmt: skip


def _sentence(journal: Journal, run: RunRecord) -> str:
    verified = next((step.summary for step in journal.steps() if step.number == VERIFY), None)
    moment = f"{run.finished:%Y-%m-%d %H:%M}" if run.finished else "earlier"
    return f"it found on {moment}: {verified or 'equal'}"
