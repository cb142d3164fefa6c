"""What every page shows around itself: both databases, and the steps with how far each is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from segue.errors import SegueError
from segue.web import processes
from segue.web.desk import Desk
from segue.wording import count

STEPS = (
    ("moves", "/", "Moves"),
    ("connect", "/connect", "Connect"),
    ("tables", "/tables", "Tables"),
    ("check", "/check", "Check"),
    ("review", "/review", "Review"),
    ("running", "/running", "Running"),
    ("problems", "/problems", "Problems"),
    ("sequences", "/sequences", "Sequences"),
    ("verify", "/verify", "Verify"),
    ("report", "/report", "Report"),
    ("export", "/export", "CSV out"),
    ("import", "/import", "CSV in"),
)

PRODUCTION = re.compile(r"(?<![a-z])(prod|production|live)(?![a-z])", re.IGNORECASE)
"""How people label what must not be disturbed: in an alias, a service, a host or a database."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a step is, by a sign, a colour and words."""

    sign: str
    state: str
    words: str


def frame(request: HttpRequest, desk: Desk, here: str) -> dict[str, Any]:
    """For the template; asks no database."""
    marks = _marks(desk)
    return {
        "steps": [
            {
                "name": name,
                "url": url,
                "label": label,
                "here": name == here,
                "mark": marks.get(name),
            }
            for name, url, label in STEPS
        ],
        "plan_path": desk.plan_path,
        "changed_outside": request.method == "GET" and desk.changed_outside(),
        "show_values": desk.show_values,
        "can_undo": desk.can_undo,
        **_sides(desk),
    }


def _marks(desk: Desk) -> dict[str, Mark]:
    found = {
        "connect": Mark("✓", "done", "both are known") if desk.is_connected else None,
        "tables": _tables(desk.questions),
        "check": _check(desk),
        "running": _at_work(desk, "move"),
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


def _check(desk: Desk) -> Mark | None:
    """Says nothing of a check that was made before the plan was edited."""
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
    return Mark("✓", "done", "nothing stands in the way")


def _verify(desk: Desk) -> Mark | None:
    if at_work := _at_work(desk, "verify"):
        return at_work
    report, _ = processes.answer(desk.plan_path, "verify", "verify")
    if report is None:
        return None
    equal = report["equal"]
    return Mark("✓", "done", "equal") if equal else Mark("✕", "failed", "there are differences")


def _at_work(desk: Desk, kind: str) -> Mark | None:
    alive = processes.is_alive(desk.plan_path, kind)
    return Mark("▸", "running", "at work") if alive else None


def _sides(desk: Desk) -> dict[str, Any]:
    """Source and target for the head; never a password."""
    try:
        workspace = desk.workspace()
    except SegueError:
        return {}
    sides = (("source", workspace.source), ("target", workspace.target))
    versions = desk.versions
    return {
        name: {
            "label": endpoint.label,
            "host": endpoint.parameters.get("host", "this machine"),
            "database": endpoint.database,
            "version": versions.get(name, ""),
            "production": bool(PRODUCTION.search(f"{endpoint.label} {endpoint.database}")),
        }
        for name, endpoint in sides
    }
