"""Report: all about one run, to be printed, kept, or read by a program."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse

from segue.commandline.answers.status import status_object
from segue.web.masking import discreet
from segue.web.move_pages import run_state
from segue.web.move_pages.common import shown
from segue.web.session import WebSession


def show(request: HttpRequest, session: WebSession, number: int | None = None) -> HttpResponse:
    """The run of that number, or the newest."""
    state = run_state.see(session, number)
    if number is not None and state.run is None and not state.trouble:
        raise Http404
    plan = session.plan_text() if session.has_plan else ""
    return shown(
        request, session, "report.html", "report",
        rejects=state.rejects, history=state.history,
        there=state.run is not None and any(load.there for load in state.run.loads),
        plan_lines=plan.splitlines()[: run_state.MOST * 10],
        **run_state.shown_state(session, state),
    )  # fmt: skip


def as_json(request: HttpRequest, session: WebSession, number: int) -> HttpResponse:
    """The same for programs, as `segue status --json` tells it."""
    state = run_state.see(session, number)
    if state.run is None:
        raise Http404
    answer = status_object(state.run) | {
        "message": discreet(state.run.run.message or "", show=session.show_values),
        "rejects": [
            {"table": str(g.table), "state": g.state, "reason": g.reason, "rows": g.rows}
            for g in state.rejects
        ],
    }
    return HttpResponse(json.dumps(answer, indent=2, default=str), content_type="application/json")
