"""Columns of one table: what feeds each, edited one by one, with real rows before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from django.http import Http404, HttpRequest, HttpResponse
from psycopg import sql

from segue.database.catalog import Column
from segue.database.session import Connection
from segue.errors import UsageError
from segue.move.survey import Survey
from segue.plan.editing import (
    quoted,
    with_column,
    with_option,
    without_column,
    without_option,
    without_table,
)
from segue.plan.model import (
    Computed,
    Constant,
    Dropped,
    Expression,
    LookedUp,
    Mapped,
    Referring,
    Renamed,
    TableMapping,
)
from segue.plan.transfer import Transfer, resolve_what_can_be
from segue.plan.writing import entry
from segue.statements import copy_in, copy_out, source_relation, source_values
from segue.web.desk import Desk
from segue.web.views.common import back_to, part, shown

SAMPLES = 5
"""Rows before and after."""
LONGEST = 60
"""Characters of a value that are shown."""
MASK = "•••"


@dataclass(frozen=True, slots=True)
class Line:
    """One column of the target, or a source column without a place."""

    name: str
    type: str
    how: str
    """column, constant, sql, drop, more, default or nothing."""
    value: str
    """What the form's field holds."""
    entry: str
    """The plan's own words."""
    source_type: str = ""
    homeless: bool = False
    attention: str = ""


