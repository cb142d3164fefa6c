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
from segue.web.session import Desk
from segue.wording import counted

SHOWN = 50
"""Tables of each list that are named; of the others, only how many."""


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page at once; what both databases say of it comes as soon as they have said it."""
    desk.outlook()
    return shown(request, desk, "review.html", "review")


def summary(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What will happen: counted now."""
    last = run_state.see(desk)
    if attempts.is_alive(desk.plan_path) or (last.run and last.run.state == "running"):
        return part("_under_way.html", {})
    survey = desk.survey()
    if last.run is not None and last.run.run.unfinished:
        return _unfinished(request, desk, last, changed=last.run.run.plan_digest != survey.digest)
    seen = dry_run(desk.workspace(), data=False)
    plan = seen.survey.plan
    replaced = [
        (table, rows) for table, rows in seen.occupied.items() if table in seen.survey.replaceable
    ]
    context = {
        "merged": _merged(seen), "stops": bool(_in_doubt(seen)),
        "seen": seen, "merges": seen.merges, "skip": list(plan.skip.items())[:SHOWN],
        "skipped": len(plan.skip), "skipped_more": len(plan.skip) - SHOWN,
        "replaced": replaced, "deleted": sum(rows for _, rows in replaced),
        "rejecting": len(seen.survey.rejecting), "plan": plan,
        "largest": seen.loads[:SHOWN], "loads_more": len(seen.loads) - SHOWN,
        "sides": sides(desk), "blocking": [f for f in seen.findings if f.blocks],
        "there": sorted(seen.occupied.items(), key=lambda each: -each[1]),
        "there_rows": sum(seen.occupied.values()),
        "database": desk.workspace().target.database,
        "before": _before(desk, seen, last),
        "rehearsed": processes.when_said(desk.plan_path, REHEARSAL) is not None,
        "project": desk.project,
        "command": shlex.join(["segue", *move_words(desk.plan_path)]),
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        return part("_review.html", context)
    return shown(request, desk, "review.html", "review", summed=True, **context)


def _unfinished(
    request: HttpRequest, desk: Desk, last: JournalState, *, changed: bool
) -> HttpResponse:
    """The run that has to be ended first, instead of a start that would be refused."""
    context = {**run_state.shown_state(desk, last), "changed": changed}
    if request.headers.get("HX-Request"):
        return part("_unfinished.html", context)
    return shown(request, desk, "review.html", "review", goes_on=True, **context)


def _merged(seen: DryRun) -> dict[str, int] | None:
    """How many rows come in and change, where that was counted for all tables that get any."""
    told = {each.table for each in seen.merges}
    if not told or any(str(load.name) not in told for load in seen.loads if load.bytes):
        return None
    return {name: sum(getattr(each, name) for each in seen.merges) for name in ("new", "updated")}


def _in_doubt(seen: DryRun) -> dict[QualifiedName, int]:
    """Tables whose rows the plan neither replaces nor keeps: migrate has to have written them."""
    said = seen.survey.replaceable | seen.survey.mergeable.keys()
    return {table: rows for table, rows in seen.occupied.items() if table not in said}


def _before(desk: Desk, seen: DryRun, last: JournalState) -> Iterator[tuple[str, str, str]]:
    """What a start meets, as far as it is known beforehand: a sentence, an address, its words."""
    checked = check_mark(desk)
    if checked is None:
        yield "This plan was not checked yet; Start checks it first.", "/check", "Check it now"
    elif checked.state == "failed":
        yield "The last check found what blocks the move: Start is refused.", "/check", "See what"
    run = last.run.run if last.run is not None else None
    if run is not None and run.state == "done" and run.plan_digest == seen.survey.digest:
        onward = seen.survey.plan.by is By.HISTORY
        what = "does nothing" if onward else "compares both sides, and is refused where rows differ"
        yield f"Run {run.id} moved this already. Start {what}.", f"/report/{run.id}", "Its report"
        return
    if occupied := _in_doubt(seen):
        rows, tables = sum(occupied.values()), counted(len(occupied), "table")
        hold = "holds" if len(occupied) == 1 else "hold"
        proof = "Segue proves that" if desk.project else "You can say that below"
        text = f"{tables} of the target {hold} {counted(rows, 'row')}. Start goes on only if"
        yield (
            f"{text} migrate alone wrote them. {proof}.",
            "/tables?tab=all#all",
            "Say what happens to them",
        )
