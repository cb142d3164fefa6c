"""Moves: where this move stands, what to do next, and what was done before."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from segue.web.move_pages import run_state
from segue.web.move_pages.common import shown
from segue.web.session import WebSession


def show(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The move of this folder with its state and its next action."""
    state = run_state.see(session)
    return shown(
        request, session, "moves.html", "moves",
        connected=session.is_connected, has_plan=session.has_plan, history=state.history,
        next=_next(session, state), asks=session.questions,
        **run_state.shown_state(session, state),
    )  # fmt: skip


def _next(session: WebSession, state: run_state.JournalState) -> tuple[str, str]:
    """The next action: an address and its words."""
    run = state.run
    if not session.is_connected:
        return "/connect", "Connect the two databases"
    if session.run_state == "refused":
        return "/running", "See why the start was refused"
    if state.attempt is not None and state.attempt.alive and run is None:
        return "/running", "Watch it"
    if state.missing:
        return "/connect", "Create the target database"
    if run is None or run.state in ("given up",):
        if not session.has_plan:
            return "/tables", "Draft the plan"
        return (
            ("/tables", "Answer what is open")
            if session.questions
            else ("/check", "Check the plan")
        )
    if run.state == "running":
        return "/running", "Watch it"
    if run.run.unfinished:
        return "/running", "Go on, or put everything back"
    if any(load.rejected for load in run.loads):
        return "/problems", "Look at the rows that were refused"
    return f"/report/{run.run.id}", "Read the report"