def show(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """All columns, those that need attention first."""
    survey, mapping = _mapping(desk, number)
    lines = sorted(_lines(survey, mapping), key=lambda line: not line.attention)
    source = survey.source.tables.get(mapping.source) if mapping.source else None
    transfer = _transfer(survey, number)
    return shown(
        request, desk, "columns.html", "tables",
        number=number, mapping=mapping, lines=lines,
        source_columns=[column.name for column in source.columns] if source else [],
        where=mapping.where or "", existing=mapping.existing_rows,
        reading=copy_out(transfer).as_string(None) if transfer else "",
        filling=copy_in(transfer).as_string(None) if transfer else "",
    )  # fmt: skip


def set_column(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Feed a column, drop one, or say nothing of it."""
    name, how = request.POST["name"], request.POST.get("how", "")
    value = request.POST.get("value", "").strip()
    text = desk.plan_text()
    forms: dict[str, Any] = {
        "column": Renamed, "constant": Constant, "sql": Expression, "drop": Dropped,
    }  # fmt: skip
    if how == "default":
        text = without_column(text, number, name)
    elif how not in forms or (not value and how != "constant"):
        raise UsageError(message=f"{name}: say what feeds it")
    else:
        text = with_column(text, number, name, forms[how](value))
    desk.write_plan(text)
    return back_to(request, f"/table/{number}")


def set_option(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Set the condition, or what happens to rows that are there; or take the mapping out."""
    option, value = request.POST.get("option", ""), request.POST.get("value", "").strip()
    text = desk.plan_text()
    if option == "remove":
        desk.write_plan(without_table(text, number))
        return back_to(request, "/tables")
    changed = with_option(text, number, option, quoted(value)) if value else None
    desk.write_plan(changed or without_option(text, number, option))
    return back_to(request, f"/table/{number}")


def preview(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The same rows before and after, through the very SQL that the move runs."""
    survey, mapping = _mapping(desk, number)
    transfer = _transfer(survey, number)
    if transfer is None:
        return part("_trouble.html", {"message": "The mapping has a mistake; see Check."})
    names = [feed.column.name for feed in transfer.feeds]
    try:
        with desk.both("web") as (source, _):
            after = _sample(source, source_values(transfer), transfer)
            before = _before(source, transfer) if mapping.source else []
    except psycopg.Error as error:
        return part("_trouble.html", {"message": str(error).strip()})
    return part(
        "_preview.html",
        {
            "names": names,
            "after": [[_value(v, shown=desk.show_values) for v in row] for row in after],
            "before_names": [c.name for c in transfer.source.columns] if transfer.source else [],
            "before": [[_value(v, shown=desk.show_values) for v in row] for row in before],
            "masked": not desk.show_values,
        },
    )


def try_expression(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """What the source says of an expression while it is typed."""
    _, mapping = _mapping(desk, number)
    if mapping.source is None or request.GET.get("how") != "sql":
        return part("_tried.html", {})
    text = sql.SQL(request.GET.get("value", ""))
    statement = sql.SQL("SELECT (\n{}\n)::pg_catalog.text FROM {} LIMIT 1").format(
        text, mapping.source.identifier
    )
    try:
        with desk.both("web") as (source, _):
            row = source.execute(statement, binary=True).fetchone()
    except psycopg.Error as error:
        return part("_tried.html", {"mistake": str(error).strip().partition("\n")[0]})
    value = _value(row[0], shown=desk.show_values) if row else "no row to try it on"
    return part("_tried.html", {"value": value})


def _mapping(desk: Desk, number: int) -> tuple[Survey, TableMapping]:
    survey = desk.survey()
    if number >= len(survey.plan.tables):
        raise Http404
    return survey, survey.plan.tables[number]


def _transfer(survey: Survey, number: int) -> Transfer | None:
    found = resolve_what_can_be(
        survey.plan, survey.source, survey.target, survey.project, survey.facts
    )
    return found.get(number)


def _lines(survey: Survey, mapping: TableMapping) -> Iterator[Line]:
    source = survey.source.tables.get(mapping.source) if mapping.source else None
    target = survey.target.tables.get(mapping.target)
    used = {getattr(how, "source", None) for how in mapping.columns.values()}
    for column in target.columns if target else ():
        same = source.column(column.name) if source else None
        yield _line(column, same, mapping, query=source is None)
    names = {column.name for column in target.columns} if target else set()
    for column in source.columns if source else ():
        how = mapping.columns.get(column.name)
        if column.name not in names and column.name not in used:
            dropped = how.reason if isinstance(how, Dropped) else ""
            yield Line(
                column.name, "", "drop", dropped, entry(column.name, how) if how else "",
                column.type.text, homeless=True,
                attention="" if dropped else "it has no place in the target",
            )  # fmt: skip


def _line(column: Column, same: Column | None, mapping: TableMapping, *, query: bool) -> Line:
    how = mapping.columns.get(column.name)
    words = entry(column.name, how) if how is not None else ""
    match how:
        case Renamed(name):
            kind, value = "column", name
        case Expression(text):
            kind, value = "sql", text
        case Constant(constant):
            kind, value = "constant", str(constant)
        case Mapped() | LookedUp() | Referring() | Computed():
            kind, value = "more", words
        case _:
            kind, value = ("column", column.name) if same or query else ("default", "")
    filled = column.default is not None or column.identity or column.generated
    unfed = kind == "default" and column.not_null and not filled
    return Line(
        column.name, column.type.text, kind, value, words, same.type.text if same else "",
        attention="nothing feeds it, and it must not be empty" if unfed else "",
    )  # fmt: skip


def _sample(
    source: Connection, values: tuple[sql.Composable, ...], transfer: Transfer
) -> list[tuple[Any, ...]]:
    texts = sql.SQL(", ").join(sql.SQL("({})::pg_catalog.text").format(v) for v in values)
    query = sql.SQL("SELECT {} {} LIMIT {}").format(texts, source_relation(transfer), SAMPLES)
    return source.execute(query).fetchall()


def _before(source: Connection, transfer: Transfer) -> list[tuple[Any, ...]]:
    assert transfer.source is not None
    columns = tuple(sql.Identifier(column.name) for column in transfer.source.columns)
    return _sample(source, columns, transfer)


def _value(value: str | None, *, shown: bool) -> str:
    if value is None:
        return "NULL"
    if not shown:
        return MASK
    return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"
