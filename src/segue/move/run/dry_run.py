"""A look before anything is done: what `check`, `plan` and `move --dry-run` stand on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass

from segue.checks.event_triggers import read_event_triggers, table_trigger_findings
from segue.checks.servers import LEAST, too_few
from segue.database.allowance import allowance
from segue.database.journal import Journal
from segue.database.machine import streams_side_by_side
from segue.database.names import QualifiedName
from segue.database.records import RunRecord
from segue.database.session import (
    Connection,
    DatabaseIdentity,
    Snapshot,
    connect,
    exported_snapshot,
)
from segue.events import MergePlanned, NoAsker, Reporter, SilentReporter
from segue.findings import Finding, Severity
from segue.move import freshness, prepare, schema
from segue.move.copying.loads import Load, plan_loads
from segue.move.run import schema_trial
from segue.move.run.compare import compare
from segue.move.run.counting import count_merges
from segue.move.run.refusals import Refusals
from segue.move.run.request import Request, Scene, lanes
from segue.move.run.schema_trial import UnbuildableIndex
from segue.move.run.seeds import foretold
from segue.move.run.sessions import Sessions
from segue.move.run.way import foreseen
from segue.move.survey import Survey, findings, reading_of, survey_both
from segue.move.verify import VerifyReport
from segue.move.workspace import Workspace, compare_sides
from segue.plan.model import By
from segue.workers import StopSignal

SILENT = SilentReporter()

Unbuildables = Collection[tuple[QualifiedName, str]]


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

    @property
    def uncounted(self) -> int:
        """Tables of the source with rows of which no statistics tell the number."""
        return sum(load.rows_estimate <= 0 < load.bytes for load in self.loads)


def target_exists(workspace: Workspace) -> bool:
    """Whether there is a target database to look at. Raises CannotConnect."""
    return prepare.database_exists(workspace.target, workspace.reporter)


def dry_run(
    workspace: Workspace,
    only: tuple[QualifiedName, ...] = (),
    *,
    data: bool = True,
    jobs: int | None = None,
    fresh: bool = False,
    reporter: Reporter = SILENT,
    beginning: bool = True,
    makes_schemas: bool = False,
) -> DryRun:
    """Survey both databases and check them, and the rows too if `data`; nothing is written.

    What a trial changes is undone. `fresh` is what `--target-is-fresh` says. Without `beginning`
    the plan alone is looked at, not whether a move may begin now. `makes_schemas` says that the
    move would go through step 1, which makes those of tenants. By the history, a scratch
    database at the source's state stands for the target. Raises SameDatabase, CannotConnect,
    NotByHistory or PlanMistake.
    """
    with ExitStack() as stack:
        if workspace.plan is not None and workspace.plan.by is By.HISTORY:
            workspace = stack.enter_context(foreseen(workspace, reporter))
            beginning = False  # what stands for the target is made for the look
        source = stack.enter_context(closing(workspace.open_source("look")))
        looking = connect(
            workspace.target, "target", "look", read_only=True, reporter=workspace.reporter
        )
        target = stack.enter_context(closing(looking))
        identity, _ = compare_sides(source, target)
        # Before this command opens any other, which would count against the move.
        allowed = allowance(source, lanes(jobs) + 1)
        few = (*too_few("source", allowed), *too_few("target", allowance(target, LEAST)))
        snapshot = stack.enter_context(exported_snapshot(source))
        survey = survey_both(workspace, source, target, only)
        if few and data:
            return DryRun(survey, few, {}, (), (), 0)
        most = min(lanes(jobs), allowed.sessions - 1)
        reading = reading_of(workspace, source, target, snapshot, most) if data else None
        refusals = Refusals(workspace, survey, target, fresh, reporter or SilentReporter())
        refused = _refused(refusals, identity, source, snapshot) if data and beginning else ()
        trial_findings: list[Finding] = [*few]
        unbuildable: tuple[UnbuildableIndex, ...] = ()
        if data and beginning:
            unbuildable = schema_trial.unbuildable(survey, source, target)
            trial_findings = _try_triggers(workspace, survey, target, unbuildable)
        all_findings = findings(
            workspace,
            survey,
            source,
            target,
            refusals.occupied,
            reading=reading,
            further=trial_findings,
            makes_schemas=makes_schemas,
        )
        all_findings = by_severity((*refused, *all_findings))
        if any(finding.blocks for finding in all_findings):
            return DryRun(survey, all_findings, {}, (), (), 0)
        occupied = freshness.occupied(target, survey.target, survey.existing)
        standing = occupied if refusals.standing is None else refusals.standing
        proved = refusals.occupied is not None
        all_findings = (*all_findings, *foretold(survey, source, target, standing, proved=proved))
        split = streams_side_by_side(source, target)
        names = schema_trial.names_of(unbuildable)
        return _whole(
            workspace, survey, all_findings, occupied, target, snapshot, names, split=split
        )


def _try_triggers(
    workspace: Workspace,
    survey: Survey,
    target: Connection,
    unbuildable: Sequence[UnbuildableIndex],
) -> list[Finding]:
    """Only event triggers need a session that may write."""
    if not read_event_triggers(target):
        return [each.finding for each in unbuildable]
    with closing(workspace.open_target("trial")) as writing:
        return list(trial_findings(survey, writing, unbuildable))


def by_severity(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Errors first, else in the order given."""
    order = list(Severity)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))


