"""Report: all about one run, to be printed, kept, or read by a program."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse

from segue.commandline.answers.status import status_object
from segue.web.masking import discreet
from segue.web.move_pages import run_state
from segue.web.move_pages.common import shown
from segue.web.session import Desk


def show(request: HttpRequest, desk: Desk, number: int | None = None) -> HttpResponse:
    """The run of that number, or the newest."""
    seen = run_state.see(desk, number)
    if number is not None and seen.run is None and not seen.trouble:
        raise Http404
    plan = desk.plan_text() if desk.has_plan else ""
    return shown(
        request, desk, "report.html", "report",
        rejects=seen.rejects, history=seen.history,
        there=seen.run is not None and any(load.there for load in seen.run.loads),
        plan_lines=plan.splitlines()[: run_state.MOST * 10],
        **run_state.shown_state(desk, seen),
    )  # fmt: skip


def as_json(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The same for programs, as `segue status --json` tells it."""
    seen = run_state.see(desk, number)
    if seen.run is None:
        raise Http404
    told = status_object(seen.run) | {
        "message": discreet(seen.run.run.message or "", show=desk.show_values),
        "rejects": [
            {"table": str(g.table), "state": g.state, "reason": g.reason, "rows": g.rows}
            for g in seen.rejects
        ],
    }
    return HttpResponse(json.dumps(told, indent=2, default=str), content_type="application/json")
