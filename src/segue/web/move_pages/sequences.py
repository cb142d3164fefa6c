"""Sequences: where each stands; those that are behind are set, all or one app's."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from segue import sequences
from segue.database.introspection import read_catalog
from segue.database.session import Connection
from segue.sequences import SequenceState, SequenceVerdict
from segue.web.move_pages.common import back_to, part, shown
from segue.web.names import name_of
from segue.web.session import Desk

AT_ONCE = 200
"""Sequences of one screen: those that are behind first; the others are found by a search."""

AppOf = dict[object, str]


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page at once; where each sequence stands comes as soon as the target has said it."""
    if request.GET.get("read") != "now":
        return shown(request, desk, "sequences.html", "sequences", q=request.GET.get("q", ""))
    return shown(request, desk, "sequences.html", "sequences", read=True, **_list(request, desk))


def states(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every sequence with its verdict."""
    return part("_sequences.html", _list(request, desk))


@require_POST
def reset(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Set those that are behind, of all tables or of one app."""
    wanted = _wanted(request.POST.get("app", ""), _apps(desk))
    with desk.on_target("web", read_only=False) as target:
        sequences.reset(target, [state for state in _inspected(target) if wanted(state)])
    return back_to(request, "/sequences")


def print_sql(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The SQL that would set them."""
    wanted = _wanted(request.GET.get("app", ""), _apps(desk))
    with desk.on_target("web") as target:
        script = sequences.print_sql([state for state in _inspected(target) if wanted(state)])
    return HttpResponse(script, content_type="text/plain; charset=utf-8")


def _inspected(target: Connection) -> tuple[SequenceState, ...]:
    return sequences.inspect(target, read_catalog(target))


def _list(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    apps, search = _apps(desk), request.GET.get("q", "").strip().lower()
    app = name_of(request.GET.get("app", ""))
    with desk.on_target("web") as target:
        known = _inspected(target)
    behind = [state for state in known if state.verdict is SequenceVerdict.BEHIND]
    ordered = sorted(known, key=lambda state: state.verdict is not SequenceVerdict.BEHIND)
    wanted = _wanted(request.GET.get("app", ""), apps)
    found = [state for state in ordered if wanted(state) and search in _words(state)]
    return {
        "states": found[:AT_ONCE], "more": len(found[AT_ONCE:]), "behind": len(behind),
        "apps": sorted(Counter(_app(state, apps) for state in known).items()),
        "behind_by_app": sorted(Counter(_app(state, apps) for state in behind).items()),
        "app": app, "q": request.GET.get("q", ""), "total": len(known),
    }  # fmt: skip


def _apps(desk: Desk) -> AppOf:
    """The app of each table of the project."""
    models = desk.project.models if desk.project is not None else ()
    return {model.table: model.app_label for model in models}


def _app(state: SequenceState, apps: AppOf) -> str:
    """Of the table that draws from it; its schema where no model has that table."""
    tables = [ref.table for ref in state.columns]
    named = next((apps[table] for table in tables if table in apps), None)
    return named or (tables[0].schema if tables else state.sequence.name.schema)


def _wanted(key: str, apps: AppOf) -> Any:
    app = name_of(key)
    return lambda state: not app or _app(state, apps) == app


def _words(state: SequenceState) -> str:
    """What a search looks through."""
    columns = " ".join(f"{ref.table}.{ref.column}" for ref in state.columns)
    return f"{columns} {state.sequence.name} {state.verdict.value}".lower()
