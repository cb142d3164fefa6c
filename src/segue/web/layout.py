"""What every page shows around itself: both databases, and the steps with how far each is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from segue.checks.rows.rules import UNKNOWN
from segue.database.address import Endpoint
from segue.errors import SegueError
from segue.web import processes
from segue.web.addresses import root
from segue.web.session import WebSession
from segue.wording import count

STEPS = (
    ("moves", "/", "Moves"),
    ("connect", "/connect", "Connect"),
    ("history", "/history", "History"),
    ("tables", "/tables", "Tables"),
    ("check", "/check", "Check"),
    ("review", "/review", "Review"),
    ("running", "/running", "Running"),
    ("live", "/live", "Live"),
    ("problems", "/problems", "Problems"),
    ("sequences", "/sequences", "Sequences"),
    ("verify", "/verify", "Verify"),
    ("report", "/report", "Report"),
    ("export", "/export", "CSV out"),
    ("import", "/import", "CSV in"),
)
BEGIN = frozenset({"connect", "problems", "export"})
"""Where a group of steps begins: before the move, after it, and what is beside it."""

PRODUCTION = re.compile(r"(?<![a-z])(prod|production|live)(?![a-z])", re.IGNORECASE)
"""How people label what must not be disturbed: in an alias, a service, a host or a database."""


@dataclass(frozen=True, slots=True)
class StepMark:
    """How far a step is, by a sign, a colour and words."""

    sign: str
    state: str
    words: str


RUNS = {
    "done": StepMark("✓", "done", "done"),
    "failed": StepMark("✕", "failed", "failed"),
    "broken off": StepMark("✕", "failed", "broken off"),
    "refused": StepMark("✕", "failed", "the last start was refused"),
    "stopped": StepMark("‖", "stopped", "stopped"),
}
"""By the state of the newest run."""


def frame(request: HttpRequest, session: WebSession, here: str) -> dict[str, Any]:
    """For the template; asks no database."""
    reading = request.method == "GET"
    return {
        "steps": steps(session, here),
        "plan_path": session.plan_path,
        "this_page": _this_page(request) if reading else "",
        "news": session.news() if reading else None,
        "show_values": session.show_values,
        "can_undo": session.can_undo,
        "sides": sides(session),
    }


def _this_page(request: HttpRequest) -> str:
    """Its address; that of Connect without its query, which may hold a password."""
    address = request.get_full_path().removeprefix(root())
    return address.partition("?")[0] if address.startswith("/connect") else address


def steps(session: WebSession, here: str) -> list[dict[str, Any]]:
    """The steps on the left, each with how far it is."""
    marks = _marks(session)
    return [
        {
            "url": url,
            "label": label,
            "here": name == here,
            "begins": name in BEGIN,
            "mark": marks.get(name),
        }
        for name, url, label in STEPS
        if name != "history" or session.project is not None
    ]


def step_at(address: str) -> tuple[str, str]:
    """Name and title of the step that a page belongs to; Tables where no step has its address."""
    first = "/" + address.strip("/").partition("/")[0]
    names = ((name, label) for name, url, label in STEPS if url == first)
    return next(names, ("tables", "Tables"))


def _marks(session: WebSession) -> dict[str, StepMark]:
    marks = {
        "connect": StepMark("✓", "done", "both are known") if session.is_connected else None,
        "tables": _tables(session.questions),
        "history": _at_work(session, "history"),
        "check": check_mark(session),
        "running": _at_work(session, "move") or RUNS.get(session.run_state),
        "problems": _problems(session.rejected),
        "verify": _verify(session),
        "export": _at_work(session, "export"),
        "import": _at_work(session, "import"),
    }
    return {name: mark for name, mark in marks.items() if mark is not None}


def _tables(questions: int | None) -> StepMark | None:
    if questions is None:
        return None
    if questions:
        return StepMark(f"? {count(questions)}", "needs", "need you")
    return StepMark("✓", "done", "nothing needs you")


def _problems(rejected: int) -> StepMark | None:
    return StepMark(f"✕ {count(rejected)}", "failed", "rows were refused") if rejected else None


def check_mark(session: WebSession) -> StepMark | None:
    """What the last check came to; nothing where it was made before the plan was edited."""
    plan, said_at = session.plan_path, processes.when_said(session.plan_path, "check")
    if said_at is None or not session.has_plan or plan.stat().st_mtime > said_at:
        return None
    if at_work := _at_work(session, "check"):
        return at_work
    answer, _ = processes.answer(plan, "check", "check")
    if answer is None:
        return StepMark("✕", "failed", "it did not end")
    if answer["blocking"]:
        return StepMark(f"✕ {count(answer['blocking'])}", "failed", "block the move")
    if any(each.get("code") == UNKNOWN[0] for each in processes.events(plan, "check")):
        return StepMark("✓", "done", "nothing blocks, as far as Segue could look")
    return StepMark("✓", "done", "nothing stands in the way")


def _verify(session: WebSession) -> StepMark | None:
    if at_work := _at_work(session, "verify"):
        return at_work
    if processes.is_later(session.plan_path, "import", "verify"):
        return None
    report, _ = processes.answer(session.plan_path, "verify", "verify")
    if report is None:
        return (
            StepMark("✓", "done", "the run compared them") if session.run_state == "done" else None
        )
    equal = report["equal"]
    return (
        StepMark("✓", "done", "equal")
        if equal
        else StepMark("✕", "failed", "there are differences")
    )


def _at_work(session: WebSession, kind: str) -> StepMark | None:
    alive = processes.is_alive(session.plan_path, kind)
    return StepMark("▸", "running", "at work") if alive else None


def sides(session: WebSession) -> list[dict[str, Any]]:
    """Source and target for the head; never a password."""
    try:
        workspace = session.workspace()
    except SegueError:
        return []
    versions = session.versions
    return [
        {
            "label": endpoint.label,
            "place": place_of(endpoint),
            "database": endpoint.database or "?",
            "version": versions.get(name, ""),
            "production": bool(PRODUCTION.search(f"{endpoint.label} {endpoint.database}")),
        }
        for name, endpoint in (("source", workspace.source), ("target", workspace.target))
    ]


def place_of(endpoint: Endpoint) -> str:
    """The host, with the port where it is not the usual one: two servers may share a host."""
    host, port = (endpoint.parameters.get(name, "") for name in ("host", "port"))
    place = host or endpoint.parameters.get("service", "") or "this machine"
    return f"{place}:{port}" if port not in ("", "5432") else place
