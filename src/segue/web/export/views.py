"""CSV out: which tables, written how; the first lines of each; and the command that does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import psycopg
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from segue.commandline.arguments.lists import listed
from segue.errors import SegueError, UsageError
from segue.files.dialect import Dialect
from segue.files.exporting.preview import first_lines
from segue.files.exporting.sheets import Sheet
from segue.web.addresses import root
from segue.web.command_line import line_of
from segue.web.export.command import ParsedExport, command_words, understood_by
from segue.web.export.form import ExportForm, TableExport
from segue.web.export.tables import ExportableTable, offers
from segue.web.export.taking import take
from segue.web.extras import missing, missing_lines
from segue.web.masking import MASK
from segue.web.move_pages.common import back_to, part, shown
from segue.web.names import key_of, name_of
from segue.web.plan_pages import samples
from segue.web.session import WebSession

AT_ONCE = 100
"""Tables of one screen."""
TICKED = 200
"""Columns of a table that are ticked one by one; of more, their names are listed."""
LINES = 10
LONGEST = 2000
"""Characters of a line that the preview shows."""
SHORT = 3000
"""Characters of a command that stands on the page; a longer one has a page of its own."""


@dataclass(frozen=True, slots=True)
class TablesView:
    """Which tables a person looks at."""

    q: str
    app: str
    page: int

    def found(self, every: Sequence[ExportableTable]) -> list[ExportableTable]:
        words = self.q.strip().lower()
        return [one for one in every if one.found_by(words) and self.app in ("", one.app)]

    def address(self, page: int | None = None) -> str:
        query = {"q": self.q, "app": key_of(self.app), "page": page or self.page}
        return "/export?" + urlencode(
            {k: v for k, v in query.items() if v and (k, v) != ("page", 1)}
        )


def show(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The page; with htmx only its list of tables."""
    view, every = view_of(request.GET), offers(session)
    rows = view.found(every)
    first = (view.page - 1) * AT_ONCE
    context: dict[str, Any] = {
        "view": view, "export_form": session.export_form, "said": session.export_form.said,
        "offers": [_row(session.export_form, one) for one in rows[first : first + AT_ONCE]],
        "total": len(rows), "first": first + 1, "last": min(first + AT_ONCE, len(rows)),
        "before": view.address(view.page - 1) if view.page > 1 else "",
        "further": view.address(view.page + 1) if first + AT_ONCE < len(rows) else "",
        "address": view.address(),
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        return part("_export_rows.html", context)
    apps = dict(Counter(one.app for one in every))
    focus = next((one for one in every if one.key == request.GET.get("focus")), None)
    if focus is not None:
        context |= shape_fields(session, focus)
    return shown(
        request, session, "export.html", "export",
        apps=apps, has_plan=session.has_plan, beside=session.folder,
        was_one=session.exports.was_one, missing=missing(), missing_lines=missing_lines(),
        **{**context, **_outcome(session, every)},
    )  # fmt: skip


@require_POST
def choose(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Take the form; then all tables that are found, or none of them, where a button says so."""
    mistake = take(session, request.POST)
    tables = frozenset(one.table for one in view_of(request.POST).found(offers(session)))
    if request.POST.get("all"):
        session.export_form = replace(
            session.export_form, chosen=session.export_form.chosen | tables
        )
    elif request.POST.get("none"):
        session.export_form = replace(
            session.export_form, chosen=session.export_form.chosen - tables
        )
    return _answer(request, session, mistake)


@require_POST
def settings(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Take the form: which tables, in which shape, written how and where."""
    before = session.export_form
    answer = _answer(request, session, take(session, request.POST))
    if before.through_plan != session.export_form.through_plan and request.headers.get(
        "HX-Request"
    ):
        answer.headers["HX-Redirect"] = f"{root()}/export"  # other tables are to be chosen from
    return answer


def preview(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The first lines of one table's file."""
    context: dict[str, Any] = {"masked": not session.show_values}
    try:
        understanding = understood_by(session, offers(session))
        name = name_of(request.GET.get("table", ""))
        sheet = next((s for s in understanding.sheets if str(s.table) == name), None)
        if sheet is None:
            raise UsageError(message="the table is not among those chosen: choose it first")
        context |= {"sheet": sheet, "lines": _lines(session, sheet, understanding)}
        context["parquet"] = understanding.parquet
    except (psycopg.Error, SegueError, UnicodeError) as error:
        context["mistake"] = _worded(error, show=session.show_values)
    if request.headers.get("HX-Request"):
        return part("_export_lines.html", context)
    return shown(request, session, "export_lines.html", "export", **context)


def command(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The whole command line, however long."""
    words = command_words(session, offers(session))
    return HttpResponse(f"{line_of(words)}\n", content_type="text/plain; charset=utf-8")


def shape_fields(session: WebSession, offer: ExportableTable) -> dict[str, Any]:
    """What the panel of one table shows."""
    shape = session.export_form.shape(offer.table)
    usual = tuple(column.name for column in offer.columns if not column.generated)
    columns = shape.columns or usual
    return {
        "offer": offer, "where": shape.where, "shapeable": not session.export_form.through_plan,
        "columns": [(column, column.name in columns) for column in offer.columns],
        "listed": listed(columns) if len(offer.columns) > TICKED else "",
    }  # fmt: skip


def _row(
    export_form: ExportForm, offer: ExportableTable
) -> tuple[ExportableTable, bool, TableExport]:
    return offer, offer.table in export_form.chosen, export_form.shape(offer.table)


def view_of(said: Any) -> TablesView:
    """What the address, or a form, says of the tables to show."""
    number = said.get("page", "1")
    page = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    return TablesView(said.get("q", ""), name_of(said.get("app", "")), page)


def _answer(request: HttpRequest, session: WebSession, mistake: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        wrong = {"mistake": mistake} if mistake else {}
        return part("_export_outcome.html", {**_outcome(session, offers(session)), **wrong})
    if mistake:
        raise UsageError(message=mistake)
    return back_to(request, "/export")


def _outcome(session: WebSession, every: Sequence[ExportableTable]) -> dict[str, Any]:
    """What the form comes to, or what is wrong with it."""
    offers_taken = [one for one in every if one.table in session.export_form.chosen]
    context = {
        "chosen": offers_taken,
        "offered": offers_taken[:AT_ONCE],
        "export_form": session.export_form,
    }
    context["rows"] = sum(one.rows for one in offers_taken)
    context["bytes"] = sum(one.bytes for one in offers_taken)
    if not offers_taken:
        return context
    try:
        line = line_of(understood_by(session, every).words)
    except SegueError as error:
        return {**context, "mistake": str(error), "advice": error.advice}
    return {**context, "command": line if len(line) <= SHORT else "", "length": len(line)}


def _lines(session: WebSession, sheet: Sheet, understanding: ParsedExport) -> list[str]:
    dialect = Dialect() if understanding.parquet else understanding.dialect
    mask = None if session.show_values else MASK
    with samples.hasty_source(session) as source:
        text = first_lines(source, sheet, dialect, LINES, mask)
    lines = text.removesuffix("\n").split("\n") if text else []
    return [
        line if len(line) <= LONGEST else f"{line[:LONGEST]} … and {len(line) - LONGEST:,} more"
        for line in lines[: LINES * 10]
    ]


def _worded(error: Exception, *, show: bool) -> str:
    if isinstance(error, UnicodeEncodeError):
        character = error.object[error.start]
        place = f" {character!r}" if show else " a character of these rows"
        return f"{error.encoding} has no place for{place}: choose utf-8, or leave the column out"
    if isinstance(error, psycopg.errors.QueryCanceled):
        return f"the source needs longer than {samples.PATIENCE} for them; the export itself waits"
    if isinstance(error, UnicodeDecodeError):
        return "the rows hold bytes that are not text in the database's encoding"
    return str(error) if isinstance(error, SegueError) else samples.told(error, show=show)
