"""Moves: where this move stands, and what to do next."""

from __future__ import annotations

import psycopg
from django.http import HttpRequest, HttpResponse

from segue.errors import SegueError
from segue.move.control import RunStatus, status
from segue.web.desk import Desk
from segue.web.discretion import discreet
from segue.web.views.common import shown


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The move of this folder with its state and its next action."""
    found, trouble = _status(desk)
    return shown(
        request, desk, "moves.html", "moves",
        connected=desk.is_connected, has_plan=desk.has_plan,
        run=found, trouble=discreet(trouble, show=desk.show_values), next=_next(desk, found),
        message=discreet((found.run.message if found else "") or "", show=desk.show_values),
    )  # fmt: skip


def _status(desk: Desk) -> tuple[RunStatus | None, str]:
    if not desk.is_connected:
        return None, ""
    try:
        with desk.on_target("web") as target:
            return status(target), ""
    except (SegueError, psycopg.Error) as error:
        return None, str(error)


def _next(desk: Desk, found: RunStatus | None) -> tuple[str, str]:
    """The next action: an address and its words."""
    if not desk.is_connected:
        return "/connect", "Connect the two databases"
    if found is None or found.state in ("given up",):
        return ("/check", "Check the plan") if desk.has_plan else ("/tables", "Draft the plan")
    if found.state == "running":
        return "/running", "Watch it"
    if found.run.unfinished:
        return "/running", "Go on, or put everything back"
    return "/report", "Read the report"
