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
from segue.web.session import Desk
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
class Mark:
    """How far a step is, by a sign, a colour and words."""

    sign: str
    state: str
    words: str


RUNS = {
    "done": Mark("✓", "done", "done"),
    "failed": Mark("✕", "failed", "failed"),
    "broken off": Mark("✕", "failed", "broken off"),
    "refused": Mark("✕", "failed", "the last start was refused"),
    "stopped": Mark("‖", "stopped", "stopped"),
}
"""By the state of the newest run."""


def frame(request: HttpRequest, desk: Desk, here: str) -> dict[str, Any]:
    """For the template; asks no database."""
    reading = request.method == "GET"
    return {
        "steps": steps(desk, here),
        "plan_path": desk.plan_path,
        "this_page": _this_page(request) if reading else "",
        "news": desk.news() if reading else None,
        "show_values": desk.show_values,
        "can_undo": desk.can_undo,
        "sides": sides(desk),
    }


def _this_page(request: HttpRequest) -> str:
    """Its address; that of Connect without its query, which may hold a password."""
    address = request.get_full_path().removeprefix(root())
    return address.partition("?")[0] if address.startswith("/connect") else address


def steps(desk: Desk, here: str) -> list[dict[str, Any]]:
    """The steps on the left, each with how far it is."""
    marks = _marks(desk)
    return [
        {
            "url": url,
            "label": label,
            "here": name == here,
            "begins": name in BEGIN,
            "mark": marks.get(name),
        }
        for name, url, label in STEPS
        if name != "history" or desk.project is not None
    ]


def step_at(address: str) -> tuple[str, str]:
    """Name and title of the step that a page belongs to; Tables where no step has its address."""
    first = "/" + address.strip("/").partition("/")[0]
    found = ((name, label) for name, url, label in STEPS if url == first)
    return next(found, ("tables", "Tables"))


def _marks(desk: Desk) -> dict[str, Mark]:
    found = {
        "connect": Mark("✓", "done", "both are known") if desk.is_connected else None,
        "tables": _tables(desk.questions),
        "history": _at_work(desk, "history"),
        "check": check_mark(desk),
        "running": _at_work(desk, "move") or RUNS.get(desk.run_state),
        "problems": _problems(desk.rejected),
        "verify": _verify(desk),
        "export": _at_work(desk, "export"),
        "import": _at_work(desk, "import"),
    }
    return {name: mark for name, mark in found.items() if mark is not None}


def _tables(questions: int | None) -> Mark | None:
    if questions is None:
        return None
    if questions:
        return Mark(f"? {count(questions)}", "needs", "need you")
    return Mark("✓", "done", "nothing needs you")


def _problems(rejected: int) -> Mark | None:
    return Mark(f"✕ {count(rejected)}", "failed", "rows were refused") if rejected else None


def check_mark(desk: Desk) -> Mark | None:
    """What the last check came to; nothing where it was made before the plan was edited."""
    plan, said_at = desk.plan_path, processes.when_said(desk.plan_path, "check")
    if said_at is None or not desk.has_plan or plan.stat().st_mtime > said_at:
        return None
    if at_work := _at_work(desk, "check"):
        return at_work
    answer, _ = processes.answer(plan, "check", "check")
    if answer is None:
        return Mark("✕", "failed", "it did not end")
    if answer["blocking"]:
        return Mark(f"✕ {count(answer['blocking'])}", "failed", "block the move")
    if any(each.get("code") == UNKNOWN[0] for each in processes.events(plan, "check")):
        return Mark("✓", "done", "nothing blocks, as far as Segue could look")
    return Mark("✓", "done", "nothing stands in the way")


def _verify(desk: Desk) -> Mark | None:
    if at_work := _at_work(desk, "verify"):
        return at_work
    if processes.is_later(desk.plan_path, "import", "verify"):
        return None
    report, _ = processes.answer(desk.plan_path, "verify", "verify")
    if report is None:
        return Mark("✓", "done", "the run compared them") if desk.run_state == "done" else None
    equal = report["equal"]
    return Mark("✓", "done", "equal") if equal else Mark("✕", "failed", "there are differences")


def _at_work(desk: Desk, kind: str) -> Mark | None:
    alive = processes.is_alive(desk.plan_path, kind)
    return Mark("▸", "running", "at work") if alive else None


def sides(desk: Desk) -> list[dict[str, Any]]:
    """Source and target for the head; never a password."""
    try:
        workspace = desk.workspace()
    except SegueError:
        return []
    versions = desk.versions
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
