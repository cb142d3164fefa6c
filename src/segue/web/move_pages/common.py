"""What several pages do alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from segue.database.address import Endpoint
from segue.errors import SegueError
from segue.move.prepare import database_exists
from segue.web.addresses import own_address, root
from segue.web.layout import steps
from segue.web.rendering import fragment, page
from segue.web.session import WebSession

ASK_NO_MORE = 286
"""The status that htmx takes for the end of a poll."""


def shown(
    request: HttpRequest, session: WebSession, template: str, here: str, **context: Any
) -> HttpResponse:
    """A whole page."""
    return HttpResponse(page(request, session, template, {"here": here, **context}))


def part(template: str, context: Mapping[str, Any]) -> HttpResponse:
    """A part of a page, for htmx."""
    return HttpResponse(fragment(template, context))


def watched(
    session: WebSession, template: str, here: str, context: Mapping[str, Any], *, over: bool
) -> HttpResponse:
    """A part that a page asks for each second, and no more once it is `over`.

    The steps on the left come with its end, as that is what changes them.
    """
    text = fragment(template, context)
    if over:
        text += fragment("_steps.html", {"steps": steps(session, here), "beside": True})
    return HttpResponse(text, status=ASK_NO_MORE if over else 200)


def is_missing(target: Endpoint) -> bool:
    """Whether the server answers, but has no such database yet."""
    try:
        return not database_exists(target)
    except (SegueError, psycopg.Error):
        return False


def back_to(request: HttpRequest, address: str) -> HttpResponse:
    """On to a page after a form was taken in; only pages of our own."""
    wanted = own_address(request.POST.get("next", ""))
    return HttpResponseRedirect(root() + (wanted or address))