def _refused(
    refusals: Refusals, identity: DatabaseIdentity, source: Connection, snapshot: Snapshot
) -> tuple[Finding, ...]:
    request = Request(refusals.workspace, SilentReporter(), NoAsker())
    sessions = Sessions(request.lanes, own_heartbeat=False, watched=())
    scene = Scene(source, refusals.target, 0, snapshot, identity, refusals.survey, sessions)

    def compared(run: RunRecord) -> VerifyReport:
        return compare(request, scene, Journal(scene.target, run.id), StopSignal())

    return tuple(refusals.findings(identity, compared))


def _whole(
    workspace: Workspace,
    survey: Survey,
    findings: tuple[Finding, ...],
    occupied: Mapping[QualifiedName, int],
    target: Connection,
    snapshot: Snapshot,
    unbuildable: Unbuildables,
    *,
    split: bool,
) -> DryRun:
    merged = {table: how for table, how in survey.mergeable.items() if table in occupied}
    loads = plan_loads(survey.transfers, survey.source, merged, survey.rejecting, split=split)
    keys = schema.foreign_keys_to_drop(survey.target, {load.name for load in loads})
    changes = [*keys, *(change for load in loads for change in coming_down(load, unbuildable))]
    down = sum(change.count for change in changes)
    merges = count_merges(workspace, survey, merged, snapshot)
    return DryRun(survey, findings, occupied, loads, merges, down)


def coming_down(load: Load, unbuildable: Unbuildables = ()) -> tuple[schema.TakeDown, ...]:
    """What comes off a load's table before its rows."""
    stay = load.merge is not None
    return schema.to_take_down(
        load.table,
        load.bytes,
        stay=stay,
        guarded=stay or load.rejects,
        unbuildable=unbuildable,
        transfers=load.transfers,
    )


def trial_findings(
    survey: Survey, target: Connection, unbuildable: Sequence[UnbuildableIndex]
) -> Iterator[Finding]:
    """What the trial of step 4 tells; `target` is a session that may write, and does not."""
    yield from (each.finding for each in unbuildable)
    loads = plan_loads(survey.what_can_be, survey.source, {}, frozenset(), split=True)
    names = schema_trial.names_of(unbuildable)
    changes = [*schema.foreign_keys_to_drop(survey.target, {load.name for load in loads})]
    changes += [change for load in loads for change in coming_down(load, names)]
    tables = tuple(table_trigger_findings(target))
    yield from tables or schema_trial.refused_changes(target, changes)
