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
from segue.web.session import Desk


@require_POST
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Start `segue export` with the form's settings; what it cannot mean, the page says."""
    if take(desk, request.POST):
        return save(request, desk)  # which shows the condition with what is wrong with it
    try:
        understanding = understood_by(desk, offers(desk))
    except UsageError:
        return back_to(request, "/export")
    folder = desk.folder / understanding.words[1]
    about = {"command": line_of(understanding.words), "folder": str(folder)}
    desk.exports.start(understanding.words, about)
    return HttpResponseRedirect(f"{root()}/export/running")  # not to the list, which is the form's


@require_POST
def stop(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask the export to stop; its folder is as it was then."""
    desk.exports.stop()
    return back_to(request, "/export/running")


def running(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The export, which renews itself each second."""
    return shown(request, desk, "export_running.html", "export", **_state(desk))


def state(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The part that renews itself, until it is told that there is no more to come."""
    context = _state(desk)
    return watched(
        desk, "_export_running.html", "export", context, over=context["state"] != "running"
    )


def download(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """One file of the last export. Raises Http404."""
    answer = desk.exports.look()[0].answer
    files = answer.get("files", [])
    path = desk.folder / answer["folder"] / files[number]["path"] if number < len(files) else None
    if path is None or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def _state(desk: Desk) -> dict[str, Any]:
    progress, state = desk.exports.look()
    files, error = progress.answer.get("files", []), progress.error
    return {
        "work": progress, "state": state, "files": files,
        "rows": sum(file["rows"] for file in files),
        "error": discreet(error.get("message", ""), show=desk.show_values),
        "causes": [discreet(cause, show=desk.show_values) for cause in error.get("causes", ())],
        "notes": [discreet(note, show=desk.show_values) for note in progress.notes],
    }  # fmt: skip
