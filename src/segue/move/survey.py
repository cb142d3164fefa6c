"""What a look at both databases tells: their catalogs, the plan over them, the rows' ways."""

from __future__ import annotations

from dataclasses import dataclass

from psycopg import sql

from segue.database.catalog import Catalog
from segue.database.introspection import read_catalog
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.errors import UnknownTable
from segue.move.workspace import Workspace
from segue.plan.draft import Draft, draft
from segue.plan.file import digest, parse_plan
from segue.plan.model import ExistingRows, Plan
from segue.plan.transfer import Transfer, resolve
from segue.plan.writing import plan_text


@dataclass(frozen=True, slots=True)
class Survey:
    """Both catalogs, the plan, and every mapping joined with what it is about."""

    source: Catalog
    target: Catalog
    plan: Plan
    digest: str
    """Stands for the plan's meaning; two runs with the same one are the same move."""
    transfers: tuple[Transfer, ...]
    drafted: str | None = None
    """The text of a new plan, where there was none."""

    @property
    def targets(self) -> tuple[QualifiedName, ...]:
        """The tables to fill, each once."""
        return tuple(dict.fromkeys(transfer.target.name for transfer in self.transfers))

    @property
    def replaceable(self) -> frozenset[QualifiedName]:
        """The tables whose earlier rows the plan says to replace."""
        return frozenset(
            transfer.target.name
            for transfer in self.transfers
            if self.plan.existing_rows_of(transfer.mapping) is ExistingRows.REPLACE
        )

    @property
    def summary(self) -> str:
        """One line about the plan."""
        verb = "drafted" if self.drafted is not None else "read"
        return (
            f"{self.plan.path} {verb}: {len(self.transfers)} tables, {len(self.plan.skip)} skipped"
        )


def survey_both(
    workspace: Workspace,
    source: Connection,
    target: Connection,
    only: tuple[QualifiedName, ...] = (),
) -> Survey:
    """Read both catalogs, and the plan or a draft of it; `only` keeps some target tables.

    Raises PlanMistake where the plan names what is not there, or UnknownTable.
    """
    catalogs = read_catalog(source), read_catalog(target)
    plan, drafted = workspace.plan, None
    if plan is None:
        drafted = plan_text(draft_plan(workspace, source, *catalogs))
        plan = parse_plan(drafted, str(workspace.plan_path))
    transfers = resolve(plan, *catalogs)
    known = {transfer.target.name for transfer in transfers}
    for name in only:
        if name not in known:
            raise UnknownTable(table=name, path=plan.path)
    kept = tuple(t for t in transfers if not only or t.target.name in only)
    said = "".join(f" only {name}" for name in sorted(only))
    return Survey(*catalogs, plan, digest(plan) + said, kept, drafted)


def draft_plan(
    workspace: Workspace, source: Connection, source_catalog: Catalog, target_catalog: Catalog
) -> Draft:
    """A new draft, with source tables that the target lacks looked into for rows."""
    homeless = [
        table.name
        for table in source_catalog.tables.values()
        if table.kind in "rp" and table.name not in target_catalog.tables
    ]
    return draft(
        workspace.source.label,
        workspace.target.label,
        source_catalog,
        target_catalog,
        workspace.project,
        known_empty=[name for name in homeless if not _holds_rows(source, name)],
    )


def _holds_rows(connection: Connection, table: QualifiedName) -> bool:
    statement = sql.SQL("SELECT EXISTS (SELECT FROM {})").format(table.identifier)
    row = connection.execute(statement).fetchone()
    return row is not None and bool(row[0])


def hold_still(source: Connection, transfers: tuple[Transfer, ...]) -> None:
    """Keep the tables from being altered or rewritten while the session's transaction reads them.

    The lock is the one that reading takes anyway; it is only held from the beginning, as pages
    that are read range by range must not be rewritten in between.
    """
    tables = sorted({t.source.name for t in transfers if t.source is not None})
    if tables:
        names = sql.SQL(", ").join(name.identifier for name in tables)
        source.execute(sql.SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(names))


def check(workspace: Workspace, survey: Survey, source: Connection, target: Connection):  # TEMP
    return ()
