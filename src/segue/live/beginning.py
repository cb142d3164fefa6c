"""How a live move begins: looked at, slot made, rows moved by the ordinary steps, then followed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from pathlib import Path

import psycopg

from segue.checks.live import back_obstacles, live_findings, way_findings
from segue.database.journal import create_journal
from segue.database.live_journal import LiveJournal, LiveRecord, begin_live, live_record
from segue.database.replication import lsn_number
from segue.database.session import Connection, connect, database_identity
from segue.drafting.writing import write_text
from segue.errors import ChecksBlock, ExitStatus, NothingFollows, SegueError
from segue.events import FindingReported, Note
from segue.findings import Finding
from segue.live import objects
from segue.live.alterations import Columns, columns_of
from segue.live.back import back_findings, turned_round
from segue.live.collector import CollectorThread
from segue.live.ending import end_live
from segue.live.follower import collect_until, collecting, tables_read
from segue.live.following import Ending, follow
from segue.live.outbox import make_outbox
from segue.live.partitions import partitions_of
from segue.live.telling import telling
from segue.mapping.followed import scope
from segue.move.run import Outcome, Request, dry_run, move
from segue.move.run.preparing import prepare_target
from segue.move.survey import Survey, survey_both
from segue.move.workspace import Workspace
from segue.plan.file import read_plan
from segue.plan.model import By
from segue.workers import StopSignal

_FOLLOWING = (
    "The rows are there, and what changes in the source follows, until `segue cutover`."
    " This command may be ended; `segue follow` goes on."
)


def check_live(workspace: Workspace, *, outbox: bool = False) -> tuple[Finding, ...]:
    """What stands in the way of a live move, beside what `check` says; nothing is written."""
    if workspace.plan is not None and workspace.plan.by is By.HISTORY:
        return tuple(way_findings(By.HISTORY, workspace.plan.path))
    with (
        closing(workspace.open_source("look")) as source,
        closing(workspace.open_target("look")) as target,
    ):
        survey = survey_both(workspace, source, target)
        return tuple(_findings(survey, source, outbox=outbox))


def _findings(survey: Survey, source: Connection, *, outbox: bool) -> list[Finding]:
    followed = scope(source, survey.source, survey.transfers, outbox=outbox)
    sides = survey.plan, survey.source, source
    return list(live_findings(*sides, followed, survey.facts, outbox=outbox))


def move_live(
    request: Request,
    report: Callable[[Outcome], None],
    back: Path | None = None,
    *,
    outbox: bool = False,
) -> Ending:
    """Begin or go on with a live move, and follow. Takes and raises what `copy_live` does."""
    copy_live(request, report, back, outbox=outbox)
    return follow(_with_plan(request.workspace), request.reporter, request.processes)


def copy_live(
    request: Request,
    report: Callable[[Outcome], None],
    back: Path | None = None,
    *,
    outbox: bool = False,
) -> None:
    """Begin or go on with a live move, until its rows are there.

    `report` hears what the ordinary steps brought. `back` is the plan of the way back, where one is
    wanted; with `outbox`, triggers tell what changes, and no slot. Raises SegueError.
    """
    request = replace(request, by=request.by or By.MAPPING, follows=True)
    record = _known_live(request.workspace)
    if record is not None and record.state == "moved":
        raise NothingFollows(state="the cutover is done")
    began = record is None or record.state in ("making", "ended")
    if began:
        request = replace(request, workspace=_begin(request, back, outbox=outbox))
    if began or (record is not None and record.state == "copying"):
        _copy(request, report, first=began)
        request.reporter.report(Note(_FOLLOWING))


def _known_live(workspace: Workspace) -> LiveRecord | None:
    with suppress(SegueError), closing(workspace.open_target("look")) as target:
        return live_record(target)
    return None


def _with_plan(workspace: Workspace) -> Workspace:
    """The plan that the move wrote, where there was none before."""
    return replace(workspace, plan=read_plan(workspace.plan_path))


def _begin(request: Request, back: Path | None, *, outbox: bool) -> Workspace:
    """Look, then make slot and publication, or the outbox; with the plan, which may be new.

    Raises ChecksBlock before anything is made.
    """
    workspace = request.workspace
    by = workspace.plan.by if workspace.plan is not None else request.by
    _heed(request, list(way_findings(by, workspace.plan_path.name)))
    if request.migrate:
        prepare_target(request)
    result = dry_run(
        workspace, jobs=request.jobs, fresh=request.target_is_fresh, reporter=request.reporter
    )
    if result.survey.drafted is not None:  # what is found names its lines
        write_text(workspace.plan_path, result.survey.drafted)
        workspace = _with_plan(workspace)
    with ExitStack() as stack:
        source = stack.enter_context(closing(workspace.open_source("look")))
        target = stack.enter_context(closing(workspace.open_target("look")))
        findings = [
            *_findings(result.survey, source, outbox=outbox),
            *(f for f in result.findings if f.blocks),
        ]
        if back is not None:
            findings += [*back_obstacles(result.survey.plan, result.survey.transfers)]
            findings += back_findings(turned_round(workspace, str(back)))
        _heed(request, findings)
        _make(workspace, result.survey, source, target, back, outbox=outbox)
    return workspace


def _heed(request: Request, findings: Collection[Finding]) -> None:
    """Raises ChecksBlock."""
    for finding in findings:
        request.reporter.report(FindingReported(finding))
    blocking = sum(finding.blocks for finding in findings)
    if blocking:
        raise ChecksBlock(count=blocking)


def _make(
    workspace: Workspace,
    survey: Survey,
    source: Connection,
    target: Connection,
    back: Path | None,
    *,
    outbox: bool,
) -> None:
    identities = database_identity(source), database_identity(target)
    own = objects.names_for(*identities)
    names = objects.Names("", "") if outbox else own
    followed = scope(source, survey.source, survey.transfers, outbox=outbox)
    columns = Columns(columns_of(source, tables_read(survey, followed)))
    create_journal(target)
    live = begin_live(
        target,
        plan_digest=survey.digest,
        source_identity=str(identities[0]),
        source_label=workspace.source.label,
        slot=names.slot,
        publication=names.publication,
        back_plan=str(back.resolve()) if back is not None else None,
        columns=columns.text,
    )
    LiveJournal(target, live).partitions_saved(partitions_of(source, followed))
    try:
        with closing(connect(workspace.source, "source", "prepare")) as writing:
            if outbox:
                make_outbox(writing, followed, own.slot)
            else:
                objects.make_stream(writing, names, followed)
        told = telling(source, names.slot, names.publication)
        LiveJournal(target, live).planned(survey.digest, replace(columns, telling=told).text)
        LiveJournal(target, live).state("copying")
    except BaseException:
        with suppress(psycopg.Error):
            LiveJournal(target, live).state("ended")
        raise


def _require_collecting(collector: CollectorThread, source: Connection) -> None:
    """What was written to the source until now is collected. Raises CollectorFailed."""
    row = source.execute("SELECT pg_catalog.pg_current_wal_insert_lsn()::text").fetchone()
    assert row is not None
    collect_until(collector, lsn_number(row[0]), source)


def _copy(request: Request, report: Callable[[Outcome], None], *, first: bool) -> None:
    """The ordinary steps, while changed keys are collected."""
    workspace, stop = request.workspace, StopSignal()
    with ExitStack() as stack:
        source = stack.enter_context(closing(workspace.open_source("look")))
        with closing(workspace.open_target("look")) as target:
            survey = survey_both(workspace, source, target)
            record = live_record(target)
        assert record is not None
        followed = scope(source, survey.source, survey.transfers, outbox=record.outbox)
        collector = stack.enter_context(collecting(workspace, source, record, followed, stop))
        _require_collecting(collector, source)
        try:
            report(move(request))
            _require_collecting(collector, source)
        except SegueError as error:
            if first and error.exit_status in (ExitStatus.BLOCKED, ExitStatus.ANSWER_NEEDED):
                stack.close()
                end_live(workspace)
            raise
        with closing(workspace.open_target("look")) as target:
            LiveJournal(target, record.id).state("following")
