"""Who may ask: only the browser that was given the token, on this machine, from our own pages."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect

COOKIE = "segue-{port}"
"""One for each port: a browser sends the cookies of a host to all its ports."""
POLICY = (
    "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none';"
    " form-action 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Handler = Callable[[HttpRequest], HttpResponse]


class Access:
    """Lets a request through that carries the cookie; gives the cookie for the token, once."""

    def __init__(self, port: int) -> None:
        self.token = secrets.token_urlsafe(24)
        self._used = False
        self._name = COOKIE.format(port=port)
        self._cookie = secrets.token_urlsafe(32)
        self._hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})

    def let_in(self, request: HttpRequest, answer: Handler) -> HttpResponse:
        """The answer, or a refusal that says what to do."""
        response = (
            self._refusal(request) or self._welcome(request) or self._checked(request, answer)
        )
        return guarded(response)

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        """Another Host is a name that was led here; another Origin is another page's form."""
        if request.META.get("HTTP_HOST", "") not in self._hosts:
            return _forbidden("This page answers to 127.0.0.1 only.")
        origin = request.META.get("HTTP_ORIGIN")
        foreign = origin is not None and urlsplit(origin).netloc not in self._hosts
        if request.method != "GET" and foreign:
            return _forbidden("This request comes from another page.")
        if request.META.get("HTTP_SEC_FETCH_SITE") == "cross-site" and request.method != "GET":
            return _forbidden("This request comes from another page.")
        return None

    def _welcome(self, request: HttpRequest) -> HttpResponse | None:
        token = request.GET.get("token", "")
        if not token or self._used or not hmac.compare_digest(token.encode(), self.token.encode()):
            return None
        self._used = True
        response = HttpResponseRedirect(request.path)
        response.set_cookie(self._name, self._cookie, httponly=True, samesite="Strict")
        return response

    def _checked(self, request: HttpRequest, answer: Handler) -> HttpResponse:
        cookie = request.COOKIES.get(self._name, "")
        if not hmac.compare_digest(cookie.encode(), self._cookie.encode()):
            return _forbidden(
                "Open the address that `segue web` printed; it works once. To come in with another"
                " browser, start `segue web` again."
            )
        return answer(request)


def guarded(response: HttpResponse) -> HttpResponse:
    """The answer with the headers under which a browser runs nothing but our own files."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _forbidden(reason: str) -> HttpResponse:
    return HttpResponseForbidden(reason, content_type="text/plain; charset=utf-8")
