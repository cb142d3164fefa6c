"""Verify: counts and checksums of both sides, down to the rows that differ."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from segue.web import processes
from segue.web.move_pages.common import back_to, shown, watched
from segue.web.session import WebSession

VERIFY, ROWS = "verify", "rows"


def show(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The last comparison, or one that is under way; it begins when asked."""
    return shown(request, session, "verify.html", "verify", **_state(session))


def state(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The part that renews itself while tables are compared."""
    context = _state(session)
    return watched(session, "_verified.html", "verify", context, over=not context["comparing"])


@require_POST
def run(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Compare all tables."""
    processes.start(session.plan_path, VERIFY, "verify", "--json", "--plan", session.plan_path.name)
    processes.forget(session.plan_path, ROWS)
    return back_to(request, "/verify")


@require_POST
def end(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Compare no further."""
    processes.end(session.plan_path, VERIFY)
    return back_to(request, "/verify")


@require_POST
def name_rows(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Look for the rows of one table that differ."""
    table = request.POST.get("table", "")
    processes.start(
        session.plan_path,
        ROWS,
        "verify",
        "--json",
        "--plan",
        session.plan_path.name,
        "--rows",
        table,
    )
    return back_to(request, "/verify/rows")


def rows(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The rows of one table that differ, or that they are looked for."""
    return shown(request, session, "rows.html", "verify", **_rows(session))


def rows_state(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The part that renews itself while they are looked for."""
    context = _rows(session)
    return watched(session, "_differing.html", "verify", context, over=not context["comparing"])


def _state(session: WebSession) -> dict[str, Any]:
    answer, failed = processes.answer(session.plan_path, VERIFY, "verify")
    return {
        "comparing": processes.is_alive(session.plan_path, VERIFY),
        "compared": len(processes.tally(session.plan_path, VERIFY).verified),
        "failed": failed,
        "report": _sorted(answer) if answer is not None else None,
        "run_verified": session.run_state == "done",
        "when": processes.when_said(session.plan_path, VERIFY),
        "imported": processes.is_later(session.plan_path, "import", VERIFY),
    }


def _rows(session: WebSession) -> dict[str, Any]:
    answer, failed = processes.answer(session.plan_path, ROWS, "differing_rows")
    return {
        "comparing": processes.is_alive(session.plan_path, ROWS),
        "found": answer,
        "failed": failed,
        "show_values": session.show_values,
    }


def _sorted(answer: dict[str, Any]) -> dict[str, Any]:
    """Tables that differ first, then the largest."""
    tables = sorted(answer["tables"], key=lambda t: (t["equal"], -t["source"]["rows"]))
    return {
        **answer, "tables": tables, "equal_tables": sum(t["equal"] for t in tables),
        "rows": sum(t["target"]["rows"] for t in tables),
    }  # fmt: skip
