"""Review, start, watch and end a run. The run is a process of its own; these pages only watch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
from django.http import HttpRequest, HttpResponse

from segue.errors import NothingRuns, SegueError, UsageError
from segue.move.control import RunStatus, status
from segue.move.control import stop as ask_to_stop
from segue.move.run import look
from segue.plan.model import ExistingRows
from segue.web import processes
from segue.web.desk import Desk
from segue.web.discretion import discreet
from segue.web.views.common import back_to, part, shown

RUN = "move"
"""One at a time: a move, or what takes one back."""
MOST_JOBS = 64
"""More would fill any server's sessions, two for each."""


@dataclass(frozen=True, slots=True)
class Share:
    """How far a run is."""

    percent: int
    done: int
    total: int


def review(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What will happen, to be read once more; and the command that does the same."""
    desk.survey()
    seen = look(desk.workspace(), data=False)
    replaced = {
        table: rows for table, rows in seen.occupied.items() if table in seen.survey.replaceable
    }
    return shown(
        request, desk, "review.html", "review", seen=seen, replaced=replaced,
        tables=len(seen.loads), skipped=len(seen.survey.plan.skip),
        database=desk.workspace().target.database, command=" ".join(_command(desk)[:-1]),
        stops=ExistingRows.STOP in {seen.survey.plan.existing_rows},
    )  # fmt: skip


def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Start `segue move`, or go on with a run that was interrupted."""
    desk.survey()
    words = _command(desk)
    name = request.POST.get("confirm", "").strip()
    if name:
        words += ["--confirm-replace", name]
    if request.POST.get("fresh") == "on":
        words.append("--target-is-fresh")
    processes.start(desk.plan_path, RUN, *words, *_jobs(request.POST.get("jobs", "").strip()))
    return back_to(request, "/running")


def _jobs(said: str) -> list[str]:
    """How many parts at once, where a person says so. Raises UsageError."""
    if said and not (said.isdecimal() and 0 < int(said) <= MOST_JOBS):
        raise UsageError(message=f"parts copied at once: {said!r} is no number up to {MOST_JOBS}")
    return ["--jobs", said] if said else []


def stop(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask the run to stop; it can be resumed."""
    try:
        with desk.on_target("web", read_only=False) as target:
            ask_to_stop(target)
    except NothingRuns:
        pass
    return back_to(request, "/running")


def restore(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the run up and put everything back."""
    processes.start(desk.plan_path, RUN, "restore", "--plan", desk.plan_path.name, "--no-input")
    return back_to(request, "/running")


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The run, which renews itself each second."""
    return shown(request, desk, "running.html", "running", **_state(desk))


def state(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The part that renews itself."""
    return part("_running.html", _state(desk))


def report(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All about the last run, to be printed."""
    return shown(request, desk, "report.html", "report", **_state(desk))


def _state(desk: Desk) -> dict[str, Any]:
    found: RunStatus | None = None
    trouble = ""
    try:
        with desk.on_target("web") as target:
            found = status(target)
    except (SegueError, psycopg.Error) as error:
        trouble = discreet(str(error).strip(), show=desk.show_values)
    loads = found.loads if found else ()
    return {
        "run": found,
        "trouble": trouble,
        "share": _share(found) if found else None,
        "active": [load for load in loads if load.state == "copying"],
        "waiting": sum(load.state in ("waiting", "emptied") for load in loads),
        "finished": [load for load in loads if load.state == "copied"],
        "rows": sum(load.rows or 0 for load in loads),
        "said": discreet(processes.last_words(desk.plan_path, RUN), show=desk.show_values),
        "message": discreet((found.run.message if found else "") or "", show=desk.show_values),
        "starting": processes.is_alive(desk.plan_path, RUN)
        and (found is None or found.state not in ("running", "done")),
    }


def _share(found: RunStatus) -> Share:
    total, done = found.run.total_bytes, found.run.done_bytes
    if found.run.state == "done" or found.run.copied:
        return Share(100, total, total)
    return Share(100 * done // total if total else 0, done, total)


def _command(desk: Desk) -> list[str]:
    return ["move", "--plan", desk.plan_path.name, "--no-input"]
