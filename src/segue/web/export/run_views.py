"""The export under way: a process of its own, which these pages only watch."""

from __future__ import annotations

from typing import Any

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from segue.errors import UsageError
from segue.web.addresses import root
from segue.web.command_line import line_of
from segue.web.export.command import understood_by
from segue.web.export.table_views import save
from segue.web.export.tables import offers
from segue.web.export.taking import take
from segue.web.masking import discreet
from segue.web.move_pages.common import back_to, shown, watched
from segue.web.session import WebSession


@require_POST
def start(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Start `segue export` with the form's settings; what it cannot mean, the page says."""
    if take(session, request.POST):
        return save(request, session)  # which shows the condition with what is wrong with it
    try:
        understanding = understood_by(session, offers(session))
    except UsageError:
        return back_to(request, "/export")
    folder = session.folder / understanding.words[1]
    about = {"command": line_of(understanding.words), "folder": str(folder)}
    session.exports.start(understanding.words, about)
    return HttpResponseRedirect(f"{root()}/export/running")  # not to the list, which is the form's


@require_POST
def stop(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Ask the export to stop; its folder is as it was then."""
    session.exports.stop()
    return back_to(request, "/export/running")


def running(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The export, which renews itself each second."""
    return shown(request, session, "export_running.html", "export", **_state(session))


def state(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The part that renews itself, until it is told that there is no more to come."""
    context = _state(session)
    return watched(
        session, "_export_running.html", "export", context, over=context["state"] != "running"
    )


def download(request: HttpRequest, session: WebSession, number: int) -> HttpResponseBase:
    """One file of the last export. Raises Http404."""
    answer = session.exports.look()[0].answer
    files = answer.get("files", [])
    path = (
        session.folder / answer["folder"] / files[number]["path"] if number < len(files) else None
    )
    if path is None or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def _state(session: WebSession) -> dict[str, Any]:
    progress, state = session.exports.look()
    files, error = progress.answer.get("files", []), progress.error
    return {
        "work": progress, "state": state, "files": files,
        "rows": sum(file["rows"] for file in files),
        "error": discreet(error.get("message", ""), show=session.show_values),
        "causes": [discreet(cause, show=session.show_values) for cause in error.get("causes", ())],
        "notes": [discreet(note, show=session.show_values) for note in progress.notes],
    }  # fmt: skip
