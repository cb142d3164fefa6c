"""What several pages do alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from segue.web.desk import Desk
from segue.web.places import root
from segue.web.rendering import fragment, page

ENOUGH = 286
"""The status by which htmx is told to ask no more."""


def shown(
    request: HttpRequest, desk: Desk, template: str, here: str, **context: Any
) -> HttpResponse:
    """A whole page."""
    return HttpResponse(page(request, desk, template, {"here": here, **context}))


def part(template: str, context: Mapping[str, Any]) -> HttpResponse:
    """A part of a page, for htmx."""
    return HttpResponse(fragment(template, context))


def back_to(request: HttpRequest, address: str) -> HttpResponse:
    """On to a page after a form was taken in; only pages of our own."""
    wanted = request.POST.get("next", "")
    own = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return HttpResponseRedirect(root() + (wanted if own else address))
