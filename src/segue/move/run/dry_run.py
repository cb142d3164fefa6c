"""A look before anything is done: what `check`, `plan` and `move --dry-run` stand on."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass

from segue.database.allowance import allowance
from segue.database.machine import streams_side_by_side
from segue.database.names import QualifiedName
from segue.database.session import Connection, Snapshot, connect, exported_snapshot
from segue.events import MergePlanned, Reporter, Silent
from segue.findings import Finding
from segue.move import freshness, prepare, schema
from segue.move.copying.loads import Load, plan_loads
from segue.move.run.counting import count_merges
from segue.move.run.request import lanes
from segue.move.run.seeds import foretold
from segue.move.run.way import foreseen
from segue.move.survey import Survey, findings, reading_of, survey_both
from segue.move.workspace import Workspace, compare_sides
from segue.plan.model import By

SILENT = Silent()


@dataclass(frozen=True, slots=True)
class DryRun:
    """What can be known without writing."""

    survey: Survey
    findings: tuple[Finding, ...]
    occupied: Mapping[QualifiedName, int]
    """Tables to fill that hold rows already, with their numbers."""
    loads: tuple[Load, ...]
    """What would be copied, the largest first; empty where a finding blocks."""
    merges: tuple[MergePlanned, ...]
    """What would come into tables whose rows stay."""
    definitions: int
    """Indexes, constraints and triggers that would come down and go back."""

    @property
    def blocked(self) -> bool:
        return any(finding.blocks for finding in self.findings)

    @property
    def bytes(self) -> int:
        """Size of the rows in the source."""
        return sum(load.bytes for load in self.loads)

    @property
    def rows_estimate(self) -> int:
        return sum(load.rows_estimate for load in self.loads)


def target_exists(workspace: Workspace) -> bool:
    """Whether there is a target database to look at. Raises CannotConnect."""
    return prepare.database_exists(workspace.target)


def dry_run(
    workspace: Workspace,
    only: tuple[QualifiedName, ...] = (),
    *,
    data: bool = True,
    jobs: int | None = None,
    reporter: Reporter = SILENT,
) -> DryRun:
    """Survey both databases and check them, and the rows too if `data`; all sessions READ ONLY.

    By the history, a scratch database at the source's state stands for the target. Raises
    SameDatabase, CannotConnect, NotByHistory or PlanMistake.
    """
    with ExitStack() as stack:
        if workspace.plan is not None and workspace.plan.by is By.HISTORY:
            workspace = stack.enter_context(foreseen(workspace, reporter))
        source = stack.enter_context(closing(workspace.open_source("look")))
        looking = connect(workspace.target, "target", "look", read_only=True)
        target = stack.enter_context(closing(looking))
        compare_sides(source, target)
        snapshot = stack.enter_context(exported_snapshot(source))
        survey = survey_both(workspace, source, target, only)
        allowed = allowance(source, lanes(jobs) + 1).sessions - 1 if data else 0
        most = max(1, min(lanes(jobs), allowed))
        reading = reading_of(workspace, source, target, snapshot, most) if data else None
        found = findings(workspace, survey, source, target, reading=reading)
        if any(finding.blocks for finding in found):
            return DryRun(survey, found, {}, (), (), 0)
        occupied = freshness.occupied(target, survey.target, survey.existing)
        found = (*found, *foretold(survey, source, target, occupied))
        split = streams_side_by_side(source, target)
        return _whole(workspace, survey, found, occupied, target, snapshot, split=split)


def _whole(
    workspace: Workspace,
    survey: Survey,
    found: tuple[Finding, ...],
    occupied: Mapping[QualifiedName, int],
    target: Connection,
    snapshot: Snapshot,
    *,
    split: bool,
) -> DryRun:
    merged = {table: how for table, how in survey.mergeable.items() if table in occupied}
    loads = plan_loads(survey.transfers, survey.source, merged, survey.rejecting, split=split)
    keys = schema.foreign_keys_to_drop(survey.target, {load.name for load in loads})
    changes = [*keys, *(change for load in loads for change in coming_down(load))]
    down = sum(change.count for change in changes)
    merges = count_merges(workspace, survey, merged, snapshot)
    return DryRun(survey, found, occupied, loads, merges, down)


def coming_down(load: Load) -> tuple[schema.TakeDown, ...]:
    """What comes off a load's table before its rows."""
    stay = load.merge is not None
    return schema.to_take_down(load.table, load.bytes, stay=stay, guarded=stay or load.rejects)
