"""Questions: what the draft leaves open, one at a time, as `segue plan --ask` asks it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from segue.commandline.answers.plan import masked
from segue.drafting.interview import Interview, Question
from segue.errors import UsageError
from segue.move.survey import Drafts
from segue.plan.toml import text
from segue.web.move_pages.common import back_to, shown
from segue.web.session import Desk

AT_ONCE = 20
"""Questions of one page: an answer may settle the others."""


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The open questions, the most consequential first."""
    asked = _questions(desk)
    return shown(
        request, desk, "questions.html", "tables",
        asked=[(each, _samples(desk, each), _columns(desk, each)) for each in asked[:AT_ONCE]],
        more=max(0, len(asked) - AT_ONCE),
        required=sum(question.required for question in asked),
    )  # fmt: skip


@require_POST
def answer(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take one answer: an option, a line of a person's own, or why rows or values stay behind."""
    with _interview(desk) as talk:
        talk.answer(request.POST.get("id", ""), _line(request), "you")
        talk.settle()
        _write(desk, talk)
    return back_to(request, "/questions")


@require_POST
def accept(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take the likeliest answer of every question that has one; each is marked for review."""
    with _interview(desk) as talk:
        talk.accept_best()
        _write(desk, talk)
    return back_to(request, "/questions")


def _line(request: HttpRequest) -> str:
    """The answer as the plan would hold it. Raises UsageError."""
    said = request.POST
    if reason := said.get("reason", "").strip():
        return f"{'skip' if said.get('kind') == 'table' else 'drop'} = {text(reason)}"
    line = said.get("own", "").strip() or said.get("option", "")
    if not line:
        raise UsageError(message="nothing was chosen: choose an answer, or write one")
    return line.replace("\r\n", "\n")


def _questions(desk: Desk) -> tuple[Question, ...]:
    """What is open, asked once for each state of the plan and both catalogs."""
    desk.require_plan()
    known = desk.kept.get("questions")
    if known is None or known[0] != desk.plan_text() or known[1] is not desk.catalogs():
        with _interview(desk) as talk:
            _keep(desk, talk, desk.plan_text())
    found: tuple[Question, ...] = desk.kept["questions"][2]
    return found


def _write(desk: Desk, talk: Interview) -> None:
    desk.write_plan(talk.text)
    _keep(desk, talk, talk.text)


def _keep(desk: Desk, talk: Interview, plan: str) -> None:
    desk.kept["questions"] = plan, desk.catalogs(), talk.questions()


@contextmanager
def _interview(desk: Desk) -> Iterator[Interview]:
    """The interview about the plan as it is now, with a session on each side."""
    desk.require_plan()
    source_catalog, target_catalog = desk.catalogs()
    with desk.both("web") as (source, target):
        drafts = Drafts(desk.workspace(), source, source_catalog, target_catalog, target)
        yield Interview(desk.plan_text(), drafts.beside, source_catalog, drafts.seen.samples)


def _columns(desk: Desk, question: Question) -> str:
    """The page of the mapping that a question is about; empty where there is none yet."""
    pair = question.source, question.target
    found = (n for n, m in enumerate(desk.outlook().plan.tables) if (m.source, m.target) == pair)
    number = next(found, None)
    return f"/table/{number}" if number is not None else ""


def _samples(desk: Desk, question: Question) -> list[tuple[str, list[str]]]:
    show = str if desk.show_values else masked
    return [(name, list(map(show, values))) for name, values in question.samples.items()]
