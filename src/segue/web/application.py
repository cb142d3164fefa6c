"""The pages as a WSGI application that needs no settings of its own."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from functools import partial
from wsgiref.types import StartResponse, WSGIEnvironment

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from segue.web.access import Access
from segue.web.addresses import rooted
from segue.web.answering import answer
from segue.web.rendering import page
from segue.web.session import WebSession


def configure() -> None:
    """Settings for requests and forms, where no project brought any."""
    if not settings.configured:
        settings.configure(USE_TZ=True, ALLOWED_HOSTS=["127.0.0.1", "localhost"])


class Application:
    """Answers the requests of one session."""

    def __init__(self, session: WebSession, gatekeeper: Access) -> None:
        self._session = session
        self._gatekeeper = gatekeeper

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = WSGIRequest(environ)
        answer = partial(self._answer, address=request.path_info)
        with rooted("/"):
            response = self._gatekeeper.let_in(request, answer)
        headers = [
            *response.items(),
            *(("Set-Cookie", c.OutputString()) for c in response.cookies.values()),
        ]
        start_response(f"{response.status_code} {response.reason_phrase}", headers)
        if isinstance(response, StreamingHttpResponse):
            return response.streaming_content
        return [response.content]

    def _answer(self, request: HttpRequest, address: str) -> HttpResponse:
        """What is at the address; a mistake of Segue's own is a page too, and told on stderr."""
        try:
            return answer(request, self._session, address)
        except Exception as error:
            traceback.print_exc()
            context = {"what": type(error).__name__}
            return HttpResponse(page(request, self._session, "broken.html", context), status=500)
