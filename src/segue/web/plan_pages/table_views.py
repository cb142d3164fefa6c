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
from segue.web.plan_overview import Outlook, Row
from segue.web.plan_pages.table_form import key_fields
from segue.web.session import Desk

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

    def rows(self, outlook: Outlook) -> list[Row]:
        """All of them, on every screen."""
        search = self.q.strip().lower()
        return [
            row
            for row in outlook.rows
            if self._in_tab(row)
            and (not self.app or row.app == self.app)
            and (not search or row.found_by(search))
        ]

    def address(self, **other: object) -> str:
        """Of the page that shows them; `other` is what shall differ."""
        said = {"tab": self.tab, "q": self.q, "app": self.app, "page": self.page, **other}
        said["app"] = key_of(said["app"])
        return "/tables?" + urlencode(
            {k: v for k, v in said.items() if v and (k, v) != ("page", 1)}
        )

    def _in_tab(self, row: Row) -> bool:
        if self.tab == "needs":
            return row.needs
        return self.tab == "all" or row.state == self.tab or (self.tab == "yours" and row.yours)


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The list; with htmx only its rows."""
    outlook = desk.outlook()
    view = view_of(request.GET, outlook)
    found = view.rows(outlook)
    first = (view.page - 1) * AT_ONCE
    context = {
        "view": view,
        "groups": _groups(found[first : first + AT_ONCE], view),
        "total": len(found), "bytes": sum(row.bytes for row in found),
        "first": first + 1, "last": min(first + AT_ONCE, len(found)),
        "further": view.address(page=view.page + 1) if first + AT_ONCE < len(found) else "",
        "before": view.address(page=view.page - 1) if view.page > 1 else "",
        "address": view.address(),
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        return part("_table_rows.html", context)
    row = outlook.row_like(request.GET.get("focus", ""))
    focused = focus_fields(outlook, row, request.get_full_path()) if row else {"row": None}
    return shown(
        request, desk, "tables.html", "tables",
        tabs=[
            (key, label, outlook.counts.get(key, 0), view.address(tab=key, page=1))
            for key, label in TABS
        ],
        apps=outlook.apps, asks_anew=desk.asks_anew,
        **{"plan": outlook.plan, "targets": offered(outlook, ""), **focused, **context},
    )  # fmt: skip


def view_of(said: Any, outlook: Outlook) -> TableListView:
    """What the address, or a form, says of the rows to show."""
    tab = said.get("tab") or ("needs" if outlook.counts.get("needs") else "copied")
    number = said.get("page", "1")
    page = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    return TableListView(tab, said.get("q", ""), name_of(said.get("app", "")), page)


def targets(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Tables of the target that have the words, for the field's list."""
    outlook = desk.outlook()
    words = request.GET.get("target", "").strip().lower()
    return part("_offered.html", {"names": offered(outlook, words)})


def offered(outlook: Outlook, words: str) -> list[tuple[str, str]]:
    """Names with a reason each: those that get no rows yet come first."""
    unfed = set(map(str, outlook.unfed))
    names = [name for name in outlook.targets if words in name.lower()]
    names.sort(key=lambda name: (name not in unfed, not name.lower().endswith(words)))
    return [(name, "gets no rows yet" if name in unfed else "") for name in names[:OFFERED]]


def focus(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One row: its lines of the plan, its settings, and where its rows might go."""
    outlook = desk.outlook()
    row = outlook.by_key.get(request.GET.get("table", ""))
    if row is None:
        raise Http404
    context = focus_fields(outlook, row, request.headers.get("HX-Current-URL", ""))
    if request.headers.get("HX-Request"):
        return part("_focus.html", context)
    return shown(request, desk, "focus.html", "tables", **context)


def focus_fields(outlook: Outlook, row: Row, shown_at: str) -> dict[str, Any]:
    """What the panel shows; its forms lead back to the list, with the row still in focus."""
    query = parse_qs(urlsplit(shown_at).query)
    said = {key: values[0] for key, values in query.items() if key in ("tab", "q", "app", "page")}
    return {
        "row": row, "lines": plan_lines(outlook, row), "targets": offered(outlook, ""),
        **setting_fields(outlook, row), "next": "/tables?" + urlencode({**said, "focus": row.key}),
    }  # fmt: skip


def setting_fields(outlook: Outlook, row: Row) -> dict[str, Any]:
    """What the form for a mapping's settings shows; nothing where the row has no mapping."""
    if row.number is None:
        return {"mapping": None}
    mapping = outlook.plan.tables[row.number]
    _, target = outlook.tables_of(mapping)
    return {
        "mapping": mapping, "number": row.number, "plan": outlook.plan,
        "keys": key_fields(mapping.key),
        "target_columns": [c.name for c in target.columns[:AT_ONCE]] if target else [],
    }  # fmt: skip


def plan_lines(outlook: Outlook, row: Row) -> list[tuple[int, str]]:
    """The lines of segue.toml that speak of the row, with their numbers."""
    if row.number is not None:
        prefix: tuple[str | int, ...] = ("table", row.number)
        found = [s for s in statements(outlook.text) if s.path[:2] == prefix]
        spans = [(found[0].line, found[-1].last_line)] if found else []
    else:
        spans = [(n, n) for name, n in outlook.plan.skip_lines.items() if str(name) == row.source]
    lines = outlook.text.split("\n")
    return [(n, lines[n - 1]) for first, last in spans for n in range(first, last + 1)]


@require_POST
def draft(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Draft the plan: the first one, around a person's edits, or anew from nothing."""
    desk.draft_plan(keep_edits=request.POST.get("from") != "nothing")
    return back_to(request, "/tables")


@require_POST
def undo(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take the last edit of the plan back."""
    desk.undo()
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
