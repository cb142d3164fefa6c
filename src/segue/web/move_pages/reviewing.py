"""Review: what will happen, to be read once more; and the command that does the same."""

from __future__ import annotations

import shlex

from django.http import HttpRequest, HttpResponse

from segue.move.run import dry_run
from segue.web import processes
from segue.web.layout import sides
from segue.web.move_pages.common import part, shown
from segue.web.move_pages.rehearsing import REHEARSAL
from segue.web.move_pages.run_state import RUN, move_words
from segue.web.session import Desk

SHOWN = 50
"""Tables of each list that are named; of the others, only how many."""


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page at once; what both databases say of it comes as soon as they have said it."""
    desk.outlook()
    return shown(request, desk, "review.html", "review")


def summary(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What will happen: counted now."""
    if processes.is_alive(desk.plan_path, RUN):
        return part("_under_way.html", {})
    desk.survey()
    seen = dry_run(desk.workspace(), data=False)
    plan = seen.survey.plan
    replaced = [
        (table, rows) for table, rows in seen.occupied.items() if table in seen.survey.replaceable
    ]
    context = {
        "seen": seen, "merges": seen.merges, "skip": list(plan.skip.items())[:SHOWN],
        "skipped": len(plan.skip), "skipped_more": len(plan.skip) - SHOWN,
        "replaced": replaced, "deleted": sum(rows for _, rows in replaced),
        "rejecting": len(seen.survey.rejecting), "plan": plan,
        "largest": seen.loads[:SHOWN], "loads_more": len(seen.loads) - SHOWN,
        "sides": sides(desk), "blocking": [f for f in seen.findings if f.blocks],
        "there": sorted(seen.occupied.items(), key=lambda each: -each[1]),
        "there_rows": sum(seen.occupied.values()),
        "database": desk.workspace().target.database,
        "rehearsed": processes.when_said(desk.plan_path, REHEARSAL) is not None,
        "command": shlex.join(["segue", *move_words(desk.plan_path)]),
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        return part("_review.html", context)
    return shown(request, desk, "review.html", "review", summed=True, **context)
