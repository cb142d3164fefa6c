"""Columns of one table: what feeds each, those first that need a person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import psycopg
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from segue.database.catalog import Table
from segue.database.names import QualifiedName
from segue.drafting.editing import with_column, without_column
from segue.plan.model import TableMapping
from segue.web.masking import MASK
from segue.web.move_pages.common import back_to, part, shown
from segue.web.names import name_of
from segue.web.plan_overview import PlanOverview, Row
from segue.web.plan_pages import samples
from segue.web.plan_pages.column_form import (
    WAYS,
    ColumnLine,
    fields_of,
    lines,
    read_mapping,
    way_of,
)
from segue.web.plan_pages.edit_views import require_same
from segue.web.plan_pages.table_views import plan_lines, setting_fields
from segue.web.session import WebSession

AT_ONCE = 100
"""Columns of one screen."""
OPEN = 5
"""Forms that stand open by themselves: of the first columns that need a person."""
HOMES = 3
"""Tables that are offered for columns without a place."""
BLANKS = 3
"""Empty pairs of a map's form."""
TABS = (("needs", "Needs you"), ("yours", "Said in the plan"), ("all", "All"))


@dataclass(frozen=True, slots=True)
class MappingPage:
    """One mapping, joined with its tables."""

    overview: PlanOverview
    number: int
    mapping: TableMapping
    source: Table | None
    target: Table | None
    lines: tuple[ColumnLine, ...]

    def line(self, name: str) -> ColumnLine:
        """The line of a column. Raises Http404."""
        found = next((line for line in self.lines if line.name == name), None)
        if found is None:
            raise Http404
        return found


def place_of(session: WebSession, number: int) -> MappingPage:
    """Raises Http404 where the plan has no such mapping."""
    overview = session.overview()
    if number >= len(overview.plan.tables):
        raise Http404
    mapping = overview.plan.tables[number]
    source, target = overview.tables_of(mapping)
    choice = overview.choices.get((mapping.source, mapping.target))
    column_lines = lines(overview.plan, mapping, source, target, overview.target, choice)
    ordered = tuple(sorted(column_lines, key=lambda line: not line.attention))
    return MappingPage(overview, number, mapping, source, target, ordered)


