"""A request to an answer: finds the view, and shows what went wrong on a page."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import psycopg
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import Resolver404, get_resolver

from segue.database.address import without_secrets
from segue.database.decisions import decide
from segue.errors import NoPlan, PlanMistake, SegueError
from segue.web.addresses import own_address
from segue.web.layout import step_at
from segue.web.masking import discreet
from segue.web.rendering import fragment, page
from segue.web.session import WebSession

URLS = "segue.web.urls"
STATIC = "/static/"
LINE = re.compile(r"\.toml:(\d+)")
TYPED = {
    "reason": "Why it stays behind",
    "target": "Target table",
    "query": "Query",
    "value": "What you typed",
    "offset": "Offset",
    "match": "Matched by",
    "from": "From",
    "table": "Table",
    "by": "By its column",
    "else": "Every other becomes",
    "jobs": "Parts copied at once",
    "sample": "Rows of each table",
    "where": "Only rows where",
    "own": "A line of your own",
    "folder": "Folder",
    "path": "File or folder",
}
"""Fields that a person types into, by name: how the error page calls them."""
_URL = re.compile(r"://|password", re.IGNORECASE)
AROUND = 3
"""Lines before and after a mistake in the plan that are shown with it."""


def answer(request: HttpRequest, session: WebSession, address: str) -> HttpResponse:
    """What is at an address of the pages, which begins at their own root."""
    if address.startswith(STATIC):
        return _static(address.removeprefix(STATIC))
    try:
        match = get_resolver(URLS).resolve(address)
        view: Callable[..., HttpResponse] = match.func
        return view(request, session, **match.kwargs)
    except (Resolver404, Http404):
        return HttpResponseNotFound(page(request, session, "missing.html", {}))
    except NoPlan:
        return _undrafted(request, session, address)
    except SegueError as error:
        return _mistake(request, session, error, error.advice)
    except psycopg.Error as error:
        return _mistake(request, session, error, decide(error).remedy)


def _undrafted(request: HttpRequest, session: WebSession, address: str) -> HttpResponse:
    """What needs a plan offers to draft one; nothing is drafted by itself."""
    status = 200 if request.method == "GET" else 422
    if request.headers.get("HX-Request"):
        return HttpResponse(fragment("_undrafted.html", {"plan_path": session.plan_path}))
    here, title = step_at(address)
    context = {"here": here, "title": title}
    return HttpResponse(page(request, session, "undrafted.html", context), status=status)


def _mistake(
    request: HttpRequest, session: WebSession, error: Exception, advice: str
) -> HttpResponse:
    message = discreet(str(error).strip(), show=session.show_values)
    context: dict[str, Any] = {
        "error": message, "advice": advice, "connected": session.is_connected,
        "back": own_address(request.POST.get("next", "")) or "/",
        "fields": _fields(request), "action": request.path,
        "around": _around(session, error) if isinstance(error, PlanMistake) else [],
    }  # fmt: skip
    return HttpResponse(page(request, session, "error.html", context), status=422)


def _fields(request: HttpRequest) -> list[tuple[str, str, str]]:
    """What the form held, to be corrected where it stands: label, name and value.

    What no person typed has no label. A password is not shown again, and `next` leads to pages
    of our own alone.
    """
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    return [
        (TYPED.get(name, "") if value else "", name, _keep(name, value)) for name, value in pairs
    ]


def _keep(name: str, value: str) -> str:
    if name == "next":
        return own_address(value)
    return without_secrets(value) if _URL.search(value) else value


def _around(session: WebSession, mistake: PlanMistake) -> list[tuple[int, str, bool]]:
    """The plan's lines about a mistake, each with its number and whether it is the one."""
    match = LINE.search(str(mistake))
    if match is None or not session.has_plan:
        return []
    at, lines = int(match[1]), session.plan_text().splitlines()
    first = max(1, at - AROUND)
    return [(n, line, n == at) for n, line in enumerate(lines[first - 1 : at + AROUND], first)]


def _static(name: str) -> HttpResponse:
    file = files("segue.web").joinpath("static", name)
    if "/" in name or name.startswith(".") or not file.is_file():
        return HttpResponseNotFound("no such file")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return HttpResponse(
        file.read_bytes(), content_type=f"{kind}; charset=utf-8",
        headers={"Cache-Control": "max-age=31536000, immutable"},
    )  # fmt: skip
