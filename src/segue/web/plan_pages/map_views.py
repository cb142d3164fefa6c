"""The map of tables, with rows before and after beside it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from segue.web.move_pages import run_state
from segue.web.move_pages.common import shown
from segue.web.plan_pages.table_map import left_out, table_map, with_kinds
from segue.web.session import WebSession

MOST = 400
"""Tables that are listed; those that changed come first."""


def show(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Which tables become which, and how many rows each had and got."""
    kinds = with_kinds(session.overview().rows)
    run = run_state.see(session).run
    after = {str(load.table): load.rows for load in run.loads} if run else {}
    order = ("needs you", "split", "merged", "renamed", "same", "skipped")
    listed = sorted(
        (*kinds, *left_out(session.overview().rows)), key=lambda one: order.index(one[1])
    )
    rows = [(row, kind, after.pop(row.target, None)) for row, kind in listed[:MOST]]
    return shown(
        request, session, "map.html", "tables",
        map=table_map(kinds), unfed=sorted(session.overview().unfed), listed=rows,
        more=len(listed) - MOST, run=run.run if run else None,
    )  # fmt: skip
