"""The pages within a project's own URLs, for those whom the project allows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt

from segue.project import load
from segue.web.access import guarded
from segue.web.addresses import rooted
from segue.web.answering import answer
from segue.web.session import WebSession

Allowed = Callable[[Any], bool]
"""Whether a user may move databases."""


def is_active_superuser(user: Any) -> bool:
    """Whoever moves a database may as well do everything else in it."""
    return bool(user.is_active and user.is_superuser)


def pages(plan: str | Path, allowed: Allowed = is_active_superuser) -> list[URLPattern]:
    """URL patterns for `include`: the pages of the move whose plan this is.

    Others than those `allowed` get a 403, whoever has not logged in the project's login.
    """
    session = cache(partial(_session, Path(plan)))

    # Forms carry no token: each request that changes something shows its origin instead.
    @csrf_exempt
    def view(request: HttpRequest, address: str) -> HttpResponse:
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not allowed(user) or not _from_here(request):
            raise PermissionDenied
        with rooted(request.path.removesuffix(address)):
            return guarded(answer(request, session(), f"/{address}"))

    return [re_path(r"^(?P<address>.*)$", view)]


def _session(plan: Path) -> WebSession:
    return WebSession(load(None), plan, confined=True)


def _from_here(request: HttpRequest) -> bool:
    """Whether a request that changes something comes from a page of this very host."""
    if request.method in ("GET", "HEAD"):
        return True
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin"
    return urlsplit(origin).netloc == request.get_host() and not elsewhere
