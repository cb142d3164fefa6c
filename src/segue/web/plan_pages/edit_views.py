"""What is done to tables of the plan: to many that were chosen, or to one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from segue.database.names import QualifiedName
from segue.drafting.bulk import with_option, with_skips, with_tables, without_skips
from segue.drafting.editing import with_column, with_setting, without_table
from segue.errors import UsageError
from segue.plan.file import parse_plan
from segue.plan.model import ExistingRows, OnBadRow, Renamed, TableMapping
from segue.plan.toml import text
from segue.web.move_pages.common import back_to
from segue.web.names import name_of, read_table
from segue.web.plan_overview import QUERY, PlanOverview, Row
from segue.web.plan_pages.column_form import YOU
from segue.web.plan_pages.table_form import Fields, toml_of
from segue.web.plan_pages.table_views import view_of
from segue.web.session import WebSession

Chosen = Sequence[Row]

SETTINGS: Mapping[str, type[Enum]] = {"existing_rows": ExistingRows, "on_bad_row": OnBadRow}


@require_POST
def act(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Do one thing to all tables that were chosen, or answer one question with a click."""
    overview, fields = session.overview(), request.POST
    if fields.get("answer"):
        key, _, target = fields["answer"].rpartition(" ")
        edited = _map(overview.text, [_row(overview, key)], name_of(target))
    else:
        action = ACTIONS.get(fields.get("action", ""))
        if action is None:
            raise UsageError(message="say what is to be done with the tables that you chose")
        edited = action(overview.text, _chosen_rows(overview, fields), fields)
    session.write_plan(edited)
    return back_to(request, "/tables")


@require_POST
def add_query(request: HttpRequest, session: WebSession) -> HttpResponse:
    """A mapping that reads a query of the source."""
    query = request.POST.get("query", "").strip().replace("\r\n", "\n")
    if not query:
        raise UsageError(message="say which rows: a SELECT that the source runs")
    mapping = TableMapping(read_table(request.POST.get("target", "")), None, query)
    session.write_plan(with_tables(session.plan_text(), [mapping], YOU))
    return back_to(request, "/tables?tab=yours")


@require_POST
def set_option(request: HttpRequest, session: WebSession, number: int) -> HttpResponse:
    """Set one thing about a mapping; or take it out."""
    require_same(session.overview(), number, request.POST)
    option, plan = request.POST.get("option", ""), session.plan_text()
    if option == "remove":
        session.write_plan(without_table(plan, number))
        return back_to(request, "/tables")
    session.write_plan(with_option(plan, [number], option, toml_of(option, request.POST)))
    return back_to(request, f"/table/{number}")


@require_POST
def feed_also(request: HttpRequest, session: WebSession, number: int) -> HttpResponse:
    """Let the rows of a mapping's source go to one more table, and show that one."""
    overview = session.overview()
    require_same(overview, number, request.POST)
    rows = [row for row in overview.rows if row.number == number]
    plan = _also(overview.text, rows, request.POST)
    source, target = overview.plan.tables[number].source, read_table(request.POST["target"])
    offers = (o for o in overview.draft.splits if (o.source, o.target) == (source, target))
    for own, feed in next((offer.feeds for offer in offers), {}).items():
        plan = with_column(plan, len(parse_plan(plan).tables) - 1, own, Renamed(feed))
    session.write_plan(plan)
    return back_to(request, f"/table/{_number_of_new(session, read_table(request.POST['target']))}")


def _number_of_new(session: WebSession, target: QualifiedName) -> int:
    tables = session.overview().plan.tables
    return max(number for number, mapping in enumerate(tables) if mapping.target == target)


