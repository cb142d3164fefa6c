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
from segue.web.session import WebSession

AT_ONCE = 20
"""Questions of one page: an answer may settle the others."""


def show(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The open questions, the most consequential first."""
    questions = _questions(session)
    return shown(
        request, session, "questions.html", "tables",
        asked=[
            (each, _samples(session, each), _columns(session, each))
            for each in questions[:AT_ONCE]
        ],
        more=max(0, len(questions) - AT_ONCE),
        required=sum(question.required for question in questions),
    )  # fmt: skip


@require_POST
def answer(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Take one answer: an option, a line of a person's own, or why rows or values stay behind."""
    with _interview(session) as talk:
        talk.answer(request.POST.get("id", ""), _line(request), "you")
        talk.settle()
        _write(session, talk)
    return back_to(request, "/questions")


@require_POST
def accept(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Take the likeliest answer of every question that has one; each is marked for review."""
    with _interview(session) as talk:
        talk.accept_best()
        _write(session, talk)
    return back_to(request, "/questions")


def _line(request: HttpRequest) -> str:
    """The answer as the plan would hold it. Raises UsageError."""
    fields = request.POST
    if reason := fields.get("reason", "").strip():
        return f"{'skip' if fields.get('kind') == 'table' else 'drop'} = {text(reason)}"
    line = fields.get("own", "").strip() or fields.get("option", "")
    if not line:
        raise UsageError(message="nothing was chosen: choose an answer, or write one")
    return line.replace("\r\n", "\n")


def _questions(session: WebSession) -> tuple[Question, ...]:
    """What is open, asked once for each state of the plan and both catalogs."""
    session.require_plan()
    former = session.kept.get("questions")
    if former is None or former[0] != session.plan_text() or former[1] is not session.catalogs():
        with _interview(session) as talk:
            _keep(session, talk, session.plan_text())
    questions: tuple[Question, ...] = session.kept["questions"][2]
    return questions


def _write(session: WebSession, talk: Interview) -> None:
    session.write_plan(talk.text)
    _keep(session, talk, talk.text)


def _keep(session: WebSession, talk: Interview, plan: str) -> None:
    session.kept["questions"] = plan, session.catalogs(), talk.questions()


@contextmanager
def _interview(session: WebSession) -> Iterator[Interview]:
    """The interview about the plan as it is now, with a session on each side."""
    session.require_plan()
    source_catalog, target_catalog = session.catalogs()
    with session.both("web") as (source, target):
        drafts = Drafts(session.workspace(), source, source_catalog, target_catalog, target)
        yield Interview(session.plan_text(), drafts.beside, source_catalog, drafts.seen.samples)


def _columns(session: WebSession, question: Question) -> str:
    """The page of the mapping that a question is about; empty where there is none yet."""
    pair = question.source, question.target
    numbers = (
        n for n, m in enumerate(session.overview().plan.tables) if (m.source, m.target) == pair
    )
    number = next(numbers, None)
    return f"/table/{number}" if number is not None else ""


def _samples(session: WebSession, question: Question) -> list[tuple[str, list[str]]]:
    show = str if session.show_values else masked
    return [(name, list(map(show, values))) for name, values in question.samples.items()]
