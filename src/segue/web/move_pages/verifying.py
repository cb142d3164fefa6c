"""Verify: counts and checksums of both sides, down to the rows that differ."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from segue.web import processes
from segue.web.move_pages.common import back_to, shown, watched
from segue.web.session import Desk

VERIFY, ROWS = "verify", "rows"


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The last comparison, or one that is under way; it begins when asked."""
    return shown(request, desk, "verify.html", "verify", **_state(desk))


def state(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The part that renews itself while tables are compared."""
    context = _state(desk)
    return watched(desk, "_verified.html", "verify", context, over=not context["comparing"])


@require_POST
def run(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Compare all tables."""
    processes.start(desk.plan_path, VERIFY, "verify", "--json", "--plan", desk.plan_path.name)
    processes.forget(desk.plan_path, ROWS)
    return back_to(request, "/verify")


@require_POST
def end(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Compare no further."""
    processes.end(desk.plan_path, VERIFY)
    return back_to(request, "/verify")


@require_POST
def name_rows(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Look for the rows of one table that differ."""
    table = request.POST.get("table", "")
    processes.start(
        desk.plan_path, ROWS, "verify", "--json", "--plan", desk.plan_path.name, "--rows", table
    )
    return back_to(request, "/verify/rows")


def rows(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The rows of one table that differ, or that they are looked for."""
    return shown(request, desk, "rows.html", "verify", **_rows(desk))


def rows_state(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The part that renews itself while they are looked for."""
    context = _rows(desk)
    return watched(desk, "_differing.html", "verify", context, over=not context["comparing"])


def _state(desk: Desk) -> dict[str, Any]:
    found, failed = processes.answer(desk.plan_path, VERIFY, "verify")
    return {
        "comparing": processes.is_alive(desk.plan_path, VERIFY),
        "compared": len(processes.tally(desk.plan_path, VERIFY).verified),
        "failed": failed,
        "report": _sorted(found) if found is not None else None,
        "run_verified": desk.run_state == "done",
        "when": processes.when_said(desk.plan_path, VERIFY),
        "imported": processes.is_later(desk.plan_path, "import", VERIFY),
    }


def _rows(desk: Desk) -> dict[str, Any]:
    found, failed = processes.answer(desk.plan_path, ROWS, "differing_rows")
    return {
        "comparing": processes.is_alive(desk.plan_path, ROWS),
        "found": found,
        "failed": failed,
        "show_values": desk.show_values,
    }


def _sorted(answer: dict[str, Any]) -> dict[str, Any]:
    """Tables that differ first, then the largest."""
    tables = sorted(answer["tables"], key=lambda t: (t["equal"], -t["source"]["rows"]))
    return {
        **answer, "tables": tables, "equal_tables": sum(t["equal"] for t in tables),
        "rows": sum(t["target"]["rows"] for t in tables),
    }  # fmt: skip
