"""The import or its rehearsal under way: a process of its own, which these pages only watch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from segue.processes import Said
from segue.web.command_line import line_of
from segue.web.import_.prepared import prepared
from segue.web.import_.views import page_context, with_database
from segue.web.masking import MASK, discreet
from segue.web.move_pages.common import back_to, part, shown, watched
from segue.web.plan_pages.samples import value
from segue.web.session import WebSession


@require_POST
def start(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Start `segue import`, for good or as a rehearsal, with what the form says."""
    fields = request.POST
    if "dates" in fields:
        session.import_form = session.import_form.with_fields(fields)
    result = prepared(session)
    if result.mistake is not None or result.open or not result.loads:
        return back_to(request, "/import")
    words = with_database(session, result.words)
    rehearses = fields.get("rehearse") == "on"
    confirmed = fields.get("confirm", "").strip()
    about = {"command": line_of(words), "rehearsal": rehearses, "path": session.import_form.path}
    further = ["--dry-run"] if rehearses else [f"--confirm-replace={confirmed}"] * bool(confirmed)
    session.imports.start([*words, *further], about)
    return back_to(request, "/import/running")


@require_POST
def settings(request: HttpRequest, session: WebSession) -> HttpResponse:
    """What a person says of the file, its columns and the rows that are there.

    Enter in the field that confirms the deletion of rows means the import itself.
    """
    session.import_form = session.import_form.with_fields(request.POST)
    confirmed = request.POST.get("confirm", "").strip()
    if request.headers.get("HX-Request"):
        context = {**page_context(session), "confirm": confirmed}
        return part("_import_prepared.html", context)
    return start(request, session) if confirmed else back_to(request, "/import")


@require_POST
def stop(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Ask it to stop; nothing is changed then."""
    session.imports.stop()
    return back_to(request, "/import/running")


def running(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The import, which renews itself each second."""
    return shown(request, session, "import_running.html", "import", **_state(session))


def state(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The part that renews itself, until it is told that there is no more to come."""
    context = _state(session)
    return watched(
        session, "_import_running.html", "import", context, over=context["state"] != "running"
    )


def rejects(request: HttpRequest, session: WebSession, number: int) -> HttpResponseBase:
    """The rejected rows of one file, as the import wrote them. Raises Http404."""
    files = session.imports.look()[0].answer.get("files", [])
    name = files[number].get("reject_file") if number < len(files) else None
    path = session.folder / name if name else None
    if path is None or not path.is_file():
        raise Http404
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=Path(path).name, content_type="text/csv"
    )


def _state(session: WebSession) -> dict[str, Any]:
    progress, state = session.imports.look()
    answer, show = progress.answer, session.show_values
    files = [_file(number, file, show=show) for number, file in enumerate(answer.get("files", []))]
    error = {} if answer else progress.error
    return {
        "work": progress, "state": state, "files": files, "answer": answer,
        "totals": {key: sum(file.get(key, 0) for file in files) for key in COUNTED},
        "deleted": sum(answer.get("deleted", {}).values()),
        "error": discreet(error.get("message", ""), show=show),
        "causes": [discreet(cause, show=show) for cause in error.get("causes", ())],
        "advice": discreet(error.get("help", ""), show=show),
        "notes": [discreet(note, show=show) for note in progress.notes], "masked": not show,
    }  # fmt: skip


SHORTEST = 2
"""Characters of a value that words may hold by chance."""

COUNTED = ("rows", "new", "changed", "unchanged", "kept", "rejected", "settled")


def _file(number: int, file: Said, *, show: bool) -> Said:
    """What became of one file, with its values masked unless they are to be shown."""
    changes = [
        {**cell, **{side: _value(cell[side], show=show) for side in ("before", "after")}}
        for cell in file["changes"]
    ]
    return {
        **file, "number": number, "changes": changes,
        "faults": [_fault(fault, show=show) for fault in file["faults"]],
        "remarks": [discreet(remark, show=show) for remark in file["remarks"]],
    }  # fmt: skip


def _fault(fault: Said, *, show: bool) -> Said:
    examples = [
        {
            "line": example["line"],
            "value": _value(example["value"], show=show),
            "reason": "" if fault["reason"] else _reason(example["reason"], example, show=show),
        }
        for example in fault["examples"]
    ]
    reason = fault["reason"]
    for example in fault["examples"]:
        reason = _reason(reason, example, show=show)
    return {**fault, "reason": reason, "examples": examples}


def _reason(reason: str, example: Said, *, show: bool) -> str:
    """A reason without the value that it may quote."""
    text = example["value"] or ""
    if not show and len(text) > SHORTEST:
        reason = reason.replace(text, MASK)
    return discreet(reason, show=show)


def _value(text: str | None, *, show: bool) -> str:
    return value(text) if show or text is None else MASK
