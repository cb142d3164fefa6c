"""The way back: after the cutover the old database follows the new one, through the inverse plan.

Its slot is made in the new database before the cutover, and begins where the last batch ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg

from segue.checks.live import live_findings
from segue.database.journal import Journal, begin_run, create_journal
from segue.database.live_journal import LiveJournal, begin_live, live_record
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection, connect, database_identity
from segue.failpoints import reach
from segue.findings import Finding
from segue.live import objects
from segue.live.alterations import Columns, columns_of
from segue.live.fences import pass_fences
from segue.live.follower import Follower, tables_read
from segue.live.partitions import partitions_of
from segue.loading.rows_behind import keys_behind
from segue.mapping.followed import FollowScope, Reading, scope
from segue.move.run.dry_run import dry_run
from segue.move.survey import Survey, survey_both
from segue.move.workspace import Workspace
from segue.plan.file import read_plan


def turned_round(workspace: Workspace, plan: str) -> Workspace:
    """The workspace of the way back: the new database is the source. Raises PlanMistake."""
    path = Path(plan)
    return replace(
        workspace, project=None, source=workspace.target, target=workspace.source, plan_path=path,
        plan=read_plan(path),
    )  # fmt: skip


def back_findings(workspace: Workspace) -> tuple[Finding, ...]:
    """What stands in the way of the way back; `workspace` is turned round."""
    result = dry_run(workspace, data=False, beginning=False)
    with closing(workspace.open_source("look")) as source:
        followed = scope(source, result.survey.source, result.survey.transfers)
        sides = result.survey.plan, result.survey.source, source
        findings = live_findings(*sides, followed, result.survey.facts)
        return (*findings, *(finding for finding in result.findings if finding.blocks))


@dataclass(frozen=True, slots=True)
class _Ground:
    """Both databases of the way back, looked at."""

    new: Connection
    """May write: slot and publication are made there."""
    old: Connection
    survey: Survey
    followed: FollowScope
    names: objects.Names


@contextmanager
def _ground(workspace: Workspace) -> Iterator[_Ground]:
    """`workspace` is turned round."""
    with ExitStack() as stack:
        source = stack.enter_context(closing(workspace.open_source("look")))
        old = stack.enter_context(closing(workspace.open_target("follow")))
        new = stack.enter_context(closing(connect(workspace.source, "source", "prepare")))
        survey = survey_both(workspace, source, old)
        followed = scope(source, survey.source, survey.transfers)
        names = objects.names_for(database_identity(new), database_identity(old), back=True)
        yield _Ground(new, old, survey, followed, names)


def prepare_back(workspace: Workspace) -> None:
    """Make slot and publication in the new database, unless they are there already."""
    with _ground(workspace) as ground:
        slot = {"slot": ground.names.slot}
        if ground.new.execute(query("slot_state"), slot).fetchone() is None:
            objects.make_stream(ground.new, ground.names, ground.followed)
    reach("way-back-made")


def begin_back(workspace: Workspace, forward: Follower) -> None:
    """The old database follows from here on; nobody has written to the new one yet.

    `workspace` is turned round; `forward` is who followed until now.
    """
    with _ground(workspace) as ground:
        pass_fences(ground.old)
        record = live_record(ground.old)
        if record is None or record.slot != ground.names.slot or record.state == "ended":
            _write_down(workspace, ground, _behind(ground.followed, forward))
    reach("way-back-begun")


def _behind(followed: FollowScope, forward: Follower) -> dict[QualifiedName, str]:
    """By old table: what tells the rows that the forward plan did not bring over."""
    behind = {}
    for table, readings in followed.by_target.items():
        read = {r.transfer.mapping.source for r in readings}
        read |= {name for r in readings for name in r.depends | r.unseen}
        feeding = [r for r in forward.scope.readings if r.transfer.target.name in read]
        if any(not _is_table(r) and table in r.depends | r.unseen for r in feeding):
            continue  # which rows a query took, nothing tells
        brought = [r for r in feeding if r.transfer.mapping.source == table]
        refused = {r.transfer.number: forward.refused_keys(r) for r in brought}
        if any(not r.transfer.mapping.where and not refused[r.transfer.number] for r in brought):
            continue  # all of them
        statement = keys_behind(
            forward.survey.source.tables[table], [r.transfer for r in brought], refused
        )
        behind[table] = statement.as_string(forward.source)
    return behind


def _is_table(reading: Reading) -> bool:
    return reading.transfer.source is not None and reading.transfer.source.kind in "rp"


def _write_down(workspace: Workspace, ground: _Ground, behind: Mapping[QualifiedName, str]) -> None:
    """A live move in the old database's journal, as if its rows had been copied by a run."""
    create_journal(ground.old)
    identity = str(database_identity(ground.new))
    with ground.old.transaction():
        run = begin_run(
            ground.old,
            plan_digest=ground.survey.digest,
            source_identity=identity,
            source_label=workspace.source.label,
            target_label=workspace.target.label,
        )
        Journal(ground.old, run).ended("done")
        live = begin_live(
            ground.old,
            plan_digest=ground.survey.digest,
            source_identity=identity,
            source_label=workspace.source.label,
            slot=ground.names.slot,
            publication=ground.names.publication,
            back_plan=None,
            columns=Columns(
                columns_of(ground.new, tables_read(ground.survey, ground.followed))
            ).text,
        )
        journal = LiveJournal(ground.old, live)
        journal.behind_told(behind)
        journal.partitions_saved(partitions_of(ground.new, ground.followed))
        journal.state("following")


def drop_back(workspace: Workspace) -> None:
    """Take slot and publication of the way back out of the new database, if they are there."""
    with (
        closing(connect(workspace.target, "target", "forget")) as new,
        closing(workspace.open_source("look")) as old,
    ):
        identities = database_identity(new), database_identity(old)
        try:
            objects.drop_stream(new, objects.names_for(*identities, back=True))
        except psycopg.errors.InsufficientPrivilege:
            return  # then it was not made either
