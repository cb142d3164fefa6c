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
from segue.web.session import WebSession

AT_ONCE = 200
"""Sequences of one screen: those that are behind first; the others are found by a search."""

AppOf = dict[object, str]


def show(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The page at once; where each sequence stands comes as soon as the target has said it."""
    if request.GET.get("read") != "now":
        return shown(request, session, "sequences.html", "sequences", q=request.GET.get("q", ""))
    return shown(
        request, session, "sequences.html", "sequences", read=True, **_list(request, session)
    )


def states(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Every sequence with its verdict."""
    return part("_sequences.html", _list(request, session))


@require_POST
def reset(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Set those that are behind, of all tables or of one app."""
    is_of_app = _is_of_app(request.POST.get("app", ""), _apps(session))
    with session.on_target("web", read_only=False) as target:
        sequences.reset(target, [state for state in _inspected(target) if is_of_app(state)])
    return back_to(request, "/sequences")


def print_sql(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The SQL that would set them."""
    is_of_app = _is_of_app(request.GET.get("app", ""), _apps(session))
    with session.on_target("web") as target:
        script = sequences.print_sql([state for state in _inspected(target) if is_of_app(state)])
    return HttpResponse(script, content_type="text/plain; charset=utf-8")


def _inspected(target: Connection) -> tuple[SequenceState, ...]:
    return sequences.inspect(target, read_catalog(target))


def _list(request: HttpRequest, session: WebSession) -> dict[str, Any]:
    apps, search = _apps(session), request.GET.get("q", "").strip().lower()
    app = name_of(request.GET.get("app", ""))
    with session.on_target("web") as target:
        inspected = _inspected(target)
    behind = [state for state in inspected if state.verdict is SequenceVerdict.BEHIND]
    ordered = sorted(inspected, key=lambda state: state.verdict is not SequenceVerdict.BEHIND)
    is_of_app = _is_of_app(request.GET.get("app", ""), apps)
    states = [state for state in ordered if is_of_app(state) and search in _words(state)]
    return {
        "states": states[:AT_ONCE], "more": len(states[AT_ONCE:]), "behind": len(behind),
        "apps": sorted(Counter(_app(state, apps) for state in inspected).items()),
        "behind_by_app": sorted(Counter(_app(state, apps) for state in behind).items()),
        "app": app, "q": request.GET.get("q", ""), "total": len(inspected),
    }  # fmt: skip


def _apps(session: WebSession) -> AppOf:
    """The app of each table of the project."""
    models = session.project.models if session.project is not None else ()
    return {model.table: model.app_label for model in models}


def _app(state: SequenceState, apps: AppOf) -> str:
    """Of the table that draws from it; its schema where no model has that table."""
    tables = [ref.table for ref in state.columns]
    app = next((apps[table] for table in tables if table in apps), None)
    return app or (tables[0].schema if tables else state.sequence.name.schema)


def _is_of_app(key: str, apps: AppOf) -> Any:
    app = name_of(key)
    return lambda state: not app or _app(state, apps) == app


def _words(state: SequenceState) -> str:
    """What a search looks through."""
    columns = " ".join(f"{ref.table}.{ref.column}" for ref in state.columns)
    return f"{columns} {state.sequence.name} {state.verdict.value}".lower()
