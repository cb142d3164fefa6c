"""Check: what blocks the move, what is worth knowing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from segue.move.run import look
from segue.plan.findings import Severity
from segue.web.desk import Desk
from segue.web.views.common import back_to, shown


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The findings of the last check."""
    found = desk.findings
    groups = [
        (title, [finding for finding in found or () if finding.severity is severity])
        for severity, title in (
            (Severity.ERROR, "Blocks the move"),
            (Severity.WARNING, "Worth knowing"),
            (Severity.NOTE, "Notes"),
        )
    ]
    return shown(
        request, desk, "check.html", "check", checked=found is not None, groups=groups,
        blocked=any(finding.blocks for finding in found or ()),
    )  # fmt: skip


def run(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Check again: schemas, and the rows through the mapping."""
    desk.survey()
    desk.findings = look(desk.workspace()).findings
    return back_to(request, "/check")