@require_POST
def set_for_all(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Set what holds for every table that says nothing itself."""
    option, value = request.POST.get("option", ""), request.POST.get("value", "")
    choices = SETTINGS.get(option)
    if choices is None or value not in {choice.value for choice in choices}:
        raise UsageError(message=f"the plan has no setting {option!r} of {value!r}")
    session.write_plan(with_setting(session.plan_text(), option, choices(value)))
    if option == "existing_rows":
        session.asks_anew = value in (ExistingRows.KEEP.value, ExistingRows.UPDATE.value)
    return back_to(request, "/tables")


def _chosen_rows(overview: PlanOverview, fields: Fields) -> Chosen:
    """The rows that were ticked, or all that the search and the tab show."""
    if fields.get("everything") == "on":
        rows: Chosen = view_of(fields, overview).rows(overview)
    else:
        rows = [_row(overview, key) for key in fields.getlist("table")]
    if not rows:
        raise UsageError(message="no table is chosen: tick some, or all that are shown")
    return rows


def require_same(overview: PlanOverview, number: int, fields: Fields) -> None:
    """Raises UsageError where the form was made for another mapping than has the number now."""
    key = fields.get("row")
    if key is not None and _row(overview, key).number != number:
        raise _plan_changed()


def _row(overview: PlanOverview, key: str) -> Row:
    """The row of that key, or of that source table. Raises UsageError where it is gone."""
    row = overview.by_key.get(key)
    row = row or next((row for row in overview.rows if row.source == key), None)
    if row is None:
        raise _plan_changed()
    return row


def _plan_changed() -> UsageError:
    return UsageError(
        message="the plan was changed meanwhile, and a table that you chose is not where it was:"
        " look again, and choose again"
    )


def _skip(plan: str, rows: Chosen, fields: Fields) -> str:
    reason = fields.get("reason", "").strip()
    if not reason:
        raise UsageError(message="a table is skipped with a reason: say why it stays behind")
    if any(row.source == QUERY for row in rows):
        raise UsageError(message="a query is not a table to skip: take its mapping out instead")
    return with_skips(plan, {_source(row) for row in rows}, reason)


def _unskip(plan: str, rows: Chosen, _: Fields) -> str:
    return without_skips(plan, {_source(row) for row in rows if row.state == "skipped"})


def _map_to(plan: str, rows: Chosen, fields: Fields) -> str:
    return _map(plan, rows, fields.get("target", ""))


def _map(plan: str, rows: Chosen, target: str) -> str:
    """Mapped tables get another target, the others a mapping; each its own name if none is said."""
    for row in rows:
        if row.number is not None and target.strip():
            plan = with_option(plan, [row.number], "to", text(str(read_table(target))))
    new = [
        TableMapping(read_table(target) if target.strip() else _source(row), _source(row))
        for row in rows
        if row.number is None
    ]
    return with_tables(plan, new, YOU) if new else plan


def _also(plan: str, rows: Chosen, fields: Fields) -> str:
    """Their rows go to one more table."""
    target = read_table(fields.get("target", ""))
    return with_tables(plan, [TableMapping(target, _source(row)) for row in rows], YOU)


def _create(plan: str, rows: Chosen, _: Fields) -> str:
    """Have the tables made in the target as the source has them."""
    mapped = [row.number for row in rows if row.number is not None]
    plan = with_option(plan, mapped, "create", "true") if mapped else plan
    new = [TableMapping(_source(r), _source(r), create=True) for r in rows if r.number is None]
    return with_tables(plan, new, YOU) if new else plan


def _typed(plan: str, rows: Chosen, fields: Fields) -> str:
    """What Enter means: the one deed whose field was filled in. Raises UsageError."""
    deeds = [deed for field, deed in DEEDS.items() if fields.get(field, "").strip()]
    if len(deeds) != 1:
        number = "several actions are filled in" if deeds else "no action is filled in"
        raise UsageError(message=f"{number}: press the button of the one that you mean")
    return ACTIONS[deeds[0]](plan, rows, fields)


def _option(name: str) -> Callable[[str, Chosen, Fields], str]:
    def act(plan: str, rows: Chosen, said: Fields) -> str:
        numbers = [row.number for row in rows if row.number is not None]
        if not numbers:
            raise UsageError(message="none of the tables that you chose is copied")
        return with_option(plan, numbers, name, toml_of(name, said))

    return act


def _source(row: Row) -> QualifiedName:
    return QualifiedName.parse(row.source)


DEEDS = {
    "reason": "skip",
    "target": "map",
    "existing_rows": "existing_rows",
    "on_bad_row": "on_bad_row",
}
"""By the field that says what is to be done: the deed."""

ACTIONS: Mapping[str, Callable[[str, Chosen, Fields], str]] = {
    "typed": _typed,
    "skip": _skip,
    "unskip": _unskip,
    "map": _map_to,
    "also": _also,
    "create": _create,
    "existing_rows": _option("existing_rows"),
    "on_bad_row": _option("on_bad_row"),
}
