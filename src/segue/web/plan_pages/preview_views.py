"""What the source says while a person thinks: rows before and after, an expression, a condition."""

from __future__ import annotations

from typing import Any

import psycopg
from django.http import HttpRequest, HttpResponse

from segue.errors import PlanMistake, SegueError
from segue.findings import Finding
from segue.mapping.sql import copy_in, copy_out
from segue.mapping.transfer import Transfer, resolve_one
from segue.move.run import dry_run
from segue.web.move_pages.common import part, shown
from segue.web.names import name_of, read_name
from segue.web.plan_pages import samples
from segue.web.plan_pages.column_views import BLANKS, MappingPage, place_of
from segue.web.session import WebSession
from segue.wording import counted

OF_SEVERAL = frozenset({"S208"})
"""Findings about rows that other tables bring: where one table is looked at, none seem to come."""


def preview(request: HttpRequest, session: WebSession, number: int) -> HttpResponse:
    """The same rows before and after, through the very SQL that the move runs."""
    try:
        transfer = _transfer(session, number)
        with samples.hasty_source(session) as source:
            rows = samples.compared(source, transfer.in_sql, show=session.show_values)
    except (psycopg.Error, SegueError) as error:
        answer = {"message": samples.told(error, show=session.show_values)}
        return _alone_or_part(request, session, number, "_trouble.html", answer)
    return _alone_or_part(
        request, session, number, "_preview.html",
        {
            "compared": rows,
            "masked": not session.show_values,
            "computed": transfer.computed,
            "reading": copy_out(transfer.in_sql).as_string(None),
            "filling": copy_in(transfer).as_string(None),
        },
    )  # fmt: skip


def _alone_or_part(
    request: HttpRequest, session: WebSession, number: int, template: str, context: dict[str, Any]
) -> HttpResponse:
    """A part of the columns' page; a page of its own for browsers without scripts."""
    if request.headers.get("HX-Request"):
        return part(template, context)
    return shown(request, session, "alone.html", "tables", number=number, inner=template, **context)


def try_expression(request: HttpRequest, session: WebSession, number: int) -> HttpResponse:
    """What the source says of an expression while it is typed."""
    table, expression = place_of(session, number).mapping.source, request.GET.get("value", "")
    if table is None or request.GET.get("how") != "sql" or not expression.strip():
        return part("_tried.html", {})
    try:
        with samples.hasty_source(session) as source:
            rows = samples.tried(source, table, expression)
    except psycopg.Error as error:
        return part("_tried.html", {"mistake": samples.told(error, show=session.show_values)})
    if not rows:
        return part("_tried.html", {"values": ["no row to try it on"]})
    values = [row[0] for row in samples.masked(rows, show=session.show_values)]
    return part("_tried.html", {"values": values})


def count(request: HttpRequest, session: WebSession, number: int) -> HttpResponse:
    """How many rows a condition lets through, while it is typed."""
    table, condition = place_of(session, number).mapping.source, request.GET.get("value", "")
    if table is None or not condition.strip():
        return part("_tried.html", {})
    try:
        with samples.hasty_source(session) as source:
            rows = samples.counted(source, table, condition)
    except psycopg.errors.QueryCanceled:
        return part("_tried.html", {"value": "understood; counting takes long"})
    except psycopg.Error as error:
        return part("_tried.html", {"mistake": samples.told(error, show=session.show_values)})
    return part("_tried.html", {"value": counted(rows, "row")})


def distinct(request: HttpRequest, session: WebSession, number: int) -> HttpResponse:
    """The values of a source column as the left sides of a map, where they are few."""
    column = read_name(request.GET.get("from", "")) or name_of(request.GET.get("name", ""))
    typed = zip(request.GET.getlist("left"), request.GET.getlist("right"), strict=False)
    kept = {old: new for old, new in typed if old or new}
    values, note = _distinct(session, place_of(session, number), column)
    pairs = [(value, kept.pop(value, "")) for value in values] + list(kept.items())
    return part("_pairs.html", {"pairs": pairs, "blanks": range(BLANKS), "note": note})


def _distinct(session: WebSession, place: MappingPage, column: str) -> tuple[list[str], str]:
    """The values, or why there are none to offer."""
    if not session.show_values:
        return [], "Once values are shown (“Show values” above), those of the source are offered."
    if place.source is None or place.source.column(column) is None:
        return [], f"The source has no column {column}."
    try:
        with samples.hasty_source(session) as source:
            values = samples.distinct(source, place.source.name, column)
    except psycopg.Error as error:
        return [], samples.told(error, show=session.show_values)
    many = f"It has more than {samples.FEW} different values; SQL suits it better."
    return (values, "") if values is not None else ([], many)


def fits(request: HttpRequest, session: WebSession, number: int) -> HttpResponse:
    """Which of this table's values the target would refuse or change, counted by the source."""
    place = place_of(session, number)
    findings_found = dry_run(session.workspace(), (place.mapping.target,), beginning=False).findings
    lines = range(place.mapping.line, _last_line(place) + 1)
    own_findings = [
        f for f in findings_found if f.code not in OF_SEVERAL and _about(f, place, lines)
    ]
    about = {"findings": own_findings}
    return _alone_or_part(request, session, number, "_fits.html", about)


def _about(finding: Finding, place: MappingPage, lines: range) -> bool:
    """Whether the finding speaks of this mapping."""
    if finding.place.line:
        return finding.place.line in lines
    names = (str(place.mapping.source), str(place.mapping.target))
    return any(name in f"{finding.title} {finding.where}" for name in names)


def _last_line(place: MappingPage) -> int:
    later = [m.line for m in place.overview.plan.tables if m.line > place.mapping.line]
    return min(later, default=place.overview.text.count("\n") + 2) - 1


def _transfer(session: WebSession, number: int) -> Transfer:
    """Raises PlanMistake where the mapping has a mistake."""
    survey = session.survey()
    if number >= len(survey.plan.tables):
        raise PlanMistake(place="the plan", mistake="was changed meanwhile", help="Look again.")
    return resolve_one(
        survey.plan, survey.source, survey.target, survey.project, survey.facts, number
    )
