"""Review: what will happen, to be read once more; and the command that does the same."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse

from segue.database.names import QualifiedName
from segue.move.run import DryRun, dry_run
from segue.plan.model import By
from segue.web import processes
from segue.web.layout import check_mark, sides
from segue.web.move_pages import attempts, run_state
from segue.web.move_pages.common import part, shown
from segue.web.move_pages.rehearsing import REHEARSAL
from segue.web.move_pages.run_state import JournalState, move_words
from segue.web.session import WebSession
from segue.wording import counted

SHOWN = 50
"""Tables of each list that are named; of the others, only how many."""


def show(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The page at once; what both databases say of it comes as soon as they have said it."""
    session.overview()
    return shown(request, session, "review.html", "review")


def summary(request: HttpRequest, session: WebSession) -> HttpResponse:
    """What will happen: counted now."""
    last = run_state.see(session)
    if attempts.is_alive(session.plan_path) or (last.run and last.run.state == "running"):
        return part("_under_way.html", {})
    survey = session.survey()
    if last.run is not None and last.run.run.unfinished:
        return _unfinished(
            request, session, last, changed=last.run.run.plan_digest != survey.digest
        )
    result = dry_run(session.workspace(), data=False)
    plan = result.survey.plan
    replaced = [
        (table, rows)
        for table, rows in result.occupied.items()
        if table in result.survey.replaceable
    ]
    context = {
        "merged": _merged(result), "stops": bool(_in_doubt(result)),
        "seen": result, "merges": result.merges, "skip": list(plan.skip.items())[:SHOWN],
        "skipped": len(plan.skip), "skipped_more": len(plan.skip) - SHOWN,
        "replaced": replaced, "deleted": sum(rows for _, rows in replaced),
        "rejecting": len(result.survey.rejecting), "plan": plan,
        "largest": result.loads[:SHOWN], "loads_more": len(result.loads) - SHOWN,
        "sides": sides(session), "blocking": [f for f in result.findings if f.blocks],
        "there": sorted(result.occupied.items(), key=lambda each: -each[1]),
        "there_rows": sum(result.occupied.values()),
        "database": session.workspace().target.database,
        "before": _before(session, result, last),
        "rehearsed": processes.when_said(session.plan_path, REHEARSAL) is not None,
        "project": session.project,
        "command": shlex.join(["segue", *move_words(session.plan_path)]),
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        return part("_review.html", context)
    return shown(request, session, "review.html", "review", summed=True, **context)


def _unfinished(
    request: HttpRequest, session: WebSession, last: JournalState, *, changed: bool
) -> HttpResponse:
    """The run that has to be ended first, instead of a start that would be refused."""
    context = {**run_state.shown_state(session, last), "changed": changed}
    if request.headers.get("HX-Request"):
        return part("_unfinished.html", context)
    return shown(request, session, "review.html", "review", goes_on=True, **context)


def _merged(result: DryRun) -> dict[str, int] | None:
    """How many rows come in and change, where that was counted for all tables that get any."""
    tables = {each.table for each in result.merges}
    if not tables or any(str(load.name) not in tables for load in result.loads if load.bytes):
        return None
    return {name: sum(getattr(each, name) for each in result.merges) for name in ("new", "updated")}


def _in_doubt(result: DryRun) -> dict[QualifiedName, int]:
    """Tables whose rows the plan neither replaces nor keeps: migrate has to have written them."""
    tables = result.survey.replaceable | result.survey.mergeable.keys()
    return {table: rows for table, rows in result.occupied.items() if table not in tables}


def _before(
    session: WebSession, result: DryRun, last: JournalState
) -> Iterator[tuple[str, str, str]]:
    """What a start meets, as far as it is known beforehand: a sentence, an address, its words."""
    checked = check_mark(session)
    if checked is None:
        yield "This plan was not checked yet; Start checks it first.", "/check", "Check it now"
    elif checked.state == "failed":
        yield "The last check found what blocks the move: Start is refused.", "/check", "See what"
    run = last.run.run if last.run is not None else None
    if run is not None and run.state == "done" and run.plan_digest == result.survey.digest:
        onward = result.survey.plan.by is By.HISTORY
        what = "does nothing" if onward else "compares both sides, and is refused where rows differ"
        yield f"Run {run.id} moved this already. Start {what}.", f"/report/{run.id}", "Its report"
        return
    if occupied := _in_doubt(result):
        rows, tables = sum(occupied.values()), counted(len(occupied), "table")
        hold = "holds" if len(occupied) == 1 else "hold"
        proof = "Segue proves that" if session.project else "You can say that below"
        text = f"{tables} of the target {hold} {counted(rows, 'row')}. Start goes on only if"
        yield (
            f"{text} migrate alone wrote them. {proof}.",
            "/tables?tab=all#all",
            "Say what happens to them",
        )
