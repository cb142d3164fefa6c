"""History: how the source stands to the project's migrations, what will run, and what ran."""

from __future__ import annotations

from typing import Any

import psycopg
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from segue.database.journal import Journal, journal_exists, runs
from segue.database.records import MigrationRecord
from segue.errors import CannotConnect, SegueError
from segue.plan.model import By
from segue.web import processes
from segue.web.masking import discreet
from segue.web.move_pages import attempts
from segue.web.move_pages.common import back_to, is_missing, shown, watched
from segue.web.session import WebSession

HISTORY = "history"
STANDINGS = {
    "same": "The source has run all migrations of the project.",
    "behind": "The source is behind: migrations of the project did not run there yet.",
    "ahead": "The source is ahead of this code.",
    "reset": "The source's history is not this project's: migrations were reset.",
    "mixed": "The apps stand differently.",
    "unknown": "The source has no records of migrations.",
}


def show(request: HttpRequest, session: WebSession) -> HttpResponse:
    """What the last look told, or that one is under way."""
    return shown(request, session, "history.html", HISTORY, **_state(session))


def state(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The part that renews itself while the look is under way."""
    context = _state(session)
    return watched(session, "_history.html", HISTORY, context, over=not context["looking"])


@require_POST
def run(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Look: the same command as in a terminal."""
    sides = ["--plan", session.plan_path.name] if session.has_plan else _sides(session)
    processes.start(session.plan_path, HISTORY, "check", "--history", "--json", *sides)
    return back_to(request, "/history")


@require_POST
def move(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Make the source's state in a new database, copy the rows, and migrate on."""
    words = ["--plan", session.plan_path.name]
    if not session.has_plan:
        words += [*_sides(session), "--by", By.HISTORY.value]
    attempts.start(session.plan_path, attempts.MOVES, "move", "--create-database", *words)
    return back_to(request, "/running")


@require_POST
def end(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Look no further."""
    processes.end(session.plan_path, HISTORY)
    return back_to(request, "/history")


def _sides(session: WebSession) -> list[str]:
    pairs = (("--from", session.source), ("--to", session.target))
    return [f"{option}={address}" for option, address in pairs if address is not None]


def _state(session: WebSession) -> dict[str, Any]:
    answer, failed = processes.answer(session.plan_path, HISTORY, "history")
    return {
        "looking": processes.is_alive(session.plan_path, HISTORY),
        "found": answer,
        "failed": failed,
        "when": processes.when_said(session.plan_path, HISTORY),
        "standing": STANDINGS.get(answer["standing"], answer["standing"]) if answer else "",
        "project": session.project is not None,
        "may_move": _may_move(session) and answer is not None and not answer["obstacles"],
        **_ran(session),
    }


def _may_move(session: WebSession) -> bool:
    """Whether a move that starts here would go by the history: no plan says otherwise."""
    if not session.is_connected or attempts.is_alive(session.plan_path):
        return False
    plan = session.workspace().plan
    return plan is None or plan.by is By.HISTORY


def _ran(session: WebSession) -> dict[str, Any]:
    """The migrations that ran on the rows of the newest run, or why nobody could be asked."""
    if not session.is_connected:
        return {"ran": ()}
    try:
        with session.on_target("web") as target:
            newest = next(iter(runs(target) if journal_exists(target) else ()), None)
            if newest is None:
                return {"ran": ()}
            journal = Journal(target, newest.id)
            ran: tuple[MigrationRecord, ...] = ()
            if journal.is_current():
                ran = journal.migrations()
            return {"ran": ran, "newest": newest.id, "seconds": sum(m.seconds or 0 for m in ran)}
    except (SegueError, psycopg.Error) as error:
        if isinstance(error, CannotConnect) and is_missing(session.workspace().target):
            return {"ran": ()}
        return {"ran": (), "trouble": discreet(str(error).strip(), show=session.show_values)}
