"""Check: what blocks the move, what is worth knowing. A process of its own looks; pages watch."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from segue.web import processes
from segue.web.desk import Desk
from segue.web.views.common import back_to, part, shown

CHECK = "check"
GROUPS = (
    ("error", "Blocks the move"),
    ("warning", "Worth knowing"),
    ("note", "Fine, but said once"),
)


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The findings of the last check, or that one is under way."""
    return shown(request, desk, "check.html", "check", **_state(desk))


def state(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The part that renews itself while a check is under way."""
    context = _state(desk)
    return part("_check.html", context, over=not context["looking"])


def run(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Check again: schemas, and the rows through the mapping."""
    if not desk.has_plan:
        desk.survey()
    processes.start(desk.plan_path, CHECK, "check", "--json", "--plan", desk.plan_path.name)
    return back_to(request, "/check")


def end(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Look no further."""
    processes.end(desk.plan_path, CHECK)
    return back_to(request, "/check")


def _state(desk: Desk) -> dict[str, Any]:
    plan = desk.plan_path
    alive, said_at = processes.is_alive(plan, CHECK), processes.when_said(plan, CHECK)
    said = processes.events(plan, CHECK)
    findings = [event for event in said if event.get("event") == "finding_reported"]
    failed = next((event for event in said if event.get("event") == "error"), None)
    return {
        "looking": alive,
        "checked": said_at is not None and not alive and failed is None,
        "failed": failed,
        "stale": said_at is not None and desk.has_plan and plan.stat().st_mtime > said_at,
        "groups": [
            (severity, title, [f for f in findings if f["severity"] == severity])
            for severity, title in GROUPS
        ],
        "blocked": any(finding["severity"] == "error" for finding in findings),
        "merges": [event for event in said if event.get("event") == "merge_planned"],
        "show_values": desk.show_values,
    }
