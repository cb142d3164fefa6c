"""Live: a move while the application writes on; its lag, the cutover, and the way back."""

from __future__ import annotations

import time
from collections import deque
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from segue.commandline.arguments.options import BACK
from segue.database.live_journal import LiveJournal, LiveRecord, live_record
from segue.errors import SegueError, UsageError
from segue.live.standing import Slot, slot_of
from segue.move.control import status
from segue.web import processes
from segue.web.masking import discreet
from segue.web.move_pages import attempts
from segue.web.move_pages.common import back_to, shown, watched
from segue.web.move_pages.plot import Plot, plot
from segue.web.session import WebSession

LIVE = "live"
CHECK, DRAFT, CUT = "live-check", "back-plan", "cutover"
"""Kinds of commands, each with its own log."""
SAMPLES = 300
"""Looks at the lag that are drawn: five minutes, at one a second."""
ENDS = ("cutover", "reverse")


def _plan(session: WebSession) -> Path:
    """The plan that the commands are given. Raises NoPlan."""
    session.require_plan()
    return session.plan_path


@require_POST
def check(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Say what stands in the way of a live move."""
    plan = _plan(session)
    processes.start(plan, CHECK, "check", "--live", "--json", "--plan", plan.name)
    return back_to(request, "/live")


@require_POST
def draft_back(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Write the plan of the way back."""
    plan = _plan(session)
    processes.start(plan, DRAFT, "plan", "--back", "--json", "--plan", plan.name)
    return back_to(request, "/live")


@require_POST
def begin(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Begin a live move, with a way back where that is ticked."""
    plan = _plan(session)
    back = ["--back"] if request.POST.get("back") == "on" else []
    attempts.start(plan, attempts.MOVES, "move", "--live", *back, "--plan", plan.name)
    return back_to(request, "/live")


@require_POST
def follow(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Go on following."""
    plan = _plan(session)
    attempts.start(plan, attempts.FOLLOWS, "follow", "--plan", plan.name)
    return back_to(request, "/live")


@require_POST
def stop(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Ask the follower to stop; the target stays as it is, and the source keeps its WAL."""
    with session.on_target("web", read_only=False) as target:
        record = live_record(target)
        if record is not None:
            LiveJournal(target, record.id).stop()
    return back_to(request, "/live")


@require_POST
def cut(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Cut over, or back, or rehearse that. Raises UsageError where the name is not typed."""
    plan, command = _plan(session), request.POST.get("command", "")
    if command not in ENDS:
        raise UsageError(message=f"{command!r} is neither cutover nor reverse")
    words = [command, "--json", "--no-input", "--plan", plan.name]
    if request.POST.get("rehearse") == "on":
        words.append("--rehearse")
    else:
        _require_name(session, command, request.POST.get("confirm", "").strip())
    longest = request.POST.get("max_pause", "").strip()
    words += [f"--max-pause={longest}"] if longest else []
    processes.start(plan, CUT, *words)
    return back_to(request, "/live")


def _require_name(session: WebSession, command: str, typed: str) -> None:
    workspace = session.workspace()
    taking = workspace.target if command == "cutover" else workspace.source
    if typed != taking.database:
        text = "type the name of the database that is to take the rows from now on"
        raise UsageError(message=f"{text}: {taking.database}")


def show(request: HttpRequest, session: WebSession) -> HttpResponse:
    """How the live move stands, or what one needs."""
    return shown(request, session, "live.html", LIVE, **_state(session))


def state(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The part that renews itself."""
    context = _state(session)
    return watched(session, "_live.html", LIVE, context, over=not context["watching"])


def _state(session: WebSession) -> dict[str, Any]:
    plan = session.plan_path
    busy = {kind: processes.is_alive(plan, kind) for kind in (CHECK, DRAFT, CUT)}
    state = _look(session)
    record: LiveRecord | None = state.get("record")
    moving = attempts.is_alive(plan)
    return {
        **state, **_commands(session), "cutting": busy[CUT], "checking": busy[CHECK],
        "drafting": busy[DRAFT], "moving": moving, "has_plan": session.has_plan,
        "has_back": (session.folder / BACK).exists(), "back_name": BACK,
        "lag": _sampled(session, record),
        "watching": any(busy.values()) or moving or bool(record and record.lives),
    }  # fmt: skip


def _look(session: WebSession) -> dict[str, Any]:
    """What both journals say: the move's in the target, the way back's in the source."""
    if not session.is_connected:
        return {}
    workspace = session.workspace()
    names = {"source_name": workspace.source.database, "target_name": workspace.target.database}
    try:
        with session.on_target("web") as target:
            record, run = live_record(target), status(target)
        if record is None or record.state == "ended":
            return {**names, "ended": record is not None}
        back, slot = None, None
        if record.state == "moved" and record.back_plan:
            with closing(workspace.open_source("web")) as source:
                back = live_record(source)
        else:
            slot = slot_of(workspace, record)
        return {**names, "record": record, "back": back, "slot": slot, "run": run,
                "kept": slot.kept if slot else None, "warning": _warning(slot)}  # fmt: skip
    except (SegueError, psycopg.Error) as error:
        return {**names, "trouble": discreet(str(error).strip(), show=session.show_values)}


def _warning(slot: Slot | None) -> str:
    return slot.warning.removeprefix("; ") if slot else ""


def _commands(session: WebSession) -> dict[str, Any]:
    """What the commands said that these pages started."""
    plan, show = session.plan_path, session.show_values
    checked, check_failed = processes.answer(plan, CHECK, "check")
    done, cut_failed = processes.answer(plan, CUT, "cutover")
    failure = cut_failed or check_failed or _failure_of(plan, DRAFT)
    attempt = attempts.latest(plan)
    refused = attempt.failure if attempt is not None and not attempt.alive else None
    return {
        "checked": checked, "findings": processes.tally(plan, CHECK).findings, "done": done,
        "failures": [
            {"message": discreet(each.get("message", ""), show=show), "help": each.get("help", "")}
            for each in (failure, refused) if each
        ],
    }  # fmt: skip


def _failure_of(plan: Path, kind: str) -> dict[str, Any] | None:
    """The error that the last command of a kind ended with; it has no answer of its own."""
    events = processes.events(plan, kind)
    return next((each for each in events if each.get("event") == "error"), None)


def _sampled(session: WebSession, record: LiveRecord | None) -> Plot | None:
    """The lag of the last minutes, as often as these pages looked."""
    samples: deque[tuple[float, float]] = session.kept.setdefault("lag", deque(maxlen=SAMPLES))
    if record is None or record.state != "following":
        samples.clear()
        return None
    samples.append((time.time(), record.oldest or 0.0))
    return plot(samples)
