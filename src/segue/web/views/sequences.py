"""Sequences: where each stands, with a button that sets those that are behind."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from segue.database.introspection import read_catalog
from segue.move import sequences
from segue.web.desk import Desk
from segue.web.views.common import back_to, shown

AT_ONCE = 200
"""Sequences of one screen: those that are behind first; the others are found by a search."""


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every sequence with its verdict."""
    with desk.on_target("web") as target:
        states = sequences.inspect(target, read_catalog(target))
    behind = [state for state in states if state.verdict is sequences.Verdict.BEHIND]
    ordered = sorted(states, key=lambda state: state.verdict is not sequences.Verdict.BEHIND)
    search = request.GET.get("q", "").strip().lower()
    found = [state for state in ordered if search in _words(state)]
    return shown(
        request, desk, "sequences.html", "sequences", states=found[:AT_ONCE],
        more=len(found[AT_ONCE:]), behind=len(behind), q=request.GET.get("q", ""),
    )  # fmt: skip


def _words(state: sequences.SequenceState) -> str:
    """What a search looks through."""
    columns = " ".join(f"{ref.table}.{ref.column}" for ref in state.columns)
    return f"{columns} {state.sequence.name} {state.verdict.value}".lower()


def reset(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Set those that are behind."""
    with desk.on_target("web", read_only=False) as target:
        sequences.reset(target, sequences.inspect(target, read_catalog(target)))
    return back_to(request, "/sequences")


def print_sql(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The SQL that would set them."""
    with desk.on_target("web") as target:
        states = sequences.inspect(target, read_catalog(target))
    script = sequences.print_sql(states)
    return HttpResponse(script, content_type="text/plain; charset=utf-8")
