"""Tables: which source table goes where, why, and what needs a person."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from segue.plan.positions import statements
from segue.web.move_pages.common import back_to, part, shown
from segue.web.names import key_of, name_of
from segue.web.plan_overview import PlanOverview, Row
from segue.web.plan_pages.table_form import key_fields
from segue.web.session import WebSession

AT_ONCE = 100
"""Rows of one screen; the others are on the next one, or found by a search."""
OFFERED = 20
"""Tables that the field for a target offers at once."""
TABS = (
    ("needs", "Needs you"),
    ("copied", "Copied"),
    ("skipped", "Skipped"),
    ("yours", "Changed by you"),
    ("all", "All"),
)


@dataclass(frozen=True, slots=True)
class TableListView:
    """Which rows a person looks at."""

    tab: str
    q: str = ""
    app: str = ""
    page: int = 1

    def rows(self, overview: PlanOverview) -> list[Row]:
        """All of them, on every screen."""
        search = self.q.strip().lower()
        return [
            row
            for row in overview.rows
            if self._in_tab(row)
            and (not self.app or row.app == self.app)
            and (not search or row.found_by(search))
        ]

    def address(self, **other: object) -> str:
        """Of the page that shows them; `other` is what shall differ."""
        query = {"tab": self.tab, "q": self.q, "app": self.app, "page": self.page, **other}
        query["app"] = key_of(query["app"])
        return "/tables?" + urlencode(
            {k: v for k, v in query.items() if v and (k, v) != ("page", 1)}
        )

    def _in_tab(self, row: Row) -> bool:
        if self.tab == "needs":
            return row.needs
        return self.tab == "all" or row.state == self.tab or (self.tab == "yours" and row.yours)


def show(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The list; with htmx only its rows."""
    overview = session.overview()
    view = view_of(request.GET, overview)
    rows = view.rows(overview)
    first = (view.page - 1) * AT_ONCE
    context = {
        "view": view,
        "groups": _groups(rows[first : first + AT_ONCE], view),
        "total": len(rows), "bytes": sum(row.bytes for row in rows),
        "first": first + 1, "last": min(first + AT_ONCE, len(rows)),
        "further": view.address(page=view.page + 1) if first + AT_ONCE < len(rows) else "",
        "before": view.address(page=view.page - 1) if view.page > 1 else "",
        "address": view.address(),
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        return part("_table_rows.html", context)
    row = overview.row_like(request.GET.get("focus", ""))
    focused = focus_fields(overview, row, request.get_full_path()) if row else {"row": None}
    return shown(
        request, session, "tables.html", "tables",
        tabs=[
            (key, label, overview.counts.get(key, 0), view.address(tab=key, page=1))
            for key, label in TABS
        ],
        apps=overview.apps, asks_anew=session.asks_anew,
        **{"plan": overview.plan, "targets": offered(overview, ""), **focused, **context},
    )  # fmt: skip


def view_of(said: Any, overview: PlanOverview) -> TableListView:
    """What the address, or a form, says of the rows to show."""
    tab = said.get("tab") or ("needs" if overview.counts.get("needs") else "copied")
    number = said.get("page", "1")
    page = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    return TableListView(tab, said.get("q", ""), name_of(said.get("app", "")), page)


def targets(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Tables of the target that have the words, for the field's list."""
    overview = session.overview()
    words = request.GET.get("target", "").strip().lower()
    return part("_offered.html", {"names": offered(overview, words)})


def offered(overview: PlanOverview, words: str) -> list[tuple[str, str]]:
    """Names with a reason each: those that get no rows yet come first."""
    unfed = set(map(str, overview.unfed))
    names = [name for name in overview.targets if words in name.lower()]
    names.sort(key=lambda name: (name not in unfed, not name.lower().endswith(words)))
    return [(name, "gets no rows yet" if name in unfed else "") for name in names[:OFFERED]]


def focus(request: HttpRequest, session: WebSession) -> HttpResponse:
    """One row: its lines of the plan, its settings, and where its rows might go."""
    overview = session.overview()
    row = overview.by_key.get(request.GET.get("table", ""))
    if row is None:
        raise Http404
    context = focus_fields(overview, row, request.headers.get("HX-Current-URL", ""))
    if request.headers.get("HX-Request"):
        return part("_focus.html", context)
    return shown(request, session, "focus.html", "tables", **context)


def focus_fields(overview: PlanOverview, row: Row, shown_at: str) -> dict[str, Any]:
    """What the panel shows; its forms lead back to the list, with the row still in focus."""
    query = parse_qs(urlsplit(shown_at).query)
    fields = {key: values[0] for key, values in query.items() if key in ("tab", "q", "app", "page")}
    return {
        "row": row, "lines": plan_lines(overview, row), "targets": offered(overview, ""),
        **setting_fields(overview, row),
        "next": "/tables?" + urlencode({**fields, "focus": row.key}),
    }  # fmt: skip


def setting_fields(overview: PlanOverview, row: Row) -> dict[str, Any]:
    """What the form for a mapping's settings shows; nothing where the row has no mapping."""
    if row.number is None:
        return {"mapping": None}
    mapping = overview.plan.tables[row.number]
    _, target = overview.tables_of(mapping)
    return {
        "mapping": mapping, "number": row.number, "plan": overview.plan,
        "keys": key_fields(mapping.key),
        "target_columns": [c.name for c in target.columns[:AT_ONCE]] if target else [],
    }  # fmt: skip


def plan_lines(overview: PlanOverview, row: Row) -> list[tuple[int, str]]:
    """The lines of segue.toml that speak of the row, with their numbers."""
    if row.number is not None:
        prefix: tuple[str | int, ...] = ("table", row.number)
        entries = [s for s in statements(overview.text) if s.path[:2] == prefix]
        spans = [(entries[0].line, entries[-1].last_line)] if entries else []
    else:
        spans = [(n, n) for name, n in overview.plan.skip_lines.items() if str(name) == row.source]
    lines = overview.text.split("\n")
    return [(n, lines[n - 1]) for first, last in spans for n in range(first, last + 1)]


@require_POST
def draft(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Draft the plan: the first one, around a person's edits, or anew from nothing."""
    session.draft_plan(keep_edits=request.POST.get("from") != "nothing")
    return back_to(request, "/tables")


@require_POST
def undo(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Take the last edit of the plan back."""
    session.undo()
    return back_to(request, "/tables")


def _groups(rows: list[Row], view: TableListView) -> list[dict[str, Any]]:
    """The rows by app, each with what a search found in its columns."""
    search = view.q.strip().lower()
    return [
        {
            "app": app,
            "address": view.address(app=app, page=1),
            "rows": [(row, row.columns_with(search)[:3] if search else ()) for row in members],
        }
        for app, members in groupby(rows, key=lambda row: row.app)
    ]
