"""Check: what blocks the move, what is worth knowing. A process of its own looks; pages watch."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from segue.findings import Finding, Severity
from segue.plan import positions
from segue.web import processes
from segue.web.move_pages.common import back_to, shown, watched
from segue.web.names import key_of
from segue.web.session import WebSession

CHECK = "check"
GROUPS = (
    (Severity.ERROR, "Blocks the move"),
    (Severity.WARNING, "Worth knowing"),
    (Severity.NOTE, "Fine, but said once"),
)


def show(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The findings of the last check, or that one is under way."""
    return shown(request, session, "check.html", "check", **_state(session))


def state(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The part that renews itself while a check is under way."""
    context = _state(session)
    return watched(session, "_check.html", "check", context, over=not context["looking"])


@require_POST
def run(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Check again: schemas, and the rows through the mapping."""
    session.require_plan()
    processes.start(session.plan_path, CHECK, "check", "--json", "--plan", session.plan_path.name)
    return back_to(request, "/check")


@require_POST
def end(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Look no further."""
    processes.end(session.plan_path, CHECK)
    return back_to(request, "/check")


def _places(session: WebSession) -> list[tuple[int, str]]:
    """The first line of each part of the plan, and the address where it can be mended."""
    try:
        lines = positions.lines(session.plan_text()) if session.has_plan else {}
    except ValueError:
        return []  # what is no TOML has no parts; the check itself says so
    tables = [(n, f"/table/{path[1]}") for path, n in lines.items() if _is_table(path)]
    skip = [(lines[("skip",)], "/tables?tab=skipped")] if ("skip",) in lines else []
    return sorted([*tables, *skip])


def _is_table(path: positions.Path) -> bool:
    return len(path) == 2 and path[0] == "table"


def _mend(finding: Finding, places: list[tuple[int, str]]) -> str:
    """The address where the finding can be mended, as far as its place tells."""
    places_of_many = (place for place, _ in finding.together)
    line = next(places_of_many, finding.place).line
    before = [address for first, address in places if first <= line]
    default = "/tables?tab=needs" if finding.code.startswith("T") else ""
    address = before[-1] if before else default
    column = finding.subject.rpartition(".")[2].strip('"')
    if address.startswith("/table/") and column and not finding.together:
        return f"{address}?column={quote(key_of(column))}"
    return address


def _state(session: WebSession) -> dict[str, Any]:
    plan = session.plan_path
    alive, said_at = processes.is_alive(plan, CHECK), processes.when_said(plan, CHECK)
    tally = processes.tally(plan, CHECK)
    places = _places(session)
    answered, failed = processes.answer(plan, CHECK, "check")
    return {
        "looking": alive,
        "since": processes.seconds_at_work(plan, CHECK) if alive else None,
        "when": said_at,
        "checked": answered is not None and not alive,
        "failed": failed,
        "stale": said_at is not None and session.has_plan and plan.stat().st_mtime > said_at,
        "groups": [
            (
                severity.value,
                title,
                [(f, _mend(f, places)) for f in tally.findings if f.severity is severity],
            )
            for severity, title in GROUPS
        ],
        "blocked": any(finding.blocks for finding in tally.findings),
        "merges": tally.merges,
        "show_values": session.show_values,
    }
