"""Start, watch and end a run. The run is a process of its own; these pages only watch."""

from __future__ import annotations

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from segue.errors import NothingRuns, UsageError
from segue.move.control import stop
from segue.web.move_pages import attempts, run_state
from segue.web.move_pages.common import back_to, shown, watched
from segue.web.session import WebSession

MOST_JOBS = 64
"""More would fill any server's sessions, two for each."""


@require_POST
def start(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Start `segue move`, or go on with a run that was interrupted."""
    session.require_plan()
    words = _jobs(request.POST.get("jobs", "").strip())
    name = request.POST.get("confirm", "").strip()
    if name:
        words += ["--confirm-replace", name]
    if request.POST.get("fresh") == "on":
        words.append("--target-is-fresh")
    run_state.start(session.plan_path, *words)
    return back_to(request, "/running")


def _jobs(said: str) -> list[str]:
    """How many parts at once, where a person says so. Raises UsageError."""
    if said and not (said.isdecimal() and 0 < int(said) <= MOST_JOBS):
        raise UsageError(message=f"parts copied at once: {said!r} is not within 1 to {MOST_JOBS}")
    return ["--jobs", said] if said else []


@require_POST
def pause(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Ask the run to stop; it can be resumed, or put back. Before it is one, its process ends."""
    attempt = attempts.latest(session.plan_path)
    if attempt is not None and attempt.alive and attempt.run is None:
        attempts.end(session.plan_path)
        return back_to(request, "/running")
    with suppress(NothingRuns), session.on_target("web", read_only=False) as target:
        stop(target)
    return back_to(request, "/running")


@require_POST
def restore(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Give the run up and put everything back."""
    run_state.start_restoring(session.plan_path)
    return back_to(request, "/running")


def show(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The run, which renews itself each second."""
    return shown(
        request,
        session,
        "running.html",
        "running",
        **run_state.shown_state(session, run_state.see(session)),
    )


def state(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The part that renews itself."""
    context = run_state.shown_state(session, run_state.see(session))
    return watched(session, "_running.html", "running", context, over=not context["live"])
