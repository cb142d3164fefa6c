"""What of one table is exported: its columns and a condition, which the source checks."""

from __future__ import annotations

from dataclasses import replace

import psycopg
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from segue.web.export.taking import offer_of, take
from segue.web.export.views import shape_fields
from segue.web.move_pages.common import back_to, part, shown
from segue.web.plan_pages import samples
from segue.web.session import WebSession
from segue.wording import counted


def form(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The panel of one table."""
    context = shape_fields(session, offer_of(session, request.GET.get("table", "")))
    if request.headers.get("HX-Request"):
        return part("_export_focus.html", context)
    return shown(request, session, "export_focus.html", "export", **context)


@require_POST
def save(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Take the form and choose the panel's table, unless the source cannot read its condition."""
    posted = request.POST
    offer, mistake = offer_of(session, posted.get("of", "")), take(session, posted)
    if mistake:
        context = {**shape_fields(session, offer), "where": posted.get("where", "")}
        return shown(
            request, session, "export_focus.html", "export", **context, mistake=mistake
        )  # fmt: skip
    session.export_form = replace(
        session.export_form, chosen=session.export_form.chosen | {offer.table}
    )
    return back_to(request, "/export")


def count(request: HttpRequest, session: WebSession) -> HttpResponse:
    """How many rows a condition lets through, while it is typed."""
    offer, condition = offer_of(session, request.GET.get("of", "")), request.GET.get("where", "")
    if not condition.strip():
        return part("_tried.html", {})
    try:
        with samples.hasty_source(session) as source:
            rows = samples.counted(source, offer.table, condition)
    except psycopg.errors.QueryCanceled:
        return part("_tried.html", {"value": "understood; counting takes long"})
    except psycopg.Error as error:
        return part("_tried.html", {"mistake": samples.told(error, show=session.show_values)})
    return part("_tried.html", {"value": counted(rows, "row")})