def show(request: HttpRequest, session: WebSession, number: int) -> HttpResponse:
    """The list of columns; with htmx only its rows."""
    place = place_of(session, number)
    query = {key: request.GET.get(key, "") for key in ("tab", "q", "page")}
    column_lines = [line for line in place.lines if _is_wanted(line, query["tab"], query["q"])]
    page = int(query["page"]) if query["page"].isdecimal() and len(query["page"]) < 5 else 1
    first = (max(1, page) - 1) * AT_ONCE
    window = column_lines[first : first + AT_ONCE]
    asking = [line for line in window if line.attention][:OPEN]
    context: dict[str, Any] = {
        "number": number, "mapping": place.mapping, "total": len(column_lines), "said": query,
        "next": f"/table/{number}", "lines": _shown_lines(session, place, window, asking),
        "first": first + 1, "last": first + len(window),
        "before": _address(number, query, page - 1) if page > 1 else "",
        "after": _address(number, query, page + 1) if first + AT_ONCE < len(column_lines) else "",
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        return part("_column_rows.html", context)
    row = place.overview.row_of(number)
    opened = request.GET.get("column", "")
    return shown(
        request, session, "columns.html", "tables",
        row=row, further=_further(place.overview, number), homes=_homes(place),
        tabs=_tabs(place.lines), names=_offers(place, ""),
        plan_lines=plan_lines(place.overview, row)[:AT_ONCE],
        opened=_opened(place, name_of(opened)),
        **{**setting_fields(place.overview, row), **context},
    )  # fmt: skip


def _opened(place: MappingPage, name: str) -> dict[str, Any] | None:
    """The form of the column that the address names; none where the table has no such column."""
    line = next((line for line in place.lines if line.name == name), None)
    return _form(place, line, "f") if line is not None else None


def form(request: HttpRequest, session: WebSession, number: int) -> HttpResponse:
    """The form for one column, as far as it is filled in."""
    place = place_of(session, number)
    line = place.line(name_of(request.GET.get("name", "")))
    identity = "".join(filter(str.isalnum, request.GET.get("id", "f")))
    context = _form(place, line, identity, request.GET.get("how", ""))
    typed = request.GET.get("value", "")
    if typed and typed != fields_of(line).value:
        context["fields"] = replace(context["fields"], value=typed)
    if not request.headers.get("HX-Request"):
        return shown(request, session, "column.html", "tables", **context)
    return part("_column_form.html", context)


def names(request: HttpRequest, session: WebSession, number: int) -> HttpResponse:
    """Source columns that have the words, for the fields' list."""
    text = request.GET.get("value") or request.GET.get("from", "")
    options = _offers(place_of(session, number), text.strip().lower())
    return part("_offered.html", {"names": options})


@require_POST
def set_column(request: HttpRequest, session: WebSession, number: int) -> HttpResponse:
    """Feed a column, drop one, or say nothing of it."""
    name, how = name_of(request.POST["name"]), request.POST.get("how", "")
    require_same(session.overview(), number, request.POST)
    text = session.plan_text()
    if how == "default":
        text = without_column(text, number, name)
    else:
        text = with_column(text, number, name, read_mapping(name, how, request.POST))
    session.write_plan(text)
    return back_to(request, f"/table/{number}")


def _is_wanted(line: ColumnLine, tab: str, search: str) -> bool:
    search = search.strip().lower()
    is_match = any(search in text.lower() for text in (line.name, line.source_name, line.entry))
    if tab == "needs":
        return is_match and bool(line.attention)
    return is_match and (tab != "yours" or line.said is not None)


def _further(overview: PlanOverview, number: int) -> Row | None:
    """The next mapping that needs a person: after this one, or else from the first on."""
    asking = [row for row in overview.rows if row.asks and row.number is not None]
    here = overview.row_of(number)
    later = [row for row in asking if (row.app, row.source) > (here.app, here.source)]
    return next((row for row in [*later, *asking] if row.number != number), None)


def _homes(place: MappingPage) -> list[tuple[QualifiedName, list[str]]]:
    """Tables that get no rows yet and have columns for what is left over here."""
    lost = [line.name for line in place.lines if line.homeless and line.said is None]
    tables = place.overview.target.tables
    unfed = (
        [tables[name] for name in sorted(place.overview.unfed) if name in tables] if lost else []
    )
    homes = [(table.name, [name for name in lost if table.column(name)]) for table in unfed]
    return sorted((home for home in homes if home[1]), key=lambda home: -len(home[1]))[:HOMES]


def _tabs(found: tuple[ColumnLine, ...]) -> list[tuple[str, str, int]]:
    return [(key, label, sum(_is_wanted(line, key, "") for line in found)) for key, label in TABS]


def _address(number: int, said: dict[str, str], page: int) -> str:
    query = {key: value for key, value in said.items() if value} | {"page": str(page)}
    return f"/table/{number}?{urlencode(query)}"


def _shown_lines(
    session: WebSession, place: MappingPage, window: list[ColumnLine], asking: list[ColumnLine]
) -> list[dict[str, Any]]:
    values = _samples(session, place, window)
    return [
        {
            "line": line,
            "way": WAYS.get(line.how, ""),
            "samples": values.get(line.source_name, []),
            "form": _form(place, line, f"a{count}") if line in asking else None,
        }
        for count, line in enumerate(window)
    ]


def _samples(
    session: WebSession, place: MappingPage, window: list[ColumnLine]
) -> dict[str, list[str]]:
    """A few values of the source columns that are shown; none while values are masked."""
    there = {column.name for column in place.source.columns} if place.source else set()
    names = list(dict.fromkeys(li.source_name for li in window if li.source_name in there))
    if not session.show_values:
        return {name: [MASK] for name in names}
    if not names or place.source is None:
        return {}
    try:
        with samples.hasty_source(session) as source:
            return samples.beside(source, place.source.name, names)
    except psycopg.Error:
        return {}  # what cannot be read, the preview tells in words


def _form(place: MappingPage, line: ColumnLine, identity: str, how: str = "") -> dict[str, Any]:
    """What the form of a column shows; `how` is what was chosen but not yet set."""
    if line.suggested is not None:
        origin = getattr(line.suggested, "source", line.source_name)
        line = replace(line, said=line.suggested, how=way_of(line.suggested), source_name=origin)
    now = line.how
    if now == "default" and line.attention:  # something has to be said
        now = "drop" if line.homeless else "column"
    way = how if how in WAYS or how == "drop" else now
    fields = fields_of(line)
    if way != now and way in ("constant", "sql", "python", "drop"):
        fields = type(fields)(origin=fields.origin)
    return {
        "number": place.number, "row": place.overview.row_of(place.number),
        "line": line, "id": identity, "how": way, "fields": fields,
        "ways": WAYS.items(), "blanks": range(BLANKS), "next": f"/table/{place.number}",
    }  # fmt: skip


def _offers(place: MappingPage, words: str) -> list[tuple[str, str]]:
    """Source columns with their types; those without a place come first."""
    lost = {line.name for line in place.lines if line.homeless}
    columns = [c for c in place.source.columns if words in c.name.lower()] if place.source else []
    columns.sort(key=lambda column: column.name not in lost)
    return [
        (
            column.name,
            f"{column.type.text}, has no place yet" if column.name in lost else column.type.text,
        )
        for column in columns[:20]
    ]
