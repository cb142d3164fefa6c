"""The two databases and the plan of one command, opened and compared before anything is done."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from segue.database.address import Endpoint, resolve
from segue.database.lock import require_holder
from segue.database.session import (
    Connection,
    DatabaseIdentity,
    connect,
    database_identity,
    own_schema,
    require_version,
)
from segue.errors import NoPlan, SameDatabase, UsageError
from segue.events import Reporter
from segue.plan.file import read_plan
from segue.plan.model import By, Plan
from segue.project import Project


@dataclass(frozen=True, slots=True)
class Workspace:
    """What one command works on."""

    project: Project | None
    source: Endpoint
    target: Endpoint
    plan_path: Path
    plan: Plan | None
    """None where there is no plan file yet."""
    by: By = By.MAPPING
    reporter: Reporter | None = field(default=None, compare=False)
    """Whoever hears of a session that is waited for."""

    def by_history(self) -> Workspace:
        """For the steps in which the target has the source's own schema, of an older version: what
        the project's models say is not true there.
        """
        return replace(self, project=None, by=By.HISTORY)

    def open_source(self, purpose: str) -> Connection:
        """A session on the source in which every transaction is READ ONLY."""
        return connect(self.source, "source", purpose, read_only=True, reporter=self.reporter)

    def open_target(self, purpose: str) -> Connection:
        """A session on the target."""
        return connect(self.target, "target", purpose, reporter=self.reporter)

    def open_held_target(self, purpose: str, holder: int) -> Connection:
        """A session on the target while that process holds it for this mover. Raises LockLost."""
        connection = self.open_target(purpose)
        try:
            require_holder(connection, holder)
        except BaseException:
            connection.close()
            raise
        return connection

    def require_plan(self) -> Plan:
        """The plan. Raises NoPlan."""
        if self.plan is None:
            raise NoPlan(path=self.plan_path)
        return self.plan


def open_workspace(
    project: Project | None,
    plan_path: Path,
    source: str | None,
    target: str | None,
    reporter: Reporter | None = None,
    *,
    elsewhere: bool = False,
) -> Workspace:
    """Find the plan and both endpoints; what the command line says and the plan says must agree.

    `elsewhere` says that the plan was written on another machine, where databases have other names.
    Raises UsageError where an address is missing or contradicts the plan, PlanMistake, BadAddress.
    """
    plan = read_plan(plan_path) if plan_path.exists() else None
    aliases = project.databases if project is not None else {}
    addresses = {"source": source, "target": target}
    planned = {"source": plan.source, "target": plan.target} if plan is not None else {}
    if elsewhere:
        planned = {side: address for side, address in planned.items() if addresses[side] is None}
    chosen = {
        side: _choose(side, option, addresses[side], planned.get(side), plan_path)
        for side, option in (("source", "--from"), ("target", "--to"))
    }
    endpoints = {side: resolve(address, side, aliases) for side, address in chosen.items()}
    project = project and _where_it_lives(project, endpoints["target"], reporter)
    sides = endpoints["source"], endpoints["target"]
    return Workspace(project, *sides, plan_path, plan, reporter=reporter)


def _where_it_lives(project: Project, target: Endpoint, reporter: Reporter | None) -> Project:
    """The project's tables in the schema that its role or database names, if its settings do not.

    ALTER ROLE ... SET search_path is in no setting of Django.
    """
    schema = None if target.names_schema else own_schema(target, "target", reporter)
    return project.in_schema(schema) if schema is not None else project


def open_one(
    project: Project | None, plan_path: Path, address: str | None, side: str = "target"
) -> Endpoint:
    """The endpoint of a command that looks at one database: as said, or as the plan has it,
    or the project's `default`.

    Raises UsageError where none of these is given.
    """
    aliases = project.databases if project is not None else {}
    if address is None and plan_path.exists():
        plan = read_plan(plan_path)
        address = plan.target if side == "target" else plan.source
    if address is None and "default" in aliases:
        address = "django:default"
    if address is None:
        option = "--to" if side == "target" else "--from"
        others = project.other_databases if project is not None else {}
        why = f" (default of DATABASES: {others['default']})" if others.get("default") else ""
        raise UsageError(
            message=f"which database? Give {option} ADDRESS, or run it beside segue.toml{why}"
        )
    return resolve(address, side, aliases)


def compare_sides(source: Connection, target: Connection) -> tuple[DatabaseIdentity, ...]:
    """The identities of both databases. Raises SameDatabase or ServerTooOld."""
    require_version(source, "source")
    require_version(target, "target")
    identities = database_identity(source), database_identity(target)
    if identities[0].same_as(identities[1]):
        raise SameDatabase(label=source.info.dbname)
    return identities


def _choose(side: str, option: str, said: str | None, planned: str | None, plan_path: Path) -> str:
    if said is None and planned is None:
        raise UsageError(
            message=f"which {side}? Give {option} ADDRESS, or run it beside a plan ({plan_path})"
        )
    if said is not None and planned is not None and _normal(said) != _normal(planned):
        raise UsageError(
            message=f'{option} {said} contradicts {plan_path}, which has {side} = "{planned}":'
            " leave the option out, change the plan, or name another plan with --plan"
        )
    return said if said is not None else str(planned)


def _normal(address: str) -> str:
    """`old` and `django:old` are the same address."""
    return address if ":" in address else f"django:{address}"
