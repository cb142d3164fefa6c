"""What of one table is exported: its columns and a condition, which the source checks."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import psycopg
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_POST

from segue.commandline.arguments.lists import names_in
from segue.errors import SegueError, UsageError
from segue.web.export.form import Shape
from segue.web.export.tables import Offer, offers
from segue.web.export.views import shape_fields, view_of
from segue.web.move_pages.common import back_to, part, shown
from segue.web.names import name_of
from segue.web.plan_pages import samples
from segue.web.session import Desk
from segue.wording import counted


def form(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The panel of one table."""
    query = dict(parse_qsl(urlsplit(request.headers.get("HX-Current-URL", "")).query))
    context = shape_fields(desk, _offer(desk, request.GET.get("table", "")))
    context["next"] = view_of(query).address()
    if request.headers.get("HX-Request"):
        return part("_export_focus.html", context)
    return shown(request, desk, "export_focus.html", "export", **context)


@require_POST
def save(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take the panel's form, unless the source cannot read its condition."""
    said = request.POST
    offer = _offer(desk, said.get("table", ""))
    where = said.get("where", "").strip().replace("\r\n", "\n")
    try:
        shape = Shape(_columns(offer, said), where)
        with samples.hasty_source(desk) as source:
            samples.require_condition(source, offer.table, where or "true")
    except (psycopg.Error, SegueError) as error:
        mistake = samples.told(error, show=desk.show_values)
        context = {**shape_fields(desk, offer), "where": where, "mistake": mistake}
        return shown(request, desk, "export_focus.html", "export", **context)
    desk.wish = desk.wish.with_shape(offer.table, shape)
    return back_to(request, "/export")


def _columns(offer: Offer, said: QueryDict) -> tuple[str, ...]:
    """The columns that are wanted; none where they are those that are exported anyhow.

    Raises UsageError.
    """
    known = [column.name for column in offer.columns]
    if "columns" in said:
        wanted = names_in(said.get("columns", ""))
    else:
        ticked = {name_of(key) for key in said.getlist("column")}
        wanted = tuple(name for name in known if name in ticked)
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise UsageError(message=f"{offer.table} has no column {unknown[0]}")
    if not wanted:
        raise UsageError(message="no column is chosen: choose at least one")
    usual = tuple(column.name for column in offer.columns if not column.generated)
    return () if wanted == usual else wanted


def count(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How many rows a condition lets through, while it is typed."""
    offer, condition = _offer(desk, request.GET.get("table", "")), request.GET.get("where", "")
    if not condition.strip():
        return part("_tried.html", {})
    try:
        with samples.hasty_source(desk) as source:
            rows = samples.counted(source, offer.table, condition)
    except psycopg.errors.QueryCanceled:
        return part("_tried.html", {"value": "understood; counting takes long"})
    except psycopg.Error as error:
        return part("_tried.html", {"mistake": samples.told(error, show=desk.show_values)})
    return part("_tried.html", {"value": counted(rows, "row")})


def _offer(desk: Desk, key: str) -> Offer:
    """Raises Http404."""
    found = next((one for one in offers(desk) if one.key == key), None)
    if found is None:
        raise Http404
    return found
