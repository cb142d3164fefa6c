"""The pages as a WSGI application that needs no settings of its own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from wsgiref.types import StartResponse, WSGIEnvironment

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import StreamingHttpResponse

from segue.web.answering import answer
from segue.web.desk import Desk
from segue.web.gatekeeper import Gatekeeper
from segue.web.places import rooted


def configure() -> None:
    """Settings for requests and forms, where no project brought any."""
    if not settings.configured:
        settings.configure(USE_TZ=True, ALLOWED_HOSTS=["127.0.0.1", "localhost"])


class Application:
    """Answers requests at one desk."""

    def __init__(self, desk: Desk, gatekeeper: Gatekeeper) -> None:
        self._desk = desk
        self._gatekeeper = gatekeeper

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = WSGIRequest(environ)
        asked = partial(answer, desk=self._desk, address=request.path_info)
        with rooted("/"):
            response = self._gatekeeper.let_in(request, asked)
        headers = [
            *response.items(),
            *(("Set-Cookie", c.OutputString()) for c in response.cookies.values()),
        ]
        start_response(f"{response.status_code} {response.reason_phrase}", headers)
        if isinstance(response, StreamingHttpResponse):
            return response.streaming_content
        return [response.content]
