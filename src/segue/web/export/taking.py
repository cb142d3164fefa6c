"""Takes what the page's form says: ticks, the shape of the table in focus, and the settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import psycopg
from django.http import Http404, QueryDict

from segue.commandline.arguments.lists import names_in
from segue.database.names import QualifiedName
from segue.errors import SegueError, UsageError
from segue.web.export.form import TableExport
from segue.web.export.tables import ExportableTable, offers
from segue.web.names import name_of
from segue.web.plan_pages import samples
from segue.web.session import WebSession


def take(session: WebSession, posted: QueryDict) -> str:
    """Take all of it, so that no button forgets what stands beside it.

    What is wrong with the shape, which then stays as it was; empty where nothing is.
    """
    _take_ticks(session, posted)
    mistake = _take_shape(session, posted)
    if "folder" in posted:
        session.export_form = session.export_form.with_fields(posted)
    return mistake


def _take_ticks(session: WebSession, posted: QueryDict) -> None:
    if "shown" not in posted:
        return
    by_key = {one.key: one.table for one in offers(session)}
    tables = session.export_form.chosen - _tables(by_key, posted.getlist("shown"))
    session.export_form = replace(
        session.export_form, chosen=tables | _tables(by_key, posted.getlist("table"))
    )


def _tables(by_key: dict[str, QualifiedName], keys: Sequence[str]) -> frozenset[QualifiedName]:
    return frozenset(by_key[key] for key in keys if key in by_key)


def _take_shape(session: WebSession, posted: QueryDict) -> str:
    if "of" not in posted or session.export_form.through_plan:
        return ""
    offer = offer_of(session, posted.get("of", ""))
    where = posted.get("where", "").strip().replace("\r\n", "\n")
    try:
        shape = TableExport(_columns(offer, posted), where)
        if shape != session.export_form.shape(offer.table):
            with samples.hasty_source(session) as source:
                samples.require_condition(source, offer.table, where or "true")
    except (psycopg.Error, SegueError) as error:
        return samples.told(error, show=session.show_values)
    session.export_form = session.export_form.with_shape(offer.table, shape)
    return ""


def _columns(offer: ExportableTable, posted: QueryDict) -> tuple[str, ...]:
    """The columns that are wanted; none where they are those that are exported anyhow.

    Raises UsageError.
    """
    names = [column.name for column in offer.columns]
    if "columns" in posted:
        listed = names_in(posted.get("columns", ""))
    else:
        ticked = {name_of(key) for key in posted.getlist("column")}
        listed = tuple(name for name in names if name in ticked)
    unknown = [name for name in listed if name not in names]
    if unknown:
        raise UsageError(message=f"{offer.table} has no column {unknown[0]}")
    if not listed:
        raise UsageError(message="no column is chosen: choose at least one")
    usual = tuple(column.name for column in offer.columns if not column.generated)
    return () if listed == usual else listed


def offer_of(session: WebSession, key: str) -> ExportableTable:
    """Raises Http404."""
    offer = next((one for one in offers(session) if one.key == key), None)
    if offer is None:
        raise Http404
    return offer
