"""Moves: where this move stands, what to do next, and what was done before."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from segue.web.move_pages import run_state
from segue.web.move_pages.common import shown
from segue.web.session import Desk


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The move of this folder with its state and its next action."""
    seen = run_state.see(desk)
    return shown(
        request, desk, "moves.html", "moves",
        connected=desk.is_connected, has_plan=desk.has_plan, history=seen.history,
        next=_next(desk, seen), asks=desk.questions,
        **run_state.shown_state(desk, seen),
    )  # fmt: skip


def _next(desk: Desk, seen: run_state.JournalState) -> tuple[str, str]:
    """The next action: an address and its words."""
    found = seen.run
    if not desk.is_connected:
        return "/connect", "Connect the two databases"
    if desk.run_state == "refused":
        return "/running", "See why the start was refused"
    if seen.attempt is not None and seen.attempt.alive and found is None:
        return "/running", "Watch it"
    if seen.missing:
        return "/connect", "Create the target database"
    if found is None or found.state in ("given up",):
        if not desk.has_plan:
            return "/tables", "Draft the plan"
        return (
            ("/tables", "Answer what is open") if desk.questions else ("/check", "Check the plan")
        )
    if found.state == "running":
        return "/running", "Watch it"
    if found.run.unfinished:
        return "/running", "Go on, or put everything back"
    if any(load.rejected for load in found.loads):
        return "/problems", "Look at the rows that were refused"
    return f"/report/{found.run.id}", "Read the report"
