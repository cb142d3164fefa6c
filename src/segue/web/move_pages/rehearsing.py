"""Rehearse: the whole move into a scratch database, timed and verified, before the real one."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from segue.errors import UsageError
from segue.web import processes
from segue.web.masking import discreet
from segue.web.move_pages.common import back_to, shown, watched
from segue.web.move_pages.run_state import move_words
from segue.web.session import WebSession

REHEARSAL = "rehearsal"
SAMPLE = re.compile(r"\d{1,12}|\d{1,2}(\.\d+)? ?%")
"""Rows of each table, or their share."""


@require_POST
def start(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Rehearse, with all rows or so many of each table. Raises UsageError."""
    sample = request.POST.get("sample", "").strip()
    if sample and not SAMPLE.fullmatch(sample):
        raise UsageError(message=f"rows of each table: {sample!r} is not a number like 1000 or 5%")
    session.require_plan()
    words = [*move_words(session.plan_path), "--rehearse", "--json", "--no-input"]
    words += ["--sample", sample.replace(" ", "")] if sample else []
    processes.start(session.plan_path, REHEARSAL, *words)
    return back_to(request, "/rehearsal")


@require_POST
def end(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Rehearse no further; the scratch database is dropped."""
    processes.end(session.plan_path, REHEARSAL)
    return back_to(request, "/rehearsal")


def show(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The last rehearsal, or how far the one under way is."""
    return shown(request, session, "rehearsal.html", "review", **_state(session))


def state(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The part that renews itself."""
    context = _state(session)
    return watched(session, "_rehearsal.html", "review", context, over=not context["rehearsing"])


def _state(session: WebSession) -> dict[str, Any]:
    plan = session.plan_path
    alive = processes.is_alive(plan, REHEARSAL)
    tally = processes.tally(plan, REHEARSAL)
    answer, failed = processes.answer(plan, REHEARSAL, REHEARSAL)
    return {
        "rehearsing": alive, "since": processes.seconds_at_work(plan, REHEARSAL) if alive else None,
        "rehearsal_steps": tally.steps, "step": tally.under_way, "told": answer,
        "failed": failed and discreet(failed["message"], show=session.show_values),
        "blocking": [
            discreet(f.title, show=session.show_values) for f in tally.findings if f.blocks
        ],
        "note": discreet(tally.notes[-1], show=session.show_values) if tally.notes else "",
    }  # fmt: skip
