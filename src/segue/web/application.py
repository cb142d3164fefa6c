"""The pages as a WSGI application that needs no settings of its own."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import psycopg
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import Resolver404, get_resolver

from segue.database.decisions import decide
from segue.errors import SegueError
from segue.web.desk import Desk
from segue.web.discretion import discreet
from segue.web.gatekeeper import Gatekeeper
from segue.web.rendering import page

URLS = "segue.web.urls"
STATIC = "/static/"


def configure() -> None:
    """Settings for requests and forms, where no project brought any."""
    if not settings.configured:
        settings.configure(USE_TZ=True, ALLOWED_HOSTS=["127.0.0.1", "localhost"])


class Application:
    """Answers requests at one desk. `close` is called when the person ends the session."""

    def __init__(self, desk: Desk, gatekeeper: Gatekeeper) -> None:
        self._desk = desk
        self._gatekeeper = gatekeeper

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = WSGIRequest(environ)
        response = self._gatekeeper.let_in(request, self._answer)
        headers = [
            *response.items(),
            *(("Set-Cookie", c.OutputString()) for c in response.cookies.values()),
        ]
        start_response(f"{response.status_code} {response.reason_phrase}", headers)
        return [response.content]

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(STATIC):
            return _static(request.path.removeprefix(STATIC))
        try:
            match = get_resolver(URLS).resolve(request.path_info)
            view: Callable[..., HttpResponse] = match.func
            return view(request, self._desk, **match.kwargs)
        except (Resolver404, Http404):
            return HttpResponseNotFound(page(request, self._desk, "missing.html", {}))
        except SegueError as error:
            return self._mistake(request, error, error.advice)
        except psycopg.Error as error:
            return self._mistake(request, error, decide(error).remedy)

    def _mistake(self, request: HttpRequest, error: Exception, advice: str) -> HttpResponse:
        said = discreet(str(error).strip(), show=self._desk.show_values)
        context: dict[str, Any] = {"error": said, "advice": advice}
        return HttpResponse(page(request, self._desk, "error.html", context), status=422)


def _static(name: str) -> HttpResponse:
    file = files("segue.web").joinpath("static", name)
    if "/" in name or name.startswith(".") or not file.is_file():
        return HttpResponseNotFound("no such file")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return HttpResponse(file.read_bytes(), content_type=f"{kind}; charset=utf-8")
