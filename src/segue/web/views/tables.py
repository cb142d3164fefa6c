"""Tables: which source table goes where, why, and what needs a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from segue.database.names import QualifiedName
from segue.errors import UsageError
from segue.move.survey import Survey
from segue.plan.editing import with_skip, with_table, without_skip
from segue.plan.model import TableMapping
from segue.web.desk import Desk
from segue.web.views.common import back_to, part, shown

AT_ONCE = 200
"""Rows of one screen; the rest is a search or a click away."""
TABS = (
    ("needs", "Needs you"),
    ("copied", "Copied"),
    ("skipped", "Skipped"),
    ("yours", "Changed by you"),
    ("all", "All"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One source table, or a query, and what happens to it."""

    source: str
    target: str
    state: str
    """needs, copied or skipped."""
    reason: str
    app: str
    rows: int = 0
    bytes: int = 0
    number: int | None = None
    """Of its mapping in the plan."""
    suggestions: tuple[str, ...] = ()
    yours: bool = False


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The list; with htmx only its rows."""
    survey = desk.survey()
    rows = list(_rows(desk, survey))
    counts = Counter(row.state for row in rows)
    counts["all"], counts["yours"] = len(rows), sum(row.yours for row in rows)
    tab = request.GET.get("tab") or ("needs" if counts["needs"] else "copied")
    search = request.GET.get("q", "").strip().lower()
    found = [row for row in rows if _in_tab(row, tab) and _found(row, search)]
    context = {
        "tab": tab, "q": request.GET.get("q", ""), "rows": found[:AT_ONCE],
        "more": max(0, len(found) - AT_ONCE),
        "total": len(found), "bytes": sum(row.bytes for row in found),
        "tabs": [(key, label, counts[key]) for key, label in TABS],
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        return part("_table_rows.html", context)
    targets = sorted(str(name) for name in survey.target.tables)
    return shown(request, desk, "tables.html", "tables", targets=targets, **context)


def act(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Map or skip what was chosen."""
    text = desk.plan_text()
    action = request.POST.get("action", "")
    for source in request.POST.getlist("table"):
        name = QualifiedName.parse(source)
        if action == "skip":
            reason = request.POST.get("reason", "").strip()
            if not reason:
                raise UsageError(
                    message="a table is skipped with a reason: say why it stays behind"
                )
            text = with_skip(text, name, reason)
        elif action == "unskip":
            text = without_skip(text, name)
        elif action == "map":
            target = request.POST.get("target", "").strip()
            mapping = TableMapping(QualifiedName.parse(target or source), name)
            text = with_table(text, mapping, "you, today")
    desk.write_plan(text)
    return back_to(request, "/tables")


def undo(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take the last edit of the plan back."""
    desk.undo()
    return back_to(request, "/tables")


def _rows(desk: Desk, survey: Survey) -> Iterator[Row]:
    draft = desk.draft()
    reasons = {(c.mapping.source, c.mapping.target): c.reason for c in draft.choices}
    drafted_skips = draft.plan.skip
    mapped: set[QualifiedName] = set()
    for number, mapping in enumerate(survey.plan.tables):
        source = survey.source.tables.get(mapping.source) if mapping.source else None
        reason = reasons.get((mapping.source, mapping.target))
        mapped |= {mapping.source} if mapping.source else set()
        yield Row(
            str(mapping.source) if mapping.source else "a query",
            str(mapping.target),
            "copied",
            reason or "you",
            _app(desk, mapping.target),
            source.rows_estimate if source else 0,
            source.bytes if source else 0,
            number,
            yours=reason is None,
        )
    for name, why in survey.plan.skip.items():
        source = survey.source.tables.get(name)
        yield Row(
            str(name), "", "skipped", why, name.name.partition("_")[0],
            source.rows_estimate if source else 0, source.bytes if source else 0,
            yours=name not in drafted_skips,
        )  # fmt: skip
    for question in draft.questions:
        if question.source not in mapped and question.source not in survey.plan.skip:
            source = survey.source.tables[question.source]
            suggestions = tuple(str(getattr(c, "target", c)) for c in question.candidates)
            yield Row(
                str(question.source), "", "needs", "it is not clear where its rows go",
                question.source.name.partition("_")[0], source.rows_estimate, source.bytes,
                suggestions=suggestions,
            )  # fmt: skip


def _app(desk: Desk, table: QualifiedName) -> str:
    model = desk.project.model_of(table) if desk.project is not None else None
    return model.app_label if model is not None else table.name.partition("_")[0]


def _in_tab(row: Row, tab: str) -> bool:
    return tab == "all" or row.state == tab or (tab == "yours" and row.yours)


def _found(row: Row, search: str) -> bool:
    return not search or any(
        search in text.lower() for text in (row.source, row.target, row.reason)
    )
