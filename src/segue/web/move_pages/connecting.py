"""Connect: from where and to where, tried before anything depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import psycopg
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from segue.database.address import nameable, resolve, without_secrets
from segue.database.introspection import read_catalog
from segue.database.pooler import is_pooled
from segue.database.session import Connection, DatabaseIdentity, connect, database_identity
from segue.errors import CannotConnect, SegueError
from segue.events import NoAsker, SilentReporter
from segue.move.prepare import needs_migrate
from segue.move.run import Request, prepare_target
from segue.plan.model import By
from segue.web.layout import place_of
from segue.web.move_pages.common import back_to, is_missing, shown
from segue.web.session import WebSession
from segue.wording import count


@dataclass(frozen=True, slots=True)
class ConnectionTest:
    """What a test of one side found."""

    side: str
    address: str
    error: str = ""
    advice: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    identity: DatabaseIdentity | None = None
    bytes: int = 0
    is_bare: bool = False
    """Whether a target has no tables to be filled."""
    is_missing: bool = False
    """Whether a target's server answers, but has no such database yet."""
    lacks_migrations: bool = False
    """Whether the project has migrations that a target lacks."""


def show(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The form, with what the plan or the command line says."""
    return shown(request, session, "connect.html", "connect", **_form(session, request.GET))


@require_POST
def test(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Try both sides; where both servers answer and the databases differ, work with them."""
    addresses = {side: request.POST.get(side, "").strip() for side in ("source", "target")}
    results = [_try(session, side, address) for side, address in addresses.items()]
    problem = "Both lead to one and the same database." if _are_one(*results) else ""
    if not problem and all(t.is_missing or not t.error for t in results):
        try:
            session.connect_to(*(t.address for t in results))
        except SegueError as error:
            problem = str(error)
    return shown(
        request, session, "connect.html", "connect", tried=results, problem=problem,
        connected=not problem and not any(t.error for t in results), has_plan=session.has_plan,
        prepares=_prepares(session, *results) if not problem else "",
        history_first=not problem and _may_go_by_history(session, *results),
        **_form(session, addresses),
    )  # fmt: skip


@require_POST
def prepare(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Create the target if it is missing and run `migrate` on it, then try both again."""
    source, target = (request.POST.get(side, "").strip() for side in ("source", "target"))
    session.connect_to(source, target)
    workspace = session.workspace()
    prepare_target(
        Request(workspace, SilentReporter(), NoAsker(), create_database=True, by=By.MAPPING)
    )
    session.read_again()
    return test(request, session)


@require_POST
def read_again(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Read both databases anew, as somebody migrated meanwhile."""
    session.read_again()
    return back_to(request, "/tables")


@require_POST
def show_values(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Show sample values, or mask them again."""
    session.show_values = request.POST.get("show") == "on"
    return back_to(request, "/tables")


def _readable(tables: int, readable: int) -> str:
    return (
        f"{count(tables)}, all readable"
        if tables == readable
        else (f"{count(tables)}, of which only {count(readable)} can be read")
    )


def _prepares(session: WebSession, source: ConnectionTest, target: ConnectionTest) -> str:
    """What step 1 would do to the target, in words; empty where it has nothing to do."""
    if source.error or not (target.is_missing or (not target.error and target.lacks_migrations)):
        return ""
    if not target.is_missing:
        return "Run migrate on the target"
    migrate = " and run migrate" if session.project is not None else ""
    return f"Create the target database{migrate}"


def _may_go_by_history(session: WebSession, source: ConnectionTest, target: ConnectionTest) -> bool:
    """Whether a move may make the target at the source's own state, as nothing is there yet."""
    fresh = target.is_missing or target.is_bare
    return session.project is not None and not source.error and fresh and not session.has_plan


def _lacks_migrations(session: WebSession, target: Connection) -> bool:
    return session.project is not None and needs_migrate(target, session.project)


def _are_one(source: ConnectionTest, target: ConnectionTest) -> bool:
    one, other = source.identity, target.identity
    return one is not None and other is not None and one.same_as(other)


def _form(session: WebSession, said: Mapping[str, str] | None = None) -> dict[str, Any]:
    source, target = session.source or "", session.target or ""
    if session.has_plan:
        workspace = session.workspace()
        source, target = workspace.source.label, workspace.target.label
    aliases = session.project.databases if session.project is not None else {}
    said = said or {}
    return {
        "source_address": without_secrets(said.get("source", source)),
        "target_address": without_secrets(said.get("target", target)),
        "known": [(each, place_of(each)) for each in nameable(aliases)],
        "from_plan": session.has_plan,
    }


def _try(session: WebSession, side: str, address: str) -> ConnectionTest:
    aliases = session.project.databases if session.project is not None else {}
    try:
        if not address:
            return ConnectionTest(
                side, address, "no address is given", "An alias, service:NAME or a URL."
            )
        endpoint = resolve(address, side, aliases)
        with closing(connect(endpoint, side, "web", read_only=True)) as connection:
            catalog = read_catalog(connection)
            readable = sum(table.readable for table in catalog.tables.values())
            facts = (
                ("PostgreSQL", catalog.server.version_text),
                ("database", catalog.server.database),
                ("server", place_of(endpoint)),
                ("role", catalog.server.user),
                ("tables", _readable(len(catalog.tables), readable)),
                ("pooler", "one by session" if is_pooled(connection) else "none noticed"),
            )
            size = sum(table.bytes for table in catalog.tables.values())
            identity, bare = database_identity(connection), side == "target" and not catalog.tables
            lacks = side == "target" and _lacks_migrations(session, connection)
            return ConnectionTest(
                side, endpoint.label, "", "", facts, identity, size, bare, lacks_migrations=lacks
            )
    except CannotConnect as error:
        missing = side == "target" and is_missing(endpoint)
        return ConnectionTest(side, endpoint.label, str(error), error.advice, is_missing=missing)
    except SegueError as error:
        return ConnectionTest(side, address, str(error), error.advice)
    except psycopg.Error as error:
        return ConnectionTest(side, address, str(error).strip())
