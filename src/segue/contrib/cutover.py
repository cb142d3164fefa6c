"""Takes a running Django process through the cutover of a live move, without a failed request.

    MIDDLEWARE = ["segue.contrib.cutover.CutoverMiddleware", ...]
    SEGUE_CUTOVER = {"default": "new"}

Both are aliases of DATABASES, with the same schema. As soon as `default` says that it has moved,
this process uses what is written under `new` in its place, and what was refused is done again. See
docs/how-to/live.md.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Any, TypeVar

from django.conf import settings
from django.db import InternalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse

from segue.database.fences import HAS_MOVED, SQLSTATE

WITHIN = 10.0
"""Seconds for which what was refused is tried again: until the new database takes rows."""

PAUSE = 0.05
"""Seconds between two tries."""

READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET", "SHOW", "EXPLAIN", "DECLARE")

_PLACE = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
"""The settings that say where a database is."""

Result = TypeVar("Result")


def through_cutover(work: Callable[[], Result]) -> Result:
    """Do one transaction's work, and again where a fence refused it: for tasks and commands.

    Raises InternalError where no database took it within ten seconds, and what `work` raises.
    """
    until = time.monotonic() + WITHIN
    while True:
        _leave_old_sessions()
        try:
            return work()
        except InternalError as error:
            if not turn(error) or time.monotonic() > until:
                raise
        time.sleep(PAUSE)


def turn(error: BaseException) -> bool:
    """Whether a fence refused it; then this process uses the database that takes over."""
    cause = error.__cause__
    if not isinstance(error, InternalError) or getattr(cause, "sqlstate", "") != SQLSTATE:
        return False
    if HAS_MOVED in str(error):
        for turning in _turnings().values():
            turning.turn()
    return True


class _Turning:
    """An alias, and the two places that it may mean; every thread's connections ask here."""

    def __init__(self, alias: str, other: str) -> None:
        self.alias = alias
        self._lock = threading.Lock()
        settings = connections.settings
        self._places = [{key: settings[each].get(key) for key in _PLACE} for each in (alias, other)]
        self._turned = 0
        connection_created.connect(self._opened, weak=False)

    def _opened(self, connection: BaseDatabaseWrapper, **_: object) -> None:
        if connection.alias == self.alias:
            vars(connection)["segue_turned"] = self._turned

    def turn(self) -> None:
        """Use the other place, unless another thread did so since this one's session began."""
        with self._lock:
            if self._is_new(connections[self.alias]):
                self._turned += 1
                # In place: the connections of all threads hold this dictionary.
                connections.settings[self.alias].update(self._places[self._turned % 2])
        self.leave_old_session()

    def leave_old_session(self) -> None:
        """This thread's session, if it leads to where the alias led before."""
        connection = connections[self.alias]
        if connection.connection is not None and not self._is_new(connection):
            connection.close()
            if hasattr(connection, "close_pool"):
                connection.close_pool()

    def _is_new(self, connection: BaseDatabaseWrapper) -> bool:
        return bool(vars(connection).get("segue_turned", 0) == self._turned)


_known: dict[str, _Turning] = {}
_knowing = threading.Lock()


def _turnings() -> Mapping[str, _Turning]:
    with _knowing:
        if not _known:
            pairs: Mapping[str, str] = settings.SEGUE_CUTOVER
            _known.update({alias: _Turning(alias, other) for alias, other in pairs.items()})
    return _known


def _leave_old_sessions() -> None:
    for turning in _turnings().values():
        turning.leave_old_session()


class _Writes:
    """Counts what a request wrote: what is written already must not be written again."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        done = execute(sql, params, many, context)
        self.count += not str(sql).lstrip("( \n").upper().startswith(READS)
        return done


class _Refused(HttpResponse):
    """Stands for a view that was refused once more."""


class CutoverMiddleware:
    """Does a request again that a fence refused, on the database that takes over.

    A request is done again where it is one transaction (ATOMIC_REQUESTS), or wrote nothing before
    it was refused; any other is answered with 503 and may be sent again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        _turnings()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _leave_old_sessions()
        writes = _Writes()
        with ExitStack() as stack:
            for alias in _turnings():
                stack.enter_context(connections[alias].execute_wrapper(writes))
            vars(request)["segue_writes"] = writes
            return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called where a view failed; None leaves it to others."""
        if not turn(exception):
            return None
        if vars(request).get("segue_again"):
            return _Refused(status=503)
        vars(request)["segue_again"] = True
        return self._again(request)

    def _again(self, request: HttpRequest) -> HttpResponse:
        until = time.monotonic() + WITHIN
        while time.monotonic() < until and self._may_be_done_again(request):
            time.sleep(PAUSE)
            for _, files in request.FILES.lists():
                for file in files:
                    file.seek(0)
            response = self._get_response(request)
            if not isinstance(response, _Refused):
                return response
        return _later()

    def _may_be_done_again(self, request: HttpRequest) -> bool:
        atomic = all(connections.settings[alias]["ATOMIC_REQUESTS"] for alias in _turnings())
        return atomic or not vars(request)["segue_writes"].count


def _later() -> HttpResponse:
    text = "This site is read-only for a moment. Please send it again.\n"
    headers = {"Retry-After": "1"}
    return HttpResponse(text, status=503, content_type="text/plain", headers=headers)
